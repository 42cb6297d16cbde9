"""The aggregation contract: each rule turns the communes of a group into one figure. Pure, vectorised over groups."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.catalogue.rules import Derived, Max, NoRule, Ratio, Rule, Sum, WeightedMean
from citeoscope.query.groups import Groups, Parts, gather
from citeoscope.query.quantity import Quantity
from citeoscope.query.status import RANK, Status, statuses

MIN_COVERAGE: Final = 0.95
"""Below this share of communes with a value, a total or a ratio would describe another territory."""

OK: Final = np.int8(RANK[Status.OK])
MISSING: Final = np.int8(RANK[Status.MISSING])
SECRET: Final = np.int8(RANK[Status.SECRET])
NOT_APPLICABLE: Final = np.int8(RANK[Status.NOT_APPLICABLE])
NOT_AGGREGABLE: Final = np.int8(RANK[Status.NOT_AGGREGABLE])

Figures: TypeAlias = tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.float64]]
"""By group: value, rank of the status in `SEVERITY`, coverage."""


def evaluate(rule: Rule, quantities: Sequence[Quantity], groups: pd.Series | Groups) -> pd.DataFrame:
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
        a value), `communes` (number) and `lower_bound`: the known part of a sum that is secret, NaN otherwise.

    Raises
    ------
    TypeError
        The rule is a formula: it reads answers, not quantities.
    """
    grouped = groups if isinstance(groups, Groups) else Groups.of(groups)
    parts = gather(quantities, grouped)
    with np.errstate(divide="ignore", invalid="ignore"):
        value, status, coverage = _figures(rule, parts)
    bounded = isinstance(rule, Sum) and (value > 0) & (status == SECRET) & _bounded(parts)
    return pd.DataFrame(
        {
            "value": np.where(status == OK, value, np.nan),
            "status": statuses(status, grouped.labels),
            "coverage": coverage,
            "communes": parts.sum(parts.communes).astype(np.int64),
            "lower_bound": np.where(bounded, value, np.nan),
        },
        index=grouped.labels,
    )


def evaluate_twice(
    rule: Rule, before: Sequence[Quantity], after: Sequence[Quantity], groups: pd.Series | Groups
) -> pd.DataFrame:
    """Compute one figure per group at two dates, on the communes that have a value at both.

    Parameters
    ----------
    rule
        The indicator's rule.
    before, after
        What the rule reads at each date, in its order, on the same COG.
    groups
        Group label by commune code.

    Returns
    -------
    pandas.DataFrame
        By group: `before`, `after` (float64, NaN unless `ok`), `status`, `coverage`.
    """
    grouped = groups if isinstance(groups, Groups) else Groups.of(groups)
    parts = gather([*before, *after], grouped)
    worst = np.maximum.reduce(parts.statuses)
    same = (worst,) * len(before)
    with np.errstate(divide="ignore", invalid="ignore"):
        first, status, coverage = _figures(rule, replace(parts, figures=parts.figures[: len(before)], statuses=same))
        last, later, _ = _figures(rule, replace(parts, figures=parts.figures[len(before) :], statuses=same))
    status = np.maximum(status, later)
    return pd.DataFrame(
        {
            "before": np.where(status == OK, first, np.nan),
            "after": np.where(status == OK, last, np.nan),
            "status": statuses(status, grouped.labels),
            "coverage": coverage,
        },
        index=grouped.labels,
    )


def _figures(rule: Rule, parts: Parts) -> Figures:
    match rule:
        case Sum():
            return _total(parts)
        case Ratio():
            return _ratio(parts, rule)
        case WeightedMean():
            return _weighted_mean(parts, rule.min_coverage)
        case Max():
            largest = np.full(parts.count, np.nan)
            np.fmax.at(largest, parts.group, parts.figures[0])
            _, status, coverage = _total(parts)
            return largest, status, coverage
        case NoRule():
            return _single(parts)
        case Derived():
            raise TypeError("A formula is computed from answers: see citeoscope.query.derive.")


def _total(parts: Parts) -> Figures:
    ok = _all_ok(parts)
    return (parts.sum_known(np.where(ok, parts.figures[0], np.nan)), *_counted(parts, ok))


def _ratio(parts: Parts, rule: Ratio) -> Figures:
    """Sum both sides where both have a value, then divide."""
    ok = _all_ok(parts)
    numerator, denominator = (parts.sum_known(np.where(ok, value, np.nan)) for value in parts.figures)
    quotient = numerator / np.where(denominator > 0, denominator, np.nan)
    value = quotient * rule.factor if rule.years is None else (quotient ** (1 / rule.years) - 1) * 100
    status, coverage = _counted(parts, ok)
    return value, np.where((status == OK) & ~np.isfinite(value), NOT_APPLICABLE, status), coverage


def _weighted_mean(parts: Parts, min_coverage: float) -> Figures:
    alone = np.bincount(parts.group, minlength=parts.count)[parts.group] == 1
    weight = np.where(alone, 1.0, parts.figures[1])
    known = (parts.statuses[0] == OK) & ~np.isnan(weight)
    counted = parts.sum(np.where(known, weight, 0.0))
    coverage = np.nan_to_num(counted / parts.sum(np.nan_to_num(weight)))
    value = parts.sum_known(np.where(known, parts.figures[0] * weight, np.nan)) / counted
    return value, _status(parts, parts.statuses[:1], (coverage >= min_coverage) & ~np.isnan(value)), coverage


def _single(parts: Parts) -> Figures:
    first = np.zeros(parts.count, dtype=np.intp)
    first[parts.group[::-1]] = np.arange(len(parts.group))[::-1]
    many = parts.sum(parts.communes) > 1
    status = np.where(many, NOT_AGGREGABLE, parts.statuses[0][first])
    known = parts.sum((parts.statuses[0] == OK).astype(np.float64))
    return parts.figures[0][first], status, known / np.bincount(parts.group, minlength=parts.count)


def _bounded(parts: Parts) -> NDArray[np.bool_]:
    """Say of each group whether what is known of a sum is less than the whole for secrecy alone: nothing is missing."""
    read = (parts.statuses[0] == OK) | (parts.statuses[0] == SECRET)
    enough = parts.sum(np.where(read, parts.communes, 0.0)) >= MIN_COVERAGE * parts.sum(parts.communes)
    return enough & ~parts.any(parts.figures[0] < 0)


def _all_ok(parts: Parts) -> NDArray[np.bool_]:
    ok: NDArray[np.bool_] = np.logical_and.reduce([status == OK for status in parts.statuses])
    return ok


def _counted(parts: Parts, ok: NDArray[np.bool_]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Return the status and the coverage of totals: a secret part makes the whole secret, too many missing missing."""
    coverage = parts.sum(np.where(ok, parts.communes, 0.0)) / parts.sum(parts.communes)
    secret = parts.any(np.logical_or.reduce([status == SECRET for status in parts.statuses]))
    status = _status(parts, parts.statuses, coverage >= MIN_COVERAGE)
    return np.where(secret, SECRET, status), coverage


def _status(parts: Parts, read: Sequence[NDArray[np.int8]], enough: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return `ok` for groups with enough values, otherwise the non-value that explains what is not there."""
    worst = np.zeros(parts.count, dtype=np.int8)
    for status in read:
        np.maximum.at(worst, parts.group, status)
    return np.where(enough, OK, np.where(worst == OK, MISSING, worst))
