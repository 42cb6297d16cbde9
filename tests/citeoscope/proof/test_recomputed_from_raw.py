"""Indicators computed again from the publishers' own files with plain pandas, and compared exactly.

Needs the files: CITEOSCOPE_MIRROR=FOLDER pytest tests/citeoscope/proof/test_recomputed_from_raw.py
"""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from embedded_files import OK, SEVERITY
from plain import answers
from raw_files import RawFiles

from citeoscope.territory.levels import Level

MIRROR = os.environ.get("CITEOSCOPE_MIRROR", "")
pytestmark = pytest.mark.skipif(not MIRROR, reason="no folder of published files: set CITEOSCOPE_MIRROR to check them")
LEVELS = ["commune", "epci", "departement", "region", "france"]
NAMES = [
    "population",
    "population_1968",
    "densite",
    "evolution_depuis_1968",
    "menages",
    "taille_menages",
    "part_15_64_ans",
    "taux_chomage",
    "naissances",
    "natalite",
    "naissances_pour_100_deces",
    "solde_naturel",
    "solde_naturel_pour_1000",
    "logements",
    "part_maisons",
    "part_hlm",
    "emplois_salaries",
    "evolution_emplois",
    "part_emplois_culture",
    "boulangeries",
    "restaurants_pour_1000",
    "acces_generalistes",
    "acces_infirmiers",
    "associations",
    "associations_pour_1000",
    "gaz",
    "co2_logements_par_habitant",
    "france_services",
]
MEDIANS = {"revenu_median": "med21", "taux_pauvrete": "tp6021", "revenu_10_pourcent_modestes": "d121"}


@pytest.fixture(scope="module")
def raw():
    return RawFiles(Path(MIRROR))


def compare(embedded, raw, name, level):
    """Return what the engine says and what the raw files say of every territory of a level."""
    told = embedded.table(name, Level(level))
    told = told[["value", "status"]].assign(status=told["status"].astype(str).map(SEVERITY.index))
    touched = raw.communes.loc[raw.communes["code"].isin(raw.ambiguous), level].dropna().unique()
    told = told.drop(index=[code for code in touched if code in told.index])
    if level != "commune":
        for code in touched:
            written = "france" if level == "france" else f"{level}:{code}"
            inside = sorted(raw.ambiguous & set(embedded.perimeter(written).codes))
            one = embedded.aggregate(name, "-commune:".join([written, *inside]))
            told.loc[code] = [np.nan if one.value is None else one.value, SEVERITY.index(one.status)]
    return told.sort_index(), answers(raw, name, raw.level(level)).sort_index()


def test_few_communes_are_ambiguous(raw):
    assert len(raw.codes) == 34_875
    assert len(raw.ambiguous) <= 40


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", NAMES)
def test_the_engine_agrees_with_the_published_files(embedded, raw, name, level):
    told, plain = compare(embedded, raw, name, level)
    assert list(told.index) == list(plain.index)
    differ = told["status"] != plain["status"]
    assert not differ.any(), pd.DataFrame({"told": told["status"], "plain": plain["status"]})[differ]
    np.testing.assert_allclose(told["value"], plain["value"], rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("name", MEDIANS)
def test_medians_are_the_cells_of_the_publisher(embedded, raw, name):
    told, plain = compare(embedded, raw, name, "commune")
    assert (told["status"] == plain["status"]).all()
    assert told["value"].equals(plain["value"])
    rows = pd.read_parquet(Path(MIRROR) / "base_territoriale" / "filo.parquet").dropna(subset="id").set_index("id")
    for level, prefix in {"epci": "", "departement": "D", "region": "R"}.items():
        table = embedded.table(name, Level(level))
        given = pd.to_numeric(rows[MEDIANS[name]], errors="coerce")
        given = given.rename(lambda code, prefix=prefix: code.removeprefix(prefix) if code.startswith(prefix) else "")
        given = given.rename(lambda code, level=level: code.zfill(2) if level == "departement" else code)
        both = [code for code in table.index if code in given.index]
        assert len(both) >= len(table) - 5
        shown = table.loc[both, "status"] == "ok"
        np.testing.assert_allclose(table.loc[both, "value"][shown], given[both][shown].round(1), rtol=1e-12)
        assert given[both][~shown].isna().all()
        assert shown.sum() > 0.9 * len(both)
    assert OK == 0
