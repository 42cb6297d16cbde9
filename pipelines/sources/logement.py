"""INSEE's dwellings by commune: category, type, tenure."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes

_COLUMNS = {
    "p16_log": "dwellings",
    "p16_rp": "main_residences",
    "p16_rsecocc": "second_homes",
    "p16_logvac": "vacant",
    "p16_maison": "houses",
    "p16_appart": "flats",
    "p16_rp_prop": "owners",
    "p16_rp_loc": "tenants",
    "p16_rp_lochlmv": "hlm",
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the dwellings of each commune, to a tenth: they are weighted estimates."""
    table = communes(paths, _COLUMNS)
    return table._replace(frame=table.frame.round(1)).noted()
