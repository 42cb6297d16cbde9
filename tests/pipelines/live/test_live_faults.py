"""What a service may get wrong in its rows: the error names the source and the remedy, the last good version stays."""

import re

import pytest
from answers import ANSWERS

from citeoscope.errors import SourceError
from citeoscope.store import Store

REMEDY = re.compile(r"Réessayez|Vérifiez|Corrigez|Remplacez")

# At least one source of each format; what a fault does to it when it is not refused, and why that is right.
FORMATS = {
    "gares_idfm": {"duplicate", "encoding"},  # CSV: one row per station and line; older encodings are known
    "contours_communes": set(),  # GeoJSON, département by département
    "epci": {"encoding"},  # a workbook carries its encoding
    "filosofi": {"encoding"},  # the CSV of a Melodi archive: codes and numbers only
    "equipements_domaines": set(),  # Melodi, the API
    "logement_periodes": set(),
    "activite": set(),
    "dpe": {"duplicate"},  # data-fair, counts: what is met twice is already added up
    "energie": set(),  # data-fair, rows
    "mediation_numerique": {"duplicate"},  # JSON of data.gouv.fr: an id met twice is dropped, and said
    "tiers_lieux_2026": {"duplicate", "encoding"},  # CSV of data.gouv.fr
    "stations_vlille": {"duplicate"},  # OGC API Features: an identifier met twice is dropped, and said
    "budget_participatif_rennes": {"duplicate"},  # a source without Python: its rows have no identifier
    "osm_coworking": {"duplicate", "missing", "renamed"},  # tags are optional
}
FAULTS = ("missing", "renamed", "extra", "duplicate", "encoding", "empty")


def changed(rows, column, fault):
    """The rows of an answer with one fault."""
    if fault == "empty":
        return []
    if fault == "duplicate":
        return [*rows, *rows]
    if fault == "extra":
        return [{**row, "nouvelle": "x"} for row in rows]
    if fault in {"missing", "renamed"} and column:
        kept = [{name: cell for name, cell in row.items() if name != column} for row in rows]
        if fault == "renamed":
            return [
                {**own, f"{column}_2027": row[column]} for own, row in zip(kept, rows, strict=True) if column in row
            ]
        return kept
    return rows


def older(content):
    if b'"resources"' in content:  # the catalogue entry, not the file
        return content
    try:
        return content.decode("utf-8-sig").encode("cp1252")
    except UnicodeDecodeError:  # an archive
        return content


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("source_id", FORMATS)
def test_fault(source_id, fault, refreshed, refresh):
    answer, root = ANSWERS[source_id], refreshed(source_id)
    store = Store(root)
    before, rows = store.manifest(source_id), store.read(source_id)
    raw = {path.name: path.read_bytes() for path in (root / "raw" / source_id).iterdir()}
    (root / "raw" / source_id / ".http.json").unlink()

    recode = older if fault == "encoding" else bytes
    outcome = refresh(source_id, root, changed(answer.rows, answer.column, fault), recode)

    after = Store(root)
    if fault == "extra" or fault in FORMATS[source_id]:
        assert outcome.failures == {}
        assert after.stale(source_id) is None
        if fault != "duplicate":
            assert after.read(source_id).equals(rows)
        return
    error = outcome.failures[source_id]
    assert isinstance(error, SourceError)
    assert f"« {source_id} »" in str(error)
    assert REMEDY.search(str(error)), error
    if fault in {"missing", "renamed"} and source_id != "dpe":
        assert answer.column in str(error), error
    assert after.stale(source_id).reason in str(error)
    assert after.manifest(source_id) == before
    assert after.read(source_id).equals(rows)
    assert {
        path.name: path.read_bytes() for path in (root / "raw" / source_id).iterdir() if path.name != ".http.json"
    } == {name: content for name, content in raw.items() if name != ".http.json"}
    assert not list(root.rglob("*.incoming"))
