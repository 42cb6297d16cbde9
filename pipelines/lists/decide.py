"""`python -m pipelines doublons`: which rows may be one place, and what people decide of it."""

import argparse
import csv
import io
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import combinations, groupby, product
from operator import itemgetter
from pathlib import Path
from typing import Any, get_args

import pandas as pd
from rich.console import Console

from citeoscope.atlas import Atlas
from citeoscope.catalogue.load import catalogue
from citeoscope.errors import ListError, StoreError
from citeoscope.places.decisions import COLUMNS, FILE, Decision, Verdict, read_decisions
from citeoscope.places.doubts import Doubt, doubts
from citeoscope.places.listed import listed
from citeoscope.places.match import candidates
from citeoscope.places.merged import merged
from citeoscope.settings import settings
from citeoscope.store import Store
from pipelines.disk import why
from pipelines.lists.keep import alone
from pipelines.store import write_bytes

DONE, TO_DECIDE = 0, 3


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
    taken = Decision(low, high, decision, _day(on))
    _remember(folder, [taken])
    return taken


def decide_group(
    folder: Path, places: Sequence[Sequence[str]], same: Collection[int], *, on: date | None = None
) -> tuple[Decision, ...]:
    """Decide of a whole group of places at once: some are one place, each of the others is another.

    Parameters
    ----------
    folder
        Folder of the local lists, usually `data/local/`.
    places
        For each place of the group, the ids of its rows.
    same
        Ranks of those that are one place; none, or one alone, when they are all different.
    on
        Day of the decision, today (UTC) unless given.

    Returns
    -------
    tuple[Decision, ...]
        One per pair of rows of two places: the file stays one of pairs.

    Raises
    ------
    ListError
        The ids cannot be kept: all defects are listed.
    StoreError
        As `decide`: all the decisions of the group are kept, or none.
    """
    taken, defects = [], []
    for one, other in combinations(range(len(places)), 2):
        verdict: Verdict = "merge" if one in same and other in same else "apart"
        for pair in product(places[one], places[other]):
            defects += _defects(*pair, verdict)
            taken.append(Decision(min(pair), max(pair), verdict, _day(on)))
    if not taken:
        defects.append("une décision porte sur deux lieux au moins")
    if defects:
        raise ListError("Décision refusée.\n" + "\n".join(f"- {defect}" for defect in dict.fromkeys(defects)))
    _remember(folder, taken)
    return tuple(taken)


def _day(on: date | None) -> str:
    return (on or datetime.now(UTC).date()).isoformat()


def _remember(folder: Path, taken: Sequence[Decision]) -> None:
    with alone(folder):
        try:
            write_bytes(folder / FILE, _to_csv(_replaced(read_decisions(folder), taken)))
        except StoreError:
            raise
        except OSError as error:
            raise StoreError(
                f"Écriture impossible : {folder / FILE} ({why(error)}). Les décisions en place n’ont pas changé : "
                "libérez de la place ou vérifiez les droits, puis recommencez."
            ) from error


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


def _replaced(decisions: Iterable[Decision], taken: Sequence[Decision]) -> list[Decision]:
    pairs = {(one.first, one.second) for one in taken}
    others = [one for one in decisions if (one.first, one.second) not in pairs]
    return sorted([*others, *taken], key=lambda one: (one.first, one.second))


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
    if ids := options.merge or options.apart:
        _keep(folder, rows, ids, "merge" if options.merge else "apart", console)
        return DONE
    waiting = _named(doubts(merged(rows, candidates(rows), read_decisions(folder))), rows)
    if options.json:
        console.print(json.dumps(waiting, ensure_ascii=False, indent=2), soft_wrap=True, markup=False)
    else:
        _say(waiting, console)
    return TO_DECIDE if waiting else DONE


def _keep(folder: Path, rows: pd.DataFrame, ids: list[str], decision: Verdict, console: Console) -> None:
    known = set(rows["id"])
    if unknown := [one for one in ids if one not in known]:
        said = ", ".join(f"« {one[:60]} »" for one in unknown)
        raise ListError(
            f"Aucune ligne des listes n’a l’identifiant {said}. « doublons » donne ceux qui sont à décider."
        )
    decide_group(folder, [[one] for one in ids], range(len(ids)) if decision == "merge" else ())
    told = "un seul lieu" if decision == "merge" else "des lieux différents"
    console.print(f"Retenu : {' et '.join(sorted(ids))}, {told}.", soft_wrap=True, markup=False)


def _named(waiting: Iterable[Doubt], rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the doubtful pairs with the names of their rows and the number of their group."""
    told = rows.drop_duplicates("id").set_index("id")[["nom", "commune"]].to_dict("index")
    return [
        {
            "group": group,
            "first": first,
            "first_name": told[first]["nom"],
            "second": second,
            "second_name": told[second]["nom"],
            "commune": told[first]["commune"],
            "score": one.score,
            "reason": reason,
        }
        for group, one in enumerate(waiting, start=1)
        for (first, second), reason in zip(one.pairs, one.reasons, strict=True)
    ]


def _say(waiting: list[dict[str, Any]], console: Console) -> None:
    if not waiting:
        console.print("Aucun doublon à décider.", soft_wrap=True, markup=False)
        return
    for _, pairs in groupby(waiting, key=itemgetter("group")):
        group = list(pairs)
        names = {one[side]: " ".join(str(one[f"{side}_name"]).split()) for one in group for side in ("first", "second")}
        reasons = " | ".join(dict.fromkeys(str(one["reason"]) for one in group))
        lines = (
            f"{group[0]['commune'] or 'commune inconnue'} : {reasons}",
            *(f"  {one}  {name}" for one, name in sorted(names.items())),
        )
        console.print("\n".join(lines), soft_wrap=True, markup=False)
    console.print(
        f"À décider : {waiting[-1]['group']}. Un seul lieu : « doublons --merge ID ID … » ; "
        "des lieux différents : « doublons --apart ID ID … ».",
        soft_wrap=True,
        markup=False,
    )


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command to its parser."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--merge", nargs="+", metavar="ID", help="ces lignes sont un seul lieu")
    choice.add_argument("--apart", nargs="+", metavar="ID", help="ces lignes sont des lieux différents")
    choice.add_argument("--json", action="store_true", help="ce qui est à décider, pour un programme")
    parser.add_argument("--local", type=Path, metavar="DOSSIER", help="listes locales (défaut : data/local)")
