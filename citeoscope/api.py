"""The Python face of the product: what a notebook and the app call, on the current data."""

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from citeoscope.atlas import atlas
from citeoscope.local import read_list
from citeoscope.query.answer import Answer
from citeoscope.settings import settings
from citeoscope.territory.drawn import Rule, by_file, by_radius, by_shape
from citeoscope.territory.levels import Level
from citeoscope.territory.pasted import Pasted, by_list
from citeoscope.territory.perimeter import Perimeter

if TYPE_CHECKING:
    import shapely

    from citeoscope.maps import TerritoryMap

LOCAL = "local/"


def perimeter(territory: str | Perimeter) -> Perimeter:
    """Return a set of communes from its expression.

    Parameters
    ----------
    territory
        `france`, `region:11`, `departement:88`, `epci:200093201`, `ept:200057982`, `commune:92050`, or several of them
        joined by `+` and `-`.

    Returns
    -------
    Perimeter
        With its name and its commune codes.

    Raises
    ------
    UnknownTerritoryError
        The expression is unreadable, names an unknown territory, or holds no commune.
    """
    return atlas().perimeter(territory)


def within(shape: "shapely.Geometry", rule: Rule = "centroid", name: str | None = None) -> Perimeter:
    """Return the communes of a polygon.

    Parameters
    ----------
    shape
        Polygon or MultiPolygon (EPSG:4326, degrees).
    rule
        Which communes are in: `centroid` (their centre is), `half` (half of their area at least) or `touch`.
    name
        French name of the perimeter.

    Returns
    -------
    Perimeter

    Raises
    ------
    PerimeterError
        The shape is not a polygon, is empty, crosses itself, or holds no commune.
    """
    return by_shape(atlas().geography, atlas().read("contours_communes"), shape, rule, name)


def around(
    longitude: float, latitude: float, kilometres: float, rule: Rule = "centroid", name: str | None = None
) -> Perimeter:
    """Return the communes within a distance of a point, as the crow flies.

    Parameters
    ----------
    longitude, latitude
        The centre (EPSG:4326, degrees).
    kilometres
        The radius, at most 500.
    rule, name
        As for `within`.

    Returns
    -------
    Perimeter

    Raises
    ------
    PerimeterError
        The radius or the point is not one, or no commune is in.
    """
    return by_radius(atlas().geography, atlas().read("contours_communes"), longitude, latitude, kilometres, rule, name)


def listed(text: str, name: str | None = None) -> Pasted:
    """Read a list of communes or intercommunalités, by codes or names, one per line or separated by `;`, `,` or tabs.

    Parameters
    ----------
    text
        What was pasted.
    name
        French name of the perimeter.

    Returns
    -------
    Pasted
        The perimeter, with what was found, what is doubtful and what is unknown.

    Raises
    ------
    PerimeterError
        The text is empty.
    """
    return by_list(atlas().geography, text, name)


def outlined(path: str | Path, rule: Rule = "centroid", name: str | None = None) -> Perimeter:
    """Return the communes of the polygons of a file: GeoJSON, GeoPackage, zipped Shapefile.

    Parameters
    ----------
    path
        The file.
    rule, name
        As for `within`; the name is that of the file unless given.

    Returns
    -------
    Perimeter

    Raises
    ------
    PerimeterError
        The file cannot be read, has no CRS or no polygon, or its polygons cannot be used.
    """
    return by_file(atlas().geography, atlas().read("contours_communes"), Path(path), rule, name)


def search(text: str, *, limit: int = 20) -> tuple[str, ...]:
    """Find territories by name or code, accents and case ignored.

    Parameters
    ----------
    text
        What a person types.
    limit
        Most expressions to return.

    Returns
    -------
    tuple[str, ...]
        Expressions, best first.
    """
    return atlas().geography.search(text, limit=limit)


def indicators() -> pd.DataFrame:
    """Return the indicators that can be asked for.

    Returns
    -------
    pandas.DataFrame
        Indexed by id: `theme, label, unit, kind, rule, vintage, definition, sources, caveats`.
    """
    current = atlas()
    return pd.DataFrame(
        [
            {
                "id": declared.id,
                "theme": declared.theme,
                "label": declared.label,
                "unit": declared.unit,
                "kind": declared.kind,
                "rule": declared.rule.name,
                "vintage": declared.vintage,
                "definition": declared.definition,
                "sources": " ; ".join(note.text for note in current.sources(declared.id)),
                "caveats": " ".join(declared.caveats),
            }
            for declared in current.indicators.values()
        ]
    ).set_index("id")


def select(indicator: str, territory: str | Perimeter, level: str = "commune") -> gpd.GeoDataFrame:
    """Return an indicator for every territory of a perimeter.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    level
        `commune`, `ept`, `epci`, `departement`, `region` or `france`.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; `code, name, value, status, geometry`, one row per territory. `value` is NaN unless `status` is `ok`.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        Unknown level.
    """
    return atlas().select(indicator, territory, level)


def aggregate(indicator: str, territory: str | Perimeter) -> Answer:
    """Compute the figure of a perimeter by the indicator's own rule.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.

    Returns
    -------
    Answer
        Value, status, rule, coverage, the communes left out and the reason.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    """
    return atlas().aggregate(indicator, territory)


def read(dataset: str, territory: str | Perimeter | None = None) -> pd.DataFrame | gpd.GeoDataFrame:
    """Read a dataset, or a local list as `local/projets`.

    Parameters
    ----------
    dataset
        Dataset id, for instance `filosofi`, `contours_communes` or `local/tiers_lieux`.
    territory
        Perimeter or expression whose communes are read; all rows when `None`, and always for a local list.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame
        A copy that may be changed; EPSG:4326 when it has a geometry.

    Raises
    ------
    UnknownDatasetError
        There is no such dataset; the message lists those that exist.
    UnknownTerritoryError
        The expression names nothing of the current COG.
    StoreError
        The file is missing or damaged.
    """
    if dataset.startswith(LOCAL):
        return read_list(settings().local, dataset.removeprefix(LOCAL))
    if territory is None:
        return atlas().read(dataset).copy()
    return atlas().store.read(dataset, atlas().perimeter(territory).codes)


def choropleth(indicator: str, territory: str | Perimeter, level: str = "commune") -> "TerritoryMap":
    """Draw an indicator on a map that shows itself in a notebook and can be saved as one HTML file.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    level
        Level of the coloured territories.

    Returns
    -------
    TerritoryMap
        A folium map that contacts no other host: geometry, values and Leaflet are inside.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        Unknown level.
    """
    from citeoscope.maps import draw  # noqa: PLC0415 - folium is only needed to draw

    current = atlas()
    declared = current.indicator(indicator)
    where = current.perimeter(territory)
    return draw(
        current.select(indicator, where, level),
        title=f"{declared.label} ({declared.vintage}) · {where.name}",
        unit=declared.unit,
        decimals=declared.decimals,
        source_note=f"Sources : {' ; '.join(note.text for note in current.sources(indicator))}.",
        pivot=declared.pivot,
        count=declared.kind in {"count", "rate"},
        territories=Level(level).nouns,
    )
