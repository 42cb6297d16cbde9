"""The URL owns the state: it round-trips, and a hand-edited one is explained."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citeoscope.layers import LAYERS
from citeoscope.territory.levels import Level
from citeoscope.view import DEFAULT, View, parse_view

LEVELS = [level for level in Level if level is not Level.FRANCE]


def test_the_default_view(embedded):
    assert parse_view({}, embedded) == (DEFAULT, ())
    assert DEFAULT.query == "territoire=region:11&indicateur=revenu_median&niveau=commune"
    assert DEFAULT.couches == ("tiers_lieux",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    st.sampled_from(["france", "region:11", "epci:200068369+commune:88160-commune:88029", "ept:200057982"]),
    st.sampled_from(["population", "revenu_median", "gares"]),
    st.sampled_from(LEVELS),
    st.sets(st.sampled_from(list(LAYERS))),
    st.booleans(),
)
def test_a_view_round_trips_through_its_address(embedded, territory, indicator, level, layers, base):
    view = View(territory, indicator, level, tuple(name for name in LAYERS if name in layers), "", base)
    assert parse_view(dict(parse_qsl(view.query.replace("+", "%2B"), keep_blank_values=True)), embedded) == (view, ())


def test_a_selected_commune_round_trips(embedded):
    view = View(commune="92050")
    assert parse_view(view.params(), embedded) == (view, ())


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"territoire": "region:99"}, "region:99"),
        ({"territoire": "<img src=x onerror=alert(1)>"}, "Territoire illisible"),
        ({"indicateur": "bonheur"}, "Indicateur inconnu : « bonheur »"),
        ({"niveau": "quartier"}, "Niveau inconnu : « quartier »"),
        ({"couches": "licornes"}, "Couche inconnue : « licornes »"),
        ({"commune": "99999"}, "99999"),
    ],
)
def test_an_unknown_part_is_explained_and_only_that_part_is_the_default(embedded, params, words):
    view, (problem,) = parse_view({"fond": "oui"} | params, embedded)
    assert words in problem
    assert view == View(fond=True)


def test_a_plus_read_as_a_space_is_still_a_plus(embedded):
    view, problems = parse_view({"territoire": "epci:200068369 commune:88160"}, embedded)
    assert view.territoire == "epci:200068369+commune:88160"
    assert not problems
