"""The second half of an import: places the rows of a previewed list, accounts for each of them, and keeps the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.errors import ListError
from citeoscope.language import say
from citeoscope.lists import FOLDER, Record
from pipelines.door import Door
from pipelines.lists.admit import identified, refusals
from pipelines.lists.geocode import geocode
from pipelines.lists.keep import check_name, compare, file_of, keep, record_of, rows_of, to_csv
from pipelines.lists.place import Ground, place
from pipelines.lists.preview import Preview
from pipelines.lists.privacy import CONTACTS, cleaned, people
from pipelines.lists.recognise import require_name
from pipelines.lists.report import COLUMNS, Report
from pipelines.lists.reuse import reusing
from pipelines.lists.standard import named, placed, standardise
from pipelines.lists.table import Table
from pipelines.services.geocoding import BASE


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decides of an import.

    Attributes
    ----------
    offline
        Whether to do without the geocoding service: addresses are then placed at their commune, or where the same
        address of the same list was found before.
    keep_contacts
        Whether the contacts of organisations are kept; those of people never are.
    dry_run
        Whether to only say what would be done.
    """

    offline: bool = False
    keep_contacts: bool = False
    dry_run: bool = False


_DEFAULTS: Final = Choices()


def bring_in(  # noqa: PLR0913 - what comes in, where it goes, what it is checked against, what a test brings
    seen: Preview,
    name: str,
    atlas: Atlas,
    folder: Path,
    choices: Choices = _DEFAULTS,
    *,
    ground: Ground | None = None,
    door: Door | None = None,
    geocoder: str = BASE,
) -> Report:
    """Place the rows of a list, account for each of them, and keep the list.

    Parameters
    ----------
    seen
        The list, as previewed.
    name
        Name of the list: the same name updates it.
    atlas
        The data.
    folder
        Folder of the local lists, usually `data/local/`.
    choices
        What the user decides.
    ground
        What places are checked against, when the caller keeps it between two lists.
    door
        The door to the network; one of its own by default.
    geocoder
        Address of the geocoding service.

    Returns
    -------
    Report

    Raises
    ------
    ListError
        The name cannot be that of a list, or is that of a list of another kind; or no column of the list is a name.
    StoreError
        The list could not be written: the one in place is untouched.
    """
    check_name(name)
    require_name(seen.mapping, seen.guesses, seen.table)
    before = record_of(folder, name)
    if before is not None and before.kind != seen.kind:
        raise ListError(
            say(
                "La liste « {name} » est de sorte « {kind} ». Choisissez un autre nom (--list).",
                name=name,
                kind=before.kind,
            )
        )
    held = rows_of(folder, before)
    ground = ground or Ground.of(atlas)
    clean = cleaned(named(seen.table, seen.mapping), keep_contacts=choices.keep_contacts, named=people(seen.table))
    standard = standardise(clean.rows, seen.kind, atlas.geography, ground.communes)
    ask = None if choices.offline else partial(geocode, door or Door(), base=geocoder)
    _at_perimeter(standard.rows)
    placing = place(standard.rows, ground, seen.mapping, reusing(held, ask, ground.outlines))
    refused = refusals(seen.table, seen.mapping, standard.rows)
    standard.rows["id"], repeats, clash = identified(standard.rows, placing.code, refused)
    for row in np.flatnonzero(clash):
        standard.doubts[row].append(say("un autre rang porte le même identifiant avec un autre contenu"))
    doubts = [first + second for first, second in zip(standard.doubts, placing.doubts, strict=True)]
    notes = [first + second for first, second in zip(standard.notes, placing.notes, strict=True)]
    for row in np.flatnonzero((standard.rows["nom"] == "").to_numpy()):
        doubts[row].insert(0, say("sans nom"))
    lines = _lines(seen.table, refused, repeats, doubts, notes, clean.removed)
    rows = placed(standard.rows, seen.kind, placing, ground.communes)
    kept = rows[lines["outcome"].isin(["imported", "to_check"]).to_numpy()]
    lines["commune_code"], lines["precision"] = rows["code_insee"], rows["precision"]
    lines["latitude"], lines["longitude"] = np.round(placing.latitude, 7), np.round(placing.longitude, 7)
    report = Report(
        name,
        seen.kind,
        lines[list(COLUMNS)],
        seen.table,
        kept.reset_index(drop=True),
        compare(held, kept),
        (*seen.table.remarks, *_left_out(seen, choices), *standard.remarks, *placing.remarks, *_said(clean.removed)),
    )
    return _kept(report, seen, before, folder, choices)


