"""The page «Données» as one frozen value that round-trips to its address, and the datasets that it lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from citeoscope import language
from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.freshness import Freshness, State, freshness, staleness
from citeoscope.language import phrase, say
from citeoscope.lineage import licence_of, manifests, publisher_of, vintage_of
from citeoscope.store import Manifest
from citeoscope.territory.geography import fold
from citeoscope.view import DEFAULT
from dashboard.address import read_territory

KINDS: Final = {"table": phrase("Chiffres"), "points": phrase("Lieux"), "outlines": phrase("Contours")}
STATES: Final = {
    "a-jour": State.CURRENT,
    "a-rafraichir": State.DUE,
    "en-defaut": State.FAILED,
    "calcule": State.DERIVED,
}
LONGEST_SEARCH: Final = 80


@dataclass(frozen=True, slots=True)
class Listing:
    """What is on the screen.

    Attributes
    ----------
    territoire
        Perimeter expression, the same as on the map.
    jeu
        Dataset that is open, or empty.
    cherche
        Words that the listed datasets hold.
    etat
        Key of `STATES` that they have, or empty for all.
    nature
        Key of `KINDS` that they are, or empty for all.
    """

    territoire: str = DEFAULT.territoire
    jeu: str = ""
    cherche: str = ""
    etat: str = ""
    nature: str = ""

    def params(self) -> dict[str, str]:
        """Return the URL parameters; optional ones only when they are set."""
        others = {"jeu": self.jeu, "cherche": self.cherche, "etat": self.etat, "nature": self.nature}
        return (
            {"territoire": self.territoire} | {name: text for name, text in others.items() if text} | language.params()
        )

    @property
    def query(self) -> str:
        """The parameters as a query string, without the question mark."""
        return urlencode(self.params(), safe=":,")


def parse_listing(params: Mapping[str, str], data: Atlas) -> tuple[Listing, tuple[str, ...]]:
    """Read a listing from URL parameters.

    Parameters
    ----------
    params
        From the address; any part may be absent, unknown or hostile.
    data
        What exists.

    Returns
    -------
    tuple[Listing, tuple[str, ...]]
        The listing, default for each part that could not be read, and one French message per such part.
    """
    problems: list[str] = []
    territory, dataset = read_territory(params, data, DEFAULT.territoire, problems), params.get("jeu", "")
    if dataset:
        try:
            data.store.manifest(dataset)
        except CiteoscopeError as error:
            problems.append(str(error))
            dataset = ""
    return Listing(
        territoire=territory,
        jeu=dataset,
        cherche=params.get("cherche", "")[:LONGEST_SEARCH].strip(),
        etat=_among(params, "etat", STATES, say("État inconnu"), problems),
        nature=_among(params, "nature", KINDS, say("Nature inconnue"), problems),
    ), tuple(problems)


def _among(params: Mapping[str, str], name: str, known: Mapping[str, object], wrong: str, problems: list[str]) -> str:
    text = params.get(name, "")
    if not text or text in known:
        return text
    quoted = text if len(text) <= LONGEST_SEARCH else f"{text[:LONGEST_SEARCH]}…"
    problems.append(
        say(
            "{wrong} : « {quoted} ». Choisissez parmi : {known}. Tous les jeux sont montrés.",
            wrong=wrong,
            quoted=quoted,
            known=", ".join(known),
        )
    )
    return ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dataset in the list."""

    manifest: Manifest
    publisher: str
    vintage: str
    licence: str
    licence_url: str
    freshness: Freshness

    @property
    def defects(self) -> int:
        """Number of rows or cells found wrong."""
        return sum(defect.count for defect in self.manifest.defects)

    @property
    def searched(self) -> str:
        """What a search looks into, folded."""
        about = self.manifest.source.description if self.manifest.source else ""
        return fold(f"{self.manifest.title} {self.manifest.dataset} {self.publisher} {self.vintage} {about}")


def entries(data: Atlas, now: datetime) -> list[Entry]:
    """Return every dataset, by title."""
    listed = [entry(data, dataset, now) for dataset in data.store.datasets]
    return sorted(listed, key=lambda one: fold(one.manifest.title))


def entry(data: Atlas, dataset: str, now: datetime) -> Entry:
    """Return one dataset as it is listed."""
    known = manifests(data.store)
    licence = licence_of(known, dataset)
    return Entry(
        manifest=known[dataset],
        publisher=publisher_of(known, dataset),
        vintage=vintage_of(known, dataset),
        licence=licence.name,
        licence_url=licence.url,
        freshness=freshness(known[dataset], staleness(data.store, dataset), now),
    )


def chosen(listed: list[Entry], listing: Listing) -> list[Entry]:
    """Keep the datasets that hold every word searched, and are of the state and nature asked for."""
    words = fold(listing.cherche).split()
    return [
        one
        for one in listed
        if all(word in one.searched for word in words)
        and (not listing.etat or one.freshness.state is STATES[listing.etat])
        and (not listing.nature or one.manifest.kind == listing.nature)
    ]
