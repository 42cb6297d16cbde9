"""INSEE's localised incomes (Filosofi) by EPCI, EPT, département, région and France."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from citeoscope.territory.codes import GRAND_PARIS_EPT
from pipelines.notes import defect, noted
from pipelines.reading import keep, numbers

_COLUMNS = {
    "id": "code",
    "nbpersmenfisc21": "persons",
    "med21": "median_income_eur",
    "tp6021": "poverty_rate_pct",
    "d121": "d1_eur",
    "d921": "d9_eur",
}
_NOT_A_REGION = ("97", "97B")
_REGION_OF = {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06"}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the rows above the commune; `s` is secret, `ND` (not covered) is missing."""
    frame = keep(pd.read_parquet(paths[0]), _COLUMNS, paths[0].name)
    whole = frame["code"].str.extract(r"^(?P<kind>[DR]?)(?P<code>\w{1,9})$")
    wide = frame["code"].notna() & (whole["kind"].ne("") | whole["code"].str.fullmatch(r"\d{9}|FR"))
    rows = frame[wide].assign(level=whole["kind"].map({"D": "departement", "R": "region"}), code=whole["code"])
    rows.loc[rows["code"] == "FR", "level"] = "france"
    siren = rows["code"].str.fullmatch(r"\d{9}")
    rows.loc[siren, "level"] = rows["code"].isin(GRAND_PARIS_EPT).map({True: "ept", False: "epci"})
    wrong = (rows["level"] == "region") & rows["code"].isin(_NOT_A_REGION)
    dropped = defect(
        "hors_cog", "Regroupement outre-mer qui n’est pas une région : écarté.", rows.loc[wrong, "code"], column="code"
    )
    rows = rows[~wrong]
    rows["code"] = rows["code"].mask(rows["level"] == "departement", rows["code"].str.zfill(2))
    # Overseas, a région is one département: the same territory, the same figures, published once.
    overseas = rows[rows["code"].isin(_REGION_OF)].assign(level="region", code=lambda own: own["code"].map(_REGION_OF))
    rows = pd.concat([rows, overseas], ignore_index=True)
    values = [name for name in _COLUMNS.values() if name != "code"]
    read = numbers(rows.replace({"ND": None}), values)
    read["poverty_rate_pct"] = read["poverty_rate_pct"].round(1)
    return noted(read.reset_index(drop=True), rows_in=len(frame), defects=[dropped])
