"""Codes carried from one vintage to another, on rows of INSEE's own table of movements."""

from citeoscope.territory.cog import Movement, Rebase

ROWS = [
    Movement("32", "2019-01-01", "60054", "60054"),
    Movement("32", "2019-01-01", "60455", "60054"),
    Movement("32", "2019-01-01", "60694", "60054"),
    Movement("21", "2024-01-01", "60054", "60054"),
    Movement("21", "2024-01-01", "60054", "60694"),
    Movement("50", "2025-01-01", "49069", "49126"),
    Movement("50", "2021-01-01", "27676", "27058"),
    Movement("50", "2023-01-01", "27058", "27676"),
    Movement("32", "2025-01-01", "01330", "01015"),
    Movement("32", "2025-01-01", "01015", "01015"),
    Movement("21", "2025-01-01", "15141", "15141"),
    Movement("21", "2025-01-01", "15141", "15031"),
    Movement("10", "2022-01-01", "88304", "88304"),
]


def test_a_merger_sends_the_old_code_to_the_new_commune():
    rebase = Rebase.between(ROWS, "2024-01-01")
    assert rebase.mapping["01330"] == "01015"
    assert "01015" not in rebase.mapping


def test_a_change_of_code_is_followed_and_a_return_leaves_no_trace():
    rebase = Rebase.between(ROWS, "2018-01-01")
    assert rebase.mapping["49069"] == "49126"
    assert "27676" not in rebase.mapping
    assert Rebase.between(ROWS, "2022-01-01").mapping["27058"] == "27676"


def test_a_change_of_name_moves_nothing():
    assert "88304" not in Rebase.between(ROWS, "2018-01-01").mapping


def test_a_split_keeps_the_figure_on_one_carrier_and_says_what_it_covers():
    rebase = Rebase.between(ROWS, "2024-01-01", codes=["15141", "75056"])
    assert rebase.splits == {"15141": ("15031", "15141")}
    assert "15141" not in rebase.mapping


def test_communes_that_merged_then_split_otherwise_stay_together():
    rebase = Rebase.between(ROWS, "2018-01-01", codes=["60054", "60455", "60694"])
    assert rebase.splits == {"60054": ("60054", "60694")}
    assert rebase.mapping["60455"] == rebase.mapping["60694"] == "60054"


def test_communes_that_split_back_into_themselves_keep_their_rows():
    rebase = Rebase.between(ROWS, "2018-01-01", codes=["60054", "60694"])
    assert rebase.splits == {}
    assert "60694" not in rebase.mapping


def test_movements_of_the_day_of_the_geography_are_already_in_it():
    assert Rebase.between(ROWS, "2025-01-01").mapping == {}
