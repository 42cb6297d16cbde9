"""Figures the publishers are known to have published, compared on every build; every gap is given a name."""

import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from citeoscope.catalogue.faults import invalid, unreadable
from citeoscope.errors import CatalogueError

FILE: Final = Path(__file__).with_name("golden.toml")
_POWERS_OF_TEN: Final = tuple(10.0**power for power in (-6, -3, -2, -1, 1, 2, 3, 6))
_CLOSE: Final = 1e-6

Cause = Literal["millésime", "définition", "lecture", "clé de jointure", "source modifiée"]
_REMEDIES: Final[Mapping[str, str]] = {
    "millésime": "mettez les chiffres de référence au millésime de la source, dans pipelines/golden.toml",
    "définition": "comparez la définition du producteur et la colonne déclarée",
    "lecture": "revoyez le « parse » de la source : unité, séparateur décimal, colonne",
    "clé de jointure": "revoyez le code de la commune : zéro perdu, fusion, arrondissement",
    "source modifiée": "le producteur a révisé ses chiffres : vérifiez-les chez lui, puis acceptez-les",
}


class Figure(BaseModel):
    """One column of one dataset at one vintage, with what was published for some territories.

    The keys of `known` are perimeters: for a table of communes, a wider perimeter is the sum of its communes, which
    is the publisher's own total. `within` is the relative gap allowed: more where the product rounds what it stores.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dataset: str
    column: str
    vintage: str
    published: str
    known: dict[str, float]
    within: float = 1e-6


class Gap(NamedTuple):
    """A figure that is not what was published, and the likely cause."""

    figure: Figure
    perimeter: str
    found: float | None
    cause: Cause

    @property
    def text(self) -> str:
        """French sentence: figure, what was found, cause, remedy."""
        found = "rien" if self.found is None else f"{self.found:.10g}"
        return (
            f"{self.figure.column} de {self.perimeter} : {found} au lieu de {self.figure.known[self.perimeter]:.10g} "
            f"({self.figure.published}) ; cause probable : {self.cause} ({_REMEDIES[self.cause]})"
        )


def load_golden(path: Path = FILE) -> tuple[Figure, ...]:
    """Read the reference figures.

    Parameters
    ----------
    path
        A TOML file of `[[figures]]`.

    Returns
    -------
    tuple[Figure, ...]

    Raises
    ------
    CatalogueError
        The file is invalid; every defect is listed.
    """
    figures: list[Figure] = []
    faults: list[str] = []
    try:
        text = path.read_text(encoding="utf-8")
        entries = tomllib.loads(text).get("figures", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(unreadable(path.name, error)) from error
    for rank, entry in enumerate(entries):
        try:
            figures.append(Figure.model_validate(entry))
        except ValidationError as error:
            faults += invalid(path.name, text, error, prefix=("figures", rank))
    if faults:
        raise CatalogueError("Chiffres de référence mal déclarés :\n- " + "\n- ".join(faults))
    return tuple(figures)


def gaps(
    figures: Sequence[Figure],
    frame: pd.DataFrame,
    vintage: str,
    communes_of: Callable[[str], Sequence[str]],
    *,
    same_bytes: bool,
) -> list[Gap]:
    """Compare a dataset with what its publisher published.

    Parameters
    ----------
    figures
        The reference figures of this dataset.
    frame
        The dataset in the current COG: one row per commune, or per `level` and `code`.
    vintage
        Vintage of the frame.
    communes_of
        Gives the commune codes of a perimeter.
    same_bytes
        Whether the raw files are those of the version in place.

    Returns
    -------
    list[Gap]
    """
    out = []
    for figure in figures:
        for perimeter, expected in figure.known.items():
            found = _value(frame, figure.column, perimeter, communes_of)
            if found is None or not math.isclose(found, expected, rel_tol=figure.within):
                out.append(
                    Gap(figure, perimeter, found, _cause(found, expected, figure.vintage == vintage, same_bytes))
                )
    return out


def _value(
    frame: pd.DataFrame, column: str, perimeter: str, communes_of: Callable[[str], Sequence[str]]
) -> float | None:
    if column not in frame:
        return None
    if "level" in frame:
        level, _, code = perimeter.partition(":")
        rows = frame[(frame["level"] == level) & (frame["code"] == (code or "FR"))]
    else:
        rows = frame[frame["code"].isin(set(communes_of(perimeter)))]
    values = rows[column].dropna()
    return float(values.sum()) if len(values) else None


def _cause(found: float | None, expected: float, same_vintage: bool, same_bytes: bool) -> Cause:  # noqa: FBT001
    if not same_vintage:
        return "millésime"
    if found is None:
        return "clé de jointure"
    if same_bytes or any(math.isclose(found, expected * power, rel_tol=_CLOSE) for power in _POWERS_OF_TEN):
        return "lecture"
    return "source modifiée" if math.isclose(found, expected, rel_tol=0.1) else "définition"
