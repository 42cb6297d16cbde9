"""The differencing guard: figures that are harmless one by one must not give a secret by subtraction. Pure.

Whoever has two totals, and the figures of the communes that are shown, gets the total of the hidden communes of each;
where those of one hold those of the other, the difference tells about the rest. So do sums and differences of several.
The method is that of the audits of cell suppression (Hundepool et al., "Statistical Disclosure Control", Wiley, 2012,
chapter 4), on the hidden communes alone: the others are public.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np

Codes: TypeAlias = frozenset[str]
IsSecret: TypeAlias = Callable[[Codes], bool]

_TWO: Final = 2
_TOLERANCE: Final = 1e-7
_MOST_PARTS: Final = 1_000
"""Beyond that many different parts the linear audit would take seconds: pairs alone are compared."""


@dataclass(frozen=True, slots=True)
class Leak:
    """What a new figure would give away.

    Attributes
    ----------
    communes
        The hidden communes whose total could be worked out.
    against
        Name of the figure it would be subtracted from, or that would be subtracted; empty when it takes several.
    """

    communes: Codes
    against: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What was told so far, in one dossier or one session.

    Attributes
    ----------
    told
        (indicator, vintage) -> name and hidden communes of every perimeter whose exact figure was told.
    """

    told: Mapping[tuple[str, str], tuple[tuple[str, Codes], ...]] = field(default_factory=dict)

    def leak(self, key: tuple[str, str], hidden: Codes, is_secret: IsSecret) -> Leak | None:
        """Say what telling one more exact figure would give away.

        Parameters
        ----------
        key
            Indicator id and vintage.
        hidden
            Communes of the perimeter whose own figure is secret.
        is_secret
            Whether the figure of a set of communes is secret.

        Returns
        -------
        Leak | None
            `None` when nothing secret can be worked out.
        """
        already = self.told.get(key, ())
        if not hidden or any(hidden == other for _, other in already):
            return None
        for name, other in already:
            if hidden < other or other < hidden:
                rest = hidden ^ other
                if other and is_secret(rest):
                    return Leak(rest, name)
        return _isolated([*(other for _, other in already), hidden], is_secret)

    def telling(self, key: tuple[str, str], name: str, hidden: Codes) -> "Guard":
        """Return the guard once an exact figure was told."""
        return Guard({**self.told, key: (*self.told.get(key, ()), (name, hidden))})


def _isolated(told: list[Codes], is_secret: IsSecret) -> Leak | None:
    """Look for communes that some sum and difference of the told totals isolates."""
    places: dict[str, list[int]] = {}
    for place, codes in enumerate(told):
        for code in codes:
            places.setdefault(code, []).append(place)
    parts: dict[tuple[int, ...], set[str]] = {}
    for code, inside in places.items():
        parts.setdefault(tuple(inside), set()).add(code)
    if len(told) <= _TWO or len(parts) > _MOST_PARTS:
        return None
    matrix = np.zeros((len(told), len(parts)))
    for column, rows_inside in enumerate(parts):
        matrix[list(rows_inside), column] = 1.0
    # A part is isolated when its unit vector lies in the row space: its projection there keeps its length.
    _, sizes, rows = np.linalg.svd(matrix, full_matrices=False)
    kept = rows[sizes > sizes.max() * _TOLERANCE]
    shared = kept.T @ kept
    length = np.diag(shared)
    names = [frozenset(part) for part in parts.values()]
    alone = np.isclose(length, 1.0, atol=_TOLERANCE)
    for one in np.flatnonzero(alone):
        if is_secret(names[one]):
            return Leak(names[one], "")
    # Two parts that no sum isolates may be isolated together: one establishment each is still under three.
    joined = np.isclose(length[:, None] + length + 2 * shared, 2.0, atol=_TOLERANCE) & ~np.logical_and.outer(
        alone, alone
    )
    for one, other in np.argwhere(np.triu(joined, k=1)):
        if is_secret(names[one] | names[other]):
            return Leak(names[one] | names[other], "")
    return None
