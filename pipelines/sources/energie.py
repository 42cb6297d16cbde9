"""Agence ORE's consumption of electricity and gas by commune."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import Table, communes
from pipelines.data_fair import lines
from pipelines.notes import defect
from pipelines.reading import numbers

_COLUMNS = {
    "e_total_conso": "elec_total_mwh",
    "e_resi_conso": "elec_residential_mwh",
    "e_resi_pts": "elec_residential_points",
    "g_total_conso": "gas_total_mwh",
    "g_resi_conso": "gas_residential_mwh",
    "g_resi_pts": "gas_residential_points",
}
_HOMES = ["elec_residential_mwh", "elec_residential_points"]
_ELECTRICITY = ["elec_total_mwh", *_HOMES]
# Ninety-nine communes in a hundred use less than 8.4 MWh per home; above, some distributors put all customers in homes.
_MOST_PER_HOME = 12
_LINES = {
    "code_commune": "code",
    "filiere": "network",
    "code_grand_secteur": "sector",
    "conso_totale_mwh": "mwh",
    "nb_sites": "points",
    "nombre_de_mailles_secretisees": "hidden",
}
_NETWORKS = {"Electricité": "elec", "Électricité": "elec", "Gaz": "gas"}
_RESIDENTIAL = "RESIDENTIEL"


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the consumption of each commune, to a megawatt-hour; no commune lives without electricity."""
    table = communes(paths, _COLUMNS) if paths[0].suffix == ".parquet" else _sectors(paths)
    table = table._replace(frame=table.frame.round(0))
    dark = table.frame["elec_total_mwh"] == 0
    no_home = ~dark & (table.frame["elec_residential_mwh"] == 0)
    beyond = table.frame["elec_residential_mwh"] > _MOST_PER_HOME * table.frame["elec_residential_points"]
    return (
        table.without(
            dark,
            _ELECTRICITY,
            defect(
                "zéro_non_publié",
                "Électricité à zéro parce que non publiée : donnée absente.",
                table.frame.loc[dark, "code"],
                column="elec_total_mwh",
            ),
        )
        .without(
            no_home,
            _HOMES,
            defect(
                "zéro_non_publié",
                "Électricité des logements à zéro, non publiée à part : donnée absente.",
                table.frame.loc[no_home, "code"],
                column="elec_residential_mwh",
            ),
        )
        .without(
            beyond,
            _ELECTRICITY,
            defect(
                "invraisemblable",
                f"Plus de {_MOST_PER_HOME} MWh d’électricité par logement, invraisemblable : donnée absente.",
                table.frame.loc[beyond, "code"],
                column="elec_residential_mwh",
            ),
        )
        .noted()
    )


def _sectors(paths: Sequence[Path]) -> Table:
    """Add up the rows of the distributors and sectors of each commune; a figure left out makes its sum unknown."""
    rows = numbers(lines(paths, _LINES), ["mwh", "points", "hidden"])
    strange = sorted(set(rows["network"].dropna()) - set(_NETWORKS))
    if strange:
        raise ValueError(f"filière(s) inconnue(s) : {', '.join(strange)}")
    nameless = rows["code"].isna()
    rows = rows[~nameless].assign(network=lambda own: own["network"].map(_NETWORKS))
    home = rows["sector"] == _RESIDENTIAL
    sums = {
        f"{network}_{name}": part.groupby("code")[figure].agg(lambda cells: cells.sum(skipna=False))
        for network, own in (("elec", rows["network"] == "elec"), ("gas", rows["network"] == "gas"))
        for name, figure, part in (
            ("total_mwh", "mwh", rows[own]),
            ("residential_mwh", "mwh", rows[own & home]),
            ("residential_points", "points", rows[own & home]),
        )
    }
    frame = pd.DataFrame(sums).rename_axis("code").reset_index()
    # Distributors list the communes they deliver to: one that is only in electricity's list has no gas network.
    unserved = frame["elec_total_mwh"].notna() & ~frame["code"].isin(rows.loc[rows["network"] == "gas", "code"])
    gas = [name for name in frame.columns if name.startswith("gas_")]
    frame.loc[unserved, gas] = 0.0
    hidden = rows.loc[rows["hidden"] > 0, "code"].drop_duplicates()
    return Table(
        frame,
        len(nameless),
        (
            defect("sans_code", "Ligne sans code de commune : écartée.", count=int(nameless.sum()), column="code"),
            defect(
                "sans_gaz",
                "Aucun distributeur de gaz ne cite la commune : elle n’est pas desservie, zéro.",
                frame.loc[unserved, "code"],
                column="gas_total_mwh",
            ),
            defect(
                "maille_secrète",
                "Des consommations sont retirées pour le secret commercial : le total de la commune est un minimum.",
                hidden,
                column="code",
            ),
        ),
    )
