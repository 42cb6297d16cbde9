"""INSEE's legal populations of communes."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import noted
from pipelines.reading import numbers, read_csv


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the three populations of each commune (arrondissements for Paris, Lyon and Marseille)."""
    frame = read_csv(
        paths, {"COM": "code", "PMUN": "pmun", "PCAP": "pcap", "PTOT": "ptot"}, sep=";", member="donnees_communes.csv"
    )
    return noted(numbers(frame, ["pmun", "pcap", "ptot"]), rows_in=len(frame))
