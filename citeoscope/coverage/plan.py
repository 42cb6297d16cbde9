"""Where to open the next places: the sites that bring the most people near one, existing places kept."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd
from scipy.spatial import KDTree

from citeoscope.atlas import Atlas
from citeoscope.coverage.demand import demand, pairs
from citeoscope.coverage.distance import Radius, chord_of, radius_of
from citeoscope.coverage.mclp import Choice, choose
from citeoscope.coverage.places import Places
from citeoscope.coverage.reach import WHOLE, left_out_text, share_near, share_of, sources_of_people, within
from citeoscope.coverage.spread import METHOD, Spread, spread
from citeoscope.errors import CiteoscopeError, CoverageError
from citeoscope.language import say
from citeoscope.numbers import format_number, format_value
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

MOST_CANDIDATES: Final = 6000
"""All communes of the largest région (5,110), not all those of France."""
MOST_PAIRS: Final = 20_000_000
"""Pairs of point and candidate that are compared: what fits in a few hundred megabytes."""
SECONDS: Final = 10.0
SMALLEST_GAP: Final = 0.1


@dataclass(frozen=True, eq=False)
class Plan:
    """Sites where to open, and what they bring.

    Attributes
    ----------
    perimeter, label, radius, asked
        What was asked for; `asked` is the number of sites.
    candidates, candidate_label
        How many sites were compared, and what one of them is.
    population, before, after
        Inhabitants counted, near a place today, and near a place or a site.
    sites
        One row per site, in order of gain: `rank, name, kind, commune_code, commune, precision, latitude, longitude`
        (degrees), `gain` (inhabitants newly near, once the sites above are open), `cumulated` (sum of the gains) and
        `share_pct` (inhabitants near a place or a site so far, in percent).
    gap_pct
        How far the gain may be from the best one, in percent of the best; 0 when it is proved to be the best.
    left_out
        Communes that are not counted, with their reason.
    sources
        What must be quoted.
    """

    perimeter: Perimeter
    label: str
    radius: Radius
    asked: int
    candidates: int
    candidate_label: str
    population: float
    before: float
    after: float
    sites: pd.DataFrame
    gap_pct: float
    left_out: pd.DataFrame
    sources: tuple[str, ...]

    @property
    def share_before(self) -> float:
        """Share of the inhabitants near a place today, in percent."""
        return WHOLE * self.before / self.population

    @property
    def share_after(self) -> float:
        """Share of the inhabitants near a place or a site, in percent."""
        return WHOLE * self.after / self.population

    @property
    def quality(self) -> str:
        """How good the choice is, in French: never told better than proved."""
        if self.gap_pct == 0:
            return say("optimal")
        tenths = max(math.ceil(self.gap_pct * 10) / 10, SMALLEST_GAP)
        return say("à moins de {tenths} de l’optimum", tenths=format_value(tenths, "%", 1))

    @property
    def text(self) -> str:
        """The answer in French."""
        opened = len(self.sites)
        near = say("à moins de {radius} d’un {label}", radius=self.radius.text, label=say(self.label))
        among = format_number(self.candidates)
        if not opened:
            return say("Aucun des {among} candidats n’ajouterait d’habitant {near}.", among=among, near=near)
        told = say(
            "Un lieu ouvert porterait la part des habitants {near} de {before} à {after}, soit {gain} habitants de "
            "plus. Choix {quality}, parmi {among} candidats."
            if opened == 1
            else "{opened} lieux ouverts porteraient la part des habitants {near} de {before} à {after}, soit {gain} "
            "habitants de plus. Choix {quality}, parmi {among} candidats.",
            opened=format_number(opened),
            near=near,
            before=share_of(self.before, self.population),
            after=share_of(self.after, self.population),
            gain=format_number(self.after - self.before),
            quality=self.quality,
            among=among,
        )
        if opened < self.asked:
            told += " " + say("Aucun autre candidat n’ajouterait d’habitant.")
        return told

    @property
    def method(self) -> str:
        """How it was computed and what to beware of, in French."""
        told = [
            self.radius.method,
            say(METHOD),
            say("Les lieux existants sont gardés ; les sites sont choisis ensemble (problème de couverture maximale)."),
            say("Ils sont rangés par habitants ajoutés, chacun compté une fois."),
            say("Ni le coût, ni la place disponible, ni la concurrence des lieux entre eux n’entrent dans ce choix."),
        ]
        told.append(left_out_text(self.left_out))
        return " ".join(part for part in told if part)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The sites, for a table or a file; `attrs["citeoscope"]` says what they are."""
        frame = self.sites.copy()
        frame.attrs["citeoscope"] = {
            "label": say("Où ouvrir : sites à moins de {radius}", radius=self.radius.text),
            "perimeter": self.perimeter.expression,
            "quality": self.quality,
            "method": self.method,
            "sources": list(self.sources),
        }
        return frame


