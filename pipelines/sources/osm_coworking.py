"""Shared workplaces mapped in OpenStreetMap (ODbL: kept in a dataset of its own)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from pipelines.notes import defect, noted

_SAME_M = 50.0
_DEGREE_M = 111_320.0
_ORDER = ("node", "way", "relation")


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the places, a place drawn as a point and as a building once."""
    elements = [one for path in paths for one in json.loads(path.read_bytes())["elements"]]
    rows = sorted(_places(elements), key=lambda row: (_ORDER.index(row["id"].split("/")[0]), row["id"]))
    first: list[dict[str, Any]] = []
    twice: list[str] = []
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        known = by_name.setdefault((row["name"] or row["id"]).casefold(), [])
        if any(_metres(row, other) <= _SAME_M for other in known):
            twice.append(row["id"])
        else:
            first.append(row)
        known.append(row)
    frame = pd.DataFrame(first, columns=["id", "name", "category", "website", "lat", "lon"])
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs="EPSG:4326")
    frame = frame.drop(columns=["lat", "lon"]).assign(commune_code=None, commune_name=None, precision="address")
    return noted(
        gpd.GeoDataFrame(frame, geometry=points),
        rows_in=len(elements),
        defects=[
            defect("doublon", "Même nom à moins de 50 m : un seul lieu.", twice, column="id"),
            defect("sans_position", "Objet sans position : écarté.", count=len(elements) - len(rows)),
        ],
    )


def _places(elements: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in elements:
        at, tags = one.get("center", one), one.get("tags", {})
        if "lat" in at and "lon" in at:
            website = tags.get("website") or tags.get("contact:website")
            yield {
                "id": f"{one['type']}/{one['id']}",
                "name": tags.get("name"),
                "category": _category(tags),
                "website": None if website is None or "@" in website else website,
                "lat": float(at["lat"]),
                "lon": float(at["lon"]),
            }


def _category(tags: Mapping[str, str]) -> str:
    if tags.get("amenity") == "coworking_space" or tags.get("office") == "coworking":
        return "coworking"
    if tags.get("leisure") == "hackerspace":
        return "hackerspace"
    return "fablab" if tags.get("workshop") == "fablab" or "fablab" in tags else "tiers-lieu"


def _metres(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    east = (one["lon"] - other["lon"]) * cos(radians(one["lat"]))
    return hypot(east, one["lat"] - other["lat"]) * _DEGREE_M
