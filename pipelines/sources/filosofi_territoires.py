"""INSEE's localised incomes (Filosofi) by EPCI, EPT, département, région and France."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import all_levels
from pipelines.melodi import FILOSOFI, figures
from pipelines.notes import noted
from pipelines.reading import numbers

_COLUMNS = {
    "nbpersmenfisc21": "persons",
    "med21": "median_income_eur",
    "tp6021": "poverty_rate_pct",
    "d121": "d1_eur",
    "d921": "d9_eur",
}
_LEVELS = ("epci", "ept", "departement", "region", "france")
_REGION_OF = {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06"}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the rows above the commune; `s` is secret, `ND` (not covered) is missing."""
    if paths[0].suffix != ".parquet":
        return figures(paths, {name: FILOSOFI[name] for name in _COLUMNS.values()}, levels=_LEVELS).noted()
    table = all_levels(paths, _COLUMNS)
    rows = table.frame[table.frame["level"] != "commune"]
    # Overseas, a région is one département: the same territory, the same figures, published once.
    overseas = rows[rows["code"].isin(_REGION_OF)].assign(level="region", code=lambda own: own["code"].map(_REGION_OF))
    rows = pd.concat([rows, overseas], ignore_index=True)
    read = numbers(rows.replace({"ND": None}), list(_COLUMNS.values()))
    read["poverty_rate_pct"] = read["poverty_rate_pct"].round(1)
    return noted(read, rows_in=table.rows_in, defects=table.defects)
