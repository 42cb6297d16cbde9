"""INSEE's populations of communes, by census since 1968."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes
from pipelines.melodi import figures

_COLUMNS = {
    "psdc1968": "psdc1968",
    "psdc1975": "psdc1975",
    "psdc1982": "psdc1982",
    "psdc1990": "psdc1990",
    "psdc1999": "psdc1999",
    "pmun2006": "pmun2006",
    "pmun2011": "pmun2011",
    "pmun2016": "pmun2016",
    "pmun2022": "pmun2022",
}

# "psdc1968" -> the population without double counting, in 1968
_CELLS = {name: {"POPREF_MEASURE": name[:4].upper(), "TIME_PERIOD": name[4:]} for name in _COLUMNS.values()}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the populations of each commune; years closer than five years cannot be compared, and are not kept."""
    compiled = paths[0].suffix == ".parquet"
    return (communes(paths, _COLUMNS) if compiled else figures(paths, _CELLS)).noted()
