"""How figures are cut into classes: on themselves, on a wider reference, or once for several years. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from numbers import Real
from typing import Final

import numpy as np

from citeoscope.errors import MapError
from citeoscope.language import say
from citeoscope.maps.bounds import inner_bounds, through
from citeoscope.maps.breaks import Breaks, Figures, Floats, rounded
from citeoscope.maps.methods import LONG_TAIL, METHODS, Method
from citeoscope.numbers import format_number

MOST_CLASSES: Final = 9
FEWEST_BOUNDS: Final = 2


@dataclass(frozen=True, slots=True)
class Classing:
    """How to cut figures, whatever they are: compared, hashed and kept like any other choice of the reader.

    Attributes
    ----------
    method
        `quantiles` (as many territories in each class), `equal_interval`, `natural` (Fisher and Jenks), `head_tail`,
        `standard_deviation`, `rounded` or `manual`.
    k
        Classes wanted, 1 to 9; there are fewer when the figures are too few or too alike. Without effect on `manual`.
    decimals
        Digits after the comma of the figures.
    pivot
        Figure that must be a bound, so that colours diverge from it: kept when there are figures on both sides. A
        manual choice is not changed: its colours diverge when one of its inner bounds is the pivot.
    count
        Whether the figures count something: then many zeros make a class of their own. Without effect on
        `standard_deviation`, whose mean they belong to, and on `manual`.
    manual
        Bounds of the method `manual`, from the lowest to the highest: one more than there are classes.

    Raises
    ------
    MapError
        Unknown method, `k` out of range, or bounds that are missing, too many, not numbers or not increasing.
    """

    method: Method = "quantiles"
    k: int = 6
    decimals: int = 0
    pivot: float | None = None
    count: bool = False
    manual: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be a choice, all defects at once."""
        defects = []
        if self.method not in METHODS:
            defects.append(
                say(
                    "Méthode inconnue : « {method} ». Méthodes : {methods}.",
                    method=self.method,
                    methods=", ".join(METHODS),
                )
            )
        if not 1 <= self.k <= MOST_CLASSES:
            defects.append(
                say(
                    "Nombre de classes impossible : {k}. Choisissez de 1 à {most_classes}.",
                    k=self.k,
                    most_classes=MOST_CLASSES,
                )
            )
        if self.method == "manual":
            defects.extend(_defects(self.manual, self.decimals))
        elif self.manual:
            defects.append(say("Des bornes choisies demandent la méthode « manual »."))
        if defects:
            raise MapError(" ".join(defects))

    def breaks(self, values: Figures, reference: "Figures | None" = None) -> Breaks:
        """Cut figures into classes.

        Parameters
        ----------
        values
            Figures to draw; NaN where there is none.
        reference
            Figures the classes are found on, for instance those of France; the figures to draw when `None`.

        Returns
        -------
        Breaks
            Hold every figure to draw: the first and last classes are extended when the reference, or the bounds
            chosen, leave some out (`Breaks.asked` then tells what they were).

        Raises
        ------
        MapError
            The reference has no figure, or no figure lies between the manual bounds.
        """
        drawn, basis = self._known(values), self._known(values if reference is None else reference)
        if not basis.size and drawn.size:
            raise MapError(say("La référence n’a aucun chiffre : choisissez-en une plus large, ou aucune."))
        if not basis.size:
            return Breaks((), self.decimals)
        low, high = float(min([*basis[:1], *drawn[:1]])), float(max([*basis[-1:], *drawn[-1:]]))
        if self.method == "manual":
            return self._manual(low, high)
        inner, pivot = self._inner(basis, low, high)
        asked = None if low == basis[0] and high == basis[-1] else (float(basis[0]), float(basis[-1]))
        return Breaks((low, *inner, high), self.decimals, pivot, asked)

    def _known(self, values: Figures) -> Floats:
        figures = rounded(values, self.decimals)
        return np.sort(figures[np.isfinite(figures)])

    def _inner(self, figures: Floats, low: float, high: float) -> tuple[list[float], float | None]:
        """Return the bounds between classes, and the pivot when it is one of them."""
        scheme, k, pivot = METHODS[self.method], self.k, self.pivot
        if pivot is not None and low < pivot <= high and k > 1:
            if scheme.whole:
                return through(pivot, inner_bounds(figures, scheme, k, self.decimals), k), pivot
            under, over = figures[figures < pivot], figures[figures >= pivot]
            left = min(max(round(k * under.size / figures.size), 1), k - 1)
            below = inner_bounds(under, scheme, left, self.decimals)
            return [*below, pivot, *inner_bounds(over, scheme, k - left, self.decimals, above=pivot)], pivot
        zeros = int(np.count_nonzero(figures == 0))
        many = 0 < zeros < figures.size <= zeros * k
        if self.count and low == 0 and k > 1 and many and self.method != "standard_deviation":
            return self._without_zeros(figures[figures > 0]), None
        return inner_bounds(figures, scheme, k, self.decimals), None

    def _without_zeros(self, positive: Floats) -> list[float]:
        first = 10.0**-self.decimals
        inner = inner_bounds(positive, METHODS[self.method], self.k - 1, self.decimals, above=first)
        if len(inner) < self.k - 2 and self.method == "quantiles":
            # Most of what is not zero is alike: equal numbers of territories would leave the largest ones together.
            inner = inner_bounds(positive, LONG_TAIL, self.k - 1, self.decimals, above=first)
        return [first, *inner]

    def _manual(self, low: float, high: float) -> Breaks:
        first, *inner, last = rounded(np.array(self.manual), self.decimals).tolist()
        if first > high or last < low:
            raise MapError(
                say(
                    "Aucun chiffre entre les bornes choisies, {first} et {last} : les chiffres vont de {low} à {high}. "
                    "Changez-les.",
                    first=format_number(first, self.decimals),
                    last=format_number(last, self.decimals),
                    low=format_number(low, self.decimals),
                    high=format_number(high, self.decimals),
                )
            )
        # Bounds are kept from one territory to another: a class that has no figure here stays, with its colour.
        bounds = (min(first, low), *inner, max(last, high))
        pivot = self.pivot if self.pivot in inner else None
        return Breaks(bounds, self.decimals, pivot, None if bounds == (first, *inner, last) else (first, last))


