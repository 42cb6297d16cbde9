"""Merges add up what may be added, splits invent nothing, nothing is counted twice."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from pipelines import outlines
from pipelines.harmonise import rebase_table
from pipelines.reference import Reference


@pytest.fixture(scope="module")
def reference(parsed):
    return Reference.from_frames(parsed("cog"), parsed("cog_mouvements"))


@pytest.fixture(scope="module")
def incomes(parsed, sources, reference):
    return rebase_table(parsed("filosofi"), sources["filosofi"], reference)


def test_a_merge_adds_what_is_additive(incomes):
    rows = incomes.frame.set_index("code")
    assert rows.loc["01187", "households"] == 322 + 78
    assert rows.loc["01187", "households_status"] == "ok"
    assert "01330" not in rows.index


def test_a_median_is_not_averaged(incomes):
    rows = incomes.frame.set_index("code")
    assert pd.isna(rows.loc["01187", "median_income_eur"])
    assert rows.loc["01187", "median_income_eur_status"] == "not_aggregable"


def test_a_secret_part_makes_the_sum_secret(incomes):
    rows = incomes.frame.set_index("code")
    assert pd.isna(rows.loc["08439", "households"])
    assert rows.loc["08439", "households_status"] == "secret"


def test_a_split_stays_where_it_was_and_says_what_it_covers(incomes):
    assert incomes.rebase is not None
    assert incomes.rebase.splits["15141"] == ("15031", "15035", "15047", "15141", "15171")
    assert not set(incomes.frame["code"]) & {"15031", "15035", "15047", "15171"}
    assert incomes.frame.set_index("code").loc["15141", "households"] == 826


def test_paris_is_counted_once_whichever_way_it_is_published(incomes, parsed, sources, reference):
    assert not incomes.frame["code"].str.startswith("751").any()
    assert [item.rule for item in incomes.defects] == ["arrondissement"]
    populations = rebase_table(
        parsed("populations_legales"), sources["populations_legales"], reference
    ).frame.set_index("code")
    before = parsed("populations_legales").set_index("code")
    assert populations.loc["75056", "pmun"] == before.loc["75101", "pmun"] + before.loc["75102", "pmun"]


def test_an_unknown_code_is_reported(parsed, sources, reference):
    frame = pd.concat(
        [parsed("populations_legales"), pd.DataFrame({"code": ["99999"], "pmun": [1.0], "pcap": [0.0], "ptot": [1.0]})]
    )
    done = rebase_table(frame, sources["populations_legales"], reference)
    assert done.rebase is not None
    assert done.rebase.lost == ("99999",)
    assert "99999" in str(done.defects)


def test_belonging_follows_the_land(sources, reference):
    source = sources["epci"].model_copy(update={"cog_vintage": 2024})
    frame = pd.DataFrame({"code": ["15141"], "epci": ["200066637"], "epci_name": ["CC"], "epci_nature": ["CC"]})
    done = rebase_table(frame, source, reference).frame
    assert list(done["code"]) == ["15031", "15035", "15047", "15141", "15171"]
    assert set(done["epci"]) == {"200066637"}


def test_outlines_say_what_they_cover(store):
    rows = store.read("contours_communes").set_index("code")
    assert rows.loc["60054", "outline"] == "covers"
    assert rows.loc["60054", "covers"] == "60054+60694"
    assert rows.loc["88304", "outline"] == "ok"
    assert "60694" not in rows.index
    members = store.read("communes").set_index("code")
    assert members.loc["60694", "outline"] == "none"


def test_simplified_neighbours_keep_their_border():
    line = shapely.LineString([(2.5 + 0.0001 * (n % 3), 47 + 0.001 * n) for n in range(101)])
    west = shapely.Polygon([(2.4, 47), *line.coords, (2.4, 47.1)])
    east = shapely.Polygon([(2.6, 47), *line.coords, (2.6, 47.1)])
    frame = gpd.GeoDataFrame({"code": ["01001", "01002"]}, geometry=[west, east], crs="EPSG:4326")
    out = outlines.simplify(frame, 150)
    assert shapely.coverage_is_valid(out.geometry.to_numpy())
    assert shapely.get_num_coordinates(out.geometry.to_numpy()).sum() < 30


def test_a_tiny_commune_does_not_vanish():
    tiny = shapely.box(2.5, 47.0, 2.5005, 47.0005)
    frame = gpd.GeoDataFrame({"code": ["01001"]}, geometry=[tiny], crs="EPSG:4326")
    out = outlines.simplify(frame, 5000).geometry
    assert out.is_valid.all()
    assert not out.is_empty.any()


def test_points_find_their_commune_by_position(store):
    rows = store.read("gares_idfm").set_index("id")
    assert rows.loc["71298", "commune_code"] == "75056"
    assert rows.loc["71298", "commune_name"] == "Paris"
    assert bool(rows.loc["71298", "in_region"])
    places = store.read("tiers_lieux_2019").set_index("id")
    assert places.loc["1464", "commune_code"] == "75056"
    assert any(item.rule == "code_corrigé" for item in store.manifest("tiers_lieux_2019").defects)


def test_an_arrondissement_becomes_its_parent(store):
    assert store.read("tiers_lieux_2019").set_index("id").loc["2", "commune_code"] == "75056"
