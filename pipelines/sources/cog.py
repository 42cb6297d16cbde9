"""INSEE's official geographic code: régions, départements, communes and municipal arrondissements in one table."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from citeoscope.territory.codes import departement_of
from pipelines.notes import defect, noted
from pipelines.reading import read_csv

_LEVELS = {"COM": "commune", "ARM": "arrondissement"}
_COLUMNS = ["level", "code", "name", "parent", "departement", "region", "tncc"]


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the three files of the code, one row per territory."""
    by_name = {path.name.split("_")[1]: path for path in paths}
    communes = read_csv(
        [by_name["commune"]],
        {
            "TYPECOM": "level",
            "COM": "code",
            "LIBELLE": "name",
            "DEP": "departement",
            "REG": "region",
            "COMPARENT": "parent",
            "TNCC": "tncc",
        },
    )
    departements = read_csv(
        [by_name["departement"]], {"DEP": "code", "LIBELLE": "name", "REG": "region", "TNCC": "tncc"}
    )
    regions = read_csv([by_name["region"]], {"REG": "code", "LIBELLE": "name", "TNCC": "tncc"})
    rows_in = len(communes) + len(departements) + len(regions)
    kept = communes[communes["level"].isin(_LEVELS)].copy()
    others = communes.loc[~communes["level"].isin(_LEVELS), "code"]
    kept["level"] = kept["level"].map(_LEVELS)
    kept["departement"] = kept["departement"].fillna(kept["code"].map(departement_of))
    kept.loc[kept["level"] == "commune", "parent"] = None
    departements = departements.assign(level="departement", departement=departements["code"])
    regions = regions.assign(level="region", region=regions["code"])
    frame = pd.concat([kept, departements, regions], ignore_index=True).reindex(columns=_COLUMNS)
    return noted(
        frame.sort_values(["level", "code"], ignore_index=True),
        rows_in=rows_in,
        defects=[
            defect(
                "hors_champ",
                "Communes associées ou déléguées : ce ne sont pas des communes, écartées.",
                others,
                column="code",
            )
        ],
    )
