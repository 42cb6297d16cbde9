"""INSEE's jobs and establishments by commune (Flores)."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes
from pipelines.notes import defect

_YEARS = (2017, 2022)
_NOT_PUBLISHED = 2023
_COLUMNS = (
    {f"sal_{year}": f"jobs_{year}" for year in _YEARS}
    | {f"etab_{year}": f"establishments_{year}" for year in _YEARS}
    | {"cult_rz_2022": "culture_jobs_2022", "spo_sal_2022": "sport_jobs_2022"}
)


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read two years, five apart, of jobs and establishments; a year that is zero everywhere was not published."""
    table = communes(paths, _COLUMNS)
    last = pd.read_parquet(paths[0], columns=[f"sal_{_NOT_PUBLISHED}"])[f"sal_{_NOT_PUBLISHED}"]
    found = defect(
        "zéro_non_publié",
        f"Année {_NOT_PUBLISHED} à zéro partout parce que non publiée : colonnes laissées."
        if not last.any()
        else f"Année {_NOT_PUBLISHED} publiée, mais pas encore lue.",
        [f"sal_{_NOT_PUBLISHED}"],
    )
    return table._replace(defects=(*table.defects, found)).noted()
