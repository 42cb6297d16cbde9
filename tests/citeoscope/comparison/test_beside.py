"""A figure beside those of the wider territories."""

import pytest

from citeoscope.comparison import beside
from citeoscope.query.status import Status


@pytest.mark.parametrize(
    ("territory", "levels"),
    [
        ("commune:92050", ["commune", "ept", "epci", "departement", "region", "france"]),
        ("commune:88304", ["commune", "epci", "departement", "region", "france"]),
        ("commune:75056", ["commune", "epci", "departement", "region", "france"]),
        ("commune:29083", ["commune", "departement", "region", "france"]),
        ("commune:2A004", ["commune", "epci", "departement", "region", "france"]),
        ("ept:200057990", ["ept", "epci", "region", "france"]),
        ("epci:200093201", ["epci", "departement", "region", "france"]),
        ("departement:974", ["departement", "region", "france"]),
        ("region:11", ["region", "france"]),
        ("france", ["france"]),
    ],
)
def test_a_territory_is_set_beside_the_levels_that_hold_it(embedded, territory, levels):
    found = beside(embedded, "population", territory)
    assert [one.perimeter.level for one in found] == levels
    assert found[0].perimeter.expression == territory
    for one in found:
        assert one.answer == embedded.aggregate("population", one.perimeter)
        assert set(found[0].perimeter.codes) <= set(one.perimeter.codes)


def test_a_free_perimeter_is_set_beside_what_holds_all_of_it(embedded):
    found = beside(embedded, "population", "commune:88304+commune:88160")
    assert [one.perimeter.expression for one in found[1:]] == ["departement:88", "region:44", "france"]
    across = beside(embedded, "population", "commune:92050+commune:59350")
    assert [one.perimeter.expression for one in across[1:]] == ["france"]


def test_non_values_keep_their_status_beside_values(embedded):
    found = {one.perimeter.expression: one.answer for one in beside(embedded, "revenu_median", "commune:88001")}
    assert found["commune:88001"].status is Status.SECRET
    assert found["commune:88001"].value is None
    assert found["commune:88001"].reason
    assert found["france"].value == 23080


def test_figures_of_all_levels_are_those_that_are_published(embedded):
    found = {one.perimeter.expression: one.answer.value for one in beside(embedded, "revenu_median", "commune:92050")}
    assert (found["commune:92050"], found["region:11"], found["france"]) == (21620, 25210, 23080)
