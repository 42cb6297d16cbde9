"""`python -m pipelines import`: reads a file or an address, says in French what became of every row."""

import argparse
import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from rich.console import Console

from citeoscope.atlas import Atlas
from citeoscope.catalogue.load import catalogue
from citeoscope.errors import ListError, StoreError
from citeoscope.settings import settings
from citeoscope.store import Store
from pipelines.disk import why
from pipelines.lists.bring import Choices, bring_in
from pipelines.lists.keep import check_name, kin_of, recalled, remove
from pipelines.lists.mapping import Mapping
from pipelines.lists.preview import Preview, list_name, preview
from pipelines.lists.report import Report
from pipelines.lists.web import fetch
from pipelines.store import write_bytes

DONE, USAGE, TO_CHECK = 0, 2, 3
_WEB: Final = re.compile(r"^https?://", re.IGNORECASE)


def run(options: argparse.Namespace, console: Console) -> int:
    """Import or remove a list.

    Parameters
    ----------
    options
        Words of the command line.
    console
        Where the summary goes.

    Returns
    -------
    int
        0 every row is in, 2 bad usage, 3 some rows are to check or refused.

    Raises
    ------
    CiteoscopeError
        The whole file is refused (the command line then ends with 1); the list in place is untouched.
    """
    folder = options.local or settings().local
    name = options.remove or options.list or options.source
    wrong = _misused(options, name)
    if wrong:
        Console(stderr=True, highlight=False, soft_wrap=True).print(wrong, markup=False)
        return USAGE
    if options.remove is not None:
        remove(folder, name)
        console.print(f"Liste « {name} » retirée, avec sa correspondance.", soft_wrap=True, markup=False)
        return DONE
    seen, name = _previewed(options, folder)
    atlas = Atlas(Store(options.store, options.snapshot), catalogue())
    report = bring_in(seen, name, atlas, folder, Choices(options.offline, options.keep_contacts, options.dry_run))
    _say(report, seen, options, console)
    if options.report is not None:
        _report(report, options.report, console)
    return DONE if report.clean else TO_CHECK


def _misused(options: argparse.Namespace, name: str | None) -> str | None:
    if options.remove is not None:
        return None if name else "Dites quelle liste retirer : --remove NOM."
    if options.source and options.kind:
        return None
    return "Donnez le fichier ou l’adresse de la liste, et sa sorte : --as tiers_lieux, projets ou evenements."


def _previewed(options: argparse.Namespace, folder: Path) -> tuple[Preview, str]:
    source, file, address = Path(options.source), "", ""
    data: bytes | Path = source
    if _WEB.match(options.source):
        data, file, address = fetch(options.source)
    name = check_name(options.list or list_name(file or source.name))
    seen = preview(data, options.kind, _mapping(folder, name, options.kind), file=file, address=address)
    system = seen.mapping.system if options.system is None else options.system
    commune = seen.mapping.commune if options.commune is None else options.commune
    mapping = replace(seen.mapping, system=system, commune=commune)
    for said in options.column:
        field, _, header = said.partition("=")
        mapping = mapping.with_column(field.strip(), header.strip() or None)
    return seen.with_mapping(mapping), name


def _mapping(folder: Path, name: str, kind: str) -> Mapping | None:
    found = recalled(folder, name)
    if found is not None and found.kind != kind:
        raise ListError(f"La liste « {name} » est de sorte « {found.kind} ». Choisissez un autre nom (--list).")
    return found


def _say(report: Report, seen: Preview, options: argparse.Namespace, console: Console) -> None:
    used = [f"{header} → {field}" for field, header in seen.mapping.columns.items()]
    console.print(f"Colonnes reconnues : {' ; '.join(used)}.", soft_wrap=True, markup=False)
    console.print(report.summary(), soft_wrap=True, markup=False)
    ended = "Essai : rien n’est écrit." if options.dry_run else "Liste écrite." if report.written else "Rien à écrire."
    console.print(ended, soft_wrap=True, markup=False)
    if report.changes.first and (other := kin_of(options.local or settings().local, seen, report.name)):
        console.print(
            f"Ce fichier a les colonnes de la liste « {other} ». Si c’est la même, mettez-la à jour : --list {other}"
            f"{f', et retirez celle-ci : --remove {report.name}' if report.written else ''}.",
            soft_wrap=True,
            markup=False,
        )


def _report(report: Report, path: Path, console: Console) -> None:
    try:
        write_bytes(path, report.to_csv())
    except OSError as error:
        raise StoreError(
            f"Le compte rendu ne s’écrit pas dans {path} ({why(error)}). La liste, elle, est telle que dite ci-dessus. "
            "Choisissez un autre fichier, puis relancez : la même liste ne change rien."
        ) from error
    console.print(
        f"Compte rendu : {path}. Vos lignes y sont telles quelles, contacts compris : ne le publiez pas.",
        soft_wrap=True,
        markup=False,
    )


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command to its parser."""
    parser.add_argument("source", nargs="?", metavar="FICHIER_OU_ADRESSE", help="la liste, ou le lien qui la partage")
    parser.add_argument(
        "--as", dest="kind", choices=("tiers_lieux", "projets", "evenements"), help="ce qu’elle contient"
    )
    parser.add_argument(
        "--list", metavar="NOM", help="nom de la liste (défaut : d’après le fichier) ; le même nom la met à jour"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FICHIER.csv", help="compte rendu : une ligne par ligne du fichier"
    )
    parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, sans rien écrire de la liste")
    parser.add_argument("--offline", action="store_true", help="sans chercher les adresses sur le réseau")
    parser.add_argument(
        "--keep-contacts", action="store_true", help="garde les contacts des organismes (jamais ceux des personnes)"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="CHAMP=EN-TÊTE",
        help="colonne d’un champ, quand elle n’est pas reconnue ; CHAMP= le laisse vide",
    )
    parser.add_argument("--commune", metavar="CODE_OU_NOM", help="commune des lignes qui n’en disent aucune")
    parser.add_argument(
        "--system", type=int, metavar="EPSG", help="système des coordonnées, par exemple 2154 (Lambert-93)"
    )
    parser.add_argument("--remove", nargs="?", const="", metavar="NOM", help="retire une liste importée, sans trace")
    parser.add_argument("--local", type=Path, metavar="DOSSIER", help="listes locales (défaut : data/local)")
