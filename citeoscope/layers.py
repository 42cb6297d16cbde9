"""The layers drawn on top of the map: places, stations, programmes and what people keep in local lists."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.facts import local_facts
from citeoscope.territory.levels import Level

Shape = Literal["circle", "square", "diamond", "triangle", "hexagon", "star"]

SPREAD_DEGREES: Final = 0.0028
"""Between two facts known only by their commune (about 300 m), so that each can be seen."""
GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))
AT_COMMUNE: Final = "placé à la commune, pas à l’adresse"

PRECISION: Final = {
    "commune": AT_COMMUNE,
    "street": "placé à la rue",
    "locality": "placé au lieu-dit",
    "none": "placement incertain",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of points.

    Attributes
    ----------
    id
        As written in the URL.
    short, label
        French names: in the list of layers, and in full in the legend.
    color, shape
        How it is drawn: hexadecimal, readable on light and dark outlines; the shape tells it without the colour.
    datasets
        Datasets it is drawn from; empty for the local lists.
    """

    id: str
    short: str
    label: str
    color: str
    shape: Shape
    datasets: tuple[str, ...]


LAYERS: Final[dict[str, Layer]] = {
    layer.id: layer
    for layer in (
        Layer("tiers_lieux", "Tiers-lieux", "Tiers-lieux recensés", "#d1495b", "circle", ("tiers_lieux_2019",)),
        Layer("gares", "Gares", "Gares et stations d’Île-de-France", "#1d3557", "square", ("gares_idfm",)),
        Layer("france_services", "France services", "France services", "#7b4fa3", "diamond", ("france_services",)),
        Layer("fabriques", "Fabriques", "Fabriques de territoire", "#e07b00", "hexagon", ("fabriques_de_territoire",)),
        Layer(
            "manufactures",
            "Manufactures",
            "Manufactures de proximité",
            "#8c5a2b",
            "triangle",
            ("manufactures_de_proximite",),
        ),
        Layer(
            "programmes", "Programmes ANCT", "Programmes nationaux (ANCT)", "#3f7d20", "triangle", ("programmes_anct",)
        ),
        Layer("initiatives", "Lieux et projets d’ici", "Lieux, projets et débats locaux", "#c2185b", "star", ()),
    )
}

COLUMNS: Final = ("id", "name", "note", "commune_code", "latitude", "longitude")


def points(atlas: Atlas, layer: str, local: Path) -> pd.DataFrame:
    """Return the points of a layer, ready to draw.

    Parameters
    ----------
    atlas
        The data.
    layer
        Layer id.
    local
        Folder of the local lists.

    Returns
    -------
    pandas.DataFrame
        `id, name, note, commune_code, latitude, longitude` (degrees, EPSG:4326). A place known only by its commune
        stands near the middle of it, and its note says so; a place that cannot be put anywhere is not in the frame.
    """
    if not LAYERS[layer].datasets:
        return _initiatives(atlas, local)
    return pd.concat([_published(atlas, dataset) for dataset in LAYERS[layer].datasets], ignore_index=True)


def _published(atlas: Atlas, dataset: str) -> pd.DataFrame:
    frame = gpd.GeoDataFrame(atlas.read(dataset))
    describe = _NOTES.get(dataset, _category)
    precision = frame["precision"].map(PRECISION)
    notes = [
        " · ".join(part for part in (describe(row), place) if isinstance(part, str) and part)
        for row, place in zip(frame.to_dict("records"), precision, strict=True)
    ]
    placed = pd.DataFrame(
        {
            "id": frame["id"],
            "name": frame["name"],
            "note": notes,
            "commune_code": frame["commune_code"],
            "latitude": frame.geometry.y,
            "longitude": frame.geometry.x,
        }
    )
    return _at_commune(atlas, placed)


def _category(row: dict[str, object]) -> str:
    value = row.get("category")
    return value if isinstance(value, str) else ""


def _station(row: dict[str, object]) -> str:
    return f"{row['modes']} · lignes {row['lines']}"


def _programme(row: dict[str, object]) -> str:
    return str(row["programme_name"])


_NOTES: Final[dict[str, Callable[[dict[str, object]], str]]] = {"gares_idfm": _station, "programmes_anct": _programme}


def _initiatives(atlas: Atlas, folder: Path) -> pd.DataFrame:
    facts = local_facts(folder)
    precision = facts["precision"].map(PRECISION)
    source = facts["source"].where(facts["source"] != "", "source non précisée")
    note = facts["kind"] + " · " + source
    placed = pd.DataFrame(
        {
            "id": facts["id"],
            "name": facts["name"],
            "note": note.where(precision.isna(), note + " · " + precision),
            "commune_code": facts["commune_code"].replace("", None),
            # A point that only stands for its commune is spread with the others of that commune.
            "latitude": facts["latitude"].where(facts["precision"] != "commune"),
            "longitude": facts["longitude"].where(facts["precision"] != "commune"),
        }
    )
    return _at_commune(atlas, placed)


def _at_commune(atlas: Atlas, placed: pd.DataFrame) -> pd.DataFrame:
    """Give the facts without coordinates a place in their commune, spread like the seeds of a sunflower."""
    absent = placed["latitude"].isna() & placed["commune_code"].notna()
    middles = atlas.outlines(Level.COMMUNE).reindex(placed.loc[absent, "commune_code"].unique()).dropna()
    points = {code: shape.representative_point() for code, shape in middles.items()}
    absent &= placed["commune_code"].isin(points)
    alike = placed[absent].groupby("commune_code")["id"]
    rank, many = alike.cumcount().to_numpy(), alike.transform("size").to_numpy()
    radius = np.where(many > 1, SPREAD_DEGREES * np.sqrt(rank + 0.5), 0.0)
    codes = placed.loc[absent, "commune_code"]
    y = np.array([points[code].y for code in codes])
    x = np.array([points[code].x for code in codes])
    said = placed["note"].where(~absent | placed["note"].str.contains("placé"), placed["note"] + f" · {AT_COMMUNE}")
    placed = placed.assign(note=said)
    placed.loc[absent, "latitude"] = y + radius * np.sin(rank * GOLDEN_ANGLE)
    placed.loc[absent, "longitude"] = x + radius * np.cos(rank * GOLDEN_ANGLE) / np.cos(np.radians(y))
    return placed.dropna(subset=["latitude", "longitude"]).loc[:, list(COLUMNS)]
