"""Comparisons: a territory beside wider ones, its rank, its neighbours and its likes, and one sentence that says it."""

from collections.abc import Sequence

from citeoscope import comparison
from citeoscope.atlas import atlas
from citeoscope.comparison import Beside, Nearest, Similar, Standing
from citeoscope.comparison.similar import CRITERIA
from citeoscope.territory.perimeter import Perimeter


def beside(indicator: str, territory: str | Perimeter) -> tuple[Beside, ...]:
    """Answer an indicator for a territory and for the wider ones that hold it.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.

    Returns
    -------
    tuple[Beside, ...]
        The territory first, then EPT, EPCI, département, région and France, those that hold the whole of it.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    """
    return comparison.beside(atlas(), indicator, territory)


def standing(indicator: str, territory: str | Perimeter, among: str = "france") -> Standing:
    """Rank a territory among those of its level; rank 1 is the largest value.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    among
        Level of the wider territory: `france`, `region`, `departement`, `epci` or `ept`.

    Returns
    -------
    Standing
        Rank, ties, percentile, or the reason why there is none.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        Unknown level.
    """
    return comparison.standing(atlas(), indicator, territory, among)


def nearest(territory: str | Perimeter, k: int = 8) -> Nearest:
    """Find the territories of the same level that are nearest.

    Parameters
    ----------
    territory
        Perimeter or expression, see `perimeter()`.
    k
        How many.

    Returns
    -------
    Nearest
        Nearest first, with the distance in kilometres between points inside the outlines.

    Raises
    ------
    UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        `k` is less than 1.
    """
    return comparison.nearest(atlas(), territory, k)


def similar(territory: str | Perimeter, k: int = 8, criteria: Sequence[str] = CRITERIA) -> Similar:
    """Find the territories of the same level that are most alike in population, density and growth.

    Parameters
    ----------
    territory
        Perimeter or expression, see `perimeter()`.
    k
        How many.
    criteria
        What they are compared on: `population`, `densite`, `evolution_population`, or some of them.

    Returns
    -------
    Similar
        Most alike first, each with the three figures that say so.

    Raises
    ------
    UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        `k` is less than 1, or a criterion is unknown.
    """
    return comparison.similar(atlas(), territory, k, criteria)


def sentence(indicator: str, territory: str | Perimeter, among: str | None = None) -> str:
    """Say in one French sentence what an indicator is for a territory, its rank, and how wider territories compare.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    among
        Level of the wider territory it is ranked in; its région when `None`.

    Returns
    -------
    str

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        Unknown level.
    """
    return comparison.tell(atlas(), indicator, territory, among)
