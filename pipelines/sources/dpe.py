"""ADEME's energy labels since July 2021, counted by commune."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.data_fair import counts
from pipelines.notes import defect, noted

_CLASSES = "ABCDEFG"
_FIELDS = ["code", "dpe", "ges"]


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the labels of each commune by class of energy and of greenhouse gases: ADEME's counts, or a list of them."""
    published = json.loads(paths[0].read_bytes())
    rows, rows_in = (_listed(published), len(published)) if isinstance(published, list) else _counted(paths)
    frame = rows.assign(dpe_fg=rows["dpe_f"] + rows["dpe_g"])
    order = ["code", "dpe_total", *(f"dpe_{label.lower()}" for label in _CLASSES), "dpe_fg"]
    frame = frame[[*order, *(f"ges_{label.lower()}" for label in _CLASSES)]]
    figures = [name for name in frame.columns if name != "code"]
    frame[figures] = frame[figures].astype("float64")
    uneven = frame[[f"dpe_{label.lower()}" for label in _CLASSES]].sum(axis=1) != frame["dpe_total"]
    return noted(
        frame,
        rows_in=rows_in,
        defects=[
            defect(
                "total_différent",
                "La somme des classes n’est pas le total publié : gardés tels quels.",
                frame.loc[uneven, "code"],
                column="dpe_total",
            )
        ],
    )


def _listed(published: Sequence[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"code": row["code"], "dpe_total": row["total"]}
            | {f"dpe_{label.lower()}": row["classes"][label] for label in _CLASSES}
            | {f"ges_{label.lower()}": row["ges"][label] for label in _CLASSES}
            for row in published
        ]
    )


def _counted(paths: Sequence[Path]) -> tuple[pd.DataFrame, int]:
    found = counts(paths, _FIELDS)
    wholes = found.drop_duplicates("node").groupby("code")["whole"].sum()
    columns = {"dpe_total": wholes}
    none = pd.Series(0.0, index=wholes.index)
    for kind in ("dpe", "ges"):
        by_class = found.pivot_table("total", "code", kind, aggfunc="sum", fill_value=0)
        for label in _CLASSES:
            columns[f"{kind}_{label.lower()}"] = by_class.get(label, none)
    return pd.DataFrame(columns).rename_axis("code").reset_index(), len(found)
