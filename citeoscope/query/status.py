"""Non-values are values: a figure goes with a status, and none of them ever becomes a zero."""

from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.language import phrase, say


class Status(StrEnum):
    """Why a figure is there, or why it is not."""

    OK = "ok"
    SECRET = "secret"  # noqa: S105 - statistical secrecy, not a password
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_AGGREGABLE = "not_aggregable"

    @property
    def label(self) -> str:
        """French words shown in place of the figure."""
        return say(_LABELS[self])


_LABELS = {
    Status.OK: phrase("valeur disponible"),
    Status.SECRET: phrase("secret statistique"),
    Status.MISSING: phrase("pas de donnée"),
    Status.NOT_APPLICABLE: phrase("sans objet"),
    Status.NOT_AGGREGABLE: phrase("non agrégeable"),
}

SEVERITY: Final = (Status.OK, Status.NOT_APPLICABLE, Status.MISSING, Status.NOT_AGGREGABLE, Status.SECRET)
"""When several parts have no value, the most severe status (the last of these) names the whole."""

STATUSES: Final = pd.CategoricalDtype([str(status) for status in SEVERITY])
"""How statuses are kept in series and tables: one byte each, compared and shown as their text."""

RANK: Final = {status: rank for rank, status in enumerate(SEVERITY)}


def statuses(ranks: NDArray[np.int8], index: pd.Index) -> pd.Series:
    """Return statuses from their ranks in `SEVERITY`."""
    return pd.Series(pd.Categorical.from_codes(ranks, dtype=STATUSES), index=index)


def ranks(texts: pd.Series) -> NDArray[np.int8]:
    """Return the rank of each status in `SEVERITY`; what is no status is `missing`."""
    codes: NDArray[np.int8] = pd.Categorical(texts, dtype=STATUSES).codes
    return np.where(codes < 0, np.int8(RANK[Status.MISSING]), codes)
