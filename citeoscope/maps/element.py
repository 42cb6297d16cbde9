"""The map as folium elements, for a notebook or a saved page: everything is inside.

The dashboard mounts the same scripts, `static_files()`, in its page, and paints the same pictures.
"""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Final, cast

import folium
from branca.element import Element, Figure
from folium.template import Template

from citeoscope.language import DEFAULT, LANGUAGES, current, kept
from citeoscope.language.catalogue import scripts_texts
from citeoscope.maps.geometry import Asset
from citeoscope.maps.picture import Picture, script_json

STATIC: Final = Path(__file__).resolve().parent / "static"
SCRIPTS: Final = ("leaflet.js", "trame.js", "dessin.js", "points.js", "fiche.js", "carte.js", "legende.js")
STYLES: Final = ("leaflet.css", "carte.css")


class Paint(folium.MacroElement):
    """Paints a picture on the map; belongs in a `folium.FeatureGroup`.

    Parameters
    ----------
    picture
        What to show.
    """

    _template = Template("{% macro script(this, kwargs) %}window.citeoscope.paint({{ this.json }});{% endmacro %}")

    def __init__(self, picture: Picture) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Paint"
        self.json = script_json(picture.payload())


class _Provide(folium.MacroElement):
    """Hands assets to the script by value."""

    _template = Template("{% macro script(this, kwargs) %}window.citeoscope.provide({{ this.json }});{% endmacro %}")

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Provide"
        self.json = script_json({url: asset.body for url, asset in assets.items()})


class TerritoryMap(folium.Map):
    """A map of territories that contacts no third-party host: its scripts and styles are inside.

    Notes
    -----
    A folium map like any other: layers can be added to it, `save` writes it, a notebook shows it.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            html, body { width: 100%; height: 100%; margin: 0; padding: 0; }
            #{{ this.get_name() }} { position: relative; width: 100%; height: 100%; min-height: 240px; }
            </style>
            {{ this.inlined }}
        {%- endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = window.citeoscope.map({{ this.get_name()|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(location=(46.6, 2.5), zoom_start=6, tiles=None)
        # Set on the instance: folium's lists belong to the class, and point at hosts of others.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.inlined = _inlined()

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
        figure = cast("Figure", self.get_root())
        figure.header.add_child(Element(f"<title>{escape(text).replace('{', '&#123;')}</title>"), name="title")
        return self


@cache
def static_files() -> dict[str, bytes]:
    """Return the files that the map needs, by name: Leaflet, then ours.

    Returns
    -------
    dict[str, bytes]
        Scripts then styles.
    """
    from xstatic.pkg import leaflet  # noqa: PLC0415 - a namespace package that only drawing needs

    folders = {"leaflet.js": Path(leaflet.BASE_DIR), "leaflet.css": Path(leaflet.BASE_DIR)}
    return {name: (folders.get(name, STATIC) / name).read_bytes() for name in (*SCRIPTS, *STYLES)}


@kept(maxsize=len(LANGUAGES))
def _inlined() -> str:
    files = {name: content.decode("utf-8") for name, content in static_files().items()}
    styles = "".join(f"<style>{files[name]}</style>" for name in STYLES)
    texts = {} if current() == DEFAULT else {"texts": scripts_texts(), "locale": "en-GB"}
    scripts = f"<script>window.citeoscope = {script_json(texts)};</script>" if texts else ""
    scripts += "".join(f"<script>{_unlinked(files[name])}</script>" for name in SCRIPTS)
    # folium renders a header twice, the second time as a template: scripts are full of braces that are none of it.
    return "{% raw %}" + styles + scripts + "{% endraw %}"


def _unlinked(script: str) -> str:
    """Drop the link to a source map: a browser that debugs would ask for a file that is not there."""
    return "\n".join(line for line in script.splitlines() if not line.startswith("//# sourceMappingURL"))
