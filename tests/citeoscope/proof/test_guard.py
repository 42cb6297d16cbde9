"""The differencing guard against a brute-force solver, and on real figures.

The solver knows every figure that is shown, so that each told total gives it the total of the hidden communes inside.
It then looks for any sum and difference of these that is the total of a few hidden communes.
"""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from citeoscope.query.differencing import Guard
from citeoscope.query.status import Status
from citeoscope.told import tell

KEY = ("etablissements", "2022")
SMALLEST = 3
HIDDEN = 7
units_of_communes = st.lists(st.integers(1, SMALLEST - 1), min_size=2, max_size=HIDDEN)
perimeters = st.lists(st.sets(st.integers(0, HIDDEN - 1)), min_size=2, max_size=7)


def told(units, asked):
    """Hidden communes of each perimeter whose exact total the guard let out, and those it refused."""

    def is_secret(codes):
        return 0 < sum(units[int(code)] for code in codes) < SMALLEST

    guard, out, refused = Guard(), [], []
    for place, wanted in enumerate(asked):
        hidden = frozenset(str(one) for one in wanted if one < len(units))
        if is_secret(hidden):
            continue
        if guard.leak(KEY, hidden, is_secret) is None:
            guard = guard.telling(KEY, str(place), hidden)
            out.append(hidden)
        else:
            refused.append(hidden)
    return out, refused


def worked_out(units, out):
    """Every set of hidden communes under the threshold whose total is a sum and difference of the told ones."""
    matrix = np.array([[float(str(one) in hidden) for one in range(len(units))] for hidden in out])
    if not matrix.size:
        return
    rank = np.linalg.matrix_rank(matrix)
    for size in range(1, SMALLEST):
        for found in combinations(range(len(units)), size):
            if sum(units[one] for one in found) >= SMALLEST:
                continue
            wanted = np.zeros(len(units))
            wanted[list(found)] = 1.0
            if np.linalg.matrix_rank(np.vstack([matrix, wanted])) == rank:
                yield found


@settings(max_examples=400, deadline=None)
@given(units_of_communes, perimeters)
@example([1, 1, 2, 2, 2, 2], [{0, 2, 3}, {1, 4, 5}, {2, 3, 4, 5}])
@example([2, 2, 2, 2], [{0, 1, 2, 3}, {0, 1, 2}])
def test_no_sequence_of_told_totals_gives_a_hidden_figure_to_a_linear_solver(units, asked):
    out, _ = told(units, asked)
    assert list(worked_out(units, out)) == []


@settings(max_examples=200, deadline=None)
@given(units_of_communes, perimeters)
def test_a_total_is_refused_only_if_it_would_have_given_something(units, asked):
    """No over-caution: what is refused, told after all, gives the solver a hidden figure."""
    out, refused = told(units, asked)
    for hidden in refused:
        assert list(worked_out(units, [*out, hidden]))


def test_the_solver_finds_what_an_unguarded_subtraction_gives():
    assert list(worked_out([2, 2, 2], [{"0", "1", "2"}, {"0", "1"}])) == [(2,)]


def hidden_commune(embedded, departement):
    """A commune with one or two establishments, in a département that has others."""
    inside = embedded.perimeter(f"departement:{departement}").codes
    hidden = embedded.figures.hidden(embedded.indicator("etablissements"))
    return next(code for code in inside if code in hidden)


@pytest.fixture(scope="module")
def village(embedded):
    return hidden_commune(embedded, "88")


def test_a_region_then_the_region_without_a_village_is_refused_and_the_village_named(embedded, village):
    first = tell(embedded, ["etablissements"], ["region:44"])
    assert first.answers[0].status is Status.OK
    (second,) = tell(embedded, ["etablissements"], [f"region:44-commune:{village}"], first.guard).answers
    assert second.status is Status.SECRET
    assert second.value is None
    assert second.lower_bound is None
    assert second.reason.startswith("Non montré : avec le chiffre de « Grand Est »")
    assert embedded.geography.describe("commune", village) in second.reason
    assert "secret statistique" in second.reason


def test_the_order_of_the_two_does_not_matter(embedded, village):
    first, second = tell(embedded, ["etablissements"], [f"region:44-commune:{village}", "region:44"]).answers
    assert first.status is Status.OK
    assert second.status is Status.SECRET
    assert embedded.geography.describe("commune", village) in second.reason


def test_three_perimeters_that_isolate_a_village_together_are_refused_at_the_third(embedded):
    hidden = embedded.figures.hidden(embedded.indicator("etablissements"))
    one, two, three, four, five = [code for code in embedded.perimeter("departement:55").codes if code in hidden][:5]
    sets = [f"commune:{one}+commune:{two}+commune:{three}", f"commune:{two}+commune:{four}+commune:{five}"]
    both = f"commune:{one}+commune:{three}+commune:{four}+commune:{five}"
    answers = tell(embedded, ["etablissements"], [*sets, both]).answers
    assert [one.status for one in answers] == [Status.OK, Status.OK, Status.SECRET]
    assert answers[-1].reason.startswith("Non montré : avec les chiffres déjà donnés, on en déduirait celui de ")


def test_a_second_session_starts_afresh(embedded, village):
    tell(embedded, ["etablissements"], ["region:44"])
    (alone,) = tell(embedded, ["etablissements"], [f"region:44-commune:{village}"]).answers
    assert alone.status is Status.OK


def test_another_indicator_or_a_commune_that_is_shown_is_told(embedded, village):
    shown = "commune:88160"
    territories = ["region:44", f"region:44-{shown}", f"region:44-commune:{village}"]
    statuses = [one.status for one in tell(embedded, ["population"], territories).answers]
    assert statuses == [Status.OK] * 3
    statuses = [one.status for one in tell(embedded, ["etablissements"], territories[:2]).answers]
    assert statuses == [Status.OK] * 2


@pytest.mark.parametrize("indicator", ["etablissements", "emplois_salaries"])
def test_a_change_does_not_tell_what_the_figure_hides(embedded, village, indicator):
    told = embedded.change(indicator, f"commune:{village}", "2017", "2022")
    assert told.status is Status.SECRET
    assert told.before is None
    assert told.after is None
    assert told.difference is None
    assert "secret statistique" in told.reason
    assert embedded.change(indicator, "departement:88", "2017", "2022").status is Status.OK


def test_no_change_is_told_of_a_commune_hidden_at_either_date(embedded):
    declared = embedded.indicator("emplois_salaries")
    hidden = embedded.figures.hidden(declared) | embedded.figures.hidden(declared.at("2017"))
    asked = sorted(hidden)[::40]
    assert len(asked) > 50
    for code in asked:
        assert embedded.change("emplois_salaries", f"commune:{code}", "2017", "2022").after is None, code
