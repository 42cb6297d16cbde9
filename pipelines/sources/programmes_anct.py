"""National programmes of the ANCT: one row per programme, territory, and commune or EPCI listed."""

import re
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from pipelines.notes import defect, noted
from pipelines.reading import read_geojson

_PROGRAMMES = {
    "action_coeur_de_ville": "Action cœur de ville",
    "cites_de_l_emploi": "Cités de l’emploi",
    "cites_educatives": "Cités éducatives",
    "petites_villes_de_demain": "Petites villes de demain",
    "projets_appui_operationnel": "Projets d’appui opérationnel",
    "territoires_industrie": "Territoires d’industrie",
    "villages_avenir": "Villages d’avenir",
}
_COLUMNS = {"id_territoire": "ids", "lib_territoire": "labels", "liste_geo": "places"}
_PLACE = re.compile(r"\s*(?P<name>.+?)\s*\((?P<code>\d{9}|\d[\dAB]\d{3})\)\s*(?:;|$)")


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read all programmes; a geometry with several points is kept whole, the harmonise step picks the commune's own."""
    rows, unread, rows_in = [], [], 0
    for path in paths:
        key = path.stem.removeprefix("anct_")
        for source in read_geojson(path, _COLUMNS).itertuples(index=False):
            rows_in += 1
            places = [(match["name"], match["code"]) for match in _PLACE.finditer(source.places or "")]
            if not places:
                unread.append(f"{source.ids} : {source.places}")
            for territory_id, label in zip(source.ids.split(" ; "), source.labels.split(" ; "), strict=True):
                own = [place for place in places if place[0] == label] or places or [(None, None)]
                rows += [_row(key, territory_id, label, name, code, source.geometry) for name, code in own]
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")
    return noted(frame, rows_in=rows_in, defects=[defect("liste_illisible", "Liste de territoires illisible.", unread, column="liste_geo")])


def _row(key: str, territory_id: str, label: str, name: str | None, code: str | None, geometry: object) -> dict[str, object]:
    commune = code if code and len(code) == 5 else None  # noqa: PLR2004 - the length of a commune code
    return {
        "id": f"{territory_id}:{code or ''}",
        "name": label,
        "category": _PROGRAMMES.get(key, key),
        "commune_code": commune,
        "commune_name": name if commune else None,
        "precision": "commune" if commune else "none",
        "programme": key,
        "programme_name": _PROGRAMMES.get(key, key),
        "territory_id": territory_id,
        "label": label,
        "target_level": "commune" if commune else "epci" if code else None,
        "target_code": code,
        "geometry": geometry if commune and pd.notna(geometry) else None,
    }
