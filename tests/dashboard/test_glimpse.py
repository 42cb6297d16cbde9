"""The first sight of a choice is what the page will say of it."""

import gzip
import json
from urllib.parse import urlsplit

import pytest
from addressed import get

from citeoscope.territory.levels import Level
from citeoscope.view import View
from dashboard.carte import canvas, read
from dashboard.carte.glimpse import glimpse_url

VIEWS = [
    View(couches=()),
    View(territoire="epci:200068369", indicateur="gares", couches=(), selon_zoom=True),
    View(territoire="departement:88", indicateur="taux_pauvrete", croise="revenu_median", couches=()),
    View(territoire="region:44", niveau=Level.EPCI, millesime="2016", indicateur="population", couches=()),
    View(territoire="epci:200068369", commune="88304", methode="natural", classes=4, fond=True, couches=()),
]


def seen(address):
    parts = urlsplit(address)
    return get(parts.path.removeprefix("/api/v1/"), parts.query)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.query)
def test_it_is_what_the_page_says_of_its_map_legend_and_title(embedded, view):
    answer = seen(glimpse_url(embedded, view))
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    told = json.loads(gzip.decompress(answer.body))
    assert told["carte"] == json.loads(json.dumps(canvas.drawn(embedded, view).payload()))
    assert told["peinture"] == json.loads(json.dumps(canvas.picture(embedded, view).paint()))
    assert told["legende"] == canvas.legend_of(embedded, view)
    assert told["titre"] == read.heading(embedded, view)


def test_the_table_and_the_points_beside_the_map_are_not_in_its_address(embedded):
    beside = View(colonnes=("population",), tri="-population", garde=("population:oui",), couches=("gares",))
    assert glimpse_url(embedded, beside) == glimpse_url(embedded, View(couches=()))


def test_another_territory_opens_on_its_own_level(embedded):
    wide = View(territoire="france", niveau=Level.DEPARTEMENT, selon_zoom=True, couches=())
    address = glimpse_url(embedded, wide, opening=True).replace("france", "commune:92050")
    told = json.loads(gzip.decompress(seen(address).body))
    assert told["carte"]["level"] == "commune"
    assert told["carte"]["view"] == "commune:92050|commune"


def test_a_view_that_cannot_be_read_has_no_first_sight(embedded):
    answer = seen(glimpse_url(embedded, View(indicateur="bonheur", couches=())))
    assert answer.status == 400
    assert "bonheur" in answer.json()["erreur"]


def test_what_a_name_holds_stays_text(embedded):
    hostile = get("apercu/x.json", "territoire=<img src=x onerror=alert(1)>")
    assert hostile.status == 400
