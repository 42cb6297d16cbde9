"""The house keeps its plan: nothing points upward, one room knows Streamlit, one opens the network."""

import subprocess
import sys
from pathlib import Path

from pipelines.declare import load_sources

ROOT = Path(__file__).resolve().parents[1]


def test_imports_follow_the_plan():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_files_stay_small():
    packages = ("citeoscope", "pipelines", "dashboard")
    long = {
        str(path.relative_to(ROOT)): lines
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_every_source_is_a_pair_with_one_stem():
    folder = ROOT / "pipelines" / "sources"
    declared = {path.stem for path in folder.glob("*.toml")}
    parsed = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    alone = {name for name, source in load_sources().items() if any(column.published for column in source.columns)}
    assert declared == parsed | alone
    assert not parsed & alone


def test_no_text_names_a_package_registry_or_a_machine():
    suspects = ("py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "/ro" + "ot/", "/ho" + "me/")
    found = [
        (path.name, word)
        for path in [*ROOT.glob("*.toml"), *ROOT.glob("*.txt"), *ROOT.glob("*.md"), ROOT / "Makefile"]
        for word in suspects
        if word in path.read_text(encoding="utf-8")
    ]
    assert not found
