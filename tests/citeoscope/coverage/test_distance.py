"""A radius in kilometres or minutes, and distances that are those of the geodesic, mainland and overseas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from citeoscope.coverage import radius_of
from citeoscope.coverage.distance import chord_of, geocentric, geodesic_of, length
from citeoscope.errors import CoverageError

GEOD = Geod(ellps="WGS84")
PLACES = st.sampled_from([(2.35, 48.86), (6.13, 48.30), (9.15, 41.9), (-61.55, 16.24), (-53.0, 4.0), (55.5, -21.1)])


@given(PLACES, st.floats(0, 360), st.floats(1, 100_000))
def test_a_chord_gives_the_geodesic_within_five_centimetres(place, azimuth, metres):
    longitude, latitude, _ = GEOD.fwd(*place, azimuth, metres)
    ends = geocentric(np.array([place[0], longitude]), np.array([place[1], latitude]))
    chord = float(np.linalg.norm(ends[0] - ends[1]))
    assert geodesic_of(np.array([chord]))[0] == pytest.approx(metres, abs=0.05)
    assert chord_of(metres) == pytest.approx(chord, abs=0.05)


@given(PLACES, PLACES)
def test_distances_are_symmetric(one, other):
    ends = geocentric(np.array([one[0], other[0]]), np.array([one[1], other[1]]))
    there, back = np.linalg.norm(ends[0] - ends[1]), np.linalg.norm(ends[1] - ends[0])
    assert there == back


def test_minutes_become_metres_by_a_speed_and_a_detour():
    assert radius_of(minutes=15).metres == pytest.approx(15 / 60 * 5000 / 1.25)
    assert radius_of(minutes=15, mode="cycle").metres == pytest.approx(15 / 60 * 15_000 / 1.25)


def test_minutes_say_that_no_route_was_computed():
    assert radius_of(minutes=15).method == (
        "15\N{NO-BREAK SPACE}minutes à pied : 1\N{NO-BREAK SPACE}km à vol d’oiseau, à 5\N{NO-BREAK SPACE}km/h et avec "
        "des détours qui allongent le trajet de 25\N{NO-BREAK SPACE}%. Ce n’est pas un itinéraire calculé : rivières, "
        "voies ferrées et relief ne sont pas pris en compte."
    )


@pytest.mark.parametrize(("metres", "text"), [(500, "500 m"), (1000, "1 km"), (2500, "2,5 km"), (100_000, "100 km")])
def test_lengths_are_written_in_the_unit_people_use(metres, text):
    assert length(metres).replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "soit des kilomètres, soit des minutes"),
        ({"kilometres": 2, "minutes": 15}, "soit des kilomètres, soit des minutes"),
        ({"kilometres": 0}, "Distance impossible : 0 km"),
        ({"kilometres": -1}, "Distance impossible : -1 km"),
        ({"kilometres": 500}, "au plus 100\N{NO-BREAK SPACE}km"),
        ({"kilometres": float("nan")}, "Distance impossible"),
        ({"minutes": 0}, "Distance impossible : 0 min"),
        ({"minutes": float("inf")}, "Distance impossible"),
        ({"minutes": 15, "mode": "car"}, "Mode inconnu : « car »"),
    ],
)
def test_an_impossible_distance_is_refused_in_french(asked, said):
    with pytest.raises(CoverageError, match=said):
        radius_of(**asked)
