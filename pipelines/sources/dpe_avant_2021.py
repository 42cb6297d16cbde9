"""ADEME's energy labels before July 2021 around Montereau, counted by commune."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.notes import defect, noted
from pipelines.reading import read_csv

_COLUMNS = {
    "numero_dpe": "id",
    "code_insee_commune": "code",
    "tv016_departement_id": "departement",
    "result_citycode": "located",
    "classe_consommation_energie": "dpe",
    "classe_estimation_ges": "ges",
    "tr002_type_batiment_id": "building",
}
_HOMES = ("1", "2", "3")
_CLASSES = "abcdefg"
_BLANK = "N"


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Count the labels of dwellings in the commune that the diagnosis names, never where an address was placed."""
    rows = read_csv(paths, _COLUMNS, sep=";")
    decimal = rows["code"].str.endswith(".0")
    rows["code"] = rows["code"].str.removesuffix(".0")
    office = ~rows["building"].isin(_HOMES)
    repeated = rows["id"].duplicated()
    far = rows["located"].notna() & (rows["located"].str[:2] != rows["code"].str[:2])
    # An address placed far away is a fault of the placing, unless the diagnosis itself names that département.
    foreign = far & (rows["located"].str[:2] == rows["departement"])
    homes = rows[~office & ~repeated & ~foreign]
    counts = {"dpe_total": homes.groupby("code").size()}
    for kind in ("dpe", "ges"):
        for label in _CLASSES:
            counts[f"{kind}_{label}"] = homes[homes[kind] == label.upper()].groupby("code").size()
    counts["dpe_blank"] = homes[homes["dpe"] == _BLANK].groupby("code").size()
    frame = pd.DataFrame(counts).fillna(0).astype("float64").rename_axis("code").reset_index()
    return noted(
        frame,
        rows_in=len(rows),
        defects=[
            defect(
                "code_décimal", "Code publié comme un nombre (77172.0) : lu.", rows.loc[decimal, "code"], column="code"
            ),
            defect(
                "hors_champ",
                "Diagnostics de bureaux et de commerces : écartés.",
                rows.loc[office, "id"],
                column="tr002_type_batiment_id",
            ),
            defect("doublon", "Diagnostic répété : écarté.", rows.loc[repeated, "id"], column="numero_dpe"),
            defect(
                "code_contradictoire",
                "Le département écrit et l’adresse contredisent le code de la commune : écarté.",
                rows.loc[foreign, "id"],
                column="code_insee_commune",
            ),
            defect(
                "hors_département",
                "Adresse placée dans un autre département : comptée dans la commune écrite.",
                rows.loc[far & ~foreign, "id"],
                column="result_citycode",
            ),
            defect(
                "sans_classe",
                "Diagnostic sans classe (N) : compté à part.",
                homes.loc[homes["dpe"] == _BLANK, "id"],
                column="classe_consommation_energie",
            ),
        ],
    )
