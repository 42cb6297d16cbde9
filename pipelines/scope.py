"""What part of France a refresh asks from the services: all of it, or the communes of one perimeter. Pure."""

from dataclasses import dataclass
from typing import Final

from citeoscope.territory.codes import departement_of

FRANCE: Final = "france"


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of France, in the terms services understand.

    Attributes
    ----------
    expression
        The perimeter as written by the user, `france` for all of it.
    communes
        Its communes (current COG), sorted.
    departements
        Codes of the départements it touches, sorted.
    bounds
        West, south, east, north (EPSG:4326, degrees); `None` when no outline is stored.
    """

    expression: str
    communes: tuple[str, ...]
    departements: tuple[str, ...]
    bounds: tuple[float, float, float, float] | None = None

    @property
    def whole(self) -> bool:
        """Whether this is the whole of France."""
        return self.expression == FRANCE

    @classmethod
    def of(
        cls,
        expression: str,
        communes: tuple[str, ...],
        bounds: tuple[float, float, float, float] | None = None,
    ) -> "Scope":
        """Build the scope of a set of communes."""
        return cls(expression, communes, tuple(sorted({departement_of(code) for code in communes})), bounds)
