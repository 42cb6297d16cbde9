"""Counts as discs: what a disc promises, what the legend counts, what travels."""

import json
import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeoscope.errors import MapError
from citeoscope.maps import DiscScale, Picture, disc_scale, discs, draw, encode_sizes, is_drawn_by_discs
from citeoscope.maps.breaks import rounded
from citeoscope.maps.picture import script_json
from citeoscope.maps.symbol_legend import sizes_html
from citeoscope.maps.symbols import ALPHABET, LARGEST_RADIUS, LEAST_RADIUS, LEVELS
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level

COUNTS = st.floats(0, 1e7) | st.integers(0, 50).map(float)
ROWS = st.lists(st.tuples(COUNTS | st.just(math.nan), st.sampled_from([*Status])), max_size=60)


def radii_of(sizes):
    """Read radii as the browser does, in pixels."""
    ranks = [
        len(ALPHABET) * ALPHABET.index(a) + ALPHABET.index(b)
        for a, b in zip(sizes[: len(sizes) // 2], sizes[len(sizes) // 2 :], strict=True)
    ]
    return LARGEST_RADIUS * np.array(ranks) / LEVELS


def table(rows):
    return pd.DataFrame(
        {
            "code": [f"{rank:05}" for rank in range(len(rows))],
            "value": [value for value, _ in rows],
            "status": [str(status) for _, status in rows],
        }
    )


@given(st.lists(st.floats(0.01, 1e7), min_size=1, max_size=60), st.integers(0, 2))
def test_the_area_of_a_disc_is_in_proportion_to_its_figure(values, decimals):
    figures = rounded(values, decimals)
    figures = figures[figures > 0]
    scale = disc_scale(figures, decimals)
    drawn = radii_of(encode_sizes(figures, scale))
    true = LARGEST_RADIUS * np.sqrt(figures / max(figures, default=1))
    own = figures >= scale.least
    assert drawn[own] == pytest.approx(true[own], abs=0.008)
    assert (drawn[own] >= LEAST_RADIUS).all()
    assert (drawn[~own] < LEAST_RADIUS).all()
    assert (drawn > 0).all()


@given(ROWS, st.integers(0, 2))
def test_every_territory_is_counted_once_in_the_legend_and_has_one_mark(rows, decimals):
    frame = table(rows)
    shown = discs(frame["code"].tolist(), frame, unit="hab.", decimals=decimals)
    assert sum(row.count for row in shown.rows) == len(rows)
    figures = rounded([value if status == "ok" else math.nan for value, status in rows], decimals)
    assert shown.classes.count("0") == np.count_nonzero(figures > 0) == len(shown.discs.sizes) / 2
    assert shown.classes.count("1") == np.count_nonzero(figures == 0)
    for mark, figure in zip(shown.classes, figures, strict=True):
        assert (mark in "smna") == np.isnan(figure)
    told = {row.key: row.count for row in shown.rows}
    assert all(told[mark] == shown.classes.count(mark) for mark in set(shown.classes))


def test_discs_follow_the_outlines_and_the_legend_the_perimeter():
    frame = table([(4.0, "ok"), (0.0, "ok"), (None, "secret"), (1.0, "ok"), (9.0, "secret")])
    shown = discs(["00003", "99999", "00001", "00000", "00002"], frame, unit="")
    assert shown.classes == "0.10s"
    assert radii_of(shown.discs.sizes) == pytest.approx([16, 32], abs=0.01)
    assert [(row.text, row.count) for row in shown.rows] == [
        ("de 1 à 4", 2),
        ("0, sans disque", 1),
        ("secret statistique", 2),
        ("pas de donnée", 0),
    ]


@pytest.mark.parametrize(
    ("largest", "decimals", "sizes"),
    [
        (2_103_778, 0, (2_000_000, 500_000, 100_000)),
        (97_783, 0, (50_000, 10_000, 2_000)),
        (10, 0, (10, 5, 2)),
        (3, 0, (2, 1)),
        (1, 0, (1,)),
        (0.7, 1, (0.5, 0.2, 0.1)),
        (0, 0, ()),
    ],
)
def test_a_legend_shows_round_sizes_that_the_figures_can_have(largest, decimals, sizes):
    assert DiscScale(largest, decimals).sizes == pytest.approx(sizes)


@given(st.integers(1, 10**9), st.integers(0, 2))
def test_sizes_of_a_legend_are_not_larger_than_the_largest_disc(units, decimals):
    scale = DiscScale(units / 10**decimals, decimals)
    assert 1 <= len(scale.sizes) <= 3
    assert list(scale.sizes) == sorted(set(scale.sizes), reverse=True)
    assert max(scale.radii(np.array(scale.sizes))) <= LARGEST_RADIUS + 1e-9


def test_the_sizes_of_a_legend_are_drawn_as_large_as_on_the_map():
    html = sizes_html(DiscScale(400), unit="<b>", color="#3f80aa")
    widths = [float(width) for width in re.findall(r"class='taille' style='[^']*width:([\d.]+)px", html)]
    sizes = DiscScale(400).sizes
    assert widths == pytest.approx([2 * LARGEST_RADIUS * math.sqrt(size / 400) for size in sizes], abs=0.01)
    assert "aria-label='Échelle des disques : 200\u00a0&lt;b&gt;" in html
    assert "<b>" not in html


def test_a_negative_figure_is_refused_with_the_remedy():
    with pytest.raises(MapError, match=r"2 des chiffres sont sous zéro, jusqu’à −7\. Dessinez un écart en classes"):
        disc_scale(np.array([3.0, -7.0, -1.0, math.nan]))


def test_a_figure_above_a_shared_scale_is_refused():
    with pytest.raises(MapError, match="12 dépasse l’échelle des disques, qui va jusqu’à 10"):
        discs(["00000"], table([(12.0, "ok")]), unit="", scale=DiscScale(10))


def test_one_scale_gives_several_years_comparable_discs():
    years = [np.array([100.0, 25.0]), np.array([400.0, 25.0])]
    scale = disc_scale(np.concatenate(years))
    first, second = (radii_of(encode_sizes(year, scale)) for year in years)
    assert first[1] == second[1] == pytest.approx(8, abs=0.01)
    assert second[0] == pytest.approx(2 * first[0], abs=0.02)


def test_counts_and_sums_are_drawn_by_discs_rates_medians_and_balances_are_not(embedded):
    drawn = {name for name, declared in embedded.indicators.items() if is_drawn_by_discs(declared)}
    assert {"population", "tiers_lieux", "gares", "electricite"} <= drawn
    assert not {"densite", "revenu_median", "taux_pauvrete", "tiers_lieux_pour_10000"} & drawn
    assert all(name in drawn for name, declared in embedded.indicators.items() if declared.kind == "count")


def test_every_indicator_drawn_by_discs_can_be_in_every_region_at_every_level(embedded):
    for name, declared in embedded.indicators.items():
        if not is_drawn_by_discs(declared):
            continue
        values = embedded.values(name, embedded.perimeter("france"), Level.COMMUNE)
        shown = discs(values["code"].tolist(), values, unit=declared.unit, decimals=declared.decimals)
        assert sum(row.count for row in shown.rows) == len(values), name


def test_the_discs_of_ile_de_france_travel_in_less_than_ten_kilobytes(embedded):
    values = embedded.values("population", embedded.perimeter("region:11"), Level.COMMUNE)
    shown = discs(values["code"].tolist(), values, unit="hab.")
    picture = Picture(
        assets=["/11.json"], classes=shown.classes, palette=shown.palette, discs=shown.discs, view="11", indicator="p"
    )
    assert len(values) == 1266
    assert len(script_json(picture.payload()).encode()) < 5_000


def test_a_disc_travels_as_it_was_given(squares):
    squares = squares.assign(value=[4.0, 0.0, float("nan"), float("nan"), 16.0, 1.0])
    whole = draw(squares, title="Lieux", unit="", decimals=0, source_note="", symbols=True)
    page = whole.get_root().render()
    payload = json.loads(re.search(r"citeoscope\.paint\((.*)\);", page)[1])
    assert payload["discs"]["color"] == payload["palette"][0]
    assert radii_of(payload["discs"]["sizes"]) == pytest.approx([16, 32, 8], abs=0.01)
    assert payload["words"]["1"] == "0, sans disque"
