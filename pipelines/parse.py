"""Turns the raw files of a source into a frame: by the module that has its name, or else by its declaration."""

import importlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from citeoscope.catalogue.source import Source
from citeoscope.errors import SourceError
from pipelines import generic

REMEDY: Final = "Remplacez le fichier publié, puis relancez « refresh »."
LIVE_REMEDY: Final = (
    "Le service a changé de forme. Corrigez la déclaration de la source (« published ») ou sa lecture, puis relancez."
)


def parse(source: Source, paths: Sequence[Path], *, live: bool = False) -> pd.DataFrame:
    """Read the files of a source with the `parse` of the module that has its name, or else by its declaration.

    Parameters
    ----------
    source
        The declared source.
    paths
        Its raw files.
    live
        Whether a service gave them: nobody can then replace a file.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame

    Raises
    ------
    SourceError
        The files are not what the module expects.
    """
    own = importlib.util.find_spec(f"pipelines.sources.{source.id}")
    try:
        if own is None:
            return generic.parse(paths, source)
        frame: pd.DataFrame = importlib.import_module(own.name).parse(paths)
    except Exception as error:  # published files fail in every possible way, and one source must not stop the others
        named = ", ".join(path.name for path in paths[:3]) + (", …" if len(paths) > 3 else "")  # noqa: PLR2004
        raise SourceError(
            source.id,
            f"fichier illisible ({named}) : {error or type(error).__name__}. {LIVE_REMEDY if live else REMEDY}",
        ) from error
    return frame
