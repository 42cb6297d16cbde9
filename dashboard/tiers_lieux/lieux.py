"""What the page «Tiers-lieux» reads of the data: the places found, who lives near one, where to open the next ones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from citeoscope import coverage
from citeoscope.atlas import Atlas
from citeoscope.coverage import Places, Plan, Reach, Stations
from citeoscope.errors import CoverageError
from citeoscope.numbers import format_number
from citeoscope.places import everywhere
from citeoscope.places.merged import Merged
from citeoscope.settings import settings
from citeoscope.territory.geography import fold
from dashboard.tiers_lieux.seeking import Distance, Seeking

LABEL: Final = "tiers-lieu"
CENSUS: Final = "tiers_lieux_2019"
STATIONS: Final = "gares_idfm"
NEAR_STATION_M: Final = 500
MOST_COMMUNES: Final = 2_000
"""Above that, the coverage is not computed on the page: nobody reads the communes of a whole country there."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, eq=False)
class Found:
    """The places of a territory that answer the filters, and how many there are without them."""

    places: pd.DataFrame
    everything: int
    merged: Merged


def all_places(data: Atlas) -> Merged:
    """Return the places of every list, those that are the same brought together."""
    return everywhere.all_places(data, settings().local)


def listed_rows(data: Atlas) -> pd.DataFrame:
    """Return the rows of every list as they are now."""
    return everywhere.listed_rows(data, settings().local)


def found(data: Atlas, seeking: Seeking) -> Found:
    """Return the places of the territory on screen that answer the filters."""
    whole = all_places(data)
    here = whole.places[whole.places["code_insee"].isin(data.perimeter(seeking.territoire).codes)]
    kept = here
    if seeking.cherche:
        text = (kept["nom"] + " " + kept["commune"] + " " + kept["type"]).map(fold)
        for word in fold(seeking.cherche).split():
            kept = kept[text.reindex(kept.index).str.contains(word, regex=False)]
    if seeking.type:
        kept = kept[kept["type"] == seeking.type]
    if seeking.label:
        kept = kept[[seeking.label in told for told in kept["labels"]]]
    if seeking.source:
        kept = kept[[seeking.source in told for told in kept["datasets"]]]
    if seeking.depuis:
        kept = kept[year_of(kept["verified_on"]) >= seeking.depuis]
    if seeking.gare:
        kept = kept[kept["id"].isin(_near_station(data, whole))]
    return Found(kept.sort_values("nom", key=lambda names: names.map(fold), kind="stable"), len(here), whole)


def year_of(dates: pd.Series) -> pd.Series:
    """Return the year of dates written as people do; 0 where none is told."""
    return dates.map(lambda text: int(year.group()) if (year := _YEAR.search(text)) else 0).astype("int64")


def points(data: Atlas, seeking: Seeking) -> pd.DataFrame:
    """Return the places found, ready to be drawn."""
    places = found(data, seeking).places
    places = places[places["latitude"].notna()]
    approximate = places["precision"].map({"commune": "placé à la commune, pas à l’adresse"}).fillna("")
    checked = places["verified_on"].where(places["verified_on"] == "", "vérifié : " + places["verified_on"])
    notes = [_joined(parts) for parts in zip(places["type"], places["commune"], checked, approximate, strict=True)]
    return pd.DataFrame(
        {
            "id": places["id"],
            "name": places["nom"],
            "note": notes,
            "commune_code": places["code_insee"],
            "latitude": places["latitude"],
            "longitude": places["longitude"],
        }
    )


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


@lru_cache(maxsize=4)
def _as_places(data: Atlas, whole: Merged) -> Places:
    rows = whole.places
    sources = tuple(dict.fromkeys(text for told in rows["sources"] for text in told))
    frame = rows.rename(columns={"nom": "name", "type": "kind", "code_insee": "commune_code"})
    listed_by_nation = coverage.published(data, CENSUS, LABEL)
    known = coverage.places(frame, LABEL, sources)
    return Places(
        known.frame,
        LABEL,
        sources,
        without_position=known.without_position,
        scope=listed_by_nation.scope,
        scope_label=listed_by_nation.scope_label,
    )


@lru_cache(maxsize=4)
def _near_station(data: Atlas, whole: Merged) -> frozenset[str]:
    near = coverage.stations(data, _as_places(data, whole), NEAR_STATION_M).near
    return frozenset(near["id"])


def covered(data: Atlas, seeking: Seeking) -> Reach | str:
    """Return who lives near a place of the territory on screen, or why it is not told."""
    perimeter = data.perimeter(seeking.territoire)
    if len(perimeter) > MOST_COMMUNES:
        return (
            f"Trop de communes ({len(perimeter)}) pour dire ici qui habite près d’un lieu : "
            "choisissez une région, un département ou une intercommunalité."
        )
    return _covered(data, all_places(data), seeking.territoire, seeking.distance)


