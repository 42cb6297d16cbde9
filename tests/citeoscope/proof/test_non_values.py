"""A non-value never becomes a zero, and never enters a sum or a mean, wherever it falls."""

import math

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from citeoscope.catalogue.rules import Derived, Max, Ratio, Sum, WeightedMean
from citeoscope.query.derive import derive
from citeoscope.query.quantity import Quantity
from citeoscope.query.rules import evaluate
from citeoscope.territory.levels import Level

CODES = [f"88{n:03d}" for n in range(1, 41)]
NON_VALUES = ["secret", "missing", "not_applicable", "not_aggregable"]
SUM = Sum(name="sum", value="a.b")
RATIO = Ratio(name="ratio", numerator="a.b", denominator="a.c", factor=100)
MEAN = WeightedMean(name="weighted_mean", value="a.b", weight="a.c", min_coverage=0.5)
MAX = Max(name="max", value="a.b")
figures = st.lists(st.floats(0.5, 1e6), min_size=len(CODES), max_size=len(CODES))
holes = st.dictionaries(st.sampled_from(CODES), st.sampled_from(NON_VALUES), max_size=len(CODES))
groups = st.lists(st.sampled_from("abc"), min_size=len(CODES), max_size=len(CODES))
many = settings(max_examples=150, deadline=None)


def quantity(values, without=None, left_as=math.nan):
    """A quantity with holes; what stands under a hole is not to be read."""
    value = pd.Series(values, index=CODES, dtype="float64")
    status = pd.Series("ok", index=CODES)
    for code, why in (without or {}).items():
        value[code], status[code] = left_as, why
    return Quantity(value, status)


def read(rule, first, second):
    return [first, second] if isinstance(rule, Ratio | WeightedMean) else [first]


@many
@given(st.sampled_from([SUM, RATIO, MEAN, MAX]), figures, figures, holes, groups)
def test_a_group_with_holes_has_the_figure_of_its_other_communes_or_none(rule, first, second, without, labels):
    """The others alone give the same value; never a smaller one that counted a hole as zero."""
    by = pd.Series(labels, index=CODES)
    told = evaluate(rule, read(rule, quantity(first, without), quantity(second)), by)
    kept = [code for code in CODES if code not in without]
    alone = evaluate(rule, read(rule, quantity(first), quantity(second)), by[kept]) if kept else told.iloc[:0]
    for label, row in told.iterrows():
        hidden = [without[code] for code in CODES if code in without and by[code] == label]
        if row["status"] == "ok":
            assert row["value"] > 0
            np.testing.assert_allclose(row["value"], alone.loc[label, "value"], rtol=1e-12)
            assert bool(hidden) == (row["coverage"] < 1)
            assert not isinstance(rule, Sum | Ratio | Max) or "secret" not in hidden
        else:
            assert math.isnan(row["value"])
            assert row["status"] in hidden


@many
@given(st.sampled_from([SUM, RATIO, MEAN, MAX]), figures, figures, holes, groups)
def test_holes_in_one_group_change_nothing_in_the_others(rule, first, second, without, labels):
    by = pd.Series(labels, index=CODES)
    only = {code: why for code, why in without.items() if by[code] == "a"}
    whole = evaluate(rule, read(rule, quantity(first), quantity(second)), by)
    holed = evaluate(rule, read(rule, quantity(first, only), quantity(second)), by)
    pd.testing.assert_frame_equal(whole.drop(index="a", errors="ignore"), holed.drop(index="a", errors="ignore"))


@many
@given(figures, holes)
def test_a_lower_bound_is_under_every_total_that_may_be(values, without):
    secret = dict.fromkeys(without, "secret")
    by = pd.Series("a", index=CODES)
    row = evaluate(SUM, [quantity(values, secret)], by).iloc[0]
    if not math.isnan(row["lower_bound"]):
        assert row["status"] == "secret"
        assert 0 < row["lower_bound"] <= math.fsum(values) * (1 + 1e-12)


@many
@given(figures, figures, holes, holes)
def test_a_formula_over_a_non_value_is_one(first, second, without, others):
    tables = {
        name: pd.DataFrame({"value": q.value, "status": q.status, "coverage": 1.0, "communes": 1})
        for name, q in {"a": quantity(first, without), "b": quantity(second, others)}.items()
    }
    rule = Derived(name="derived", formula="a * 0 + b * 0")
    told = derive(rule, tables)
    touched = told.index.isin([*without, *others])
    assert (told.loc[~touched, "value"] == 0).all()
    assert told.loc[touched, "value"].isna().all()
    assert (told.loc[touched, "status"] != "ok").all()
    for code in set(without) & set(others):
        worst = [
            why
            for why in ("secret", "not_aggregable", "missing", "not_applicable")
            if why in (without[code], others[code])
        ]
        assert told.loc[code, "status"] == worst[0]


def test_no_published_indicator_has_a_value_under_a_non_value_at_any_level(embedded):
    for name in embedded.indicators:
        for level in ("commune", "epci", "departement", "region", "france"):
            table = embedded.table(name, Level(level))
            ok = table["status"] == "ok"
            assert table.loc[~ok, "value"].isna().all(), (name, level)
            assert np.isfinite(table.loc[ok, "value"]).all(), (name, level)
