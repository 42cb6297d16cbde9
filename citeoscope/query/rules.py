"""The aggregation contract: each rule turns the communes of a group into one figure. Pure, vectorised over groups."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from citeoscope.catalogue.indicator import Max, NoRule, Ratio, Rule, Sum, WeightedMean
from citeoscope.query.quantity import Quantity
from citeoscope.query.status import SEVERITY, Status

MIN_COVERAGE: Final = 0.95
"""Below this share of communes with a value, a total or a ratio would describe another territory."""

PART: Final = "part"


def evaluate(rule: Rule, quantities: Sequence[Quantity], groups: pd.Series) -> pd.DataFrame:
    """Compute one figure per group of communes.

    Parameters
    ----------
    rule
        The indicator's rule.
    quantities
        What the rule reads, in its order: value; numerator and denominator; value and weight.
    groups
        Group label by commune code; communes that are in no group are left out.

    Returns
    -------
    pandas.DataFrame
        By group: `value` (float64), `status`, `coverage` (0 to 1: share of the communes, or of the weight, that had
        a value) and `communes` (number).
    """
    groups = groups.dropna()
    parts = _gather(quantities, groups)
    labels = groups.reindex(parts.index)
    rows = parts["communes"].groupby(labels).sum()
    match rule:
        case Sum():
            result = _total(parts, labels, 1)
            result["value"] = result.pop("total0")
        case Ratio():
            result = _total(parts, labels, 2)
            result["value"] = _ratio(result.pop("total0"), result.pop("total1"), rule)
            undefined = (result["status"] == Status.OK) & ~np.isfinite(result["value"])
            result.loc[undefined, "status"] = str(Status.NOT_APPLICABLE)
        case WeightedMean():
            result = _weighted_mean(parts, labels, rule.min_coverage)
        case Max():
            result = _total(parts, labels, 1)
            result["value"] = parts["value0"].groupby(labels).max()
            del result["total0"]
        case NoRule():
            result = _single(parts, labels)
    result["communes"] = rows
    result["value"] = result["value"].astype("float64").where(result["status"] == Status.OK)
    return result[["value", "status", "coverage", "communes"]]


def _gather(quantities: Sequence[Quantity], groups: pd.Series) -> pd.DataFrame:
    """Lay the quantities side by side, communes that a source still publishes together brought into one row.

    A figure that covers several communes counts only in a group that holds them all.
    """
    frame = pd.DataFrame({"communes": 1}, index=groups.index)
    for i, quantity in enumerate(quantities):
        frame[f"value{i}"] = quantity.value.reindex(groups.index)
        frame[f"status{i}"] = quantity.status.reindex(groups.index)
    together = {carrier: members for quantity in quantities for carrier, members in quantity.splits.items()}
    for carrier, members in together.items():
        inside = [code for code in members if code in groups.index]
        if not inside:
            continue
        whole = len(inside) == len(members) and len(set(groups.loc[inside])) == 1
        for i, quantity in enumerate(quantities):
            if not whole:
                frame.loc[inside, f"value{i}"] = np.nan
                frame.loc[inside, f"status{i}"] = str(Status.MISSING)
                continue
            value, status = _joined(quantity, carrier, members)
            frame.loc[inside, f"status{i}"] = PART
            frame.loc[carrier, f"value{i}"] = value
            frame.loc[carrier, f"status{i}"] = status
        if whole:
            frame.loc[carrier, "communes"] = len(members)
    return frame[(frame.filter(like="status") != PART).all(axis=1)]


def _joined(quantity: Quantity, carrier: str, members: tuple[str, ...]) -> tuple[float, str]:
    if carrier in quantity.splits:
        return float(quantity.value[carrier]), str(quantity.status[carrier])
    status = _worst(quantity.status.reindex(list(members)))
    total = float(quantity.value.reindex(list(members)).sum())
    return (total, status) if status == Status.OK else (np.nan, status)


def _worst(statuses: pd.Series) -> str:
    present = set(statuses)
    return str(next((status for status in SEVERITY if status in present), Status.OK))


def _total(parts: pd.DataFrame, labels: pd.Series, count: int) -> pd.DataFrame:
    """Sum where every quantity has a value; a secret part makes the whole secret, too many missing make it missing."""
    statuses = [parts[f"status{i}"] for i in range(count)]
    ok = np.logical_and.reduce([status == Status.OK for status in statuses])
    weight = parts["communes"]
    result = pd.DataFrame({"coverage": weight.where(ok, 0).groupby(labels).sum() / weight.groupby(labels).sum()})
    for i in range(count):
        result[f"total{i}"] = parts[f"value{i}"].where(ok).groupby(labels).sum(min_count=1)
    result["status"] = _status(parts, labels, count, result["coverage"] >= MIN_COVERAGE)
    secret = np.logical_or.reduce([status == Status.SECRET for status in statuses])
    result.loc[pd.Series(secret, index=parts.index).groupby(labels).any(), "status"] = str(Status.SECRET)
    return result


def _status(parts: pd.DataFrame, labels: pd.Series, count: int, enough: pd.Series) -> pd.Series:
    """Return `ok` for groups with enough values, otherwise the non-value that explains what is not there."""
    status = pd.Series(str(Status.MISSING), index=enough.index, dtype=object)
    for name in reversed(SEVERITY):
        has = np.logical_or.reduce([parts[f"status{i}"] == name for i in range(count)])
        status[pd.Series(has, index=parts.index).groupby(labels).any()] = str(name)
    return status.mask(enough, str(Status.OK))


def _ratio(numerator: pd.Series, denominator: pd.Series, rule: Ratio) -> pd.Series:
    quotient = numerator / denominator.where(denominator > 0)
    if rule.years is None:
        return quotient * rule.factor
    return (quotient ** (1 / rule.years) - 1) * 100


def _weighted_mean(parts: pd.DataFrame, labels: pd.Series, min_coverage: float) -> pd.DataFrame:
    single = labels.map(labels.value_counts()) == 1
    weight = parts["value1"].mask(single, 1.0)
    known = (parts["status0"] == Status.OK) & weight.notna()
    counted = weight.where(known).groupby(labels).sum()
    coverage = (counted / weight.groupby(labels).sum()).fillna(0.0)
    result = pd.DataFrame({"coverage": coverage})
    result["value"] = (parts["value0"] * weight).where(known).groupby(labels).sum(min_count=1) / counted
    result["status"] = _status(parts, labels, 1, (coverage >= min_coverage) & result["value"].notna())
    return result


def _single(parts: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    first = parts.groupby(labels).first()
    many = parts["communes"].groupby(labels).sum() > 1
    status = first["status0"].mask(many, str(Status.NOT_AGGREGABLE))
    known = (parts["status0"] == Status.OK).groupby(labels).mean()
    return pd.DataFrame({"value": first["value0"], "status": status, "coverage": known})
