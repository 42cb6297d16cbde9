"""What derived indicators stand on: other indicators, without a circle. Pure."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from citeoscope.catalogue.indicator import Indicator
from citeoscope.catalogue.rules import Derived


def inputs_of(indicator: Indicator) -> tuple[str, ...]:
    """Return the ids of the indicators that an indicator is computed from; none unless it is derived."""
    return indicator.rule.inputs if isinstance(indicator.rule, Derived) else ()


def datasets_of(indicator: Indicator, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """Return the ids of all the datasets behind an indicator, those behind its inputs included, in order of use."""
    through = (name for one in inputs_of(indicator) for name in datasets_of(indicators[one], indicators))
    return tuple(dict.fromkeys((*indicator.datasets, *through)))


def broken(indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """Say in French every derived indicator that cannot be computed.

    Parameters
    ----------
    indicators
        As declared, by id.

    Yields
    ------
    str
        One line per formula that names something unknown, and one for each circle.
    """
    for one in indicators.values():
        if unknown := [name for name in inputs_of(one) if name not in indicators]:
            quoted = ", ".join(f"« {name} »" for name in unknown)
            yield f"[{one.id}] rule.formula : indicateur inconnu : {quoted}"
    try:
        TopologicalSorter({name: inputs_of(one) for name, one in indicators.items()}).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        yield f"les formules tournent en rond : {circle}"
