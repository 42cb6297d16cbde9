"""What the replayed services of the census and of Lille may say otherwise than they did."""

import re

import pytest
from answers import ANSWERS

from citeoscope.store import Store


def rules(root, source_id):
    return {item.rule: item.count for item in Store(root).manifest(source_id).defects}


def test_periods_that_are_not_crossed_with_the_type_are_named(root, refresh):
    rows = [row for row in ANSWERS["logement_periodes"].rows if row["TDW"] == "_T" or row["BUILD_END"] != "Y_LT1919"]
    error = str(refresh("logement_periodes", root, rows).failures["logement_periodes"])
    assert "houses_before_1919" in error
    assert "TDW=1, BUILD_END=Y_LT1919" in error


@pytest.mark.parametrize(
    ("kind", "column"), [("_T", "main_residences_dated"), ("1", "main_residences_1946_1970")], ids=["periods", "types"]
)
def test_parts_that_do_not_make_their_total_are_said(kind, column, root, refresh):
    wrong = {"GEO": "2026-COM-92050", "TDW": kind, "BUILD_END": "Y1946T1970"}
    rows = [
        {**row, "value": 5000.0} if wrong.items() <= row.items() else row for row in ANSWERS["logement_periodes"].rows
    ]
    assert refresh("logement_periodes", root, rows).failures == {}
    found = [item for item in Store(root).manifest("logement_periodes").defects if item.rule == "total_différent"]
    assert [(item.column, item.count) for item in found] == [(column, 1)]


def test_more_active_than_inhabitants_is_said(root, refresh):
    rows = [
        {**row, "value": 10.0} if row["GEO"].endswith("92050") and row["EMPSTA_ENQ"] == "_T" else row
        for row in ANSWERS["activite"].rows
    ]
    assert refresh("activite", root, rows).failures == {}
    assert rules(root, "activite") == {"total_différent": 1}


def test_a_station_out_of_service_is_left_aside_and_said(root, refresh):
    assert refresh("stations_vlille", root).failures == {}
    found = rules(root, "stations_vlille")
    assert (found["retirée"], found["sans_position"]) == (1, 1)


def test_positions_in_another_system_are_refused(root, refresh):
    rows = [
        {**row, "_geometry": row["_geometry"] and {**row["_geometry"], "@srs": "EPSG:2154"}}
        for row in ANSWERS["stations_vlille"].rows
    ]
    error = str(refresh("stations_vlille", root, rows).failures["stations_vlille"])
    assert re.search("EPSG:2154.*EPSG:4326", error)
