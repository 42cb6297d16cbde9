"""What of a name, an address or a web address tells one place from another. Pure."""

import re
import unicodedata
from typing import Final

from citeoscope.territory.geography import SPELLED_OUT, fold

LONGEST: Final = 200
"""Letters that are read of a text: a name of a million letters must not stop the others from being compared."""
SAY_NOTHING: Final = frozenset(
    [
        "a",
        "ar",
        "asbl",
        "asso",
        "association",
        "au",
        "aux",
        "bureau",
        "bureaux",
        "by",
        "co",
        "collectif",
        "communaute",
        "commune",
        "communes",
        "consortium",
        "cooperative",
        "cowork",
        "coworker",
        "coworkers",
        "coworkin",
        "coworking",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "entreprise",
        "entreprises",
        "espace",
        "espaces",
        "et",
        "fab",
        "fablab",
        "fablabs",
        "groupement",
        "hub",
        "in",
        "l",
        "la",
        "le",
        "les",
        "lieu",
        "lieux",
        "mairie",
        "manufacture",
        "of",
        "partage",
        "partages",
        "partagee",
        "partagees",
        "pour",
        "projet",
        "proximite",
        "s",
        "sarl",
        "sas",
        "sasu",
        "sci",
        "scic",
        "scop",
        "scoparl",
        "societe",
        "sur",
        "telecentre",
        "the",
        "tiers",
        "tierslieu",
        "tierslieux",
        "travail",
        "un",
        "une",
        "work",
        "working",
        "workspace",
    ]
)
"""Words that a place shares with every other: articles, legal forms, what a tiers-lieu is called."""
_WAYS: Final = frozenset(
    [
        "allee",
        "allees",
        "avenue",
        "boulevard",
        "chemin",
        "cours",
        "impasse",
        "passage",
        "place",
        "quai",
        "route",
        "rue",
        "square",
    ]
)
_SHORT: Final = {
    "all": "allee",
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "bvd": "boulevard",
    "ch": "chemin",
    "imp": "impasse",
    "pl": "place",
    "rte": "route",
    **SPELLED_OUT,
}
_NUMBER: Final = re.compile(r"\b(\d{1,4}) ?(bis|ter|quater|[a-e])?\b(?! ?\d)(.*)")
_POSTAL: Final = re.compile(r"\b\d{5}\b.*")
_WEB: Final = re.compile(r"^(?:https?://)?(?:www\d?\.)?([^\s/?#:]+\.[^\s/?#:.]{2,})(?::\d+)?([^\s?#]*)", re.IGNORECASE)
_SHARED: Final = frozenset(
    [
        "facebook.com",
        "fr-fr.facebook.com",
        "m.facebook.com",
        "google.com",
        "sites.google.com",
        "instagram.com",
        "linkedin.com",
        "twitter.com",
        "x.com",
        "youtube.com",
    ]
)
_DIGITS: Final = re.compile(r"\d{14}")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: no accent, no case, no mark that is not seen."""
    seen = "".join(letter for letter in text[: 4 * LONGEST] if unicodedata.category(letter) != "Cf")
    return fold(seen)[:LONGEST].split()


def telling(name: str, commune: str) -> str:
    """Return the words of a name that tell the place from another of its commune.

    Parameters
    ----------
    name
        As a list writes it.
    commune
        Name of its commune: that a place of Agen says «Agen» tells nothing.

    Returns
    -------
    str
        Folded words; empty when the name says nothing («Espace de coworking», «»).
    """
    words = [word for word in words_of(name) if word not in SAY_NOTHING]
    home = set(words_of(commune))
    return " ".join([word for word in words if word not in home])


def address_key(address: str, commune: str) -> str:
    """Return a house number and its street, or an empty text when the address has not both.

    Two ways to write one address («24 rue Bastion St Nicolas», «24 Rue du Bastion Saint-Nicolas») have one key.
    """
    words = [_SHORT.get(word, word) for word in words_of(address)]
    found = _NUMBER.search(_POSTAL.sub("", " ".join(words)))
    if found is None:
        return ""
    number, again, street = found.groups()
    home = set(words_of(commune))
    # The street named after the commune itself («rue de Paris» in Paris) keeps its name: there is no other word.
    kept = [word for word in street.split() if word not in _WAYS and word not in SAY_NOTHING]
    own = "".join(word for word in kept if word not in home) or "".join(kept)
    return f"{number}{again or ''} {own}" if own else ""


def site_key(address: str) -> str:
    """Return the host and path of a web address, or an empty text when it does not lead to one place's own pages."""
    found = _WEB.match(address.strip()[: 4 * LONGEST])
    if found is None:
        return ""
    host, path = found.group(1).casefold(), found.group(2).rstrip("/").casefold()
    return "" if host in _SHARED and not path else host + path


def siret_key(pivot: str) -> str:
    """Return the 14 digits of a SIRET, or an empty text: an RNA or a SIREN does not name a place."""
    digits = "".join(pivot.split())
    return digits if _DIGITS.fullmatch(digits) else ""
