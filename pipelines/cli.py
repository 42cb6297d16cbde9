"""The command line: `refresh`, `status`, `snapshot`. Exit code 0 all is well, 1 a source failed, 2 bad usage."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from citeoscope.errors import CiteoscopeError
from citeoscope.settings import settings
from citeoscope.store import read_index
from pipelines.build import Build
from pipelines.declare import load_sources
from pipelines.snapshot import write_snapshot
from pipelines.status import number, status_table

OK, FAILED, USAGE = 0, 1, 2


class Roots(NamedTuple):
    """The two places where data is: refreshed, and embedded."""

    store: Path
    snapshot: Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        Words of the command line, those of the process unless given.

    Returns
    -------
    int
        The exit code.
    """
    options = _parser().parse_args(arguments)
    console = Console(file=sys.stdout, highlight=False)
    try:
        if options.command == "refresh":
            return refresh(options.source, options.mirror, Roots(options.store, options.snapshot), console)
        if options.command == "snapshot":
            return _snapshot(options.store, options.snapshot, console)
        return _status(options.store, options.snapshot, console)
    except CiteoscopeError as error:
        _complain(str(error))
        return FAILED


def refresh(wanted: Sequence[str], mirror: Path | None, roots: Roots, console: Console) -> int:
    """Refresh sources from a folder of published files.

    Parameters
    ----------
    wanted
        Ids of sources; all of them when empty.
    mirror
        The folder, `None` when it was not given.
    roots
        The store that is written, and the embedded data read where it has nothing.
    console
        Where progress and the summary go.

    Returns
    -------
    int
        The exit code.
    """
    sources = load_sources()
    unknown = [source_id for source_id in wanted if source_id not in sources]
    if unknown:
        _complain(f"Source inconnue : {', '.join(unknown)}. Sources connues : {', '.join(sources)}.")
        return USAGE
    if mirror is None:
        _complain(
            "Indiquez le dossier des fichiers publiés : « python -m pipelines refresh --mirror DOSSIER ». "
            "Le téléchargement depuis les services en ligne viendra plus tard."
        )
        return USAGE
    if not mirror.is_dir():
        _complain(
            f"Dossier introuvable : {mirror}. Donnez à --mirror le dossier qui contient un sous-dossier par source."
        )
        return USAGE
    started = perf_counter()
    build = Build(sources, mirror, roots.store, fallback=(roots.snapshot,))
    ids = list(dict.fromkeys(wanted)) or list(sources)
    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Préparation", total=len(ids))

        def announce(dataset: str) -> None:
            done = sum(source_id in build.fetched for source_id in ids)
            progress.update(task, description=dataset, completed=done)

        outcome = build.run(ids, announce)
    for error in outcome.failures.values():
        _complain(str(error))
    count = len(outcome.written)
    console.print(
        f"Jeux de données écrits dans {roots.store} : {number(count)}, en {perf_counter() - started:.0f} s.",
        soft_wrap=True,
    )
    if outcome.failures:
        _complain(f"En échec : {', '.join(outcome.failures)}. Leur dernière version valable reste en place.")
        return FAILED
    return OK


def _snapshot(store: Path, snapshot: Path, console: Console) -> int:
    index = write_snapshot(store, snapshot)
    size = sum((snapshot / manifest.file).stat().st_size for manifest in index.datasets.values())
    console.print(f"{len(index.datasets)} jeux de données dans {snapshot} ({round(size / 1e6)} Mo).", soft_wrap=True)
    return OK


def _status(store: Path, snapshot: Path, console: Console) -> int:
    stored, embedded = read_index(store), read_index(snapshot)
    if stored is None and embedded is None:
        _complain(
            f"Aucune donnée dans {store} ni dans {snapshot}. Lancez « python -m pipelines refresh --mirror DOSSIER »."
        )
        return FAILED
    shown = (embedded.datasets if embedded else {}) | (stored.datasets if stored else {})
    console.print(status_table(shown))
    only = [] if stored is None or embedded is None else sorted(embedded.datasets.keys() - stored.datasets.keys())
    if stored is None:
        console.print(f"Données embarquées ({snapshot}) ; rien de plus récent dans {store}.", soft_wrap=True)
    elif only:
        console.print(f"Lus dans les données embarquées : {', '.join(only)}.", soft_wrap=True)
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipelines", description="Fait entrer les données publiées dans Citéoscope."
    )
    parser.add_argument(
        "--store", type=Path, default=settings().store, help="dossier des données rafraîchies (défaut : %(default)s)"
    )
    parser.add_argument(
        "--snapshot",
        type=Path,
        default=settings().snapshot,
        help="dossier des données embarquées (défaut : %(default)s)",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("refresh", help="lit les sources et met à jour les données")
    command.add_argument("source", nargs="*", metavar="ID", help="sources à rafraîchir (toutes par défaut)")
    command.add_argument(
        "--mirror", type=Path, metavar="DOSSIER", help="dossier de fichiers publiés, un sous-dossier par source"
    )
    commands.add_parser("status", help="montre ce qui est stocké")
    commands.add_parser("snapshot", help="écrit les données embarquées à partir des données rafraîchies")
    return parser


def _complain(message: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, markup=False)
