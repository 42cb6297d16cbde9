"""Which rows of a dataset belong to a perimeter, and which territory each row is about."""

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.territory.codes import PARENT_OF_ARRONDISSEMENT
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

OUTLINES: Final = {
    "contours_departements": Level.DEPARTEMENT,
    "contours_epci": Level.EPCI,
    "contours_ept": Level.EPT,
    "contours_regions": Level.REGION,
}

WHOLE: Final = "Toutes les lignes du jeu, y compris celles qui ne sont rattachées à aucune commune."
COMMUNES: Final = (
    "Lignes dont la commune est dans le périmètre ; celles sans commune ne sont que dans le fichier de la France."
)
TERRITORIES: Final = (
    "Territoires qui ont au moins une commune dans le périmètre, chacun entier ; les lignes sans territoire connu ne "
    "sont que dans le fichier de la France."
)
MOVEMENTS: Final = "Mouvements dont la commune, avant ou après, est dans le périmètre."
UNDIVIDED: Final = "Ce jeu ne se découpe pas par commune : il est donné en entier."


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a perimeter.

    Attributes
    ----------
    kept
        One boolean per row of the dataset.
    key
        Column of the code of each row's territory; empty when the rows are about no territory.
    levels
        Level of each row's territory, as text; `arrondissement` is not a level of the map.
    said
        Which rows were taken, in one French sentence.
    """

    kept: pd.Series
    key: str
    levels: pd.Series
    said: str


def rows_within(atlas: Atlas, dataset: str, frame: pd.DataFrame, perimeter: Perimeter) -> Rows:
    """Choose the rows of a dataset that belong to a perimeter.

    Parameters
    ----------
    atlas
        The data.
    dataset
        Dataset id: it tells what the codes of an outline are.
    frame
        The rows of the dataset.
    perimeter
        Whole France keeps every row, even without a commune.

    Returns
    -------
    Rows
    """
    rows = _rows_within(atlas, dataset, frame, perimeter)
    if len(perimeter) < len(atlas.geography.communes) or not rows.key:
        return rows
    return replace(rows, kept=pd.Series(True, index=frame.index), said=WHOLE)


def _rows_within(atlas: Atlas, dataset: str, frame: pd.DataFrame, perimeter: Perimeter) -> Rows:
    codes = frozenset(perimeter.codes)
    level = pd.Series(str(OUTLINES.get(dataset, Level.COMMUNE)), index=frame.index)
    if dataset in OUTLINES:
        return Rows(_of_levels(atlas, level, frame["code"], perimeter), "code", level, TERRITORIES)
    if "commune_code" in frame:
        return Rows(frame["commune_code"].isin(codes), "commune_code", level, COMMUNES)
    if "level" in frame and "code" in frame:
        kept = _of_levels(atlas, frame["level"], frame["code"], perimeter)
        return Rows(kept, "code", frame["level"], TERRITORIES)
    if "code" in frame:
        return Rows(frame["code"].isin(codes), "code", level, COMMUNES)
    if "com_ap" in frame:
        return Rows(frame["com_av"].isin(codes) | frame["com_ap"].isin(codes), "com_ap", level, MOVEMENTS)
    return Rows(pd.Series(True, index=frame.index), "", level, UNDIVIDED)


def _of_levels(atlas: Atlas, levels: pd.Series, codes: pd.Series, perimeter: Perimeter) -> pd.Series:
    kept = pd.Series(False, index=codes.index)
    for level in levels.dropna().unique():
        here = levels == level
        if level in set(Level):
            kept |= here & codes.isin(atlas.territories(perimeter, Level(level)))
        else:
            kept |= here & codes.map(PARENT_OF_ARRONDISSEMENT).isin(perimeter.codes)
    return kept
