"""INSEE's localised incomes (Filosofi) by commune."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.melodi import FILOSOFI, figures
from pipelines.notes import noted
from pipelines.reading import numbers, read_csv

_COLUMNS = {
    "CODGEO": "code",
    "NBMENFISC21": "households",
    "NBPERSMENFISC21": "persons",
    "MED21": "median_income_eur",
    "TP6021": "poverty_rate_pct",
    "D121": "d1_eur",
    "D921": "d9_eur",
    "RD21": "d9_d1_ratio",
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read incomes and poverty; `s`, `ns` and `nd` cells are secret, never zero."""
    if paths[0].suffix != ".csv":
        return figures(paths, FILOSOFI).noted()
    frame = read_csv(paths, _COLUMNS, sep=";")
    return noted(numbers(frame, [name for name in _COLUMNS.values() if name != "code"]), rows_in=len(frame))
