"""Writes any set of communes as a short expression: whole territories, then communes added or taken away. Pure."""

from collections.abc import Collection, Iterable
from typing import Final

from citeoscope.errors import UnknownTerritoryError
from citeoscope.language import say
from citeoscope.territory.geography import Geography
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter, Term, write

_WIDEST_FIRST: Final = (Level.REGION, Level.DEPARTEMENT, Level.EPCI, Level.EPT)


def cover(geography: Geography, codes: Collection[str], name: str | None = None) -> Perimeter:
    """Return the perimeter of a set of communes, with the shortest expression that a few simple choices find.

    A territory is written whole when all its communes are wanted, or when writing it and taking the others away is
    shorter than listing those that are.

    Parameters
    ----------
    geography
        The current geography.
    codes
        Commune codes of the current COG.
    name
        French name of the perimeter; that of its expression unless given.

    Returns
    -------
    Perimeter

    Raises
    ------
    UnknownTerritoryError
        No commune, or codes that are not communes of the current COG: all of them are named.
    """
    wanted = set(codes)
    strange = sorted(wanted - set(geography.communes.index))
    if strange:
        quoted = ", ".join(strange[:10])
        raise UnknownTerritoryError(
            say(
                "Communes inconnues du code officiel géographique 2026 : {quoted}. Cherchez-les par leur nom.",
                quoted=quoted,
            )
        )
    if not wanted:
        raise UnknownTerritoryError(say("Le périmètre ne contient aucune commune."))
    perimeter = geography.resolve(write(tuple(_terms(geography, wanted))))
    return perimeter if name is None else Perimeter(perimeter.expression, name, perimeter.codes, None)


def _terms(geography: Geography, wanted: set[str]) -> Iterable[Term]:
    if len(wanted) == len(geography.communes):
        yield Term(True, Level.FRANCE, "FR")
        return
    left = set(wanted)
    minus: list[str] = []
    for level in _WIDEST_FIRST:
        groups = geography.communes.loc[sorted(left)].groupby(str(level))["code"]
        for code in sorted(map(str, groups.groups)):
            members = set(geography.communes_of(level, code))
            inside, outside = members & left, members - wanted
            if 1 + len(outside) < len(inside) and not outside & set(minus):
                yield Term(True, level, code)
                left -= members
                minus += sorted(outside)
    for code in sorted(left):
        yield Term(True, Level.COMMUNE, code)
    for code in minus:
        yield Term(False, Level.COMMUNE, code)
