"""INSEE's dwellings by commune: category, type, tenure."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes
from pipelines.melodi import figures

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
_ALL, _MAIN = "_T", "DW_MAIN"


def _cell(category: str, kind: str = _ALL, tenure: str = _ALL) -> dict[str, str]:
    return {"RP_MEASURE": "DWELLINGS", "OCS": category, "TDW": kind, "TSH": tenure}


_CELLS = {
    "dwellings": _cell(_ALL),
    "main_residences": _cell(_MAIN),
    "second_homes": _cell("DW_SEC_DW_OCC"),
    "vacant": _cell("DW_VAC"),
    "houses": _cell(_ALL, kind="1"),
    "flats": _cell(_ALL, kind="2"),
    "owners": _cell(_MAIN, tenure="100"),
    "tenants": _cell(_MAIN, tenure="200"),
    "hlm": _cell(_MAIN, tenure="221"),
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the dwellings of each commune, to a tenth: they are weighted estimates."""
    if paths[0].suffix == ".parquet":
        table = communes(paths, _COLUMNS)
        return table._replace(frame=table.frame.round(1)).noted()
    read = figures(paths, _CELLS)
    return read._replace(frame=read.frame.round(1)).noted()
