"""INSEE's births and deaths by commune of residence, each year."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from citeoscope.territory.codes import departement_of
from pipelines.base_territoriale import MAYOTTE, Table, communes
from pipelines.melodi import figures
from pipelines.notes import defect

_YEARS = range(14, 24)
_COLUMNS = {f"naiss{year}": f"births_20{year}" for year in _YEARS} | {
    f"dec{year}": f"deaths_20{year}" for year in _YEARS
}
_CELLS = {
    f"{event}_20{year}": {"EC_MEASURE": measure, "TIME_PERIOD": f"20{year}"}
    for event, measure in (("births", "LVB"), ("deaths", "DTH"))
    for year in _YEARS
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read ten years of births and deaths; years that are zero all over Mayotte were not published there."""
    if paths[0].suffix != ".parquet":
        return figures(paths, _CELLS).noted()
    return _without_mayotte(communes(paths, _COLUMNS)).noted()


def _without_mayotte(table: Table) -> Table:
    there = table.frame["code"].map(departement_of) == MAYOTTE
    empty = [name for name in _COLUMNS.values() if there.any() and not table.frame.loc[there, name].any()]
    return table.without(
        there,
        empty,
        defect(
            "zéro_non_publié",
            "Mayotte, années à zéro partout parce que non publiées : donnée absente.",
            table.frame.loc[there, "code"] if empty else (),
            column=empty[0] if empty else None,
        ),
    )
