"""Ranks, recomputed with pandas from the stored tables, and their properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeoscope.comparison import standing
from citeoscope.comparison.peers import inside
from citeoscope.comparison.ranks import as_printed, ranks
from citeoscope.comparison.standing import ordinal
from citeoscope.numbers import NARROW, format_number
from citeoscope.territory.levels import Level

FIGURES = st.lists(
    st.one_of(
        st.floats(-1e7, 1e7, allow_nan=False),
        st.sampled_from([0.285, 0.5, 1.005, 2.675, -0.285, -0.004, 22.04999999, 22.05, float("nan")]),
    ),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("code", ["92050", "59350", "88304", "88160", "75056", "69123", "13055", "2A004", "97411"])
@pytest.mark.parametrize("among", ["france", "region", "departement", "epci"])
def test_the_rank_of_a_commune_is_that_of_the_legal_populations(embedded, code, among):
    communes = embedded.read("communes").set_index("code")
    people = embedded.read("populations_legales").set_index("code")["pmun"].reindex(communes.index).astype("float64")
    peers = people if among == "france" else people[communes[among] == communes.loc[code, among]]
    found = standing(embedded, "population", f"commune:{code}", among)
    ordered = peers.rank(ascending=False, method="min")
    assert found.rank == ordered[code]
    assert found.ties == (peers == peers[code]).sum() - 1
    assert (found.count, found.without) == (peers.notna().sum(), peers.isna().sum())
    below = (peers < peers[code]).sum() + (peers == peers[code]).sum() / 2
    assert found.percentile == pytest.approx(100 * below / peers.notna().sum())


@pytest.mark.parametrize(
    ("code", "among", "rank", "count"),
    [
        ("92050", "region", 6, 1266),
        ("59350", "region", 1, 3782),
        ("88304", "departement", 11, 506),
        ("88160", "departement", 1, 506),
    ],
)
def test_ranks_that_people_quote(embedded, code, among, rank, count):
    found = standing(embedded, "population", f"commune:{code}", among)
    assert (found.rank, found.count) == (rank, count)


@pytest.mark.parametrize("code", ["92050", "59350", "88304", "88160"])
def test_a_rank_among_incomes_leaves_out_the_secret_communes(embedded, code):
    income = embedded.read("filosofi").set_index("code")
    known = income.loc[income["median_income_eur_status"] == "ok", "median_income_eur"].astype("float64")
    found = standing(embedded, "revenu_median", f"commune:{code}")
    communes = embedded.read("communes")["code"]
    # A figure published for a commune and one re-established since is nobody's.
    known = known.drop(list(embedded.store.manifest("filosofi").rebase.splits), errors="ignore")
    assert found.rank == (known.round() > round(known[code])).sum() + 1
    assert found.count == len(known)
    assert found.count + found.without == len(communes)


def test_a_secret_commune_has_no_rank_and_says_why(embedded):
    found = standing(embedded, "revenu_median", "commune:88001")
    assert (found.rank, found.percentile) == (None, None)
    assert "secret statistique" in found.reason
    assert found.without > 0


def test_communes_whose_figures_are_printed_alike_share_a_rank(embedded):
    table = embedded.table("taux_pauvrete", Level.COMMUNE)
    codes = inside(embedded, Level.COMMUNE, "region:11")
    known = table.loc[codes][table.loc[codes, "status"] == "ok"]
    printed = known["value"].map(lambda value: format_number(value, 1))
    alike = printed[printed == printed["92050"]].index
    assert len(alike) > 1
    found = [standing(embedded, "taux_pauvrete", f"commune:{code}", "region") for code in alike]
    assert {(one.rank, one.ties) for one in found} == {(found[0].rank, len(alike) - 1)}


@pytest.mark.parametrize(
    ("territory", "among", "count"),
    [
        ("region:11", "france", 17),
        ("departement:88", "region", 10),
        ("departement:2A", "region", 2),
        ("departement:971", "region", 1),
        ("ept:200057982", "epci", 11),
        ("epci:200068369", "departement", 10),
    ],
)
def test_territories_of_every_level_are_ranked_among_those_held_whole(embedded, territory, among, count):
    found = standing(embedded, "population", territory, among)
    assert found.count == count
    assert 1 <= found.rank <= count


def test_a_territory_across_a_border_belongs_to_neither_side(embedded):
    communes = embedded.geography.communes
    sides = communes.groupby("epci")["region"].nunique()
    across = sides.index[sides > 1]
    assert len(across) > 0
    for region in communes["region"].unique():
        assert not set(across) & set(inside(embedded, Level.EPCI, f"region:{region}"))
    found = standing(embedded, "population", f"epci:{across[0]}", "region")
    assert found.rank is None
    assert "plus large" in found.reason
    assert standing(embedded, "population", f"epci:{across[0]}").rank


@pytest.mark.parametrize(
    ("territory", "among", "said"),
    [
        ("france", "france", "seule à son niveau"),
        ("commune:92050+commune:92051", "region", "composé"),
        ("region:11", "departement", "plus large"),
        ("region:11", "region", "plus large"),
        ("commune:29083", "epci", "intercommunalité"),
        ("commune:88160", "ept", "EPT"),
    ],
)
def test_what_cannot_be_ranked_says_why(embedded, territory, among, said):
    found = standing(embedded, "population", territory, among)
    assert found.rank is None
    assert said in found.reason


def test_an_unknown_level_lists_those_that_exist(embedded):
    with pytest.raises(ValueError, match=r"canton.*region"):
        standing(embedded, "population", "commune:92050", "canton")


@pytest.mark.parametrize(
    ("rank", "level", "text"),
    [
        (1, Level.COMMUNE, "1re"),
        (1, Level.EPCI, "1re"),
        (1, Level.DEPARTEMENT, "1er"),
        (1, Level.EPT, "1er"),
        (2, Level.REGION, "2e"),
        (1240, Level.COMMUNE, f"1{NARROW}240e"),
    ],
)
def test_ordinals_agree_with_the_level(rank, level, text):
    assert ordinal(rank, level) == text


def test_a_standing_is_told_in_a_few_words(embedded):
    assert standing(embedded, "population", "commune:92050", "region").text == f"6e sur 1{NARROW}266"
    assert "ex æquo sur" in standing(embedded, "gares", "commune:92050", "region").text
    assert standing(embedded, "revenu_median", "commune:88001").text == "Pas de rang sans valeur : secret statistique."


@given(FIGURES, st.integers(0, 3))
def test_figures_are_equal_when_their_printed_texts_are(values, decimals):
    units = as_printed(np.array(values), decimals)
    texts = [format_number(value, decimals) for value in values]
    known = [i for i, value in enumerate(values) if not np.isnan(value)]
    for i in known:
        for j in known:
            assert (units[i] == units[j]) == (texts[i] == texts[j])


@given(FIGURES, st.integers(0, 3))
def test_ranks_are_a_permutation_once_ties_are_spread(values, decimals):
    figures = np.array(values)
    found = ranks(figures, decimals)
    known = ~np.isnan(figures)
    assert np.isnan(found.rank[~known]).all()
    assert np.isnan(found.percentile[~known]).all()
    spread = [
        rank + shift
        for rank, ties in set(zip(found.rank[known], found.ties[known], strict=True))
        for shift in range(ties + 1)
    ]
    assert sorted(spread) == list(range(1, int(known.sum()) + 1))


@given(FIGURES, st.integers(0, 3))
def test_percentiles_stay_within_bounds_and_follow_the_figures(values, decimals):
    figures = np.array(values)
    found = ranks(figures, decimals)
    known = np.flatnonzero(~np.isnan(figures))
    assert ((found.percentile[known] > 0) & (found.percentile[known] < 100)).all()
    order = known[np.argsort(figures[known])]
    assert (np.diff(found.percentile[order]) >= 0).all()
    assert (np.diff(found.rank[order]) <= 0).all()


@given(FIGURES)
def test_ranks_are_those_of_pandas_on_the_printed_figures(values):
    figures = np.array(values)
    expected = pd.Series(as_printed(figures, 1)).rank(ascending=False, method="min")
    np.testing.assert_array_equal(ranks(figures, 1).rank, expected.to_numpy())
