"""ADEME's emissions of greenhouse gases by commune and sector."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes

_COLUMNS = {
    "co2_resi": "residential_t",
    "co2_tert": "tertiary_t",
    "co2_rtes_trans": "transport_t",
    "co2_indu": "industry_t",
    "co2_dechets": "waste_t",
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the emissions of each commune."""
    return communes(paths, _COLUMNS).noted()
