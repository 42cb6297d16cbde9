"""The territories of the same level that are most alike, by population, density and growth."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.atlas import Atlas
from citeoscope.comparison.peers import alone, code_of
from citeoscope.language import listed, say
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

POPULATION: Final = "population"
DENSITY: Final = "densite"
GROWTH: Final = "evolution_population"
CRITERIA: Final = (POPULATION, DENSITY, GROWTH)
_NORMAL: Final = 1.4826
"""Makes the median absolute deviation of normal data equal to their standard deviation."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What territories are compared on.

    Attributes
    ----------
    population
        Inhabitants.
    density
        Inhabitants per km².
    growth
        Mean yearly growth of the population, in percent.
    """

    population: float
    density: float
    growth: float


@dataclass(frozen=True, slots=True)
class Alike:
    """A territory, its three figures, and how far they are from those it is compared with.

    `gap` is the Euclidean distance in robust standard deviations: 0 for the same three figures.
    """

    expression: str
    name: str
    profile: Profile
    gap: float


@dataclass(frozen=True, slots=True)
class Similar:
    """The most similar territories of the same level, or the reason why there are none.

    Attributes
    ----------
    perimeter
        Expression of the territory.
    profile
        Its own three figures; `None` when one is not known.
    neighbours
        Most similar first.
    left_out
        Territories of the level without the three figures: they are compared with none.
    criterion
        What is compared and how, in one French sentence, to be shown beside the list.
    reason
        One French sentence when there is no neighbour; otherwise empty.
    """

    perimeter: str
    profile: Profile | None = None
    neighbours: tuple[Alike, ...] = ()
    left_out: int = 0
    criterion: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The figures of a level's territories that have all three, one row each: as published, and standardised."""

    codes: pd.Index
    figures: NDArray[np.float64]
    standard: NDArray[np.float64]
    left_out: int


def similar(atlas: Atlas, territory: str | Perimeter, k: int = 8, criteria: Sequence[str] = CRITERIA) -> Similar:
    """Find the territories of the same level that are most alike.

    Parameters
    ----------
    atlas
        The opened data.
    territory
        Perimeter or expression.
    k
        How many.
    criteria
        What they are compared on: some of `CRITERIA`.

    Returns
    -------
    Similar
        At most `k`, most similar first, all over France.

    Raises
    ------
    UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        `k` is less than 1, or a criterion is none of `CRITERIA`.

    Notes
    -----
    Logarithm of the population, logarithm of the density and yearly growth, each divided by its median absolute
    deviation over the level (Rousseeuw and Croux, 1993, «Alternatives to the median absolute deviation», JASA 88):
    the few very large or emptying territories do not set the scale. Equal weights, Euclidean distance.
    """
    if k < 1:
        raise ValueError(say("Nombre de territoires impossible : {k}. Demandez-en au moins un.", k=k))
    kept = tuple(one for one in CRITERIA if one in criteria)
    if not kept or len(kept) != len(set(criteria)):
        wrong, known = ", ".join(criteria), ", ".join(CRITERIA)
        raise ValueError(say("Critères impossibles : « {wrong} ». Critères : {known}.", wrong=wrong, known=known))
    perimeter = atlas.perimeter(territory)
    reason = alone(perimeter)
    if reason or perimeter.level is None:
        return Similar(perimeter.expression, reason=reason)
    features = features_of(atlas, perimeter.level)
    words = criterion(atlas, kept)
    own = features.codes.get_indexer(pd.Index([code_of(perimeter)]))[0]
    if own < 0:
        reason = say(
            "« {perimeter} » n’a pas les trois chiffres comparés : population, densité et évolution.",
            perimeter=perimeter.name,
        )
        return Similar(perimeter.expression, left_out=features.left_out, criterion=words, reason=reason)
    columns = [CRITERIA.index(one) for one in kept]
    places, gaps = most_alike(features.standard[:, columns], int(own), k)
    names = atlas.geography.names
    return Similar(
        perimeter.expression,
        Profile(*map(float, features.figures[own])),
        tuple(
            Alike(
                f"{perimeter.level}:{features.codes[i]}",
                names[perimeter.level, features.codes[i]],
                Profile(*map(float, features.figures[i])),
                float(gap),
            )
            for i, gap in zip(places, gaps, strict=True)
        ),
        left_out=features.left_out,
        criterion=words,
    )


def criterion(atlas: Atlas, criteria: Sequence[str] = CRITERIA) -> str:
    """Say in one French sentence what makes two territories similar."""
    people, density, growth = (atlas.indicator(one) for one in CRITERIA)
    if len(criteria) < len(CRITERIA):
        named = [f"{one.short} ({one.vintage})" for one in map(atlas.indicator, criteria)]
        return say(
            "Territoires de même niveau les plus proches par : {criteria}. Population et densité se comparent en ordre "
            "de grandeur ; chaque critère a le même poids, rapporté à sa dispersion dans ce niveau.",
            criteria=listed(named),
        )
    return say(
        "Territoires de même niveau les plus proches par la population ({people}) et la "
        "densité ({density}), en ordre de grandeur, et par l’évolution annuelle de la "
        "population ({growth}), à poids égal, chacune rapportée à sa dispersion dans ce "
        "niveau.",
        people=people.vintage,
        density=density.vintage,
        growth=growth.vintage,
    )


def most_alike(standard: NDArray[np.float64], own: int, k: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the positions of the `k` rows nearest to one of them, and their distances; equal ones by position."""
    gaps = np.sqrt(((standard - standard[own]) ** 2).sum(axis=1))
    others = np.flatnonzero(np.arange(len(gaps)) != own)
    order = others[np.argsort(gaps[others], kind="stable")[:k]]
    return order, gaps[order]


def standardised(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centre and scale each column by its median and median absolute deviation; a column all alike tells nothing."""
    centred = figures - np.median(figures, axis=0)
    scale = _NORMAL * np.median(np.abs(centred), axis=0)
    return np.divide(centred, scale, out=np.zeros_like(centred), where=scale > 0)


@lru_cache(maxsize=16)
def features_of(atlas: Atlas, level: Level) -> Features:
    """Read the three figures of every territory of a level."""
    tables = [atlas.table(one, level) for one in (POPULATION, DENSITY, GROWTH)]
    index = tables[0].index
    values = np.column_stack([table["value"].reindex(index).to_numpy(np.float64) for table in tables])
    known = np.logical_and.reduce([(table["status"].reindex(index) == Status.OK).to_numpy() for table in tables])
    known &= (values[:, :2] > 0).all(axis=1)
    kept = values[known]
    scaled = np.column_stack([np.log(kept[:, 0]), np.log(kept[:, 1]), kept[:, 2]])
    empty = len(kept) == 0
    return Features(index[known], kept, scaled if empty else standardised(scaled), int((~known).sum()))
