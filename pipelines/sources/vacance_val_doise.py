"""Vacant dwellings of the Val-d'Oise, from the tax files (Lovac)."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import noted
from pipelines.reading import numbers, read_csv

_COLUMNS = {
    "CODGEO_26": "code",
    "ff_pp_total_25": "private_dwellings_2025",
    "pp_vacant_26": "vacant_2026",
    "pp_vacant_plus_2ans_26": "vacant_2_years_2026",
    "pp_vacant_25": "vacant_2025",
    "pp_vacant_plus_2ans_25": "vacant_2_years_2025",
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the last two years; `s` is secret (under 11 dwellings), never zero."""
    frame = read_csv(paths, _COLUMNS, sep=";")
    return noted(numbers(frame, [name for name in _COLUMNS.values() if name != "code"]), rows_in=len(frame))
