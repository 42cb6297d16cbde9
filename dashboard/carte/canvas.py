"""The map of the page: what is painted on it, its legend, and what a click on it asks for."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from citeoscope.atlas import Atlas
from citeoscope.filters import arranged, of_layer
from citeoscope.language import enumerated, in_address, kept, phrase, say
from citeoscope.layers import LAYERS
from citeoscope.maps import Asset, Overlay, Picture, Portrayal, Years
from citeoscope.maps.geometry import Bounds
from citeoscope.shown import declared, label, portrayal_of, title
from citeoscope.territory.levels import Level
from citeoscope.view import View
from dashboard import components, state
from dashboard.carte.opening import bounds_of, opening_level, steps_of
from dashboard.web import assets

KEY: Final = "carte"
ANY_YEAR: Final = "ANNEE"
"""Stands for a vintage in an address that the map completes."""
ATTRIBUTION: Final = phrase("Contours : IGN ADMIN EXPRESS, simplifiés")


@dataclass(frozen=True, slots=True)
class Ground:
    """The territories of a map, without their figures.

    Attributes
    ----------
    assets
        Outlines, with the address of each.
    codes
        Of their territories, in the order of the assets.
    bounds
        What the map opens on.
    """

    assets: tuple[tuple[Asset, str], ...]
    codes: list[str]
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Colouring:
    """How the figures of a view are drawn."""

    assets: tuple[tuple[Asset, str], ...]
    portrayal: Portrayal
    bounds: Bounds


def colouring(data: Atlas, view: View) -> Colouring:
    """Return how the figures of a view are drawn, whatever else is on the map."""
    return _colouring(data, plain(view))


def plain(view: View) -> View:
    """Return a view without what is laid over its figures or stands beside them."""
    return replace(
        view, couches=(), commune="", fond=False, filtres=(), colonnes=(), selon_zoom=False, tri="", garde=()
    )


def paint_url(data: Atlas, view: View) -> str:
    """Return the address of what a view paints."""
    return assets.paint_url(data, plain(view).query)


@kept(maxsize=128)
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
    ground = ground_of(data, view.territoire, view.niveau)
    return Colouring(ground.assets, portrayal_of(data, view, ground.codes), ground.bounds)


@lru_cache(maxsize=64)
def ground_of(data: Atlas, territory: str, level: Level) -> Ground:
    """Return what is painted, whatever the figures."""
    perimeter = data.perimeter(territory)
    drawn = tuple(
        (asset, assets.outlines_url(asset, level, key))
        for key in asset_keys(data, perimeter.codes, level)
        for asset in [assets.outline_asset(data, level, key)]
    )
    codes = [code for asset, _ in drawn for code in asset.codes]
    return Ground(drawn, codes, bounds_of(data, perimeter, level))


def addresses(data: Atlas, view: View) -> tuple[str, ...]:
    """Return what the map of a view asks for first: its paint, the outlines it is painted on, the points over them."""
    points = [assets.points_url(assets.current_points(data, layer), layer) for layer in view.couches]
    outlines = ground_of(data, view.territoire, view.niveau).assets
    return (paint_url(data, view), *(url for _, url in outlines), *points)


def asset_keys(data: Atlas, codes: tuple[str, ...], level: Level) -> list[str]:
    """Return the keys of the outlines that hold communes: their regions, or all of France above the commune."""
    if level is not Level.COMMUNE:
        return [assets.ANY_REGION]
    return sorted(data.geography.communes.loc[list(codes), "region"].unique())


def picture(data: Atlas, view: View) -> Picture:
    """Return what the map shows for a view."""
    colours = colouring(data, view)
    pair = (data.indicator(view.indicateur).short, data.indicator(view.croise).short) if view.croise else None
    return Picture(
        assets=[url for _, url in colours.assets],
        classes=colours.portrayal.classes,
        palette=colours.portrayal.palette,
        discs=colours.portrayal.discs,
        view=f"{view.territoire}|{view.niveau}",
        indicator=" ".join(filter(None, (view.indicateur, view.croise))),
        label=label(data, view),
        place=view.territoire,
        # The map's own script knows the words of the non-values.
        words=colours.portrayal.words,
        bounds=colours.bounds,
        selected=view.commune or None,
        values_url=_values_url(data, view, view.millesime),
        overlays=[_overlay(data, view, layer) for layer in view.couches],
        base=view.fond,
        attribution=_credits(data, view),
        crossed=pair,
        looks=colours.portrayal.looks,
    )


def _credits(data: Atlas, view: View) -> str:
    """Return whose figures and outlines these are, in a line on the map."""
    shown = declared(data, view)
    notes = (*data.sources(shown.id, shown.vintage), *(data.sources(view.croise) if view.croise else ()))
    told = dict.fromkeys(f"{note.publisher}, {note.vintage}" for note in notes)
    return " · ".join((say("Chiffres : {told}", told=enumerated(told)), say(ATTRIBUTION)))


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


def drawn(data: Atlas, view: View) -> Picture:
    """Return what the map of the page is told of a view: where its paint is, the years and levels it goes through."""
    return replace(
        picture(data, view),
        paint_url=paint_url(data, view),
        years=_years(data, view),
        levels=steps_of(data, view.territoire) if view.selon_zoom else None,
        level=view.niveau,
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

    def perimeter_drawn(perimeter: str) -> None:
        state.propose(view, territoire=perimeter, commune="", **_opening(data, view, perimeter))

    components.territory_map(
        KEY,
        drawn(data, view),
        chosen=lambda code: state.propose(view, commune=code),
        year=lambda year: _slid(data, view, year),
        level=lambda level: state.propose(view, niveau=Level(level), commune=""),
        **({"drawn": perimeter_drawn} if tools else {}),
    )


def _opening(data: Atlas, view: View, territory: str) -> dict[str, Level]:
    """Return the level of another territory, when the zoom chooses it."""
    return {"niveau": opening_level(data, territory)} if view.selon_zoom else {}


def _slid(data: Atlas, view: View, year: str) -> None:
    """Propose the year that the map came to rest on, with the classes it was painted in."""
    current = data.indicator(view.indicateur).vintage
    state.propose(view, millesime="" if year == current else year, verrou=True)


def _years(data: Atlas, view: View) -> Years | None:
    vintages = data.indicator(view.indicateur).vintages
    if len(vintages) == 1 or view.croise:  # two indicators crossed have few vintages in common
        return None
    shown = declared(data, view).vintage
    each = replace(plain(view), millesime=ANY_YEAR, verrou=True)
    url, values = paint_url(data, each), _values_url(data, view, ANY_YEAR)
    return Years(vintages, shown, view.verrou, url, values)


def _values_url(data: Atlas, view: View, year: str) -> str:
    asked = f"territoire={quote(view.territoire)}&indicateur={view.indicateur}&niveau={view.niveau}"
    if year:
        asked += f"&millesime={quote(year)}"
    if view.croise:
        asked += f"&croise={view.croise}"
    return in_address(f"{assets.root()}/api/v1/valeurs.json?{asked}&version={data.store.version}")


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
