"""The layers drawn on top of the map: places, stations, programmes and what people keep in local lists."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import geopandas as gpd
import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.local import read_list
from citeoscope.territory.levels import Level

Shape = Literal["circle", "square", "diamond", "triangle", "hexagon", "star"]

SPREAD_DEGREES: Final = 0.004
"""Radius of the ring (about 400 m) on which facts known only by their commune are spread, so that each can be seen."""

PRECISION: Final = {
    "commune": "placé à la commune, pas à l’adresse",
    "street": "placé à la rue",
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
    placed = pd.DataFrame(
        {
            "id": facts["id"],
            "name": facts["name"],
            "note": facts["kind"] + " · " + facts["source"].where(facts["source"] != "", "source non précisée"),
            "commune_code": facts["commune_code"].replace("", None),
            "latitude": float("nan"),
            "longitude": float("nan"),
        }
    )
    return _at_commune(atlas, placed)


def local_facts(folder: Path) -> pd.DataFrame:
    """Return the local places, projects and events in one table.

    Parameters
    ----------
    folder
        Folder of the local lists.

    Returns
    -------
    pandas.DataFrame
        `id, name, kind, holder, when, commune_code, perimeter, description, source, url`, all text.
    """
    frames = []
    for name, kind in (("tiers_lieux", "Lieu"), ("projets", "Projet"), ("evenements", "Débat, événement")):
        rows = read_list(folder, name)
        text = {column: rows.get(column, pd.Series("", index=rows.index)).fillna("") for column in _TEXTS}
        url = text["source_url"]
        frames.append(
            pd.DataFrame(
                {
                    "id": f"{name}/" + rows["id"],
                    "name": rows["nom"],
                    "kind": kind + text["etape"].where(text["etape"] == "", " (" + text["etape"] + ")"),
                    "holder": text["porteur"],
                    "when": text["date_debut"],
                    "commune_code": text["commune_code"],
                    "perimeter": text["perimetre"].where(text["perimetre"] != "", "commune:" + text["commune_code"]),
                    "description": text["description"],
                    "source": text["source_titre"].where(text["source_titre"] != "", url),
                    "url": url.where(url.str.startswith(("https://", "http://")), ""),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


_TEXTS: Final = (
    "etape",
    "porteur",
    "date_debut",
    "commune_code",
    "perimetre",
    "description",
    "source_titre",
    "source_url",
)


def facts_within(atlas: Atlas, facts: pd.DataFrame, codes: frozenset[str]) -> pd.DataFrame:
    """Keep the local facts whose territory lies inside, or holds, a set of communes.

    Parameters
    ----------
    atlas
        The data.
    facts
        As given by `local_facts`.
    codes
        Commune codes.

    Returns
    -------
    pandas.DataFrame
        Same columns. A fact of the whole country or region is kept for each of its parts.
    """

    def concerns(expression: str, commune: str) -> bool:
        try:
            members = frozenset(atlas.perimeter(expression).codes)
        except CiteoscopeError:
            members = frozenset({commune})  # an unreadable perimeter does not make the fact disappear
        return not members.isdisjoint(codes) and (members <= codes or codes <= members)

    return facts[
        [concerns(where, commune) for where, commune in zip(facts["perimeter"], facts["commune_code"], strict=True)]
    ]


def _at_commune(atlas: Atlas, placed: pd.DataFrame) -> pd.DataFrame:
    """Give the facts without coordinates a place in their commune, spread on a ring so that none hides another."""
    absent = placed["latitude"].isna() & placed["commune_code"].notna()
    outlines = atlas.outlines(Level.COMMUNE)
    placed = placed.copy()
    for code, group in placed[absent].groupby("commune_code"):
        if code not in outlines.index:
            continue
        middle = outlines[code].representative_point()
        for rank, row in enumerate(group.index):
            angle = 2 * math.pi * rank / len(group)
            radius = SPREAD_DEGREES if len(group) > 1 else 0.0
            placed.loc[row, "latitude"] = middle.y + radius * math.sin(angle)
            placed.loc[row, "longitude"] = middle.x + radius * math.cos(angle) / math.cos(math.radians(middle.y))
            if "placé" not in placed.loc[row, "note"]:
                placed.loc[row, "note"] += f" · {PRECISION['commune']}"
    return placed.dropna(subset=["latitude", "longitude"]).loc[:, list(COLUMNS)]