def classify(  # noqa: PLR0913 - each one is a choice of the reader
    values: Figures,
    *,
    method: Method = "quantiles",
    k: int = 6,
    decimals: int = 0,
    pivot: float | None = None,
    count: bool = False,
    manual: Sequence[float] = (),
    reference: "Figures | None" = None,
) -> Breaks:
    """Cut figures into classes with round bounds.

    Parameters
    ----------
    values
        Figures to draw; NaN where there is none.
    method, k, decimals, pivot, count, manual
        See `Classing`.
    reference
        See `Classing.breaks`.

    Returns
    -------
    Breaks

    Raises
    ------
    MapError
        A choice is impossible, or does not fit the figures; see `Classing`.
    """
    return Classing(method, k, decimals, pivot, count, tuple(manual)).breaks(values, reference)


def locked(years: Iterable[Figures], classing: Classing) -> Breaks:
    """Cut the figures of several years into the same classes, so that a colour means the same on each map.

    Parameters
    ----------
    years
        Figures of each year, in any order; NaN where there is none.
    classing
        How to cut them, all years together.

    Returns
    -------
    Breaks
        Hold every figure of every year.

    Raises
    ------
    MapError
        No figure of any year lies between the manual bounds.
    """
    every = [np.asarray(values, dtype=np.float64) for values in years]
    return classing.breaks(np.concatenate(every) if every else np.array([]))


def _defects(bounds: Sequence[object], decimals: int) -> list[str]:
    """Return what is wrong with manual bounds, in French."""
    strange = [bound for bound in bounds if not isinstance(bound, Real) or not math.isfinite(bound)]
    if strange:
        said = ", ".join(say("« {bound} »", bound=bound) for bound in strange)
        return [say("Bornes qui ne sont pas des nombres : {said}. Écrivez par exemple 0, 10, 20.", said=said)]
    if not FEWEST_BOUNDS <= len(bounds) <= MOST_CLASSES + 1:
        wanted = say(
            "Donnez-en de {fewest_bounds} à {most_classes}, de la plus basse à la plus haute",
            fewest_bounds=FEWEST_BOUNDS,
            most_classes=MOST_CLASSES + 1,
        )
        return [say("Nombre de bornes impossible : {count}. {wanted}.", count=len(bounds), wanted=wanted)]
    printed = rounded(np.array(bounds, dtype=np.float64), decimals).tolist()
    falls = [
        say("{after} après {before}", after=format_number(after, decimals), before=format_number(before, decimals))
        for before, after in pairwise(printed)
        if after <= before
    ]
    return [say("Bornes qui ne vont pas en croissant : {falls}. Rangez-les.", falls=", ".join(falls))] if falls else []
