"""Where a territory stands among those of its level: rank, ties and percentile."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.comparison.peers import alone, code_of, holders, inside
from citeoscope.comparison.ranks import Ranks, ranks
from citeoscope.language import DEFAULT, current, say
from citeoscope.numbers import format_number
from citeoscope.query.status import Status
from citeoscope.territory.articles import Wording
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

_FEMININE: Final = frozenset({Level.COMMUNE, Level.EPCI, Level.REGION})


@dataclass(frozen=True, slots=True)
class Standing:
    """A rank among the territories of the same level, or the reason why there is none.

    Attributes
    ----------
    indicator, perimeter
        Indicator id and expression of the territory.
    level
        Level of the territories compared; `None` for a set of communes.
    among
        Expression of the wider territory that holds them whole; `None` when there is none.
    wording
        How a sentence names `among`.
    rank
        1 for the largest value; territories whose printed values are equal share a rank.
    ties
        How many others share it.
    count, without
        Territories with a value, and without.
    percentile
        Share (0 to 100) of the territories with a value whose value is smaller, plus half of those that are equal.
    reason
        One French sentence when there is no rank; otherwise empty.
    """

    indicator: str
    perimeter: str
    level: Level | None
    among: str | None = None
    wording: Wording | None = None
    rank: int | None = None
    ties: int = 0
    count: int = 0
    without: int = 0
    percentile: float | None = None
    reason: str = ""

    @property
    def text(self) -> str:
        """The rank in French, for instance `6e ex æquo sur 1 266`, or the reason why there is none."""
        if self.rank is None or self.level is None:
            return self.reason
        place, count = ordinal(self.rank, self.level), format_number(self.count)
        if self.ties:
            return say("{place} ex æquo sur {count}", place=place, count=count)
        return say("{place} sur {count}", place=place, count=count)


def ordinal(rank: int, level: Level) -> str:
    """Write a rank among territories of a level: `1re` commune, `1er` département, `6e`, `1 240e`; `1st` in English."""
    if current() != DEFAULT:
        return format_number(rank) + english_suffix(rank)
    if rank == 1:
        return "1re" if level in _FEMININE else "1er"
    return f"{format_number(rank)}e"


def english_suffix(rank: int) -> str:
    """Return what makes a rank of a number in English: `st`, `nd`, `rd` or `th`."""
    last, teens = rank % 10, rank % 100 // 10 == 1
    return "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


def standing(atlas: Atlas, indicator: str, territory: str | Perimeter, among: str = "france") -> Standing:
    """Rank a territory among those of its level.

    Parameters
    ----------
    atlas
        The opened data.
    indicator
        Indicator id.
    territory
        Perimeter or expression.
    among
        Level of the wider territory whose territories are compared: `france`, `region`, `departement`, `epci`, `ept`.

    Returns
    -------
    Standing
        Rank 1 is the largest value, whether more is better or not. See `ranks` for ties and percentile.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        Unknown level.
    """
    perimeter = atlas.perimeter(territory)
    wanted = _wider(among)
    declared = atlas.indicator(indicator)
    holder = next((one for one in holders(atlas, perimeter) if one.level is wanted), None)
    reason = alone(perimeter) or ("" if holder else _not_held(perimeter, wanted))
    if reason or holder is None or perimeter.level is None:
        return Standing(declared.id, perimeter.expression, perimeter.level, reason=reason)
    codes, statuses, ranked = _ranked(atlas, indicator, perimeter.level, holder.expression)
    own = int(codes.get_indexer(pd.Index([code_of(perimeter)]))[0])
    status = Status(statuses[own])
    known = status is Status.OK
    count = int(np.count_nonzero(~np.isnan(ranked.rank)))
    return Standing(
        indicator=declared.id,
        perimeter=perimeter.expression,
        level=perimeter.level,
        among=holder.expression,
        wording=atlas.geography.wording(holder),
        rank=int(ranked.rank[own]) if known else None,
        ties=int(ranked.ties[own]),
        count=count,
        without=len(codes) - count,
        percentile=float(ranked.percentile[own]) if known else None,
        reason="" if known else say("Pas de rang sans valeur : {status}.", status=status.label),
    )


@lru_cache(maxsize=64)
def _ranked(atlas: Atlas, indicator: str, level: Level, holder: str) -> tuple[pd.Index, list[str], Ranks]:
    """Rank a level's territories that lie inside another: their codes, statuses and ranks."""
    codes = inside(atlas, level, holder)
    table = atlas.table(indicator, level).reindex(codes)
    found = ranks(table["value"].to_numpy(np.float64), atlas.indicator(indicator).decimals)
    return codes, table["status"].astype(str).tolist(), found


def _wider(among: str) -> Level:
    levels = tuple(Level)[1:]
    if among not in levels:
        raise ValueError(
            say(
                "Niveau de comparaison inconnu : « {among} ». Niveaux : {levels}.",
                among=among,
                levels=", ".join(levels),
            )
        )
    return Level(among)


def _not_held(perimeter: Perimeter, wanted: Level) -> str:
    return say(
        "« {perimeter} » ne tient pas dans un seul territoire de ce niveau ({wanted}) : "
        "comparez avec un niveau plus large.",
        perimeter=perimeter.name,
        wanted=wanted.noun,
    )
