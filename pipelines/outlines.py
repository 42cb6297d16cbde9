"""Outlines: merged communes dissolved, then simplified together so that shared borders stay shared."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from citeoscope.catalogue.source import Source
from citeoscope.store import Defect, RebaseLog
from citeoscope.territory.cog import CURRENT_COG
from pipelines.notes import defect
from pipelines.reference import Reference, log_of

COMMUNE_TOLERANCE_M: Final = 150.0
WIDE_TOLERANCE_M: Final = 200.0
# Overseas territories by the longitudes they lie between, each with its own metric CRS.
_OVERSEAS: Final = ((-64.0, -60.0, 5490), (-55.0, -51.0, 2972), (44.0, 46.0, 4471), (55.0, 56.0, 2975))
_MAINLAND_CRS: Final = 2154
# A power of two: the low bits of every coordinate are zero, so files compress to half. 2^-16 degree is 1.7 m at most.
_GRID: Final = 65536.0
_PLAUSIBLE_AREA: Final = (0.6, 1.6)


def rebase(
    frame: gpd.GeoDataFrame, source: Source, reference: Reference
) -> tuple[gpd.GeoDataFrame, RebaseLog, tuple[Defect, ...]]:
    """Carry the outlines of communes to the current COG, at their full resolution.

    Parameters
    ----------
    frame
        `code` and `geometry`, one row per commune of the source's vintage.
    source
        Its declaration.
    reference
        The current COG.

    Returns
    -------
    tuple
        `code, outline, covers, geometry` in the order of the codes; what moved; codes that could not be carried.
    """
    vintage = source.cog_vintage or CURRENT_COG
    moved = reference.rebase(vintage, frame["code"])
    target = frame["code"].map(lambda code: moved.mapping.get(code, code))
    known = reference.knows(target)
    lost = tuple(sorted(frame.loc[~known, "code"]))
    broken = ~frame.geometry.is_valid
    whole = frame.geometry.where(~broken, frame.geometry.make_valid())
    rows = gpd.GeoDataFrame({"code": target[known]}, geometry=whole[known], crs=frame.crs)
    merged = rows["code"].duplicated(keep=False)
    dissolved = rows[merged].dissolve("code", as_index=False) if merged.any() else rows[merged]
    out = pd.concat([rows[~merged], dissolved[["code", "geometry"]]], ignore_index=True).sort_values(
        "code", ignore_index=True
    )
    covers = (
        out["code"].map(lambda code: "+".join(moved.splits[code]) if code in moved.splits else None).astype("object")
    )
    out["outline"] = np.where(covers.notna(), "covers", "ok")
    out["covers"] = covers.where(covers.notna(), None)
    none = sorted(reference.communes.keys() - set(out["code"]))
    found = [
        defect(
            "code_inconnu", f"Contours dont le code n’est pas dans le COG {CURRENT_COG} : écartés.", lost, column="code"
        ),
        defect("géométrie_invalide", "Contour invalide : réparé.", frame.loc[broken, "code"], column="geometry"),
        defect(
            "sans_contour",
            "Communes sans contour propre : rétablies depuis le millésime des contours.",
            none,
            column="code",
        ),
    ]
    out = gpd.GeoDataFrame(out[["code", "outline", "covers", "geometry"]], geometry="geometry", crs="EPSG:4326")
    return out, log_of(moved, vintage, frame["code"], lost), tuple(item for item in found if item)


def simplify(frame: gpd.GeoDataFrame, tolerance_m: float) -> gpd.GeoDataFrame:
    """Simplify outlines as coverages, one per territory, in metres; no outline vanishes.

    Parameters
    ----------
    frame
        `code` and polygons in EPSG:4326, that touch without overlapping.
    tolerance_m
        The larger, the fewer vertices.

    Returns
    -------
    geopandas.GeoDataFrame
        Same rows, same order; every outline valid and not empty.
    """
    out = frame.reset_index(drop=True).copy()
    systems = _metric_crs(out)
    geometries = np.empty(len(out), dtype=object)
    for epsg, rows in ((int(epsg), systems == epsg) for epsg in np.unique(systems)):
        metric = out.geometry[rows].to_crs(epsg)
        geometries[rows] = _simplified(metric, tolerance_m)
    out.geometry = gpd.GeoSeries(geometries, index=out.index, crs="EPSG:4326")
    return out


def _metric_crs(frame: gpd.GeoDataFrame) -> np.ndarray:
    west = frame.geometry.bounds["minx"].to_numpy()
    return np.select(
        [(west > left) & (west < right) for left, right, _ in _OVERSEAS],
        [epsg for *_, epsg in _OVERSEAS],
        _MAINLAND_CRS,
    )


def _simplified(metric: gpd.GeoSeries, tolerance_m: float) -> np.ndarray:
    areas = shapely.area(metric.to_numpy())
    result = _to_grid(shapely.coverage_simplify(metric.to_numpy(), tolerance_m), metric)
    for tolerance in (tolerance_m / 4, 0.0):
        ratio = shapely.area(gpd.GeoSeries(result, crs="EPSG:4326").to_crs(metric.crs).to_numpy()) / areas
        bad = shapely.is_empty(result) | ~((ratio > _PLAUSIBLE_AREA[0]) & (ratio < _PLAUSIBLE_AREA[1]))
        if not bad.any():
            break
        subset = metric.to_numpy()[bad]
        result[bad] = _to_grid(shapely.coverage_simplify(subset, tolerance) if tolerance else subset, metric)
    return result


def _to_grid(shapes: np.ndarray, like: gpd.GeoSeries) -> np.ndarray:
    degrees = gpd.GeoSeries(shapes, crs=like.crs).to_crs(4326).to_numpy()
    snapped = shapely.remove_repeated_points(
        shapely.transform(degrees, lambda points: np.round(points * _GRID) / _GRID)
    )
    invalid = ~shapely.is_valid(snapped)
    snapped[invalid] = [_polygons(shapely.make_valid(shape)) for shape in snapped[invalid]]
    normal: np.ndarray = shapely.normalize(snapped)
    return normal


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(parts) if parts else shapely.Polygon()
