"""The rows of a list in the columns of its kind: each field converted once, what could not be read said. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from citeoscope.language import phrase, say
from citeoscope.places.opening import state_of
from citeoscope.territory.geography import Geography
from pipelines.lists.communes import Communes, postal_code
from pipelines.lists.coordinates import Numbers
from pipelines.lists.fields import columns, fields
from pipelines.lists.mapping import Mapping
from pipelines.lists.periods import period
from pipelines.lists.place import Placing
from pipelines.lists.table import Table
from pipelines.lists.values import STAGES, amount, converted, day_first, iso_date, perimeter_reader, stage

_DIGITS: Final = 7
_SIMPLE: Final[dict[str, tuple[Callable[[str], str | None], str]]] = {
    "date": (iso_date, phrase("date « {} » illisible, gardée telle quelle")),
    "open": (state_of, phrase("état « {} » illisible, gardé tel quel")),
    "postal": (lambda text: postal_code(text) or None, ""),
}
_NOTHING: Final = frozenset(
    {"null", "none", "nan", "n/a", "#n/a", "na", "nc", "nr", "-", "–", "?", "/", "néant", "non renseigné", "sans objet"}
)


@dataclass
class Standard:
    """Rows as text columns named after the fields, and what each one has to say: notes, and doubts to check."""

    rows: pd.DataFrame
    notes: list[list[str]]
    doubts: list[list[str]]
    remarks: list[str]


def named(table: Table, mapping: Mapping) -> pd.DataFrame:
    """Return the columns of a table under the names of their fields; a field without a column is empty text."""
    empty = pd.Series("", index=table.cells.index, dtype="str")
    return pd.DataFrame(
        {
            name: _filled(table.cells[mapping.columns[name]]) if mapping.columns.get(name) in table.cells else empty
            for name in fields(mapping.kind)
        }
    )


def _filled(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Return cells without the words that say that there is nothing."""
    return cells.where(~cells.str.lower().isin(_NOTHING), "")


def standardise(rows: pd.DataFrame, kind: str, geography: Geography, communes: Communes) -> Standard:
    """Convert the fields that have a form of their own.

    Parameters
    ----------
    rows
        As given by `named`.
    kind
        What the list is.
    geography, communes
        Know the territories that perimeters name.

    Returns
    -------
    Standard
        Dates in ISO 8601, amounts in euros, stages on their scale, perimeters as expressions. A date, a stage or a
        perimeter that cannot be read stays as it is written, an amount is left empty; each is said.
    """
    out = Standard(rows.copy(), [[] for _ in range(len(rows))], [[] for _ in range(len(rows))], [])
    _split_periods(out)
    for name, field in fields(kind).items():
        if field.holds == "amount":
            odd = _convert(out, name, amount, say("montant « {} » illisible, laissé vide"), out.doubts)
            out.rows.loc[odd, name] = ""
        elif field.holds in _SIMPLE:
            convert, said = _SIMPLE[field.holds]
            if field.holds == "date":
                out.rows[name], turned = day_first(out.rows[name])
                if turned:
                    out.remarks.append(
                        say("Dates écrites le mois d’abord (« {label} ») : lues ainsi.", label=say(field.label))
                    )
            _convert(out, name, convert, said, out.notes)
        elif field.holds == "siret":
            out.rows[name] = out.rows[name].str.replace(r"\s|[.,]0+$", "", regex=True)
        elif name == "perimetre" and (out.rows[name] != "").any():
            said = say("périmètre « {} » non reconnu, gardé tel quel")
            _convert(out, name, perimeter_reader(geography, communes.by_name), said, out.doubts)
        elif name == "etape":
            odd = _convert(out, name, stage, "", out.notes)
            if odd.any():
                seen = ", ".join(say("« {one} »", one=one) for one in out.rows.loc[odd, name].unique()[:5])
                out.remarks.append(
                    say(
                        "Étapes hors de l’échelle ({stages}), gardées telles quelles : {seen}.",
                        stages=", ".join(STAGES),
                        seen=seen,
                    )
                )
    return out


def _split_periods(out: Standard) -> None:
    """Give the two dates of a period their columns; one that cannot be read stands where a start would, and is said."""
    rows = out.rows
    if "periode" not in rows:
        return
    told = rows["date_debut"].where(rows["date_debut"] != "", rows["periode"])
    known = {text: period(text) for text in told.unique() if text}
    rows["date_debut"] = told.map(lambda text: dates[0] if (dates := known.get(text)) else text).astype("str")
    ends = told.map(lambda text: dates[1] if (dates := known.get(text)) else "")
    rows["date_fin"] = rows["date_fin"].where(rows["date_fin"] != "", ends).astype("str")


def placed(rows: pd.DataFrame, kind: str, placing: Placing, communes: Communes) -> pd.DataFrame:
    """Return the rows with their place, in the columns that are kept.

    Parameters
    ----------
    rows
        Converted rows, ids included.
    kind
        What the list is.
    placing
        Where each row is.
    communes
        Gives the name of the commune of each code.

    Returns
    -------
    pandas.DataFrame
        Text columns: those of `fields.columns(kind)`.
    """
    code = pd.Series(placing.code, index=rows.index).astype("str")
    name = code.map(communes.names)
    out = rows.assign(
        code_insee=code,
        commune=name.where(code != "", rows["commune"]).astype("str"),
        latitude=_degrees(placing.latitude, rows.index),
        longitude=_degrees(placing.longitude, rows.index),
        precision=pd.Series(placing.precision, index=rows.index).astype("str"),
        score=pd.Series(
            ["" if np.isnan(one) else f"{one:.2f}" for one in placing.score], index=rows.index, dtype="str"
        ),
    )
    if "perimetre" in out:
        out["perimetre"] = out["perimetre"].where((out["perimetre"] != "") | (code == ""), "commune:" + code)
    return out[list(columns(kind))]


def _convert(
    out: Standard, name: str, convert: Callable[[str], str | None], said: str, where: list[list[str]]
) -> "pd.Series[bool]":
    before = out.rows[name]
    out.rows[name], odd = converted(before, convert)
    if said:
        for row in np.flatnonzero(odd.to_numpy()):
            where[row].append(say(said).format(before.iloc[row]))
    return odd


def _degrees(values: Numbers, index: pd.Index) -> "pd.Series[str]":
    texts = ["" if np.isnan(value) else repr(float(value)) for value in np.round(values, _DIGITS)]
    return pd.Series(texts, index=index, dtype="str")
