"""Two indicators crossed on the opened data: which ones can be, on what their groups are found, the frame of both."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.errors import MapError
from citeoscope.language import say
from citeoscope.maps.crossing import Axis, Crossing, axis, cross
from citeoscope.maps.crossing_words import cell_sentence, pair_text
from citeoscope.maps.portrayal import is_drawn_by_discs
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

GROUP_NAMES = ("bas", "moyen", "haut")


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """Two indicators on the territories of a perimeter.

    Attributes
    ----------
    crossing
        Their groups, and the mark of each territory.
    ones, others
        `code, name, value, status` of each of them, in the same order.
    """

    crossing: Crossing
    ones: pd.DataFrame
    others: pd.DataFrame


def check_crossable(*indicators: Indicator) -> None:
    """Refuse what cannot be one of two colours.

    Parameters
    ----------
    *indicators
        Those to cross.

    Raises
    ------
    MapError
        One of them counts something or adds up, or they are the same; the message says what to choose.
    """
    defects = [
        say(
            "« {label} » est un nombre : un territoire étendu ou peuplé en a plus, quoi qu’il s’y passe, et sa couleur "
            "tromperait. Croisez un taux, une part ou une médiane.",
            label=one.label,
        )
        for one in indicators
        if is_drawn_by_discs(one)
    ]
    if len({one.id for one in indicators}) < len(indicators):
        label = indicators[0].label
        defects.append(say("« {label} » ne se croise pas avec lui-même. Choisissez un autre indicateur.", label=label))
    if defects:
        raise MapError(" ".join(defects))


def crossed(  # noqa: PLR0913 - each one is a choice of the reader
    atlas: Atlas,
    first: Indicator,
    second: Indicator,
    perimeter: Perimeter,
    level: Level = Level.COMMUNE,
    *,
    reference: Perimeter | None = None,
    every_vintage: bool = False,
) -> Crossed:
    """Cross two indicators.

    Parameters
    ----------
    atlas
        The opened data.
    first, second
        At the vintages to show.
    perimeter, level
        Which territories.
    reference
        Perimeter whose figures the groups are found on; the one shown when `None`.
    every_vintage
        Whether they are found on all vintages of each indicator together.

    Returns
    -------
    Crossed

    Raises
    ------
    MapError
        One of them cannot be crossed, or the reference has no figure.
    """
    check_crossable(first, second)
    frames, axes = [], []
    for one in (first, second):
        values = atlas.values(one.id, perimeter, level, one.vintage)
        wide = reference or perimeter
        basis = atlas.basis(one.id, wide, level, one.vintage, every_vintage=every_vintage)
        frames.append(values)
        axes.append(axis(one, values, basis if reference or every_vintage else None))
    return Crossed(cross(axes[0], axes[1], frames[0], frames[1]), frames[0], frames[1])


def texts_of(both: Crossed) -> dict[str, str]:
    """Return both figures of each territory in words, by code."""
    axes = (both.crossing.first, both.crossing.second)
    columns = [
        zip(frame["value"].tolist(), map(Status, frame["status"]), strict=True) for frame in (both.ones, both.others)
    ]
    return {
        str(code): pair_text((axes[0], *first), (axes[1], *second))
        for code, first, second in zip(both.ones["code"], *columns, strict=True)
    }


def frame_of(both: Crossed, outlines: pd.Series) -> gpd.GeoDataFrame:
    """Put two indicators crossed in one frame, see `api.crossings.crossed`."""
    crossing = both.crossing
    first, second = crossing.first, crossing.second
    frame = both.ones.rename(columns={"value": first.indicator.id, "status": f"{first.indicator.id}_status"})
    frame[second.indicator.id] = both.others["value"].to_numpy()
    frame[f"{second.indicator.id}_status"] = both.others["status"].to_numpy()
    for one, values in ((first, both.ones), (second, both.others)):
        known = values["value"].where(values["status"].astype(str) == Status.OK.value)
        groups = one.group_of(known.to_numpy(dtype=float, na_value=float("nan")))
        frame[f"{one.indicator.id}_group"] = [GROUP_NAMES[group] if group >= 0 else None for group in groups]
    frame["cell"] = [int(mark) if mark.isdigit() else None for mark in crossing.marks]
    frame["cell"] = frame["cell"].astype("Int64")
    frame["sentence"] = [_said(first, second, mark) for mark in crossing.marks]
    geometry = gpd.array.from_shapely(outlines.reindex(frame["code"]).to_numpy())
    return gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326")


def _said(first: Axis, second: Axis, mark: str) -> str | None:
    return cell_sentence(first, second, int(mark)) if mark.isdigit() else None
