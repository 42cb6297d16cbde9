"""The nearest and the most similar territories, found again by comparing with every other one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from citeoscope.atlas import atlas
from citeoscope.comparison import nearest, similar
from citeoscope.comparison.nearest import closest, inside_points
from citeoscope.comparison.similar import features_of, standardised
from citeoscope.numbers import NARROW
from citeoscope.territory.levels import Level

BARE = ("14666", "15031", "15035", "15047", "15171", "60694", "85165", "85212")
WGS84 = Geod(ellps="WGS84")
EIGHTHS = st.integers(-(10**6), 10**6).map(lambda eighths: eighths / 8)


@pytest.mark.parametrize(
    ("level", "code"),
    [
        (Level.COMMUNE, "92050"),
        (Level.COMMUNE, "75056"),
        (Level.COMMUNE, "2A004"),
        (Level.COMMUNE, "97411"),
        (Level.COMMUNE, "97608"),
        (Level.EPCI, "200093201"),
        (Level.EPT, "200057982"),
        (Level.DEPARTEMENT, "971"),
        (Level.REGION, "06"),
    ],
)
def test_the_nearest_are_those_of_a_search_among_all(embedded, level, code):
    points = inside_points(embedded, level)
    own = int(np.flatnonzero(points.codes == code)[0])
    longitude, latitude = points.degrees.T
    metres = np.array(
        WGS84.inv(np.full(len(longitude), longitude[own]), np.full(len(latitude), latitude[own]), longitude, latitude)[
            2
        ]
    )
    metres[own] = np.inf
    found = nearest(embedded, f"{level}:{code}")
    expected = np.sort(metres)[:8] / 1000
    assert [one.kilometres for one in found.neighbours] == pytest.approx(expected)
    by_code = dict(zip(points.codes, metres / 1000, strict=True))
    for one in found.neighbours:
        assert by_code[one.expression.split(":")[1]] == pytest.approx(one.kilometres)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_distances_are_sorted_and_the_same_both_ways(data):
    points = inside_points(atlas(), Level.COMMUNE)
    own = data.draw(st.integers(0, len(points.codes) - 1))
    k = data.draw(st.integers(1, 20))
    places, metres = closest(points, own, k)
    assert len(set(places)) == k
    assert own not in places
    assert (np.diff(metres) >= 0).all()
    longitude, latitude = points.degrees[own]
    back = [WGS84.inv(*points.degrees[place], longitude, latitude)[2] for place in places]
    assert back == pytest.approx(list(metres))


def test_neighbours_of_nanterre_are_around_it(embedded):
    names = {one.name for one in nearest(embedded, "commune:92050").neighbours}
    assert {"Puteaux", "Suresnes", "Rueil-Malmaison", "Courbevoie"} <= names


def test_neighbours_across_an_ocean_come_with_their_distance(embedded):
    found = nearest(embedded, "departement:971").neighbours
    assert [one.name for one in found[:2]] == ["Martinique", "Guyane"]
    beyond = found[2]
    assert beyond.kilometres > 6000
    assert beyond.distance.startswith(f"6{NARROW}3")
    assert beyond.distance.endswith("km")


@pytest.mark.parametrize(("commune", "start"), [("97411", "974"), ("97101", "971"), ("97608", "976"), ("2A004", "2A")])
def test_neighbours_of_an_island_commune_are_on_its_island(embedded, commune, start):
    found = nearest(embedded, f"commune:{commune}").neighbours
    assert len(found) == 8
    assert all(one.expression.startswith(f"commune:{start}") for one in found)


@pytest.mark.parametrize("code", BARE)
def test_a_commune_without_outline_has_no_neighbour_and_says_so(embedded, code):
    found = nearest(embedded, f"commune:{code}")
    assert found.neighbours == ()
    assert "contour" in found.reason
    assert found.without == len(BARE)


def test_communes_without_outline_are_no_ones_neighbour(embedded):
    assert not set(BARE) & set(inside_points(embedded, Level.COMMUNE).codes)
    assert nearest(embedded, "commune:14118").without == len(BARE)


@pytest.mark.parametrize("ask", [nearest, similar])
@pytest.mark.parametrize(
    ("territory", "said"),
    [("france", "seule"), ("commune:92050+commune:92051", "composé"), ("region:11-commune:75056", "composé")],
)
def test_what_has_no_peer_says_why(embedded, ask, territory, said):
    found = ask(embedded, territory)
    assert found.neighbours == ()
    assert said in found.reason


@pytest.mark.parametrize("ask", [nearest, similar])
def test_no_neighbour_at_all_cannot_be_asked(embedded, ask):
    with pytest.raises(ValueError, match="au moins un"):
        ask(embedded, "commune:92050", 0)


def test_a_region_is_compared_with_the_seventeen_others(embedded):
    assert len(nearest(embedded, "region:11", 50).neighbours) == 17
    found = similar(embedded, "region:11", 50)
    assert len(found.neighbours) + found.left_out == 17  # Mayotte's figures are not in the sources
    assert found.left_out == 1


def test_similar_communes_are_those_of_a_search_with_pandas(embedded):
    tables = [embedded.table(one, Level.COMMUNE) for one in ("population", "densite", "evolution_population")]
    frame = tables[0][["value"]].rename(columns={"value": "population"})
    frame["density"], frame["growth"] = tables[1]["value"], tables[2]["value"]
    known = frame.dropna()
    known = known[known["population"] > 0]
    scaled = known.assign(population=np.log(known["population"]), density=np.log(known["density"]))
    centred = scaled - scaled.median()
    standard = centred / (1.4826 * centred.abs().median())
    for code in ("92050", "88304", "75056", "97411"):
        gaps = ((standard - standard.loc[code]) ** 2).sum(axis=1).pow(0.5).drop(code).nsmallest(8)
        found = similar(embedded, f"commune:{code}")
        assert [one.gap for one in found.neighbours] == pytest.approx(gaps.tolist())
        assert {one.expression for one in found.neighbours} == {f"commune:{one}" for one in gaps.index}
        assert found.left_out == len(frame) - len(known)
        for one in found.neighbours:
            row = known.loc[one.expression.split(":")[1]]
            assert (one.profile.population, one.profile.density, one.profile.growth) == tuple(row)


def test_the_figures_and_the_criterion_are_shown(embedded):
    found = similar(embedded, "commune:92050")
    assert found.profile.population == 97783
    assert len(found.neighbours) == 8
    for word in ("population (2023)", "densité", "2015-2021", "poids égal"):
        assert word in found.criterion


def test_a_commune_without_the_three_figures_says_so(embedded):
    found = similar(embedded, "commune:97608")
    assert found.neighbours == ()
    assert "trois chiffres" in found.reason
    assert found.left_out == embedded.table("population", Level.COMMUNE).shape[0] - len(
        features_of(embedded, Level.COMMUNE).codes
    )


@given(st.lists(st.tuples(*[EIGHTHS] * 3), min_size=1, max_size=30))
def test_the_unit_of_a_figure_does_not_change_what_is_similar(rows):
    figures = np.array(rows)
    assert np.isfinite(standardised(figures)).all()
    # A power of two moves no digit: the comparison is exact.
    np.testing.assert_array_equal(standardised(figures * 4.0), standardised(figures))


def test_a_column_all_alike_tells_nothing():
    alike = np.array([[1.0, 5.0, 0.0], [2.0, 5.0, 0.0], [4.0, 5.0, 0.0]])
    assert (standardised(alike)[:, 1:] == 0).all()
    assert standardised(alike)[:, 0].any()
