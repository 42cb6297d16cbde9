"""Who lives near a place: share of the population of a territory within some kilometres or minutes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.spatial import KDTree

from citeoscope.atlas import Atlas
from citeoscope.coverage.distance import Radius, chord_of, geodesic_of, radius_of
from citeoscope.coverage.places import Places
from citeoscope.coverage.spread import METHOD, Spread, spread
from citeoscope.language import counted, enumerated, phrase, say
from citeoscope.numbers import format_number, format_value
from citeoscope.query.status import Status
from citeoscope.territory.perimeter import Perimeter

WHOLE = 100.0
COVERED, PARTLY, OUT = phrase("couverte"), phrase("en partie"), phrase("non couverte")
NOT_COUNTED = phrase("non comptée")


@dataclass(frozen=True, eq=False)
class Reach:
    """How many inhabitants of a perimeter are near a place.

    Attributes
    ----------
    perimeter, label, radius
        What was asked for.
    covered, population
        Inhabitants near a place, and inhabitants counted: those of communes with a population and an outline.
    covered_by_centre
        What `covered` would be if every inhabitant lived at one point inside the commune: how much the method weighs.
    communes
        By code, all communes of the perimeter: `name, population, status, reason, share_pct` (0 to 100, NaN when it is
        not counted), `covered` (inhabitants), `state`, `nearest` (name of the place nearest to a point inside the
        commune) and `distance_m` (metres on the ellipsoid from there).
    places, approximate, without_position
        Places taken into account wherever they are, those known only by their commune, and those left out because
        their position is not known.
    scope_label
        Where the places were listed, in French.
    sources
        What must be quoted.
    """

    perimeter: Perimeter
    label: str
    radius: Radius
    covered: float
    population: float
    covered_by_centre: float
    communes: pd.DataFrame
    places: int
    approximate: int
    without_position: int
    scope_label: str
    sources: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of the inhabitants counted, in percent."""
        return WHOLE * self.covered / self.population

    @property
    def share_by_centre(self) -> float:
        """The same if every inhabitant lived at one point inside the commune, in percent."""
        return WHOLE * self.covered_by_centre / self.population

    @property
    def without(self) -> pd.DataFrame:
        """The communes where nobody is near a place, most inhabited first."""
        rows = self.communes[self.communes["state"] == OUT]
        return rows.sort_values("population", ascending=False, kind="stable")

    @property
    def left_out(self) -> pd.DataFrame:
        """The communes that are not counted, with their reason and, where published, their population."""
        return self.communes[self.communes["state"] == NOT_COUNTED]

    @property
    def text(self) -> str:
        """The answer in one French sentence."""
        return say(
            "{share} des habitants ({covered} sur {population}) sont à moins de {radius} d’un {label}.",
            share=share_of(self.covered, self.population),
            covered=format_number(self.covered),
            population=format_number(self.population),
            radius=self.radius.text,
            label=say(self.label),
        )

    @property
    def method(self) -> str:
        """How it was computed and what to beware of, in French."""
        centre = share_of(self.covered_by_centre, self.population)
        told = [
            self.radius.method,
            say(METHOD),
            say("Si chacun habitait au centre de sa commune, la part serait de {centre}.", centre=centre),
            say("Les lieux situés hors du territoire comptent aussi : on passe d’une commune à l’autre."),
            left_out_text(self.left_out),
            say("Champ de la liste des lieux : {scope_label}.", scope_label=say(self.scope_label))
            if self.scope_label != "France"
            else "",
        ]
        if self.approximate:
            told.append(
                say(
                    "Sur {places} lieux, {approximate} sont placés à la commune, pas à l’adresse.",
                    places=format_number(self.places),
                    approximate=format_number(self.approximate),
                )
            )
        if self.without_position:
            told.append(
                counted(
                    self.without_position,
                    "Sans position connue, non compté : {count} lieu.",
                    "Sans position connue, non comptés : {count} lieux.",
                    count=self.without_position,
                )
            )
        return " ".join(part for part in told if part)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row per commune, by code, for a table or a file; `attrs["citeoscope"]` says what it is."""
        frame = self.communes.reset_index()
        frame.attrs["citeoscope"] = {
            "label": say("Habitants à moins de {radius} d’un {label}", radius=self.radius.text, label=say(self.label)),
            "perimeter": self.perimeter.expression,
            "method": self.method,
            "sources": list(self.sources),
        }
        return frame


def reach(  # noqa: PLR0913 - a distance is said in kilometres or in minutes of a mode
    atlas: Atlas,
    places: Places,
    territory: str | Perimeter,
    *,
    kilometres: float | None = None,
    minutes: float | None = None,
    mode: str = "walk",
) -> Reach:
    """Count the inhabitants of a territory that are near a place.

    Parameters
    ----------
    atlas
        The opened data.
    places
        The places, of the territory and around.
    territory
        Perimeter or expression.
    kilometres
        As the crow flies (geodesic on WGS 84).
    minutes
        Of travel, in place of kilometres; see `citeoscope.coverage.distance` for speeds, detour and their sources.
    mode
        `walk` or `cycle`, with minutes.

    Returns
    -------
    Reach
        Legal populations, each spread evenly over the outline of its commune.

    Raises
    ------
    UnknownTerritoryError
        Nothing is declared by that name.
    CoverageError
        The distance is impossible, or no commune of the territory can be counted.
    """
    radius = radius_of(kilometres, minutes, mode)
    perimeter = atlas.perimeter(territory)
    people = spread(atlas, perimeter, places.scope)
    tree = KDTree(places.metres)
    near = within(people, tree, radius)
    share = share_near(people, near)
    chords, nearest = tree.query(people.centres)
    by_centre = chords <= chord_of(radius.metres)
    rows = pd.DataFrame(
        {
            "share_pct": WHOLE * share,
            "covered": people.population * share,
            "state": np.select([share >= 1, share > 0], [COVERED, PARTLY], OUT),
            "nearest": np.append(places.frame["name"].to_numpy(object), "")[nearest],
            "distance_m": geodesic_of(chords),
        },
        index=people.codes,
    )
    communes = people.communes.join(rows)
    communes["state"] = communes["state"].fillna(NOT_COUNTED)
    communes["nearest"] = communes["nearest"].fillna("")
    # A commune that cannot be placed has a population but no share: the share is what is missing.
    unplaced = (communes["reason"] != "") & (communes["status"] == Status.OK)
    communes["status"] = communes["status"].astype(str).mask(unplaced, str(Status.MISSING))
    return Reach(
        perimeter=perimeter,
        label=places.label,
        radius=radius,
        covered=float((people.population * share).sum()),
        population=float(people.population.sum()),
        covered_by_centre=float(people.population[by_centre].sum()),
        communes=communes,
        places=len(places),
        approximate=places.approximate,
        without_position=places.without_position,
        scope_label=places.scope_label,
        sources=(*places.sources, *sources_of_people(atlas)),
    )


def within(people: Spread, tree: KDTree, radius: Radius) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say of each point whether a place of the tree is within the radius."""
    chord = chord_of(radius.metres)
    # The bound of a search is strict and a place at the very distance is near: the search goes a metre further.
    chords, _ = tree.query(people.points, distance_upper_bound=chord + 1)
    near: np.ndarray[tuple[int], np.dtype[np.bool_]] = chords <= chord
    return near


