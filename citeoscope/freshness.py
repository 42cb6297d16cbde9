"""Whether a dataset is as recent as its publisher allows, and what to do next. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from citeoscope.catalogue.source import Source
from citeoscope.language import phrase, say
from citeoscope.numbers import french_date
from citeoscope.store import Manifest, Stale, Store


class State(StrEnum):
    """The badge of a dataset; its value is the French word shown."""

    CURRENT = phrase("à jour")
    DUE = phrase("à rafraîchir")
    FAILED = phrase("en défaut")
    DERIVED = phrase("calculé")

    @property
    def label(self) -> str:
        """The badge as shown."""
        return say(self.value)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How recent a dataset is.

    Attributes
    ----------
    state
        Its badge.
    reason
        Why, in one French sentence, with the date.
    action
        What to do next, in one French sentence.
    """

    state: State
    reason: str
    action: str


# The publisher's period and a margin: a yearly file is not late on the first of January.
ALLOWED: Final[dict[str, timedelta | None]] = {
    "quotidien": timedelta(days=2),
    "hebdomadaire": timedelta(days=10),
    "mensuel": timedelta(days=40),
    "annuel": timedelta(days=400),
    "irrégulier": None,
}

PUBLISHED: Final = {
    "quotidien": phrase("le producteur publie chaque jour"),
    "hebdomadaire": phrase("le producteur publie chaque semaine"),
    "mensuel": phrase("le producteur publie chaque mois"),
    "annuel": phrase("le producteur publie chaque année"),
    "irrégulier": phrase("le producteur n’annonce pas de rythme"),
}


def freshness(manifest: Manifest, stale: Stale | None, now: datetime) -> Freshness:
    """Say how recent a dataset is.

    Parameters
    ----------
    manifest
        Of the dataset.
    stale
        Why its last refresh failed, `None` when it did not; see `staleness`.
    now
        The present, with its time zone.

    Returns
    -------
    Freshness
    """
    day = french_date(manifest.retrieved_at[:10])
    again = say("Relancez « python -m pipelines refresh {dataset} ».", dataset=manifest.dataset)
    if stale is not None:
        since = french_date(stale.since[:10])
        reason = say(
            "Dernier rafraîchissement en échec le {since} : {reason}", since=since, reason=sentence(stale.reason)
        )
        if manifest.source is None:
            again = say(
                "Relancez « python -m pipelines refresh {derived_from} ».", derived_from=" ".join(manifest.derived_from)
            )
        if "relancez" in stale.reason.lower():  # the reason came with its own remedy
            again = ""
        return Freshness(
            State.FAILED, reason, say("{again} En attendant, la version du {day} sert.", again=again, day=day).lstrip()
        )
    source = manifest.source
    if source is None:
        made_of = ", ".join(manifest.derived_from)
        return Freshness(
            State.DERIVED,
            say("Calculé le {day} à partir de : {made_of}.", day=day, made_of=made_of),
            say("Rien à faire : il se recalcule quand une de ses sources est rafraîchie."),
        )
    known = say("Récupéré le {day} ; {published}.", day=day, published=say(PUBLISHED[source.rhythm]))
    newer = source.live.vintage if manifest.origin == "mirror" and source.live is not None else None
    if newer is not None and newer != source.vintage:
        reason = say(
            "Fichier publié du millésime {vintage} ; le service en ligne donne : {newer}.",
            vintage=say(source.vintage),
            newer=say(newer),
        )
        return Freshness(State.DUE, reason, again)
    due = _due(source, manifest.retrieved_at)
    if due is None:
        return Freshness(State.CURRENT, known, say("Rien à faire, sauf si le producteur annonce une nouvelle version."))
    if now > due:
        return Freshness(State.DUE, known, again)
    return Freshness(State.CURRENT, known, say("Rien à faire avant le {day}.", day=french_date(due.date().isoformat())))


def _due(source: Source, retrieved_at: str) -> datetime | None:
    allowed = ALLOWED[source.rhythm]
    return None if allowed is None else datetime.fromisoformat(retrieved_at) + allowed


def sentence(text: str) -> str:
    """Return a text that ends like a sentence: reasons come from many places, with a full stop or without."""
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."


def staleness(store: Store, dataset: str) -> Stale | None:
    """Return why the last refresh of a dataset, or of one it is computed from, failed; `None` when none did.

    Parameters
    ----------
    store
        Where the datasets are read.
    dataset
        Dataset id.

    Returns
    -------
    Stale | None

    Raises
    ------
    UnknownDatasetError
        No root holds the dataset.
    """
    if own := store.stale(dataset):
        return own
    for parent in store.manifest(dataset).derived_from:
        inherited = staleness(store, parent) if parent in store.datasets else store.stale(parent)
        if inherited is not None:
            return Stale(
                since=inherited.since,
                reason=say("source « {parent} », {reason}", parent=parent, reason=inherited.reason),
            )
    return None
