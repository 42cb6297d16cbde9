"""A territory's figure beside those of the wider territories that hold it."""

from dataclasses import dataclass

from citeoscope.atlas import Atlas
from citeoscope.comparison.peers import holders
from citeoscope.query.answer import Answer
from citeoscope.territory.articles import Wording
from citeoscope.territory.perimeter import Perimeter


@dataclass(frozen=True, slots=True)
class Beside:
    """One territory and its answer.

    Attributes
    ----------
    perimeter
        The territory: its level, name and expression.
    wording
        How a sentence names it.
    answer
        Its figure with status, coverage and reason, as `Atlas.aggregate` gives it.
    """

    perimeter: Perimeter
    wording: Wording
    answer: Answer


def beside(atlas: Atlas, indicator: str, territory: str | Perimeter) -> tuple[Beside, ...]:
    """Answer an indicator for a territory and for the wider ones that hold it.

    Parameters
    ----------
    atlas
        The opened data.
    indicator
        Indicator id.
    territory
        Perimeter or expression; a set of communes is set beside the levels that hold all of them.

    Returns
    -------
    tuple[Beside, ...]
        The territory first, then EPT (in the Métropole du Grand Paris), EPCI, département, région and France; alone
        for France. Two levels may be the same communes, as Paris and its département.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    """
    perimeter = atlas.perimeter(territory)
    return tuple(
        Beside(one, atlas.geography.wording(one), atlas.aggregate(indicator, one))
        for one in (perimeter, *holders(atlas, perimeter))
    )
