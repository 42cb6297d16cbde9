"""The rows of a dataset for a perimeter, as they leave the product: named, located, with where they come from."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.exports.provenance import outline_note, provenance
from citeoscope.exports.small_cells import cells_within, said_of, without_small_cells
from citeoscope.exports.within import rows_within
from citeoscope.store import Manifest
from citeoscope.territory.geography import fold
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter, parse

WGS84: Final = "EPSG:4326"
LONGEST_NAME: Final = 48


@dataclass(frozen=True, slots=True)
class Extract:
    """The rows of a dataset for a perimeter.

    Attributes
    ----------
    manifest, perimeter
        What was asked for.
    rows
        Columns as in the store, with the name of the territory added beside its code when the source has none.
    provenance
        What must leave with them, French text by French label.
    key
        Column of each row's territory code; empty when the rows are about no territory.
    levels
        Level of each row's territory, by row.
    """

    manifest: Manifest
    perimeter: Perimeter
    rows: pd.DataFrame
    provenance: dict[str, str]
    key: str
    levels: pd.Series

    def located(self, atlas: Atlas) -> tuple[gpd.GeoDataFrame, dict[str, str]]:
        """Return the rows with a geometry, and what must be quoted for it.

        Parameters
        ----------
        atlas
            The data: where a table finds the outlines of its territories.

        Returns
        -------
        tuple[geopandas.GeoDataFrame, dict[str, str]]
            EPSG:4326; a row whose territory has no outline has no geometry, never that of another.
        """
        if isinstance(self.rows, gpd.GeoDataFrame):
            return self.rows, self.provenance
        geometry = pd.Series(None, index=self.rows.index, dtype=object)
        if self.key:
            for level in self.levels.dropna().unique():
                if level in set(Level):
                    here = self.levels == level
                    outlines = atlas.outlines(Level(level))
                    geometry[here] = outlines.reindex(self.rows.loc[here, self.key]).to_numpy()
        array = gpd.array.from_shapely(geometry.to_numpy(), crs=WGS84)
        return gpd.GeoDataFrame(self.rows, geometry=array), self.provenance | {"Contours": outline_note(atlas)}

    def flat(self) -> pd.DataFrame:
        """Return the rows without geometry; points keep their latitude and longitude."""
        if not isinstance(self.rows, gpd.GeoDataFrame):
            return self.rows
        flat = pd.DataFrame(self.rows.drop(columns=self.rows.geometry.name))
        if self.manifest.kind == "points":
            flat = flat.assign(latitude=self.rows.geometry.y, longitude=self.rows.geometry.x)
        return flat

    @property
    def stem(self) -> str:
        """Name of its files, without suffix: `filosofi_nanterre-92050_2021`, in ASCII."""
        vintage = self.manifest.source.vintage.replace("–", "-") if self.manifest.source else "calcule"
        return "_".join((self.manifest.dataset, slug(place(self.perimeter)), slug(vintage)))


def extract(atlas: Atlas, dataset: str, territory: str | Perimeter) -> Extract:
    """Take the rows of a dataset for a perimeter.

    Parameters
    ----------
    atlas
        The data.
    dataset
        Dataset id.
    territory
        Perimeter or expression.

    Returns
    -------
    Extract

    Raises
    ------
    UnknownDatasetError, UnknownTerritoryError
        Nothing is there by that name.
    StoreError
        The file of the dataset is missing or damaged.
    """
    perimeter = atlas.perimeter(territory)
    manifest = atlas.store.manifest(dataset)
    frame = atlas.read(dataset)
    within = rows_within(atlas, dataset, frame, perimeter)
    cells = cells_within(dataset, atlas.indicators.values())
    rows = without_small_cells(frame[within.kept], cells)
    levels = within.levels[within.kept]
    return Extract(
        manifest=manifest,
        perimeter=perimeter,
        rows=_named(atlas, rows, within.key, levels),
        provenance=provenance(
            atlas, dataset, perimeter, " ".join(filter(None, (within.said, said_of(cells)))), len(rows)
        ),
        key=within.key,
        levels=levels,
    )


def _named(atlas: Atlas, rows: pd.DataFrame, key: str, levels: pd.Series) -> pd.DataFrame:
    """Put the name of the territory beside its code, unless the dataset has it."""
    added = "commune_name" if (levels == Level.COMMUNE).all() else "name"
    if key not in {"code", "commune_code"} or "commune_name" in rows or (key == "code" and "name" in rows):
        return rows
    names = atlas.geography.names
    written = [names.get((level, code)) for level, code in zip(levels, rows[key], strict=True)]
    named = rows.copy()
    named.insert(rows.columns.tolist().index(key) + 1, added, pd.Series(written, index=rows.index, dtype="str"))
    return named


def place(perimeter: Perimeter) -> str:
    """Return the name of a perimeter as files are named: a commune with its code, for its namesakes."""
    name = perimeter.name.replace("+", "plus").replace("\u2212", "moins")
    return f"{name} {parse(perimeter.expression)[0].code}" if perimeter.level is Level.COMMUNE else name


def slug(text: str) -> str:
    """Return a text in lower-case ASCII, words joined by hyphens."""
    ascii_text = fold(text).encode("ascii", "ignore").decode()
    return ascii_text.replace(" ", "-")[:LONGEST_NAME].strip("-") or "sans-nom"
