"""Where to open: what the sites bring is what reach counts, the words are true, and bad requests are refused."""

import json

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from citeoscope.coverage import Places, candidates, places, published, reach, where_to_open
from citeoscope.coverage.plan import MOST_CANDIDATES
from citeoscope.coverage.spread import spread
from citeoscope.errors import CoverageError


@pytest.fixture(scope="module")
def census(embedded) -> Places:
    return published(embedded, "tiers_lieux_2019", "tiers-lieu")


@pytest.fixture(scope="module")
def plan(embedded, census):
    return where_to_open(embedded, census, candidates(embedded, "region:11"), "region:11", 10, kilometres=2)


def plainly(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_ten_stations_of_ile_de_france_are_chosen_and_proved(plan):
    assert plan.gap_pct == 0
    assert plan.quality == "optimal"
    assert list(plan.sites["rank"]) == list(range(1, 11))
    assert plan.sites["gain"].is_monotonic_decreasing
    assert plan.sites["gain"].sum() == pytest.approx(plan.after - plan.before)
    assert plan.sites["cumulated"].iloc[-1] == pytest.approx(plan.after - plan.before)
    assert plan.sites["share_pct"].iloc[-1] == pytest.approx(plan.share_after)
    assert plainly(plan.text).startswith(
        "10 lieux ouverts porteraient la part des habitants à moins de 2 km d’un tiers"
    )
    assert plainly(plan.text).endswith("Choix optimal, parmi 942 candidats.")


def test_what_the_sites_bring_is_what_reach_counts(embedded, census, plan):
    opened = pd.concat([census.frame, plan.sites[["name", "latitude", "longitude"]]])
    today = reach(embedded, census, "region:11", kilometres=2)
    assert plan.before == pytest.approx(today.covered)
    both = Places(places(opened, "tiers-lieu").frame, "tiers-lieu", scope=census.scope)
    assert plan.after == pytest.approx(reach(embedded, both, "region:11", kilometres=2).covered)
    assert plan.population == today.population


def test_the_first_gain_is_recomputed_with_geodesics(embedded, census, plan):
    """Points, people and distances are rebuilt: projected back to degrees, and measured by pyproj."""
    from pyproj import Transformer

    people = spread(embedded, embedded.perimeter("region:11"), census.scope)
    back = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)
    longitude, latitude, _ = back.transform(*people.points.T)
    geod = Geod(ellps="WGS84")
    site = plan.sites.iloc[0]
    near = np.flatnonzero((np.abs(longitude - site["longitude"]) < 0.05) & (np.abs(latitude - site["latitude"]) < 0.03))
    legal = embedded.read("populations_legales").set_index("code")["pmun"]
    counts = pd.Series(people.codes[people.commune]).value_counts()
    gain = 0.0
    for point in near:
        start = longitude[point], latitude[point]
        if geod.inv(*start, site["longitude"], site["latitude"])[2] > 2000:
            continue
        rows = census.frame
        metres = geod.inv(
            np.full(len(rows), start[0]), np.full(len(rows), start[1]), rows["longitude"], rows["latitude"]
        )[2]
        if metres.min() > 2000:
            code = people.codes[people.commune[point]]
            gain += legal[code] / counts[code]
    assert site["gain"] == pytest.approx(gain)


def test_no_single_exchange_would_do_better(embedded, census):
    """On a territory where all pairs can be tried, no other pair of communes brings more."""
    from itertools import combinations

    sites = candidates(embedded, "epci:200068369", "communes")
    found = where_to_open(embedded, census, sites, "epci:200068369", 2, kilometres=5)
    people = spread(embedded, embedded.perimeter("epci:200068369"), census.scope)

    def near(frame) -> np.ndarray:
        metres = Places(frame, "").metres
        distances = np.linalg.norm(people.points[:, None, :] - metres[None, :, :], axis=2)
        return distances <= 5000 - 1e-4

    left = ~near(census.frame).any(axis=1)
    by_site = near(sites.frame) & left[:, None]
    best = max(
        people.inhabitants[by_site[:, one] | by_site[:, other]].sum()
        for one, other in combinations(range(len(sites)), 2)
    )
    assert found.after - found.before == pytest.approx(best)


