"""Every method, on every kind of figures: what a class promises, it holds."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeoscope.errors import CiteoscopeError
from citeoscope.maps import METHODS, Classing, classify, encode, interval_texts, legend, locked, palette
from citeoscope.maps.breaks import rounded
from citeoscope.query.status import Status

FOUND = [method for method in METHODS if method != "manual"]
FIGURE = st.floats(-1e7, 1e7) | st.integers(-20, 20).map(float) | st.just(0.0) | st.just(math.nan)
FIGURES = st.lists(FIGURE, max_size=60)
CHOICES = st.builds(
    Classing,
    method=st.sampled_from(FOUND),
    k=st.integers(1, 9),
    decimals=st.integers(0, 3),
    pivot=st.none() | st.just(0.0) | st.integers(-5, 5).map(float),
    count=st.booleans(),
)


def held(breaks, figures):
    """Each figure is in the one class whose printed interval tells it."""
    for figure, rank in zip(rounded(figures, breaks.decimals), breaks.class_of(figures), strict=True):
        told = [i for i, (low, high) in enumerate(breaks.intervals) if low <= figure <= high]
        assert told == ([] if np.isnan(figure) else [rank])


@settings(deadline=None)
@given(FIGURES, CHOICES)
def test_every_method_puts_every_figure_in_the_one_class_whose_interval_tells_it(values, choice):
    figures = np.array(values, dtype=float)
    breaks = choice.breaks(figures)
    assert list(breaks.bounds) == sorted(breaks.bounds)
    assert breaks.size <= choice.k + 1
    assert breaks.asked is None
    assert sum(breaks.counts(figures)) == np.count_nonzero(~np.isnan(figures))
    held(breaks, figures)


@settings(deadline=None)
@given(FIGURES, FIGURES.filter(lambda values: any(not math.isnan(value) for value in values)), CHOICES)
def test_classes_of_a_reference_hold_every_drawn_figure_and_say_when_they_were_extended(values, wider, choice):
    figures, reference = np.array(values, dtype=float), np.array(wider, dtype=float)
    breaks = choice.breaks(figures, reference)
    held(breaks, figures)
    known = rounded(figures[~np.isnan(figures)], choice.decimals)
    base = rounded(reference[~np.isnan(reference)], choice.decimals)
    beyond = known.size > 0 and (known.min() < base.min() or known.max() > base.max())
    assert breaks.asked == ((base.min(), base.max()) if beyond else None)


@settings(deadline=None)
@given(st.lists(FIGURES, max_size=4), CHOICES)
def test_locked_classes_hold_the_figures_of_every_year(years, choice):
    series = [pd.Series(year, dtype=float) for year in years]
    breaks = locked(series, choice)
    for year in series:
        held(breaks, year)


@settings(deadline=None)
@given(st.lists(st.tuples(FIGURE, st.sampled_from([*Status])), max_size=60), CHOICES, st.none() | FIGURES)
def test_the_counts_of_a_legend_add_up_to_the_territories(rows, choice, wider):
    frame = pd.DataFrame(
        {
            "code": [f"{rank:05}" for rank in range(len(rows))],
            "value": [value for value, _ in rows],
            "status": [str(status) for _, status in rows],
        }
    )
    drawn = frame["value"].where(frame["status"] == "ok").to_numpy(dtype=float)
    reference = None if wider is None else np.array([*wider, 1.0])
    breaks = choice.breaks(drawn, reference)
    classes = encode(frame["code"].tolist(), frame, breaks)
    told = legend(breaks, classes, unit="%", palette=palette(breaks.size, breaks.below))
    assert sum(row.count for row in told) == len(rows)
    assert len(set(interval_texts(breaks, "%"))) == breaks.size


@pytest.mark.parametrize(
    ("values", "options", "bounds"),
    [
        ([2, 4, 4, 4, 5, 5, 7, 9], {"method": "standard_deviation", "k": 4, "decimals": 2}, (2, 2.86, 5, 7.14, 9)),
        ([2, 4, 4, 4, 5, 5, 7, 9], {"method": "standard_deviation", "k": 3, "decimals": 2}, (2, 3.93, 6.07, 9)),
        ([3, 47, 81, 97], {"method": "rounded", "k": 5}, (3, 20, 40, 60, 80, 97)),
        ([0.12, 0.61, 0.9], {"method": "rounded", "k": 4, "decimals": 2}, (0.12, 0.5, 0.9)),
        ([0.12, 0.61, 0.9], {"method": "rounded", "k": 5, "decimals": 2}, (0.12, 0.2, 0.4, 0.6, 0.8, 0.9)),
        ([1, 2, 3, 9, 10, 11, 30, 31], {"method": "natural", "k": 3}, (1, 5, 20, 31)),
        ([-8, -3, 4, 12], {"method": "rounded", "k": 5, "pivot": 0}, (-8, -5, 0, 5, 10, 12)),
        ([1, 5, 9], {"method": "manual", "manual": (0, 4, 10)}, (0, 4, 10)),
        ([1, 5, 9], {"method": "manual", "manual": (2, 4, 8)}, (1, 4, 9)),
        ([1, 5, 9], {"method": "manual", "manual": (0, 4.4, 4.6, 10)}, (0, 4, 5, 10)),
    ],
)
def test_bounds(values, options, bounds):
    assert classify(np.array(values, dtype=float), **options).bounds == pytest.approx(bounds)


def test_manual_bounds_too_narrow_are_extended_and_remembered():
    assert classify(np.array([1.0, 5.0, 9.0]), method="manual", manual=(2, 4, 8)).asked == (2, 8)
    assert classify(np.array([1.0, 5.0, 9.0]), method="manual", manual=(0, 4, 10)).asked is None


def test_manual_bounds_are_kept_where_no_figure_reaches_them():
    kept = classify(np.array([1.0, 5.0, 9.0]), method="manual", manual=(0, 40, 60, 100))
    assert kept.bounds == (0, 40, 60, 100)
    assert kept.counts(np.array([1.0, 5.0, 9.0])) == (3, 0, 0)


def test_manual_bounds_diverge_when_the_pivot_is_one_of_them():
    values = np.array([-4.0, 3.0, 9.0])
    assert classify(values, method="manual", manual=(-5, 0, 5, 10), pivot=0).below == 1
    assert classify(values, method="manual", manual=(-5, 5, 10), pivot=0).pivot is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"method": "magie", "k": 12}, "Méthode inconnue : « magie ».*Nombre de classes impossible : 12"),
        ({"method": "manual"}, "Nombre de bornes impossible : 0. Donnez-en de 2 à 10"),
        ({"method": "manual", "manual": (0, "dix", math.nan)}, "pas des nombres : « dix », « nan »"),
        ({"method": "manual", "manual": (0, 5, 3, 3)}, "croissant : 3 après 5, 3 après 3"),
        ({"method": "manual", "manual": (0, 4.1, 4.2, 8)}, "croissant : 4 après 4"),
        ({"method": "manual", "manual": (20, 30, 40)}, "20 et 40 : les chiffres vont de 1 à 9"),
        ({"manual": (0, 5)}, "demandent la méthode « manual »"),
        ({"reference": np.array([math.nan])}, "La référence n’a aucun chiffre"),
    ],
)
def test_an_impossible_choice_is_refused_with_all_its_defects(options, words):
    with pytest.raises(CiteoscopeError, match=words) as refused:
        classify(np.array([1.0, 5.0, 9.0]), **options)
    assert isinstance(refused.value, ValueError)


def test_classes_of_france_are_the_same_for_two_departements(embedded):
    level = "commune"
    france = embedded.select("taux_pauvrete", "france", level)
    choice = Classing("quantiles", 5, decimals=1)
    vosges, nord = (embedded.select("taux_pauvrete", f"departement:{code}", level) for code in ("88", "59"))
    assert choice.breaks(vosges["value"], france["value"]) == choice.breaks(nord["value"], france["value"])
    assert choice.breaks(vosges["value"]) != choice.breaks(nord["value"])


@pytest.mark.parametrize("method", FOUND)
def test_each_method_cuts_real_incomes_into_several_classes(embedded, method):
    values = embedded.select("revenu_median", "region:11", "commune")["value"]
    breaks = classify(values, method=method)
    assert 3 <= breaks.size <= 6
    assert sum(breaks.counts(values)) == values.notna().sum()
