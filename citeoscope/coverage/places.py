"""The places that people may reach, and the sites where a new one could open: named points with their precision."""

from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from citeoscope.atlas import Atlas
from citeoscope.coverage.distance import Metres, geocentric
from citeoscope.errors import CoverageError
from citeoscope.language import phrase, say
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

Candidates = Literal["stations", "communes", "france_services"]

COLUMNS: Final = ("id", "name", "kind", "commune_code", "precision", "latitude", "longitude")
_REQUIRED: Final = ("name", "latitude", "longitude")
_RANGES: Final = {"latitude": 90.0, "longitude": 180.0}
_TEXT: Final = ("id", "name", "kind", "commune_code", "precision")
_DATASETS: Final[dict[str, tuple[str, str]]] = {
    "stations": ("gares_idfm", phrase("gares et stations")),
    "france_services": ("france_services", phrase("France services")),
}


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Points of interest.

    Attributes
    ----------
    frame
        `id, name, kind, commune_code, precision, latitude, longitude` (degrees, EPSG:4326), one row per place that has
        a position, in the order given. Shared: must not be changed.
    label
        What one of them is, in French and in the singular: `tiers-lieu`.
    sources
        What must be quoted, one line per dataset.
    without_position
        Number of places that are known but nowhere on the map.
    scope, scope_label
        Where the list was made, as an expression and in French: elsewhere, no place known does not mean no place.
    """

    frame: pd.DataFrame
    label: str
    sources: tuple[str, ...] = ()
    without_position: int = 0
    scope: str = "france"
    scope_label: str = "France"

    def __len__(self) -> int:
        """Return the number of places that have a position."""
        return len(self.frame)

    @property
    def approximate(self) -> int:
        """Number of places that stand at the middle of their commune, not at their address."""
        return int((self.frame["precision"] == "commune").sum())

    @property
    def metres(self) -> Metres:
        """The points in geocentric metres, shape (n, 3)."""
        return geocentric(self.frame["longitude"].to_numpy(), self.frame["latitude"].to_numpy())


def places(frame: pd.DataFrame, label: str, sources: tuple[str, ...] = ()) -> Places:
    """Check a table of points and keep those that have a position.

    Parameters
    ----------
    frame
        `name, latitude, longitude` (degrees, EPSG:4326), and where known `id, kind, commune_code, precision`.
    label
        What one of them is, in French and in the singular.
    sources
        What must be quoted.

    Returns
    -------
    Places

    Raises
    ------
    CoverageError
        A column lacks, or a coordinate is not a number of degrees: all defects are listed. A coordinate that is not
        given is no defect: the place is counted without position.
    """
    if absent := [column for column in _REQUIRED if column not in frame.columns]:
        raise CoverageError(say("Table de lieux incomplète : il manque la colonne {absent}.", absent=", ".join(absent)))
    read = pd.DataFrame({column: frame.get(column, pd.Series("", index=frame.index)) for column in COLUMNS})
    read = read.reset_index(drop=True)
    defects = []
    for column, most in _RANGES.items():
        given = read[column].notna()
        degrees = pd.to_numeric(read[column], errors="coerce").astype("float64")
        wrong = given & ~(degrees.abs() <= most)
        defects += [
            say(
                "- ligne {row} ({name}) : {column} « {read} »",
                row=row + 1,
                name=read["name"][row],
                column=column,
                read=read[column][row],
            )
            for row in np.flatnonzero(wrong.to_numpy())
        ]
        read[column] = degrees
    if defects:
        more = say("\n… et {count} autres.", count=len(defects) - 20) if len(defects) > 20 else ""  # noqa: PLR2004 - what one can read
        raise CoverageError(
            say("Coordonnées illisibles : donnez des degrés décimaux (WGS 84).\n") + "\n".join(defects[:20]) + more
        )
    read[list(_TEXT)] = read[list(_TEXT)].astype(object).where(read[list(_TEXT)].notna(), "").astype(str)
    placed = read[read["latitude"].notna() & read["longitude"].notna()].reset_index(drop=True)
    return Places(placed, label, sources, without_position=len(read) - len(placed))


def published(atlas: Atlas, dataset: str, label: str) -> Places:
    """Return the points of a stored dataset; one that is known by its commune stands inside it, and says so.

    Parameters
    ----------
    atlas
        The opened data.
    dataset
        A dataset of points, for instance `tiers_lieux_2019`.
    label
        What one of them is, in French and in the singular.

    Returns
    -------
    Places

    Raises
    ------
    UnknownDatasetError
        Neither the store nor the snapshot holds it.
    CoverageError
        It is not a dataset of points.
    """
    rows = atlas.read(dataset)
    if "geometry" not in rows.columns or "commune_code" not in rows.columns:
        raise CoverageError(
            say("« {dataset} » n’est pas un jeu de points : choisissez une liste de lieux.", dataset=dataset)
        )
    points = gpd.GeoSeries(rows["geometry"])
    read = pd.DataFrame(rows.drop(columns="geometry")).assign(latitude=points.y, longitude=points.x)
    read["kind"] = read["category"]
    absent = read["latitude"].isna() & read["commune_code"].notna()
    inside = _inside(atlas, read.loc[absent, "commune_code"])
    read.loc[absent, ["longitude", "latitude"]] = inside
    read.loc[absent & read["latitude"].notna(), "precision"] = "commune"
    listed = places(read, label, (atlas.source(dataset).text,))
    # What a dataset covers is declared once, with the indicator that counts its rows.
    counting = (one for one in atlas.indicators.values() if one.references == (f"count({dataset})",))
    if (counted := next(counting, None)) is not None:
        return replace(listed, scope=counted.scope, scope_label=counted.scope_label)
    return listed


def candidates(atlas: Atlas, territory: str | Perimeter, kind: Candidates = "stations") -> Places:
    """Return the sites of a territory where a place could open.

    Parameters
    ----------
    atlas
        The opened data.
    territory
        Perimeter or expression: the sites are in its communes.
    kind
        `stations` (Île-de-France only), `communes` (a point inside each outline) or `france_services`.

    Returns
    -------
    Places

    Raises
    ------
    UnknownTerritoryError
        Nothing is declared by that name.
    CoverageError
        Unknown kind.
    """
    perimeter = atlas.perimeter(territory)
    if kind not in get_args(Candidates):
        raise CoverageError(
            say(
                "Candidats inconnus : « {kind} ». Choix : {kinds}.",
                kind=kind,
                kinds=", ".join(get_args(Candidates)),
            )
        )
    if kind == "communes":
        return _communes(atlas, perimeter)
    every = published(atlas, *_DATASETS[kind])
    own = every.frame["commune_code"].isin(perimeter.codes)
    return replace(every, frame=every.frame[own].reset_index(drop=True), without_position=0)


def _communes(atlas: Atlas, perimeter: Perimeter) -> Places:
    codes = pd.Series(perimeter.codes, dtype=object)
    inside = _inside(atlas, codes)
    frame = pd.DataFrame(
        {
            "id": codes,
            "name": atlas.geography.communes["name"].reindex(codes).to_numpy(),
            "kind": "commune",
            "commune_code": codes,
            "precision": "commune",
            "latitude": inside[:, 1],
            "longitude": inside[:, 0],
        }
    )
    return places(frame, "commune", (atlas.source("contours_communes").text,))


def _inside(atlas: Atlas, codes: pd.Series) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the longitude and latitude of a point inside each commune, NaN where it has no outline of its own."""
    outlines = atlas.outlines(Level.COMMUNE)
    known = outlines.index.get_indexer(pd.Index(codes, dtype=object))
    points = shapely.point_on_surface(np.append(outlines.to_numpy(), [None])[known])
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)])
