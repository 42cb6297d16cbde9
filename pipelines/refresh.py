"""The `refresh` command: which sources, from where, and what to tell the user."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from citeoscope.catalogue.source import Source
from citeoscope.store import Index, read_index
from pipelines.build import Build
from pipelines.door import Door
from pipelines.fetch import decide, digest_of, raw_files
from pipelines.golden import Figure
from pipelines.outcome import Outcome, Written
from pipelines.scope import FRANCE
from pipelines.status import defects, number


class Roots(NamedTuple):
    """The two places where data is: refreshed, and embedded."""

    store: Path
    snapshot: Path


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked of one refresh."""

    wanted: tuple[str, ...] = ()
    mirror: Path | None = None
    territory: str = FRANCE
    jobs: int = 4
    accept: bool = False


class Chosen(NamedTuple):
    """The sources a refresh takes, and why it leaves the others alone."""

    ids: tuple[str, ...]
    left: tuple[str, ...]


def choose(order: Order, sources: Mapping[str, Source], current: Index | None) -> Chosen:
    """Choose the sources of a refresh. Pure.

    A copy of published files never replaces what a live service gave, unless the source is named: it gives way.

    Parameters
    ----------
    order
        What the user asked.
    sources
        All declared sources.
    current
        What the store holds.

    Returns
    -------
    Chosen
    """
    if order.wanted:
        return Chosen(tuple(dict.fromkeys(order.wanted)), ())
    if order.mirror is None:
        offline = [one.id for one in sources.values() if one.live is None]
        left = [f"Sans service en ligne déclaré, inchangées : {', '.join(offline)}."] if offline else []
        return Chosen(tuple(one.id for one in sources.values() if one.live is not None), tuple(left))
    held = current.datasets if current else {}
    live = [one.id for one in sources.values() if one.id in held and held[one.id].origin == "network"]
    alone = [one.id for one in sources.values() if one.mirror is None and one.id not in live]
    left = []
    if live:
        left.append(f"Venues du service en ligne, gardées : {', '.join(live)}. Nommez-les pour les remplacer.")
    if alone:
        left.append(f"Sans fichier publié (service en ligne seulement) : {', '.join(alone)}.")
    return Chosen(tuple(one for one in sources if one not in {*live, *alone}), tuple(left))


def refresh(
    order: Order,
    sources: Mapping[str, Source],
    roots: Roots,
    golden: tuple[Figure, ...],
    console: Console,
) -> Outcome:
    """Run a refresh, showing its progress, and say what came of it.

    Parameters
    ----------
    order
        What the user asked.
    sources
        All declared sources.
    roots
        The store that is written, and the embedded data read where it has nothing.
    golden
        Published figures to compare with.
    console
        Where progress and the summary go.

    Returns
    -------
    Outcome
    """
    started = perf_counter()
    chosen = choose(order, sources, read_index(roots.store))
    build = Build(
        sources,
        order.mirror,
        roots.store,
        fallback=(roots.snapshot,),
        territory=order.territory,
        door=Door(),
        jobs=order.jobs,
        golden=golden,
        accept=order.accept,
    )
    columns = (TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Préparation", total=2 * len(chosen.ids))

        def announce(dataset: str) -> None:
            progress.update(task, description=dataset, completed=len(build.fetched) + len(build.manifests))

        outcome = build.run(chosen.ids, announce)
    for remark in (*chosen.left, *outcome.remarks):
        console.print(remark, soft_wrap=True, markup=False)
    changed = [one for one in outcome.written.values() if one.changed]
    if changed:
        console.print(changes(changed))
    console.print(
        f"Jeux de données écrits dans {roots.store} : {number(len(outcome.written))}, changements : "
        f"{number(len(changed))}, en {perf_counter() - started:.0f} s.",
        soft_wrap=True,
        markup=False,
    )
    return outcome


def changes(written: Sequence[Written]) -> Table:
    """Lay out what changed: rows before and after, defects, vintage."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for title in ("Jeu", "Millésime", "Lignes avant", "Lignes", "Défauts"):
        table.add_column(title, justify="left" if title in {"Jeu", "Millésime"} else "right", no_wrap=True)
    for now, before in written:
        table.add_row(
            now.dataset,
            now.source.vintage if now.source else "–",
            number(before.rows_out) if before else "–",
            number(now.rows_out),
            number(defects(now)),
        )
    return table


def plan(order: Order, sources: Mapping[str, Source], root: Path) -> Table:
    """Say what a refresh would do, without asking any service nor writing anything.

    Parameters
    ----------
    order
        What the user asked.
    sources
        All declared sources.
    root
        Root of the store.

    Returns
    -------
    rich.table.Table
    """
    chosen = choose(order, sources, read_index(root))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), caption=" ".join(chosen.left) or None)
    for title in ("Jeu", "D’où", "Ce qui serait fait"):
        table.add_column(title, overflow="fold")
    for source_id in chosen.ids:
        table.add_row(source_id, *_step(sources[source_id], order, root))
    return table


def _step(source: Source, order: Order, root: Path) -> tuple[str, str]:
    if order.mirror is None:
        if source.live is None:
            return "–", "échec : aucun service en ligne déclaré"
        part = "" if order.territory == FRANCE or not source.live.by_territory else f", pour {order.territory}"
        return source.live.base, f"demande au service « {source.live.service} »{part}"
    folder = order.mirror / (source.mirror or source.id)
    offered = {path.name: digest_of(path) for pattern in source.files for path in sorted(folder.glob(pattern))}
    if not offered:
        return folder.name, "échec : fichier introuvable"
    moves = decide(offered, {path.name: digest_of(path) for path in raw_files(root, source.id)})
    return folder.name, f"fichiers à copier : {len(moves.copy)}, déjà là : {len(moves.keep)}"