def where_to_open(  # noqa: PLR0913 - a distance is said in kilometres or in minutes of a mode
    atlas: Atlas,
    places: Places,
    candidates: Places,
    territory: str | Perimeter,
    n: int,
    *,
    kilometres: float | None = None,
    minutes: float | None = None,
    mode: str = "walk",
    seconds: float = SECONDS,
) -> Plan:
    """Choose where to open the next places so that most people have one near.

    Parameters
    ----------
    atlas
        The opened data.
    places
        The places that exist: they are kept.
    candidates
        The sites to choose from, as `citeoscope.coverage.candidates` gives them.
    territory
        Perimeter or expression: its inhabitants are counted.
    n
        Sites to open, at most; fewer are given when no other one would add anybody.
    kilometres, minutes, mode
        As for `reach`.
    seconds
        Time given to the exact solver; when it runs out, the gap to the optimum is told.

    Returns
    -------
    Plan
        Maximal covering location (Church and ReVelle, 1974) of the legal populations, spread as for `reach`.

    Raises
    ------
    UnknownTerritoryError
        Nothing is declared by that name.
    CoverageError
        Impossible number of sites, no candidate or too many, impossible distance, or nobody to count: all that is
        wrong is listed.
    """
    perimeter = atlas.perimeter(territory)
    radius, people = _checked(atlas, (places, candidates), perimeter, n, (kilometres, minutes, mode))
    chord = chord_of(radius.metres)
    near = within(people, KDTree(places.metres), radius)
    points, weights = people.points[~near], people.inhabitants[~near]
    sites = candidates.metres
    if (many := pairs(points, sites, chord)) > MOST_PAIRS:
        raise CoverageError(
            say(
                "Trop grand pour être calculé ici : {many} couples de points et de candidats, "
                "{most_pairs} au plus. Réduisez la distance, le territoire ou les candidats.",
                many=format_number(many),
                most_pairs=format_number(MOST_PAIRS),
            )
        )
    choice = choose(demand(points, weights, sites, chord), n, seconds)
    before = float((people.population * share_near(people, near)).sum())
    total = float(people.population.sum())
    return Plan(
        perimeter=perimeter,
        label=places.label,
        radius=radius,
        asked=n,
        candidates=len(candidates),
        candidate_label=candidates.label,
        population=total,
        before=before,
        after=min(before + choice.covered, total),
        sites=_sites(atlas, candidates, choice, before, total),
        gap_pct=WHOLE * choice.gap,
        left_out=people.left_out,
        sources=tuple(dict.fromkeys((*places.sources, *candidates.sources, *sources_of_people(atlas)))),
    )


def _checked(
    atlas: Atlas,
    existing_and_candidates: tuple[Places, Places],
    perimeter: Perimeter,
    n: int,
    distance: tuple[float | None, float | None, str],
) -> tuple[Radius, Spread]:
    """Return the radius and the inhabitants, or say all that is wrong at once."""
    existing, candidates = existing_and_candidates
    wrong = []
    if not len(candidates):
        wrong.append(say("Aucun candidat : choisissez un autre type de site, ou un territoire qui en a."))
    elif len(candidates) > MOST_CANDIDATES:
        wrong.append(
            say(
                "Trop de candidats : {count}, {most_candidates} au plus. Choisissez une région ou un "
                "département, ou des candidats moins nombreux (France services, gares).",
                count=format_number(len(candidates)),
                most_candidates=format_number(MOST_CANDIDATES),
            )
        )
    if n < 1:
        wrong.append(say("Nombre de lieux à ouvrir impossible : {n}. Demandez-en au moins un.", n=n))
    elif 0 < len(candidates) < n:
        wrong.append(
            say(
                "Trop de lieux à ouvrir : {n} pour {count} candidats.",
                n=format_number(n),
                count=format_number(len(candidates)),
            )
        )
    radius, people = None, None
    try:
        radius = radius_of(*distance)
    except CoverageError as error:
        wrong.append(str(error))
    try:
        people = spread(atlas, perimeter, existing.scope) if not wrong else None
    except CiteoscopeError as error:
        wrong.append(str(error))
    if radius is None or people is None:
        raise CoverageError("\n".join(wrong))
    return radius, people


def _sites(atlas: Atlas, candidates: Places, choice: Choice, before: float, population: float) -> pd.DataFrame:
    frame = candidates.frame.iloc[list(choice.sites)].reset_index(drop=True)
    gains = np.array(choice.gains, dtype=np.float64)
    names = atlas.geography.names
    return pd.DataFrame(
        {
            "rank": np.arange(1, len(frame) + 1),
            "name": frame["name"],
            "kind": frame["kind"],
            "commune_code": frame["commune_code"],
            "commune": [names.get((Level.COMMUNE, code), "") for code in frame["commune_code"]],
            "precision": frame["precision"],
            "latitude": frame["latitude"],
            "longitude": frame["longitude"],
            "gain": gains,
            "cumulated": np.cumsum(gains),
            "share_pct": WHOLE * (before + np.cumsum(gains)) / population,
        }
    )
