"""INSEE's movements of communes since 1943."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import noted
from pipelines.reading import read_csv


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read all movements, in the order of their date."""
    frame = read_csv(
        paths,
        {
            "MOD": "mod",
            "DATE_EFF": "date_eff",
            "TYPECOM_AV": "typecom_av",
            "COM_AV": "com_av",
            "LIBELLE_AV": "libelle_av",
            "TYPECOM_AP": "typecom_ap",
            "COM_AP": "com_ap",
            "LIBELLE_AP": "libelle_ap",
        },
    )
    keys = ["date_eff", "com_av", "com_ap", "typecom_av", "typecom_ap", "mod"]
    return noted(frame.sort_values(keys, ignore_index=True), rows_in=len(frame))