@lru_cache(maxsize=32)
def _covered(data: Atlas, whole: Merged, territory: str, far: Distance) -> Reach | str:
    try:
        return coverage.reach(
            data, _as_places(data, whole), territory, kilometres=far.kilometres, minutes=far.minutes, mode=far.mode
        )
    except CoverageError as error:
        return str(error)


def planned(data: Atlas, seeking: Seeking) -> Plan | str | None:
    """Return where to open the next places, why it cannot be told, or nothing when it was not asked."""
    if not seeking.sites or len(data.perimeter(seeking.territoire)) > MOST_COMMUNES:
        return None
    whole = all_places(data)
    return _planned(data, whole, seeking.territoire, seeking.distance, seeking.sites, seeking.candidats)


@lru_cache(maxsize=16)
def _planned(  # noqa: PLR0913, PLR0917 - what the plan depends on
    data: Atlas, whole: Merged, territory: str, far: Distance, sites: int, kind: str
) -> Plan | str:
    try:
        where = coverage.candidates(data, territory, kind)  # type: ignore[arg-type] # one of CANDIDATES
        return coverage.where_to_open(
            data,
            _as_places(data, whole),
            where,
            territory,
            sites,
            kilometres=far.kilometres,
            minutes=far.minutes,
            mode=far.mode,
        )
    except CoverageError as error:
        return str(error)


@lru_cache(maxsize=8)
def near_stations(data: Atlas, territory: str) -> Stations | None:
    """Return the census and the stations of a territory seen from each other; `None` where no station is known."""
    try:
        return coverage.stations(data, coverage.published(data, CENSUS, LABEL), NEAR_STATION_M, territory)
    except CoverageError:
        return None


def by_commune(places: pd.DataFrame) -> pd.DataFrame:
    """Return how many places each commune has, most first."""
    counted = places.groupby(["code_insee", "commune"]).size().rename("places").reset_index()
    return counted.sort_values(["places", "commune"], ascending=[False, True], kind="stable")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the places of a territory can be filtered by: types, labels, lists (id: source), years of a check."""

    types: tuple[str, ...]
    labels: tuple[str, ...]
    lists: dict[str, str]
    years: tuple[int, ...]


def choices(data: Atlas, seeking: Seeking) -> Choices:
    """Return what the places of the territory on screen can be filtered by."""
    whole = all_places(data).places
    here = whole[whole["code_insee"].isin(data.perimeter(seeking.territoire).codes)]
    lists = {
        one: said
        for ids, told in zip(here["datasets"], here["sources"], strict=True)
        for one, said in zip(ids, told, strict=True)
    }
    return Choices(
        types=tuple(sorted(set(here["type"]) - {""}, key=fold)),
        labels=tuple(sorted({label for told in here["labels"] for label in told})),
        lists=dict(sorted(lists.items())),
        years=tuple(sorted(set(np.unique(year_of(here["verified_on"])).tolist()) - {0}, reverse=True)),
    )


def site_points(data: Atlas, seeking: Seeking) -> pd.DataFrame:
    """Return the sites where to open, ready to be drawn."""
    plan = planned(data, seeking)
    sites = (
        plan.sites
        if isinstance(plan, Plan)
        else pd.DataFrame(columns=["rank", "name", "commune_code", "commune", "latitude", "longitude", "gain"])
    )
    gains = [
        f"rang {rank} · {format_number(gain)} habitants de plus"
        for rank, gain in zip(sites["rank"], sites["gain"], strict=True)
    ]
    return pd.DataFrame(
        {
            "id": sites["rank"].astype(str),
            "name": sites["name"],
            "note": gains,
            "commune_code": sites["commune_code"],
            "latitude": sites["latitude"].astype("float64"),
            "longitude": sites["longitude"].astype("float64"),
        }
    )


def to_decide(data: Atlas, seeking: Seeking, whole: Merged) -> pd.DataFrame:
    """Return the pairs of the territory on screen that nobody has decided, most alike first, with their names."""
    rows = listed_rows(data).set_index("id")
    pairs = whole.to_decide
    here = set(rows.index[rows["code_insee"].isin(data.perimeter(seeking.territoire).codes)])
    kept = pairs[pairs["first"].isin(here) | pairs["second"].isin(here)].sort_values("score", ascending=False)
    told = {
        f"{side}_{field}": kept[side].map(rows[field]) for side in ("first", "second") for field in ("nom", "commune")
    }
    return kept.assign(**told)
