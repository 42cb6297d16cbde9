"""Outlines and points as compact assets: fetched once by the browser, kept by it, never sent again. Pure.

Coordinates are whole multiples of a quantum, each written as its difference from the one before, so a shared border
stays shared to the last digit. Rings of a territory are filled by the even-odd rule: islands and holes need no other
mark.
"""

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

COMMUNE_QUANTUM: Final = 1e-4
"""In degrees: 11 m, under a pixel up to the zoom where a commune fills the screen."""
POINT_QUANTUM: Final = 1e-5
_TEXTS: Final = ("source", "date", "url")
METROPOLE: Final = (-6.0, 41.0, 10.0, 52.0)
"""West, south, east, north of mainland France and Corsica."""

Integers = npt.NDArray[np.int64]
Bounds = tuple[tuple[float, float], tuple[float, float]]
"""South-west then north-east, each as latitude, longitude: what Leaflet reads."""


@dataclass(frozen=True)
class Asset:
    """A piece of map that the browser fetches once.

    Attributes
    ----------
    key
        Stable name, for instance `11` (communes of a region), `epci` or `gares`.
    body
        What the browser reads, ready for JSON.
    codes
        Codes of the territories in the order of the outlines, or ids of the points.
    """

    key: str
    body: Mapping[str, Any]
    codes: tuple[str, ...]

    @cached_property
    def json(self) -> bytes:
        """The body as compact JSON."""
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def gzipped(self) -> bytes:
        """The JSON compressed, byte for byte the same from one run to the next."""
        return gzip.compress(self.json, compresslevel=6, mtime=0)

    @cached_property
    def sha(self) -> str:
        """First 12 hexadecimal digits of the hash of the JSON."""
        return hashlib.sha256(self.json).hexdigest()[:12]

    @property
    def file_name(self) -> str:
        """Name that changes with the content, so that it can be cached for ever."""
        return f"{self.key}-{self.sha}.json"


def encode_outlines(key: str, frame: gpd.GeoDataFrame, *, quantum: float = COMMUNE_QUANTUM) -> Asset:
    """Encode territories.

    Parameters
    ----------
    key
        Name of the asset.
    frame
        `code, name, geometry` (EPSG:4326); a territory without outline is kept, with no ring.
    quantum
        Step of the coordinates, in degrees.

    Returns
    -------
    Asset
        Body: `q` quantum, `codes`, `names`, `rings` (number per territory), `points` (number per ring, without
        the closing one), `xy` (differences of longitude and latitude, in quanta, running through all rings) and
        `centres` (the same, of one point inside each territory that has a ring: where its disc stands).
    """
    geometries = np.asarray(frame.geometry.array, dtype=object)
    steps, sizes, owner = _rings(geometries, quantum)
    counts = np.bincount(owner, minlength=len(frame))
    codes = tuple(frame["code"].astype(str))
    body = {
        "q": quantum,
        "codes": codes,
        "names": frame["name"].astype(str).tolist(),
        "rings": counts.tolist(),
        "points": sizes.tolist(),
        "xy": np.diff(steps, axis=0, prepend=0).ravel().tolist(),
        "centres": _centres(geometries[counts > 0], quantum),
    }
    return Asset(key, body, codes)


def _centres(geometries: npt.NDArray[np.object_], quantum: float) -> list[int]:
    # Not the centroid: that of a commune in a crescent, or of several islands, lies in another one or in the sea.
    steps = np.rint(shapely.get_coordinates(shapely.point_on_surface(geometries)) / quantum).astype(np.int64)
    centres: list[int] = np.diff(steps, axis=0, prepend=0).ravel().tolist()
    return centres


