"""The levels a territory can have, from the commune up."""

from enum import StrEnum


class Level(StrEnum):
    """A level of territory; its value is the word used in expressions, URLs and columns."""

    COMMUNE = "commune"
    EPT = "ept"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    FRANCE = "france"

    @property
    def label(self) -> str:
        """French name in the singular, as shown on screen."""
        return _LABELS[self][0]

    @property
    def plural(self) -> str:
        """French name in the plural, as shown on screen."""
        return _LABELS[self][1]

    @property
    def noun(self) -> str:
        """French name inside a sentence, in the singular."""
        return _NOUNS[self][0]

    @property
    def nouns(self) -> str:
        """French name inside a sentence, in the plural."""
        return _NOUNS[self][1]


_NOUNS = {
    Level.COMMUNE: ("commune", "communes"),
    Level.EPT: ("EPT", "EPT"),
    Level.EPCI: ("intercommunalité", "intercommunalités"),
    Level.DEPARTEMENT: ("département", "départements"),
    Level.REGION: ("région", "régions"),
    Level.FRANCE: ("pays", "pays"),
}

_LABELS = {
    Level.COMMUNE: ("Commune", "Communes"),
    Level.EPT: ("EPT (Grand Paris)", "EPT (Grand Paris)"),
    Level.EPCI: ("Intercommunalité (EPCI)", "Intercommunalités (EPCI)"),
    Level.DEPARTEMENT: ("Département", "Départements"),
    Level.REGION: ("Région", "Régions"),
    Level.FRANCE: ("France", "France"),
}
