"""The layers of a view: only the points of the coloured territories, as on the screen."""

from dataclasses import dataclass

import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.filters import of_layer
from citeoscope.language import enumerated, say, titled
from citeoscope.layers import LAYERS, Layer, points
from citeoscope.settings import settings
from citeoscope.territory.levels import Level
from citeoscope.view import View


@dataclass(frozen=True)
class Overlaid:
    """A layer, what is kept of it, its points (see `layers.points`), and whose they are."""

    layer: Layer
    kept: str
    points: pd.DataFrame
    source: str

    @property
    def label(self) -> str:
        """The name of the layer, and what is kept of it: a legend without it would tell that these are all."""
        return f"{self.layer.label} ({self.kept})" if self.kept else self.layer.label


def overlaid(data: Atlas, view: View) -> tuple[tuple[Overlaid, ...], tuple[str, ...]]:
    """Return the layers of a view.

    Parameters
    ----------
    data
        The atlas.
    view
        What is shown.

    Returns
    -------
    tuple[tuple[Overlaid, ...], tuple[str, ...]]
        The layers, and one French message per list that cannot be read.
    """
    communes = data.geography.communes
    coloured = data.territories(data.perimeter(view.territoire), view.niveau)
    held = coloured if view.niveau is Level.COMMUNE else communes.index[communes[str(view.niveau)].isin(coloured)]
    found, unread = [], []
    for layer in (LAYERS[name] for name in view.couches):
        kept = of_layer(view.filtres, layer.id)
        try:
            every = points(data, layer.id, settings().local, kept=kept)
        except CiteoscopeError as error:
            unread.append(str(error))
            continue
        told = enumerated(titled(say(layer.fields[name]), ", ".join(map(say, values))) for name, values in kept.items())
        found.append(Overlaid(layer, told, every[every["commune_code"].isin(held)], layer.source(data)))
    return tuple(found), tuple(unread)
