"""Figures told together: no secret can be worked out from those of one dossier, nor from two dossiers of one reader."""

import pytest

import citeoscope as co
from citeoscope.exports.extract import extract
from citeoscope.query.differencing import Guard
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level

KEY = ("etablissements", "2022")


@pytest.fixture(scope="module")
def hidden(embedded):
    """Return a commune of the Vosges that has one or two establishments."""
    table = embedded.table("etablissements", Level.COMMUNE)
    members = embedded.geography.communes_of(Level.DEPARTEMENT, "88")
    return next(code for code in members if table.loc[code, "status"] == "secret")


def test_a_wide_total_then_the_same_without_a_hidden_commune_is_withheld(embedded, hidden):
    told = co.figures(["etablissements"], ["departement:88", f"departement:88-commune:{hidden}"])
    first, second = told.answers
    assert first.status is Status.OK
    assert second.status is Status.SECRET
    assert second.value is None
    assert "« Vosges »" in second.reason
    assert embedded.geography.describe("commune", hidden) in second.reason


def test_the_order_does_not_matter(hidden):
    first, second = co.figures(["etablissements"], [f"departement:88-commune:{hidden}", "departement:88"]).answers
    assert (first.status, second.status) == (Status.OK, Status.SECRET)


def test_a_second_dossier_of_the_same_reader_remembers_the_first(hidden):
    first = co.figures(["etablissements"], ["departement:88"])
    apart = co.figures(["etablissements"], [f"departement:88-commune:{hidden}"])
    same_reader = co.figures(["etablissements"], [f"departement:88-commune:{hidden}"], after=first)
    assert apart.answers[0].status is Status.OK
    assert same_reader.answers[0].status is Status.SECRET


def test_perimeters_that_differ_by_a_shown_commune_are_both_told():
    told = co.figures(["etablissements"], ["departement:88", "departement:88-commune:88160"])
    assert [one.status for one in told.answers] == [Status.OK, Status.OK]


def test_a_withheld_figure_is_secret_in_the_table(hidden):
    frame = co.figures(["etablissements"], ["departement:88", f"departement:88-commune:{hidden}"]).frame
    row = frame.iloc[1]
    assert (row["status"], row["text"]) == ("secret", "secret statistique")
    assert row[["value", "lower_bound"]].isna().all()


def test_three_totals_that_isolate_a_commune_are_seen():
    """A + B, B + C and A + C give A: no two of them are nested."""
    secret = frozenset("abc").__contains__

    def is_secret(codes):
        return len(codes) == 1 and secret(next(iter(codes)))

    guard = Guard().telling(KEY, "un", frozenset("ab")).telling(KEY, "deux", frozenset("bc"))
    leak = guard.leak(KEY, frozenset("ac"), is_secret)
    assert leak is not None
    assert len(leak.communes) == 1
    assert leak.against == ""


def test_what_is_told_of_one_indicator_says_nothing_of_another():
    guard = Guard().telling(KEY, "un", frozenset("ab"))
    assert guard.leak(("emplois_salaries", "2022"), frozenset("a"), lambda _: True) is None
    assert guard.leak(KEY, frozenset("a"), lambda _: True) is not None
    assert guard.leak(KEY, frozenset("ab"), lambda _: True) is None


def test_a_file_hides_the_same_cells_as_the_map(embedded):
    taken = extract(embedded, "emploi_flores", "departement:88")
    rows = taken.rows.set_index("code")
    few = rows["establishments_2022_status"] == "secret"
    assert few.sum() > 50
    assert rows.loc[few, ["jobs_2022", "sport_jobs_2022", "establishments_2017"]].isna().all(axis=None)
    assert not ((rows["establishments_2022"] > 0) & (rows["establishments_2022"] < 3)).any()
    assert "moins de 3 établissements" in taken.provenance["Lignes retenues"]
