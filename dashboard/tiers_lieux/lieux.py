"""Which places the page «Tiers-lieux» finds in the lists, and what they can be filtered by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.language import say
from citeoscope.places.doubts import Doubt, doubts
from citeoscope.places.merged import Merged
from citeoscope.territory.geography import fold
from dashboard.tiers_lieux.covering import near_station
from dashboard.tiers_lieux.gathered import all_places
from dashboard.tiers_lieux.seeking import OPENINGS, Seeking

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, eq=False)
class Found:
    """The places of a territory that answer the filters, and how many there are without them."""

    places: pd.DataFrame
    everything: int
    merged: Merged


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
    if seeking.ouverture:
        kept = kept[kept["ouverture"] == OPENINGS[seeking.ouverture].state]
    if seeking.gare:
        kept = kept[kept["id"].isin(near_station(data, whole))]
    return Found(kept.sort_values("nom", key=lambda names: names.map(fold), kind="stable"), len(here), whole)


def year_of(dates: pd.Series) -> pd.Series:
    """Return the year of dates written as people do; 0 where none is told."""
    return dates.map(lambda text: int(year.group()) if (year := _YEAR.search(text)) else 0).astype("int64")


def points(data: Atlas, seeking: Seeking) -> pd.DataFrame:
    """Return the places found, ready to be drawn."""
    places = found(data, seeking).places
    places = places[places["latitude"].notna()]
    approximate = places["precision"].map({"commune": say("placé à la commune, pas à l’adresse")}).fillna("")
    checked = places["verified_on"].where(places["verified_on"] == "", places["verified_on"].map(_checked))
    told = (places[one] for one in ("type", "commune", "ouverture"))
    notes = [_joined(parts) for parts in zip(*told, checked, approximate, strict=True)]
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


def _checked(day: str) -> str:
    return say("vérifié : {day}", day=day)


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def by_commune(places: pd.DataFrame) -> pd.DataFrame:
    """Return how many places each commune has, most first."""
    counted = places.groupby(["code_insee", "commune"]).size().rename("places").reset_index()
    return counted.sort_values(["places", "commune"], ascending=[False, True], kind="stable")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the places of a territory can be filtered by.

    Types, labels, lists (id: source), years of a check, and how many are in each state of `OPENINGS`.
    """

    types: tuple[str, ...]
    labels: tuple[str, ...]
    lists: dict[str, str]
    years: tuple[int, ...]
    openings: dict[str, int]


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
        openings={key: int((here["ouverture"] == one.state).sum()) for key, one in OPENINGS.items()},
    )


def to_decide(data: Atlas, seeking: Seeking, whole: Merged) -> tuple[Doubt, ...]:
    """Return the groups of places of the territory on screen that may be one, most alike first."""
    here = set(whole.places["id"][whole.places["code_insee"].isin(data.perimeter(seeking.territoire).codes)])
    return tuple(one for one in doubts(whole) if not here.isdisjoint(one.places))
