"""The state that matters, as one frozen value that round-trips to URL parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.territory.levels import Level

LAYERS: Final = ("tiers_lieux", "gares", "france_services", "fabriques", "manufactures", "programmes", "projets")
NO_LAYER: Final = "aucune"


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
    view = DEFAULT
    problems: list[str] = []
    if territory := params.get("territoire"):
        # A plus sign that was not percent-encoded reaches us as a space.
        try:
            view = replace(view, territoire=atlas.geography.resolve(_signed(territory)).expression)
        except CiteoscopeError as error:
            problems.append(f"{error} La vue par défaut est affichée.")
    if indicator := params.get("indicateur"):
        try:
            view = replace(view, indicateur=atlas.indicator(indicator).id)
        except CiteoscopeError as error:
            problems.append(f"{error} L’indicateur par défaut est affiché.")
    if level := params.get("niveau"):
        if level in set(Level) - {Level.FRANCE}:
            view = replace(view, niveau=Level(level))
        else:
            problems.append(f"Niveau inconnu : « {level} ». Les communes sont affichées.")
    if "couches" in params:
        asked = tuple(part for part in params["couches"].split(",") if part and part != NO_LAYER)
        view = replace(view, couches=tuple(layer for layer in LAYERS if layer in asked))
        if unknown := [layer for layer in asked if layer not in LAYERS]:
            problems.append(f"Couche inconnue : « {', '.join(unknown)} ». Elle n’est pas affichée.")
    if selected := params.get("commune"):
        if (view.niveau, selected) in atlas.geography.names:
            view = replace(view, commune=selected)
        else:
            problems.append(f"Territoire sélectionné inconnu : « {selected} ».")
    return replace(view, fond=params.get("fond") == "oui"), tuple(problems)


def _signed(territory: str) -> str:
    return "+".join(territory.split()) if "+" not in territory and "-" not in territory else territory
