"""Which commune belongs to which territory, their names, and how a person finds one."""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pandas as pd
import shapely

from citeoscope.errors import PerimeterError, UnknownTerritoryError
from citeoscope.language import kept, say
from citeoscope.numbers import format_number, format_value
from citeoscope.territory.articles import Wording, wording_of
from citeoscope.territory.codes import PARENT_OF_ARRONDISSEMENT
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Form, Perimeter, Term, parse, write
from citeoscope.territory.shapes import Circle, decode_trace, inside

if TYPE_CHECKING:
    import geopandas as gpd

_NOT_FOUND: Final = 9
_KEPT: Final = 128
"""Perimeters that are remembered: a page resolves the one of its address a dozen times, and France is 34,875 codes."""
_DRAWN_KEPT: Final = 256
"""Drawn terms whose communes are remembered: a page asks for those of its address again and again."""
SPELLED_OUT: Final = {"st": "saint", "ste": "sainte"}


def fold(text: str) -> str:
    """Return a text without accents, case, ligatures or punctuation, for searching."""
    spelled = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", spelled)
    kept = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(kept).casefold().split())


class Geography:
    """The current geography: the communes and every territory above them.

    Parameters
    ----------
    communes
        One row per commune: `code, name, departement, region, epci, ept, outline`,
        `tncc` (INSEE's code of the article of its name).
    territories
        One row per territory above: `level, code, name, departement, region, commune_count`, and `tncc`.
    population
        Inhabitants by commune code: among namesakes, a search gives the largest first.
    outlines
        Gives the outlines of the communes (`code, geometry`, EPSG:4326) when a drawn term asks for them.
    """

    def __init__(
        self,
        communes: pd.DataFrame,
        territories: pd.DataFrame,
        population: Mapping[str, float] | None = None,
        outlines: "Callable[[], gpd.GeoDataFrame] | None" = None,
    ) -> None:
        codes = pd.Index(communes["code"].astype(object), name="commune")
        self.communes = communes.set_index(codes).sort_index()
        self.territories = territories
        self._population = dict(population or {})
        self._outlines = outlines
        self._drawn = kept(maxsize=_DRAWN_KEPT)(self._resolve_drawn)
        self._resolved = kept(maxsize=_KEPT)(self._resolve)

    @cached_property
    def names(self) -> dict[tuple[str, str], str]:
        """French name of each territory, by level and code."""
        above = self.territories
        names = dict(zip(zip(above["level"], above["code"], strict=True), above["name"], strict=True))
        names |= {("commune", code): name for code, name in self.communes["name"].items()}
        names["france", "FR"] = "France"
        return names

    @cached_property
    def _articles(self) -> dict[tuple[str, str], str]:
        """INSEE's code of the article of each name that has one; none in data stored before it was read."""
        communes = self.communes.assign(level=str(Level.COMMUNE))
        both = [frame.reindex(columns=["level", "code", "tncc"]).dropna() for frame in (communes, self.territories)]
        return {(level, code): tncc for frame in both for level, code, tncc in frame.itertuples(index=False, name=None)}

    def wording(self, perimeter: Perimeter) -> Wording:
        """Say how a French sentence names a perimeter: with its article, with *de*, and where something is."""
        code = parse(perimeter.expression)[0].code
        if perimeter.level is None or perimeter.name != self.names[perimeter.level, code]:
            return wording_of(perimeter.name, None)  # a set of communes, or a territory that somebody named otherwise
        return wording_of(perimeter.name, perimeter.level, self._articles.get((perimeter.level, code)))

    @cached_property
    def _departement(self) -> dict[str, str]:
        return {str(code): str(departement) for code, departement in self.communes["departement"].items()}

    @cached_property
    def _members(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {
            level: {str(code): tuple(group) for code, group in self.communes.groupby(level)["code"]}
            for level in ("ept", "epci", "departement", "region")
        }

    def communes_of(self, level: Level, code: str) -> tuple[str, ...]:
        """Return the commune codes of one territory.

        Parameters
        ----------
        level, code
            The territory; an arrondissement of Paris, Lyon or Marseille is not a commune of the map.

        Returns
        -------
        tuple[str, ...]

        Raises
        ------
        UnknownTerritoryError
            The current COG has no such territory; the message says what to do.
        """
        if level is Level.FRANCE:
            return tuple(self.communes.index)
        if level is Level.COMMUNE:
            if code in self.communes.index:
                return (code,)
        elif code in self._members[level]:
            return self._members[level][code]
        hint = say("Cherchez-le par son nom.")
        if code in PARENT_OF_ARRONDISSEMENT:
            hint = say(
                "C’est un arrondissement : prenez la commune entière, commune:{parent}.",
                parent=PARENT_OF_ARRONDISSEMENT[code],
            )
        raise UnknownTerritoryError(
            say(
                "Territoire inconnu : « {level}:{code} » n’existe pas dans le code officiel géographique 2026. {hint}",
                level=level,
                code=code,
                hint=hint,
            )
        )

    def resolve(self, expression: str) -> Perimeter:
        """Turn an expression into a perimeter.

        Parameters
        ----------
        expression
            For instance `departement:88` or `epci:200068369 + commune:88160`.

        Returns
        -------
        Perimeter

        Raises
        ------
        UnknownTerritoryError
            The expression is unreadable, names an unknown territory, or holds no commune.
        PerimeterError
            What is drawn in it cannot be used: the message says why.
        """
        return self._resolved(expression)

    def _resolve(self, expression: str) -> Perimeter:
        terms = parse(expression)
        codes: set[str] = set()
        names = []
        for term in terms:
            name, members = self._term(term)
            if term.plus:
                codes.update(members)
            else:
                codes.difference_update(members)
            names.append(("+ " if term.plus else "− ") + name)
        if not codes:
            raise UnknownTerritoryError(
                say("Le périmètre « {expression} » ne contient aucune commune.", expression=expression)
            )
        only = terms[0].level if len(terms) == 1 else None
        level = only if isinstance(only, Level) else None
        return Perimeter(write(terms), " ".join(names).removeprefix("+ "), tuple(sorted(codes)), level)

    def _term(self, term: Term) -> tuple[str, tuple[str, ...]]:
        """Return the name and the communes of one term."""
        if isinstance(term.level, Form):
            return self._drawn(term.level, term.code)
        members = self.communes_of(term.level, term.code)
        return self.names[term.level, term.code], members

    def _resolve_drawn(self, form: Form, text: str) -> tuple[str, tuple[str, ...]]:
        if self._outlines is None:
            raise PerimeterError(
                say("Les contours des communes ne sont pas là : un périmètre dessiné ne peut être lu.")
            )
        outlines = self._outlines()
        if form is Form.RADIUS:
            circle = Circle.read(text)
            codes = inside(outlines, circle.disc())
            far = format_value(circle.kilometres, "km", len(text.rpartition(",")[2].partition(".")[2]))
            return f"{far} {self._around(outlines, shapely.Point(circle.longitude, circle.latitude))}", tuple(codes)
        shape = decode_trace(text)
        codes = inside(outlines, shape)
        return say("Périmètre dessiné {around}", around=self._around(outlines, shape.representative_point())), tuple(
            codes
        )

    def _around(self, outlines: "gpd.GeoDataFrame", point: shapely.Point) -> str:
        """Return « autour de » and the commune where a point is, or the point itself at sea and abroad."""
        at = outlines["code"].iloc[outlines.sindex.query(point, predicate="intersects")]
        if at.empty:
            return say(
                "autour du point {y} ; {x} (latitude ; longitude)",
                y=format_number(point.y, 3),
                x=format_number(point.x, 3),
            )
        code = min(at)
        name = wording_of(self.names[Level.COMMUNE, code], Level.COMMUNE, self._articles.get((Level.COMMUNE, code)))
        return say("autour {of}", of=name.of, name=name.name)

    def describe(self, level: str, code: str) -> str:
        """Return a name with what tells it from its namesakes, for instance `Nanterre (92)`."""
        name = self.names[level, code]
        if level == Level.COMMUNE:
            return f"{name} ({self._departement[code]})"
        if level == Level.DEPARTEMENT:
            return f"{name} ({code})"
        return name

    @cached_property
    def _searchable(self) -> pd.DataFrame:
        order = {"france": 0, "region": 1, "departement": 2, "epci": 3, "ept": 4, "commune": 5}
        rows = [(level, code, name, fold(name)) for (level, code), name in self.names.items()]
        frame = pd.DataFrame(rows, columns=["level", "code", "name", "folded"])
        frame["order"] = frame["level"].map(order)
        frame["smallness"] = -frame["code"].map(self._population).fillna(0)
        return frame

    def search(self, text: str, *, limit: int = 20) -> tuple[str, ...]:
        """Find territories by name or code, accents and case ignored.

        Parameters
        ----------
        text
            What a person types: `mirecourt`, `88`, `EPINAL`, `200093201`.
        limit
            Most expressions to return.

        Returns
        -------
        tuple[str, ...]
            Expressions, best first: same code, same name, names that start so, names that hold every word.
        """
        wanted = " ".join(SPELLED_OUT.get(word, word) for word in fold(text).split())
        if not wanted:
            return ()
        frame = self._searchable
        words = pd.Series(True, index=frame.index)
        for word in wanted.split():
            words &= frame["folded"].str.contains(word, regex=False)
        rank = pd.Series(_NOT_FOUND, index=frame.index)
        rank[words] = 3
        rank[words & frame["folded"].str.startswith(wanted)] = 2
        rank[frame["folded"] == wanted] = 1
        rank[frame["code"].str.casefold() == wanted] = 0
        best = (
            frame.assign(rank=rank)[rank < _NOT_FOUND]
            .sort_values(["rank", "order", "smallness", "name"], kind="stable")
            .head(limit)
        )
        return tuple(
            "france" if level == "france" else f"{level}:{code}"
            for level, code in zip(best["level"], best["code"], strict=True)
        )
