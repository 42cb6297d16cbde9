"""Winning projects of the participatory budget of Paris (ODbL: kept in a file of its own)."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from citeoscope.territory.codes import PARIS
from pipelines.notes import defect, noted
from pipelines.reading import numbers, read_csv

_COLUMNS = {
    "identifiant_projet_gagnant": "id",
    "titre_projet_gagnant": "name",
    "thematique": "theme",
    "echelle_bp": "scope",
    "edition": "edition",
    "arrondissement_projet_gagnant": "arrondissement_code",
    "adresse_projet_gagnant": "address",
    "budget_global_projet_gagnant": "budget_eur",
    "avancement_projet": "stage",
    "direction_pilote_projet": "directorate",
}
# The file writes 4, the portal the postal code 75004.
_ARRONDISSEMENTS = {
    written: f"751{number:02d}" for number in range(1, 21) for written in (str(number), f"750{number:02d}")
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the projects; number 23 stands for several arrondissements."""
    frame = read_csv(paths, _COLUMNS, sep=";")
    nameless = frame["name"].str.fullmatch("NON REGISTRÉE?", na=False)
    several = ~frame["arrondissement_code"].isin(_ARRONDISSEMENTS)
    out = frame.assign(
        name=frame["name"].mask(nameless),
        arrondissement_code=frame["arrondissement_code"].map(_ARRONDISSEMENTS),
        commune_code=PARIS,
    )
    return noted(
        numbers(out, ["budget_eur"]),
        rows_in=len(frame),
        defects=[
            defect("titre_absent", "Titre « NON REGISTRÉ » : laissé vide.", frame.loc[nameless, "id"], column="name"),
            defect(
                "plusieurs_arrondissements",
                "Projet sur plusieurs arrondissements : sans arrondissement.",
                frame.loc[several, "id"],
                column="arrondissement_code",
            ),
        ],
    )
