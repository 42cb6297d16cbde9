"""The fault matrix: whatever a service does, the last good files stay, nothing is left behind, and the error helps."""

import re

import pytest
from published import CASES

from citeoscope.errors import SourceError
from pipelines.fetch import fetch_live, promote, raw_folder
from pipelines.services import CLIENTS

# What breaks on the way, and what the service itself has wrong.
ON_THE_WAY = (
    "timeout",
    "refused",
    "saturated_once",
    "error_500",
    "truncated",
    "wrong_length",
    "web_page",
    "web_page_in_disguise",
    "invalid_json",
    "moved",
    "over_the_cap",
    "declared_over_the_cap",
    "wrong_encoding",
)
OF_THE_SERVICE = ("empty", "repeats", "overlaps", "mismatch")
RECOVERS = {"saturated_once", "moved"}
REMEDY = re.compile(r"Réessayez|Vérifiez|Corrigez|Restreignez|Demandez|Donnez")


def applies(name, fault):
    """Only services with pages can repeat one, and only data.gouv.fr publishes a checksum."""
    if fault in {"repeats", "overlaps"}:
        return CASES[name].paged
    return name == "datagouv" if fault == "mismatch" else True


MATRIX = [(name, fault) for name in CASES for fault in (*ON_THE_WAY, *OF_THE_SERVICE) if applies(name, fault)]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_client_is_in_the_matrix():
    assert {case.live("http://x").service for case in CASES.values()} == set(CLIENTS)


@pytest.mark.parametrize(("name", "fault"), MATRIX)
def test_fault(name, fault, replay, open_door, scope, declare, tmp_path):
    case, root = CASES[name], tmp_path / "store"
    source, folder = declare(case.live(replay.base)), raw_folder(root, "essai")
    replay.answers = case.answers()
    with open_door() as door:
        good = fetch_live(source, scope, door, root)
    promote(source, good, root)
    before = contents(folder)
    assert set(before) == {*case.names, ".http.json"}

    if fault in OF_THE_SERVICE:
        replay.answers = case.answers(fault)
    elif fault == "refused":
        source = declare(case.live("http://127.0.0.1:1"))
    else:
        replay.fault = fault
    # without the validators, everything is asked again
    (folder / ".http.json").unlink()
    before.pop(".http.json")

    with open_door(attempts=2, timeouts=(2, 0.15 if fault == "timeout" else 5)) as door:
        if fault in RECOVERS | set(case.recovers) and (name, fault) != ("overpass", "moved"):
            fetched = fetch_live(source, scope, door, root)
            assert [path.name for path in fetched.paths] == list(case.names)
            assert (fetched.sha256 == good.sha256) is (fault in RECOVERS)
        else:
            with pytest.raises(SourceError, match="« essai »") as caught:
                fetch_live(source, scope, door, root)
            assert REMEDY.search(str(caught.value)), caught.value
            assert not list(root.rglob("*.incoming"))
    assert contents(folder) == before
    assert not list(root.rglob("*.part"))


def test_a_service_in_error_is_not_asked_for_ever(replay, door, scope, declare, tmp_path):
    replay.answers, replay.fault = CASES["melodi"].answers(), "error_500"
    with pytest.raises(SourceError, match="500"):
        fetch_live(declare(CASES["melodi"].live(replay.base)), scope, door, tmp_path)
    assert len(replay.asked) == 1
