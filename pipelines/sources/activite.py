"""INSEE's activity of the inhabitants aged 15 to 64, by commune of residence."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.melodi import figures
from pipelines.totals import completed

_CELLS = {
    "population_15_64": {"EMPSTA_ENQ": "_T"},
    "active_15_64": {"EMPSTA_ENQ": "1T2"},
    "employed_15_64": {"EMPSTA_ENQ": "1"},
    "unemployed_15_64": {"EMPSTA_ENQ": "2"},
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the inhabitants of each commune, to a tenth; none is unemployed where the employed make the active."""
    read = figures(paths, _CELLS)
    frame, differs = completed(read.frame, "active_15_64", ["employed_15_64", "unemployed_15_64"], exhaustive=True)
    frame, above = completed(frame, "population_15_64", ["active_15_64"], exhaustive=False)
    return read._replace(frame=frame.round(1), defects=(*read.defects, differs, above)).noted()
