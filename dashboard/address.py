"""The territory that an address asks for, read the same way by every page and every file. Pure."""

from collections.abc import Mapping

from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import say
from citeoscope.territory.perimeter import from_address


def territory_of(params: Mapping[str, str], data: Atlas, default: str) -> str:
    """Return the perimeter expression of an address, in its canonical writing.

    Parameters
    ----------
    params
        From the address.
    data
        What exists.
    default
        Perimeter of an address that names none.

    Returns
    -------
    str

    Raises
    ------
    UnknownTerritoryError
        It is unreadable or unknown.
    """
    return data.perimeter(from_address(params.get("territoire", "")) or default).expression


def read_territory(params: Mapping[str, str], data: Atlas, default: str, problems: list[str]) -> str:
    """Return the same; the default, and a sentence added to the problems, when it cannot be read."""
    try:
        return territory_of(params, data, default)
    except CiteoscopeError as error:
        problems.append(say("{error} L’affichage par défaut le remplace.", error=error))
        return default
