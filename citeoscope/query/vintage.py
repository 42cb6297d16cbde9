"""The vintage of a figure is that of the data in place: a live service may give a newer one than the file. Pure."""

from collections.abc import Mapping

from citeoscope.catalogue.indicator import Indicator
from citeoscope.store import Manifest


def in_place(indicators: Mapping[str, Indicator], manifests: Mapping[str, Manifest]) -> dict[str, Indicator]:
    """Return the indicators, each with the vintage of the data it is now computed from.

    A declaration tells the vintage of one column of a published file, which may hold several. A live service gives one
    vintage, and says it: that of the first dataset, the one that is measured, is then shown.

    Parameters
    ----------
    indicators
        As declared, by id.
    manifests
        Of the datasets in place, by id.

    Returns
    -------
    dict[str, Indicator]
    """
    return {name: _current(one, manifests) for name, one in indicators.items()}


def _current(indicator: Indicator, manifests: Mapping[str, Manifest]) -> Indicator:
    manifest = manifests.get(indicator.datasets[0]) if indicator.datasets else None
    if manifest is None or manifest.source is None or manifest.source.live is None or manifest.origin != "network":
        return indicator
    given = manifest.source.live.vintage
    return indicator if given is None else indicator.model_copy(update={"vintage": given})
