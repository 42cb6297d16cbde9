"""Which territories one is compared with: the wider ones that hold it, and those of its level inside one of them."""

from functools import lru_cache
from typing import Final

import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.language import kept, phrase, say
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter, parse

ORDER: Final = tuple(Level)
ALONE: Final = phrase("La France est seule à son niveau : elle n’a ni rang ni voisins.")
COMPOSED: Final = phrase(
    "Un périmètre composé n’a pas de territoires de même niveau : choisissez une commune ou un territoire."
)


@kept(maxsize=256)
def holders(atlas: Atlas, perimeter: Perimeter) -> tuple[Perimeter, ...]:
    """Return the territories of wider levels that hold all the communes of a perimeter.

    Parameters
    ----------
    atlas
        The opened data.
    perimeter
        A territory, or any set of communes: for the latter every level above the commune is wider.

    Returns
    -------
    tuple[Perimeter, ...]
        At most one per level, from EPT to France. A level that only holds a part of it is left out.
    """
    start = 0 if perimeter.level is None else ORDER.index(perimeter.level)
    members = atlas.geography.communes.loc[list(perimeter.codes)]
    found = []
    for level in ORDER[start + 1 : -1]:
        codes = members[str(level)].unique()
        if len(codes) == 1 and pd.notna(codes[0]):
            found.append(_resolved(atlas, f"{level}:{codes[0]}"))
    if perimeter.level is not Level.FRANCE:
        found.append(_resolved(atlas, "france"))
    return tuple(found)


def code_of(perimeter: Perimeter) -> str:
    """Return the code of a perimeter that is one territory."""
    return parse(perimeter.expression)[0].code


def alone(perimeter: Perimeter) -> str:
    """Say in French why a perimeter has no territory of its level beside it; empty when it has."""
    if perimeter.level is None:
        return say(COMPOSED)
    return say(ALONE) if perimeter.level is Level.FRANCE else ""


@lru_cache(maxsize=64)
def inside(atlas: Atlas, level: Level, holder: str) -> pd.Index:
    """Return the codes of a level's territories that lie whole inside another territory.

    Parameters
    ----------
    atlas
        The opened data.
    level
        Level of the territories.
    holder
        Expression of the wider territory.

    Returns
    -------
    pandas.Index
        In order; a territory with one commune outside is not in.
    """
    communes = atlas.geography.communes
    codes = communes["code"] if level is Level.COMMUNE else communes[str(level)]
    held = communes["code"].isin(_resolved(atlas, holder).codes)
    outside = set(codes[~held])
    whole: pd.Index = pd.Index(sorted(set(codes[held].dropna()) - outside))
    return whole


@lru_cache(maxsize=256)
def _resolved(atlas: Atlas, expression: str) -> Perimeter:
    """Return a wide perimeter; sorting the communes of France takes more than the rest of a comparison."""
    return atlas.perimeter(expression)
