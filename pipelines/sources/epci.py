"""DGCL's composition of the intercommunalités with their own taxation."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import noted
from pipelines.reading import read_sheet


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read which EPCI each commune belongs to."""
    frame = read_sheet(
        paths[0],
        {"insee": "code", "siren": "epci", "raison_sociale": "epci_name", "nature_juridique": "epci_nature"},
    )
    return noted(frame, rows_in=len(frame))
