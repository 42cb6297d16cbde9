"""Finding a dataset, and writing its declaration."""

import tomllib

import pytest
from published import as_json
from pydantic import ValidationError

from citeoscope.catalogue.source import Source
from citeoscope.errors import ServiceError
from pipelines.discover import Found, address_of, discover, is_datagouv, search_datagouv
from pipelines.skeleton import TABULAR, _toml, identifier, licence_of, of_datagouv, skeleton

ENTRY = {
    "dataset_id": "fablabs-d-ile-de-france",
    "fields": [
        {"name": "nom_du_lieu", "label": "Nom du lieu", "type": "text"},
        {"name": "code_insee", "label": "Code Insee", "type": "text"},
        {"name": "surface", "label": "Surface (m²)", "type": "double"},
        {"name": "e_mail", "label": "E-mail", "type": "text"},
        {"name": "geo_shape", "label": "Contour", "type": "geo_shape"},
        {"name": "geo_point_2d", "label": "Position", "type": "geo_point_2d"},
    ],
    "metas": {
        "default": {
            "title": "Fablabs\u001b d'Île-de-France",
            "description": "<p>Les fablabs\n« franciliens »</p>",
            "publisher": "Région",
            "license": "Licence Ouverte v2.0 (Etalab)",
            "modified": "2026-03-01T00:00:00+00:00",
            "records_count": 12,
        }
    },
}


def test_a_portal_is_searched(replay, door):
    replay.answers = lambda *_: as_json({"total_count": 1, "results": [ENTRY]})
    assert discover(replay.base, "fablab", door) == (
        Found(
            "fablabs-d-ile-de-france",
            "Fablabs d'Île-de-France",
            "Licence Ouverte v2.0 (Etalab)",
            12,
            "2026-03-01T00:00:00+00:00",
            f"{replay.base}/explore/dataset/fablabs-d-ile-de-france/",
        ),
    )


def test_data_gouv_is_searched(replay, door):
    entry = {"id": "5f0", "slug": "tiers-lieux", "title": "Tiers-lieux", "license": "lov2", "last_update": "2026-09-02"}
    replay.answers = lambda *_: as_json({"data": [entry], "total": 1, "next_page": None})
    (found,) = search_datagouv(replay.base, "tiers lieux", door)
    assert (found.id, found.licence, found.records) == ("tiers-lieux", "lov2", None)
    assert replay.asked[0][1] == "/api/1/datasets/?q=tiers+lieux&page_size=50"


def test_portals_are_told_apart():
    assert is_datagouv("data.gouv.fr")
    assert is_datagouv("https://www.data.gouv.fr/")
    assert not is_datagouv("data.iledefrance.fr")
    assert address_of("data.iledefrance.fr/") == "https://data.iledefrance.fr"


def test_a_portal_of_another_kind_is_refused(replay, door):
    replay.answers = lambda *_: as_json({"help": "CKAN"})
    with pytest.raises(ServiceError, match="results"):
        discover(replay.base, "fablab", door)


def test_a_declaration_is_written(replay, door):
    replay.answers = lambda *_: as_json(ENTRY)
    source_id, text = skeleton(replay.base, "fablabs-d-ile-de-france", door)
    with pytest.raises(ValidationError, match="unit"):
        Source.model_validate(tomllib.loads(text))
    source = Source.model_validate(tomllib.loads(text.replace('unit = ""', 'unit = "m²"')))
    assert source.id == source_id == "fablabs_d_ile_de_france"
    assert (source.kind, source.licence, source.vintage) == ("points", "Licence Ouverte 2.0", "2026")
    assert source.live.base == replay.base
    assert source.description == "Les fablabs « franciliens »"
    assert {column.name: column.published for column in source.columns} == {
        "name": "nom_du_lieu",
        "commune_code": "code_insee",
        "surface": "surface",
        "geometry": "geo_point_2d",
    }
    assert "e_mail" not in text


def test_a_declaration_of_data_gouv(replay, door):
    dataset = {
        "title": "Logements",
        "license": "notspecified",
        "organization": {"name": "Ministère"},
        "page": "https://www.data.gouv.fr/datasets/logements/",
        "resources": [
            {"id": "pdf", "format": "pdf", "type": "main", "last_modified": "2027"},
            {"id": "r1", "format": "csv", "type": "main", "last_modified": "2026-01-01"},
        ],
    }
    profile = {"profile": {"header": ["CODGEO_25", "pp_total"], "columns": {"pp_total": {"python_type": "int"}}}}
    replay.answers = lambda path, *_: as_json(profile if path.endswith("/profile/") else dataset)
    text = _toml("logements", of_datagouv(replay.base, f"{replay.base}/api", "logements", door))
    declared = tomllib.loads(text)
    assert declared["live"] == {"service": "datagouv", "dataset": "logements", "resource": "r1"}
    assert [column["name"] for column in declared["columns"]] == ["code", "pp_total"]
    assert declared["licence"] == ""
    assert "« notspecified »" in text
    dataset["resources"] = dataset["resources"][:1]
    with pytest.raises(ServiceError, match="aucun fichier"):
        of_datagouv(replay.base, TABULAR, "logements", door)


@pytest.mark.parametrize(
    ("published", "licence"),
    [
        ("Licence Ouverte v2.0 (Etalab)", "Licence Ouverte 2.0"),
        ("lov2", "Licence Ouverte 2.0"),
        ("Open Licence v1.0", "Licence Ouverte"),
        ("fr-lo", "Licence Ouverte"),
        ("Open Database License (ODbL)", "ODbL 1.0"),
        ("odc-odbl", "ODbL 1.0"),
        ("CC-BY-NC", ""),
        ("", ""),
    ],
)
def test_licences_are_recognised(published, licence):
    assert licence_of(published) == licence


def test_identifiers():
    assert identifier("Données-2026 (été)") == "donnees_2026_ete"
    assert identifier("2026") == "jeu_2026"
