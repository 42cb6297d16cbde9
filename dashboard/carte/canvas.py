"""The map of the page: what is painted on it, its legend, and what a click on it asks for."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import geopandas as gpd

from citeoscope.atlas import Atlas
from citeoscope.filters import arranged, of_layer
from citeoscope.layers import LAYERS
from citeoscope.maps import Asset, Overlay, Picture, Portrayal, view_bounds
from citeoscope.maps.geometry import Bounds
from citeoscope.shown import label, portrayal_of, title
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter
from citeoscope.view import View
from dashboard import components, state
from dashboard.web import assets

KEY: Final = "carte"
ATTRIBUTION: Final = "Contours : IGN ADMIN EXPRESS, simplifiés"


@dataclass(frozen=True, slots=True)
class Colouring:
    """How the figures of a view are drawn."""

    assets: tuple[tuple[Asset, str], ...]
    portrayal: Portrayal
    bounds: Bounds


def colouring(data: Atlas, view: View) -> Colouring:
    """Return how the figures of a view are drawn, whatever else is on the map."""
    plain = replace(view, couches=(), commune="", fond=False, filtres=())
    return _colouring(data, plain)


@lru_cache(maxsize=128)
def _colouring(data: Atlas, view: View) -> Colouring:
    """Colour the territories of a view, or put a disc on each when the figures are counts.

    Parameters
    ----------
    data
        The atlas.
    view
        Without what is laid over the figures.

    Returns
    -------
    Colouring
        Its classes follow the outlines of its assets; its legend counts every territory, drawn or not.
    """
    perimeter, level = data.perimeter(view.territoire), view.niveau
    drawn = [
        (asset, assets.outlines_url(asset, level, key))
        for key in asset_keys(data, perimeter.codes, level)
        for asset in [assets.outline_asset(data, level, key)]
    ]
    portrayal = portrayal_of(data, view, [code for asset, _ in drawn for code in asset.codes])
    return Colouring(tuple(drawn), portrayal, bounds_of(data, perimeter, level))


def asset_keys(data: Atlas, codes: tuple[str, ...], level: Level) -> list[str]:
    """Return the keys of the outlines that hold communes: their regions, or all of France above the commune."""
    if level is not Level.COMMUNE:
        return [assets.ANY_REGION]
    return sorted(data.geography.communes.loc[list(codes), "region"].unique())


def bounds_of(data: Atlas, perimeter: Perimeter, level: Level) -> Bounds:
    """Return what the map opens on: the territories, or their region when none of them has an outline."""
    outlines = data.outlines(level).reindex(data.territories(perimeter, level)).dropna()
    if outlines.empty:
        regions = data.geography.communes.loc[list(perimeter.codes), "region"].unique()
        outlines = data.outlines(Level.REGION).reindex(regions)
    return view_bounds(gpd.GeoDataFrame(geometry=gpd.array.from_shapely(outlines.to_numpy()), crs="EPSG:4326"))


def picture(data: Atlas, view: View) -> Picture:
    """Return what the map shows for a view."""
    colours = colouring(data, view)
    asked = f"territoire={quote(view.territoire)}&indicateur={view.indicateur}&niveau={view.niveau}"
    if view.millesime:
        asked += f"&millesime={quote(view.millesime)}"
    pair = None
    if view.croise:
        asked += f"&croise={view.croise}"
        pair = (data.indicator(view.indicateur).short, data.indicator(view.croise).short)
    return Picture(
        assets=[url for _, url in colours.assets],
        classes=colours.portrayal.classes,
        palette=colours.portrayal.palette,
        discs=colours.portrayal.discs,
        view=f"{view.territoire}|{view.niveau}",
        indicator=" ".join(filter(None, (view.indicateur, view.croise))),
        label=label(data, view),
        # The map's own script knows the words of the non-values.
        words=colours.portrayal.words,
        bounds=colours.bounds,
        selected=view.commune or None,
        values_url=f"{assets.root()}/api/v1/valeurs.json?{asked}&version={data.store.version}",
        overlays=[_overlay(data, view, layer) for layer in view.couches],
        base=view.fond,
        attribution=ATTRIBUTION,
        crossed=pair,
        looks=colours.portrayal.looks,
    )


def _overlay(data: Atlas, view: View, layer: str) -> Overlay:
    declared = LAYERS[layer]
    url = assets.points_url(assets.current_points(data, layer), layer)
    card = f"./tiers-lieux?territoire={quote(view.territoire)}&lieu=" if layer == "tiers_lieux" else ""
    return Overlay(
        layer,
        declared.label,
        url,
        declared.color,
        declared.shape,
        declared.fields,
        of_layer(view.filtres, layer),
        card,
    )


def show_map(data: Atlas, view: View, *, tools: bool = True) -> None:
    """Show the map; a click proposes the clicked territory.

    Parameters
    ----------
    data
        The atlas.
    view
        The view on screen.
    tools
        Whether a perimeter can be drawn on it.
    """
    components.territory_map(
        KEY,
        picture(data, view),
        lambda code: state.propose(view, commune=code),
        (lambda drawn: state.propose(view, territoire=drawn, commune="")) if tools else None,
    )


def layer_sources(data: Atlas, view: View) -> dict[str, str]:
    """Return what each layer on screen is drawn from: publishers and vintages, or the local lists."""
    return {name: LAYERS[name].source(data) for name in view.couches}


def keep(view: View, layer: str, kept: dict[str, list[str]]) -> None:
    """Propose what is kept of the points of a layer."""
    others = {(one.layer, one.field): one.values for one in view.filtres if one.layer != layer}
    state.propose(view, filtres=arranged(others | {(layer, name): tuple(values) for name, values in kept.items()}))


def legend_of(data: Atlas, view: View) -> str:
    """Return the legend of the map as HTML: a count per class or for all discs, a box per kind of non-value."""
    return colouring(data, view).portrayal.legend(title=title(data, view), territories=view.niveau.nouns)
