"""Rows in are rows accounted for, whatever the cells hold; the same file always gives the same list."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.lists.bring import Choices, bring_in
from pipelines.lists.preview import preview
from pipelines.lists.report import OUTCOMES

SMALL = [
    "",
    "Lille",
    "Paris",
    "59350",
    "0",
    "1001.0",
    "75056",
    "48.85",
    "2,35",
    "=1",
    "06 12 34 56 78",
    "a@b.fr",
    "2018",
]
CELL = st.one_of(st.sampled_from(SMALL), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
ROWS = st.lists(st.tuples(*[CELL] * 8), min_size=1, max_size=12)
HEADERS = {
    "tiers_lieux": ["id", "nom", "adresse", "code postal", "commune", "code insee", "lat", "lon"],
    "projets": ["id", "nom", "budget", "étape", "commune", "périmètre", "date début", "coordonnées"],
}


@pytest.mark.parametrize("kind", HEADERS)
def test_every_row_has_one_outcome_and_every_place_is_somewhere_true(kind, embedded, ground, tmp_path):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(rows=ROWS)
    def check(rows):
        text = io.StringIO()
        csv.writer(text).writerows([HEADERS[kind], ["x1", "Témoin", "", "", "Lille", "", "", ""], *rows])
        seen = preview(text.getvalue().encode(), kind)
        report = bring_in(seen, "liste", embedded, tmp_path, Choices(offline=True, dry_run=True), ground=ground)
        filled = sum(1 for row in seen.table.cells.to_numpy() if any(row))
        assert len(report.lines) == len(seen.table) == filled
        assert report.lines["row"].is_unique
        assert sum(report.counts.values()) == filled
        assert set(report.lines["outcome"]) <= set(OUTCOMES)
        assert len(report.rows) == report.counts["imported"] + report.counts["to_check"]
        assert report.rows["id"].is_unique
        explained = report.lines["outcome"].eq("imported") | report.lines["reason"].ne("")
        assert explained.all()
        nowhere = report.lines["precision"] == "none"
        assert report.lines.loc[nowhere, ["latitude", "longitude"]].isna().all(axis=None)
        assert report.lines.loc[~nowhere, ["latitude", "longitude"]].notna().all(axis=None)
        assert not report.lines[["latitude", "longitude"]].eq(0).any(axis=None)
        assert len(pd.read_csv(io.BytesIO(report.to_csv()), dtype=str)) == filled

    check()


def test_a_row_repeated_word_for_word_is_merged_with_the_first(bring, rows):
    report = bring(rows(["nom", "commune"], ["A", "Lille"], ["B", "Lille"], ["A", "Lille"]))
    assert report.lines["outcome"].tolist() == ["imported", "imported", "merged"]
    assert report.lines["reason"].iloc[2] == "identique à la ligne 2"


def test_namesakes_at_two_addresses_stay_two(bring, rows):
    report = bring(rows(["nom", "adresse", "commune"], ["A", "1 rue X", "Lille"], ["A", "2 rue Y", "Lille"]))
    assert report.rows["id"].is_unique
    assert report.clean


def test_an_id_given_twice_is_to_be_checked(bring, rows):
    report = bring(rows(["id", "nom", "commune"], ["1", "A", "Lille"], ["1", "B", "Lille"]))
    assert report.lines["outcome"].tolist() == ["imported", "to_check"]
    assert "même identifiant" in report.lines["reason"].iloc[1]


def test_a_row_without_name_is_refused_or_checked_with_its_reason(bring, rows):
    report = bring(rows(["id", "nom", "commune"], ["1", "A", "Lille"], ["2", "", "Lille"], ["", "", "Lille"]))
    assert report.lines["outcome"].tolist() == ["imported", "to_check", "refused"]
    assert report.lines["reason"].tolist()[1:] == ["sans nom", "ni nom ni identifiant : complétez la ligne"]
