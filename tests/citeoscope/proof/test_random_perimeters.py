"""Any indicator on a thousand random perimeters: a value found again in plain pandas, a stated bound or a reason.

Each perimeter is asked a third of the indicators, so that each indicator meets 333 perimeters; with the variable
CITEOSCOPE_EVERY=1 each is asked all of them (84,000 answers).
"""

import os

import numpy as np
import pyproj
import pytest
import shapely
from embedded_files import OK, SEVERITY, declared
from plain import answers
from random_perimeters import HOW_MANY, thousand

from citeoscope.query.status import Status

NAMES = sorted(declared())
STEP = 1 if os.environ.get("CITEOSCOPE_EVERY") else 3


@pytest.fixture(scope="session")
def perimeters(embedded, files):
    return thousand(embedded, files)


@pytest.fixture(scope="session")
def members(files, perimeters):
    return files.groups({str(place): perimeter.codes for place, perimeter in enumerate(perimeters[0])})


def test_the_perimeters_are_what_set_algebra_says(perimeters):
    found, codes = perimeters
    assert len(found) == HOW_MANY
    assert all(set(one.codes) == wanted for one, wanted in zip(found, codes, strict=True) if wanted is not None)
    assert len({one.codes for one in found}) > 0.95 * HOW_MANY
    assert sum(one.level is None for one in found) > 0.6 * HOW_MANY


def test_a_circle_holds_the_communes_whose_centre_is_within_its_radius(embedded):
    outlines = embedded.read("contours_communes").dropna(subset="geometry")
    centres = shapely.point_on_surface(outlines.geometry.to_numpy())
    longitude, latitude = shapely.get_x(centres), shapely.get_y(centres)
    geodesic = pyproj.Geod(ellps="WGS84")
    for x, y, kilometres in [(6.13, 48.30, 10), (2.2, 48.9, 7), (55.5, -21.1, 20), (8.7, 41.9, 15)]:
        from citeoscope.territory.drawn import by_radius

        inside = set(by_radius(embedded.geography, embedded.read("contours_communes"), x, y, kilometres).codes)
        size = len(outlines)
        _, _, metres = geodesic.inv(np.full(size, x), np.full(size, y), longitude, latitude)
        # The circle is drawn with 128 sides: between 0.3 and 1 thousandth of its radius either answer is right.
        assert set(outlines["code"][metres < kilometres * 999]) <= inside
        assert inside <= set(outlines["code"][metres < kilometres * 1000.3])


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_a_value_a_bound_or_a_reason(embedded, files, perimeters, members, name):
    plain = answers(files, name, members)
    whole = answers(files, name, files.level("commune"))["status"]
    known = set(whole.index[whole == OK])
    entry = declared()[name]
    asked = range(NAMES.index(name) % STEP, HOW_MANY, STEP)
    for place in asked:
        perimeter, expected = perimeters[0][place], plain.loc[str(place)]
        told = embedded.aggregate(name, perimeter)
        where = f"{name} / {perimeter.expression}"
        if "published" in entry["rule"] and perimeter.level not in {None, "commune"}:
            expected = _published(files, entry, perimeter)
        assert told.status == SEVERITY[int(expected["status"])], where
        assert told.coverage == pytest.approx(expected["coverage"], rel=1e-12), where
        assert 0 <= told.coverage <= 1, where
        assert told.communes == len(perimeter.codes), where
        assert not known & set(told.left_out), where
        assert set(told.left_out) <= set(perimeter.codes), where
        if told.status is Status.OK:
            assert told.value == pytest.approx(expected["value"], rel=1e-11, abs=1e-11), where
            assert told.lower_bound is None, where
            # What is said to be left out is what is not counted, no more and no less; the weight of a commune that the
            # source does not give is not known, and cannot lower the coverage of a mean.
            assert bool(told.reason) == bool(told.left_out), where
            assert bool(told.left_out) == (told.coverage < 1) or entry["rule"]["name"] == "weighted_mean", where
        else:
            assert told.value is None, where
            assert told.reason.endswith("."), where
        if np.isnan(expected["bound"]):
            assert told.lower_bound is None, where
        else:
            assert told.status is Status.SECRET, where
            assert told.lower_bound == pytest.approx(expected["bound"], rel=1e-12), where
            assert told.text.startswith("au moins "), where


def _published(files, entry, perimeter):
    row = files.published(entry["rule"]["published"], str(perimeter.level)).loc[perimeter.expression.partition(":")[2]]
    return {"value": row["value"], "status": row["status"], "coverage": 1.0, "bound": np.nan}
