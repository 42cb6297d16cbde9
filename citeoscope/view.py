"""The state that matters, as one frozen value that round-trips to URL parameters."""

import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlencode

from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.layers import LAYERS
from citeoscope.territory.levels import Level

NO_LAYER: Final = "aucune"

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class View:
    """What is on the screen.

    Attributes
    ----------
    territoire
        Perimeter expression.
    indicateur
        Indicator id.
    niveau
        Level of the coloured territories.
    couches
        Layers drawn on top, among `LAYERS`.
    commune
        Code of the selected territory of that level, or empty.
    fond
        Whether the base map of IGN is drawn under the outlines.
    """

    territoire: str = "region:11"
    indicateur: str = "revenu_median"
    niveau: Level = Level.COMMUNE
    couches: tuple[str, ...] = ("tiers_lieux",)
    commune: str = ""
    fond: bool = False

    def params(self) -> dict[str, str]:
        """Return the URL parameters of the view; optional ones only when they differ from the default."""
        params = {"territoire": self.territoire, "indicateur": self.indicateur, "niveau": str(self.niveau)}
        if self.couches != DEFAULT.couches:
            params["couches"] = ",".join(self.couches) or NO_LAYER
        if self.commune:
            params["commune"] = self.commune
        if self.fond:
            params["fond"] = "oui"
        return params

    @property
    def query(self) -> str:
        """The parameters as a query string, without the question mark."""
        return urlencode(self.params(), safe=":,")


DEFAULT: Final = View()


def parse_view(params: Mapping[str, str], atlas: Atlas) -> tuple[View, tuple[str, ...]]:
    """Read a view from URL parameters.

    Parameters
    ----------
    params
        From the address; any part may be absent, unknown or hostile.
    atlas
        What exists.

    Returns
    -------
    tuple[View, tuple[str, ...]]
        The view, default for each part that could not be read, and one French message per such part.
    """
    problems: list[str] = []
    territory = _read(params, "territoire", DEFAULT.territoire, lambda text: _territory(text, atlas), problems)
    indicator = _read(params, "indicateur", DEFAULT.indicateur, lambda text: atlas.indicator(text).id, problems)
    level = _read(params, "niveau", DEFAULT.niveau, _drawn_level, problems)
    layers = _read(params, "couches", DEFAULT.couches, _layers, problems)
    selected = _read(params, "commune", "", lambda text: _selected(text, territory, level, atlas), problems)
    return View(territory, indicator, level, layers, selected, params.get("fond") == "oui"), tuple(problems)


def _read(
    params: Mapping[str, str], name: str, default: Value, read: Callable[[str], Value], problems: list[str]
) -> Value:
    text = params.get(name)
    if not text:
        return default
    try:
        return read(text)
    except (CiteoscopeError, ValueError) as error:
        problems.append(f"{error} L’affichage par défaut le remplace.")
        return default


def _territory(text: str, atlas: Atlas) -> str:
    # A plus sign that was not percent-encoded in the address reaches us as a space.
    return atlas.geography.resolve(re.sub(r"(?<=\w)\s+(?=[a-z]+:)", "+", text)).expression


def _drawn_level(text: str) -> Level:
    drawn = [level for level in Level if level is not Level.FRANCE]
    if text not in drawn:
        raise ValueError(f"Niveau inconnu : « {text} ». Niveaux : {', '.join(drawn)}.")
    return Level(text)


def _layers(text: str) -> tuple[str, ...]:
    asked = [part for part in text.split(",") if part != NO_LAYER]
    if unknown := [layer for layer in asked if layer not in LAYERS]:
        raise ValueError(f"Couche inconnue : « {', '.join(unknown)} ». Couches : {', '.join(LAYERS)}.")
    return tuple(layer for layer in LAYERS if layer in asked)


def _selected(text: str, territory: str, level: Level, atlas: Atlas) -> str:
    if text not in atlas.territories(atlas.perimeter(territory), level):
        raise ValueError(f"Territoire sélectionné absent de la carte : « {textwrap.shorten(text, 90)} ».")
    return text
