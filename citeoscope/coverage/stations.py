"""Stations and places: which stations have no place near, how many places have a station near, how far from an aim."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy.spatial import KDTree

from citeoscope.atlas import Atlas
from citeoscope.coverage.distance import geodesic_of, length, radius_of
from citeoscope.coverage.places import Places, published
from citeoscope.errors import CoverageError
from citeoscope.language import enumerated, phrase, say
from citeoscope.numbers import format_number
from citeoscope.territory.perimeter import Perimeter

STATIONS: Final = "gares_idfm"
RAIL: Final = ("RER", "train")
"""Categories of a railway station, as against a metro or tram stop."""
COWORKING: Final = "coworking"
_KILOMETRE: Final = 1000


@dataclass(frozen=True, slots=True)
class Aim:
    """What a région announced.

    Attributes
    ----------
    perimeter
        Of which territory.
    places, in_stations
        Tiers-lieux, and among them coworking spaces in stations.
    year, source
        When and where it was said.
    """

    perimeter: str
    places: int
    in_stations: int
    year: int
    source: str


AIM: Final = Aim("region:11", 230, 150, 2018, phrase("« Smart Région oui mais avec des Smartcitizens ! »"))
"""Île-de-France invests in 230 tiers-lieux, of which 150 coworking spaces in stations (`data/local/projets.csv`)."""


@dataclass(frozen=True, eq=False)
class Stations:
    """Places and stations of a territory, seen from each other.

    Attributes
    ----------
    perimeter, label, metres
        What was asked for.
    where
        The territory in a French sentence: `en Île-de-France`.
    stations
        `id, name, kind, commune_code, latitude, longitude, nearest` (place) and `distance_m`, one row per station of
        the territory.
    places
        Those of the territory: `id, name, kind, commune_code, precision, latitude, longitude, station` (nearest one),
        `distance_m`, and `rail_m` (metres to the nearest railway station).
    unknown
        Places without position, or without a commune: of this territory or not, they are not counted.
    sources
        Of the places, then of the stations.
    """

    perimeter: Perimeter
    where: str
    label: str
    metres: float
    stations: pd.DataFrame
    places: pd.DataFrame
    unknown: int
    sources: tuple[str, ...]

    @property
    def without(self) -> pd.DataFrame:
        """The stations that have no place within the distance, farthest first."""
        rows = self.stations[self.stations["distance_m"] > self.metres]
        return rows.sort_values(["distance_m", "name"], ascending=[False, True], kind="stable")

    @property
    def near(self) -> pd.DataFrame:
        """The places within the distance of any station."""
        return self.places[self.places["distance_m"] <= self.metres]

    @property
    def coworking_near_rail(self) -> pd.DataFrame:
        """The coworking spaces within the distance of a railway station: the nearest known to being in one."""
        near = self.places["rail_m"] <= self.metres
        return self.places[near & (self.places["kind"] == COWORKING)]

    @property
    def approximate(self) -> int:
        """Places of the territory that stand at the middle of their commune: near or not, nobody knows."""
        return int((self.places["precision"] == "commune").sum())

    @property
    def text(self) -> str:
        """How many places, how many near a station, in French, with sources and years."""
        told = say(
            "{count} {label} recensés {where}, dont {near} à moins de {metres} d’une gare ou "
            "d’une station, métro et tramway compris (sources : {sources}).",
            count=format_number(len(self.places)),
            label=say(_plural(self.label)),
            where=self.where,
            near=format_number(len(self.near)),
            metres=length(self.metres),
            sources=enumerated(self.sources),
        )
        if self.approximate:
            told += " " + say(
                "{approximate} sont placés à la commune : leur distance n’est pas sûre.",
                approximate=format_number(self.approximate),
            )
        if self.unknown:
            told += " " + say(
                "Sans position ou sans commune connue, donc comptés nulle part : {unknown}.",
                unknown=format_number(self.unknown),
            )
        return told

    @property
    def text_without(self) -> str:
        """How many stations have no place near, in one French sentence."""
        return say(
            "{without} gares et stations sur {count} n’ont aucun {label} à moins de {metres}.",
            without=format_number(len(self.without)),
            count=format_number(len(self.stations)),
            label=say(self.label),
            metres=length(self.metres),
        )

    def against(self, aim: Aim = AIM) -> str:
        """Say in French how far the places known are from an aim.

        Parameters
        ----------
        aim
            What was announced; by default, that of Île-de-France.

        Returns
        -------
        str
            Both numbers beside what is known, with the reason why they are not quite comparable.

        Raises
        ------
        CoverageError
            The aim is that of another territory.
        """
        if aim.perimeter != self.perimeter.expression:
            raise CoverageError(
                say(
                    "L’objectif est celui de {perimeter}, pas de {expression} : comparez-le à son propre territoire.",
                    perimeter=aim.perimeter,
                    expression=self.perimeter.expression,
                )
            )
        in_stations = len(self.coworking_near_rail)
        return say(
            "Objectif annoncé en {year} : {places} tiers-lieux, dont {in_stations} espaces de "
            "coworking dans les gares ({source}). Le recensement en compte {count}, {gap}, et "
            "{known_in_stations} espaces de coworking à moins de {metres} d’une gare de train ou de "
            "RER, {gap_in_stations}. La comparaison a ses limites : le recensement compte tous les lieux, "
            "aidés par la région ou non, et près d’une gare n’est pas dans une gare.",
            year=aim.year,
            places=format_number(aim.places),
            in_stations=format_number(aim.in_stations),
            source=say(aim.source),
            count=format_number(len(self.places)),
            gap=_gap(len(self.places), aim.places),
            known_in_stations=format_number(in_stations),
            metres=length(self.metres),
            gap_in_stations=_gap(in_stations, aim.in_stations),
        )


def stations(atlas: Atlas, places: Places, metres: float = 500, territory: str | Perimeter = "region:11") -> Stations:
    """Measure how far stations and places are from each other.

    Parameters
    ----------
    atlas
        The opened data.
    places
        The places, of the territory and around.
    metres
        As the crow flies (geodesic on WGS 84): what is still near.
    territory
        Perimeter or expression; the dataset of stations covers Île-de-France.

    Returns
    -------
    Stations
        A station is compared with every place, a place with every station: borders do not count.

    Raises
    ------
    UnknownTerritoryError
        Nothing is declared by that name.
    CoverageError
        The distance is impossible, or the territory has no station in the dataset.
    """
    radius_of(kilometres=metres / _KILOMETRE)
    perimeter = atlas.perimeter(territory)
    stops = published(atlas, STATIONS, phrase("gare ou station"))
    here = stops.frame["commune_code"].isin(perimeter.codes)
    if not here.any():
        raise CoverageError(
            say(
                "Aucune gare connue pour {perimeter} : la source couvre {scope_label}. Choisissez un "
                "territoire qui en a.",
                perimeter=perimeter.name,
                scope_label=stops.scope_label,
            )
        )
    own = places.frame["commune_code"].isin(perimeter.codes)
    rail = stops.frame["kind"].isin(RAIL).to_numpy()
    nearest_place = _nearest(stops, places)
    nearest_stop = _nearest(places, stops)
    rail_chords, _ = KDTree(stops.metres[rail]).query(places.metres)
    unknown = places.without_position + int((places.frame["commune_code"] == "").sum())
    return Stations(
        perimeter=perimeter,
        where=atlas.geography.wording(perimeter).at,
        label=places.label,
        metres=metres,
        stations=stops.frame.drop(columns="precision").assign(**nearest_place).loc[here].reset_index(drop=True),
        places=places.frame.assign(
            station=nearest_stop["nearest"], distance_m=nearest_stop["distance_m"], rail_m=geodesic_of(rail_chords)
        )
        .loc[own]
        .reset_index(drop=True),
        unknown=unknown,
        sources=(*places.sources, *stops.sources),
    )


def _nearest(origins: Places, targets: Places) -> dict[str, np.ndarray[tuple[int], np.dtype[np.object_]]]:
    chords, found = KDTree(targets.metres).query(origins.metres)
    names = np.append(targets.frame["name"].to_numpy(object), "")
    return {"nearest": names[found], "distance_m": geodesic_of(chords)}


def _gap(known: int, aimed: int) -> str:
    if known == aimed:
        return say("exactement ce nombre")
    gap = format_number(abs(known - aimed))
    return say("{gap} de plus", gap=gap) if known > aimed else say("{gap} de moins", gap=gap)


def _plural(label: str) -> str:
    return phrase("tiers-lieux") if label == phrase("tiers-lieu") else f"{label}s"
