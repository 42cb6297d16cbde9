"""The URL owns the state: it round-trips, and a hand-edited one is explained."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citeoscope.layers import LAYERS
from citeoscope.maps.methods import METHODS
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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    st.sampled_from(["", "1968", "1999", "2022"]),
    st.sampled_from([method for method in METHODS if method != "manual"]),
    st.integers(1, 9),
    st.sampled_from(["", "france", "region:11"]),
)
def test_the_classes_and_the_vintage_round_trip_too(embedded, vintage, method, classes, reference):
    view = View(indicateur="densite", millesime=vintage, methode=method, classes=classes, reference=reference)
    assert parse_view(view.params(), embedded) == (view, ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=10, unique=True))
def test_chosen_bounds_round_trip(embedded, thousandths):
    view = View(methode="manual", bornes=tuple(sorted(one / 1000 for one in thousandths)))
    assert parse_view(view.params(), embedded) == (view, ())


def test_the_current_vintage_is_not_written(embedded):
    view, problems = parse_view({"indicateur": "population", "millesime": "2023"}, embedded)
    assert view.millesime == ""
    assert problems == ()


def test_the_columns_of_the_table_round_trip_without_the_one_on_the_map(embedded):
    view, problems = parse_view({"indicateur": "densite", "colonnes": "gares,densite,gares,population"}, embedded)
    assert (view.colonnes, problems) == (("gares", "population"), ())
    assert parse_view(dict(parse_qsl(view.query)), embedded) == (view, ())


def test_the_order_and_the_rows_of_the_table_round_trip_and_leave_with_their_column(embedded):
    asked = {"indicateur": "densite", "colonnes": "gares", "tri": "-gares", "garde": "gares:un"}
    view, problems = parse_view(asked, embedded)
    assert (view.tri, view.garde, problems) == ("-gares", ("gares:un",), ())
    assert parse_view(dict(parse_qsl(view.query)), embedded) == (view, ())
    assert not {"tri", "garde"} & replace(view, colonnes=()).params().keys()


@pytest.mark.parametrize(
    ("part", "text"), [("tri", "gares"), ("tri", "<b>"), ("garde", "gares:un"), ("garde", "densite")]
)
def test_an_order_on_a_column_that_is_not_there_is_explained(embedded, part, text):
    view, problems = parse_view({part: text}, embedded)
    assert view == DEFAULT
    assert len(problems) == 1


@pytest.mark.parametrize(
    "text", ["bonheur", "gares,<img src=x>", "gares,population,densite,naissances,deces", "," * 9_999]
)
def test_columns_that_cannot_be_are_explained_or_left_out(embedded, text):
    view, problems = parse_view({"colonnes": text}, embedded)
    assert view.colonnes == ()
    assert bool(problems) != (not text.strip(","))


def test_chosen_classes_without_bounds_are_quantiles_and_say_so(embedded):
    view, (problem,) = parse_view({"methode": "manual"}, embedded)
    assert view.methode == "quantiles"
    assert "bornes=0,10,20" in problem


def test_a_view_writes_the_python_that_gives_its_map_and_figures(embedded):
    view = View(
        "epci:200068369",
        "densite",
        Level.COMMUNE,
        millesime="1999",
        methode="natural",
        classes=4,
        reference="region:44",
    )
    names = {}
    exec(view.python(), names)
    assert len(names["valeurs"]) == 76
    assert names["valeurs"].attrs["citeoscope"]["vintage"] == "1999"
    html = names["carte"].get_root().render()
    assert "Densité de population (1999)" in html


@pytest.mark.parametrize("croise", ["taux_pauvrete", "part_maisons"])
def test_two_indicators_crossed_round_trip_and_write_their_python(embedded, croise):
    view = View("departement:88", "revenu_median", Level.COMMUNE, reference="region:44", croise=croise)
    assert parse_view(view.params(), embedded) == (view, ())
    names = {}
    exec(view.python(), names)
    assert len(names["valeurs"]) == 506
    assert f"{croise}_group" in names["valeurs"]
    assert "croise" not in View().params()


def test_a_hostile_territory_never_reaches_the_python(embedded):
    view, _ = parse_view({"territoire": "france'); import os; ('"}, embedded)
    assert "import os" not in view.python()


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
        ({"millesime": "1789"}, "n’a pas de millésime « 1789 »"),
        ({"methode": "<script>"}, "Méthode inconnue"),
        ({"classes": "1000000"}, "Nombre de classes impossible"),
        ({"classes": "x"}, "Nombre de classes illisible"),
        ({"reference": "region:99"}, "region:99"),
        ({"methode": "manual", "bornes": "1,x"}, "Bornes illisibles"),
        ({"croise": "bonheur"}, "Indicateur inconnu : « bonheur »"),
        ({"croise": "population"}, "est un nombre"),
        ({"croise": "revenu_median"}, "avec lui-même"),
        ({"croise": "<script>"}, "Indicateur inconnu"),
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
