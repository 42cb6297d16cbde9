"""The page «Portrait» as one frozen value that round-trips to its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from citeoscope import language
from citeoscope.atlas import Atlas
from citeoscope.catalogue.profile import profiles
from citeoscope.comparison.similar import CRITERIA
from citeoscope.language import phrase, say
from citeoscope.territory.levels import Level
from citeoscope.view import DEFAULT
from dashboard.address import read_territory

EVERYTHING: Final = "tout"
LIKE, NEAR = "semblables", "voisins"
PEERS: Final = {LIKE: phrase("Les plus semblables"), NEAR: phrase("Les plus proches")}
FEWEST, MOST = 3, 20
AMONG: Final = ("ept", "epci", "departement", "region", "france")


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is on the screen.

    Attributes
    ----------
    territoire
        Perimeter expression, shared by all pages.
    profil
        Id of a profile, or `tout` for every indicator by theme.
    parmi
        Level of the wider territory it is ranked in; its région, or France, when empty.
    pairs
        `semblables` or `voisins`.
    criteres
        What the most similar are found on, among `CRITERIA`.
    nombre
        How many peers.
    """

    territoire: str = DEFAULT.territoire
    profil: str = "essentiel"
    parmi: str = ""
    pairs: str = LIKE
    criteres: tuple[str, ...] = CRITERIA
    nombre: int = 8

    def params(self) -> dict[str, str]:
        """Return the URL parameters; optional ones only when they differ from the default."""
        told = {
            "profil": self.profil if self.profil != PLAIN.profil else "",
            "parmi": self.parmi,
            "pairs": self.pairs if self.pairs != PLAIN.pairs else "",
            "criteres": ",".join(self.criteres) if self.criteres != PLAIN.criteres else "",
            "nombre": str(self.nombre) if self.nombre != PLAIN.nombre else "",
        }
        return {"territoire": self.territoire} | {name: text for name, text in told.items() if text} | language.params()

    @property
    def query(self) -> str:
        """The parameters as a query string, without the question mark."""
        return urlencode(self.params(), safe=":,")


PLAIN: Final = Portrait()


def parse_portrait(params: Mapping[str, str], data: Atlas) -> tuple[Portrait, tuple[str, ...]]:
    """Read what a portrait shows from URL parameters.

    Parameters
    ----------
    params
        From the address; any part may be absent, unknown or hostile.
    data
        What exists.

    Returns
    -------
    tuple[Portrait, tuple[str, ...]]
        With the default for each part that could not be read, and one French message per such part.
    """
    problems: list[str] = []
    territory = read_territory(params, data, PLAIN.territoire, problems)

    def one_of(name: str, known: tuple[str, ...], default: str, what: str) -> str:
        text = params.get(name, "")
        if not text or text in known:
            return text or default
        problems.append(say("{what}. Choisissez parmi : {known}.", what=what, known=", ".join(known)))
        return default

    return Portrait(
        territoire=territory,
        profil=one_of("profil", (*profiles(), EVERYTHING), PLAIN.profil, say("Choix de chiffres inconnu")),
        parmi=one_of("parmi", AMONG, PLAIN.parmi, say("Niveau de comparaison inconnu")),
        pairs=one_of("pairs", tuple(PEERS), PLAIN.pairs, say("Choix de territoires inconnu")),
        criteres=_criteria(params.get("criteres", ""), problems.append),
        nombre=_count(params.get("nombre", ""), problems.append),
    ), tuple(problems)


def _criteria(text: str, complain: Callable[[str], None]) -> tuple[str, ...]:
    if not text:
        return PLAIN.criteres
    asked = text.split(",")
    if any(one not in CRITERIA for one in asked):
        complain(say("Critère inconnu. Choisissez parmi : {criteria}.", criteria=", ".join(CRITERIA)))
        return PLAIN.criteres
    return tuple(one for one in CRITERIA if one in asked)


def _count(text: str, complain: Callable[[str], None]) -> int:
    if not text:
        return PLAIN.nombre
    if not text.isdecimal() or len(text) > len(str(MOST)) or not FEWEST <= int(text) <= MOST:
        complain(say("Nombre de territoires impossible. Choisissez de {fewest} à {most}.", fewest=FEWEST, most=MOST))
        return PLAIN.nombre
    return int(text)


def wider(level: Level | None) -> tuple[Level, ...]:
    """Return the levels that a territory of a level may be ranked in."""
    if level is None or level is Level.FRANCE:
        return ()
    order = tuple(Level)
    return tuple(one for one in order[order.index(level) + 1 :] if one is not Level.EPT or level is Level.COMMUNE)
