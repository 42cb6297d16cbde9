"""The state that matters, as one frozen value that round-trips to URL parameters."""

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from urllib.parse import urlencode

from citeoscope import language
from citeoscope.atlas import Atlas
from citeoscope.crossed import check_crossable
from citeoscope.errors import CiteoscopeError
from citeoscope.filters import LayerFilter, read_filters, write_filters
from citeoscope.language import say
from citeoscope.layers import FORMER, LAYERS
from citeoscope.maps.classing import Classing
from citeoscope.maps.methods import METHODS, Method
from citeoscope.ranking import CODE, DOWN, NAME, read_kept, read_order
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import from_address

NO_LAYER: Final = "aucune"
MOST_DECIMALS: Final = 3
"""Of a figure, hence of a bound."""
MOST_COLUMNS: Final = 4
"""Beside the indicator on the map: a wider table is no longer read, it is downloaded."""
MOST_ADDRESS: Final = 2_000
"""Characters read of one part of an address; beyond, it is no list that a person chose."""

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
    millesime
        Vintage of the figures; the current one when empty.
    methode, classes, bornes
        How figures are cut into classes, see `maps.classing.Classing`; `bornes` are those of the method `manual`.
    reference
        Perimeter expression whose figures the classes are found on; those on the map when empty.
    verrou
        Whether classes are found on all vintages of the indicator together: a colour then means the same in each.
    selon_zoom
        Whether the level follows the zoom of the map; `niveau` is then the one on screen.
    colonnes
        Ids of the other indicators that the table shows, at their current vintage.
    tri
        Column that the table follows, see `ranking.read_order`; the indicator on the map, highest first, when empty.
    garde
        Which rows of the table stay, see `ranking.read_kept`.
    filtres
        What is kept of the points of the layers, drawn or not: a layer that comes back has its filters.
    croise
        Indicator that the first one is crossed with, in terciles; none when empty. Method, number of classes and bounds
        have then no effect.
    """

    territoire: str = "region:11"
    indicateur: str = "revenu_median"
    niveau: Level = Level.COMMUNE
    couches: tuple[str, ...] = ("tiers_lieux",)
    commune: str = ""
    fond: bool = False
    millesime: str = ""
    methode: Method = "quantiles"
    classes: int = 6
    reference: str = ""
    bornes: tuple[float, ...] = ()
    verrou: bool = False
    colonnes: tuple[str, ...] = ()
    filtres: tuple[LayerFilter, ...] = ()
    croise: str = ""
    selon_zoom: bool = False
    tri: str = ""
    garde: tuple[str, ...] = ()

    def params(self) -> dict[str, str]:
        """Return the URL parameters of the view; optional ones only when they differ from the default."""
        params = {"territoire": self.territoire, "indicateur": self.indicateur, "niveau": str(self.niveau)}
        if self.couches != DEFAULT.couches:
            params["couches"] = ",".join(self.couches) or NO_LAYER
        if self.commune:
            params["commune"] = self.commune
        params |= {name: "oui" for name in ("fond", "verrou") if getattr(self, name)}
        for name in ("millesime", "methode", "reference", "croise"):
            if getattr(self, name) != getattr(DEFAULT, name):
                params[name] = getattr(self, name)
        if self.classes != DEFAULT.classes:
            params["classes"] = str(self.classes)
        if self.bornes:
            params["bornes"] = ",".join(f"{bound:.10g}" for bound in self.bornes)
        if self.selon_zoom:
            params["zoom"] = "oui"
        if self.filtres:
            params["filtres"] = write_filters(self.filtres)
        return params | self._table_params() | language.params()

    def _table_params(self) -> dict[str, str]:
        table = (self.indicateur, *self.beside)
        # A column that left the table, with its indicator, takes its order and its choice of rows along.
        told = {
            "colonnes": ",".join(self.colonnes),
            "tri": self.tri if self.tri.removeprefix(DOWN) in {CODE, NAME, *table} else "",
            "garde": ",".join(one for one in self.garde if one.partition(":")[0] in table),
        }
        return {name: text for name, text in told.items() if text}

    def python(self) -> str:
        """Return the lines of Python that give the figures and the map of this view."""
        told = [repr(self.indicateur), repr(self.territoire), f"level={str(self.niveau)!r}"]
        if self.millesime:
            told.append(f"vintage={self.millesime!r}")
        drawn = list(told)
        if self.croise:
            return self._crossed_python(told)
        if self.methode != DEFAULT.methode:
            drawn.append(f"method={self.methode!r}")
        if self.methode == "manual":
            drawn.append(f"manual={self.bornes!r}")
        elif self.classes != DEFAULT.classes:
            drawn.append(f"k={self.classes}")
        if self.reference:
            drawn.append(f"reference={self.reference!r}")
        if self.verrou:
            drawn.append("same_classes=True")
        return (
            "import citeoscope as co\n\n"
            f"valeurs = co.select({', '.join(told)})\n"
            f"carte = co.choropleth({', '.join(drawn)})\n"
            "carte\n"
        )

    def _crossed_python(self, told: list[str]) -> str:
        others = [f"reference={self.reference!r}"] if self.reference else []
        others += ["same_classes=True"] if self.verrou else []
        table = ", ".join([told[0], repr(self.croise), *told[1:], *others])
        drawn = ", ".join([*told, f"crossed={self.croise!r}", *others])
        return f"import citeoscope as co\n\nvaleurs = co.crossed({table})\ncarte = co.choropleth({drawn})\ncarte\n"

    @property
    def beside(self) -> tuple[str, ...]:
        """The indicators that stand beside the first one in the table: the one it is crossed with, then those added."""
        return tuple(dict.fromkeys(filter(None, (self.croise, *self.colonnes))))

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

    def read(name: str, default: Value, how: Callable[[str], Value]) -> Value:
        return _read(params, name, default, how, problems)

    territory = read("territoire", DEFAULT.territoire, lambda text: _territory(text, atlas))
    indicator = read("indicateur", DEFAULT.indicateur, lambda text: atlas.indicator(text).id)
    level = read("niveau", DEFAULT.niveau, _drawn_level)
    method = read("methode", DEFAULT.methode, _method)
    view = View(
        territoire=territory,
        indicateur=indicator,
        niveau=level,
        couches=read("couches", DEFAULT.couches, _layers),
        commune=read("commune", "", lambda text: _selected(text, territory, level, atlas)),
        fond=params.get("fond") == "oui",
        verrou=params.get("verrou") == "oui",
        selon_zoom=params.get("zoom") == "oui",
        millesime=read("millesime", "", lambda text: _vintage(text, indicator, atlas)),
        methode=method,
        classes=read("classes", DEFAULT.classes, lambda text: Classing(k=_whole(text)).k),
        reference=read("reference", "", lambda text: _territory(text, atlas)),
        bornes=read("bornes", (), _bounds) if method == "manual" else (),
        colonnes=read("colonnes", (), lambda text: _columns(text, indicator, atlas)),
        filtres=read("filtres", (), read_filters),
        croise=read("croise", "", lambda text: _crossable(text, indicator, atlas)),
    )
    if view.methode == "manual" and not view.bornes:
        if not params.get("bornes"):  # otherwise what is wrong with them was just said
            problems.append(
                say("Des classes choisies demandent leurs bornes : bornes=0,10,20. Les quantiles les remplacent.")
            )
        view = replace(view, methode=DEFAULT.methode)
    table = (view.indicateur, *view.beside)
    view = replace(
        view,
        tri=read("tri", "", lambda text: read_order(text, table)),
        garde=read("garde", (), lambda text: read_kept(text[:MOST_ADDRESS], table)),
    )
    return view, tuple(problems)


def _read(
    params: Mapping[str, str], name: str, default: Value, read: Callable[[str], Value], problems: list[str]
) -> Value:
    text = params.get(name)
    if not text:
        return default
    try:
        return read(text)
    except (CiteoscopeError, ValueError) as error:
        problems.append(say("{error} L’affichage par défaut le remplace.", error=error))
        return default


def _territory(text: str, atlas: Atlas) -> str:
    return atlas.geography.resolve(from_address(text)).expression


def _drawn_level(text: str) -> Level:
    drawn = [level for level in Level if level is not Level.FRANCE]
    if text not in drawn:
        raise ValueError(say("Niveau inconnu : « {text} ». Niveaux : {drawn}.", text=text, drawn=", ".join(drawn)))
    return Level(text)


def _vintage(text: str, indicator: str, atlas: Atlas) -> str:
    declared = atlas.indicator(indicator)
    return "" if text == declared.vintage else declared.at(text).vintage


def _crossable(text: str, indicator: str, atlas: Atlas) -> str:
    check_crossable(atlas.indicator(indicator), atlas.indicator(text))
    return text


def _method(text: str) -> Method:
    for method in METHODS:
        if text == method:
            return method
    raise ValueError(
        say(
            "Méthode inconnue : « {text} ». Méthodes : {methods}.",
            text=textwrap.shorten(text, 90),
            methods=", ".join(METHODS),
        )
    )


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        quoted = textwrap.shorten(text, 90, placeholder="…")
        raise ValueError(
            say("Nombre de classes illisible : « {quoted} ». Écrivez un nombre entier.", quoted=quoted)
        ) from None


def _bounds(text: str) -> tuple[float, ...]:
    try:
        bounds = tuple(float(part) for part in text.split(","))
    except ValueError:
        quoted = textwrap.shorten(text, 90, placeholder="…")
        raise ValueError(say("Bornes illisibles : « {quoted} ». Écrivez par exemple 0,10,20.", quoted=quoted)) from None
    return Classing(method="manual", manual=bounds, decimals=MOST_DECIMALS).manual


def _layers(text: str) -> tuple[str, ...]:
    asked = [part for part in text.split(",") if part != NO_LAYER]
    if unknown := [layer for layer in asked if layer not in LAYERS and layer not in FORMER]:
        raise ValueError(
            say(
                "Couche inconnue : « {unknown} ». Couches : {layers}.",
                unknown=", ".join(unknown),
                layers=", ".join(LAYERS),
            )
        )
    held = {one for layer in asked for one in FORMER.get(layer, (layer,))}
    return tuple(layer for layer in LAYERS if layer in held)


def _columns(text: str, indicator: str, atlas: Atlas) -> tuple[str, ...]:
    asked = dict.fromkeys(atlas.indicator(part).id for part in text[:MOST_ADDRESS].split(",") if part)
    asked.pop(indicator, None)  # the one on the map has its column already
    if len(asked) > MOST_COLUMNS:
        raise ValueError(
            say(
                "Trop de colonnes : {count}. Le tableau en ajoute {most_columns} au plus.",
                count=len(asked),
                most_columns=MOST_COLUMNS,
            )
        )
    return tuple(asked)


def _selected(text: str, territory: str, level: Level, atlas: Atlas) -> str:
    if text not in atlas.territories(atlas.perimeter(territory), level):
        raise ValueError(
            say("Territoire sélectionné absent de la carte : « {text} ».", text=textwrap.shorten(text, 90))
        )
    return text
