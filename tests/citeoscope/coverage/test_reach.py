"""Who lives near a place: recomputed by other means, monotone, and honest about what is not counted."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from citeoscope.atlas import Atlas
from citeoscope.catalogue.load import catalogue
from citeoscope.coverage import Places, places, published, reach
from citeoscope.coverage.spread import lattice, spread
from citeoscope.errors import CoverageError
from citeoscope.paths import DATA
from citeoscope.store import Store

MIRECOURT = "epci:200068369"
AROUND = st.lists(st.tuples(st.floats(5.8, 6.4), st.floats(48.1, 48.5)), max_size=6)


@pytest.fixture(scope="module")
def census(embedded) -> Places:
    return published(embedded, "tiers_lieux_2019", "tiers-lieu")


def at(points) -> Places:
    table = pd.DataFrame(list(points), columns=["longitude", "latitude"]).assign(name="lieu")
    return places(table, "lieu")


def by_area(atlas, territory, kilometres) -> tuple[float, float]:
    """What a planner would compute: buffers in Lambert-93, share of each commune's area, legal populations."""
    codes = atlas.perimeter(territory).codes
    communes = gpd.GeoDataFrame(atlas.read("contours_communes"))
    communes = communes[communes["code"].isin(codes)].to_crs(2154).set_index("code")
    rows = gpd.GeoDataFrame(atlas.read("tiers_lieux_2019"))
    near = rows[rows.geometry.notna()].to_crs(2154).buffer(1000 * kilometres, quad_segs=32).union_all()
    share = communes.intersection(near).area / communes.area
    people = pd.Series(atlas.read("populations_legales").set_index("code")["pmun"]).reindex(communes.index)
    return float((share * people).sum()), float(people.sum())


@pytest.mark.parametrize(
    ("territory", "kilometres", "tolerance"),
    [("region:11", 1, 0.3), ("region:11", 2, 0.3), ("region:11", 5, 0.3), ("departement:88", 5, 0.5)],
)
def test_the_share_is_that_of_buffers_over_areas(embedded, census, territory, kilometres, tolerance):
    found = reach(embedded, census, territory, kilometres=kilometres)
    covered, people = by_area(embedded, territory, kilometres)
    assert found.population == people
    assert found.share == pytest.approx(100 * covered / people, abs=tolerance)


def test_the_share_by_centre_and_the_nearest_place_are_those_of_geodesics(embedded, census):
    found = reach(embedded, census, "departement:92", kilometres=1)
    outlines = gpd.GeoDataFrame(embedded.read("contours_communes")).set_index("code").geometry
    geod = Geod(ellps="WGS84")
    rows = census.frame
    total = 0.0
    for code, row in found.communes.iterrows():
        centre = outlines[code].point_on_surface()
        start = np.full(len(rows), centre.x), np.full(len(rows), centre.y)
        metres = geod.inv(*start, rows["longitude"].to_numpy(), rows["latitude"].to_numpy())[2]
        assert row["distance_m"] == pytest.approx(metres.min(), abs=0.05)
        assert row["nearest"] == rows["name"][int(np.argmin(metres))]
        total += row["population"] * (metres.min() <= 1000)
    assert found.covered_by_centre == total


def test_figures_of_the_embedded_census_for_ile_de_france(embedded, census):
    found = reach(embedded, census, "region:11", kilometres=2)
    assert found.population == 12_463_067
    assert found.share == pytest.approx(49.3, abs=0.1)
    assert found.share_by_centre == pytest.approx(52.5, abs=0.1)
    assert (
        found.text.replace("\N{NARROW NO-BREAK SPACE}", " ")
        .replace("\N{NO-BREAK SPACE}", " ")
        .endswith("sur 12 463 067) sont à moins de 2 km d’un tiers-lieu.")
    )
    assert "la part serait de 52,5" in found.method
    assert found.sources == (
        *(embedded.source(one).text for one in ("tiers_lieux_2019", "populations_legales", "contours_communes")),
    )


def test_parts_add_up_to_the_whole(embedded, census):
    found = reach(embedded, census, "region:11", kilometres=2)
    rows = found.communes
    assert rows["covered"].sum() == pytest.approx(found.covered)
    assert (rows["covered"] - rows["population"] * rows["share_pct"] / 100).abs().max() < 1e-6
    parts = [reach(embedded, census, f"departement:{code}", kilometres=2) for code in (75, 77, 78, 91, 92, 93, 94, 95)]
    assert sum(part.covered for part in parts) == pytest.approx(found.covered)
    assert (found.without["share_pct"] == 0).all()
    assert found.without["population"].is_monotonic_decreasing


@given(AROUND, st.floats(0.2, 30), st.floats(0.2, 30))
@settings(max_examples=40, deadline=None)
def test_a_wider_radius_never_covers_fewer(embedded, points, one, other):
    near, far = sorted((one, other))
    where = at(points)
    assert (
        reach(embedded, where, MIRECOURT, kilometres=near).covered
        <= reach(embedded, where, MIRECOURT, kilometres=far).covered + 1e-6
    )


