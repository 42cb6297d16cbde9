"""INSEE's employing establishments and their jobs by commune, in five sectors (Flores)."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.melodi import figures

_MEASURES = {"establishments": "UNIT_LOC", "jobs": "EMPL3112"}
_SECTORS = {
    "": "_T",
    "agriculture_": "AZ",
    "industry_": "BE",
    "construction_": "FZ",
    "market_services_": "GU",
    "public_services_": "OQ",
}
# All legal forms and all sizes: each of these dimensions is published with its total.
_ALL = {"LEGAL_FORM_WITH_PUBLIC": "1T9X7", "NUMBER_EMPL": "_T"}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the establishments and jobs of each commune."""
    return figures(
        paths,
        {
            f"{sector}{figure}": {"FLORES_MEASURE": measure, "ACTIVITY": activity, **_ALL}
            for figure, measure in _MEASURES.items()
            for sector, activity in _SECTORS.items()
        },
    ).noted()
