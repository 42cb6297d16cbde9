"""Datasets that leave the product: read again, they are the rows of the store, and they say where they come from."""

import io
import json
import warnings
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from python_calamine import CalamineWorkbook

from citeoscope.errors import ExportError, UnknownDatasetError, UnknownTerritoryError
from citeoscope.exports.extract import extract, slug
from citeoscope.exports.formats import FORMATS, export
from citeoscope.exports.tables import dictionary_csv, to_csv, to_xlsx
from citeoscope.store import Stale
from citeoscope.territory.levels import Level

MIRECOURT = "epci:200068369"
HOSTILE = ["=1+1", "<img src=x onerror=alert(1)>", "@SUM(A1)", 'Le Bœuf, « l’ancien »; "fin"']


@pytest.fixture
def stored(embedded):
    """The rows of the store for the 76 communes of Mirecourt-Dompaire."""
    codes = embedded.perimeter(MIRECOURT).codes
    frame = embedded.read("filosofi")
    return frame[frame["code"].isin(codes)].reset_index(drop=True)


def opened(file):
    if file.name.endswith(".parquet"):
        return gpd.read_parquet(io.BytesIO(file.content))
    with warnings.catch_warnings(action="ignore"):  # a GeoPackage in memory has no suffix
        return gpd.read_file(io.BytesIO(file.content))


@pytest.mark.parametrize("suffix", ["parquet", "gpkg", "geojson"])
def test_a_geographic_file_holds_the_rows_of_the_store_on_their_outlines(embedded, stored, suffix):
    frame = opened(export(embedded, "filosofi", MIRECOURT, suffix))
    same = pd.DataFrame(frame.drop(columns=["geometry", "commune_name"]))
    pd.testing.assert_frame_equal(same, stored, check_dtype=False)
    assert frame.crs.to_epsg() == 4326
    outlines = embedded.outlines(Level.COMMUNE).reindex(frame["code"])
    expected = gpd.GeoSeries(outlines.to_numpy(), crs=4326).normalize()
    assert frame.geometry.normalize().geom_equals_exact(expected, 1e-6).all()
    assert frame.set_index("code").loc["88304", "commune_name"] == "Mirecourt"


def test_the_csv_holds_the_rows_of_the_store(embedded, stored):
    content = export(embedded, "filosofi", MIRECOURT, "csv").content
    frame = pd.read_csv(io.BytesIO(content), sep=";", decimal=",", dtype={"code": str}, encoding="utf-8-sig")
    same = frame[stored.columns.tolist()]
    pd.testing.assert_frame_equal(same, stored, check_dtype=False)
    assert set(frame["source"]) == {"Insee, Revenus et pauvreté des ménages (Filosofi), 2021"}
    assert set(frame["licence"]) == {"Licence Ouverte 2.0"}
    assert set(frame["millesime"]) == {2021}
    assert set(frame["recupere_le"]) == {embedded.store.manifest("filosofi").retrieved_at[:10]}


def test_the_workbook_holds_the_rows_the_dictionary_and_the_source(embedded, stored):
    book = CalamineWorkbook.from_filelike(io.BytesIO(export(embedded, "filosofi", MIRECOURT, "xlsx").content))
    assert book.sheet_names == ["Données", "Dictionnaire", "Source"]
    head, *rows = book.get_sheet_by_name("Données").to_python()
    frame = pd.DataFrame(rows, columns=head).replace("", None)[stored.columns.tolist()]
    pd.testing.assert_frame_equal(frame, stored.astype(object).where(stored.notna(), None), check_dtype=False)
    words = {row[0]: row for row in book.get_sheet_by_name("Dictionnaire").to_python()}
    assert words["median_income_eur"][1:3] == ["Médiane du niveau de vie", "€"] or words["median_income_eur"][2] == "€"
    assert "secret : secret statistique" in words["median_income_eur_status"][3]
    said = {row[0]: str(row[1]) for row in book.get_sheet_by_name("Source").to_python()}
    assert said["Producteur"] == "Insee"
    assert said["Licence"] == "Licence Ouverte 2.0"
    assert said["Texte de la licence"].startswith("https://")
    assert said["Récupéré le"] == embedded.store.manifest("filosofi").retrieved_at[:10]
    assert said["Support"] == "fichier publié, copie locale"
    assert said["À savoir"]