def _lines(  # noqa: PLR0913, PLR0917 - all that may be said of a row
    table: Table,
    refused: Sequence[str],
    repeats: np.ndarray,
    doubts: Sequence[Sequence[str]],
    notes: Sequence[Sequence[str]],
    removed: Sequence[Sequence[str]],
) -> pd.DataFrame:
    """Say what becomes of each row, and why."""
    outcomes, reasons = [], []
    for row in range(len(table)):
        outcome, why = "imported", [*doubts[row], *notes[row]]
        if repeats[row] >= 0:
            outcome, why = "merged", [say("identique à la ligne {rows}", rows=table.rows[repeats[row]])]
        elif refused[row]:
            outcome, why = "refused", [refused[row]]
        elif doubts[row]:
            outcome = "to_check"
        if removed[row]:
            why.append(say("laissé de côté : {removed}", removed=", ".join(sorted(removed[row]))))
        outcomes.append(outcome)
        reasons.append(" ; ".join(why))
    return pd.DataFrame({"row": table.rows, "outcome": outcomes, "reason": pd.Series(reasons, dtype="str")})


def _at_perimeter(rows: pd.DataFrame) -> None:
    """Take the commune of a row that only says its perimeter, when that is one commune."""
    if "perimetre" not in rows:
        return
    silent = (rows[["code_insee", "code_postal", "commune", "adresse"]] == "").all(axis=1)
    alone = silent & rows["perimetre"].str.fullmatch(r"commune:\w{5}")
    rows.loc[alone, "code_insee"] = rows.loc[alone, "perimetre"].str.removeprefix("commune:")


def _left_out(seen: Preview, choices: Choices) -> list[str]:
    out = [*seen.memory]
    kept = {header for field, header in seen.mapping.columns.items() if field in CONTACTS and choices.keep_contacts}
    if gone := [header for header in seen.left_out if header not in kept]:
        out.append(
            say(
                "Colonnes avec des coordonnées ou des noms de personnes : {gone}. Laissées de côté.",
                gone=", ".join(gone),
            )
        )
    if kept:
        out.append(
            say(
                "Contacts des organismes gardés ({kept}), ceux des personnes laissés de côté.",
                kept=", ".join(sorted(kept)),
            )
        )
    if seen.discovered:
        out.append(say("Colonnes nouvelles dans cette liste, reconnues : {discovery}.", discovery=seen.discovery))
    if seen.ignored:
        out.append(
            say(
                "Colonnes sans emploi dans cette liste : {ignored}. Elles restent dans le compte rendu.",
                ignored=", ".join(seen.ignored),
            )
        )
    return out


def _said(removed: Sequence[Sequence[str]]) -> list[str]:
    rows = sum(1 for one in removed if one)
    return [say("Coordonnées personnelles laissées de côté dans {rows} ligne(s).", rows=rows)] if rows else []


def _kept(report: Report, seen: Preview, before: Record | None, folder: Path, choices: Choices) -> Report:
    """Write the list, unless nothing would change."""
    content = to_csv(report.rows)
    file, digest = file_of(report.name, content)
    record = Record(
        kind=seen.kind,
        file=seen.file,
        address=seen.address,
        sha256=seen.sha256,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        rows=file,
        rows_sha256=digest,
        kept=len(report.rows),
        with_contacts=choices.keep_contacts,
        counts=report.counts,
        system=seen.mapping.system,
        commune=seen.mapping.commune,
        columns=dict(seen.mapping.columns),
    )
    same = before is not None and record.model_copy(update={"imported_at": before.imported_at}) == before
    if choices.dry_run or (same and (folder / FOLDER / file).exists()):
        return report
    if report.rows.empty:
        raise ListError(say("Aucune ligne ne peut être gardée : voir les raisons. La liste en place n’a pas changé."))
    keep(folder, report.name, record, content, seen.remembering, before)
    return replace(report, written=True)
