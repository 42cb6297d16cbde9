"""What is written on a board: true figures, non-values that keep their name, texts that stay texts."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pypdf
import pytest

import citeoscope as co
from citeoscope.boards import board_of, paper_of, render
from citeoscope.boards.address import printed
from citeoscope.boards.names import across, tall
from citeoscope.boards.render import _inputs
from citeoscope.errors import ExportError, MapError
from citeoscope.filters import LayerFilter
from citeoscope.numbers import format_number
from citeoscope.territory.levels import Level
from citeoscope.view import View

DAY = date(2026, 11, 25)
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '#import "/etc/passwd"',
    "#panic[x] $ * _ ` \\n @ref <label>",
    "=1+1",
    "ligne\nautre\tligne",
    "\u202eمرحبا\u202c",
    "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson " * 12,
]


def made(atlas, paper="a4", **view):
    return board_of(atlas, View(**view), paper_of(paper), link='http://ici/?x&y="1"', day=DAY)


def text(pdf: bytes) -> str:
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    return re.sub(r"\s+", " ", page)


def test_a_board_says_the_territory_its_figures_and_where_they_come_from(embedded):
    board = made(embedded)
    assert board.title == "Île-de-France"
    assert sum(row.count for row in board.rows) == 1266
    assert len(board.figures) == 6
    assert board.figures[0].text == embedded.aggregate("revenu_median", "region:11").text
    assert any("Filosofi" in source for source in board.sources)
    assert any("IGN" in source for source in board.sources)
    assert any(
        re.fullmatch(r"Chiffres : Licence Ouverte 2.0, récupérés .*\d{2}/\d{2}/\d{4}", source)
        for source in board.sources
    )
    assert board.alt.startswith("Carte d’Île-de-France : Revenu médian (niveau de vie) (2021), 1\u202f266 communes.")
    assert "secret statistique : 15 communes" in board.alt


def test_a_board_says_the_age_of_old_figures_and_which_commune_is_outlined(embedded):
    vacant = {"indicateur": "part_logements_vacants", "territoire": "epci:200068757", "niveau": Level.COMMUNE}
    remarks = made(embedded, **vacant, commune="88209").remarks
    assert remarks[:2] == (
        "Chiffres de 2016 : ils ont 10 ans.",
        "Contour noir : Golbey (9,3\u00a0%).",
    )
    assert made(embedded, **vacant | {"indicateur": "revenu_median"}).remarks == ()
    assert "Contour noir : Golbey." in made(embedded, **vacant, commune="88209", croise="taux_pauvrete").remarks
    assert not any("ans." in remark for remark in made(embedded, indicateur="population", millesime="1968").remarks)


def test_a_single_commune_is_outlined_in_a_wider_map_and_the_board_says_so(embedded):
    board = made(embedded, territoire="commune:92050")
    assert board.title == "Nanterre"
    assert board.remarks == (
        "La carte montre Paris Ouest La Défense ; le contour noir est celui de Nanterre.",
        "11 communes seulement : 3 classes, séparées là où les chiffres s’écartent.",
    )
    assert "Nanterre : contour en noir." in board.alt
    assert board.figures[1].beside == "Paris Ouest La Défense : 570\u202f374\u00a0hab."
    assert sum(row.count for row in board.rows) == 11
    assert board.figures[1].text == "97\u202f783\u00a0hab."
    assert "stroke-width='30'" in board.map


@pytest.mark.parametrize("paper", ["a4", "16x9"])
@pytest.mark.parametrize("indicator", ["revenu_median", "population"])
def test_on_a_map_of_few_every_territory_bears_its_name_and_its_figure(embedded, paper, indicator):
    board = made(embedded, paper, territoire="commune:92050", indicateur=indicator, couches=("tiers_lieux",))
    figures = embedded.values(indicator, embedded.perimeter("commune:92050"))
    written = {name.text: name.value for name in board.map_names}
    assert len(written) == 11
    assert written["Nanterre"] == format_number(figures["value"].iloc[0])
    assert "Neuilly-sur-Seine" in written
    boxes = [
        (name.x - across(name.text, name.size) / 2, name.y - tall(name.size), across(name.text, name.size))
        for name in board.map_names
    ]
    apart = all(
        abs(one[1] - other[1]) >= 2 * tall(7) or one[0] >= other[0] + other[2] or other[0] >= one[0] + one[2]
        for one, other in combinations(boxes, 2)
    )
    assert apart
    assert max(name.size for name in board.map_names) >= (9 if paper == "16x9" else 8)


def test_few_territories_are_cut_where_figures_part_unless_the_reader_chose(embedded):
    usual, chosen = (made(embedded, territoire="commune:92050", **more) for more in ({}, {"classes": 5}))
    counts = [row.count for row in usual.rows if row.pattern is None]
    assert counts == [1, 7, 3]  # Nanterre, 21 620 €, is alone: the next one has 30 980 €
    assert len([row for row in chosen.rows if row.pattern is None]) == 5
    assert not any("seulement" in remark for remark in chosen.remarks)


def test_non_values_are_written_by_their_name_and_told_only_where_there_are_some(embedded):
    mayotte, nanterre = (made(embedded, territoire=one) for one in ("departement:976", "commune:92050"))
    assert {name.value for name in mayotte.map_names} == {"pas de donnée"}
    assert len(mayotte.map_names) == 17
    assert [row.text for row in mayotte.rows] == ["pas de donnée"]
    assert all(row.pattern is None for row in nanterre.rows)


def test_the_source_of_a_layer_stands_with_the_others(embedded):
    board = made(embedded, territoire="commune:92050", couches=("gares",))
    assert any(source.startswith("Gares et stations d’Île-de-France : ") for source in board.sources)


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("http://127.0.0.1:8501/?territoire=commune:92050", ("Vue : ?territoire=commune:92050", False)),
        ("http://localhost:8501/", ("", False)),
        ("http://[::1]:80/?a=1", ("Vue : ?a=1", False)),
        ("https://carte.example/?a=1", ("https://carte.example/?a=1", True)),
        ("http://[hostile/?a=1", ("http://[hostile/?a=1", False)),
        ("", ("", False)),
    ],
)
def test_no_dead_link_is_printed(link, shown):
    assert printed(link) == shown


def test_all_of_france_shows_its_overseas_departements_in_panels_of_their_own(embedded):
    board = made(embedded, territoire="france", niveau=Level.DEPARTEMENT, couches=())
    assert [inset[0] for inset in board.insets] == ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]
    assert sum(row.count for row in board.rows) == 101
    assert "Chaque carton a sa propre échelle." in board.remarks


def test_discs_have_the_size_that_the_legend_says(embedded):
    board = made(embedded, territoire="epci:200068757", indicateur="population", couches=())
    drawn = re.findall(r"<circle cx='-?\d+' cy='-?\d+' r='([\d.]+)' fill='#3f80aa'", board.map)
    radii = sorted(map(float, drawn))
    assert radii[-1] == pytest.approx(32 * 0.2 * 50, abs=0.1)  # the largest commune: 32 pixels of the screen
    figures = sorted(embedded.values("population", embedded.perimeter("epci:200068757"))["value"])
    assert radii[-2] / radii[-1] == pytest.approx((figures[-2] / figures[-1]) ** 0.5, abs=0.002)
    assert board.sizes[0] == ("20\u202f000\u00a0hab.", pytest.approx(6.4 * (20000 / figures[-1]) ** 0.5))


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ({"territoire": "departement:976", "indicateur": "revenu_median"}, "pas de donnée : 17 communes"),
        ({"territoire": "region:53", "niveau": Level.EPT}, "Aucune valeur n’est publiée."),
        ({"territoire": "commune:55039", "indicateur": "revenu_median"}, "Carte"),
    ],
)
def test_a_territory_without_any_value_has_a_board_that_says_so(embedded, view, said):
    board = made(embedded, **view)
    assert said in board.alt
    assert len(render(board, "pdf")) > 10_000


@pytest.mark.parametrize("paper", ["a4", "16x9"])
def test_the_pdf_is_one_tagged_page_in_french_whose_map_has_words(embedded, paper):
    board = made(embedded, paper, territoire="epci:200068757", indicateur="revenu_median")
    reader = pypdf.PdfReader(io.BytesIO(render(board, "pdf")))
    assert len(reader.pages) == 1
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (pytest.approx(board.paper.width, abs=0.1), pytest.approx(board.paper.height, abs=0.1))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == board.name
    alts = [str(one["/Alt"]) for one in _elements(root["/StructTreeRoot"]) if "/Alt" in one]
    assert board.alt in alts
    words = text(render(board, "pdf"))
    told = (
        "CA d'Epinal",
        "Revenu médian (niveau de vie) (2021)",
        "secret statistique",
        "http://ici/?x&y=",
        "25/11/2026",
    )
    for part in told:
        assert part in words


def _elements(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        own = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(own, dict):
            yield own
            yield from _elements(own)


def test_png_and_svg_have_the_size_of_the_page(embedded):
    board = made(embedded, "16x9", territoire="epci:200068757")
    png, svg = render(board, "png"), render(board, "svg").decode()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (2560, 1440)
    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert 'viewBox="0 0 960.' in svg
    assert "<script" not in svg


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_laid_as_text(embedded, name):
    board = made(embedded, territoire="epci:200068757", couches=())
    hostile = replace(
        board,
        title=name,
        name=name,
        subtitle=name,
        alt=name,
        legend=name,
        link="",
        sources=(name,),
        remarks=(name,),
        figures=tuple(replace(one, label=name, text=name[:60], note=name) for one in board.figures),
        map_names=(replace(board.map_names[0], text=name[:60]),),
    )
    reader = pypdf.PdfReader(io.BytesIO(render(hostile, "pdf")))
    assert len(reader.pages) == 1
    shown = re.sub(r"\s", "", reader.pages[0].extract_text())
    if name.isascii():
        assert re.sub(r"\s", "", name)[:60] in shown
    assert "onerror" not in render(hostile, "svg").decode()  # letters are drawn, no text is left to be read as code


def test_a_legend_says_what_is_kept_of_a_layer(embedded):
    kept = (LayerFilter("gares", "mode", ("tramway",)),)
    whole, part = (made(embedded, territoire="commune:92050", couches=("gares",), filtres=one) for one in ((), kept))
    assert "Gares et stations d’Île-de-France (Mode : tramway) (" in part.alt
    assert len(part.layers[0].points) < len(whole.layers[0].points)


def test_an_unknown_format_is_refused_in_french(embedded):
    board = made(embedded, territoire="epci:200068757", couches=())
    with pytest.raises(ExportError, match="Formats d’une planche : pdf, png, svg"):
        render(board, "docx")
    with pytest.raises(ExportError, match="Formats : a4, 16x9"):
        paper_of("lettre")


def test_what_is_given_to_the_layout_is_plain_json(embedded):
    from citeoscope.boards.render import _inputs

    assert json.loads(json.dumps(_inputs(made(embedded, territoire="epci:200068757"))))["title"] == "CA d'Epinal"


def test_two_indicators_crossed_have_the_square_of_the_screen_on_a_board(embedded):
    board = made(embedded, territoire="departement:88", croise="taux_chomage", couches=())
    assert board.square is not None
    counts = [count for _, cells in board.square.lines for *_, count in cells]
    assert len(counts) == 9
    assert sum(counts) + sum(row.count for row in board.rows if row.shape != "cell") == 506
    assert (board.square.rising, board.square.going_right) == ("Revenu médian (€, 2021)", "Chômage (%, 2021)")
    laid = _inputs(board)
    assert laid["square"]["lines"][0]["text"].endswith("et\u00a0plus")
    assert all(row["shape"] != "cell" for row in laid["rows"])
    assert board.file("png").startswith(b"\x89PNG")
    assert made(embedded).square is None


def test_a_board_of_two_indicators_is_made_in_python(embedded):
    board = co.board("revenu_median", "departement:88", crossed="taux_chomage")
    assert board.legend == "Revenu médian et chômage"
    with pytest.raises(MapError, match="est un nombre"):
        co.board("revenu_median", "departement:88", crossed="population")
