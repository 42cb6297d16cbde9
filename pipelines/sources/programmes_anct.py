"""National programmes of the ANCT: one row per programme, territory, and commune or EPCI listed."""

import re
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

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
_SIREN = 9
_PLACE = re.compile(r"\s*(?P<name>.+?)\s*\((?P<code>\d{9}|\d[\dAB]\d{3})\)\s*(?:;|$)")


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read all programmes; a geometry with several points is kept whole, the harmonise step picks the commune's own."""
    rows, unread, nowhere, rows_in = [], [], [], 0
    for path in paths:
        key = path.stem.removeprefix("anct_")
        for source in read_geojson(path, _COLUMNS).itertuples(index=False):
            rows_in += 1
            nowhere += [source.ids] if source.geometry is None else []
            places = [(match["name"], match["code"]) for match in _PLACE.finditer(source.places or "")]
            if not places:
                unread.append(f"{source.ids} : {source.places}")
            for territory_id, label in zip(source.ids.split(" ; "), source.labels.split(" ; "), strict=True):
                own = [place for place in places if place[0] == label] or places or [(None, None)]
                rows += [
                    _row(key, territory_id, label, code) | _spot(name, code, source.geometry) for name, code in own
                ]
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")
    return noted(
        frame,
        rows_in=rows_in,
        defects=[
            defect("liste_illisible", "Liste de territoires illisible.", unread, column="liste_geo"),
            defect("sans_position", "Position vide : gardée dans sa commune.", nowhere, column="geometry"),
        ],
    )


def _spot(name: str | None, code: str | None, geometry: BaseGeometry | None) -> dict[str, object]:
    if code is None or len(code) == _SIREN:
        return {"commune_code": None, "commune_name": None, "precision": "none", "geometry": None}
    return {"commune_code": code, "commune_name": name, "precision": "commune", "geometry": geometry}


def _row(key: str, territory_id: str, label: str, code: str | None) -> dict[str, object]:
    return {
        "id": f"{territory_id}:{code or ''}",
        "name": label,
        "category": _PROGRAMMES.get(key, key),
        "programme": key,
        "programme_name": _PROGRAMMES.get(key, key),
        "territory_id": territory_id,
        "label": label,
        "target_level": None if code is None else "epci" if len(code) == _SIREN else "commune",
        "target_code": code,
    }
