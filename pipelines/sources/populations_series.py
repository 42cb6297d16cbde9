"""INSEE's populations of communes, by census since 1968."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes

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


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the populations of each commune; years closer than five years cannot be compared, and are not kept."""
    return communes(paths, _COLUMNS).noted()
