"""ADEME's energy labels since July 2021, counted by commune and type of dwelling."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.data_fair import counts
from pipelines.notes import noted

_TYPES = {"maison": "houses", "appartement": "flats"}
_CLASSES = "ABCDEFG"


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read, for houses and for flats, how many labels of each class each commune has."""
    found = counts(paths, ["code", "type", "dpe"])
    tables = {
        own: found[found["type"] == kind].pivot_table("total", "code", "dpe", aggfunc="sum")
        for kind, own in _TYPES.items()
    }
    codes = pd.Index(sorted(set(found["code"])), name="code")
    columns = {
        f"{own}_{label.lower()}": table.reindex(index=codes, columns=list(_CLASSES))[label].fillna(0.0)
        for own, table in tables.items()
        for label in _CLASSES
    }
    return noted(pd.DataFrame(columns, index=codes).reset_index(), rows_in=len(found))
