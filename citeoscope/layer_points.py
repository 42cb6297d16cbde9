"""What each layer draws: one row per point, with the texts of its card and the values that filters read."""

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from citeoscope.atlas import Atlas
from citeoscope.facts import local_facts
from citeoscope.language import counted, enumerated, phrase, say
from citeoscope.local import List
from citeoscope.places.everywhere import all_places
from citeoscope.territory.levels import Level

SPREAD_DEGREES: Final = 0.0028
"""Between two facts known only by their commune (about 300 m), so that each can be seen where nothing groups them."""
GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))
AT_COMMUNE: Final = phrase("placé à la commune, pas à l’adresse")
UNSAID: Final = phrase("non précisé")

PRECISION: Final = {
    "commune": AT_COMMUNE,
    "street": phrase("placé à la rue"),
    "locality": phrase("placé au lieu-dit"),
    "none": phrase("placement incertain"),
}
MODES: Final = {
    "METRO": phrase("métro"),
    "RER": "RER",
    "TRAIN": phrase("train"),
    "TRAMWAY": phrase("tramway"),
    "VAL": phrase("navette automatique"),
}
COLUMNS: Final = (
    "id",
    "name",
    "note",
    "commune_code",
    "latitude",
    "longitude",
    "source",
    "date",
    "url",
    "approximate",
)


def merged_places(atlas: Atlas, folder: Path) -> pd.DataFrame:
    """Return the tiers-lieux of every list, each once: those that the page «Tiers-lieux» counts."""
    places = all_places(atlas, folder).places
    return pd.DataFrame(
        {
            "id": places["id"],
            "name": places["nom"],
            "note": _joined(places["type"], places["adresse"], places["precision"].map(_placings())),
            "commune_code": places["code_insee"],
            "latitude": places["latitude"],
            "longitude": places["longitude"],
            "source": [enumerated(told) for told in places["sources"]],
            "date": places["verified_on"],
            "url": _web(places["site_web"]),
            "approximate": places["precision"] == "commune",
            "type": _one(places["type"]),
            "label": [told or (phrase("aucun"),) for told in places["labels"]],
        }
    )


def stations(atlas: Atlas, _folder: Path) -> pd.DataFrame:
    """Return the stations of Île-de-France, by mode and line."""
    frame = gpd.GeoDataFrame(atlas.read("gares_idfm"))
    modes = frame["modes"].map(lambda told: _several(told, MODES))
    lines = frame["lines"].map(_several)
    note = [
        counted(
            len(line),
            "{modes} · ligne {lines}",
            "{modes} · lignes {lines}",
            modes=", ".join(map(say, mode)),
            lines=", ".join(map(say, line)),
        )
        for mode, line in zip(modes, lines, strict=True)
    ]
    return _published(atlas, "gares_idfm", frame, pd.Series(note, frame.index)).assign(mode=modes, ligne=lines)


def france_services(atlas: Atlas, _folder: Path) -> pd.DataFrame:
    """Return the France services."""
    frame = gpd.GeoDataFrame(atlas.read("france_services"))
    return _published(atlas, "france_services", frame, pd.Series("", frame.index))


def programmes(atlas: Atlas, _folder: Path) -> pd.DataFrame:
    """Return the territories of the national programmes, by programme."""
    frame = gpd.GeoDataFrame(atlas.read("programmes_anct"))
    drawn = _published(atlas, "programmes_anct", frame, frame["programme_name"])
    return drawn.assign(programme=_one(frame["programme_name"]))


def projects(_atlas: Atlas, folder: Path) -> pd.DataFrame:
    """Return the local projects, by stage and theme, those of the imported lists included."""
    facts = _facts(folder, "projets")
    return _local(facts).assign(etape=_one(facts["stage"]), theme=_one(facts["theme"]), liste=_one(facts["origin"]))


def events(_atlas: Atlas, folder: Path) -> pd.DataFrame:
    """Return the local debates and events, by kind and year, those of the imported lists included."""
    facts = _facts(folder, "evenements")
    years = facts["when"].str.slice(0, 4)
    return _local(facts).assign(type=_one(facts["type"]), annee=_one(years), liste=_one(facts["origin"]))


READERS: Final[dict[str, Callable[[Atlas, Path], pd.DataFrame]]] = {
    "tiers_lieux": merged_places,
    "gares": stations,
    "france_services": france_services,
    "programmes": programmes,
    "projets": projects,
    "evenements": events,
}


