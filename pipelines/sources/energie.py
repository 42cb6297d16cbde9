"""Agence ORE's consumption of electricity and gas by commune."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes
from pipelines.notes import defect

_COLUMNS = {
    "e_total_conso": "elec_total_mwh",
    "e_resi_conso": "elec_residential_mwh",
    "e_resi_pts": "elec_residential_points",
    "g_total_conso": "gas_total_mwh",
    "g_resi_conso": "gas_residential_mwh",
    "g_resi_pts": "gas_residential_points",
}
_HOMES = ["elec_residential_mwh", "elec_residential_points"]


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the consumption of each commune, to a megawatt-hour; no commune lives without electricity."""
    table = communes(paths, _COLUMNS)
    table = table._replace(frame=table.frame.round(0))
    dark = table.frame["elec_total_mwh"] == 0
    no_home = ~dark & (table.frame["elec_residential_mwh"] == 0)
    return (
        table.without(
            dark,
            ["elec_total_mwh", *_HOMES],
            defect(
                "zéro_non_publié",
                "Électricité à zéro parce que non publiée : donnée absente.",
                table.frame.loc[dark, "code"],
                column="elec_total_mwh",
            ),
        )
        .without(
            no_home,
            _HOMES,
            defect(
                "zéro_non_publié",
                "Électricité des logements à zéro, non publiée à part : donnée absente.",
                table.frame.loc[no_home, "code"],
                column="elec_residential_mwh",
            ),
        )
        .noted()
    )
