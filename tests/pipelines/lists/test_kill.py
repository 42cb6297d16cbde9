"""An import, an update, a removal, a decision killed at any moment: the last good list stays, whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from citeoscope.lists import imported_lists, read_imported
from citeoscope.places.decisions import read_decisions
from citeoscope.signals import read_accepted, read_signals
from pipelines.lists.mapping import remembered
from tests.pipelines.lists.zygote import ACTS, NAME, ROWS, write

KILLS = 100
SEED = 2026
GROUP = 5
"""Pairs of the group that is decided of: all are kept, or none."""


@pytest.fixture
def zygote():
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.pipelines.lists.zygote"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    yield process
    process.stdin.close()
    process.wait(timeout=30)


def seen(folder):
    """Read all that is kept: the version of the list, the decisions taken, what people said."""
    if NAME in imported_lists(folder):
        rows = read_imported(folder, NAME)
        assert len(rows) == ROWS
        (version,) = set(rows["nom"])
    else:
        version = None
    assert remembered(folder, NAME) is None or remembered(folder, NAME).columns["nom"] in {"a", "b"}
    taken = read_decisions(folder)
    assert len(taken) in {0, GROUP}
    assert len({one.decision for one in taken}) <= 1
    return version, {one.decision for one in taken}, len(read_signals(folder)), len(read_accepted(folder))


def test_a_hundred_kills_leave_the_last_good_list(tmp_path, zygote):
    def act(name):
        """Start an act, and return the pid of its process."""
        zygote.stdin.write(f"{name} {tmp_path}\n")
        zygote.stdin.flush()
        return int(zygote.stdout.readline())

    lasted = {}
    for name in ("import-a", "import-b", "merge", "apart", "report", "settle", "remove"):
        started = time.perf_counter()
        act(name)
        assert zygote.stdout.readline() == "done\n"
        lasted[name] = time.perf_counter() - started
    write(tmp_path, "a")
    chance = random.Random(SEED)
    killed = turn = 0
    while killed < KILLS:
        turn += 1
        assert turn < 20 * KILLS
        version, decided, signals, accepted = seen(tmp_path)
        name = chance.choice([one for one in ACTS if one != "remove" or version])
        pid = act(name)
        time.sleep(chance.uniform(0, lasted[name]))
        try:
            os.kill(pid, signal.SIGKILL)
            killed += 1
        except ProcessLookupError:  # it had ended: the machine is quicker than when it was timed
            lasted[name] *= 0.9
        assert zygote.stdout.readline() == "done\n"
        after = seen(tmp_path)
        told = {"import-a": "a", "import-b": "b", "remove": None}
        assert after[0] in {version, told.get(name, version)}
        assert after[1] in (decided, {name}) if name in {"merge", "apart"} else after[1] == decided
        assert after[2] - signals in ((0, 1) if name == "report" else (0, -signals) if name == "settle" else (0,))
        assert after[3] - accepted in ((0, 1) if name == "settle" else (0,))
    write(tmp_path, "b")
    ACTS["remove"](tmp_path)
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left <= {"doublons.csv", "signalements.csv", "ouvertures.csv"}
