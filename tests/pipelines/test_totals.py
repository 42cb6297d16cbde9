"""A part that is left out is zero only where the others prove it, and a sum never hides a non-value."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.totals import completed, summed

PARTS = ["a", "b", "c"]
STATUSES = st.sampled_from(["ok", "missing", "secret"])
FIGURES = st.floats(min_value=1, max_value=1e6, allow_nan=False)


def one_commune(values, statuses, total):
    cells = {"code": "01187", "total": total}
    for name, value, status in zip(PARTS, values, statuses, strict=True):
        cells |= {name: value if status == "ok" else math.nan, f"{name}_status": status}
    return pd.DataFrame([cells])


@given(st.tuples(*[FIGURES] * 3), st.tuples(*[STATUSES] * 3))
def test_a_part_left_out_of_a_larger_total_stays_absent(values, statuses):
    frame = one_commune(values, statuses, sum(values))
    out, found = completed(frame, "total", PARTS, exhaustive=True)
    pd.testing.assert_frame_equal(out, frame)
    assert found is None


@given(st.tuples(*[FIGURES] * 3), st.tuples(*[STATUSES] * 3))
def test_a_part_left_out_is_zero_where_the_others_make_the_total(values, statuses):
    total = sum(value for value, status in zip(values, statuses, strict=True) if status == "ok")
    out, found = completed(one_commune(values, statuses, total), "total", PARTS, exhaustive=True)
    assert found is None
    for name, status in zip(PARTS, statuses, strict=True):
        assert out[f"{name}_status"].item() == ("ok" if status == "missing" else status)
        assert (out[name].item() == 0) == (status == "missing")


@pytest.mark.parametrize(("total", "exhaustive", "wrong"), [(5.0, True, 1), (7.0, True, 1), (7.0, False, 0)])
def test_parts_that_contradict_their_total_are_said_and_kept(total, exhaustive, wrong):
    frame = one_commune((1.0, 2.0, 3.0), ("ok",) * 3, total)
    out, found = completed(frame, "total", PARTS, exhaustive=exhaustive)
    pd.testing.assert_frame_equal(out, frame)
    assert (found.count if found else 0) == wrong
    if found:
        assert "01187" in str(found)
        assert "« total »" in found.message


def test_a_total_that_is_not_there_proves_nothing():
    frame = one_commune((0.0, 0.0, 0.0), ("ok", "ok", "missing"), math.nan)
    out, found = completed(frame, "total", PARTS, exhaustive=True)
    assert out["c_status"].item() == "missing"
    assert found is None


@given(st.tuples(*[FIGURES] * 3), st.tuples(*[STATUSES] * 3))
def test_a_sum_is_as_secret_or_absent_as_its_worst_part(values, statuses):
    out = summed(one_commune(values, statuses, 0.0), "sum", PARTS)
    worst = max(statuses, key=["ok", "missing", "secret"].index)
    assert out["sum_status"].item() == worst
    assert out["sum"].item() == pytest.approx(sum(values), nan_ok=True) if worst == "ok" else out["sum"].isna().item()


def test_a_sum_of_whole_columns_needs_no_status():
    out = summed(pd.DataFrame({"a": [1.0], "b": [2.0]}), "sum", ["a", "b"])
    assert out["sum"].tolist() == [3.0]
    assert "sum_status" not in out
