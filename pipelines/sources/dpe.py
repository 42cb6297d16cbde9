"""ADEME's energy labels since July 2021, counted by commune."""

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import defect, noted

_CLASSES = "ABCDEFG"


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the labels of each commune by class of energy and of greenhouse gases."""
    published = json.loads(paths[0].read_text(encoding="utf-8"))
    frame = pd.DataFrame(
        [
            {"code": row["code"], "dpe_total": row["total"]}
            | {f"dpe_{label.lower()}": row["classes"][label] for label in _CLASSES}
            | {"dpe_fg": row["classes"]["F"] + row["classes"]["G"]}
            | {f"ges_{label.lower()}": row["ges"][label] for label in _CLASSES}
            for row in published
        ]
    )
    figures = [name for name in frame.columns if name != "code"]
    frame[figures] = frame[figures].astype("float64")
    uneven = frame[[f"dpe_{label.lower()}" for label in _CLASSES]].sum(axis=1) != frame["dpe_total"]
    return noted(
        frame,
        rows_in=len(published),
        defects=[
            defect(
                "total_différent",
                "La somme des classes n’est pas le total publié : gardés tels quels.",
                frame.loc[uneven, "code"],
                column="dpe_total",
            )
        ],
    )
