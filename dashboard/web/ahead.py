"""What a page will need, said in its head: it comes while Streamlit starts, instead of one thing after the other."""

import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

import anyio
import anyio.to_thread
import streamlit

from citeoscope.atlas import atlas
from citeoscope.errors import CiteoscopeError
from dashboard.carte import canvas
from dashboard.carte.mode import parse_mode
from dashboard.carte.opening import opened_view

MAPPED: Final = {"", "carte", "tiers-lieux"}
"""Pages with a map: its scripts come ahead."""
CARTE: Final = {"", "carte"}
"""Names of the page whose address says what its map asks for."""
MAP_SCRIPTS: Final = (
    *("langue.js", "carte-page.js", "apercu.js", "leaflet.js", "trame.js", "dessin.js", "points.js", "fiche.js"),
    *("carte.js", "legende.js", "tracer.js", "annees.js", "niveaux.js", "voile.js"),
)
PARTS: Final = ("BidiComponent", "Html", "PageLink", "Selectbox", "ButtonGroup", "Checkbox", "Slider", "Button")
"""What the pages are made of, of Streamlit, that fetches each when it is to be shown, then what it imports."""
PATIENCE: Final = 0.15
"""Seconds that the head of a page waits to know what its map asks for; it goes without while data is being read."""

_IMPORTED: Final = re.compile(r"""(?:from|import)["']\./([\w.-]+\.js)["']""")


async def links(page: str, query: str) -> bytes:
    """Return what a browser is told to fetch at once.

    Parameters
    ----------
    page
        Name of the page in its address, empty for the map.
    query
        What follows the question mark.

    Returns
    -------
    bytes
        HTML links, for the head of the page.
    """
    modules = [f"./static/js/{name}" for name in streamlit_parts()]
    modules += [f"./api/v1/statique/{name}" for name in MAP_SCRIPTS if page in MAPPED]
    told = [f'<link rel="modulepreload" href="{name}">' for name in modules]
    if page in CARTE:
        with anyio.move_on_after(PATIENCE):
            asked = await anyio.to_thread.run_sync(_asked_by_the_map, query, abandon_on_cancel=True)
            # `crossorigin`: as the script of the map will ask for them, otherwise they are fetched twice.
            told += [f'<link rel="preload" as="fetch" crossorigin href="{escape(one)}">' for one in asked]
    return "".join(told).encode()


def _asked_by_the_map(query: str) -> tuple[str, ...]:
    params = dict(parse_qsl(query))
    if parse_mode(params)[0].board:
        return ()
    try:
        data = atlas()
        return canvas.addresses(data, opened_view(params, data)[0])
    except CiteoscopeError:
        return ()  # the page says it, with its remedy


@cache
def streamlit_parts() -> tuple[str, ...]:
    """Return the files of Streamlit that hold the parts of the pages, and those that they import in turn."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    wanted = [path.name for part in PARTS for path in sorted(folder.glob(f"{part}.*.js"))]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop(0)
        if name in found or not (folder / name).exists():
            continue
        found[name] = None
        wanted += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(found)