def share_near(
    people: Spread, near: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the share (0 to 1) of the points of each commune that are near."""
    share: np.ndarray[tuple[int], np.dtype[np.float64]] = (
        np.bincount(people.commune, weights=near, minlength=len(people.codes)) / people.counts
    )
    return share


def sources_of_people(atlas: Atlas) -> tuple[str, ...]:
    """Return what must be quoted for the inhabitants and the outlines."""
    notes = (*atlas.sources("population"), atlas.source("contours_communes"))
    return tuple(note.text for note in notes)


def share_of(part: float, whole: float) -> str:
    """Write a share in French, never rounded up to everybody nor down to nobody when it is neither."""
    percent = WHOLE * part / whole
    if 0 < part < whole:
        percent = min(max(percent, 0.1), 99.9)
    return format_value(percent, "%", 1)


def left_out_text(rows: pd.DataFrame) -> str:
    """Say in French which communes are not counted, why, and how many people live there; empty when all are."""
    parts = []
    for reason, group in rows.groupby("reason"):
        people = float(group["population"].sum())
        told = f", {format_value(people, 'habitants')}" if people > 0 else ""
        parts.append(f"{format_number(len(group))} ({say(str(reason))}{told})")
    return (
        say("Communes laissées de côté, ni couvertes ni non couvertes : {parts}.", parts=enumerated(parts))
        if parts
        else ""
    )
