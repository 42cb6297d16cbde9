"""How an indicator is computed: the models behind `rule = { … }`, and which rule fits which kind of figure."""

import re
from collections.abc import Sequence
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from citeoscope.catalogue.formula import names_of

_NAME: Final = r"[a-z][a-z0-9_]*"
REFERENCE: Final = rf"^(?:{_NAME}\.{_NAME}|count\({_NAME}(?:\.{_NAME}=\w+)?\))$"
COUNTED: Final = re.compile(rf"count\((?P<dataset>{_NAME})(?:\.(?P<column>{_NAME})=(?P<value>\w+))?\)")
Reference = Annotated[str, Field(pattern=REFERENCE)]
"""`dataset.column`; `count(dataset)` for the number of rows of a dataset in each commune; `count(dataset.column=value)`
for those that have a value."""

Kind = Literal["count", "rate", "amount", "share"]


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns read, in the order that the computation expects."""
        raise NotImplementedError

    def reading(self, references: Sequence[str]) -> Self:
        """Return the same rule on other columns, in the same order: those of another vintage.

        Raises
        ------
        ValueError
            There are more or fewer of them than the rule reads.
        """
        fields = self._fields
        if len(references) != len(fields):
            raise ValueError(f"{len(references)} colonne(s) pour une règle qui en lit {len(fields)}")
        return self.model_copy(update=dict(zip(fields, references, strict=True)))

    @property
    def _fields(self) -> tuple[str, ...]:
        return ("value",)


class _OneColumn(_Rule):
    value: Reference

    @property
    def reads(self) -> tuple[str, ...]:
        """The one column."""
        return (self.value,)


class Sum(_OneColumn):
    """The figure of a perimeter is the sum of its communes."""

    name: Literal["sum"]


class Ratio(_Rule):
    """Numerator and denominator are summed over the perimeter, then divided.

    With `years`, the ratio is between two dates and the answer is the mean yearly rate, in percent:
    `((numerator / denominator) ** (1 / years) - 1) * 100`.
    """

    name: Literal["ratio"]
    numerator: Reference
    denominator: Reference
    factor: float = 1.0
    years: int | None = Field(None, gt=0)

    @property
    def reads(self) -> tuple[str, ...]:
        """Numerator, denominator."""
        return (self.numerator, self.denominator)

    @property
    def _fields(self) -> tuple[str, ...]:
        return ("numerator", "denominator")


class WeightedMean(_Rule):
    """The mean of the communes that have a value, by weight.

    Below `min_coverage` (share of the weight that has a value) the answer keeps the non-value: a mean of what is
    left would describe other communes.
    """

    name: Literal["weighted_mean"]
    value: Reference
    weight: Reference
    min_coverage: float = Field(0.8, ge=0, le=1)

    @property
    def reads(self) -> tuple[str, ...]:
        """Value, weight."""
        return (self.value, self.weight)

    @property
    def _fields(self) -> tuple[str, ...]:
        return ("value", "weight")


class Max(_OneColumn):
    """The largest value of the communes."""

    name: Literal["max"]


class NoRule(_OneColumn):
    """A figure that no calculation may carry to a wider perimeter, such as a median.

    `published` is the same figure as the publisher gives it for territories above the commune, by `level` and `code`.
    """

    name: Literal["none"]
    published: Reference | None = None

    def reading(self, references: Sequence[str]) -> Self:
        """Return the same rule on another column; the publisher's own figures are of this vintage only."""
        return super().reading(references).model_copy(update={"published": None})


class Derived(_Rule):
    """A formula on other indicators.

    Each of them is answered first, by its own rule, and the formula is applied to the answers. With `then = "sum"` it
    is applied in each commune, and the results are summed: an estimate in number then adds up over any partition.
    """

    name: Literal["derived"]
    formula: str
    then: Literal["sum"] | None = None

    @field_validator("formula")
    @classmethod
    def _is_readable(cls, formula: str) -> str:
        names_of(formula)
        return formula

    @property
    def reads(self) -> tuple[str, ...]:
        """No column: other indicators read them."""
        return ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the indicators that the formula names, in order of appearance."""
        return names_of(self.formula)


Rule = Annotated[Sum | Ratio | WeightedMean | Max | NoRule | Derived, Field(discriminator="name")]

_FITTING: Final[dict[Kind, tuple[str, ...]]] = {
    "count": ("sum", "max", "derived, then = sum"),
    "amount": ("sum", "weighted_mean", "max", "none", "derived", "derived, then = sum"),
    "rate": ("ratio", "weighted_mean", "max", "none", "derived"),
    "share": ("ratio", "weighted_mean", "max", "none", "derived"),
}
"""A count adds up; a share or a rate never does."""


def misfit(kind: Kind, rule: Rule) -> str:
    """Say in French why a rule cannot give a figure of this kind.

    Parameters
    ----------
    kind
        Kind of the indicator.
    rule
        Its rule.

    Returns
    -------
    str
        Empty when the rule fits.
    """
    name = "derived, then = sum" if isinstance(rule, Derived) and rule.then else rule.name
    fitting = _FITTING[kind]
    if name in fitting:
        return ""
    return f"la règle « {name} » ne convient pas au genre « {kind} » ; règles possibles : {' ; '.join(fitting)}"
