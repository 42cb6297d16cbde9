"""Cells to coordinates as written: decimal point or comma, degrees and minutes, two numbers in one cell. Pure."""

import re
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_NUMBER: Final = r"[-+]?\d+(?:[.,]\d+)?"
_THIRD: Final = rf"(?:[\s,;]+{_NUMBER})?"
_PAIRS: Final = (
    rf"^[^\d+-]*({_NUMBER})\s*(?:[;|/]|,\s|\s)\s*({_NUMBER}){_THIRD}[^\d]*$",
    rf"^[^\d+-]*([-+]?\d+(?:\.\d+)?)\s*,\s*([-+]?\d+(?:\.\d+)?){_THIRD}[^\d]*$",
)
_SEXAGESIMAL: Final = (
    r"^\s*(?P<before>[NSEWO])?\s*(?P<sign>-)?\s*(?P<degrees>\d{1,3})\s*(?:°|º|d|\s)\s*"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*(?:'|’|′|m|\s|$)\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|”|″|''|’’|′′|s|$)?\s*)?(?P<after>[NSEWO])?\s*$"
)
_TWO_SEXAGESIMAL: Final = r"^(.*?[NSEWO])[\s,;/]*(\d.*[NSEWO])\s*$"
_MINUTES: Final = 9
_OF_MINUTES: Final = re.compile("[°º'’′]")
_DECIMALS: Final = re.compile(r"\d[.,](\d+)")
_TURNED: Final = ("S", "W", "O")  # O is the French «ouest»


def numbers(cells: "pd.Series[str]") -> Numbers:
    """Read one coordinate per cell.

    Parameters
    ----------
    cells
        Text: `48.8566`, `48,8566`, `652 000,5`, `48°51'24"N`, `2° 21,05' E`.

    Returns
    -------
    numpy.ndarray
        Same length; NaN where there is no number. Nothing is checked against any territory.
    """
    text = cells.str.replace(r"[\s\u00a0\u202f\u2009]", "", regex=True).str.replace("−", "-", regex=False)
    both = text.str.contains(",", regex=False) & text.str.contains(".", regex=False)
    french = both & text.str.contains(r"\.\d+,", regex=True)
    text = text.where(~french, text.str.replace(".", "", regex=False))
    text = text.where(~both | french, text.str.replace(",", "", regex=False)).str.replace(",", ".", regex=False)
    values = pd.to_numeric(text, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan).copy()
    left = np.isnan(values) & (cells != "").to_numpy(dtype=bool)
    if left.any():
        values[left] = sexagesimal(cells[left])
    values[~np.isfinite(values)] = np.nan
    return values


def sexagesimal(cells: "pd.Series[str]") -> Numbers:
    """Read degrees, minutes and seconds; NaN where a cell is not so written, or has 60 minutes or more."""
    parts = cells.str.upper().str.replace("D", "°").str.extract(_SEXAGESIMAL)
    degrees, minutes, seconds = (
        pd.to_numeric(parts[name].str.replace(",", ".", regex=False), errors="coerce")
        for name in ("degrees", "minutes", "seconds")
    )
    written = minutes.notna() | parts["before"].notna() | parts["after"].notna() | cells.str.contains("°", regex=False)
    value = degrees + minutes.fillna(0) / 60 + seconds.fillna(0) / 3600
    turned = parts["sign"].notna() | parts["before"].isin(_TURNED) | parts["after"].isin(_TURNED)
    sound = written & ~(minutes >= 60) & ~(seconds >= 60)  # noqa: PLR2004 - of a degree, of a minute
    out: Numbers = value.where(~turned, -value).where(sound).to_numpy(dtype=np.float64, na_value=np.nan)
    return out


def decimals(cells: pd.DataFrame) -> NDArray[np.intp]:
    """Count the decimals with which each row writes its degrees, the most of all its cells.

    Parameters
    ----------
    cells
        Text columns that hold the coordinates of the rows.

    Returns
    -------
    numpy.ndarray
        One count per row; that of a degree written with minutes is as many as needed.
    """
    texts = [" ".join(row) for row in cells.to_numpy(dtype=object)]
    counts = [
        _MINUTES if _OF_MINUTES.search(text) else max(map(len, _DECIMALS.findall(text)), default=0) for text in texts
    ]
    return np.asarray(counts, dtype=np.intp)


def pairs(cells: "pd.Series[str]") -> tuple[Numbers, Numbers]:
    """Read two coordinates per cell.

    Parameters
    ----------
    cells
        Text: `48.85, 2.35`, `48,85 ; 2,35`, `POINT (2.35 48.85)`, `{"coordinates": [2.35, 48.85]}`, `48°51'N 2°21'E`.

    Returns
    -------
    tuple[numpy.ndarray, numpy.ndarray]
        The first and the second number, NaN where there are not two.
    """
    first, second = (np.full(len(cells), np.nan) for _ in range(2))
    for pattern in _PAIRS:
        left = np.isnan(first) & (cells != "").to_numpy(dtype=bool)
        if not left.any():
            return first, second
        found = cells[left].str.extract(pattern)
        first[left], second[left] = (numbers(found[part].fillna("")) for part in (0, 1))
    left = np.isnan(first) & (cells != "").to_numpy(dtype=bool)
    if left.any():
        found = cells[left].str.upper().str.extract(_TWO_SEXAGESIMAL)
        one, other = (numbers(found[part].fillna("")) for part in (0, 1))
        east_first = found[0].str.contains("[EWO]", regex=True, na=False).to_numpy(dtype=bool)
        first[left], second[left] = np.where(east_first, other, one), np.where(east_first, one, other)
    half = np.isnan(first) | np.isnan(second)
    first[half] = second[half] = np.nan
    return first, second