@given(AROUND, st.tuples(st.floats(5.8, 6.4), st.floats(48.1, 48.5)), st.floats(0.2, 30))
@settings(max_examples=40, deadline=None)
def test_one_more_place_never_covers_fewer(embedded, points, more, kilometres):
    fewer = reach(embedded, at(points), MIRECOURT, kilometres=kilometres)
    assert fewer.covered <= reach(embedded, at([*points, more]), MIRECOURT, kilometres=kilometres).covered + 1e-6
    assert 0 <= fewer.covered <= fewer.population


def test_no_place_covers_nobody(embedded):
    found = reach(embedded, at([]), MIRECOURT, kilometres=5)
    assert found.covered == 0
    assert set(found.communes["state"]) == {"non couverte"}
    assert np.isinf(found.communes["distance_m"]).all()


def test_a_commune_without_outline_is_left_out_with_its_inhabitants(embedded, census):
    found = reach(embedded, census, "departement:15", kilometres=5)
    people = embedded.read("populations_legales").set_index("code")["pmun"]
    codes = embedded.perimeter("departement:15").codes
    alone = ["15031", "15035", "15047", "15141", "15171"]
    assert list(found.left_out.index) == alone
    assert found.left_out["share_pct"].isna().all()
    assert (found.left_out["status"] == "missing").all()
    assert found.population == people.reindex(codes).drop(alone).sum()
    assert "4 (contour non publié" in found.method
    assert "1 (contour commun à plusieurs communes" in found.method


def test_where_the_census_did_not_go_nothing_is_said(embedded, census):
    with pytest.raises(CoverageError, match=r"La Réunion .*hors du champ"):
        reach(embedded, census, "region:04", kilometres=5)
    found = reach(embedded, census, "commune:92050+region:04", kilometres=5)
    assert found.population == embedded.read("populations_legales").set_index("code")["pmun"]["92050"]
    assert set(found.left_out["reason"]) == {"hors du champ de la liste des lieux"}
    assert "Champ de la liste des lieux : France métropolitaine." in found.method


def test_a_territory_without_published_population_is_refused(embedded):
    with pytest.raises(CoverageError, match=r"Mayotte .*population : pas de donnée"):
        reach(embedded, at([(45.2, -12.8)]), "region:06", kilometres=5)


@pytest.fixture(scope="module")
def with_a_secret(tmp_path_factory) -> Atlas:
    """The embedded data, where the publisher would keep the population of Mirecourt secret."""
    root, snapshot = tmp_path_factory.mktemp("store"), DATA / "snapshot"
    index = json.loads((snapshot / "index.json").read_text(encoding="utf-8"))
    manifest = index["datasets"]["populations_legales"]
    rows = pd.read_parquet(snapshot / manifest["file"])
    rows["pmun_status"] = np.where(rows["code"] == "88304", "secret", "ok")
    rows["pmun"] = rows["pmun"].mask(rows["code"] == "88304")
    rows.to_parquet(root / manifest["file"])
    index["datasets"] = {"populations_legales": manifest}
    (root / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return Atlas(Store(root, snapshot), catalogue())


def test_a_secret_population_is_left_out_never_counted_as_zero(embedded, with_a_secret):
    where = at([(6.13, 48.30)])
    known = reach(embedded, where, MIRECOURT, kilometres=3)
    found = reach(with_a_secret, where, MIRECOURT, kilometres=3)
    row = found.communes.loc["88304"]
    assert (row["status"], row["state"], row["reason"]) == ("secret", "non comptée", "population : secret statistique")
    assert np.isnan(row["population"])
    assert np.isnan(row["share_pct"])
    assert found.population == known.population - known.communes.loc["88304", "population"]
    assert found.covered == pytest.approx(known.covered - known.communes.loc["88304", "covered"])
    assert "1 (population : secret statistique)" in found.method


def test_the_frame_says_what_it_is(embedded, census):
    frame = reach(embedded, census, MIRECOURT, minutes=15, mode="cycle").frame
    assert list(frame.columns) == [
        "code",
        "name",
        "population",
        "status",
        "reason",
        "share_pct",
        "covered",
        "state",
        "nearest",
        "distance_m",
    ]
    said = frame.attrs["citeoscope"]
    assert "15\N{NO-BREAK SPACE}minutes à vélo" in said["label"]
    assert said["perimeter"] == MIRECOURT
    assert len(said["sources"]) == 3


def test_every_commune_has_points_inside_it_and_big_ones_not_too_many(embedded):
    people = spread(embedded, embedded.perimeter("region:11+region:03"))
    counts = people.counts
    assert counts.min() >= 8
    assert counts.max() <= 1100
    assert people.inhabitants.sum() == pytest.approx(people.population.sum())
    outlines = gpd.GeoDataFrame(embedded.read("contours_communes")).set_index("code").geometry
    paris = np.flatnonzero(people.codes == "75056")[0]
    assert counts[paris] == pytest.approx(outlines[["75056"]].to_crs(2154).area.iloc[0] / 500**2, rel=0.03)


def test_an_outline_thinner_than_the_lattice_has_one_point():
    thin = gpd.GeoSeries.from_wkt(["POLYGON((2 48, 2.5 48.4, 2.5000001 48.4, 2 48))"]).to_numpy()
    own, longitude, latitude = lattice(thin)
    assert len(own) >= 1
    assert gpd.GeoSeries.from_xy(longitude, latitude).distance(thin[0]).max() < 1e-9
