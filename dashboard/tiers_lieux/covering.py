"""What the page «Tiers-lieux» reads of the coverage: who lives near a place, what is near a station, where to open."""

from functools import lru_cache
from typing import Final

import pandas as pd

from citeoscope import coverage
from citeoscope.atlas import Atlas
from citeoscope.coverage import Places, Plan, Reach, Stations
from citeoscope.errors import CoverageError
from citeoscope.language import kept, say
from citeoscope.numbers import format_number
from citeoscope.places.merged import Merged
from citeoscope.places.opening import CLOSED, PLANNED
from dashboard.tiers_lieux.gathered import all_places
from dashboard.tiers_lieux.seeking import Distance, Seeking

LABEL: Final = "tiers-lieu"
CENSUS: Final = "tiers_lieux_2019"
NEAR_STATION_M: Final = 500
MOST_COMMUNES: Final = 2_000
"""Above that, the coverage is not computed on the page: nobody reads the communes of a whole country there."""


@lru_cache(maxsize=4)
def _as_places(data: Atlas, whole: Merged, *, serving: bool) -> Places:
    """Return the places, or those that serve people: one said closed, or not open yet, is near nobody."""
    rows = whole.places
    if serving:
        rows = rows[~rows["ouverture"].isin([CLOSED, PLANNED])]
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
def near_station(data: Atlas, whole: Merged) -> frozenset[str]:
    """Return the ids of the places near a station."""
    near = coverage.stations(data, _as_places(data, whole, serving=False), NEAR_STATION_M).near
    return frozenset(near["id"])


def covered(data: Atlas, seeking: Seeking) -> Reach | str:
    """Return who lives near a place of the territory on screen, or why it is not told."""
    perimeter = data.perimeter(seeking.territoire)
    if len(perimeter) > MOST_COMMUNES:
        return say(
            "Trop de communes ({count}) pour dire ici qui habite près d’un lieu : choisissez une "
            "région, un département ou une intercommunalité.",
            count=len(perimeter),
        )
    return _covered(data, all_places(data), seeking.territoire, seeking.distance)


@kept(maxsize=32)
def _covered(data: Atlas, whole: Merged, territory: str, far: Distance) -> Reach | str:
    try:
        return coverage.reach(
            data,
            _as_places(data, whole, serving=True),
            territory,
            kilometres=far.kilometres,
            minutes=far.minutes,
            mode=far.mode,
        )
    except CoverageError as error:
        return str(error)


def planned(data: Atlas, seeking: Seeking) -> Plan | str | None:
    """Return where to open the next places, why it cannot be told, or nothing when it was not asked."""
    if not seeking.sites or len(data.perimeter(seeking.territoire)) > MOST_COMMUNES:
        return None
    whole = all_places(data)
    return _planned(data, whole, seeking.territoire, seeking.distance, seeking.sites, seeking.candidats)


@kept(maxsize=16)
def _planned(  # noqa: PLR0913, PLR0917 - what the plan depends on
    data: Atlas, whole: Merged, territory: str, far: Distance, sites: int, kind: str
) -> Plan | str:
    try:
        where = coverage.candidates(data, territory, kind)  # type: ignore[arg-type] # one of CANDIDATES
        return coverage.where_to_open(
            data,
            _as_places(data, whole, serving=True),
            where,
            territory,
            sites,
            kilometres=far.kilometres,
            minutes=far.minutes,
            mode=far.mode,
        )
    except CoverageError as error:
        return str(error)


@kept(maxsize=8)
def near_stations(data: Atlas, territory: str) -> Stations | None:
    """Return the census and the stations of a territory seen from each other; `None` where no station is known."""
    try:
        return coverage.stations(data, coverage.published(data, CENSUS, LABEL), NEAR_STATION_M, territory)
    except CoverageError:
        return None


def site_points(data: Atlas, seeking: Seeking) -> pd.DataFrame:
    """Return the sites where to open, ready to be drawn."""
    plan = planned(data, seeking)
    sites = (
        plan.sites
        if isinstance(plan, Plan)
        else pd.DataFrame(columns=["rank", "name", "commune_code", "commune", "latitude", "longitude", "gain"])
    )
    gains = [
        say("rang {rank} · {gain} habitants de plus", rank=rank, gain=format_number(gain))
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
