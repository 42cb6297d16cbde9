"""The formats in which any dataset leaves the product, declared once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from citeoscope.atlas import Atlas
from citeoscope.errors import ExportError
from citeoscope.exports.extract import Extract, extract
from citeoscope.exports.geo import to_geojson, to_geopackage, to_geoparquet
from citeoscope.exports.tables import to_csv, to_xlsx
from citeoscope.territory.perimeter import Perimeter


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes
    ----------
    id
        Suffix of its files, without the dot.
    label, use
        French name, and what it is for.
    media_type
        As registered with IANA, or as in use.
    """

    id: str
    label: str
    use: str
    media_type: str
    write: Callable[[Atlas, Extract], bytes]


FORMATS: Final[dict[str, Format]] = {
    form.id: form
    for form in (
        Format(
            "xlsx",
            "XLSX",
            "tableur, avec dictionnaire et source",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda _, taken: to_xlsx(taken),
        ),
        Format("csv", "CSV", "tableur et scripts", "text/csv; charset=utf-8", lambda _, taken: to_csv(taken)),
        Format("gpkg", "GeoPackage", "logiciel de cartographie", "application/geopackage+sqlite3", to_geopackage),
        Format("geojson", "GeoJSON", "carte web", "application/geo+json", to_geojson),
        Format("parquet", "GeoParquet", "analyse en Python ou en R", "application/vnd.apache.parquet", to_geoparquet),
    )
}


@dataclass(frozen=True, slots=True)
class File:
    """A file ready to leave."""

    name: str
    media_type: str
    content: bytes


def form(suffix: str) -> Format:
    """Return a format by its suffix.

    Raises
    ------
    ExportError
        Nothing is written in that format; the message lists those that exist.
    """
    try:
        return FORMATS[suffix]
    except KeyError:
        raise ExportError(f"Format inconnu : « {suffix[:40]} ». Formats : {', '.join(FORMATS)}.") from None


def export(atlas: Atlas, dataset: str, territory: str | Perimeter, suffix: str) -> File:
    """Write a dataset for a perimeter.

    Parameters
    ----------
    atlas
        The data.
    dataset
        Dataset id.
    territory
        Perimeter or expression.
    suffix
        `xlsx`, `csv`, `gpkg`, `geojson` or `parquet`.

    Returns
    -------
    File

    Raises
    ------
    UnknownDatasetError, UnknownTerritoryError, ExportError
        Nothing is there by that name, or the rows do not fit the format.
    StoreError
        The file of the dataset is missing or damaged.
    """
    wanted = form(suffix)
    taken = extract(atlas, dataset, territory)
    return File(f"{taken.stem}.{wanted.id}", wanted.media_type, wanted.write(atlas, taken))
