"""What people said of places is listed and settled on the command line, as on the page."""

import json
import shutil

import pytest

from citeoscope.paths import DATA
from citeoscope.signals import read_accepted, read_signals
from pipelines.cli import main
from pipelines.lists.signals import report_change

FOUND, WAITING, FAILED = 0, 3, 1
PLACE = "tiers_lieux_2019:1255"


@pytest.fixture
def ask(tmp_path, capsys):
    shutil.copy(DATA / "local" / "tiers_lieux.csv", tmp_path)

    def command(*words):
        rooms = ["--store", str(tmp_path / "none"), "--snapshot", str(DATA / "snapshot")]
        code = main([*rooms, "signalements", *words, "--local", str(tmp_path)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_nothing_waits(ask):
    assert ask() == (FOUND, "Aucun signalement en attente.\n", "")
    assert json.loads(ask("--json")[1]) == []


def test_what_is_said_of_a_place_is_listed_then_accepted(ask, tmp_path):
    report_change(tmp_path, PLACE, "Un lieu", "Fermé [bold] depuis juin")
    report_change(tmp_path, "disparue:1", "Lieu disparu", "Déménagé")
    code, told, _ = ask()
    assert code == WAITING
    assert "Fermé [bold] depuis juin" in told
    assert "Lieu disparu, dans aucune liste  disparue:1" in told
    assert "À examiner : 2." in told
    (one, gone) = json.loads(ask("--json")[1])
    assert PLACE in one["members"]
    assert gone["members"] == []
    code, told, _ = ask("--closed", PLACE)
    assert (code, told) == (FOUND, f"Retenu : {one['name']}, fermé.\n")
    assert [(each.place, each.state) for each in read_accepted(tmp_path)] == [(one["place"], "fermé")]
    assert read_signals(tmp_path)["lieu"].tolist() == ["disparue:1"]


def test_what_is_said_of_a_place_that_no_list_holds_is_only_set_aside(ask, tmp_path):
    report_change(tmp_path, "disparue:1", "Lieu disparu", "Fermé")
    code, _, told = ask("--closed", "disparue:1")
    assert code == FAILED
    assert "ne peut être qu’écarté" in told
    assert ask("--dismiss", "disparue:1")[:2] == (FOUND, "Retenu : Lieu disparu, écarté, rien n’en est retenu.\n")
    assert read_signals(tmp_path).empty
    assert read_accepted(tmp_path) == ()


def test_a_place_that_nobody_spoke_of_is_refused(ask, tmp_path):
    code, _, told = ask("--open", PLACE)
    assert code == FAILED
    assert f"Aucun signalement n’attend pour « {PLACE} »" in told
    assert read_accepted(tmp_path) == ()
