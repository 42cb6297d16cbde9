"""The history of a store, the way back, and the check of what is stored."""

import pandas as pd
import pytest

from citeoscope.errors import StoreError, UnknownDatasetError
from citeoscope.store import Index, Manifest, Store, read_index
from pipelines.build import Build
from pipelines.check import check
from pipelines.history import KEPT, History
from pipelines.rollback import rollback, versions


@pytest.fixture
def second(root, mirror, sources):
    """A store whose `epci` and `filosofi` have an earlier version."""
    for name, old, new in (("filosofi/cc_filosofi_2021_COM.csv", ";21620;", ";21621;"),):
        path = mirror / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    first = Store(root).manifest("filosofi")
    Build(sources, mirror, root).run(["filosofi"])
    return root, first


def test_the_versions_of_a_dataset_are_listed_the_one_in_place_first(second):
    root, first = second
    now, before = versions(root, "filosofi")
    assert now == Store(root).manifest("filosofi")
    assert before.file == first.file


def test_rollback_puts_the_earlier_figures_back_and_can_be_undone(second, sources):
    root, first = second
    nanterre = Store(root).read("filosofi").set_index("code")["median_income_eur"]["92050"]
    assert rollback(root, "filosofi", 1, sources, ()) == ("filosofi",)
    assert Store(root).manifest("filosofi").file == first.file
    assert Store(root).read("filosofi").set_index("code")["median_income_eur"]["92050"] == nanterre - 1
    rollback(root, "filosofi", 1, sources, ())
    assert Store(root).read("filosofi").set_index("code")["median_income_eur"]["92050"] == nanterre


def test_what_follows_is_computed_again(root, sources):
    store = Store(root)
    older = store.read("epci")
    older.loc[0, "epci_name"] = "Ancien nom"
    from pipelines.store import switch, write_frame

    name, digest = write_frame(root, "epci", older)
    now = store.manifest("epci")
    switch(root, {"epci": now.model_copy(update={"file": name, "file_sha256": digest})})
    assert set(rollback(root, "epci", 1, sources, ())) == {"epci", "communes", "territoires", "contours_epci"}
    assert "Ancien nom" not in set(Store(root).read("territoires")["name"])


@pytest.mark.parametrize(
    ("dataset", "rank", "error", "said"),
    [
        ("filosofi", 7, StoreError, "2 version"),
        ("filosofi", 0, StoreError, "rang 0"),
        ("communes", 1, StoreError, "est calculé"),
        ("filosophie", 1, UnknownDatasetError, "Jeux présents"),
    ],
)
def test_a_version_that_is_not_there_is_refused(second, sources, dataset, rank, error, said):
    root, _ = second
    before = read_index(root)
    with pytest.raises(error, match=said):
        rollback(root, dataset, rank, sources, ())
    assert read_index(root) == before


def manifest(file):
    return Manifest(
        dataset="x",
        title="x",
        source=None,
        retrieved_at="2026-01-01",
        origin="derived",
        sha256=file,
        rows_in=1,
        rows_out=1,
        file=file,
        file_sha256=file,
        kind="table",
    )


def test_the_history_keeps_a_few_different_versions():
    history, old = History(), Index(written_at="", datasets={"x": manifest("0")})
    for turn in ("1", "1", "2", "3", "4", "5", "3"):
        new = Index(written_at="", datasets={"x": manifest(turn)})
        history, old = history.after(old, new), new
    assert [one.file for one in history.of("x")] == ["5", "4", "2", "1"]
    assert len(history.of("x")) == KEPT


def test_a_sound_store_has_nothing_to_say(root):
    assert check(root) == []


def test_the_check_sees_a_changed_byte_a_missing_file_and_a_strange_code(root):
    store = Store(root)
    path = store.path("filosofi")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    store.path("epci").unlink()
    from pipelines.store import switch, write_frame

    frame = store.read("comparateur").assign(code=lambda own: own["code"].mask(own.index == 0, "99999"))
    name, digest = write_frame(root, "comparateur", frame)
    now = store.manifest("comparateur")
    switch(root, {"comparateur": now.model_copy(update={"file": name, "file_sha256": digest})})
    faults = check(root)
    assert any(one.startswith("filosofi : le fichier") for one in faults)
    assert any(one.startswith("epci : fichier absent") for one in faults)
    assert any("99999" in one for one in faults)


def test_a_damaged_version_does_not_forbid_the_one_that_mends_it(root, mirror, sources):
    Store(root).path("filosofi").write_bytes(b"rien")
    outcome = Build(sources, mirror, root).run(["filosofi"])
    assert not outcome.failures
    assert isinstance(Store(root).read("filosofi"), pd.DataFrame)
