"""A dataset of a portal declared in TOML alone, from its service to the store."""

import pytest

from citeoscope.errors import CatalogueError
from citeoscope.store import Store
from pipelines.build import Build
from pipelines.declare import load_sources

PLACES = """\
id = "ateliers"
title = "Ateliers partagés"
description = "Ateliers partagés d’un portail."
publisher = "Ville"
licence = "Licence Ouverte 2.0"
licence_url = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
url = "https://portail.example/explore/dataset/ateliers/"
vintage = "2026"
kind = "points"

[live]
service = "opendatasoft"
base = "BASE"
dataset = "ateliers"

[[columns]]
name = "id"
label = "Identifiant"
published = "identifiant"

[[columns]]
name = "name"
label = "Nom"
published = "nom"

[[columns]]
name = "geometry"
label = "Position"
published = "geo_point_2d"
"""
CSV = (
    "\ufeffidentifiant;nom;courriel;geo_point_2d\r\n"
    'a1;Atelier de Nanterre;jean@example.org;"48.8922, 2.2069"\r\n'
    'a2;=1+1;;"48.8566, 2.3522"\r\n'
    "a3;Sans lieu;;\r\n"
    'a4;Illisible;;"ici"\r\n'
    'a1;Deux fois;;"48.8922, 2.2069"\r\n'
)
TABLE = (
    PLACES[: PLACES.index("[[columns]]")]
    .replace('kind = "points"', 'kind = "table"\ncog_vintage = 2025')
    .replace('id = "ateliers"', 'id = "ecoles"')
    + """\
[[columns]]
name = "code"
label = "Code de la commune"
published = "insee"

[[columns]]
name = "pupils"
label = "Élèves"
unit = "élèves"
additive = true
published = "eleves"
"""
)


@pytest.fixture
def declared(tmp_path, replay):
    def declare(text):
        folder = tmp_path / "sources"
        folder.mkdir(exist_ok=True)
        (folder / f"{text.partition(chr(34))[2].partition(chr(34))[0]}.toml").write_text(
            text.replace("BASE", replay.base), encoding="utf-8"
        )
        return load_sources(folder)

    return declare


@pytest.fixture
def bring(root, sources, door):
    def run(own):
        outcome = Build({**sources, **own}, None, root, door=door).run(list(own))
        return outcome, Store(root)

    return run


def test_places_come_in_without_python(declared, bring, replay):
    replay.answers = lambda *_: ("text/csv; charset=utf-8", CSV.encode())
    outcome, store = bring(declared(PLACES))
    assert not outcome.failures
    frame = store.read("ateliers").set_index("id")
    assert set(frame.index) == {"a1", "a2", "a3", "a4"}
    assert frame.loc["a1", "commune_code"] == "92050"
    assert frame.loc["a1", "name"] == "Atelier de Nanterre"
    assert round(frame.loc["a1"].geometry.y, 4) == 48.8922
    assert frame.loc["a3", "precision"] == "none"
    assert "courriel" not in frame.columns
    assert not frame.astype(str).apply(lambda column: column.str.contains("example.org")).any().any()
    manifest = store.manifest("ateliers")
    assert manifest.origin == "network"
    assert {item.rule for item in manifest.defects} >= {"position_illisible", "doublon"}
    found = store.findings("ateliers").set_index("rule")
    assert found.loc["position_illisible", "row"] == 5
    assert found.loc["doublon", "row"] == 6


def test_a_table_keeps_what_is_secret_and_refuses_two_rows_for_a_commune(declared, bring, replay):
    rows = "insee;eleves\n92050;1 200\n59350;s\n88304;\n88304;10\n"
    replay.answers = lambda *_: ("text/csv", rows.encode())
    outcome, _ = bring(declared(TABLE))
    assert "valeur répétée" in str(outcome.failures["ecoles"])
    replay.answers = lambda *_: ("text/csv", rows.replace("88304;\n", "").encode())
    outcome, store = bring(declared(TABLE))
    assert not outcome.failures
    frame = store.read("ecoles").set_index("code")
    assert frame.loc["92050", "pupils"] == 1200
    assert frame.loc["59350", "pupils_status"] == "secret"


def test_rows_of_a_commune_are_added_up_when_the_declaration_says_so(declared, bring, replay):
    replay.answers = lambda *_: ("text/csv", b"insee;eleves\n92050;200\n92050;300\n59350;40\n59350;s\n")
    outcome, store = bring(declared(TABLE.replace("[live]", '[read]\nrepeated = "sum"\n\n[live]')))
    assert not outcome.failures
    frame = store.read("ecoles").set_index("code")
    assert frame.loc["92050", "pupils"] == 500
    assert frame.loc["59350", "pupils_status"] == "secret"


def test_a_column_that_is_gone_is_named_and_the_source_is_late(declared, bring, replay):
    replay.answers = lambda *_: ("text/csv; charset=utf-8", CSV.encode())
    own = declared(PLACES)
    bring(own)
    replay.answers = lambda *_: ("text/csv; charset=utf-8", CSV.replace("geo_point_2d", "position").encode())
    outcome, store = bring(own)
    assert "colonne(s) absente(s)" in str(outcome.failures["ateliers"])
    assert "geo_point_2d" in store.stale("ateliers").reason
    assert len(store.read("ateliers")) == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace('\npublished = "nom"', ""), "il manque la colonne « name », avec son « published »"),
        (lambda text: text.replace("\npublished", "\nlabel2"), "clé inconnue"),
        (lambda text: text.replace('kind = "points"', 'kind = "outlines"'), "une source sans Python est"),
        (
            lambda text: text.replace('licence = "Licence Ouverte 2.0"', 'licence = "CC-BY"'),
            "« CC-BY » n’est pas connu",
        ),
        (lambda text: text[: text.index("[live]")] + text[text.index("[[columns]]") :], "il faut « mirror »"),
    ],
)
def test_a_declaration_that_cannot_be_read_says_why(declared, change, said):
    with pytest.raises(CatalogueError) as raised:
        declared(change(PLACES))
    assert said in str(raised.value)
