"""La Poste's postal codes, one row per commune, postal code and place."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from citeoscope.territory.codes import COMMUNE, departement_of
from pipelines.notes import defect, noted
from pipelines.reading import read_csv

_COLUMNS = {
    "Code_commune_INSEE": "code",
    "Nom_commune": "name",
    "Code_postal": "postal_code",
    "Ligne_5": "place",
}
_OUTSIDE = ("975", "977", "978", "986", "987", "988", "989", "99")


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the postal codes; arrondissements stay here, they become their commune when the codes are re-based."""
    rows = read_csv(paths, _COLUMNS, sep=";")
    outside = rows["code"].map(departement_of).isin(_OUTSIDE) | ~rows["code"].str.match(COMMUNE)
    repeated = rows.duplicated() & ~outside
    frame = rows[~outside & ~repeated].sort_values(["code", "postal_code"], kind="stable")
    return noted(
        frame.assign(level="commune")[["level", "code", "name", "postal_code", "place"]].reset_index(drop=True),
        rows_in=len(rows),
        defects=[
            defect(
                "hors_champ",
                "Collectivités d’outre-mer et Monaco : hors du code des communes, écartées.",
                rows.loc[outside, "code"],
                column="code",
            ),
            defect("doublon", "Lignes identiques : écartées.", rows.loc[repeated, "code"], column="code"),
        ],
    )
