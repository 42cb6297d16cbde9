"""The vectorised rules against the contract spelled out group by group, in plain Python."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeoscope.catalogue.rules import Derived, Max, NoRule, Ratio, Sum, WeightedMean
from citeoscope.query.quantity import Quantity
from citeoscope.query.rules import evaluate
from citeoscope.territory.levels import Level

CODES = [f"8800{n}" for n in range(1, 9)]
STATUSES = ["ok", "secret", "missing", "not_applicable", "not_aggregable"]
WORST_FIRST = ["secret", "not_aggregable", "missing", "not_applicable"]
RULES = [
    Sum(name="sum", value="a.b"),
    Ratio(name="ratio", numerator="a.b", denominator="a.c", factor=100),
    Ratio(name="ratio", numerator="a.b", denominator="a.c", years=6),
    WeightedMean(name="weighted_mean", value="a.b", weight="a.c", min_coverage=0.6),
    Max(name="max", value="a.b"),
    NoRule(name="none", value="a.b"),
]


def explained(statuses):
    return next((status for status in WORST_FIRST if status in statuses), "missing")


def rows_of(quantities, members):
    """One row per commune, or per communes published together: figures, statuses, number of communes."""
    rows = {code: ([q.value[code] for q in quantities], [q.status[code] for q in quantities], 1) for code in members}
    together = {carrier: codes for q in quantities for carrier, codes in q.splits.items()}
    for carrier, codes in together.items():
        inside = [code for code in codes if code in rows]
        if set(inside) != set(codes):
            for code in inside:
                rows[code] = ([math.nan] * len(quantities), ["missing"] * len(quantities), 1)
            continue
        figures, statuses = [], []
        for quantity in quantities:
            covered = [carrier] if carrier in quantity.splits else list(codes)
            found = [quantity.status[code] for code in covered]
            status = "ok" if set(found) == {"ok"} else explained(found)
            statuses.append(status)
            figures.append(math.fsum(quantity.value[code] for code in covered) if status == "ok" else math.nan)
        for code in codes:
            del rows[code]
        rows[carrier] = (figures, statuses, len(codes))
    return list(rows.values())


def expected(rule, quantities, members):
    """Return the value, the status and the coverage of a group of communes."""
    rows = rows_of(quantities, members)
    if isinstance(rule, NoRule):
        known = sum(row[1][0] == "ok" for row in rows)
        return rows[0][0][0], "not_aggregable" if len(members) > 1 else rows[0][1][0], known / len(rows)
    return mean_of(rule, rows) if isinstance(rule, WeightedMean) else total_of(rule, rows)


def mean_of(rule, rows):
    weights = [1.0] if len(rows) == 1 else [row[0][1] for row in rows]
    weighed = [(row, weight) for row, weight in zip(rows, weights, strict=True) if not math.isnan(weight)]
    total = math.fsum(weight for _, weight in weighed)
    known = [(row[0][0], weight) for row, weight in weighed if row[1][0] == "ok"]
    counted = math.fsum(weight for _, weight in known)
    coverage = counted / total if total else 0.0
    if coverage < rule.min_coverage or not counted:
        return math.nan, explained([row[1][0] for row in rows]), coverage
    return math.fsum(figure * weight for figure, weight in known) / counted, "ok", coverage


def total_of(rule, rows):
    ok = [row for row in rows if set(row[1]) == {"ok"}]
    coverage = sum(row[2] for row in ok) / sum(row[2] for row in rows)
    present = {status for row in rows for status in row[1]}
    if coverage < 0.95 or "secret" in present:
        return math.nan, explained(present), coverage
    if isinstance(rule, Max):
        return max(row[0][0] for row in ok), "ok", coverage
    first, *others = (math.fsum(row[0][i] for row in ok) for i in range(len(rows[0][0])))
    if isinstance(rule, Sum):
        return first, "ok", coverage
    if others[0] <= 0:
        return math.nan, "not_applicable", coverage
    quotient = first / others[0]
    return (quotient * rule.factor if rule.years is None else (quotient ** (1 / rule.years) - 1) * 100), "ok", coverage


def agrees(row, rule, quantities, members):
    value, status, coverage = expected(rule, quantities, members)
    assert row["status"] == status
    assert row["coverage"] == pytest.approx(coverage, rel=1e-12, abs=1e-12)
    assert row["communes"] == len(members)
    if status == "ok":
        assert row["value"] == pytest.approx(value, rel=1e-9, abs=1e-9)
    else:
        assert math.isnan(row["value"])


@st.composite
def quantities(draw):
    statuses = draw(st.lists(st.sampled_from(["ok"] * 12 + STATUSES), min_size=len(CODES), max_size=len(CODES)))
    figures = draw(st.lists(st.integers(0, 50), min_size=len(CODES), max_size=len(CODES)))
    value = [figure if status == "ok" else math.nan for figure, status in zip(figures, statuses, strict=True)]
    joined = draw(st.sampled_from([{}, {"88002": ("88002", "88003")}, {"88005": ("88004", "88005", "88006")}]))
    return Quantity(pd.Series(value, index=CODES, dtype="float64"), pd.Series(statuses, index=CODES), joined)


@given(
    rule=st.sampled_from(RULES),
    read=st.tuples(quantities(), quantities()),
    groups=st.lists(st.sampled_from(["a", "b", "c", None]), min_size=len(CODES), max_size=len(CODES)),
)
def test_every_group_follows_the_contract(rule, read, groups):
    used = read if isinstance(rule, (Ratio, WeightedMean)) else read[:1]
    labels = pd.Series(groups, index=CODES, dtype=object)
    table = evaluate(rule, used, labels)
    assert list(table.index) == sorted(set(labels.dropna()))
    for label, row in table.iterrows():
        agrees(row, rule, used, list(labels.index[labels == label]))


@pytest.mark.parametrize("departement", ["15", "60", "75", "85", "88", "95", "976"])
def test_every_indicator_follows_the_contract(embedded, departement):
    members = embedded.geography.communes_of(Level.DEPARTEMENT, departement)
    for declared in embedded.indicators.values():
        if isinstance(declared.rule, NoRule | Derived):
            continue
        read = [
            Quantity(
                q.value.reindex(members), q.status.reindex(members), {c: m for c, m in q.splits.items() if c in members}
            )
            for q in embedded.figures.quantities(declared)
        ]
        row = embedded.table(declared.id, Level.DEPARTEMENT).loc[departement]
        if declared.cells is not None and row["small_cell"]:
            assert row["status"] == "secret"
            continue
        agrees(row, declared.rule, read, members)
