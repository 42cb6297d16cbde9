"""The map as folium elements: `TerritoryMap` never changes, `Paint` carries everything that does.

In the dashboard the map's own script stays the same whatever is shown, so that streamlit-folium never makes its frame
again; the scripts and outlines come by address. In a notebook or a saved page everything is inside.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final, Literal

import folium
from folium.elements import Element
from folium.template import Template

from citeoscope.maps.geometry import Asset, Bounds

STATIC: Final = Path(__file__).resolve().parent / "static"
SCRIPTS: Final = ("leaflet.js", "carte.js")
STYLES: Final = ("leaflet.css", "carte.css")

Shape = Literal["circle", "square", "diamond", "triangle", "hexagon", "star"]

# What could close a script, start an entity, or be taken for a template by a page that embeds the JSON.
_DANGEROUS: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&'\u2028\u2029"})


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
    """

    id: str
    label: str
    url: str
    color: str
    shape: Shape = "circle"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that changes on the map, sent whole at each repaint: 6 kB for Île-de-France, 40 kB for France.

    Attributes
    ----------
    assets
        Addresses of the outlines, in the order of `classes`.
    classes
        From `encode`: one character per territory of the assets.
    palette
        One colour per class.
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
        Whose outlines these are.
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

    def payload(self) -> dict[str, Any]:
        """Return what `citeoscope.paint` reads in the browser."""
        body = {
            "assets": list(self.assets),
            "classes": self.classes,
            "palette": list(self.palette),
            "view": self.view,
            "indicator": self.indicator,
            "label": self.label,
            "words": dict(self.words),
            "bounds": self.bounds,
            "selected": self.selected,
            "valuesUrl": self.values_url,
            "values": self.values,
            "overlays": [
                {"id": o.id, "label": o.label, "url": o.url, "color": o.color, "shape": o.shape} for o in self.overlays
            ],
            "base": self.base,
            "dark": self.dark,
            "attribution": self.attribution,
        }
        return {name: value for name, value in body.items() if value is not None}


def script_json(value: object) -> str:
    """Write JSON that is safe inside a script, whatever texts it holds.

    Parameters
    ----------
    value
        Anything JSON can hold.

    Returns
    -------
    str
        ASCII-safe where it matters: no `<`, `>`, `&`, quote mark or line separator of JavaScript.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_DANGEROUS)


class Paint(folium.MacroElement):  # type: ignore[misc]
    """Paints a picture on the map; belongs in a `folium.FeatureGroup`.

    Parameters
    ----------
    picture
        What to show.
    """

    _template = Template("{% macro script(this, kwargs) %}window.citeoscope.paint({{ this.json }});{% endmacro %}")

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._name = "Paint"
        self.json = script_json(picture.payload())


class _Provide(folium.MacroElement):  # type: ignore[misc]
    """Hands assets to the script by value."""

    _template = Template("{% macro script(this, kwargs) %}window.citeoscope.provide({{ this.json }});{% endmacro %}")

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__()
        self._name = "Provide"
        self.json = script_json({url: asset.body for url, asset in assets.items()})


class TerritoryMap(folium.Map):  # type: ignore[misc]
    """A map of territories that contacts no third-party host.

    Parameters
    ----------
    assets_url
        Where the files named by `static_files()` are served, for instance `/api/v1/statique`; `None` puts them inside.

    Notes
    -----
    A folium map like any other: layers can be added to it, `save` writes it, a notebook shows it.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
                html, body { width: 100%; height: 100%; margin: 0; padding: 0; }
                #{{ this.get_name() }} { position: relative; width: 100%; height: 100%; min-height: 240px; }
            </style>
            {{ this.inlined }}
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = window.citeoscope.map({{ this.get_name()|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, assets_url: str | None = None) -> None:
        super().__init__(location=(46.6, 2.5), zoom_start=6, tiles=None)
        # Set on the instance: folium's lists belong to the class, and point at hosts of others.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.inlined = ""
        if assets_url is None:
            self.inlined = _inlined()
        else:
            address = assets_url.rstrip("/")
            self.default_js = [(name, f"{address}/{name}") for name in SCRIPTS]
            self.default_css = [(name, f"{address}/{name}") for name in STYLES]

    def provide(self, assets: Mapping[str, Asset]) -> "TerritoryMap":
        """Put outlines and points inside the map, under the addresses that a picture names.

        Parameters
        ----------
        assets
            Assets by address.

        Returns
        -------
        TerritoryMap
            Itself.
        """
        self.add_child(_Provide(assets))
        return self

    def paint(self, picture: Picture) -> "TerritoryMap":
        """Show a picture as soon as the map opens.

        Parameters
        ----------
        picture
            What to show.

        Returns
        -------
        TerritoryMap
            Itself.
        """
        self.add_child(Paint(picture))
        return self

    def title(self, text: str) -> "TerritoryMap":
        """Name the page that holds the map."""
        self.get_root().header.add_child(Element(f"<title>{escape(text)}</title>"), name="title")
        return self


@cache
def static_files() -> dict[str, bytes]:
    """Return the files that the map needs, by name: Leaflet, then ours.

    Returns
    -------
    dict[str, bytes]
        `leaflet.js`, `carte.js`, `leaflet.css`, `carte.css`, to be served under `assets_url`.
    """
    from xstatic.pkg import leaflet  # noqa: PLC0415 - a namespace package that only drawing needs

    folders = {"leaflet": Path(leaflet.BASE_DIR), "carte": STATIC}
    return {name: (folders[name.partition(".")[0]] / name).read_bytes() for name in (*SCRIPTS, *STYLES)}


@cache
def _inlined() -> str:
    files = {name: content.decode("utf-8") for name, content in static_files().items()}
    styles = "".join(f"<style>{files[name]}</style>" for name in STYLES)
    scripts = "".join(f"<script>{_unlinked(files[name])}</script>" for name in SCRIPTS)
    return styles + scripts


def _unlinked(script: str) -> str:
    """Drop the link to a source map: a browser that debugs would ask for a file that is not there."""
    return "\n".join(line for line in script.splitlines() if not line.startswith("//# sourceMappingURL"))
