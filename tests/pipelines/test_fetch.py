"""Decide, then act: only what changed is copied."""

import pytest

from citeoscope.errors import SourceError
from pipelines.fetch import Plan, decide, digest_of_lines, fetch_from_mirror, promote, raw_folder


@pytest.mark.parametrize(
    ("offered", "held", "plan"),
    [
        ({}, {}, Plan((), (), ())),
        ({"a": "1"}, {}, Plan(("a",), (), ())),
        ({"a": "1"}, {"a": "1"}, Plan((), ("a",), ())),
        ({"a": "2", "b": "1"}, {"a": "1", "c": "1"}, Plan(("a", "b"), (), ("c",))),
    ],
)
def test_decide(offered, held, plan):
    assert decide(offered, held) == plan


def test_raw_bytes_are_kept_as_published(sources, mirror, tmp_path):
    source, root = sources["filosofi"], tmp_path / "store"
    fetched = fetch_from_mirror(source, mirror, root)
    assert not raw_folder(root, "filosofi").exists()
    promote(source, fetched, root)
    kept = raw_folder(root, "filosofi") / "cc_filosofi_2021_COM.csv"
    assert kept.read_bytes() == (mirror / "filosofi" / kept.name).read_bytes()
    again = fetch_from_mirror(source, mirror, root)
    assert again.paths == (kept,)
    assert again.sha256 == fetched.sha256


def test_a_missing_file_is_named(sources, mirror, tmp_path):
    (mirror / "cog" / "v_region_2026.csv").unlink()
    with pytest.raises(SourceError, match=r"cog.*v_region_2026\.csv"):
        fetch_from_mirror(sources["cog"], mirror, tmp_path)


def test_several_files_have_one_digest_whatever_their_order():
    assert digest_of_lines({"a": "1", "b": "2"}) == digest_of_lines({"b": "2", "a": "1"})
    assert digest_of_lines({"a": "1"}) == "1"
