"""The levels a territory can have, from the commune up."""

from enum import StrEnum

from citeoscope.language import phrase, say


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
        return say(_LABELS[self][0])

    @property
    def plural(self) -> str:
        """French name in the plural, as shown on screen."""
        return say(_LABELS[self][1])

    @property
    def noun(self) -> str:
        """French name inside a sentence, in the singular."""
        return say(_NOUNS[self][0])

    @property
    def nouns(self) -> str:
        """French name inside a sentence, in the plural."""
        return say(_NOUNS[self][1])


_NOUNS = {
    Level.COMMUNE: (phrase("commune"), phrase("communes")),
    Level.EPT: (phrase("EPT"), phrase("EPT")),
    Level.EPCI: (phrase("intercommunalité"), phrase("intercommunalités")),
    Level.DEPARTEMENT: (phrase("département"), phrase("départements")),
    Level.REGION: (phrase("région"), phrase("régions")),
    Level.FRANCE: (phrase("pays"), phrase("pays")),
}

_LABELS = {
    Level.COMMUNE: (phrase("Commune"), phrase("Communes")),
    Level.EPT: (phrase("EPT (Grand Paris)"), phrase("EPT (Grand Paris)")),
    Level.EPCI: (phrase("Intercommunalité (EPCI)"), phrase("Intercommunalités (EPCI)")),
    Level.DEPARTEMENT: (phrase("Département"), phrase("Départements")),
    Level.REGION: (phrase("Région"), phrase("Régions")),
    Level.FRANCE: (phrase("France"), phrase("France")),
}