def test_fewer_sites_are_given_when_no_other_adds_anybody(embedded, census):
    sites = candidates(embedded, "commune:88304+commune:88160", "communes")
    found = where_to_open(embedded, Places(census.frame[:0], "tiers-lieu"), sites, "commune:88304", 2, kilometres=15)
    assert len(found.sites) == 1
    assert found.share_after == pytest.approx(100)
    assert plainly(found.text).startswith("Un lieu ouvert porterait la part des habitants")
    assert found.text.endswith("Aucun autre candidat n’ajouterait d’habitant.")


def test_when_everybody_is_near_no_site_is_given(embedded, census):
    sites = candidates(embedded, "commune:92050", "stations")
    found = where_to_open(embedded, census, sites, "commune:92050", 1, kilometres=10)
    assert found.sites.empty
    assert found.before == found.after == found.population
    assert plainly(found.text).startswith(f"Aucun des {len(sites)} candidats n’ajouterait d’habitant")


def test_a_gap_is_told_rounded_up_never_better_than_proved(plan):
    from dataclasses import replace

    assert plainly(replace(plan, gap_pct=0.0004).quality) == "à moins de 0,1 % de l’optimum"
    assert plainly(replace(plan, gap_pct=3.11).quality) == "à moins de 3,2 % de l’optimum"


def test_a_short_time_limit_still_answers_with_a_true_gap(embedded, census):
    nobody = Places(census.frame[:0], "tiers-lieu", scope=census.scope)
    sites = candidates(embedded, "departement:94")
    full = where_to_open(embedded, nobody, sites, "departement:94", 5, kilometres=1.5)
    short = where_to_open(embedded, nobody, sites, "departement:94", 5, kilometres=1.5, seconds=0.001)
    assert short.after * (1 + 1e-9) >= full.after * (1 - short.gap_pct / 100)
    assert short.after <= full.after * (1 + 1e-9) or full.gap_pct > 0


def test_the_frame_leaves_with_its_quality_and_its_sources(plan):
    frame = plan.frame
    assert list(frame.columns) == [
        "rank",
        "name",
        "kind",
        "commune_code",
        "commune",
        "precision",
        "latitude",
        "longitude",
        "gain",
        "cumulated",
        "share_pct",
    ]
    said = frame.attrs["citeoscope"]
    assert said["quality"] == "optimal"
    assert len(said["sources"]) == 4
    assert "problème de couverture maximale" in said["method"]
    assert json.loads(json.dumps(said)) == said


def test_all_that_is_wrong_is_told_at_once(embedded, census):
    none = Places(census.frame[:0], "gare")
    with pytest.raises(CoverageError) as told:
        where_to_open(embedded, census, none, "region:11", 0, kilometres=500)
    lines = str(told.value).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("Aucun candidat")
    assert lines[1].startswith("Nombre de lieux à ouvrir impossible : 0")
    assert lines[2].startswith("Distance impossible : 500 km")


@pytest.mark.parametrize("n", [-1, 0])
def test_no_site_to_open_is_refused(embedded, census, n):
    with pytest.raises(CoverageError, match="Demandez-en au moins un"):
        where_to_open(embedded, census, candidates(embedded, "departement:92"), "departement:92", n, kilometres=1)


def test_more_sites_than_candidates_is_refused(embedded, census):
    sites = candidates(embedded, "departement:92")
    with pytest.raises(CoverageError, match=f"Trop de lieux à ouvrir : {len(sites) + 1} pour {len(sites)} candidats"):
        where_to_open(embedded, census, sites, "departement:92", len(sites) + 1, kilometres=1)


def test_all_communes_of_france_are_refused_with_what_to_do(embedded, census):
    sites = candidates(embedded, "france", "communes")
    assert len(sites) > MOST_CANDIDATES
    with pytest.raises(CoverageError, match="Choisissez une région ou un département"):
        where_to_open(embedded, census, sites, "france", 10, kilometres=5)


def test_a_territory_with_nobody_to_count_is_refused(embedded, census):
    everywhere = Places(census.frame, "tiers-lieu")
    sites = candidates(embedded, "region:06", "communes")
    with pytest.raises(CoverageError, match="Mayotte"):
        where_to_open(embedded, everywhere, sites, "region:06", 1, kilometres=5)