def _rings(geometries: npt.NDArray[np.object_], quantum: float) -> tuple[Integers, Integers, Integers]:
    """Return quantised points without repeats, the number of them per ring, and the territory of each ring."""
    parts, part_owner = shapely.get_parts(geometries, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    coordinates, point_ring = shapely.get_coordinates(rings, return_index=True)
    steps = np.rint(coordinates / quantum).astype(np.int64)
    # A point equal to the one before it in its ring draws nothing; the closing point of a ring is one of them once the
    # ring is read as a circle.
    first = np.ones(len(steps), dtype=bool)
    first[1:] = point_ring[1:] != point_ring[:-1]
    last = np.ones(len(steps), dtype=bool)
    last[:-1] = first[1:]
    moves = np.ones(len(steps), dtype=bool)
    moves[1:] = (steps[1:] != steps[:-1]).any(axis=1)
    kept = (moves | first) & ~last
    sizes = np.bincount(point_ring[kept], minlength=len(rings))
    visible = sizes >= 3  # noqa: PLR2004 - a ring needs three points to have a surface
    kept &= visible[point_ring]
    return steps[kept], sizes[visible], part_owner[ring_part][visible]


def encode_points(key: str, frame: pd.DataFrame, fields: Sequence[str] = ()) -> Asset:
    """Encode the points of a layer.

    Parameters
    ----------
    key
        Name of the asset.
    frame
        `id, name, note, commune_code, latitude, longitude` in degrees; texts may be absent. Maybe `source`, `date`,
        `url`, one text each, and `approximate`, whether a point only stands for its commune.
    fields
        Columns that the points can be filtered by: a tuple of texts per point.

    Returns
    -------
    Asset
        Body: `q`, `ids`, `names`, `notes`, `communes` (code or empty text) and `xy` (differences, as for outlines);
        `texts`, by column: `values` without repeats and, per point, the rank of its own; `fields`, by column: the same
        with a list of ranks per point; `approximate`, the ranks of the points that stand for their commune.
    """
    steps = np.rint(frame[["longitude", "latitude"]].to_numpy(dtype=np.float64) / POINT_QUANTUM).astype(np.int64)
    text = (
        frame[["name", "note", "commune_code"]]
        .astype(object)
        .where(frame[["name", "note", "commune_code"]].notna(), "")
    )
    ids = tuple(frame["id"].astype(str))
    body: dict[str, Any] = {
        "q": POINT_QUANTUM,
        "ids": ids,
        "names": text["name"].tolist(),
        "notes": text["note"].tolist(),
        "communes": text["commune_code"].tolist(),
        "xy": np.diff(steps, axis=0, prepend=0).ravel().tolist(),
    }
    if told := [column for column in _TEXTS if column in frame]:
        body["texts"] = {column: _ranked((text or "",) for text in frame[column]) for column in told}
        for column in told:
            body["texts"][column]["of"] = [ranks[0] for ranks in body["texts"][column]["of"]]
    if fields:
        body["fields"] = {column: _ranked(frame[column]) for column in fields}
    if "approximate" in frame:
        body["approximate"] = np.flatnonzero(frame["approximate"].to_numpy(dtype=bool)).tolist()
    return Asset(key, body, ids)


def _ranked(rows: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Return the texts of rows without repeats, most used first, and the ranks of those of each row."""
    kept = [tuple(row) for row in rows]
    uses = Counter(text for row in kept for text in row)
    values = sorted(uses, key=lambda text: (-uses[text], text))
    rank = {text: place for place, text in enumerate(values)}
    return {"values": values, "of": [[rank[text] for text in row] for row in kept]}


def view_bounds(frame: gpd.GeoDataFrame) -> Bounds:
    """Return the rectangle a map opens on.

    Parameters
    ----------
    frame
        Outlines in EPSG:4326, with at least one geometry.

    Returns
    -------
    Bounds
        Of all outlines; of the mainland alone when they are on several continents, for nothing would be seen otherwise.

    Raises
    ------
    ValueError
        There is no outline at all.
    """
    boxes = shapely.bounds(np.asarray(frame.geometry.array, dtype=object))
    boxes = boxes[~np.isnan(boxes).any(axis=1)]
    if not len(boxes):
        raise ValueError("Aucun contour à dessiner dans ce territoire.")
    west, south, east, north = METROPOLE
    inside = (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)
    if inside.any():
        boxes = boxes[inside]
    (x0, y0), (x1, y1) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return (round(float(y0), 4), round(float(x0), 4)), (round(float(y1), 4), round(float(x1), 4))
