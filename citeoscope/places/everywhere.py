"""The places of every list, those that are the same brought together: computed once per state of the lists."""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.local import local_stamp
from citeoscope.places.decisions import FILE, read_decisions
from citeoscope.places.listed import listed
from citeoscope.places.match import candidates
from citeoscope.places.merged import Merged, merged
from citeoscope.signals import read_accepted

_ONE_AT_A_TIME: Final = Lock()


def all_places(atlas: Atlas, folder: Path) -> Merged:
    """Return the places of every list as they are now, shared.

    Parameters
    ----------
    atlas
        The data.
    folder
        Folder of the local lists, usually `data/local/`.

    Returns
    -------
    Merged
        Must not be changed.

    Raises
    ------
    StoreError
        A list cannot be read; the message names it.
    """
    with _ONE_AT_A_TIME:  # whoever comes while it is computed waits for it, and does not compute it again
        return _merged(atlas, folder, places_stamp(folder))


def listed_rows(atlas: Atlas, folder: Path) -> pd.DataFrame:
    """Return the rows of every list as they are now, shared; see `places.listed`."""
    return _listed(atlas, folder, local_stamp(folder))


def places_stamp(folder: Path) -> int:
    """Return a number that changes whenever a list or a decision is edited."""
    decided = folder / FILE
    return local_stamp(folder) + (decided.stat().st_mtime_ns if decided.exists() else 0)


@lru_cache(maxsize=2)
def _merged(atlas: Atlas, folder: Path, _stamp: int) -> Merged:
    rows = listed_rows(atlas, folder)
    return merged(rows, candidates(rows), read_decisions(folder), read_accepted(folder))


@lru_cache(maxsize=2)
def _listed(atlas: Atlas, folder: Path, _stamp: int) -> pd.DataFrame:
    return listed(atlas, folder)
