"""The places as files: the national schema of «lieux de médiation numérique» in CSV and GeoJSON, and GeoParquet."""

import io
import json
from typing import Final

import geopandas as gpd
import pandas as pd

from citeoscope.errors import ExportError
from citeoscope.exports.cells import neutralise
from citeoscope.language import say

NATIONAL: Final = (
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "complement_adresse",
    "latitude",
    "longitude",
    "typologie",
    "telephone",
    "courriels",
    "site_web",
    "horaires",
    "presentation_resume",
    "presentation_detail",
    "source",
    "itinerance",
    "structure_parente",
    "date_maj",
    "services",
)
"""Columns of the national schema (schema.data.gouv.fr, «lieux de médiation numérique»), in its order."""
OURS: Final = ("type_tiers_lieu", "etat_ouverture", "labels", "precision", "listes", "licences")
MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}


def in_national_schema(places: pd.DataFrame) -> pd.DataFrame:
    """Return places in the national schema, our columns after its own.

    Parameters
    ----------
    places
        From `Merged.places`.

    Returns
    -------
    pandas.DataFrame
        Texts, empty where nothing is known; no contact of a person is ever there.
    """
    known = pd.DataFrame(
        {
            "id": places["id"],
            "pivot": places["pivot"],
            "nom": places["nom"],
            "commune": places["commune"],
            "code_postal": places["code_postal"],
            "code_insee": places["code_insee"],
            "adresse": places["adresse"],
            "latitude": places["latitude"],
            "longitude": places["longitude"],
            "typologie": "TIERS_LIEUX",
            "site_web": places["site_web"],
            "horaires": places["horaires"],
            "presentation_resume": places["presentation"],
            "source": places["sources"].map(" ; ".join),
            "date_maj": places["verified_on"],
            "type_tiers_lieu": places["type"],
            "etat_ouverture": places["ouverture"],
            "labels": places["labels"].map(" ; ".join),
            "precision": places["precision"],
            "listes": places["datasets"].map(" ; ".join),
            "licences": places["licences"].map(" ; ".join),
        }
    )
    untold = dict.fromkeys((column for column in NATIONAL if column not in known), "")
    return known.assign(**untold)[[*NATIONAL, *OURS]]


def write(places: pd.DataFrame, suffix: str) -> bytes:
    """Write places.

    Parameters
    ----------
    places
        From `Merged.places`.
    suffix
        `csv` (comma, decimal point, UTF-8 with its mark, as the schema asks), `geojson` or `parquet` (EPSG:4326).

    Returns
    -------
    bytes

    Raises
    ------
    ExportError
        Nothing is written in that format.
    """
    table = in_national_schema(places)
    if suffix == "csv":
        texts = [column for column in table.columns if column not in {"latitude", "longitude"}]
        safe = table.assign(**{column: table[column].astype(str).map(neutralise) for column in texts})
        return str(safe.to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig")
    if suffix not in MEDIA:
        raise ExportError(
            say("Format inconnu : « {suffix} ». Formats : {media}.", suffix=suffix[:40], media=", ".join(MEDIA))
        )
    points = gpd.points_from_xy(table["longitude"], table["latitude"], crs="EPSG:4326")
    known = table["latitude"].notna().to_numpy()
    frame = gpd.GeoDataFrame(table.drop(columns=["latitude", "longitude"]), geometry=points)
    frame.loc[~known, "geometry"] = None
    if suffix == "geojson":
        return json.dumps(json.loads(frame.to_json(drop_id=True)), ensure_ascii=False).encode()
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()
