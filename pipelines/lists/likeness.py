"""Whether the cells of a column look like what its header promises. Pure."""

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from citeoscope.places.opening import state_of
from pipelines.lists.coordinates import numbers, pairs
from pipelines.lists.fields import Holds

if TYPE_CHECKING:
    import pandas as pd

SAMPLE: Final = 2_000
EMAIL: Final = r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
PHONE: Final = r"(?<![\d.,])(?:(?:\+|00)33[\s.\-]?(?:\(0\)[\s.\-]?)?|0)[1-9](?:[\s.\-/]?\d{2}){4}(?![\d])"
URL: Final = r"^(?:https?://|www\.)\S+$|^(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$"
_INSEE: Final = r"^(?:\d{4,5}(?:[.,]0+)?|2[ABab]\s?\d{3}|\d{2}\s\d{3})$"
_POSTAL: Final = r"^(?:F(?:R)?[\s-]*)?\d(?:\s?\d){3,4}(?:[.,]0+)?(?:\s+\D.*)?$"
_SIRET: Final = r"^\d{3}\s?\d{3}\s?\d{3}(?:\s?\d{5})?(?:[.,]0+)?$|^W\d{9}$"
_DATE: Final = (
    r"^\d{4}(?:[-/.]\d{1,2}){0,2}(?:[T\s].*)?$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:\s.*)?$|"
    r"^\d{1,2}[-/.]\d{4}$|^[1-9]\d{8,9}(?:000|\.0)?$|^(?:\w+\s+)?(?:\d{1,2}(?:er)?\s+)?[A-Za-zéûÉ]{3,9}\.?\s+\d{4}(?:\s.*)?$"
)
_AMOUNT: Final = r"^(?:[<>~≈]?\s?)?\d[\d\s.,]*\s?(?:k|m|M|K)?\s?(?:€|euros?|EUR|HT|TTC)?(?:\s?(?:HT|TTC))?$"
_NUMBER: Final = r"^[-+]?[\d\s.,]+%?$"
_YES_NO: Final = r"^(?i:oui|non|yes|no|o|n|true|false|vrai|faux|0|1|x|d.accord|accepte|refus\w*)\b"
_RELAXED: Final = r"[\s\u00a0\u202f]+"


def fit(cells: "pd.Series[str]", holds: Holds) -> float:
    """Say how far a column holds what is expected of it.

    Parameters
    ----------
    cells
        Its cells, as text.
    holds
        What is expected.

    Returns
    -------
    float
        Share of the filled cells that fit, from 0 to 1, judged on 2,000 of them; 1 when all cells are empty.
    """
    filled = cells[cells != ""]
    if filled.empty or holds == "text":
        return 1.0
    sample = filled.iloc[:: max(1, len(filled) // SAMPLE)].str.replace(_RELAXED, " ", regex=True)
    return _TESTS[holds](sample)


def _matching(pattern: str) -> Callable[["pd.Series[str]"], float]:
    return lambda cells: float(cells.str.contains(pattern, regex=True).mean())


def _coordinate(cells: "pd.Series[str]") -> float:
    return float(np.isfinite(numbers(cells)).mean())


def _pair(cells: "pd.Series[str]") -> float:
    return float(np.isfinite(pairs(cells)[0]).mean())


def _name(cells: "pd.Series[str]") -> float:
    odd = cells.str.contains(f"{_NUMBER}|{EMAIL}|{URL}", regex=True)
    return float((~odd).mean())


def _open(cells: "pd.Series[str]") -> float:
    return float(np.mean([state_of(cell) is not None for cell in cells]))


_TESTS: Final = MappingProxyType(
    {
        "name": _name,
        "siret": _matching(_SIRET),
        "date": _matching(_DATE),
        "amount": _matching(_AMOUNT),
        "postal": _matching(_POSTAL),
        "insee": _matching(_INSEE),
        "coordinate": _coordinate,
        "pair": _pair,
        "phone": _matching(PHONE),
        "email": _matching(EMAIL),
        "url": _matching(URL),
        "open": _open,
        "yes": _matching(_YES_NO),
    }
)
