"""INSEE's composition of the eleven établissements publics territoriaux of Grand Paris."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import defect, noted
from pipelines.reading import read_sheet

_NONE = "ZZZZZZZZZ"


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the communes that are in an EPT; the file lists all communes of France."""
    frame = read_sheet(
        paths[0],
        {"CODGEO": "code", "EPT": "ept", "LIBEPT": "ept_name"},
        sheet="Composition_communale",
        header=5,
    )
    outside = frame["ept"] == _NONE
    return noted(
        frame[~outside].reset_index(drop=True),
        rows_in=len(frame),
        defects=[
            defect(
                "sans_objet",
                "Communes qui ne sont dans aucun EPT : lignes « sans objet » écartées.",
                count=int(outside.sum()),
            )
        ],
    )
