"""A decision on two rows is kept in a plain file, replaced when taken again, and never half written."""

import argparse
import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from citeoscope.errors import ListError, StoreError
from citeoscope.paths import DATA
from citeoscope.places.decisions import Decision, read_decisions
from citeoscope.places.listed import listed
from citeoscope.places.match import candidates
from citeoscope.places.merged import merged
from pipelines.lists.decide import DONE, TO_DECIDE, decide, declare, run
from pipelines.lists.keep import alone

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 24)
KILLS = 8


def test_a_decision_is_a_line_that_people_can_read(tmp_path):
    decide(tmp_path, "b:2", "a:1", "merge", on=DAY)
    text = (tmp_path / "doublons.csv").read_text(encoding="utf-8")
    assert text == "first,second,decision,decided_on\na:1,b:2,merge,2026-11-24\n"
    assert read_decisions(tmp_path) == (Decision("a:1", "b:2", "merge", "2026-11-24"),)


def test_deciding_again_replaces_whatever_the_order_of_the_two(tmp_path):
    decide(tmp_path, "a:1", "b:2", "merge", on=DAY)
    decide(tmp_path, "a:1", "c:3", "merge", on=DAY)
    decide(tmp_path, "b:2", "a:1", "apart", on=date(2026, 11, 25))
    assert [(one.second, one.decision) for one in read_decisions(tmp_path)] == [("b:2", "apart"), ("c:3", "merge")]


def test_all_defects_of_a_decision_are_said_and_nothing_is_written(tmp_path):
    with pytest.raises(ListError) as refused:
        decide(tmp_path, "a\n:1", "", "peut-être")  # type: ignore[arg-type]
    assert str(refused.value).count("\n- ") == 3
    with pytest.raises(ListError, match="deux fois"):
        decide(tmp_path, "a:1", "a:1", "merge")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("identifier", ["listes/été:1", 'l:"a", b', "l:=1+1", "l:O’Brien ; 2"])
def test_an_odd_id_is_read_back_as_it_was(tmp_path, identifier):
    decide(tmp_path, identifier, "z:1", "apart", on=DAY)
    assert read_decisions(tmp_path)[0].first == identifier


def test_a_damaged_file_is_said_and_left_as_it_is(tmp_path):
    damaged = "first,second\na:1,b:2\n"
    (tmp_path / "doublons.csv").write_text(damaged, encoding="utf-8")
    with pytest.raises(StoreError, match=r"doublons\.csv"):
        decide(tmp_path, "a:1", "b:2", "merge")
    assert (tmp_path / "doublons.csv").read_text(encoding="utf-8") == damaged


def test_one_writer_at_a_time(tmp_path):
    with alone(tmp_path), pytest.raises(StoreError, match="Attendez"):
        decide(tmp_path, "a:1", "b:2", "merge")


def test_two_people_deciding_at_once_lose_no_decision(tmp_path):
    start = threading.Barrier(8)

    def person(n):
        start.wait()
        decide(tmp_path, "a:1", f"b:{n}", "apart", on=DAY)

    people = [threading.Thread(target=person, args=(n,)) for n in range(8)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert [one.second for one in read_decisions(tmp_path)] == [f"b:{n}" for n in range(8)]


def test_a_full_disk_leaves_the_decisions_in_place(tmp_path, monkeypatch):
    decide(tmp_path, "a:1", "b:2", "merge", on=DAY)
    before = (tmp_path / "doublons.csv").read_bytes()

    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="n’ont pas changé"):
        decide(tmp_path, "a:1", "b:2", "apart", on=DAY)
    assert (tmp_path / "doublons.csv").read_bytes() == before


def test_killed_while_writing_leaves_whole_decisions(tmp_path):
    decide(tmp_path, "a:1", "b:2", "merge", on=DAY)
    script = (
        "import sys; from datetime import date; from pathlib import Path; from pipelines.lists.decide import decide\n"
        "print('ready', flush=True)\n"
        "for n in range(10**6): decide(Path(sys.argv[1]), 'a:1', f'c:{n % 50}', 'apart', on=date(2026, 11, 24))\n"
    )
    for turn in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(0.01 + 0.013 * turn)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert Decision("a:1", "b:2", "merge", "2026-11-24") in read_decisions(tmp_path)
    assert len(read_decisions(tmp_path)) > 1


@pytest.fixture
def ask(tmp_path):
    """Run the command on the embedded data and a copy of the local lists."""
    for one in (DATA / "local").glob("*.csv"):
        shutil.copy(one, tmp_path)
    (tmp_path / "doublons.csv").unlink(missing_ok=True)

    def command(*words):
        parser = argparse.ArgumentParser()
        declare(parser)
        options = parser.parse_args([*words, "--local", str(tmp_path)])
        options.store = options.snapshot = DATA / "snapshot"
        said = io.StringIO()
        return run(options, Console(file=said, width=200)), said.getvalue()

    return command


def test_what_was_decided_is_no_longer_asked(ask):
    code, said = ask("--json")
    waiting = json.loads(said)
    assert code == TO_DECIDE
    one = waiting[0]
    assert one["first"] < one["second"]
    assert one["reason"]
    assert ask("--apart", one["second"], one["first"])[0] == DONE
    left = [(each["first"], each["second"]) for each in json.loads(ask("--json")[1])]
    assert (one["first"], one["second"]) not in left
    assert len(left) == len(waiting) - 1


def test_rows_that_no_list_holds_are_refused(ask, tmp_path):
    with pytest.raises(ListError, match="nulle:1"):
        ask("--merge", "nulle:1", "nulle:2")
    assert not (tmp_path / "doublons.csv").exists()


def test_a_decision_survives_a_new_version_of_its_list(bring, rows, embedded, tmp_path):
    shutil.copy(DATA / "local" / "tiers_lieux.csv", tmp_path)
    row = ("1", "La Musette", "Guesnain")
    bring(rows(["id", "nom", "commune"], row), kind="tiers_lieux")
    told = listed(embedded, tmp_path)
    pairs = candidates(told)
    mine = pairs[(pairs[["first", "second"]] == "listes/liste:1").any(axis=1)]
    assert mine["verdict"].eq("same").any()
    for pair in mine.itertuples():
        decide(tmp_path, str(pair.first), str(pair.second), "apart", on=DAY)
    bring(rows(["id", "nom", "commune", "horaires"], [*row, "9 h"], ["2", "Autre", "Lille", ""]), kind="tiers_lieux")
    told = listed(embedded, tmp_path)
    places = merged(told, candidates(told), read_decisions(tmp_path)).places
    assert ("listes/liste:1",) in set(places["members"])
