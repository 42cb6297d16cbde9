import gzip
import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import box

from citeoscope.maps import encode_outlines, encode_points, view_bounds


def decoded(asset):
    """Read an asset back as the browser does: rings of longitude and latitude per code."""
    body = json.loads(gzip.decompress(asset.gzipped))
    points = np.cumsum(np.array(body["xy"]).reshape(-1, 2), axis=0) * body["q"]
    rings = np.split(points, np.cumsum(body["points"])[:-1]) if body["points"] else []
    ends = np.cumsum(body["rings"])
    return {code: rings[end - count : end] for code, count, end in zip(body["codes"], body["rings"], ends, strict=True)}


def test_outlines_come_back_with_islands_holes_and_the_territory_that_has_none(squares):
    rings = decoded(encode_outlines("11", squares))
    assert {code: len(found) for code, found in rings.items()} == {
        "01001": 1, "01002": 1, "01004": 2, "01005": 2, "01006": 1, "01007": 0,
    }  # fmt: skip
    for code, shape in zip(squares["code"], squares.geometry, strict=True):
        for ring, wanted in zip(rings[code], shapely.get_rings(shapely.get_parts(shape)), strict=True):
            assert shapely.Polygon(ring).equals_exact(shapely.Polygon(wanted), 1e-4)


def test_a_shared_border_stays_shared():
    left = shapely.Polygon([(0, 0), (1, 0), (1.000033, 0.5), (1, 1), (0, 1)])
    right = shapely.Polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1.000033, 0.5)])
    frame = gpd.GeoDataFrame({"code": ["a", "b"], "name": ["A", "B"]}, geometry=[left, right], crs="EPSG:4326")
    (first,), (second,) = decoded(encode_outlines("x", frame)).values()
    shared = {tuple(p) for p in first.round(9).tolist()} & {tuple(p) for p in second.round(9).tolist()}
    assert len(shared) == 3


def test_points_that_draw_nothing_are_left_out():
    ring = shapely.Polygon([(0, 0), (0.5, 0), (0.50000001, 0), (1, 0), (1, 1)])
    speck = box(3, 3, 3.000001, 3.000001)
    frame = gpd.GeoDataFrame({"code": ["a", "b"], "name": ["A", "B"]}, geometry=[ring, speck], crs="EPSG:4326")
    body = encode_outlines("x", frame).body
    assert body["points"] == [4]
    assert body["rings"] == [1, 0]


def test_an_asset_is_the_same_from_one_run_to_the_next_and_named_by_its_content(squares):
    first, second = encode_outlines("11", squares), encode_outlines("11", squares)
    other = encode_outlines("11", squares.iloc[1:])
    assert first.gzipped == second.gzipped
    assert first.file_name == second.file_name != other.file_name


def test_points_keep_their_place_and_texts():
    frame = pd.DataFrame(
        {
            "id": ["1", "2"],
            "name": ["Café", None],
            "note": [None, "placé à la rue"],
            "commune_code": ["92050", None],
            "latitude": [48.892401, 48.1],
            "longitude": [2.206703, 6.2],
        }
    )
    asset = encode_points("tiers_lieux", frame)
    assert asset.codes == ("1", "2")
    assert asset.body["names"] == ["Café", ""]
    assert asset.body["communes"] == ["92050", ""]
    places = np.cumsum(np.array(asset.body["xy"]).reshape(-1, 2), axis=0) * asset.body["q"]
    assert places == pytest.approx(frame[["longitude", "latitude"]].to_numpy(), abs=1e-5)


def test_a_map_opens_on_its_outlines_and_on_the_mainland_when_they_are_far_apart(squares):
    assert view_bounds(squares) == ((48.0, 2.0), (48.2, 2.5))
    island = gpd.GeoDataFrame(geometry=[box(55, -21.5, 56, -20.8)], crs="EPSG:4326")
    both = gpd.GeoDataFrame(pd.concat([squares[["geometry"]], island]), crs="EPSG:4326")
    assert view_bounds(both) == ((48.0, 2.0), (48.2, 2.5))
    assert view_bounds(island) == ((-21.5, 55.0), (-20.8, 56.0))


def test_a_territory_without_any_outline_cannot_be_drawn():
    with pytest.raises(ValueError, match="Aucun contour"):
        view_bounds(gpd.GeoDataFrame(geometry=[None], crs="EPSG:4326"))
