"""Territories engaged in citizen participation, four national schemes."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import defect, noted
from pipelines.reading import read_csv

_COLUMNS = {
    "id_engcit": "id",
    "libgeo": "name",
    "dispositif": "scheme",
    "echelon": "level",
    "codgeo": "code",
    "periode": "period",
    "url": "url",
}
_LENGTHS = {"commune": 5, "departement": 2, "region": 2, "epci": 9}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the list; a territory outside the COG is kept without a code."""
    frame = read_csv(paths, _COLUMNS)
    strange = ~frame["level"].isin(_LENGTHS)
    frame["level"] = frame["level"].mask(strange)
    frame["code"] = frame["code"].mask(strange)
    length = frame["level"].map(_LENGTHS)
    short = frame["code"].str.len() < length
    before = frame.loc[short, "code"]
    frame["code"] = frame["code"].mask(short, "0" + frame["code"])
    return noted(
        frame,
        rows_in=len(frame),
        defects=[
            defect(
                "référence_invalide",
                "Territoire hors du COG (« #Invalid Ref ») : gardé sans code ni niveau.",
                frame.loc[strange, "name"],
                column="code",
            ),
            defect("zéro_perdu", "Code sans son zéro de tête : rétabli.", before, column="code"),
        ],
    )
