"""Derived figures: a formula applied to the answers of other indicators. Pure."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from citeoscope.catalogue.formula import compute
from citeoscope.catalogue.rules import Derived
from citeoscope.query.quantity import Quantity
from citeoscope.query.status import RANK, Status, ranks, statuses

OK = np.int8(RANK[Status.OK])
NOT_APPLICABLE = np.int8(RANK[Status.NOT_APPLICABLE])


def derive(rule: Derived, answers: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Apply a formula territory by territory.

    Parameters
    ----------
    rule
        The formula.
    answers
        By indicator id: `value, status, coverage, communes` by territory, all with the same index.

    Returns
    -------
    pandas.DataFrame
        `value` (NaN unless `ok`), `status` (the most severe of the inputs'; `not_applicable` where the formula divides
        by zero), `coverage` (the smallest), `communes`, `lower_bound` (NaN: a formula has none), same index.
    """
    read = [answers[name] for name in rule.inputs]
    index = read[0].index
    frame = pd.DataFrame({name: answers[name]["value"] for name in rule.inputs}, index=index)
    worst = np.maximum.reduce([ranks(one["status"]) for one in read])
    value = compute(rule.formula, frame).to_numpy()
    worst = np.where((worst == OK) & ~np.isfinite(value), NOT_APPLICABLE, worst)
    return pd.DataFrame(
        {
            "value": np.where(worst == OK, value, np.nan),
            "status": statuses(worst, index),
            "coverage": np.minimum.reduce([one["coverage"].to_numpy() for one in read]),
            "communes": read[0]["communes"],
            "lower_bound": np.nan,
        },
        index=index,
    )


def quantity_of(figures: pd.DataFrame) -> Quantity:
    """Return figures of communes as a quantity that a rule can sum."""
    return Quantity(figures["value"], figures["status"])
