"""Whether a place is open, as lists and people say it in their own words. What is not said stays unknown. Pure."""

import re
from typing import Final, Literal

from citeoscope.territory.geography import fold

Opening = Literal["ouvert", "fermé", "en projet", ""]

OPEN: Final = "ouvert"
CLOSED: Final = "fermé"
PLANNED: Final = "en projet"
UNKNOWN: Final = ""
STATES: Final[tuple[Opening, ...]] = (OPEN, CLOSED, PLANNED)

_YES: Final = frozenset({"oui", "o", "yes", "y", "true", "vrai", "1", "x"})
_NO: Final = frozenset({"non", "n", "no", "false", "faux", "0"})
_ANSWERS: Final[dict[str, Opening]] = {"oui": OPEN, "yes": OPEN, "non": CLOSED}
"""«Oui, le week-end»: the answer is its first word when the others say nothing."""
_DAYS: Final = r"(?:lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?)s?"
_NOT_ALWAYS: Final = re.compile(
    rf"\b(?:ferm\w+|closed|off)\s+(?:(?:au public|exceptionnellement)\s+)?(?:(?:le|les|en|l|au|du|de|pendant|durant|"
    rf"entre|tous|toute|week|wkd|jours? feries?|annuelle|estivale|hebdomadaire|{_DAYS}|janv\w*|fev\w*|mars|avr\w*|"
    r"mai|juin|juil\w*|aout|sept\w*|oct\w*|nov\w*|dec\w*)\b)"
)
"""«Fermé le lundi», «fermeture en août»: closed some days is open the others."""
_ENDED: Final = re.compile(
    r"\b(?:ferme(?:e|s|es)?|fermeture|closed|clos|close|n existe plus|plus (?:en )?activite|inactif|inactive|cesse\w*|"
    r"cessation|liquid\w+|disparu\w*|supprime\w*|abandonne\w*|dissou\w+|non plus|"
    r"(?:non|pas|plus) ouverte?s?|plus en service)\b"
)
_FOR_GOOD: Final = re.compile(
    r"\b(?:definitive(?:ment)?|ferme(?:e|s|es)? depuis|n existe plus|n est plus|liquid\w+|cessation|dissou\w+)\b"
)
_COMING: Final = re.compile(
    r"\b(?:en projet|projet|a venir|bientot|prochainement|en construction|en travaux|travaux|en creation|prefiguration|"
    r"ouverture (?:prevue|prochaine|en 20\d\d)|ouvrira|en cours (?:d ouverture|de creation|de montage)|pas encore)\b"
)
_OPEN: Final = re.compile(
    r"\b(?:ouvert(?:e|s|es)?|open|actif|active|en activite|en service|en fonctionnement|operationnel(?:le)?|existant|"
    r"fonctionne|24 7)\b"
)
_HOURS: Final = re.compile(
    rf"\b\d{{1,2}}\s*(?:h|:)\s*\d{{0,2}}\b|\b{_DAYS}\b|\b(?:sur )?(?:rdv|rendez vous)\b|\btous les jours\b|\bsemaine\b"
)
_NONE: Final = frozenset({"ne sait pas", "nsp", "inconnu", "a verifier", "a confirmer"})


def state_of(text: str) -> Opening | None:
    """Read a cell that says whether a place is open: «Oui», «Fermé», «actif», «ouverture prévue en 2027».

    Parameters
    ----------
    text
        As a list writes it, in a column that is about that.

    Returns
    -------
    Opening or None
        Empty when it says that nobody knows or says nothing; `None` when it cannot be read.
    """
    words = fold(text)
    if not words or words in _NONE:
        return UNKNOWN
    if words in _YES:
        return OPEN
    if words in _NO:
        return CLOSED
    told = _told(words)
    return _ANSWERS.get(words.split()[0]) if told is None else told


def from_hours(text: str) -> Opening:
    """Read whether a place is open from its opening hours: whoever gives hours says that it opens.

    Parameters
    ----------
    text
        As a list writes them: «Lun-ven 9h-18h», «Mo-Fr 09:00-18:00», «Fermé depuis juin 2023», «fermé le lundi».

    Returns
    -------
    Opening
        Empty when nothing can be told.
    """
    words = fold(text)
    told = _told(words) if words else UNKNOWN
    if told is not None:
        return told
    return OPEN if _HOURS.search(words) or _HOURS.search(text.lower()) else UNKNOWN


def _told(words: str) -> Opening | None:
    if _FOR_GOOD.search(words):
        return CLOSED
    if _ENDED.search(_NOT_ALWAYS.sub(" ", words)):
        return CLOSED
    if _COMING.search(words):
        return PLANNED
    if _OPEN.search(words) or _NOT_ALWAYS.search(words):
        return OPEN
    return None
