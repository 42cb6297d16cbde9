"""How a sentence speaks of an indicator: «le taux de pauvreté», «la part des maisons», «3 boulangeries». Pure.

Read from the label, so that an indicator added tomorrow has its sentence too.
"""

import re
from dataclasses import dataclass
from typing import Final

from citeoscope.numbers import NO_BREAK
from citeoscope.territory.articles import APOSTROPHE, elides

_FEMININE: Final = frozenset(
    {
        "consommation",
        "densité",
        "distance",
        "dépense",
        "durée",
        "émission",
        "évolution",
        "électricité",
        "intensité",
        "médiane",
        "moyenne",
        "part",
        "population",
        "production",
        "proportion",
        "recette",
        "superficie",
        "surface",
        "valeur",
        "variation",
    }
)
_MASCULINE: Final = frozenset(
    {
        "accès",
        "âge",
        "coefficient",
        "écart",
        "effectif",
        "gaz",
        "indice",
        "montant",
        "niveau",
        "nombre",
        "parc",
        "pourcentage",
        "prix",
        "rapport",
        "ratio",
        "revenu",
        "salaire",
        "score",
        "solde",
        "taux",
        "temps",
        "total",
    }
)
_MEASURES: Final = _FEMININE | _MASCULINE
_OF_THE_PLACE: Final = frozenset({"âge", "densité", "écart", "évolution", "population", "revenu", "superficie", "taux"})
"""Said «le revenu de Nanterre»; the others «à Nanterre, la part de…», or the place would seem to own the last noun."""

_PARENTHESIS: Final = re.compile(r"\s*\([^)]*\)")
_STOP: Final = re.compile(r"^(?:[dl]’.*|à|au|aux|avant|avec|dans|de|depuis|des|du|en|hors|par|parmi|pour|sans|sur)$")
_AGREEING: Final = re.compile(r"(?:é|i|u)e?s$")
_MUTE_H: Final = ("habita", "héberge", "heure", "homme", "hôpit", "hôtel")
_INVARIABLE: Final = frozenset({"décès", "accès", "prix", "repas", "temps", "ans", "plus", "moins"})
_SINGULARS: Final = {"tiers-lieux": "tiers-lieu", "travaux": "travail", "lieux": "lieu", "jeux": "jeu"}
_YEARS: Final = re.compile(r"^(\d{4})(?:[-–](\d{4}))?$")


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator as the subject of a sentence.

    Attributes
    ----------
    text
        With its article: `le revenu médian`.
    ending
        What a participle takes to agree with it: nothing, `e`, `s` or `es`.
    of_the_place
        Whether it is said of the place (`le revenu médian de Nanterre`) rather than in it (`à Nanterre, la part…`).
    """

    text: str
    ending: str = ""
    of_the_place: bool = False

    @property
    def plural(self) -> bool:
        """Whether a verb agrees in the plural."""
        return self.ending.endswith("s")


def subject(label: str) -> Subject:
    """Turn a label into the subject of a sentence.

    Parameters
    ----------
    label
        Of an indicator: `Revenu médian (niveau de vie)`, `Naissances`, `Part des maisons`.

    Returns
    -------
    Subject
        Things counted become their number; a first noun that is not known is quoted whole.
    """
    text = plain(label)
    head = _head(text)
    if is_counted(label):
        return Subject(f"le nombre {'d’' if begins_mute(text) else 'de '}{text}")
    if head not in _MEASURES:
        noun = _one(head)
        if noun not in _MEASURES:
            return Subject(f"l’indicateur «{NO_BREAK}{label}{NO_BREAK}»")
        return Subject(f"les {text}", "es" if noun in _FEMININE else "s")
    feminine = head in _FEMININE
    article = "l’" if elides(head) else "la " if feminine else "le "
    return Subject(article + text, "e" if feminine else "", head in _OF_THE_PLACE and " depuis " not in text)


def is_counted(label: str) -> bool:
    """Say whether a label names things in the plural that a sentence counts, and not a measure."""
    head = _head(plain(label))
    return head not in _MEASURES and _one(head) not in _MEASURES and head.endswith(("s", "x"))


def begins_mute(noun: str) -> bool:
    """Say whether *de* elides before a noun of a label."""
    return elides(noun) or noun.startswith(_MUTE_H)


def plain(label: str) -> str:
    """Return a label as written inside a sentence: without its parentheses, nor its capital unless it is an acronym."""
    text = _PARENTHESIS.sub("", label).replace("'", APOSTROPHE)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def singular(plural: str) -> str | None:
    """Put a plural label in the singular: `gares et stations de…` gives `gare ou station de…`.

    Parameters
    ----------
    plural
        As `plain` returns it.

    Returns
    -------
    str | None
        Words after the first preposition or proper name are left as they are; `None` when one of them may agree with
        the noun (`démarches d’engagement portées par…`), which cannot be told.
    """
    words = plural.split(" ")
    stop = next((i for i, word in enumerate(words) if _STOP.match(word) or (i and word[:1].isupper())), len(words))
    if any(_AGREEING.search(word) and word not in _INVARIABLE and not _STOP.match(word) for word in words[stop:]):
        return None
    first = ["ou" if word == "et" else _one(word) for word in words[:stop]]
    return " ".join([*first, *("son" if word == "leur" else word for word in words[stop:])])


def _head(text: str) -> str:
    return text.split(" ", maxsplit=1)[0].casefold()


def _one(word: str) -> str:
    if word in _INVARIABLE:
        return word
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word.endswith("eaux"):
        return word.removesuffix("x")
    if word.endswith("aux"):
        return word.removesuffix("aux") + "al"
    return word.removesuffix("s")


def when(vintage: str, label: str) -> str:
    """Say the year of a figure: ` en 2023`, ` entre 2015 et 2021`; nothing when the label says it already."""
    years = _YEARS.match(vintage)
    if years is None:
        return f" ({vintage})"
    first, last = years.groups()
    if first in label and (last is None or last in label):
        return ""
    return f" en {first}" if last is None else f" entre {first} et {last}"
