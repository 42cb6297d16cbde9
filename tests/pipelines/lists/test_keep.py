"""A list in place stays whole: unchanged by the same file, told what is new, untouched by a kill or a full disk."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from citeoscope.errors import ListError, StoreError
from citeoscope.lists import imported_lists, read_imported
from pipelines.lists import keep
from pipelines.lists.bring import Choices, bring_in
from pipelines.lists.mapping import Mapping, remembered
from pipelines.lists.preview import preview

ROOT = Path(__file__).parents[3]
KILLS = 25
SEED = 2026


def everything(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def first(rows):
    return rows(["id", "nom", "commune"], ["1", "A", "Lille"], ["2", "B", "Mirecourt"], ["3", "C", "Nancy"])


@pytest.fixture
def second(rows):
    return rows(["id", "nom", "commune"], ["1", "A", "Lille"], ["2", "B bis", "Mirecourt"], ["4", "D", "Metz"])


def test_the_same_file_changes_not_one_byte(bring, first, tmp_path):
    assert bring(first).written
    before = everything(tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = bring(first)
    assert not again.written
    assert not again.changes.any
    assert again.changes.same == 3
    assert everything(tmp_path) == before
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times


def test_an_updated_file_says_what_is_new_changed_and_gone(bring, first, second, tmp_path):
    bring(first)
    report = bring(second)
    assert (report.changes.new, report.changes.changed, report.changes.gone) == (("4",), ("2",), ("3",))
    assert report.changes.same == 1
    assert read_imported(tmp_path, "liste")["nom"].tolist() == ["A", "B bis", "D"]
    assert len(list((tmp_path / "listes").glob("*.csv"))) == 1


def test_a_list_without_ids_is_followed_by_name_and_commune(bring, rows):
    bring(rows(["nom", "commune", "horaires"], ["A", "Lille", "9 h"], ["B", "Nancy", ""]))
    report = bring(rows(["nom", "commune", "horaires"], ["C", "Metz", ""], ["A", "LILLE", "10 h"]))
    assert [len(part) for part in (report.changes.new, report.changes.changed, report.changes.gone)] == [1, 1, 1]


def test_a_column_that_an_updated_file_adds_is_recognised_and_one_left_out_stays_so(bring, rows, tmp_path):
    first = rows(["nom", "commune", "site web"], ["A", "Lille", "https://a.fr"], ["B", "Nancy", "https://b.fr"])
    seen = preview(first, "tiers_lieux")
    bring(first, mapping=seen.mapping.with_column("site_web", None))
    kept = remembered(tmp_path, "liste")
    assert kept.left == ("site web",)
    report = bring(
        rows(["nom", "commune", "site web", "horaires"], ["A", "Lille", "https://a.fr", "9 h"], ["B", "Nancy", "", ""]),
        mapping=kept,
    )
    assert remembered(tmp_path, "liste").columns == {"nom": "nom", "commune": "commune", "horaires": "horaires"}
    assert "Colonnes nouvelles dans cette liste, reconnues : horaires → horaires." in report.remarks
    assert report.changes.changed != ()


def test_a_list_is_recognised_when_its_columns_come_in_another_order_or_are_gone(bring, rows, tmp_path):
    first = rows(["Intitulé", "Où", "Heures"], ["A", "Lille", "9 h"], ["B", "Nancy", "10 h"])
    mapping = Mapping("tiers_lieux", {"nom": "Intitulé", "commune": "Où", "horaires": "Heures"})
    bring(first, mapping=mapping)
    report = bring(
        rows(["Heures", "Où", "Intitulé"], ["9 h", "Lille", "A"], ["10 h", "Nancy", "B"]),
        mapping=remembered(tmp_path, "liste"),
    )
    assert not report.changes.any
    assert "Correspondance retenue de la dernière importation de cette liste." in report.remarks
    report = bring(rows(["Où", "Intitulé"], ["Lille", "A"], ["Nancy", "B"]), mapping=remembered(tmp_path, "liste"))
    assert "Colonnes que ce fichier n’a plus : Heures. Leurs champs seront vides." in report.remarks
    assert len(report.changes.changed) == 2


def test_a_file_of_another_name_is_recognised_by_its_columns(bring, rows, tmp_path):
    heads = ["nom", "commune", "horaires"]
    bring(rows(heads, ["A", "Lille", "9 h"]))
    assert keep.kin_of(tmp_path, preview(rows(heads[::-1], ["", "Nancy", "B"]), "tiers_lieux"), "liste-1") == "liste"
    more = rows([*heads, "label"], ["A", "Lille", "", "x"])
    assert keep.kin_of(tmp_path, preview(more, "tiers_lieux"), "liste-1") == "liste"
    assert keep.kin_of(tmp_path, preview(rows(heads, ["A", "Lille", ""]), "projets"), "liste-1") == ""
    assert keep.kin_of(tmp_path, preview(rows(["nom", "commune"], ["A", "Lille"]), "tiers_lieux"), "liste-1") == ""
    assert keep.kin_of(tmp_path, preview(rows(heads, ["C", "Lille", ""]), "tiers_lieux"), "liste") == ""


def test_a_list_changed_since_the_report_was_made_is_not_overwritten(bring, first, second, tmp_path, monkeypatch):
    bring(first)
    before = everything(tmp_path)
    monkeypatch.setattr("pipelines.lists.bring.record_of", lambda *_: None)  # as it was before the other person came
    with pytest.raises(StoreError, match="vient d’être changée par une autre importation"):
        bring(second)
    assert everything(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_said_in_french(first, tmp_path, embedded, ground):
    (tmp_path / "fichier").write_text("")
    with pytest.raises(StoreError, match="un fichier est à la place d’un dossier"):
        bring_in(
            preview(first, "tiers_lieux"), "liste", embedded, tmp_path / "fichier", Choices(offline=True), ground=ground
        )


def test_a_dry_run_writes_nothing(bring, first, tmp_path):
    report = bring(first, dry_run=True)
    assert report.changes.new == ("1", "2", "3")
    assert everything(tmp_path) == {}


def test_the_record_says_where_the_list_comes_from(bring, first, tmp_path):
    bring(first)
    record = imported_lists(tmp_path)["liste"]
    assert (record.file, record.kind, record.kept) == ("liste.csv", "tiers_lieux", 3)
    assert record.columns == {"id": "id", "nom": "nom", "commune": "commune"}
    assert len(record.sha256) == 64
    assert record.imported_at[:2] == "20"
    assert remembered(tmp_path, "liste").columns == record.columns


def test_a_list_is_removed_without_a_trace(bring, first, rows, tmp_path):
    bring(rows(["nom", "commune"], ["X", "Lille"]), name="liste-2")
    before = everything(tmp_path)
    bring(first)
    keep.remove(tmp_path, "liste")
    assert everything(tmp_path) == before
    keep.remove(tmp_path, "liste-2")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ListError, match="Aucune liste importée"):
        keep.remove(tmp_path, "liste")


def test_a_list_does_not_become_one_of_another_kind(bring, first):
    bring(first)
    with pytest.raises(ListError, match="tiers_lieux"):
        bring(first, kind="projets")


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "é", "a" * 100, ".x", "con\n"])
def test_a_name_that_is_no_file_is_refused(bring, first, name):
    with pytest.raises(ListError, match="Nom de liste refusé"):
        bring(first, name=name)


@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_full_disk_leaves_the_list_in_place(bring, first, second, tmp_path, monkeypatch, written):
    bring(first)
    before = everything(tmp_path)
    calls = []
    real = os.fsync

    def full(handle):
        calls.append(handle)
        if len(calls) > written:  # the rows, the record that switches to them, the mapping
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"plus de place sur le disque\). La liste en place n’a pas changé"):
        bring(second)
    monkeypatch.undo()
    assert everything(tmp_path) == before


def test_two_imports_at_once_do_not_mix(bring, first, tmp_path):
    with keep.alone(tmp_path), pytest.raises(StoreError, match="Une autre importation"):
        bring(first)
    assert everything(tmp_path) == {}


WRITER = """
import sys
from pathlib import Path
import pandas as pd
from citeoscope.lists import Record
from pipelines.lists.keep import file_of, keep, record_of, to_csv
from pipelines.lists.mapping import Mapping
print("ready", flush=True)
while True:
    for version in range(2):
        rows = pd.DataFrame({"id": [str(n) for n in range(3000)], "nom": [f"version {version}"] * 3000}, dtype="str")
        content = to_csv(rows)
        file, digest = file_of("liste", content)
        record = Record(kind="projets", file="f.csv", sha256="0", imported_at="2026", rows=file, rows_sha256=digest,
                        kept=3000, counts={}, columns={"nom": str(version)})
        before = record_of(Path(sys.argv[1]), "liste")
        keep(Path(sys.argv[1]), "liste", record, content, Mapping("projets", {"nom": "nom"}), before)
        print("written", flush=True)
"""


def test_an_import_killed_at_any_moment_leaves_a_whole_list(tmp_path):
    chance = random.Random(SEED)
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for line in process.stdout:
            if line == "written\n":
                break
        for _ in range(KILLS):  # read while it writes
            frame = whole(tmp_path)
            assert len(frame) == 3000
            assert frame["nom"].nunique() == 1
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        assert len(whole(tmp_path)) == 3000
    bring_again = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert [bring_again.stdout.readline() for _ in range(3)][-1] == "written\n"
    bring_again.kill()
    bring_again.wait(timeout=30)


def whole(folder):
    for _ in range(20):  # the file named a moment ago may have been replaced since
        try:
            return read_imported(folder, "liste")
        except StoreError:
            continue
    raise AssertionError("jamais lisible")


def test_a_name_that_starts_a_formula_is_the_same_when_imported_again(bring):
    hostile = b"Nom;Commune\n=1+1 Coworking;Mirecourt\n'=2;Nanterre\n"
    bring(hostile)
    again = bring(hostile)
    assert not again.changes.any
    assert again.changes.same == 2
