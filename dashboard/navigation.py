"""The pages of the app, declared once, and the band above them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from citeoscope.language import DEFAULT, LANGUAGES, PARAMETER, Language, current, phrase, say
from dashboard import failure, footer, panels, state
from dashboard.components import STATIC
from dashboard.pages import accessibilite, carte, comparer, donnees, importer, indicateurs, portrait, tiers_lieux

ICON: Final = STATIC / "citeoscope.svg"
NAMES: Final[dict[Language, str]] = {"fr": "Français", "en": "English"}


@dataclass(frozen=True, slots=True)
class Declared:
    """A page: its address, its name, what draws it, and whether the band leads to it."""

    path: str
    name: str
    render: Callable[[], None]
    in_band: bool = True


PAGES: Final = (
    Declared("carte", phrase("Carte"), carte.render),
    Declared("portrait", phrase("Portrait"), portrait.render),
    Declared("comparer", phrase("Comparer"), comparer.render),
    Declared("tiers-lieux", phrase("Tiers-lieux"), tiers_lieux.render),
    Declared("indicateurs", phrase("Indicateurs"), indicateurs.render),
    Declared("importer", phrase("Importer"), importer.render),
    Declared("donnees", phrase("Données"), donnees.render),
    Declared("accessibilite", phrase("Accessibilité"), accessibilite.render, in_band=False),
)
"""In the order of the band; the first one answers the bare address."""


def run() -> None:
    """Configure the browser tab and run the page that the address asks for."""
    state.speak()
    st.set_page_config(page_icon=str(ICON), layout="wide")
    first, *others = PAGES
    home = st.Page(first.render, title="Citéoscope", url_path=first.path, default=True)
    pages = [
        home,
        *(st.Page(one.render, title=f"{say(one.name)} · Citéoscope", url_path=one.path) for one in others),
    ]
    current = st.navigation(pages, position="hidden")
    mode, _ = state.current_mode()
    known = dict(zip(PAGES, pages, strict=True))
    kept = state.following()
    if not mode.alone:
        _band(known, kept)
    if st.query_params.get(PARAMETER, "") not in {"", *LANGUAGES}:
        st.html(panels.message(say("Cette langue n’est pas parlée ici : le français la remplace. Langues : fr, en.")))
    with failure.contained(say("Cette page")):
        current.run()
    if mode.alone:
        return
    by_path = {one.path: page for one, page in known.items()}
    footer.show(by_path["donnees"], by_path["accessibilite"], kept)


def _band(pages: dict[Declared, Any], kept: dict[str, str]) -> None:
    with st.container(horizontal=True, key="bandeau"):
        st.html('<div class="marque">Citéoscope</div>', width="content")
        for one, page in pages.items():
            if one.in_band:
                st.page_link(page, label=say(one.name), query_params=kept)
        st.html(_languages(st.query_params.to_dict()), width="content")


def _languages(asked: Mapping[str, str]) -> str:
    """Return the switch between languages: the same view, loaded again, for the browser to read it in that language."""
    links = []
    for language, name in NAMES.items():
        chosen = {} if language == DEFAULT else {PARAMETER: language}
        query = urlencode({key: text for key, text in asked.items() if key != PARAMETER} | chosen, safe=":,")
        here = " aria-current='true'" if language == current() else ""
        links.append(
            f"<a href='?{escape(query)}' target='_self' lang='{language}' hreflang='{language}'{here}>{name}</a>"
        )
    return f"<nav class='langues' aria-label='{say('Langue')}'>{' / '.join(links)}</nav>"
