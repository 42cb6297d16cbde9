"""Maps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from citeoscope.api.crossings import crossed_map
from citeoscope.atlas import atlas
from citeoscope.language import enumerated, say
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

if TYPE_CHECKING:
    from citeoscope.boards import Board
    from citeoscope.maps import TerritoryMap
    from citeoscope.maps.methods import Method


def choropleth(  # noqa: PLR0913 - each one is a choice of the reader
    indicator: str,
    territory: str | Perimeter,
    level: str = "commune",
    vintage: str | None = None,
    *,
    method: "Method" = "quantiles",
    k: int = 6,
    manual: Sequence[float] = (),
    reference: str | Perimeter | None = None,
    same_classes: bool = False,
    crossed: str | None = None,
) -> "TerritoryMap":
    """Draw an indicator on a map that shows itself in a notebook and can be saved as one HTML file.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    level
        Level of the coloured territories.
    vintage
        One of the `vintages` of the indicator; the current one when `None`.
    method
        How figures are cut: `quantiles`, `equal_interval`, `natural` (Fisher-Jenks), `head_tail`, `standard_deviation`,
        `rounded` or `manual`.
    k
        Classes wanted, 1 to 9.
    manual
        Bounds of the method `manual`, lowest to highest.
    reference
        Perimeter whose figures the classes are found on; the one drawn when `None`.
    same_classes
        Whether classes are found on all vintages of the indicator together: a colour then means the same in each.
    crossed
        Id of a second indicator: both are then cut in terciles, and each of the nine cells has its colour and its
        sentence; `method`, `k` and `manual` have no effect.

    Returns
    -------
    TerritoryMap
        Territories coloured by class, or for counts a disc on each, whose area tells the figure. A folium map that
        contacts no other host: geometry, values and Leaflet are inside.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError, UnknownVintageError
        Nothing is declared by that name.
    MapError
        The classes cannot be made, no territory has an outline, or a count is crossed.
    ValueError
        Unknown level.
    """
    from citeoscope.maps import Classing, draw, is_drawn_by_discs  # noqa: PLC0415 - folium is only needed to draw
    from citeoscope.maps.symbols import disc_scale  # noqa: PLC0415

    current = atlas()
    declared = current.indicator(indicator).at(vintage)
    where = current.perimeter(territory)
    if crossed is not None:
        pair = (declared, current.indicator(crossed))
        return crossed_map(current, pair, where, Level(level), reference, same_classes=same_classes)
    frame = current.select(indicator, where, level, vintage)
    discs = is_drawn_by_discs(declared)
    classing = Classing(method, k, declared.decimals, declared.pivot, declared.kind == "rate", tuple(manual))
    wide = where if reference is None else current.perimeter(reference)
    basis = current.basis(indicator, wide, Level(level), vintage, every_vintage=same_classes)
    return draw(
        frame,
        title=f"{declared.label} ({declared.vintage}) · {where.name}",
        unit=declared.unit,
        decimals=declared.decimals,
        source_note=say(
            "Sources : {sources}.", sources=enumerated(note.text for note in current.sources(indicator, vintage))
        ),
        breaks=None if discs else classing.breaks(frame["value"], basis),
        symbols=discs,
        scale=disc_scale(basis, declared.decimals) if discs and same_classes else None,
        territories=Level(level).nouns,
    )


def board(  # noqa: PLR0913 - each one is a choice of the reader
    indicator: str,
    territory: str | Perimeter,
    level: str = "commune",
    vintage: str | None = None,
    *,
    format: str = "a4",  # noqa: A002 - the word of the addresses too
    layers: Sequence[str] = (),
    method: "Method" = "quantiles",
    k: int = 6,
    manual: Sequence[float] = (),
    reference: str | Perimeter | None = None,
    same_classes: bool = False,
    crossed: str | None = None,
    link: str = "",
) -> "Board":
    """Lay a map, its legend, six figures of the territory and the sources on one clean page.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    level
        Level of the coloured territories.
    vintage
        One of the `vintages` of the indicator; the current one when `None`.
    format
        `a4` (landscape) or `16x9` (a slide).
    layers
        Layers of points on top: `tiers_lieux`, `gares`, `france_services`, `programmes`, `projets`, `evenements`.
    method, k, manual, reference, same_classes
        How figures are cut, see `choropleth()`.
    crossed
        Id of a second indicator, to cross the first one with: its legend is the square of the screen.
    link
        Address written at the foot of the page.

    Returns
    -------
    Board
        Shows itself in a notebook; `.save("planche.pdf")`, `.png` or `.svg` writes it, `.alt` says it in words.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError, UnknownVintageError, ExportError
        Nothing is declared by that name.
    MapError
        The classes cannot be made.
    ValueError
        Unknown level or layer.
    """
    from citeoscope.boards import board_of, paper_of  # noqa: PLC0415 - typst is only needed to lay a page out
    from citeoscope.layers import LAYERS  # noqa: PLC0415
    from citeoscope.maps import Classing  # noqa: PLC0415
    from citeoscope.view import View  # noqa: PLC0415

    if unknown := [layer for layer in layers if layer not in LAYERS]:
        raise ValueError(
            say(
                "Couche inconnue : « {unknown} ». Couches : {layers}.",
                unknown=", ".join(unknown),
                layers=", ".join(LAYERS),
            )
        )
    current = atlas()
    view = View(
        territoire=current.perimeter(territory).expression,
        indicateur=current.indicator(indicator).at(vintage).id,
        niveau=Level(level),
        couches=tuple(layer for layer in LAYERS if layer in layers),
        millesime=vintage or "",
        methode=method,
        classes=Classing(method, k, manual=tuple(manual)).k,
        reference="" if reference is None else current.perimeter(reference).expression,
        bornes=tuple(manual),
        verrou=same_classes,
        croise="" if crossed is None else current.indicator(crossed).id,
    )
    return board_of(current, view, paper_of(format), link=link)
