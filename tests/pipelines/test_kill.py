"""A refresh killed at any moment: every read before, during and after gives one whole version."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from citeoscope.store import Store
from pipelines.build import Build
from pipelines.check import check
from tests.pipelines.zygote import CHANGED

KILLS = 100
SEED = 2026


@pytest.fixture
def two_mirrors(mirror, tmp_path):
    """Two publications: three sources differ between them."""
    other = Path(shutil.copytree(mirror, tmp_path / "other"))
    for name, old, new in (
        ("filosofi/cc_filosofi_2021_COM.csv", ";21620;", ";21621;"),
        ("populations_legales/donnees_communes.csv", ";97783;", ";97784;"),
        ("comparateur/communes_comparateur_2024.csv", ",609,693,313,", ",608,693,313,"),
    ):
        path = other / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return mirror, other


@pytest.fixture
def zygote():
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.pipelines.zygote"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    yield process
    process.stdin.close()
    process.wait(timeout=30)


def version(root):
    """Read the three datasets whole, and say which files they came from."""
    store = Store(root)
    for dataset in CHANGED:
        manifest = store.manifest(dataset)
        assert len(store.read(dataset)) == manifest.rows_out
        store.findings(dataset)
    return tuple(store.manifest(dataset).file for dataset in CHANGED)


def test_a_hundred_kills_leave_whole_versions_only(root, two_mirrors, zygote, sources):
    whole = set()
    lasted = 0.0
    for mirror in two_mirrors:
        started = time.perf_counter()
        Build(sources, mirror, root, accept=True).run(CHANGED)
        lasted = time.perf_counter() - started
        whole.add(version(root))
    assert len(whole) == len(two_mirrors)
    chance = random.Random(SEED)
    killed = turn = 0
    while killed < KILLS:
        turn += 1
        assert turn < 10 * KILLS
        zygote.stdin.write(f"{two_mirrors[turn % 2]} {root}\n")
        zygote.stdin.flush()
        pid = int(zygote.stdout.readline())
        time.sleep(chance.uniform(0, lasted))
        assert version(root) in whole
        try:
            os.kill(pid, signal.SIGKILL)
            killed += 1
        except ProcessLookupError:  # it had ended: the machine is quicker than when it was timed
            lasted *= 0.9
        assert zygote.stdout.readline() == "done\n"
        assert version(root) in whole
    assert check(root) == []
    Build(sources, two_mirrors[0], root, accept=True).run(CHANGED)
    assert not [path for path in root.rglob("*") if path.name.endswith((".part", ".incoming"))]
