"""The places of every list as the page «Tiers-lieux» reads them: brought together, as people have decided."""

from citeoscope.atlas import Atlas
from citeoscope.places import everywhere
from citeoscope.places.merged import Merged
from citeoscope.settings import settings


def all_places(data: Atlas) -> Merged:
    """Return the places of every list, those that are the same brought together."""
    return everywhere.all_places(data, settings().local)
