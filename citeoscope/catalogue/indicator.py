"""What an indicator declares: the model behind `citeoscope/indicators/*.toml`."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

REFERENCE = r"^(?:[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*|count\([a-z][a-z0-9_]*\))$"
Reference = Annotated[str, Field(pattern=REFERENCE)]
"""`dataset.column`, or `count(dataset)` for the number of points of a dataset in each commune."""


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sum(_Rule):
    """The figure of a perimeter is the sum of its communes."""

    name: Literal["sum"]
    value: Reference


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


class WeightedMean(_Rule):
    """The mean of the communes that have a value, by weight.

    Below `min_coverage` (share of the weight that has a value) the answer keeps the non-value: a mean of what is
    left would describe other communes.
    """

    name: Literal["weighted_mean"]
    value: Reference
    weight: Reference
    min_coverage: float = Field(0.8, ge=0, le=1)


class Max(_Rule):
    """The largest value of the communes."""

    name: Literal["max"]
    value: Reference


class NoRule(_Rule):
    """A figure that no calculation may carry to a wider perimeter, such as a median.

    `published` is the same figure as the publisher gives it for territories above the commune, by `level` and `code`.
    """

    name: Literal["none"]
    value: Reference
    published: Reference | None = None


Rule = Annotated[Sum | Ratio | WeightedMean | Max | NoRule, Field(discriminator="name")]


class Indicator(BaseModel):
    """One indicator, as declared in its theme's file.

    `scope` is the perimeter that the source covers, `scope_label` its French name; a commune outside has no data, never
    a zero.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    theme: str
    label: str
    short: str
    unit: str
    decimals: int = Field(ge=0, le=3)
    definition: str
    kind: Literal["count", "rate", "amount", "share"]
    direction: Literal["more_is_better", "less_is_better", "neutral"]
    scale: Literal["sequential", "diverging"] = "sequential"
    pivot: float | None = None
    vintage: str
    rule: Rule
    scope: str = "france"
    scope_label: str = "France"
    caveats: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _diverging_has_a_pivot(self) -> "Indicator":
        if (self.scale == "diverging") != (self.pivot is not None):
            raise ValueError("une échelle divergente demande un pivot, et elle seule")
        return self

    @property
    def references(self) -> tuple[str, ...]:
        """The columns its rule reads."""
        rule = self.rule
        if isinstance(rule, Ratio):
            return (rule.numerator, rule.denominator)
        if isinstance(rule, WeightedMean):
            return (rule.value, rule.weight)
        return (rule.value,)

    @property
    def datasets(self) -> tuple[str, ...]:
        """Ids of the datasets its rule reads, in order of use."""
        published = self.rule.published if isinstance(self.rule, NoRule) else None
        read = (*self.references, *([published] if published else []))
        return tuple(dict.fromkeys(dataset_of(reference) for reference in read))


def dataset_of(reference: str) -> str:
    """Return the dataset id of a reference: `count(gares_idfm)` and `gares_idfm.id` both give `gares_idfm`."""
    return reference.removeprefix("count(").removesuffix(")").split(".")[0]
