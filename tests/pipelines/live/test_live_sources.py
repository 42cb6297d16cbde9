"""Every source that has a service is read from it, as it is from its published files."""

import re
from itertools import pairwise

import pandas as pd
import pytest
from answers import ANSWERS

from citeoscope.store import Store
from pipelines.declare import load_sources

LIVE = sorted(one.id for one in load_sources().values() if one.live)
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")


def test_every_live_source_is_here():
    assert sorted(ANSWERS) == LIVE


@pytest.mark.parametrize("source_id", LIVE)
def test_source(source_id, root, refresh, sources):
    outcome = refresh(source_id, root)
    assert outcome.failures == {}, str(outcome.failures)
    store, answer, live = Store(root), ANSWERS[source_id], sources[source_id].live
    manifest, frame = store.manifest(source_id), store.read(source_id)

    assert manifest.origin == "network"
    assert manifest.source.vintage == (live.vintage or sources[source_id].vintage)
    assert manifest.source.cog_vintage == (live.cog_vintage or sources[source_id].cog_vintage)
    assert store.stale(source_id) is None
    assert set(frame.columns) <= {column.name for column in sources[source_id].columns}

    assert len(frame) == manifest.rows_out == (answer.count or len(answer.rows))
    rows = frame.set_index(list(answer.key)) if answer.key else frame
    for key, figures in answer.figures.items():
        row = rows.loc[key if len(key) > 1 else key[0]]
        for name, expected in figures.items():
            found = "ok" if name.endswith("_status") and name not in row.index else row[name]
            assert pd.isna(found) if expected is None else found == expected, (key, name, found)


@pytest.mark.parametrize("source_id", ["tiers_lieux_2023", "tiers_lieux_2026", "mediation_numerique", "osm_coworking"])
def test_no_contact_is_read(source_id, root, refresh):
    assert refresh(source_id, root).failures == {}
    frame = Store(root).read(source_id).drop(columns="geometry")
    for name in frame.columns:
        assert not frame[name].dropna().astype(str).str.contains(MAIL).any(), name
    assert not any(word in name for name in frame.columns for word in ("mail", "phone", "tel"))


def test_files_and_service_give_the_same_figures(root, refresh, parsed):
    assert refresh("energie", root).failures == {}
    frame = Store(root).read("energie").set_index("code")
    same = parsed("energie").set_index("code").loc[["92050", "88160"]]
    figures = [name for name in same.columns if not name.endswith("_status")]
    pd.testing.assert_frame_equal(frame.loc[["92050", "88160"], figures], same[figures], check_names=False)


def test_one_question_per_departement(root, refresh, replay):
    assert refresh("dpe", root).failures == {}
    asked = [path for _, path, _ in replay.asked]
    departements = [re.search(r"code_departement_ban_eq=(\w+)", path)[1] for path in asked]
    assert all(one < other for one, other in pairwise(departements))
    assert all("type_batiment_in=appartement%2Cmaison" in path for path in asked)
