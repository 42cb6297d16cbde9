"""What is on the map at one moment, as one frozen value, and how it is written inside a script. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from citeoscope.maps.classes import pack
from citeoscope.maps.geometry import Bounds
from citeoscope.maps.symbols import ALPHABET, LARGEST_RADIUS, LEAST_RADIUS, LEVELS

Shape = Literal["circle", "square", "diamond", "triangle", "hexagon", "star"]

# What could close a script or start an entity in the page that embeds the JSON.
_CLOSING: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&'\u2028\u2029"})
# folium renders its scripts twice, the second time as a template of their own: a name must not be able to run there.
# JSON itself never writes these pairs, so they can only be inside texts.
_TEMPLATE_MARKS: Final = ("{{", "{%", "{#")


@dataclass(frozen=True, slots=True)
class Overlay:
    """A layer of points on top of the map.

    Attributes
    ----------
    id, label
        Name in the address, and French name.
    url
        Where its asset is, see `encode_points`.
    color, shape
        How it is drawn; shape so that colour is never alone to tell.
    fields
        What it can be filtered by: ids and French names.
    kept
        Values that a point must have one of, by field.
    card
        Address of the page of a point, that its id ends; empty when there is none.
    """

    id: str
    label: str
    url: str
    color: str
    shape: Shape = "circle"
    fields: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Sequence[str]] = field(default_factory=dict)
    card: str = ""

    def payload(self) -> dict[str, Any]:
        """Return what the map reads in the browser, without what is not told."""
        told = {
            "id": self.id,
            "label": self.label,
            "url": self.url,
            "color": self.color,
            "shape": self.shape,
            "fields": dict(self.fields),
            "kept": {name: list(values) for name, values in self.kept.items()},
            "card": self.card,
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Discs:
    """The discs of a map, see `symbols.py`.

    Attributes
    ----------
    sizes
        From `encode_sizes`, for the territories of class `0`, in the order of the outlines.
    color
        Of all of them.
    """

    sizes: str
    color: str


@dataclass(frozen=True, slots=True)
class Years:
    """The vintages of an indicator, painted one after the other in the browser.

    Attributes
    ----------
    all
        Oldest first.
    shown
        The one of the picture.
    locked
        Whether its classes already are those of all years.
    url, values_url
        Where the paint and the values of each of them are, `ANNEE` standing for it: the same classes for all.
    """

    all: Sequence[str]
    shown: str
    locked: bool
    url: str
    values_url: str

    def payload(self) -> dict[str, Any]:
        """Return what the browser reads of them."""
        told = {"all": list(self.all), "shown": self.shown, "locked": self.locked}
        return {"years": told, "yearsUrl": self.url, "yearsValuesUrl": self.values_url}


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that changes on the map: a character for two territories, two for a disc.

    For Île-de-France 1 kB of areas or 3.5 kB of discs, for France 18 or 88 kB; by address and compressed, 0.7 and 2, 12
    and 32.

    Attributes
    ----------
    assets
        Addresses of the outlines, in the order of `classes`.
    classes
        From `encode`: one character per territory of the assets.
    palette
        One colour per class.
    discs
        Drawn over territories that then have no colour of their own; `None` for coloured areas.
    view
        Name of the place on screen, for instance `region:11|commune`: the map moves to `bounds` when it changes only.
    indicator, label
        Id, and words under a value in the tooltip.
    words
        Text told for a class until exact values have come: `{"0": "de 10,2 à 13,4 %", "s": "secret statistique"}`.
    bounds
        South-west and north-east, as latitude, longitude.
    selected
        Code of the outlined territory.
    values_url
        Where exact values are, asked at the first hover: `{code: text}` or rows `[code, name, value, text, …]`.
    values
        The same by value, for a page that contains everything.
    overlays
        Layers of points.
    base
        Whether the IGN map lies underneath; silently absent without a network.
    dark
        `None` follows the reader's system.
    attribution
        Whose figures and outlines these are.
    crossed
        Short names of two indicators crossed: rows of values then hold a figure of each.
    looks
        The character of the pattern of each mark that is not one itself.
    paint_url
        Where `paint()` is, for a page that fetches it; `None` when it is in the payload.
    place
        Name of what the map is moved for, `view` when empty: `region:11` stays where it is at another level.
    years
        Vintages of the indicator that can be slid through.
    levels, level
        Zoom from which each level is asked for, `((0, "departement"), (6.6, "epci"))`, and the one that is painted;
        none when it was chosen.
    """

    assets: Sequence[str]
    classes: str
    palette: Sequence[str]
    view: str
    indicator: str
    label: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    bounds: Bounds | None = None
    selected: str | None = None
    values_url: str | None = None
    values: Mapping[str, str] | None = None
    overlays: Sequence[Overlay] = ()
    base: bool = False
    dark: bool | None = None
    attribution: str = ""
    discs: Discs | None = None
    crossed: tuple[str, str] | None = None
    looks: Mapping[str, str] | None = None
    paint_url: str | None = None
    place: str | None = None
    years: Years | None = None
    levels: Sequence[tuple[float, str]] | None = None
    level: str = ""

    def paint(self) -> dict[str, Any]:
        """Return how the territories are drawn: what a page may fetch by address."""
        symbols, packed = pack(self.classes)
        body = {
            "assets": list(self.assets),
            "symbols": symbols,
            "classes": packed,
            "palette": list(self.palette),
            "words": dict(self.words),
            "discs": self._discs(),
        }
        return {name: value for name, value in body.items() if value is not None}

    def payload(self) -> dict[str, Any]:
        """Return what `citeoscope.paint` reads in the browser."""
        body = (self.paint() if self.paint_url is None else {"paint": self.paint_url}) | {
            "view": self.view,
            "indicator": self.indicator,
            "label": self.label,
            "bounds": self.bounds,
            "selected": self.selected,
            "valuesUrl": self.values_url,
            "values": self.values,
            "overlays": [overlay.payload() for overlay in self.overlays],
            "base": self.base,
            "dark": self.dark,
            "attribution": self.attribution,
            "crossed": self.crossed,
            "looks": None if self.looks is None else dict(self.looks),
            "place": self.place,
            **(self.years.payload() if self.years else {}),
            **({"levels": self.levels, "level": self.level} if self.levels else {}),
        }
        return {name: value for name, value in body.items() if value is not None}

    def _discs(self) -> dict[str, Any] | None:
        if self.discs is None:
            return None
        read = {"alphabet": ALPHABET, "steps": LEVELS, "radius": LARGEST_RADIUS, "least": LEAST_RADIUS}
        return {"sizes": self.discs.sizes, "color": self.discs.color, **read}


def script_json(value: object) -> str:
    """Write JSON that is safe inside a script, whatever texts it holds.

    Parameters
    ----------
    value
        Anything JSON can hold.

    Returns
    -------
    str
        Same value, without `<`, `>`, `&`, quote mark, JavaScript line separator or opening mark of a template.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_CLOSING)
    for mark in _TEMPLATE_MARKS:
        text = text.replace(mark, f"\\u007b\\u{ord(mark[1]):04x}")
    return text
