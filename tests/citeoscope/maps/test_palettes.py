"""Colours measured: for eyes that confuse hues, in grey, and against the page.

Colour blindness is simulated at its strongest with the matrices of Machado, Oliveira and Fernandes (2009), *IEEE
Transactions on Visualization and Computer Graphics* 15(6); differences are CIEDE2000, where 2.3 is just noticeable
(Mahy and others, 1994); contrasts follow WCAG 2.2, criteria 1.4.3 (texts: 4.5) and 1.4.11 (graphics: 3).
"""

import re
from itertools import combinations, pairwise

import pytest
from coloraide import Color

from citeoscope.errors import MapError
from citeoscope.maps import categorical, crossed_palette, disc_color, diverging, sequential, static_files
from citeoscope.maps.crossing_legend import ink

EYES = (None, "protan", "deutan", "tritan")
HUES = ("bleu", "vert", "prune")
NEIGHBOURS = 4.0
KINDS = 14.0
CELLS = 15.0
GREY = 5.5
"""Steps of CIE lightness, of 100."""


def seen(colors, eye):
    if eye is None:
        return [Color(color) for color in colors]
    return [Color(color).filter(eye, 1, method="machado").clip("srgb") for color in colors]


def difference(one, other):
    return one.delta_e(other, method="2000")


def grey(color):
    return Color(color).convert("lab-d65")["l"]


def theme(name):
    """Return the colours of a theme as the style sheet of the map declares them."""
    css = static_files()["carte.css"].decode()
    block = re.search(re.escape(name) + r" \{(.*?)\}", css, re.DOTALL)[1]
    return dict(re.findall(r"--([\w-]+): (#\w+);", block))


THEMES = {"clair": theme(".citeoscope"), "sombre": theme(".citeoscope.sombre")}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("hue", HUES)
def test_neighbours_of_a_sequence_differ_for_every_eye(hue, eye):
    for k in range(2, 10):
        colors = seen(sequential(k, hue), eye)
        assert min(difference(*pair) for pair in pairwise(colors)) > NEIGHBOURS, k


@pytest.mark.parametrize("eye", EYES)
def test_neighbours_around_a_pivot_differ_for_every_eye_and_the_two_ends_more_than_any_neighbours(eye):
    for below in range(1, 9):
        for above in range(1, 10 - below):
            colors = seen(diverging(below, above), eye)
            assert min(difference(*pair) for pair in pairwise(colors)) > NEIGHBOURS, (below, above)
            assert difference(colors[0], colors[-1]) > 30, (below, above)


@pytest.mark.parametrize("hue", HUES)
def test_a_sequence_darkens_in_grey(hue):
    for k in range(2, 10):
        assert all(before - after > GREY for before, after in pairwise(map(grey, sequential(k, hue))))


def test_each_side_of_a_pivot_darkens_in_grey():
    for side in range(2, 9):
        colors = [grey(color) for color in diverging(side, 1)]
        assert all(after - before > 4 for before, after in pairwise(colors[:side]))


@pytest.mark.parametrize("eye", EYES)
def test_kinds_differ_two_by_two_for_every_eye(eye):
    assert min(difference(*pair) for pair in combinations(seen(categorical(7), eye), 2)) > KINDS


def test_kinds_differ_two_by_two_in_grey():
    assert min(abs(grey(a) - grey(b)) for a, b in combinations(categorical(7), 2)) > GREY


def test_kinds_keep_their_colour_when_there_are_more_and_are_refused_beyond_what_can_be_told_apart():
    assert all(categorical(7)[:k] == categorical(k) for k in range(8))
    with pytest.raises(MapError, match="8 catégories : au plus 7 couleurs"):
        categorical(8)


@pytest.mark.parametrize("eye", EYES)
def test_the_nine_cells_of_two_indicators_differ_two_by_two_for_every_eye(eye):
    assert min(difference(*pair) for pair in combinations(seen(crossed_palette(), eye), 2)) > CELLS


def test_each_axis_of_two_indicators_darkens_in_grey_and_no_two_cells_are_the_same_grey():
    greys = [grey(color) for color in crossed_palette()]
    rows = [greys[3 * up : 3 * up + 3] for up in range(3)]
    for line in (*rows, *zip(*rows, strict=True)):
        assert all(before - after > 10 for before, after in pairwise(line))
    assert min(abs(one - other) for one, other in combinations(greys, 2)) > 4


@pytest.mark.parametrize("page", THEMES)
def test_the_nine_cells_are_neither_the_page_nor_the_ground_of_non_values(page):
    for color in crossed_palette():
        for ground in ("fond", "hors", "terre"):
            assert difference(Color(color), Color(THEMES[page][ground])) > 5, (color, ground)


def test_a_count_is_read_on_its_cell():
    assert all(Color(ink(color)).contrast(color) >= 4.5 for color in crossed_palette())


@pytest.mark.parametrize("page", THEMES)
@pytest.mark.parametrize("hue", HUES)
def test_discs_stand_out_from_the_land_of_either_page(hue, page):
    assert Color(disc_color(hue)).contrast(THEMES[page]["terre"]) >= 3


@pytest.mark.parametrize("page", THEMES)
def test_the_marks_of_non_values_stand_out_from_their_ground(page):
    assert Color(THEMES[page]["absent-trait"]).contrast(THEMES[page]["absent"]) >= 3


@pytest.mark.parametrize("page", THEMES)
def test_texts_are_read_on_the_page(page):
    for text in ("texte", "discret"):
        assert Color(THEMES[page][text]).contrast(THEMES[page]["fond"]) >= 4.5


@pytest.mark.parametrize("page", THEMES)
def test_the_outline_of_a_selection_stands_out_from_the_page_and_from_every_colour(page):
    line = Color(THEMES[page]["choisi"])
    # The line runs between two edges of its opposite: one of the two stands out from whatever is under it.
    halo = {"clair": Color("#fff"), "sombre": Color("#0a0c0e")}[page]
    assert line.contrast(halo) >= 3
    fills = [
        *categorical(7),
        *crossed_palette(),
        *diverging(4, 5),
        *(color for hue in HUES for color in sequential(9, hue)),
    ]
    for fill in [*fills, *THEMES[page].values()]:
        assert max(line.contrast(fill), halo.contrast(fill)) >= 3, fill
