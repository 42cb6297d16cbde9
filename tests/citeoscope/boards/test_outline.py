"""Outlines on paper: borders that are shared are dropped, the surface stays the same."""

import re

import numpy as np
import pytest
import shapely

from citeoscope.boards.names import place_names
from citeoscope.boards.outline import merged_path, path_of
from citeoscope.boards.projection import Projection, bar, fitted
from citeoscope.territory.levels import Level


def surface(path: str) -> shapely.Geometry:
    """Read a path back: relative lines, filled by the even-odd rule."""
    whole = shapely.Polygon()
    for ring in path.split("z")[:-1]:
        numbers = np.array([int(number) for number in re.findall(r"-?\d+", ring)]).reshape(-1, 2)
        whole = shapely.symmetric_difference(whole, shapely.make_valid(shapely.Polygon(np.cumsum(numbers, axis=0))))
    return whole


def test_two_squares_that_touch_become_one_without_their_common_side():
    squares = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    assert surface(merged_path(squares, 10)).equals(shapely.box(0, 0, 20, 10))
    assert merged_path(squares, 10).count("M") == 1
    assert path_of(squares, 10).count("M") == 2


def test_real_communes_merged_cover_the_same_surface(embedded):
    codes = embedded.perimeter("departement:88").codes
    shapes = embedded.outlines(Level.COMMUNE).reindex(codes).dropna().to_numpy()
    flat = shapely.transform(shapes, fitted(shapely.get_coordinates(shapes), (0, 0, 100, 100), 5))
    kept = flat[::3]  # with holes and islands
    merged, apart = surface(merged_path(kept, 200)), surface(path_of(kept, 200))
    assert shapely.symmetric_difference(merged, apart).area < 1e-6 * apart.area


def test_nothing_to_draw_is_an_empty_path():
    assert merged_path(np.array([], dtype=object), 10) == ""


def test_a_territory_fits_its_box_whatever_its_place_on_earth():
    for middle in ((2.5, 46.5), (55.5, -21.1), (-61.0, 14.6)):
        around = np.array(middle) + np.array([[-1, -1], [1, 1], [-1, 1], [1, -1]])
        placed = fitted(around, (10, 20, 100, 50), 5)(around)
        assert placed[:, 0].min() >= 14.99
        assert placed[:, 0].max() <= 105.01
        assert placed[:, 1].min() == pytest.approx(25, abs=0.01)
        assert placed[:, 1].max() == pytest.approx(65, abs=0.01)


def test_the_scale_bar_is_true():
    paris_lille = np.array([[2.3522, 48.8566], [3.0573, 50.6292]])
    one, other = Projection(2.7, 49.7, metres=1000)(paris_lille)
    assert np.hypot(*(one - other)) == pytest.approx(203.9, rel=0.005)  # kilometres, as millimetres
    assert bar(1000) == (20, "20\u00a0km")
    assert bar(12)[1] == "200\u00a0m"


def test_names_never_touch_nor_hide_a_mark_nor_leave_the_map():
    places = [("Paris", 50, 50), ("Montreuil", 51, 51), ("Lille", 50, 90), ("Bord", 1, 50)]
    assert [name.text for name in place_names(places, 100, 100, size=7)] == ["Paris", "Lille"]
    (paris,) = place_names(places[:1], 100, 100, size=7, taken=[(49, 49, 2, 2)])
    assert paris.y < 48
    assert place_names(places[:1], 100, 100, size=7, taken=[(0, 0, 100, 100)]) == ()


def test_a_name_that_marks_push_away_stays_on_its_own_land():
    land = shapely.box(40, 30, 60, 55)
    (paris,) = place_names([("Paris", 50, 50)], 100, 100, size=7, shapes=[land], taken=[(45, 42, 10, 12)])
    assert land.contains(shapely.Point(paris.x, paris.y))
    assert paris.y < 42
