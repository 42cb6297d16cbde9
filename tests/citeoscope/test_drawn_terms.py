"""Drawn terms of an expression: a circle or a trace is the same communes in an address and in Python."""

from contextlib import suppress

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import citeoscope as co
from citeoscope.atlas import atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.territory.perimeter import parse, write
from citeoscope.territory.shapes import ALPHABET, MOST_POINTS, decode_trace, encode_trace
from citeoscope.view import View, parse_view

BETWEEN_LORRAINE_AND_THE_VOSGES = shapely.Polygon([(5.9, 48.1), (6.5, 48.2), (6.4, 48.6), (5.8, 48.4)])
HALF_OF_FRANCE = shapely.Polygon([(-4, 46), (6.5, 43.2), (7.4, 48.6), (2, 50.4)])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rayon:6.13,48.30,10", "10\u00a0km autour de Mirecourt"),
        ("rayon:6.4495,48.1744,15.5", "15,5\u00a0km autour d’Épinal"),
        ("rayon:0.2,48,5", "5\u00a0km autour du Mans"),
        ("rayon:-5.5,48,60", "60\u00a0km autour du point 48,000 ; −5,500 (latitude ; longitude)"),
    ],
)
def test_a_radius_is_named_and_is_the_communes_of_around(text, name):
    found = co.perimeter(text)
    drawn = co.around(*map(float, text.partition(":")[2].split(",")))
    assert found.name == name
    assert (drawn.expression, drawn.codes, drawn.name) == (found.expression, found.codes, name)
    assert found.level is None


def test_a_trace_is_the_communes_of_the_polygon_in_a_short_expression():
    drawn = co.within(BETWEEN_LORRAINE_AND_THE_VOSGES)
    assert drawn.name == "Périmètre dessiné autour de Mirecourt"
    assert co.perimeter(drawn.expression) == drawn
    assert len(drawn) > 200
    assert len(drawn.expression) < 60


def test_twenty_thousand_communes_fit_an_address_that_can_be_mailed():
    drawn = co.within(HALF_OF_FRANCE)
    assert len(drawn) > 20_000
    view = View(territoire=drawn.expression)
    assert len(view.query) < 200
    assert parse_view(view.params(), atlas()) == (view, ())


def test_drawn_terms_go_with_the_others_and_may_be_west_of_greenwich():
    text = "epci:200068369+rayon:-1.55,47.21,5-commune:88304"
    assert write(parse(text)) == text
    whole = co.perimeter(text).codes
    assert "44109" in whole
    assert "88304" not in whole


degrees = st.tuples(st.floats(-61, 55), st.floats(-21, 51))


@settings(deadline=None, max_examples=200)
@given(st.lists(degrees, min_size=3, max_size=400))
def test_what_is_written_is_read_again_to_eleven_metres(points):
    shape = shapely.Polygon(points).convex_hull
    if shape.geom_type != "Polygon" or shape.area < 1e-4:
        return
    text = encode_trace(shape)
    assert set(text) <= set(ALPHABET)
    assert text[-1].isalnum()
    back = decode_trace(text)
    assert shapely.get_num_coordinates(back) <= MOST_POINTS + 1
    if shapely.get_num_coordinates(shape) <= MOST_POINTS + 1:
        assert shapely.hausdorff_distance(shape, back) < 1e-4


def test_a_coast_of_thousands_of_points_is_simplified():
    coast = max(co.outline("departement:29").geoms, key=lambda part: part.area)
    drawn = co.within(coast)
    assert len(drawn.expression) < 1000
    assert co.perimeter(drawn.expression).codes == drawn.codes


@settings(deadline=None, max_examples=150)
@given(st.text(ALPHABET, min_size=1, max_size=60))
def test_whatever_stands_in_the_address_is_read_or_explained(text):
    with suppress(CiteoscopeError):
        assert len(co.perimeter(f"trace:{text}")) > 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rayon:6,48", "longitude, latitude, km"),
        ("rayon:6.1,48.3,0", "de 0 à 500"),
        ("rayon:6.1,48.3,900", "de 0 à 500"),
        ("rayon:48.3,260,10", "inversées"),
        ("rayon:-30,40,10", "en mer"),
        ("trace:00", "trois points"),
        ("trace:z", "coupé"),
        ("trace:" + "z" * 500, "coupé"),
        ("trace:" + "1" * 2 * (MOST_POINTS + 1), "coupé"),
        ("trace:<b>", "illisible"),
        ("region:6,48,3", "illisible"),
        ("trace:WYd1WmfTWnJWnJ0.mJ.mJWnJ", "se coupe lui-même"),
    ],
)
def test_a_drawing_that_cannot_be_used_says_why(text, said):
    with pytest.raises(CiteoscopeError, match=said):
        co.perimeter(text)
