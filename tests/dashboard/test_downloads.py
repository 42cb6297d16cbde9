"""The open API of the datasets, asked as any program would."""

import io

import geopandas as gpd
import pandas as pd
import pytest
from addressed import get


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("gpkg", "application/geopackage+sqlite3"),
        ("geojson", "application/geo+json"),
        ("parquet", "application/vnd.apache.parquet"),
    ],
)
def test_a_dataset_is_downloaded_for_a_perimeter(suffix, kind):
    answer = get(f"donnees/filosofi.{suffix}", "territoire=epci:200068369")
    assert answer.status == 200
    assert answer.headers["content-type"] == kind
    name = f"filosofi_cc-de-mirecourt-dompaire_2021.{suffix}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_a_download_holds_the_perimeter_asked_for_and_france_when_none_is():
    one = gpd.read_parquet(io.BytesIO(get("donnees/tiers_lieux_2019.parquet", "territoire=commune:59350").body))
    assert set(one["commune_code"]) == {"59350"}
    everything = gpd.read_parquet(io.BytesIO(get("donnees/tiers_lieux_2019.parquet").body))
    assert len(everything) == 1512


def test_an_expression_with_a_plus_sign_is_understood():
    answer = get("donnees/populations_legales.csv", "territoire=commune:92050+commune:88160")
    assert len(pd.read_csv(io.BytesIO(answer.body), sep=";")) == 2


@pytest.mark.parametrize(
    ("path", "query", "status", "words"),
    [
        ("donnees/filosofie.csv", "", 404, "Jeu de données inconnu : « filosofie »"),
        ("donnees/filosofi.shp", "", 404, "Format inconnu : « shp ». Formats : xlsx, csv"),
        ("donnees/filosofi", "", 404, "Format inconnu"),
        ("donnees/filosofi.csv", "territoire=region:99", 400, "« region:99 » n’existe pas"),
        ("donnees/filosofi.csv", "territoire=<script>", 400, "Territoire illisible"),
        ("donnees/filosofie/defauts.csv", "", 404, "Jeu de données inconnu"),
        ("donnees/filosofie/dictionnaire.csv", "", 404, "Jeu de données inconnu"),
        ("donnees/filosofie/tailles.json", "", 404, "Jeu de données inconnu"),
        ("donnees/filosofie.jsonld", "", 404, "Jeu de données inconnu"),
    ],
)
def test_what_cannot_be_answered_is_explained(path, query, status, words):
    answer = get(path, query)
    assert answer.status == status
    assert words in answer.json()["erreur"]


def test_a_file_that_did_not_change_is_not_sent_again():
    first = get("donnees/ept.csv", "territoire=region:11")
    again = get("donnees/ept.csv", "territoire=region:11", [(b"if-none-match", first.headers["etag"].encode())])
    assert (first.status, again.status, again.body) == (200, 304, b"")


def test_the_sizes_are_those_of_the_files():
    sizes = get("donnees/filosofi/tailles.json", "territoire=epci:200068369").json()
    assert sizes["lignes"] == 76
    for suffix, size in sizes["formats"].items():
        body = get(f"donnees/filosofi.{suffix}", "territoire=epci:200068369").body
        assert size["exact"]
        assert abs(size["octets"] - len(body)) <= 16


def test_the_size_of_a_large_file_is_estimated_and_close():
    size = get("donnees/programmes_anct/tailles.json").json()["formats"]["csv"]
    assert not size["exact"]
    assert size["octets"] == pytest.approx(len(get("donnees/programmes_anct.csv").body), rel=0.1)


def test_the_defects_are_downloaded_under_french_headings():
    table = pd.read_csv(io.BytesIO(get("donnees/tiers_lieux_2019/defauts.csv").body), sep=";", encoding="utf-8-sig")
    assert list(table) == ["ligne", "colonne", "règle", "valeur", "constat", "nombre"]
    assert len(table)


def test_the_dictionary_is_downloaded():
    table = pd.read_csv(io.BytesIO(get("donnees/filosofi/dictionnaire.csv").body), sep=";", encoding="utf-8-sig")
    assert table["Libellé"].notna().all()


def test_the_catalogue_is_json_ld():
    answer = get("catalogue.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert {node["@type"] for node in answer.json()["dcat:dataset"]} == {"dcat:Dataset"}
    assert get("donnees/filosofi.jsonld").json()["dct:identifier"] == "filosofi"
