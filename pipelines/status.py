"""Shows in one table what is stored: vintage, rows, defects, age."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from rich import box
from rich.table import Table

from citeoscope.store import Manifest

_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR


def status_table(manifests: Mapping[str, Manifest], now: datetime | None = None) -> Table:
    """Lay out the manifests of a store.

    Parameters
    ----------
    manifests
        By dataset.
    now
        The present, for the ages; the clock's unless told.

    Returns
    -------
    rich.table.Table
    """
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        caption="COG : géographie d’origine des codes. "
        "Défauts : lignes ou cellules corrigées, écartées ou à vérifier (détail dans index.json).",
    )
    for title in ("Jeu", "Millésime", "COG"):
        table.add_column(title, no_wrap=True)
    for title in ("Lues", "Gardées", "Défauts", "Âge"):
        table.add_column(title, justify="right", no_wrap=True)
    present = now or datetime.now(UTC)
    for dataset, manifest in sorted(manifests.items()):
        source, moved = manifest.source, manifest.rebase
        table.add_row(
            dataset,
            source.vintage if source else "calculé",
            str(moved.from_cog) if moved else str(source.cog_vintage or "–") if source else "–",
            number(manifest.rows_in),
            number(manifest.rows_out),
            number(sum(defect.count for defect in manifest.defects)),
            age(manifest.retrieved_at, present),
        )
    return table


def number(value: int) -> str:
    """Write a whole number with narrow no-break spaces."""
    return f"{value:,}".replace(",", "\u202f")


def age(moment: str, now: datetime) -> str:
    """Say how long ago an ISO 8601 moment was."""
    seconds = (now - datetime.fromisoformat(moment)).total_seconds()
    if seconds < _HOUR:
        return f"{max(0, round(seconds / 60))} min"
    return f"{round(seconds / _HOUR)} h" if seconds < _DAY else f"{round(seconds / _DAY)} j"
