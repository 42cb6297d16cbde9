"""Values as a spreadsheet: French CSV (semicolon, decimal comma, UTF-8 with BOM) that opens as it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from citeoscope.atlas import Atlas
from citeoscope.exports.cells import LEAST_DECIMALS, neutralise
from citeoscope.query.status import Status
from citeoscope.ranking import ranked
from citeoscope.territory.levels import Level

if TYPE_CHECKING:
    import pandas as pd


def to_csv(  # noqa: PLR0913 - each one names rows or columns of the file
    atlas: Atlas,
    indicator: str,
    territory: str,
    level: Level,
    vintage: str | None = None,
    *,
    columns: Sequence[str] = (),
    order: str = "",
    kept: Sequence[str] = (),
) -> bytes:
    """Write the values of an indicator.

    Parameters
    ----------
    atlas
        The data.
    indicator, territory, level
        What to write: indicator id, perimeter expression, level of the rows.
    vintage
        One of the indicator's `vintages`; the current one when `None`.
    columns
        Ids of other indicators, written after at their current vintage.
    order, kept
        Of the rows, see `ranking.ranked`; with neither, every row by code.

    Returns
    -------
    bytes
        One row per territory: code, name, value (empty when there is none), status in words, unit, indicator, vintage,
        source, licence, date of retrieval, carrier, and what went wrong with the source (empty when nothing did). For
        each other indicator: its value under its name, unit and vintage, its status and its source.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    """
    declared = atlas.indicator(indicator).at(vintage)
    frame = atlas.values(indicator, atlas.perimeter(territory), level, vintage)
    notes = atlas.sources(indicator, vintage)
    table = frame.assign(
        name=frame["name"].map(neutralise),
        value=_written(frame["value"], declared.decimals),
        status=[Status(status).label for status in frame["status"]],
        unite=declared.unit,
        indicateur=declared.label,
        millesime=declared.vintage,
        source=neutralise(" ; ".join(note.text for note in notes)),
        licence=" ; ".join(dict.fromkeys(note.licence for note in notes)),
        recupere_le=max(note.retrieved_at for note in notes),
        support=" ; ".join(dict.fromkeys(note.carrier for note in notes)),
        avertissement=neutralise(" ".join(note.warning for note in notes if note.stale)),
    ).rename(columns={"name": "nom", "value": "valeur", "status": "statut"})
    beside = {other: atlas.values(other, atlas.perimeter(territory), level) for other in columns}
    for other, values in beside.items():
        table = table.assign(**_column(atlas, other, values))
    if order or kept:
        figures = {name: values["value"] for name, values in {indicator: frame, **beside}.items()}
        table = table.iloc[ranked(frame["code"].tolist(), frame["name"].tolist(), figures, order, kept)]
    text: str = table.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _written(values: "pd.Series[float]", decimals: int) -> "pd.Series[Any]":
    """Return figures as they are written: no comma where all are whole, as counts are."""
    figures = values.round(max(decimals, LEAST_DECIMALS))
    return figures.astype("Int64") if (figures.dropna() % 1 == 0).all() else figures


def _column(atlas: Atlas, indicator: str, frame: "pd.DataFrame") -> dict[str, Any]:
    declared = atlas.indicator(indicator)
    known = ", ".join(filter(None, (declared.unit, declared.vintage)))
    return {
        f"{declared.short} ({known})": _written(frame["value"], declared.decimals),
        f"{indicator} : statut": [Status(status).label for status in frame["status"]],
        f"{indicator} : source": neutralise(" ; ".join(note.text for note in atlas.sources(indicator))),
    }
