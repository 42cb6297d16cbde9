"""Reading the store: the refreshed data first, the embedded data otherwise, clear words when one is damaged."""

import json
import shutil

import pandas as pd
import pytest

from citeoscope.errors import StoreError, UnknownDatasetError
from citeoscope.paths import DATA
from citeoscope.store import Store, read_index

SNAPSHOT = DATA / "snapshot"


@pytest.fixture
def copied(tmp_path):
    """A snapshot of two datasets that a test may damage."""
    root = tmp_path / "snapshot"
    root.mkdir()
    index = json.loads((SNAPSHOT / "index.json").read_text(encoding="utf-8"))
    index["datasets"] = {name: index["datasets"][name] for name in ("epci", "ept")}
    for manifest in index["datasets"].values():
        shutil.copy(SNAPSHOT / manifest["file"], root)
    (root / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return root


def test_the_first_root_that_has_a_dataset_wins(copied, tmp_path):
    newer = tmp_path / "store"
    newer.mkdir()
    index = json.loads((copied / "index.json").read_text(encoding="utf-8"))
    ept = index["datasets"]["ept"]
    pd.DataFrame({"code": ["75056"], "ept": ["x"], "ept_name": ["Nouveau"]}).to_parquet(newer / ept["file"])
    (newer / "index.json").write_text(json.dumps(index | {"datasets": {"ept": ept}}), encoding="utf-8")
    store = Store(newer, copied)
    assert store.read("ept")["ept_name"].tolist() == ["Nouveau"]
    assert len(store.read("epci")) > 34_000


def test_a_missing_file_is_named_with_the_remedy(copied):
    store = Store(copied)
    (copied / store.manifest("ept").file).unlink()
    with pytest.raises(StoreError, match=r"ept-.*git checkout -- data/snapshot"):
        store.read("ept")


def test_a_truncated_file_is_named_with_the_remedy(copied):
    store = Store(copied)
    path = copied / store.manifest("ept").file
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(StoreError, match="illisible"):
        store.read("ept")


@pytest.mark.parametrize("text", ["", "{", '{"format": 2}', '{"format": 1, "written_at": "x", "datasets": {"a": {}}}'])
def test_a_damaged_index_is_named_with_the_remedy(copied, text):
    (copied / "index.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"Index abîmé .*index\.json.*git checkout"):
        Store(copied)


def test_no_data_at_all_says_what_to_do(tmp_path):
    assert read_index(tmp_path) is None
    with pytest.raises(StoreError, match="pipelines refresh"):
        Store(tmp_path / "a", tmp_path / "b")


def test_an_unknown_dataset_lists_the_known_ones(copied):
    with pytest.raises(UnknownDatasetError, match="epci, ept"):
        Store(copied).read("filosofie")


def test_the_version_follows_the_data(copied):
    before = Store(copied).version
    index = json.loads((copied / "index.json").read_text(encoding="utf-8"))
    index["datasets"]["ept"]["file_sha256"] = "0" * 64
    (copied / "index.json").write_text(json.dumps(index), encoding="utf-8")
    assert Store(copied).version != before


def test_a_perimeter_is_read_without_the_rest():
    import citeoscope as co

    whole = co.read("contours_communes")
    communes = co.perimeter("epci:200068369").codes
    part = co.read("contours_communes", "epci:200068369")
    assert part.crs == whole.crs
    assert part.reset_index(drop=True).equals(whole[whole["code"].isin(communes)].reset_index(drop=True))
    places = co.read("france_services", "departement:88")
    assert set(places["commune_code"].str[:2]) == {"88"}
