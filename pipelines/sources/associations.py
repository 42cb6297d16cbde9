"""Registered associations (RNA) by commune, theme and period of creation."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from citeoscope.territory.codes import departement_of
from pipelines.base_territoriale import communes
from pipelines.notes import defect

_COLUMNS = {
    "asso_av_2000": "before_2000",
    "asso_2000_2010": "since_2000",
    "asso_2010_2020": "since_2010",
    "asso_ap_2020": "since_2020",
    "cultart06": "culture",
    "sport11": "sport",
    "lois07": "leisure",
    "educform15": "education",
    "sociocul09": "social",
    "sante17": "health",
    "carit20": "charity",
    "env24": "environment",
    "patr10": "heritage",
    "devloc30": "local_development",
}
_PERIODS = ["before_2000", "since_2000", "since_2010", "since_2020"]
_LOCAL_LAW = ("57", "67", "68")


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the associations of each commune; three départements keep a register of their own."""
    table = communes(paths, _COLUMNS)
    elsewhere = table.frame["code"].map(departement_of).isin(_LOCAL_LAW)
    frame = table.frame[~elsewhere]
    frame.insert(1, "associations", frame[_PERIODS].sum(axis=1))
    found = defect(
        "hors_champ",
        "Moselle, Bas-Rhin, Haut-Rhin : associations inscrites dans un registre local, lignes écartées.",
        table.frame.loc[elsewhere, "code"],
        column="code",
    )
    return table._replace(frame=frame, defects=(*table.defects, found)).noted()
