"""INSEE's main residences by commune: type and period of construction."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.melodi import figures
from pipelines.totals import completed, summed

_ALL = "_T"
_DATED = "Y_LT2021"  # built before 2021: what has a period
_KINDS = {"main_residences": _ALL, "houses": "1", "flats": "2"}
_PERIODS = {
    "before_1919": "Y_LT1919",
    "1919_1945": "Y1919T1945",
    "1946_1970": "Y1946T1970",
    "1971_1990": "Y1971T1990",
    "1991_2005": "Y1991T2005",
    "2006_2020": "Y2006TAAAA",
}
_BEFORE_1971 = ("before_1919", "1919_1945", "1946_1970")
_CELLS = {
    "main_residences": {"TDW": _ALL, "BUILD_END": _ALL},
    "main_residences_dated": {"TDW": _ALL, "BUILD_END": _DATED},
    **{
        f"{name}_{suffix}": {"TDW": kind, "BUILD_END": period}
        for name, kind in _KINDS.items()
        for suffix, period in _PERIODS.items()
    },
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read main residences by commune, to a tenth; a figure left out is zero where the others make the total."""
    read = figures(paths, _CELLS)
    frame, differs = completed(
        read.frame, "main_residences_dated", [f"main_residences_{suffix}" for suffix in _PERIODS], exhaustive=True
    )
    found = [differs]
    for suffix in _PERIODS:
        # Homes, hotel rooms and makeshift dwellings are neither houses nor flats: the two may stay below the total.
        own = [f"houses_{suffix}", f"flats_{suffix}"]
        frame, differs = completed(frame, f"main_residences_{suffix}", own, exhaustive=False)
        found.append(differs)
    for name in _KINDS:
        frame = summed(frame, f"{name}_before_1971", [f"{name}_{suffix}" for suffix in _BEFORE_1971])
    for name in ("houses", "flats"):
        frame = summed(frame, f"{name}_dated", [f"{name}_{suffix}" for suffix in _PERIODS])
    return read._replace(frame=frame.round(1), defects=(*read.defects, *found)).noted()
