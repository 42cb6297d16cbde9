"""Gathers the numbers of a territory and has them written as one sentence."""

from citeoscope.atlas import Atlas
from citeoscope.comparison.beside import beside
from citeoscope.comparison.sentence import sentence
from citeoscope.comparison.standing import standing
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter


def tell(atlas: Atlas, indicator: str, territory: str | Perimeter, among: str | None = None) -> str:
    """Say in one French sentence what an indicator is for a territory.

    Parameters
    ----------
    atlas
        The opened data.
    indicator
        Indicator id.
    territory
        Perimeter or expression.
    among
        Level of the wider territory it is ranked in, as for `standing`; its région when `None`, or France where no
        région holds it with another of its level.

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
    own, *wider = beside(atlas, indicator, territory)
    if among is None:
        place = standing(atlas, indicator, own.perimeter, Level.REGION)
        if place.count + place.without <= 1:  # a région of one département, or none: nothing to be compared with
            place = standing(atlas, indicator, own.perimeter, Level.FRANCE)
    else:
        place = standing(atlas, indicator, own.perimeter, among)
    compared = [one for one in wider if one.perimeter.level in {Level.REGION, Level.FRANCE}]
    return sentence(atlas.indicator(indicator), own, place, compared)
