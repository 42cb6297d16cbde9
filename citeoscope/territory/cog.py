"""Carries commune codes from one vintage of the COG to another, through INSEE's table of movements. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

CURRENT_COG: Final = 2026


class Movement(NamedTuple):
    """One row of INSEE's table of movements that concerns a full commune before and after.

    `date_eff` is ISO 8601; a geography of 1 January holds the movements of that very day.
    """

    mod: str
    date_eff: str
    com_av: str
    com_ap: str


@dataclass(frozen=True, slots=True)
class Rebase:
    """Where each old code went.

    Attributes
    ----------
    from_date, to_date
        The two geographies (ISO dates).
    mapping
        Old code -> the current code that carries its figures, only for codes that changed.
    splits
        Current code -> all the communes that its carried figures cover, because a commune of the old geography was
        split since. Nothing is invented for the parts: the figures stay together on one carrier.
    """

    from_date: str
    to_date: str
    mapping: dict[str, str] = field(default_factory=dict)
    splits: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def between(
        cls,
        movements: Iterable[Movement],
        from_date: str,
        to_date: str = f"{CURRENT_COG}-01-01",
        *,
        codes: Iterable[str] | None = None,
    ) -> "Rebase":
        """Follow every code that moved after `from_date`, up to and including `to_date`.

        Parameters
        ----------
        movements
            INSEE's movements with a commune of type `COM` on both sides, in any order.
        from_date, to_date
            ISO dates of the geography of the data and of the wanted one.
        codes
            The commune codes present in the data. Communes that merged then split back into exactly what the data
            holds keep their own rows.

        Returns
        -------
        Rebase
        """
        date.fromisoformat(from_date)
        date.fromisoformat(to_date)
        followed: dict[str, set[str]] = {}
        for changes in _by_day(movements, from_date, to_date):
            for code in changes:
                if not any(code in targets for targets in followed.values()):
                    followed.setdefault(code, {code})
            for code, targets in followed.items():
                followed[code] = set().union(*(changes.get(target, {target}) for target in targets))
        mapping: dict[str, str] = {}
        groups: dict[tuple[str, ...], set[str]] = {}
        for code, targets in sorted(followed.items()):
            if len(targets) > 1:
                groups.setdefault(tuple(sorted(targets)), set()).add(code)
            elif targets != {code}:
                (mapping[code],) = targets
        splits: dict[str, tuple[str, ...]] = {}
        present = None if codes is None else set(codes)
        for parts, olds in groups.items():
            sources = olds if present is None else olds & present
            if not sources or sources == set(parts):
                continue
            carrier = min(sources & set(parts), default=parts[0])
            splits[carrier] = parts
            mapping |= dict.fromkeys(sources - {carrier}, carrier)
        return cls(from_date, to_date, mapping, splits)


def _by_day(movements: Iterable[Movement], from_date: str, to_date: str) -> list[dict[str, set[str]]]:
    days: dict[str, dict[str, set[str]]] = {}
    for movement in movements:
        if from_date < movement.date_eff <= to_date:
            days.setdefault(movement.date_eff, {}).setdefault(movement.com_av, set()).add(movement.com_ap)
    return [changes for _, changes in sorted(days.items())]
