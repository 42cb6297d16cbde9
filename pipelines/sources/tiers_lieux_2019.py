"""Tiers-lieux listed by the Mission Coworking; contact columns are never read."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from pipelines.notes import defect, noted
from pipelines.reading import read_csv
from pipelines.websites import NOT_A_SITE, websites

_COLUMNS = {
    "ID": "id",
    "NOM_TL": "name",
    "TYPO": "category",
    "INSEECOM": "commune_code",
    "NOMCOM": "commune_name",
    "COMINIT": "commune_asked",
    "ADRESSE": "address",
    "WEB": "website",
    "PRECISION": "precision_score",
    "LAT": "lat",
    "LONG": "lon",
}
_CATEGORIES = {"Tiers lieux à dominante coworking": "coworking", "Tiers lieux à dominante fablab": "fablab"}


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the places; the geocoder's score gives the precision of each point."""
    frame = read_csv(paths, _COLUMNS)
    site, unread = websites(frame["website"])
    score = pd.to_numeric(frame["precision_score"], errors="coerce")
    odd = score > 1
    score = score.mask(odd)
    precision = pd.cut(score, [-1, 0.6, 0.8, 1], right=False, labels=["commune", "street", "address"]).astype("object")
    twins = frame["name"].duplicated()
    points = gpd.points_from_xy(pd.to_numeric(frame["lon"]), pd.to_numeric(frame["lat"]), crs="EPSG:4326")
    frame = frame.assign(
        category=frame["category"].map(_CATEGORIES).fillna("non précisé"),
        commune_name=frame["commune_name"].fillna(frame["commune_asked"]),
        website=site,
        precision_score=score,
        precision=precision.where(score.notna(), "street"),
    ).drop(columns=["lat", "lon", "commune_asked"])
    return noted(
        gpd.GeoDataFrame(frame, geometry=points),
        rows_in=len(frame),
        defects=[
            defect(
                "donnée_personnelle",
                NOT_A_SITE,
                column="website",
                count=int(unread.sum()),
            ),
            defect(
                "note_hors_échelle",
                "Note de géocodage au-dessus de 1 : effacée.",
                score.index[odd] + 2,
                column="precision_score",
            ),
            defect(
                "nom_répété",
                "Noms portés par plusieurs lieux : gardés, à vérifier.",
                frame.loc[twins, "name"],
                column="name",
            ),
        ],
    )
