"""INSEE's permanent database of facilities (BPE), counted by commune and domain."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.melodi import figures
from pipelines.notes import defect

_DOMAINS = {
    "services": "A",
    "shops": "B",
    "education": "C",
    "health": "D",
    "transport": "E",
    "sport_culture": "F",
    "tourism": "G",
}
_ALL = {"FACILITY_SDOM": "_T", "FACILITY_TYPE": "_T"}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the facilities of each commune; a domain left out is zero where the others make the total."""
    domains = {name: {"FACILITY_DOM": code, **_ALL} for name, code in _DOMAINS.items()}
    read = figures(paths, {"facilities": {"FACILITY_DOM": "_T", **_ALL}, **domains})
    frame = read.frame.copy()
    whole = frame[list(domains)].sum(axis=1) == frame["facilities"]
    for name in domains:
        if (status := f"{name}_status") in frame:
            none = whole & (frame[status] == "missing")
            frame.loc[none, name] = 0.0
            frame.loc[none, status] = "ok"
    partial = defect(
        "total_différent",
        "Les domaines ne font pas le total : ceux qui manquent restent absents.",
        frame.loc[~whole, "code"],
        column="facilities",
    )
    return read._replace(frame=frame, defects=(*read.defects, partial)).noted()
