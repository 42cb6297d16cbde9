"""The census of tiers-lieux of 2019, saved in every way a town hall may save it: the same 1,512 places each time."""

import io
import json
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import xlsxwriter

PLACES = 1512


def workbook(frame):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        notes = book.add_worksheet("Lisez-moi")
        notes.write_row(0, 0, ["Recensement 2019", "à vérifier"])
        sheet = book.add_worksheet("Lieux")
        sheet.write_row(0, 0, list(frame))
        for place, row in enumerate(frame.itertuples(index=False), start=1):
            for column, (name, cell) in enumerate(zip(frame, row, strict=True)):
                # A spreadsheet makes numbers of codes and coordinates.
                numeric = name in {"ID", "LAT", "LONG"} or (name == "INSEECOM" and cell.isdigit())
                if cell and numeric:
                    sheet.write_number(place, column, float(cell))
                elif cell:
                    sheet.write_string(place, column, cell)
    return out.getvalue()


def geojson(frame):
    features = [
        {
            "type": "Feature",
            "properties": {key: value for key, value in row.items() if key not in {"LAT", "LONG"}},
            "geometry": {"type": "Point", "coordinates": [float(row["LONG"]), float(row["LAT"])]}
            if row["LAT"]
            else None,
        }
        for row in frame.to_dict("records")
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def lambert(frame):
    there = frame["LAT"] != ""
    points = gpd.GeoSeries.from_xy(
        frame.loc[there, "LONG"].astype(float), frame.loc[there, "LAT"].astype(float), crs=4326
    )
    metres = points.to_crs(2154)
    out = frame.drop(columns=["LAT", "LONG"]).assign(X="", Y="")
    out.loc[there, "X"] = [f"{value:.2f}".replace(".", ",") for value in metres.x]
    out.loc[there, "Y"] = [f"{value:.2f}".replace(".", ",") for value in metres.y]
    return out.to_csv(index=False, sep=";").encode()


def swapped(frame):
    return frame.rename(columns={"LAT": "X", "LONG": "Y"}).to_csv(index=False).encode()


def packed(frame, driver, suffix):
    points = gpd.points_from_xy(pd.to_numeric(frame["LONG"]), pd.to_numeric(frame["LAT"]), crs=4326)
    shapes = gpd.GeoDataFrame(frame.drop(columns=["LAT", "LONG"]), geometry=points)
    out = io.BytesIO()
    shapes.to_file(out, driver=driver)
    return out.getvalue()


FORMS = {
    "csv": lambda frame: frame.to_csv(index=False).encode(),
    "windows": lambda frame: frame.to_csv(index=False, sep=";").encode("cp1252", "replace"),
    "tabs, utf-16": lambda frame: frame.to_csv(index=False, sep="\t").encode("utf-16"),
    "xlsx": workbook,
    "geojson": geojson,
    "json": lambda frame: frame.to_json(orient="records").encode(),
    "gpkg": lambda frame: packed(frame, "GPKG", ".gpkg"),
    "lambert-93": lambert,
    "swapped": swapped,
    "one column": lambda frame: (
        frame.assign(coordonnees=np.where(frame["LAT"] != "", frame["LAT"] + ", " + frame["LONG"], ""))
        .drop(columns=["LAT", "LONG"])
        .to_csv(index=False)
        .encode()
    ),
}


@pytest.fixture(scope="module")
def expected(census):
    return census.set_index("ID")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_places_come_out_of_every_form(form, census, expected, bring):
    report = bring(FORMS[form](census))
    kept = report.rows.set_index("id")
    assert len(report.lines) == len(kept) == PLACES
    assert sorted(kept.index) == sorted(expected.index)
    expected = expected.loc[kept.index]
    names = expected["NOM_TL"].map(lambda name: " ".join(name.encode("cp1252", "replace").decode("cp1252").split()))
    assert (
        kept["nom"].map(lambda name: " ".join(name.encode("cp1252", "replace").decode("cp1252").split())) == names
    ).all()
    coded = expected["INSEECOM"] != ""
    assert (kept.loc[coded, "code_insee"] == expected.loc[coded, "INSEECOM"]).all()
    there = expected["LAT"] != ""
    assert (kept.loc[there, "precision"] == "coordinates").all()
    for own, theirs in (("latitude", "LAT"), ("longitude", "LONG")):
        apart = kept.loc[there, own].astype(float) - expected.loc[there, theirs].astype(float)
        assert apart.abs().max() < 1e-6
    assert kept.loc[~there, "precision"].isin(["commune", "none"]).all()


def test_a_sheet_of_notes_is_not_the_list(census, bring):
    report = bring(workbook(census.head(5)))
    assert any("Feuille lue : « Lieux » ; non lues : « Lisez-moi »" in remark for remark in report.remarks)
    assert report.lines["row"].tolist() == [2, 3, 4, 5, 6]


def test_a_zipped_shapefile_is_read(census, bring, tmp_path):
    frame = census[census["LAT"] != ""].head(20)
    points = gpd.points_from_xy(frame["LONG"].astype(float), frame["LAT"].astype(float), crs=4326).to_crs(2154)
    gpd.GeoDataFrame(frame[["ID", "NOM_TL", "INSEECOM"]], geometry=points).to_file(
        tmp_path / "lieux.shp", encoding="utf-8"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in tmp_path.glob("lieux.*"):
            archive.write(path, path.name)
    report = bring(out.getvalue())
    assert report.counts["imported"] == len(frame)
    assert np.allclose(report.rows["latitude"].astype(float), frame["LAT"].astype(float), atol=1e-6)


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
<name>Lieux</name><Placemark><name>La Bouée</name><description><![CDATA[Café <b>associatif</b>]]></description>
<ExtendedData><Data name="commune"><value>Mirecourt</value></Data><Data name="code_postal"><value>88500</value></Data>
</ExtendedData><Point><coordinates>6.1334,48.3017,0</coordinates></Point></Placemark></Folder></Document></kml>"""


def test_a_kml_is_read_with_its_data(bring):
    report = bring(KML.encode())
    row = report.rows.iloc[0]
    assert (row["nom"], row["code_insee"], row["precision"]) == ("La Bouée", "88304", "coordinates")
    assert row["presentation_detail"] == "Café associatif"
