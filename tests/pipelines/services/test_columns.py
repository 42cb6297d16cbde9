"""Columns that go, change their name or appear: the parser names what it misses, and does not mind one more."""

import json
import shutil
from pathlib import Path

import pytest
from columns import CHANGERS, change

from citeoscope.catalogue.source import Source
from citeoscope.errors import SourceError
from pipelines.parse import parse

FIXTURES = Path(__file__).parents[1] / "fixtures"

# One source of each format: its fixture, and one of its columns. A new format joins by one entry.
SOURCES = {
    "filosofi": ("filosofi/cc_filosofi_2021_COM.csv", "MED21"),
    "ept": ("ept/ept_au_01-01-2025.xlsx", "LIBEPT"),
    "fabriques_de_territoire": ("fabriques_de_territoire/anct_fabriques_de_territoire.geojson", "lib_territoire"),
    "apl": ("base_territoriale/apl.parquet", "apl_gen"),
    "associations_de_test": ("x.json", "total"),
}


@pytest.fixture
def generic():
    """A source without Python."""
    return Source(
        id="associations_de_test",
        title="Essai",
        description="Essai",
        publisher="Essai",
        licence="Licence Ouverte 2.0",
        licence_url="https://example.org",
        url="https://example.org",
        vintage="2026",
        kind="table",
        mirror="x",
        columns=[
            {"name": "code", "label": "Code", "published": "code_insee"},
            {"name": "total", "label": "Total", "unit": "associations", "published": "total"},
        ],
    )


def test_every_format_is_here():
    assert {Path(path).suffix for path, _ in SOURCES.values()} == set(CHANGERS)


@pytest.mark.parametrize("changed", ["missing", "renamed", "extra"])
@pytest.mark.parametrize("source_id", SOURCES)
def test_columns(source_id, changed, sources, generic, tmp_path):
    published, column = SOURCES[source_id]
    path = tmp_path / Path(published).name
    if source_id == generic.id:
        path.write_text(json.dumps([{"code_insee": "91228", "total": 3}, {"code_insee": "01001", "total": None}]))
    else:
        shutil.copy(FIXTURES / published, path)
    source = sources.get(source_id, generic)
    before = parse(source, [path])
    change(path, column, changed)
    if changed == "extra":
        after = parse(source, [path])
        assert list(after.columns) == list(before.columns)
        assert len(after) == len(before)
    else:
        with pytest.raises(SourceError, match=f"{source_id}.*{column}"):
            parse(source, [path])
