"""A crash at any point leaves the last good version."""

import json

import pandas as pd
import pytest

from citeoscope.errors import StoreError
from citeoscope.store import Store, read_index
from pipelines import store as writing
from pipelines.build import Build
from pipelines.history import KEPT, read_history
from pipelines.snapshot import write_snapshot


def test_the_same_rows_give_the_same_bytes(store):
    for dataset in ("filosofi", "contours_communes"):
        frame = store.read(dataset)
        assert writing.to_bytes(frame) == writing.to_bytes(frame.copy())


def test_a_second_build_changes_no_file(root, mirror, sources):
    before = {name: manifest.file for name, manifest in read_index(root).datasets.items()}
    Build(sources, mirror, root).run([one.id for one in sources.values() if one.mirror])
    assert {name: manifest.file for name, manifest in read_index(root).datasets.items()} == before


def test_killed_before_the_switch_the_old_version_is_read(root, mirror, sources, monkeypatch):
    before = Store(root).read("filosofi")
    path = mirror / "filosofi" / "cc_filosofi_2021_COM.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(";21620;", ";11111;"), encoding="utf-8")

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.build.switch", killed)
    with pytest.raises(KeyboardInterrupt):
        Build(sources, mirror, root).run(["filosofi"])
    pd.testing.assert_frame_equal(Store(root).read("filosofi"), before)
    monkeypatch.undo()
    Build(sources, mirror, root).run(["filosofi"])
    assert Store(root).read("filosofi").set_index("code").loc["92050", "median_income_eur"] == 11111


def test_killed_while_the_index_is_written_the_old_one_stays(root, monkeypatch):
    before = (root / "index.json").read_bytes()
    manifest = Store(root).manifest("cog")

    def killed(_):
        raise OSError("disque plein")

    monkeypatch.setattr("pipelines.store.os.fsync", killed)
    with pytest.raises(OSError, match="disque plein"):
        writing.switch(root, {"cog": manifest})
    assert (root / "index.json").read_bytes() == before
    assert not list(root.glob("*.part"))


def test_earlier_versions_stay_as_long_as_the_history_names_them(root, mirror, sources):
    old = Store(root).manifest("filosofi").file
    path = mirror / "filosofi" / "cc_filosofi_2021_COM.csv"
    text = path.read_text(encoding="utf-8")
    for turn in range(1, KEPT + 2):
        path.write_text(text.replace(";21620;", f";1111{turn};"), encoding="utf-8")
        Build(sources, mirror, root).run(["filosofi"])
        assert (root / old).exists() is (turn <= KEPT)
    assert len(read_history(root).of("filosofi")) == KEPT


def test_a_manifest_without_its_file_is_refused(root):
    manifest = Store(root).manifest("cog").model_copy(update={"file": "cog-absent.parquet"})
    with pytest.raises(StoreError, match=r"cog-absent\.parquet"):
        writing.switch(root, {"cog": manifest})


def test_one_writer_at_a_time(root):
    with (
        writing.only_writer(root),
        pytest.raises(StoreError, match="Un autre rafraîchissement"),
        writing.only_writer(root),
    ):
        pass


def test_the_snapshot_has_the_same_data_and_says_its_licences(root, tmp_path):
    place = tmp_path / "snapshot"
    index = write_snapshot(root, place)
    assert not (place / "raw").exists()
    assert {path.name for path in place.iterdir()} == {
        "index.json",
        "ATTRIBUTION.md",
        "catalogue.jsonld",
        *(name for one in index.datasets.values() for name in one.files),
    }
    text = (place / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert all(f"`{dataset}`" in text for dataset in index.datasets)
    assert "ODbL 1.0" in text
    assert Store(place).read("filosofi").equals(Store(root).read("filosofi"))
    assert Store(place).findings("tiers_lieux_2019").equals(Store(root).findings("tiers_lieux_2019"))


def test_every_defect_is_a_row_of_its_own(store):
    found = store.findings("engagement_citoyen")
    assert list(found.columns) == ["dataset", "row", "column", "rule", "value", "message"]
    for item in store.manifest("engagement_citoyen").defects:
        assert (found["rule"] == item.rule).sum() == item.count


def test_a_dcat_catalogue_stands_beside_the_index(root):
    catalogue = json.loads((root / "catalogue.jsonld").read_text(encoding="utf-8"))
    titles = {one["dct:title"]["@value"] for one in catalogue["dcat:dataset"]}
    assert titles == {manifest.title for manifest in read_index(root).datasets.values()}


def test_a_full_disk_is_said_and_leaves_nothing_behind(root, mirror, sources, monkeypatch):
    path = mirror / "filosofi" / "cc_filosofi_2021_COM.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(";21620;", ";21621;"), encoding="utf-8")
    before = read_index(root)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipelines.build.switch", full)
    with pytest.raises(StoreError, match="place sur le disque"):
        Build(sources, mirror, root).run(["filosofi"])
    assert read_index(root) == before
    assert not list(root.rglob("*.incoming"))
