"""What is read of the data before anyone asks: while the server starts, and each time the data is replaced."""

import gc
import threading
from typing import Final

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.territory.levels import Level
from citeoscope.view import DEFAULT
from dashboard.web import assets

EVERY: Final = 20.0
"""Seconds between two looks at the data."""


def keep_warm(stopped: threading.Event) -> None:
    """Prepare the data, and any data that replaces it, until the server stops.

    Parameters
    ----------
    stopped
        Set when the server stops.
    """
    prepared: Atlas | None = None
    while not stopped.is_set():
        try:
            current = atlas()
            if current is not prepared:
                prepare(current)
                prepared = current
                set_apart()
        except CiteoscopeError:
            # The page itself shows this error, with its remedy, to whoever opens it; the next version may have none.
            prepared = None
        stopped.wait(EVERY)


def prepare(data: Atlas) -> None:
    """Encode the outlines of every region and compute every indicator once, so that no visitor waits for it."""
    for layer in DEFAULT.couches:
        _ = assets.current_points(data, layer).gzipped
    for name in data.indicators:
        data.table(name, Level.COMMUNE)
        data.table(name, Level.FRANCE)
    for key in sorted(data.geography.communes["region"].unique()):
        _ = assets.outline_asset(data, Level.COMMUNE, key).gzipped
    for level in (Level.EPT, Level.EPCI, Level.DEPARTEMENT, Level.REGION):
        for name in data.indicators:
            data.table(name, level)
    for name in data.indicators:
        data.aggregate(name, "france")  # every portrait is set beside it


def set_apart() -> None:
    """Set what is in memory apart from what Python's collector walks; what was set apart before is walked once.

    The data is a million objects that stay as long as the server runs: each collection that walks them stops every
    session for 0.1 s.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
