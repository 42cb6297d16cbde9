"""INSEE's comparator of territories, as published joined with postal codes."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import defect, noted
from pipelines.reading import numbers, read_csv

_COLUMNS = {
    "insee_com": "code",
    "commune_type": "type",
    "superficie_km2": "area_km2",
    "population_2015": "population_2015",
    "population_2021": "population_2021",
    "menages_2021": "households_2021",
    "naissances_2022": "births_2022",
    "deces_2022": "deaths_2022",
    "pop_15_64_totale_2021": "population_15_64_2021",
    "pop_15_64_chomage_2021": "unemployed_15_64_2021",
    "pop_15_64_active_2021": "active_15_64_2021",
}
# What the file gives as zero for communes re-established too late to have figures of their own.
_CENSUS = [
    "households_2021",
    "births_2022",
    "deaths_2022",
    "population_15_64_2021",
    "unemployed_15_64_2021",
    "active_15_64_2021",
]
# Published still with the communes that left them in 2024, while their area and population are their own.
_STILL_WHOLE = ["60054", "85084"]


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read one row per commune: the file has one per postal code, and rows for communes déléguées."""
    frame = read_csv(paths, _COLUMNS)
    rows_in = len(frame)
    delegated = frame["type"] == "COMD"
    repeated = frame[~delegated].duplicated()
    kept = frame[~delegated][~repeated].drop(columns="type").reset_index(drop=True)
    values = [name for name in kept.columns if name != "code"]
    unpublished = kept["area_km2"].isna() & (kept["population_2021"] == "0")
    partial = ~unpublished & (kept["households_2021"] == "0") & (kept["population_2021"] != "0")
    kept.loc[unpublished, values] = None
    whole = kept["code"].isin(_STILL_WHOLE)
    kept.loc[partial | whole, _CENSUS] = None
    return noted(
        numbers(kept, values),
        rows_in=rows_in,
        defects=[
            defect(
                "hors_champ",
                "Communes déléguées : déjà comptées dans leur commune, écartées.",
                frame.loc[delegated, "code"],
                column="code",
            ),
            defect(
                "zéro_non_publié",
                "Chiffres à zéro parce que non publiés (Mayotte, communes rétablies en 2024) : donnée absente.",
                kept.loc[unpublished | partial, "code"],
                column="code",
            ),
            defect(
                "commune_séparée",
                "Chiffres de l’ancienne commune entière, dont une partie a été rétablie en 2024 : donnée absente.",
                kept.loc[whole, "code"],
                column="code",
            ),
            defect(
                "doublon",
                "Une ligne par code postal : lignes identiques écartées.",
                frame[~delegated].loc[repeated, "code"],
                column="code",
            ),
        ],
    )
