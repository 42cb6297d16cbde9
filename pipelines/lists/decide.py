"""`python -m pipelines doublons`: which rows may be one place, and what people decide of it."""

import argparse
import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, get_args

import pandas as pd
from rich.console import Console

from citeoscope.atlas import Atlas
from citeoscope.catalogue.load import catalogue
from citeoscope.errors import ListError, StoreError
from citeoscope.places.decisions import COLUMNS, FILE, Decision, Verdict, read_decisions
from citeoscope.places.listed import listed
from citeoscope.places.match import candidates
from citeoscope.places.merged import merged
from citeoscope.settings import settings
from citeoscope.store import Store
from pipelines.lists.keep import alone
from pipelines.store import write_bytes

DONE, TO_DECIDE = 0, 3
_SHOWN: Final = ("first", "first_name", "second", "second_name", "commune", "score", "reason")


def decide(folder: Path, first: str, second: str, decision: Verdict, *, on: date | None = None) -> Decision:
    """Remember whether two rows are one place; deciding again replaces.

    Parameters
    ----------
    folder
        Folder of the local lists, usually `data/local/`.
    first, second
        Ids of the rows, in any order.
    decision
        `merge` or `apart`.
    on
        Day of the decision, today (UTC) unless given.

    Returns
    -------
    Decision
        As it is kept.

    Raises
    ------
    ListError
        The ids or the decision cannot be kept: all defects are listed.
    StoreError
        The file in place cannot be read, could not be written, or another writer is at work: it has not changed.
    """
    if defects := _defects(first, second, decision):
        raise ListError("Décision refusée.\n" + "\n".join(f"- {defect}" for defect in defects))
    low, high = sorted((first, second))
    day = on or datetime.now(UTC).date()
    taken = Decision(low, high, decision, day.isoformat())
    with alone(folder):
        try:
            write_bytes(folder / FILE, _to_csv(_replaced(read_decisions(folder), taken)))
        except StoreError:
            raise
        except OSError as error:
            raise StoreError(
                f"Écriture impossible : {folder / FILE} ({error.strerror}). Les décisions en place n’ont pas changé : "
                "libérez de la place ou vérifiez les droits, puis recommencez."
            ) from error
    return taken


def _defects(first: str, second: str, decision: str) -> list[str]:
    found = [
        f"identifiant illisible : « {one[:60]} ». Copiez celui que donne « doublons »"
        for one in dict.fromkeys((first, second))
        if not one.strip() or not one.isprintable()
    ]
    if first == second:
        found.append(f"« {first[:60]} » est donné deux fois. Donnez deux lignes différentes")
    if decision not in get_args(Verdict):
        found.append(f"décision inconnue : « {decision[:60]} ». Décisions : {', '.join(get_args(Verdict))}")
    return found


def _replaced(decisions: Iterable[Decision], taken: Decision) -> list[Decision]:
    pair = (taken.first, taken.second)
    others = [one for one in decisions if (one.first, one.second) != pair]
    return sorted([*others, taken], key=lambda one: (one.first, one.second))


def _to_csv(decisions: Iterable[Decision]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.first, one.second, one.decision, one.decided_on) for one in decisions)
    return text.getvalue().encode()


def run(options: argparse.Namespace, console: Console) -> int:
    """List what is to decide, or remember one decision.

    Parameters
    ----------
    options
        Words of the command line.
    console
        Where the answer goes.

    Returns
    -------
    int
        0 nothing is to decide, or the decision is kept; 3 some pairs are to decide.

    Raises
    ------
    CiteoscopeError
        A list cannot be read, or the decision cannot be kept.
    """
    folder = options.local or settings().local
    rows = listed(Atlas(Store(options.store, options.snapshot), catalogue()), folder)
    if pair := options.merge or options.apart:
        _keep(folder, rows, pair, "merge" if options.merge else "apart", console)
        return DONE
    waiting = _named(merged(rows, candidates(rows), read_decisions(folder)).to_decide, rows)
    if options.json:
        console.print(json.dumps(waiting, ensure_ascii=False, indent=2), soft_wrap=True, markup=False)
    else:
        _say(waiting, console)
    return TO_DECIDE if waiting else DONE


def _keep(folder: Path, rows: pd.DataFrame, pair: list[str], decision: Verdict, console: Console) -> None:
    known = set(rows["id"])
    if unknown := [one for one in pair if one not in known]:
        said = ", ".join(f"« {one[:60]} »" for one in unknown)
        raise ListError(
            f"Aucune ligne des listes n’a l’identifiant {said}. « doublons » donne ceux qui sont à décider."
        )
    first, second = pair
    taken = decide(folder, first, second, decision)
    told = "un seul lieu" if decision == "merge" else "deux lieux"
    console.print(f"Retenu : {taken.first} et {taken.second}, {told}.", soft_wrap=True, markup=False)


def _named(waiting: pd.DataFrame, rows: pd.DataFrame) -> list[dict[str, str | float]]:
    told = rows.drop_duplicates("id").set_index("id")
    table = waiting.sort_values(["score", "first", "second"], ascending=[False, True, True]).assign(
        first_name=lambda pairs: pairs["first"].map(told["nom"]),
        second_name=lambda pairs: pairs["second"].map(told["nom"]),
        commune=lambda pairs: pairs["first"].map(told["commune"]),
    )
    return [dict(zip(_SHOWN, row, strict=True)) for row in table[list(_SHOWN)].itertuples(index=False)]


def _say(waiting: list[dict[str, str | float]], console: Console) -> None:
    if not waiting:
        console.print("Aucun doublon à décider.", soft_wrap=True, markup=False)
        return
    for one in waiting:
        lines = (
            f"{one['commune'] or 'commune inconnue'} : {one['reason']}",
            *(f"  {one[side]}  {' '.join(str(one[f'{side}_name']).split())}" for side in ("first", "second")),
        )
        console.print("\n".join(lines), soft_wrap=True, markup=False)
    console.print(
        f"À décider : {len(waiting)}. Un seul lieu : « doublons --merge ID ID » ; "
        "deux lieux : « doublons --apart ID ID ».",
        soft_wrap=True,
        markup=False,
    )


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command to its parser."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--merge", nargs=2, metavar="ID", help="ces deux lignes sont un seul lieu")
    choice.add_argument("--apart", nargs=2, metavar="ID", help="ces deux lignes sont deux lieux")
    choice.add_argument("--json", action="store_true", help="ce qui est à décider, pour un programme")
    parser.add_argument("--local", type=Path, metavar="DOSSIER", help="listes locales (défaut : data/local)")
