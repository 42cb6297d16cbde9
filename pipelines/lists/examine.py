"""`python -m pipelines signalements`: what people said of places that changed, and what is made of it."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
from rich.console import Console

from citeoscope.atlas import Atlas
from citeoscope.catalogue.load import catalogue
from citeoscope.errors import ListError
from citeoscope.places.decisions import read_decisions
from citeoscope.places.listed import listed
from citeoscope.places.match import candidates
from citeoscope.places.merged import merged
from citeoscope.places.opening import CLOSED, OPEN, PLANNED
from citeoscope.settings import settings
from citeoscope.signals import read_signals
from citeoscope.store import Store
from pipelines.lists.signals import settle

DONE, WAITING = 0, 3
_STATES: Final = {"closed": CLOSED, "open": OPEN, "planned": PLANNED, "dismiss": None}
_HELP: Final = {
    "closed": "ce lieu est fermé",
    "open": "ce lieu est ouvert",
    "planned": "ce lieu est en projet",
    "dismiss": "écarte ce qu’on en dit, sans rien en retenir",
}


def run(options: argparse.Namespace, console: Console) -> int:
    """List the places that somebody said something of, or settle what was said of one.

    Parameters
    ----------
    options
        Words of the command line.
    console
        Where the answer goes.

    Returns
    -------
    int
        0 nothing waits, or what was said is settled; 3 some places wait.

    Raises
    ------
    CiteoscopeError
        A file cannot be read or written, or nothing waits for the place that is named.
    """
    folder = options.local or settings().local
    signals = read_signals(folder)
    answers = [one for one in _STATES if getattr(options, one) is not None]
    if signals.empty and not answers:
        console.print("[]" if options.json else "Aucun signalement en attente.", markup=False)
        return DONE
    waiting = gathered(signals, _places(options, folder))
    if answers:
        _settle(folder, waiting, getattr(options, answers[0]), answers[0], console)
        return DONE
    if options.json:
        console.print(json.dumps(waiting, ensure_ascii=False, indent=2), soft_wrap=True, markup=False)
    else:
        _say(waiting, console)
    return WAITING


def gathered(signals: pd.DataFrame, places: pd.DataFrame) -> list[dict[str, Any]]:
    """Gather what waits by place: people may have said it under any of its rows.

    Parameters
    ----------
    signals
        As `citeoscope.signals.read_signals` gives them.
    places
        The places brought together: `id, nom, commune, members`.

    Returns
    -------
    list[dict]
        In the order in which they were first said: `place, name, commune, members, said`. A place that no list holds
        any more has its name as it was said, and no member.
    """
    rows = places.to_dict("records")
    owner = {member: row for row in rows for member in (row["id"], *row["members"])}
    out: dict[str, dict[str, Any]] = {}
    for one in signals.to_dict("records"):
        place = owner.get(one["lieu"])
        ident = str(place["id"]) if place else one["lieu"]
        found = out.setdefault(
            ident,
            {
                "place": ident,
                "name": str(place["nom"]) if place else one["nom"],
                "commune": str(place["commune"] or "") if place else "",
                "members": sorted(place["members"]) if place else [],
                "said": [],
            },
        )
        found["said"].append({"date": one["date"], "message": one["message"]})
    return list(out.values())


def _places(options: argparse.Namespace, folder: Path) -> pd.DataFrame:
    rows = listed(Atlas(Store(options.store, options.snapshot), catalogue()), folder)
    return merged(rows, candidates(rows), read_decisions(folder)).places


def _settle(folder: Path, waiting: Sequence[dict[str, Any]], ident: str, answer: str, console: Console) -> None:
    one = next((each for each in waiting if ident in {each["place"], *each["members"]}), None)
    if one is None:
        raise ListError(
            f"Aucun signalement n’attend pour « {ident[:60]} ». « signalements » donne ceux qui sont à examiner."
        )
    state = _STATES[answer]
    if state is not None and not one["members"]:
        raise ListError(
            f"Aucune liste n’a plus le lieu « {ident[:60]} » : ce qu’on en dit ne peut être qu’écarté (--dismiss)."
        )
    settle(folder, one["place"], one["name"], one["members"], state)
    told = "écarté, rien n’en est retenu" if state is None else state
    console.print(f"Retenu : {_line(one['name'])}, {told}.", soft_wrap=True, markup=False)


def _say(waiting: Sequence[dict[str, Any]], console: Console) -> None:
    for one in waiting:
        where = one["commune"] or ("commune inconnue" if one["members"] else "dans aucune liste")
        lines = [f"{_line(one['name'])}, {where}  {one['place']}"]
        lines += [f"  {said['date']} : {_line(said['message'])}" for said in one["said"]]
        console.print("\n".join(lines), soft_wrap=True, markup=False)
    console.print(
        f"À examiner : {len(waiting)}. « signalements --closed ID », « --open ID » ou « --planned ID » le retient ; "
        "« signalements --dismiss ID » l’écarte.",
        soft_wrap=True,
        markup=False,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command to its parser."""
    choice = parser.add_mutually_exclusive_group()
    for name, what in _HELP.items():
        choice.add_argument(f"--{name}", metavar="ID", help=what)
    choice.add_argument("--json", action="store_true", help="ce qui est à examiner, pour un programme")
    parser.add_argument("--local", type=Path, metavar="DOSSIER", help="listes locales (défaut : data/local)")
