"""The choice of sites: the optimum of an exhaustive search, or a gap that is true."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from citeoscope.coverage import mclp
from citeoscope.coverage.demand import demand
from citeoscope.coverage.mclp import Choice, choose, covered, ranked


def problem(seed: int, points: int, sites: int, chord: float):
    """Random inhabitants and sites on a square of 10 km; people count whole so that sums are exact."""
    draw = np.random.default_rng(seed)
    where = np.column_stack([draw.uniform(0, 10_000, (points + sites, 2)), np.zeros(points + sites)])
    people = draw.integers(0, 500, points).astype("float64")
    return where[:points], people, where[points:], chord


def plain(points, people, sites, chord, chosen) -> float:
    """Inhabitants near one of some sites, by the definition."""
    near = np.zeros(len(points), dtype=bool)
    for site in chosen:
        near |= ((points - sites[site]) ** 2).sum(axis=1) <= chord**2
    return float(people[near].sum())


def exhaustive(points, people, sites, chord, count) -> float:
    return max(plain(points, people, sites, chord, some) for some in combinations(range(len(sites)), count))


PROBLEMS = st.builds(
    problem, st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 10), st.sampled_from([800.0, 2000.0, 4000.0])
)


@given(PROBLEMS, st.integers(1, 10))
@settings(max_examples=80, deadline=None)
@example(problem(3, 60, 10, 2000.0), 3)
def test_the_choice_is_the_best_of_all(drawn, count):
    points, people, sites, chord = drawn
    assume(count <= len(sites))
    found = choose(demand(points, people, sites, chord), count, 10)
    best = exhaustive(points, people, sites, chord, count)
    assert found.covered == pytest.approx(best)
    assert found.gap == 0
    assert len(found.sites) <= count
    assert plain(points, people, sites, chord, found.sites) == pytest.approx(found.covered)


@given(PROBLEMS, st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_the_solver_alone_finds_the_best(drawn, count):
    points, people, sites, chord = drawn
    demanded = demand(points, people, sites, chord)
    assume(count <= len(sites) and demanded.sites.nnz > 0)
    chosen, bound = mclp._exact(demanded, count, 10)
    best = exhaustive(points, people, sites, chord, count)
    assert covered(demanded, chosen) == pytest.approx(best)
    assert bound == pytest.approx(best)


@given(st.integers(0, 10**6), st.integers(2, 4), st.sampled_from([800.0, 1500.0, 2500.0]))
@settings(max_examples=40, deadline=None)
def test_without_the_solver_the_gap_told_is_never_too_small(seed, count, chord):
    points, people, sites, chord = problem(seed, 60, 10, chord)
    demanded = demand(points, people, sites, chord)
    start = mclp._greedy(demanded, count)
    better = mclp._improved(demanded, start)
    best = exhaustive(points, people, sites, chord, count)
    assert covered(demanded, start) <= covered(demanded, better) <= best
    assert covered(demanded, better) >= (1 - 1 / np.e) * best  # Nemhauser, Wolsey and Fisher (1978)
    first, last = (mclp._proved_bound(demanded, better, count, steps) for steps in (0, 300))
    assert first >= last >= best - 1e-6
    assert first <= demanded.total


def test_a_problem_too_large_for_the_solver_is_answered_with_its_gap(monkeypatch):
    points, people, sites, chord = problem(1, 400, 40, 1500.0)
    demanded = demand(points, people, sites, chord)
    best = choose(demanded, 5, 10)
    assert best.gap == 0
    monkeypatch.setattr(mclp, "LARGEST_EXACT", 0)
    quick = choose(demanded, 5, 10)
    assert 0 < quick.gap < 1
    assert quick.covered <= best.covered <= quick.bound


@given(PROBLEMS)
@settings(max_examples=40, deadline=None)
def test_gains_add_up_and_decrease(drawn):
    points, people, sites, chord = drawn
    demanded = demand(points, people, sites, chord)
    order, gains = ranked(demanded, range(len(sites)))
    assert sum(gains) == pytest.approx(demanded.total) == pytest.approx(plain(*drawn, range(len(sites))))
    assert list(gains) == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)
    for place in range(len(order)):
        assert plain(*drawn, order[: place + 1]) == pytest.approx(sum(gains[: place + 1]))


@given(PROBLEMS, st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_one_more_site_never_reaches_fewer(drawn, count):
    demanded = demand(*drawn)
    assert choose(demanded, count, 10).covered <= choose(demanded, count + 1, 10).covered + 1e-6


def test_the_same_question_gets_the_same_answer():
    demanded = demand(*problem(7, 500, 60, 1200.0))
    assert choose(demanded, 6, 10) == choose(demanded, 6, 10)


def test_nobody_to_reach_is_no_site_and_no_gap():
    points, people, sites, _ = problem(1, 10, 5, 1.0)
    assert choose(demand(points, people, sites, 0.001), 3, 10) == Choice((), (), 0.0)
    assert choose(demand(points[:0], people[:0], sites, 2000.0), 3, 10).gap == 0
