"""Shows what is stored: vintage, freshness against the publisher's rhythm, defects, what to do next."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from rich import box
from rich.table import Table
from rich.text import Text

from citeoscope.freshness import Freshness, State, freshness, staleness
from citeoscope.store import Manifest, Store
from pipelines.discover import Found

CARRIERS: Final = {"mirror": "fichier", "network": "service", "derived": "calculé"}


def status(store: Store, now: datetime | None = None) -> list[tuple[Manifest, Freshness]]:
    """Say how each dataset of a store is.

    Parameters
    ----------
    store
        Where the datasets are read.
    now
        The present; the clock's unless told.

    Returns
    -------
    list[tuple[Manifest, Freshness]]
        In the order of the ids.
    """
    present = now or datetime.now(UTC)
    found = []
    for dataset in store.datasets:
        manifest = store.manifest(dataset)
        found.append((manifest, freshness(manifest, staleness(store, dataset), present)))
    return found


def status_table(found: list[tuple[Manifest, Freshness]]) -> Table:
    """Lay out the state of the datasets for a terminal."""
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        caption="D’où : fichier publié, service en ligne, ou calculé à partir des autres jeux. Défauts : lignes ou "
        "cellules corrigées, écartées ou à vérifier ; la page « Données » les montre une à une.",
    )
    for title in ("Jeu", "Millésime", "D’où"):
        table.add_column(title, no_wrap=True)
    for title in ("Lignes", "Défauts"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("État", no_wrap=True)
    for manifest, state in found:
        table.add_row(
            manifest.dataset,
            manifest.source.vintage if manifest.source else "–",
            CARRIERS[manifest.origin],
            number(manifest.rows_out),
            number(defects(manifest)),
            str(state.state),
        )
    return table


def found_table(found: Sequence[Found]) -> Table:
    """Lay out the datasets found in a portal's catalogue."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for title in ("Identifiant", "Titre", "Licence", "Lignes", "Modifié le"):
        table.add_column(title, overflow="fold")
    for one in found:
        rows = "–" if one.records is None else number(one.records)
        table.add_row(one.id, Text(one.title), Text(one.licence or "–"), rows, (one.modified or "–")[:10])
    return table


def actions(found: list[tuple[Manifest, Freshness]]) -> list[str]:
    """Say what to do, dataset by dataset, where something is to be done."""
    return [
        f"{manifest.dataset} : {state.reason} {state.action}"
        for manifest, state in found
        if state.state in {State.DUE, State.FAILED}
    ]


def never_read(store: Store, sources: Iterable[str]) -> str | None:
    """Say which sources are declared and have no data yet; `None` when all have some."""
    missing = sorted(set(sources) - set(store.datasets))
    if not missing:
        return None
    return f"Pas encore récupérés : {', '.join(missing)}. Lancez « python -m pipelines refresh » suivi de leurs noms."


def status_rows(found: list[tuple[Manifest, Freshness]]) -> list[dict[str, object]]:
    """Return the state of the datasets for a program, as `status --json` prints it."""
    return [
        {
            "dataset": manifest.dataset,
            "title": manifest.title,
            "publisher": manifest.source.publisher if manifest.source else None,
            "vintage": manifest.source.vintage if manifest.source else None,
            "cog_vintage": manifest.source.cog_vintage if manifest.source else None,
            "rhythm": manifest.source.rhythm if manifest.source else None,
            "origin": manifest.origin,
            "territory": manifest.territory,
            "retrieved_at": manifest.retrieved_at,
            "rows_in": manifest.rows_in,
            "rows_out": manifest.rows_out,
            "defects": defects(manifest),
            "state": str(state.state),
            "reason": state.reason,
            "action": state.action,
        }
        for manifest, state in found
    ]


def defects(manifest: Manifest) -> int:
    """Return how many defects were found in a dataset."""
    return sum(defect.count for defect in manifest.defects)


def number(value: int) -> str:
    """Write a whole number with narrow no-break spaces."""
    return f"{value:,}".replace(",", "\u202f")
