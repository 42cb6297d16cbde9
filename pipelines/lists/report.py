"""What became of every row of a file, and what changed in the list: for a screen, for a spreadsheet, for a program."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import pandas as pd

from citeoscope.exports.cells import neutralise
from citeoscope.language import counted, phrase, say
from citeoscope.numbers import format_number
from pipelines.lists.table import Table

Outcome = Literal["imported", "merged", "to_check", "refused"]

OUTCOMES: Final[dict[str, tuple[str, str]]] = {
    "imported": (phrase("importée"), phrase("importées")),
    "merged": (phrase("réunie à une autre"), phrase("réunies à une autre")),
    "to_check": (phrase("importée, à vérifier"), phrase("importées, à vérifier")),
    "refused": (phrase("refusée"), phrase("refusées")),
}
"""What becomes of a row, and of several."""
COLUMNS: Final = ("row", "outcome", "reason", "commune_code", "latitude", "longitude", "precision")
_NUMBER: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_MOST_SAID: Final = 5
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import changes in a list, by ids: new, changed and gone rows; `same` counts the others.

    `names` gives the names of those rows; `first` tells that there was no list before.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    same: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    first: bool = False

    @property
    def any(self) -> bool:
        """Whether anything changes."""
        return bool(self.new or self.changed or self.gone)

    @property
    def told(self) -> str:
        """What changes, in French, with the names of the first rows of each sort."""
        if self.first:
            return say("Liste nouvelle.")
        moved = [(say("nouvelle(s)"), self.new), (say("changée(s)"), self.changed), (say("partie(s)"), self.gone)]
        parts = [f"{format_number(len(ids))} {label}{self._some(ids)}" for label, ids in moved if ids]
        if not parts:
            return say("Rien ne change dans la liste en place.")
        return say(
            "Par rapport à la liste en place : {parts}, {same} inchangée(s).",
            parts=", ".join(parts),
            same=format_number(self.same),
        )

    def _some(self, ids: Sequence[str]) -> str:
        named = "\u202f; ".join(" ".join(self.names.get(one, one).split())[:_LONGEST] for one in ids[:_MOST_SAID])
        return f" ({named}{'…' if len(ids) > _MOST_SAID else ''})"


@dataclass(frozen=True)
class Report:
    """What an import did, or would do.

    Attributes
    ----------
    name, kind
        The list.
    lines
        One row per row of the file, in its order: `row, outcome, reason, commune_code, latitude, longitude, precision`.
    table
        The file as it was read.
    rows
        What is kept of it: one row per place, project or event, columns of the target schema.
    changes
        What changes in the list that was in place.
    remarks
        What the user should know, in French.
    written
        Whether the list was written: not on a dry run, nor when nothing changes.
    """

    name: str
    kind: str
    lines: pd.DataFrame
    table: Table
    rows: pd.DataFrame
    changes: Changes
    remarks: tuple[str, ...] = field(default=())
    written: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows had each outcome; they add up to the rows of the file."""
        found = self.lines["outcome"].value_counts()
        return {outcome: int(found.get(outcome, 0)) for outcome in OUTCOMES}

    @property
    def clean(self) -> bool:
        """Whether no row is to check or refused."""
        return self.counts["to_check"] + self.counts["refused"] == 0

    @property
    def places(self) -> str:
        """How many of the rows kept are placed how precisely, in French."""
        precision = self.rows["precision"]
        if "perimetre" in self.rows:
            precision = precision.where((precision != "none") | (self.rows["perimetre"] == ""), "perimeter")
        return _tally(precision, _PRECISIONS)

    def to_csv(self) -> bytes:
        """Return the report as a CSV file, with the original columns after ours.

        Returns
        -------
        bytes
            UTF-8 with its mark, comma, decimal point: pandas reads it as it is, Excel by its menu of data. Cells that
            start a formula are neutralised.
        """
        taken = set(COLUMNS)
        originals = self.table.cells.set_axis([_apart(name, taken) for name in self.table.headers], axis=1)
        safe = pd.DataFrame({name: guarded(originals[name]) for name in originals.columns})
        whole = pd.concat([self.lines.assign(reason=guarded(self.lines["reason"])), safe], axis=1)
        whole.columns = [neutralise(name) for name in whole.columns]
        text: str = whole.to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
        return text.encode("utf-8-sig")

    def summary(self) -> str:
        """Return the report in a few French lines."""
        counts = self.counts
        lines = [
            say(
                "Liste « {name} » : {count} ligne(s) lue(s) ({form}).",
                name=self.name,
                count=format_number(len(self.lines)),
                form=self.table.form,
            )
        ]
        lines += [
            f"  {format_number(counts[one])} {counted(counts[one], *labels)}"
            for one, labels in OUTCOMES.items()
            if counts[one]
        ]
        lines.append(f"  Position : {self.places}." if len(self.rows) else say("  Rien à garder."))
        lines.append(f"  {self.changes.told}")
        doubtful = self.lines[self.lines["outcome"].isin(["to_check", "refused"])]
        lines += [
            f"  Ligne {row} : {reason}" for row, reason in doubtful[["row", "reason"]].head(_MOST_SAID).to_numpy()
        ]
        if len(doubtful) > _MOST_SAID:
            lines.append(
                say(
                    "  … et {count} autre(s) : voir le compte rendu (--report).",
                    count=format_number(len(doubtful) - _MOST_SAID),
                )
            )
        return "\n".join([*lines, *(f"  {remark}" for remark in self.remarks)])


_PRECISIONS: Final = {
    "coordinates": phrase("à ses coordonnées"),
    "housenumber": phrase("au numéro"),
    "street": phrase("à la rue"),
    "locality": phrase("au lieu-dit"),
    "commune": phrase("à la commune"),
    "perimeter": phrase("sur tout leur périmètre"),
    "none": phrase("sans place"),
}


def guarded(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Return cells that a spreadsheet shows instead of running; numbers stay numbers."""
    risky = cells.str.match(r"[=+\-@\t\r]")
    if not risky.any():
        return cells
    safe = [text if _NUMBER.fullmatch(text) else neutralise(text) for text in cells]
    return pd.Series(safe, index=cells.index, dtype="str")


def _apart(name: str, taken: set[str]) -> str:
    """Return the header of an original column, told apart from ours."""
    while name in taken:
        name = f"{name} (liste)"
    taken.add(name)
    return name


def _tally(values: "pd.Series[str]", labels: dict[str, str]) -> str:
    found = values.value_counts()
    return ", ".join(f"{format_number(int(found[one]))} {say(label)}" for one, label in labels.items() if one in found)