def test_a_value_under_statistical_secrecy_is_empty_and_named_in_every_format(embedded, stored):
    secret = stored.loc[stored["median_income_eur_status"] == "secret", "code"].tolist()
    assert secret
    for suffix in ("parquet", "gpkg", "geojson"):
        frame = opened(export(embedded, "filosofi", MIRECOURT, suffix)).set_index("code").loc[secret]
        assert frame["median_income_eur"].isna().all()
        assert set(frame["median_income_eur_status"]) == {"secret"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_dataset_leaves_in_every_format(embedded, suffix):
    for dataset in embedded.store.datasets:
        file = export(embedded, dataset, "ept:200057982", suffix)
        assert file.content
        assert file.name.isascii()
        assert file.name.endswith(f".{suffix}")
        assert " " not in file.name


def test_each_geographic_file_says_inside_where_it_comes_from(embedded):
    expected = {"Producteur": "Insee", "Licence": "Licence Ouverte 2.0", "Millésime": "2021"}
    parquet = export(embedded, "filosofi", MIRECOURT, "parquet").content
    inside = json.loads(pq.read_schema(io.BytesIO(parquet)).metadata[b"citeoscope"])
    assert inside["provenance"].items() >= expected.items()
    assert "IGN" in inside["provenance"]["Contours"]
    collection = json.loads(export(embedded, "filosofi", MIRECOURT, "geojson").content)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert collection["citeoscope"].items() >= expected.items()
    package = export(embedded, "filosofi", MIRECOURT, "gpkg").content
    with warnings.catch_warnings(action="ignore"):
        layer = pyogrio.read_info(package)
    assert layer["layer_name"] == "filosofi"
    assert layer["layer_metadata"].items() >= expected.items()
    assert "Licence : Licence Ouverte 2.0" in layer["layer_metadata"]["DESCRIPTION"]
    assert "€" in layer["layer_metadata"]["colonne median_income_eur"]


def test_a_geopackage_leaves_no_file_behind(embedded, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    file = export(embedded, "filosofi", MIRECOURT, "gpkg")
    assert not list(tmp_path.iterdir())
    saved = tmp_path / file.name
    saved.write_bytes(file.content)
    assert len(gpd.read_file(saved)) == 76


@pytest.fixture
def hostile(embedded):
    """Tiers-lieux whose names come from a person who means harm."""
    taken = extract(embedded, "tiers_lieux_2019", "departement:59")
    rows = taken.rows.head(len(HOSTILE)).copy()
    rows["name"] = HOSTILE
    return replace(taken, rows=rows)


def test_a_cell_that_starts_a_formula_never_leaves_as_one(hostile):
    frame = pd.read_csv(io.BytesIO(to_csv(hostile)), sep=";", encoding="utf-8-sig")
    assert frame["name"].tolist() == ["'=1+1", HOSTILE[1], "'@SUM(A1)", HOSTILE[3]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(hostile)))
    head, *rows = book.get_sheet_by_name("Données").to_python()
    assert [row[head.index("name")] for row in rows] == ["'=1+1", HOSTILE[1], "'@SUM(A1)", HOSTILE[3]]
    assert [row[head.index("latitude")] for row in rows] == pytest.approx(hostile.rows.geometry.y.tolist())


@pytest.mark.parametrize("suffix", ["parquet", "gpkg", "geojson"])
def test_a_hostile_text_comes_back_as_it_was_written(embedded, hostile, suffix):
    content = FORMATS[suffix].write(embedded, hostile)
    with warnings.catch_warnings(action="ignore"):
        frame = gpd.read_parquet(io.BytesIO(content)) if suffix == "parquet" else gpd.read_file(io.BytesIO(content))
    assert frame["name"].tolist() == HOSTILE


def test_points_are_those_of_the_perimeter(embedded):
    taken = extract(embedded, "tiers_lieux_2019", "commune:59350")
    assert len(taken.rows)
    assert set(taken.rows["commune_code"]) == {"59350"}


def test_rows_without_a_commune_are_only_in_the_file_of_france_and_it_is_said(embedded):
    whole = extract(embedded, "tiers_lieux_2019", "france")
    assert whole.rows["commune_code"].isna().any()
    assert "rattachées à aucune commune" in whole.provenance["Lignes retenues"]
    part = extract(embedded, "tiers_lieux_2019", "region:11")
    assert part.rows["commune_code"].notna().all()
    assert "que dans le fichier de la France" in part.provenance["Lignes retenues"]


def test_a_table_of_several_levels_keeps_the_territories_that_have_a_commune_there(embedded):
    taken = extract(embedded, "filosofi_territoires", MIRECOURT)
    assert set(zip(taken.rows["level"], taken.rows["code"], strict=True)) == {
        ("epci", "200068369"),
        ("departement", "88"),
        ("region", "44"),
        ("france", "FR"),
    }
    assert "CC de Mirecourt Dompaire" in set(taken.rows["name"])
    located, _ = taken.located(embedded)
    assert located.geometry.notna().all()


def test_a_commune_without_outline_has_no_geometry_and_borrows_none(embedded):
    located, _ = extract(embedded, "populations_legales", "commune:15031").located(embedded)
    assert located.geometry.isna().tolist() == [True]


def test_the_share_alike_licence_is_said_in_its_own_file(embedded):
    file = export(embedded, "budget_participatif_paris", "commune:75056", "csv")
    frame = pd.read_csv(io.BytesIO(file.content), sep=";", encoding="utf-8-sig")
    assert set(frame["licence"]) == {"ODbL 1.0"}


def test_what_is_computed_says_from_whom_and_under_which_licence(embedded):
    said = extract(embedded, "contours_epci", MIRECOURT).provenance
    assert said["Producteur"].startswith("Citéoscope, d’après ")
    assert said["Licence"] == "Licence Ouverte 2.0"


def test_a_failed_refresh_follows_the_rows(embedded, monkeypatch):
    stale = Stale(since="2026-11-24T08:00:00+00:00", reason="le service ne répond pas")
    monkeypatch.setitem(embedded.store._stale, "filosofi", stale)
    frame = pd.read_csv(io.BytesIO(export(embedded, "filosofi", MIRECOURT, "csv").content), sep=";")
    assert "en échec le 24/11/2026 : le service ne répond pas." in frame["avertissement"][0]


def test_the_dictionary_of_a_dataset_has_every_column(embedded):
    content = dictionary_csv(extract(embedded, "filosofi", MIRECOURT))
    table = pd.read_csv(io.BytesIO(content), sep=";", encoding="utf-8-sig")
    assert set(embedded.read("filosofi").columns) <= set(table["Colonne"])
    assert table["Libellé"].notna().all()


@pytest.mark.parametrize(
    ("territory", "name"),
    [
        ("commune:92050", "filosofi_nanterre-92050_2021.csv"),
        ("epci:200093201", "filosofi_metropole-europeenne-de-lille_2021.csv"),
        ("epci:200068369+commune:88160", "filosofi_cc-de-mirecourt-dompaire-plus-epinal_2021.csv"),
    ],
)
def test_a_file_is_named_after_what_it_holds(embedded, territory, name):
    assert export(embedded, "filosofi", territory, "csv").name == name


def test_a_name_that_has_no_letter_still_names_a_file():
    assert slug("…/..\\") == "sans-nom"
    assert Path(slug("../../etc/passwd")).name == slug("../../etc/passwd")


def test_what_does_not_exist_is_explained(embedded):
    with pytest.raises(UnknownDatasetError, match="Jeux disponibles"):
        export(embedded, "filosofie", MIRECOURT, "csv")
    with pytest.raises(UnknownTerritoryError, match="n’existe pas"):
        export(embedded, "filosofi", "commune:99999", "csv")
    with pytest.raises(ExportError, match=r"Formats : xlsx, csv, gpkg, geojson, parquet\."):
        export(embedded, "filosofi", MIRECOURT, "shp")