def _published(atlas: Atlas, dataset: str, frame: gpd.GeoDataFrame, note: pd.Series) -> pd.DataFrame:
    source = atlas.source(dataset)
    return pd.DataFrame(
        {
            "id": frame["id"],
            "name": frame["name"],
            "note": _joined(note, frame["precision"].map(_placings())),
            "commune_code": frame["commune_code"],
            "latitude": frame.geometry.y,
            "longitude": frame.geometry.x,
            "source": f"{source.publisher}, {source.vintage}",
            "date": "",
            "url": "",
            "approximate": frame["precision"] == "commune",
        }
    )


def _facts(folder: Path, kind: List) -> pd.DataFrame:
    facts = local_facts(folder)
    return facts[facts["list"] == kind]


def _local(facts: pd.DataFrame) -> pd.DataFrame:
    known = facts["latitude"].notna() & (facts["precision"] != "commune")
    said = facts["precision"].where(known, "commune").map(_placings())
    return pd.DataFrame(
        {
            "id": facts["id"],
            "name": facts["name"],
            "note": _joined(facts["kind"], facts["holder"], said),
            "commune_code": facts["commune_code"],
            "latitude": facts["latitude"].where(known),
            "longitude": facts["longitude"].where(known),
            "source": facts["source"].where(facts["source"] != "", say("source non précisée")),
            "date": facts["when"],
            "url": facts["url"],
            "approximate": ~known,
        }
    )


def placed(atlas: Atlas, drawn: pd.DataFrame) -> pd.DataFrame:
    """Put the points known by their commune alone at one point of it; leave out those that nothing places.

    A point without commune is given the one that it lies in, so that it is counted where it is drawn.
    """
    codes = drawn["commune_code"].fillna("").astype(str)
    outlines = atlas.outlines(Level.COMMUNE)
    absent = (drawn["latitude"].isna() | drawn["approximate"]) & codes.isin(outlines.index)
    needed = outlines.reindex(codes[absent].unique())
    middles = pd.Series(shapely.point_on_surface(needed.to_numpy()), needed.index)
    latitude, longitude = drawn["latitude"].astype("float64"), drawn["longitude"].astype("float64")
    latitude = latitude.where(~absent, codes.map({code: point.y for code, point in middles.items()}))
    longitude = longitude.where(~absent, codes.map({code: point.x for code, point in middles.items()}))
    out = drawn.assign(commune_code=codes, latitude=latitude, longitude=longitude).dropna(
        subset=["latitude", "longitude"]
    )
    lost = out[out["commune_code"] == ""]
    if len(lost):
        points = gpd.GeoSeries.from_xy(lost["longitude"], lost["latitude"], crs="EPSG:4326")
        shapes = atlas.read("contours_communes")
        rows, homes = shapes.sindex.query(points, predicate="intersects")
        found = dict(zip(lost.index[rows], shapes["code"].iloc[homes], strict=True))
        out = out.assign(commune_code=out["commune_code"].where(~out.index.isin(found), out.index.map(found)))
    return out.reset_index(drop=True)


def fanned(drawn: pd.DataFrame) -> pd.DataFrame:
    """Spread the points that only stand for their commune like the seeds of a sunflower, for a still picture."""
    alike = drawn[drawn["approximate"]].groupby("commune_code")["id"]
    many = alike.transform("size") > 1
    rank = alike.cumcount()[many].to_numpy()
    spread = many.index[many]
    radius = SPREAD_DEGREES * np.sqrt(rank + 0.5)
    out = drawn.copy()
    y = out.loc[spread, "latitude"].to_numpy(dtype=np.float64)
    out.loc[spread, "latitude"] = y + radius * np.sin(rank * GOLDEN_ANGLE)
    out.loc[spread, "longitude"] += radius * np.cos(rank * GOLDEN_ANGLE) / np.cos(np.radians(y))
    return out


def _placings() -> dict[str, str]:
    """Return what is said of a point that does not stand at its address, by precision."""
    return {precision: say(told) for precision, told in PRECISION.items()}


def _joined(*texts: pd.Series) -> list[str]:
    rows = zip(*(text.fillna("").astype(str) for text in texts), strict=True)
    return [" · ".join(filter(None, row)) for row in rows]


def _one(texts: pd.Series) -> pd.Series:
    return texts.fillna("").astype(str).map(lambda text: (text or UNSAID,))


def _several(text: object, words: dict[str, str] | None = None) -> tuple[str, ...]:
    told = [one.strip() for one in text.split(",")] if isinstance(text, str) else []
    return tuple((words or {}).get(one, one) for one in told if one) or (UNSAID,)


def _web(addresses: Iterable[str]) -> list[str]:
    return [address if str(address).startswith(("https://", "http://")) else "" for address in addresses]
