from itertools import pairwise

import pandas as pd
import pytest

from citeoscope.maps import (
    Breaks,
    classify,
    diverging,
    encode,
    interval_texts,
    legend,
    legend_html,
    palette,
    sequential,
)
from citeoscope.maps.palettes import lightness

NARROW, NO_BREAK = "\u202f", "\u00a0"


@pytest.mark.parametrize("hue", ["bleu", "vert", "prune"])
@pytest.mark.parametrize("k", range(1, 10))
def test_a_sequence_darkens_step_by_step_and_stays_off_both_ends(k, hue):
    shades = [lightness(color) for color in sequential(k, hue)]
    assert len(shades) == k
    assert all(before - after > 0.04 for before, after in pairwise(shades))
    assert max(shades) < 0.93
    assert min(shades) > 0.3


def test_diverging_colours_pale_near_the_pivot():
    shades = [lightness(color) for color in diverging(3, 3)]
    assert shades[:3] == sorted(shades[:3])
    assert shades[3:] == sorted(shades[3:], reverse=True)
    assert abs(shades[0] - shades[5]) < 0.1


def test_the_palette_diverges_only_around_a_pivot():
    assert palette(4, 0) == sequential(4)
    assert palette(4, 1) == diverging(1, 3)
    assert palette(0) == ()


def test_an_unknown_hue_is_refused():
    with pytest.raises(ValueError, match="Palette inconnue"):
        sequential(3, "fuchsia")


VALUES = pd.DataFrame(
    {
        "code": ["01001", "01002", "01004", "01005", "01006", "01007"],
        "value": [1.0, 9.0, 5.0, None, None, None],
        "status": ["ok", "ok", "secret", "not_applicable", "not_aggregable", "ok"],
    }
)


def test_a_non_value_keeps_its_letter_even_beside_a_figure():
    breaks = classify(VALUES["value"].where(VALUES["status"] == "ok"), k=2)
    codes = ["01007", "99999", "01006", "01005", "01004", "01002", "01001"]
    assert encode(codes, VALUES, breaks) == "m.ans10"


@pytest.mark.parametrize(
    ("bounds", "decimals", "unit", "texts"),
    [
        ((10.2, 13.5, 20), 1, "%", (f"de 10,2 à 13,4{NO_BREAK}%", f"de 13,5 à 20,0{NO_BREAK}%")),
        ((0, 1, 1500), 0, "", ("0", f"de 1 à 1{NARROW}500")),
        ((-2, 0, 2), 0, "€", (f"de −2 à −1{NO_BREAK}€", f"de 0 à 2{NO_BREAK}€")),
        ((7, 7), 0, "km²", (f"7{NO_BREAK}km²",)),
        ((), 0, "€", ()),
    ],
)
def test_intervals_tell_exactly_what_is_in_a_class(bounds, decimals, unit, texts):
    assert interval_texts(Breaks(bounds, decimals), unit) == texts


def test_counts_of_a_legend_add_up_to_the_territories():
    rows = legend(Breaks((0, 5, 10)), "0011sn..m", unit="", palette=sequential(2))
    assert [(row.key, row.count) for row in rows] == [("0", 2), ("1", 2), ("s", 1), ("m", 1), ("n", 1)]
    assert sum(row.count for row in rows) == 7


def test_boxes_of_secret_and_missing_are_always_there():
    texts = [row.text for row in legend(Breaks(()), "", unit="", palette=())]
    assert texts == ["secret statistique", "pas de donnée"]


def test_a_legend_writes_texts_as_texts():
    rows = legend(Breaks((0, 5)), "0", unit="<script>", palette=("#123456",))
    html = legend_html(rows, title="<img src=x>", territories="<b>", note="<i>")
    assert not any(tag in html for tag in ("<script", "<img", "<b>", "<i>"))
