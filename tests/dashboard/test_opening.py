"""What a map opens on: the level follows the size of the territory."""

from dataclasses import replace

import pytest

from citeoscope.maps import Years
from citeoscope.view import View
from dashboard.carte.canvas import picture, plain
from dashboard.carte.opening import level_of, opening_level


@pytest.mark.parametrize(
    ("territory", "level"),
    [
        ("france", "departement"),
        ("region:75", "epci"),
        ("region:84", "epci"),
        ("region:11", "commune"),
        ("departement:88", "commune"),
        ("epci:200068369", "commune"),
        ("commune:92050", "commune"),
    ],
)
def test_a_territory_opens_on_the_level_that_is_read_when_it_is_seen_whole(embedded, territory, level):
    assert opening_level(embedded, territory) == level


def test_a_rectangle_without_width_opens_on_communes():
    assert level_of(((48.0, 2.0), (48.0, 2.0))) == "commune"


def test_a_paint_by_address_leaves_the_territories_out_of_the_message(embedded):
    whole = picture(embedded, View(couches=()))
    sent = replace(whole, paint_url="/peinture.json").payload()
    assert sent["paint"] == "/peinture.json"
    assert not whole.paint().keys() & sent.keys()
    assert whole.payload() == {name: value for name, value in (sent | whole.paint()).items() if name != "paint"}


def test_what_lies_over_the_figures_does_not_change_what_is_painted():
    laid = View(commune="75056", fond=True, couches=("gares",), selon_zoom=True, colonnes=("gares",))
    assert plain(laid) == plain(View())


def test_years_are_told_with_one_address_for_all():
    told = Years(("1968", "2023"), "2023", False, "/p?millesime=ANNEE", "/v?millesime=ANNEE").payload()
    assert told["years"] == {"all": ["1968", "2023"], "shown": "2023", "locked": False}
    assert told["yearsUrl"].count("ANNEE") == told["yearsValuesUrl"].count("ANNEE") == 1
