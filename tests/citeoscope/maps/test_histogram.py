import math
import re
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeoscope.errors import MapError
from citeoscope.maps import Classing, classify, histogram, histogram_html, sequential

FIGURES = st.lists(st.floats(-1e6, 1e6) | st.integers(-9, 9).map(float) | st.just(math.nan), max_size=60)
CHOICES = st.builds(
    Classing,
    method=st.sampled_from(["quantiles", "equal_interval", "head_tail", "rounded"]),
    k=st.integers(1, 9),
    decimals=st.integers(0, 2),
    count=st.booleans(),
)
HOSTILE = "<script>'\"&"


@settings(deadline=None)
@given(FIGURES, CHOICES, st.integers(1, 40))
def test_no_bin_crosses_a_bound_and_counts_add_up_class_by_class(values, choice, bins):
    figures = np.array(values, dtype=float)
    breaks = choice.breaks(figures)
    drawn = histogram(figures, breaks, bins)
    assert sum(drawn.counts) + drawn.absent == figures.size
    assert sum(drawn.counts) == np.count_nonzero(~np.isnan(figures))
    assert len(drawn.counts) <= bins + breaks.size
    assert list(drawn.edges) == sorted(set(drawn.edges))
    for rank, held in enumerate(breaks.counts(figures)):
        assert sum(n for n, owner in zip(drawn.counts, drawn.classes, strict=True) if owner == rank) == held
    for left, right in zip(drawn.edges, drawn.edges[1:], strict=False):
        assert not any(left + 1e-9 < bound < right - 1e-9 for bound in breaks.bounds[:-1])


def test_bins_of_a_class_hold_as_many_of_the_possible_figures():
    values = np.repeat(np.arange(30.0), 3)
    drawn = histogram(values, classify(values, k=1), bins=10)
    assert drawn.counts == (9,) * 10
    assert drawn.edges == tuple(range(0, 31, 3))


def test_a_bar_has_the_area_of_its_count():
    values = np.array([1.0, 2.0, 3.0, 10.0])
    drawn = histogram(values, classify(values, method="manual", manual=(0, 4, 10)), bins=2)
    areas = np.array(drawn.densities) * np.diff(drawn.edges)
    assert areas.tolist() == pytest.approx(drawn.counts)


def test_bins_out_of_range_are_refused():
    with pytest.raises(MapError, match=r"Nombre de barres impossible : 0\. Choisissez de 1 à 200"):
        histogram(np.array([1.0]), classify(np.array([1.0])), bins=0)


def test_the_drawing_tells_real_figures_to_those_who_do_not_see_it(embedded):
    values = embedded.select("taux_pauvrete", "departement:88", "commune")["value"]
    breaks = classify(values, k=4, decimals=1)
    html = histogram_html(histogram(values, breaks), breaks, sequential(breaks.size), unit="%")
    root = ET.fromstring(html)
    told = root.attrib["aria-label"]
    counts = [int(text) for text in re.findall(r" : (\d+)(?= ;|\.$)", told)]
    assert sum(counts) == len(values)
    assert told.endswith(f"sans valeur : {int(values.isna().sum())}.")
    looks = [dict(part.split(":") for part in bar.attrib["style"].split(";")) for bar in root.find("div")]
    assert {look["background"] for look in looks} == set(sequential(breaks.size))
    areas = np.array([float(look["width"][:-1]) * float(look["height"][:-1]) for look in looks])
    shown = [count for count in histogram(values, breaks).counts if count]
    assert areas / areas.sum() == pytest.approx(np.array(shown) / sum(shown), abs=1e-3)


def test_a_drawing_writes_texts_as_texts():
    values = pd.Series([1.0, 2.0, 9.0])
    breaks = classify(values, k=2)
    html = histogram_html(histogram(values, breaks), breaks, sequential(2), unit=HOSTILE, territories=HOSTILE)
    root = ET.fromstring(html)
    assert "<script" not in html
    assert HOSTILE in root.attrib["aria-label"]


def test_nothing_is_drawn_without_figures_nor_with_colours_that_do_not_fit():
    nothing = classify(np.array([math.nan]))
    assert histogram_html(histogram(np.array([math.nan]), nothing), nothing, (), unit="") == ""
    values = np.array([1.0, 2.0])
    breaks = classify(values, k=2)
    with pytest.raises(MapError, match="1 couleurs pour 2 classes"):
        histogram_html(histogram(values, breaks), breaks, sequential(1), unit="")
