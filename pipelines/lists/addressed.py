"""The commune that a typed address says: after its postal code, before it, or as its last words. Pure."""

import re
from typing import Final, NamedTuple

from pipelines.lists.communes import Communes, reduced

_COUNTRY: Final = re.compile(r"[\s,;-]*\bfrance\s*$", re.IGNORECASE)
_BOX: Final = re.compile(r"\b(?:bp|cs|tsa)\s*\d[\d ]*", re.IGNORECASE)
_TAIL: Final = re.compile(r"(?P<postal>\b\d{5}|\b\d{2}\s\d{3})\s+(?P<name>[^\d,;]{2,})$")
_POSTAL: Final = re.compile(r"(?<!\d)\d{5}(?!\d)")
_PARTS: Final = re.compile(r"[,;\n]|\s[-–]\s")


class Told(NamedTuple):
    """The postal code and the name that an address says; `alone` when nothing but the name says which commune."""

    postal: str = ""
    name: str = ""
    alone: bool = False


def told(address: str, communes: Communes) -> Told:
    """Return the commune that an address says.

    Parameters
    ----------
    address
        `12 rue Chanzy, 88500 Mirecourt`, `Impasse des Lilas Puteaux 92800`, `Villeneuve d’Ascq`.
    communes
        What names communes.

    Returns
    -------
    Told
        Empty texts where nothing is said.
    """
    text = _COUNTRY.sub("", address).strip()
    if tail := _TAIL.search(text):
        return Told(tail["postal"], tail["name"])
    text = _BOX.sub(" ", text)
    for postal in _POSTAL.findall(text):
        if here := communes.by_postal.get(postal):
            words = f" {reduced(text)} "
            named = [name for code in here if f" {reduced(name := communes.names[code])} " in words]
            return Told(postal, max(named, key=len, default=""))
    last = _PARTS.split(text)[-1].strip()
    return Told("", last, alone=True) if reduced(last) in communes.by_name else Told()
