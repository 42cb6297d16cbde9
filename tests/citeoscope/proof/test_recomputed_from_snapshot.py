"""Every indicator at every level, computed again from the embedded Parquet files with plain pandas."""

import numpy as np
import pandas as pd
import pytest
from embedded_files import LEVELS, OK, SEVERITY, declared
from plain import answers

from citeoscope.territory.levels import Level

NAMES = sorted(declared())
PUBLISHED = [name for name, entry in declared().items() if "published" in entry["rule"]]


def statuses(texts):
    return texts.astype(str).map(SEVERITY.index)


@pytest.mark.parametrize("name", NAMES)
def test_every_level_agrees_with_plain_pandas(embedded, files, name):
    for level in LEVELS:
        if name in PUBLISHED and level != "commune":
            continue
        told = embedded.table(name, Level(level))
        plain = answers(files, name, files.level(level)).reindex(told.index)
        assert (statuses(told["status"]) == plain["status"]).all(), level
        # Sums of integers agree to the last digit; a sum of decimals depends on its order in the fifteenth.
        np.testing.assert_allclose(told["value"], plain["value"], rtol=1e-12, atol=0, err_msg=level)
        np.testing.assert_allclose(told["coverage"], plain["coverage"], rtol=1e-12, atol=0, err_msg=level)


@pytest.mark.parametrize("name", ["population", "naissances", "etablissements", "boulangeries", "associations"])
def test_sums_of_whole_numbers_agree_to_the_last_digit(embedded, files, name):
    for level in LEVELS:
        told = embedded.table(name, Level(level))["value"]
        assert told.equals(answers(files, name, files.level(level))["value"].reindex(told.index)), level


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("level", [level for level in LEVELS if level != "commune"])
def test_a_median_above_the_commune_is_the_row_of_its_publisher(embedded, files, name, level):
    told = embedded.table(name, Level(level))
    given = files.published(declared()[name]["rule"]["published"], level)
    both = told.index.intersection(given.index)
    assert len(both) == len(told)
    assert (statuses(told.loc[both, "status"]) == given.loc[both, "status"]).all()
    assert told.loc[both, "value"].equals(given.loc[both, "value"].where(given["status"] == OK).astype("float64"))


def test_the_proof_covers_every_rule_and_every_theme(embedded):
    assert set(NAMES) == set(embedded.indicators)
    assert {one.rule.name for one in embedded.indicators.values()} == {
        "sum",
        "ratio",
        "weighted_mean",
        "none",
        "derived",
    }


def test_the_plain_computation_would_see_one_commune_more_or_less(embedded, files):
    """The proof can fail: a département without one of its communes does not agree."""
    vosges = files.level("departement").query("group == '88'")
    without = answers(files, "population", vosges.iloc[1:])["value"].loc["88"]
    first = files.communes.loc[vosges["place"].iloc[0], "code"]
    people = embedded.aggregate("population", f"commune:{first}").value
    assert people > 0
    assert embedded.aggregate("population", "departement:88").value == without + people
    assert isinstance(without, (float, np.floating))
    assert not pd.isna(without)
