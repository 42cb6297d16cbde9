"""Filters of the layers: they round-trip through the address, and keep what they say."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeoscope.filters import arranged, of_layer, read_filters, write_filters
from citeoscope.layers import LAYERS, points
from citeoscope.paths import DATA
from citeoscope.places.everywhere import all_places
from citeoscope.view import View, parse_view

LOCAL = DATA / "local"
FIELDS = [(layer.id, field) for layer in LAYERS.values() for field in layer.fields]
VALUES = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4, unique=True).map(tuple)


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_filters_round_trip_whatever_their_values_are(kept):
    filters = arranged(kept)
    assert read_filters(write_filters(filters)) == filters


def test_filters_are_in_the_address_of_the_view_even_of_a_layer_that_is_not_drawn(embedded):
    filters = read_filters("gares.ligne:A|14;tiers_lieux.type:fablab")
    view = View(couches=("tiers_lieux",), filtres=filters)
    assert "filtres" not in View().params()
    assert parse_view(dict(parse_qsl(view.query)), embedded) == (view, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("n’importe quoi", "Filtre illisible : « n’importe quoi »"),
        ("tiers_lieux.type:", "Filtre illisible"),
        ("piscines.type:x", "couche inconnue : « piscines »"),
        ("gares.couleur:rouge", "pas de filtre « couleur ». Ses filtres : mode, ligne"),
        ("france_services.type:x", "Elle n’en a pas"),
        ("gares.ligne:" + "|".join(map(str, range(99))), "au plus 60 valeurs"),
        ("<script>.a:b", "couche inconnue : « <script> »"),
    ],
)
def test_a_filter_that_cannot_be_read_is_explained_and_everything_is_drawn(embedded, text, said):
    view, problems = parse_view({"filtres": text, "indicateur": "population"}, embedded)
    assert view == View(indicateur="population")
    assert said in problems[0]


def test_layers_of_older_addresses_are_drawn_by_those_that_hold_their_points_now(embedded):
    view, problems = parse_view({"couches": "initiatives,gares"}, embedded)
    assert view.couches == ("tiers_lieux", "gares", "projets", "evenements")
    assert not problems


def test_the_map_draws_the_tiers_lieux_that_their_page_counts(embedded):
    counted = all_places(embedded, LOCAL).places
    drawn = points(embedded, "tiers_lieux", LOCAL)
    assert set(drawn["id"]) <= set(counted["id"])
    assert len(counted) - len(drawn) == counted["latitude"].isna().sum()
    assert drawn["source"].str.len().min() > 0


@pytest.mark.parametrize("layer", list(LAYERS))
def test_each_layer_can_be_filtered_by_each_of_its_fields(embedded, layer):
    everything = points(embedded, layer, LOCAL, fan=False)
    assert len(everything) > 0
    for field in LAYERS[layer].fields:
        value = everything[field].iloc[0][0]
        kept = points(embedded, layer, LOCAL, kept={field: [value]}, fan=False)
        assert len(kept) == sum(value in told for told in everything[field])
        assert points(embedded, layer, LOCAL, kept={field: ["\x00"]}).empty


def test_a_station_is_kept_by_any_of_its_lines_and_all_of_its_fields(embedded):
    both = points(embedded, "gares", LOCAL, kept=of_layer(read_filters("gares.ligne:A|14;gares.mode:RER"), "gares"))
    lines = points(embedded, "gares", LOCAL, kept={"ligne": ["A", "14"]})
    assert 0 < len(both) < len(lines)
    assert all("RER" in modes for modes in both["mode"])
    assert "Châtelet" in " ".join(lines["name"])
