"""Places are read with their position, its precision and the scope of their list; defects are all told."""

import pandas as pd
import pytest

from citeoscope.coverage import candidates, places, published
from citeoscope.errors import CoverageError, UnknownDatasetError


def test_the_census_of_tiers_lieux_is_read_whole(embedded):
    found = published(embedded, "tiers_lieux_2019", "tiers-lieu")
    rows = embedded.read("tiers_lieux_2019")
    assert len(found) + found.without_position == len(rows) == 1512
    assert found.without_position == rows.geometry.isna().sum() == 3
    assert found.approximate == (rows["precision"] == "commune").sum() == 121
    assert found.sources == (embedded.source("tiers_lieux_2019").text,)
    assert found.scope_label == "France métropolitaine"


def test_a_place_known_by_its_commune_stands_inside_it(embedded):
    found = published(embedded, "france_services", "France services")
    rows = embedded.read("france_services")
    lost = rows[rows.geometry.isna() & rows["commune_code"].notna()]
    placed = found.frame.set_index("id").reindex(lost["id"]).dropna(subset=["latitude"])
    assert len(placed) > 0
    assert (placed["precision"] == "commune").all()
    outlines = embedded.read("contours_communes").set_index("code").geometry
    for row in placed.itertuples():
        west, south, east, north = outlines[row.commune_code].bounds
        assert west < row.longitude < east
        assert south < row.latitude < north


@pytest.mark.parametrize(("kind", "count"), [("stations", 942), ("communes", 1266), ("france_services", 182)])
def test_candidates_are_those_of_the_territory(embedded, kind, count):
    found = candidates(embedded, "region:11", kind)
    assert len(found) == count
    assert set(found.frame["commune_code"]) <= set(embedded.perimeter("region:11").codes)


def test_communes_without_outline_are_no_candidates_and_are_counted(embedded):
    found = candidates(embedded, "commune:15031+commune:15187", "communes")
    assert (len(found), found.without_position) == (1, 1)


def test_all_defects_of_a_table_are_told_at_once():
    table = pd.DataFrame(
        {"name": ["A", "B", "C", "D"], "latitude": [48.8, "x", 480, None], "longitude": [2.3, 2.3, 999.5, 2.3]}
    )
    with pytest.raises(CoverageError) as told:
        places(table, "lieu")
    lines = str(told.value).splitlines()
    assert lines[1:] == [
        "- ligne 2 (B) : latitude « x »",
        "- ligne 3 (C) : latitude « 480 »",
        "- ligne 3 (C) : longitude « 999.5 »",
    ]


def test_a_place_without_coordinates_is_counted_not_refused():
    table = pd.DataFrame({"name": ["A", "B"], "latitude": [48.8, None], "longitude": [2.3, 2.3]})
    found = places(table, "lieu")
    assert (len(found), found.without_position) == (1, 1)


def test_missing_columns_and_other_datasets_are_refused(embedded):
    with pytest.raises(CoverageError, match="il manque la colonne latitude, longitude"):
        places(pd.DataFrame({"name": ["A"]}), "lieu")
    with pytest.raises(CoverageError, match="« filosofi » n’est pas un jeu de points"):
        published(embedded, "filosofi", "lieu")
    with pytest.raises(UnknownDatasetError):
        published(embedded, "inconnu", "lieu")
    with pytest.raises(CoverageError, match="Candidats inconnus : « mairies »"):
        candidates(embedded, "region:11", "mairies")
