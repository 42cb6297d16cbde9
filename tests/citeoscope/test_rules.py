"""The aggregation contract, rule by rule, on a handful of communes."""

import numpy as np
import pandas as pd
import pytest

from citeoscope.catalogue.rules import Max, NoRule, Ratio, Sum, WeightedMean
from citeoscope.query.quantity import Quantity, from_column, from_points, within
from citeoscope.query.rules import evaluate

CODES = pd.Index(["88001", "88002", "88003", "88004"])


def quantity(values, statuses=None, splits=None):
    statuses = statuses or ["ok" if value is not None else "missing" for value in values]
    return Quantity(
        pd.Series([np.nan if v is None else float(v) for v in values], index=CODES),
        pd.Series(statuses, index=CODES, dtype=object),
        splits or {},
    )


def whole(rule, *quantities):
    return evaluate(rule, quantities, pd.Series("tout", index=CODES)).loc["tout"]


SUM = Sum(name="sum", value="a.b")
RATIO = Ratio(name="ratio", numerator="a.b", denominator="a.c")


def test_a_sum_adds_up():
    row = whole(SUM, quantity([1, 2, 3, 4]))
    assert (row["value"], row["status"], row["coverage"], row["communes"]) == (10, "ok", 1, 4)


def test_a_sum_with_a_secret_part_is_secret():
    row = whole(SUM, quantity([1, 2, 3, None], ["ok", "ok", "ok", "secret"]))
    assert row["status"] == "secret"
    assert np.isnan(row["value"])
    assert row["coverage"] == pytest.approx(0.75)


def test_a_sum_with_too_many_missing_parts_is_missing():
    row = whole(SUM, quantity([1, None, None, None]))
    assert row["status"] == "missing"
    assert np.isnan(row["value"])


def test_nothing_known_is_never_zero():
    row = whole(SUM, quantity([None] * 4))
    assert np.isnan(row["value"])


def test_a_ratio_divides_the_sums_and_not_the_ratios():
    row = whole(RATIO, quantity([10, 0, 0, 0]), quantity([1, 1, 1, 2]))
    assert row["value"] == pytest.approx(2)


def test_a_ratio_leaves_a_commune_out_of_both_sides():
    codes = [f"{n:05d}" for n in range(1, 101)]
    index = pd.Index(codes)
    status = pd.Series("ok", index=index, dtype=object)
    hole = status.copy()
    hole.iloc[0] = "missing"
    numerator = Quantity(pd.Series(1.0, index=index), status)
    denominator = Quantity(pd.Series(2.0, index=index).mask(hole != "ok"), hole)
    row = evaluate(RATIO, [numerator, denominator], pd.Series("tout", index=index)).loc["tout"]
    assert row["value"] == pytest.approx(0.5)
    assert row["coverage"] == pytest.approx(0.99)


def test_a_yearly_rate_comes_from_the_sums_of_both_dates():
    rule = Ratio(name="ratio", numerator="a.b", denominator="a.c", years=6)
    row = whole(rule, quantity([106.15] * 4), quantity([100] * 4))
    assert row["value"] == pytest.approx(1.0, abs=0.01)


def test_a_zero_denominator_is_not_applicable():
    assert whole(RATIO, quantity([1] * 4), quantity([0] * 4))["status"] == "not_applicable"


def test_a_weighted_mean_covers_its_weight():
    rule = WeightedMean(name="weighted_mean", value="a.b", weight="a.c", min_coverage=0.5)
    row = whole(rule, quantity([10, 20, None, None], ["ok", "ok", "secret", "secret"]), quantity([1, 3, 1, 1]))
    assert row["value"] == pytest.approx(17.5)
    assert row["coverage"] == pytest.approx(4 / 6)


def test_a_weighted_mean_below_its_coverage_stays_secret():
    rule = WeightedMean(name="weighted_mean", value="a.b", weight="a.c", min_coverage=0.9)
    row = whole(rule, quantity([10, 20, None, None], ["ok", "ok", "secret", "secret"]), quantity([1, 3, 1, 1]))
    assert row["status"] == "secret"
    assert np.isnan(row["value"])


def test_a_median_is_answered_for_one_commune_only():
    rule = NoRule(name="none", value="a.b")
    assert whole(rule, quantity([1, 2, 3, 4]))["status"] == "not_aggregable"
    alone = evaluate(rule, [quantity([1, 2, 3, 4])], pd.Series(CODES, index=CODES))
    assert alone["value"].tolist() == [1, 2, 3, 4]


def test_a_maximum_is_the_largest():
    assert whole(Max(name="max", value="a.b"), quantity([1, 9, 3, 4]))["value"] == 9


def test_a_figure_that_covers_two_communes_counts_only_where_both_are():
    split = quantity([30, None, 3, 4], splits={"88001": ("88001", "88002")})
    assert whole(SUM, split)["value"] == 37
    assert whole(SUM, split)["coverage"] == 1
    each = evaluate(SUM, [split], pd.Series(CODES, index=CODES))
    assert each.loc["88001", "status"] == "missing"
    assert each.loc["88002", "status"] == "missing"
    apart = evaluate(SUM, [split], pd.Series(["a", "b", "b", "b"], index=CODES))
    assert apart.loc["a", "status"] == "missing"


def test_a_density_never_mixes_one_commune_with_the_area_of_two():
    people = quantity([10, 20, 3, 4])
    area = quantity([3, None, 1, 1], splits={"88001": ("88001", "88002")})
    each = evaluate(RATIO, [people, area], pd.Series(CODES, index=CODES))
    assert each.loc["88001", "status"] == "missing"
    assert whole(RATIO, people, area)["value"] == pytest.approx(37 / 5)


def test_published_statuses_keep_their_name_and_absent_rows_are_missing():
    frame = pd.DataFrame({"code": ["88001", "88002"], "x": [5.0, np.nan], "x_status": ["ok", "secret"]})
    read = from_column(frame, "x", CODES, {})
    assert read.status.tolist() == ["ok", "secret", "missing", "missing"]
    assert read.value.isna().tolist() == [False, True, True, True]


def test_a_commune_without_a_place_has_a_true_zero_only_within_the_scope():
    counted = from_points(pd.DataFrame({"commune_code": ["88001", "88001", None, "99999"]}), CODES)
    assert counted.value.tolist() == [2, 0, 0, 0]
    seen = within(counted, frozenset({"88001", "88002"}))
    assert seen.status.tolist() == ["ok", "ok", "missing", "missing"]
    assert seen.value.isna().tolist() == [False, False, True, True]
