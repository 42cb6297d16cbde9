"""The page «Tiers-lieux» as one frozen value that round-trips to its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from citeoscope import language
from citeoscope.atlas import Atlas
from citeoscope.language import phrase, say
from citeoscope.places.opening import CLOSED, OPEN, PLANNED, UNKNOWN, Opening
from citeoscope.view import DEFAULT
from dashboard.address import read_territory


@dataclass(frozen=True, slots=True)
class Distance:
    """How far is still near: kilometres as the crow flies, or minutes on foot or by bicycle.

    `label` is how it is offered, `said` how a sentence goes on after « à moins de ».
    """

    label: str
    said: str
    kilometres: float | None = None
    minutes: float | None = None
    mode: str = "walk"


RADII: Final = {
    "0.5": Distance("500 m", "500 m", kilometres=0.5),
    "1": Distance("1 km", "1 km", kilometres=1),
    "2": Distance("2 km", "2 km", kilometres=2),
    "5": Distance("5 km", "5 km", kilometres=5),
    "10": Distance("10 km", "10 km", kilometres=10),
    "20": Distance("20 km", "20 km", kilometres=20),
    "15-pied": Distance(phrase("15 minutes à pied"), phrase("15 minutes à pied"), minutes=15),
    "30-pied": Distance(phrase("30 minutes à pied"), phrase("30 minutes à pied"), minutes=30, mode="walk"),
    "15-velo": Distance(phrase("15 minutes à vélo"), phrase("15 minutes à vélo"), minutes=15, mode="cycle"),
    "30-velo": Distance(phrase("30 minutes à vélo"), phrase("30 minutes à vélo"), minutes=30, mode="cycle"),
}
"""Distances offered, by the word of the address."""
CANDIDATES: Final = {
    "stations": phrase("Gares et stations"),
    "communes": phrase("Communes"),
    "france_services": phrase("Espaces France services"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """A state that places can be filtered by: how it is offered, and how the places say it."""

    label: str
    state: Opening


OPENINGS: Final = {
    "ouverts": Open(phrase("Ouverts"), OPEN),
    "fermes": Open(phrase("Fermés"), CLOSED),
    "projets": Open(phrase("En projet"), PLANNED),
    "inconnus": Open(phrase("On ne sait pas"), UNKNOWN),
}
"""States offered, by the word of the address."""
MOST_SITES: Final = 20
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Seeking:
    """What is on the screen.

    Attributes
    ----------
    territoire
        Perimeter expression, the same as on the map.
    lieu
        Id of the place whose card is open, or empty.
    cherche
        Words that the name or the commune of the listed places hold.
    type, label, source
        Type of place, national label, and list it comes from; empty for all.
    ouverture
        Key of `OPENINGS`, or empty for all.
    gare
        Whether only places within 500 m of a station are listed.
    depuis
        Year since which they were checked; 0 for all.
    rayon
        Key of `RADII`: the distance of the coverage.
    sites
        How many new places to look for; 0 for none.
    candidats
        Key of `CANDIDATES`.
    """

    territoire: str = DEFAULT.territoire
    lieu: str = ""
    cherche: str = ""
    type: str = ""
    label: str = ""
    source: str = ""
    gare: bool = False
    depuis: int = 0
    rayon: str = "5"
    sites: int = 0
    candidats: str = "communes"
    ouverture: str = ""

    def params(self) -> dict[str, str]:
        """Return the URL parameters; optional ones only when they differ from the default."""
        told = {
            "lieu": self.lieu,
            "cherche": self.cherche,
            "type": self.type,
            "label": self.label,
            "source": self.source,
            "ouverture": self.ouverture,
            "gare": "oui" if self.gare else "",
            "depuis": str(self.depuis) if self.depuis else "",
            "rayon": self.rayon if self.rayon != PLAIN.rayon else "",
            "sites": str(self.sites) if self.sites else "",
            "candidats": self.candidats if self.candidats != PLAIN.candidats else "",
        }
        return {"territoire": self.territoire} | {name: text for name, text in told.items() if text} | language.params()

    @property
    def distance(self) -> Distance:
        """How far is still near."""
        return RADII[self.rayon]

    @property
    def query(self) -> str:
        """The parameters as a query string, without the question mark."""
        return urlencode(self.params(), safe=":,")


PLAIN: Final = Seeking()


def parse_seeking(params: Mapping[str, str], data: Atlas) -> tuple[Seeking, tuple[str, ...]]:
    """Read what is sought from URL parameters.

    Parameters
    ----------
    params
        From the address; any part may be absent, unknown or hostile.
    data
        What exists.

    Returns
    -------
    tuple[Seeking, tuple[str, ...]]
        With the default for each part that could not be read, and one French message per such part.
    """
    problems: list[str] = []
    territory = read_territory(params, data, PLAIN.territoire, problems)
    radius, sites = _radius(params.get("rayon", ""), problems), _sites(params.get("sites", ""), problems)
    wanted = params.get("candidats", "") or PLAIN.candidats
    if wanted not in CANDIDATES:
        problems.append(say("Candidats inconnus. Choisissez parmi : {candidates}.", candidates=", ".join(CANDIDATES)))
        wanted = PLAIN.candidats
    opening = params.get("ouverture", "")
    if opening and opening not in OPENINGS:
        problems.append(say("Ouverture inconnue. Choisissez parmi : {openings}.", openings=", ".join(OPENINGS)))
        opening = PLAIN.ouverture
    since = params.get("depuis", "")
    if since and not (since.isdecimal() and len(since) == len("2026")):
        problems.append(say("Année illisible. Écrivez-la en quatre chiffres : depuis=2024."))
        since = ""
    return Seeking(
        territoire=territory,
        lieu=params.get("lieu", "")[:_LONGEST],
        cherche=params.get("cherche", "")[:_LONGEST].strip(),
        type=params.get("type", "")[:_LONGEST],
        label=params.get("label", "")[:_LONGEST],
        source=params.get("source", "")[:_LONGEST],
        gare=params.get("gare") == "oui",
        depuis=int(since or 0),
        rayon=radius,
        sites=sites,
        candidats=wanted,
        ouverture=opening,
    ), tuple(problems)


def _radius(text: str, problems: list[str]) -> str:
    if text in RADII:
        return text
    if text:
        problems.append(say("Distance inconnue. Choisissez parmi : {radii}.", radii=", ".join(RADII)))
    return PLAIN.rayon


def _sites(text: str, problems: list[str]) -> int:
    if not text:
        return PLAIN.sites
    if not text.isdecimal() or int(text) > MOST_SITES:
        problems.append(
            say("Nombre de lieux à ouvrir impossible. Choisissez de 0 à {most_sites}.", most_sites=MOST_SITES)
        )
        return PLAIN.sites
    return int(text)
