"""The command line. Exit code 0 all is well, 1 something failed or was refused, 2 bad usage, 3 rows to look at."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console

from citeoscope.catalogue.source import Source
from citeoscope.errors import CatalogueError, CiteoscopeError, PerimeterError, StoreError, UnknownTerritoryError
from citeoscope.settings import settings
from citeoscope.store import Store, read_index
from citeoscope.territory.geography import Geography
from pipelines.check import check
from pipelines.declare import FOLDER, load_sources
from pipelines.discover import discover
from pipelines.door import Door
from pipelines.golden import FILE, load_golden
from pipelines.lists.command import declare as declare_import
from pipelines.lists.command import run as run_import
from pipelines.lists.decide import declare as declare_duplicates
from pipelines.lists.decide import run as run_duplicates
from pipelines.lists.examine import declare as declare_signals
from pipelines.lists.examine import run as run_signals
from pipelines.refresh import Order, Roots, plan, refresh
from pipelines.rollback import history_table, rollback, versions
from pipelines.scope import FRANCE
from pipelines.skeleton import skeleton
from pipelines.snapshot import write_snapshot
from pipelines.status import actions, found_table, never_read, status, status_rows, status_table
from pipelines.words import FrenchParser

OK, FAILED, USAGE = 0, 1, 2
_MOST_JOBS: Final = 16


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
    commands = {
        "refresh": _refresh,
        "status": _status,
        "check": _check,
        "history": _history,
        "rollback": _rollback,
        "snapshot": _snapshot,
        "discover": _discover,
        "import": run_import,
        "doublons": run_duplicates,
        "signalements": run_signals,
    }
    try:
        return commands[options.command](options, console)
    except CiteoscopeError as error:
        complain(str(error))
    except KeyboardInterrupt:
        complain("Interrompu. Les données en place n’ont pas changé.")
    return FAILED


def _refresh(options: argparse.Namespace, console: Console) -> int:
    sources = load_sources()
    roots = Roots(options.store, options.snapshot)
    order = Order(tuple(options.source), options.mirror, options.territory, options.jobs, options.accept)
    wrong = _misused(order, sources, roots)
    if wrong:
        complain(wrong)
        return USAGE
    if options.dry_run:
        console.print(plan(order, sources, roots.store))
        return OK
    outcome = refresh(order, sources, roots, load_golden(options.golden), console)
    for error in outcome.failures.values():
        complain(str(error))
    if outcome.failures:
        complain(f"En échec : {', '.join(outcome.failures)}. Leur dernière version valable reste en place.")
        return FAILED
    return OK


def _misused(order: Order, sources: dict[str, Source], roots: Roots) -> str | None:
    unknown = [source_id for source_id in order.wanted if source_id not in sources]
    if unknown:
        return f"Source inconnue : {', '.join(unknown)}. Sources connues : {', '.join(sources)}."
    if order.mirror is not None and not order.mirror.is_dir():
        return f"Dossier introuvable : {order.mirror}. Donnez celui qui contient un sous-dossier par source."
    if not 1 <= order.jobs <= _MOST_JOBS:
        return f"--jobs va de 1 à {_MOST_JOBS} téléchargements à la fois."
    return None if order.territory == FRANCE else _misplaced(order, roots)


def _misplaced(order: Order, roots: Roots) -> str | None:
    if order.mirror is not None:
        return "--territory s’adresse aux services en ligne : un dossier de fichiers publiés se lit en entier."
    store = Store(roots.store, roots.snapshot)
    try:
        Geography(
            store.read("communes"), store.read("territoires"), outlines=lambda: store.read("contours_communes")
        ).resolve(order.territory)
    except (UnknownTerritoryError, PerimeterError) as error:
        return str(error)
    return None


def _status(options: argparse.Namespace, console: Console) -> int:
    try:
        store = Store(options.store, options.snapshot)
    except StoreError as error:
        complain(str(error))
        return FAILED
    found = status(store)
    if options.json:
        console.print_json(json.dumps(status_rows(found), ensure_ascii=False))
        return OK
    console.print(status_table(found))
    for action in actions(found):
        console.print(action, soft_wrap=True, markup=False)
    if unread := never_read(store, load_sources()):
        console.print(unread, soft_wrap=True)
    stored = read_index(options.store)
    if stored is None:
        console.print(
            f"Données embarquées ({options.snapshot}) ; rien de plus récent dans {options.store}.", soft_wrap=True
        )
    else:
        only = sorted(set(store.datasets) - stored.datasets.keys())
        if only:
            console.print(f"Lus dans les données embarquées : {', '.join(only)}.", soft_wrap=True)
    return OK


def _check(options: argparse.Namespace, console: Console) -> int:
    roots = [root for root in (options.store, options.snapshot) if read_index(root) is not None]
    faults = [fault for root in roots for fault in check(root)]
    for fault in faults:
        complain(fault)
    if not roots:
        complain(f"Aucune donnée dans {options.store} ni dans {options.snapshot}. Lancez « refresh ».")
        return FAILED
    if faults:
        return FAILED
    console.print(f"Rien à signaler dans {', '.join(str(root) for root in roots)}.", soft_wrap=True, markup=False)
    return OK


def _history(options: argparse.Namespace, console: Console) -> int:
    console.print(history_table(versions(options.store, options.dataset)))
    return OK


def _rollback(options: argparse.Namespace, console: Console) -> int:
    changed = rollback(options.store, options.dataset, options.to, load_sources(), (options.snapshot,))
    console.print(f"Remis en place ou recalculés : {', '.join(changed)}.", soft_wrap=True, markup=False)
    return OK


def _snapshot(options: argparse.Namespace, console: Console) -> int:
    index = write_snapshot(options.store, options.snapshot)
    size = sum((options.snapshot / name).stat().st_size for one in index.datasets.values() for name in one.files)
    console.print(
        f"{len(index.datasets)} jeux de données dans {options.snapshot} ({size / 1e6:.1f} Mo).".replace(".", ",", 1),
        soft_wrap=True,
    )
    return OK


def _discover(options: argparse.Namespace, console: Console) -> int:
    if not options.write:
        found = discover(options.portal, options.words, Door())
        if not found:
            complain(f"Rien pour « {options.words} » sur {options.portal}. Essayez d’autres mots, ou moins de mots.")
            return FAILED
        console.print(found_table(found))
        console.print(
            f"Pour en déclarer un : python -m pipelines discover {options.portal} IDENTIFIANT --write", soft_wrap=True
        )
        return OK
    source_id, text = skeleton(options.portal, options.words, Door())
    path = options.sources / f"{source_id}.toml"
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        complain(f"{path} existe déjà : il n’est pas remplacé. Supprimez-le d’abord, ou complétez-le.")
        return FAILED
    console.print(f"Écrit : {path}. À compléter, puis : python -m pipelines refresh {source_id}", soft_wrap=True)
    try:
        load_sources(options.sources)
    except CatalogueError as error:
        console.print(str(error), soft_wrap=True, markup=False)
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = FrenchParser(prog="python -m pipelines", description="Fait entrer les données publiées dans Citéoscope.")
    for option, default, what in (
        ("--store", settings().store, "données rafraîchies"),
        ("--snapshot", settings().snapshot, "données embarquées"),
    ):
        parser.add_argument(
            option, type=Path, metavar="DOSSIER", default=default, help=f"{what} (défaut : %(default)s)"
        )
    parser.add_argument(
        "--golden", type=Path, default=FILE, metavar="FICHIER", help="chiffres publiés à retrouver à chaque passage"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE", title="commandes")
    one = commands.add_parser("refresh", help="lit les sources et met à jour les données")
    one.add_argument("source", nargs="*", metavar="ID", help="sources à rafraîchir (toutes par défaut)")
    one.add_argument(
        "--mirror",
        type=Path,
        metavar="DOSSIER",
        help="fichiers publiés, un sous-dossier par source, au lieu des services en ligne",
    )
    one.add_argument("--territory", default=FRANCE, metavar="PÉRIMÈTRE", help="par exemple region:11 (défaut : france)")
    one.add_argument("--jobs", type=int, default=4, metavar="N", help="téléchargements à la fois (défaut : 4)")
    one.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, sans rien demander ni écrire")
    one.add_argument("--accept", action="store_true", help="laisse entrer des chiffres loin de la version en place")
    one = commands.add_parser("status", help="fraîcheur, défauts et prochaine action de chaque jeu")
    one.add_argument("--json", action="store_true", help="pour un programme")
    commands.add_parser("check", help="relit et revalide tout ce qui est stocké")
    one = commands.add_parser("history", help="montre les versions d’un jeu")
    one.add_argument("dataset", metavar="ID")
    one = commands.add_parser("rollback", help="remet en place une version antérieure d’un jeu")
    one.add_argument("dataset", metavar="ID")
    one.add_argument("--to", type=int, default=1, metavar="RANG", help="rang dans l’historique (défaut : 1)")
    commands.add_parser("snapshot", help="écrit les données embarquées à partir des données rafraîchies")
    one = commands.add_parser("discover", help="cherche un jeu sur un portail, ou écrit la déclaration d’un jeu")
    one.add_argument("portal", metavar="PORTAIL", help="par exemple data.iledefrance.fr, ou data.gouv.fr")
    one.add_argument("words", metavar="MOTS", help="mots cherchés ; avec --write, l’identifiant du jeu")
    one.add_argument("--write", action="store_true", help="écrit sa déclaration, à compléter, dans pipelines/sources")
    one.add_argument("--sources", type=Path, default=FOLDER, metavar="DOSSIER", help="où l’écrire")
    declare_import(commands.add_parser("import", help="fait entrer une liste de lieux, de projets ou d’événements"))
    declare_duplicates(
        commands.add_parser("doublons", help="dit quels lieux sont peut-être le même, retient ce qu’on décide")
    )
    declare_signals(
        commands.add_parser("signalements", help="dit ce qu’on signale de lieux qui ont changé, le retient ou l’écarte")
    )
    return parser


def complain(message: str) -> None:
    """Print a message on the error stream, as it is."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, markup=False)
