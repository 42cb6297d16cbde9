"""A view as a file, by address, asked as any program would."""

from dataclasses import fields, replace
from datetime import date
from html import escape
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
from addressed import get

from citeoscope.boards import map_page
from citeoscope.errors import MapError
from citeoscope.filters import LayerFilter
from citeoscope.shown import portrayal_of
from citeoscope.territory.levels import Level
from citeoscope.view import View, parse_view
from dashboard.carte.mode import Mode, parse_mode
from dashboard.carte.sharing import sharing
from dashboard.web import boards

EPINAL = "territoire=epci:200068757&indicateur=part_logements_vacants&couches=aucune"
HOST = [(b"host", b"carte.example:8501")]


@pytest.mark.parametrize(
    ("suffix", "kind", "first"),
    [("pdf", "application/pdf", b"%PDF-"), ("png", "image/png", b"\x89PNG"), ("svg", "image/svg+xml", b"<svg ")],
)
def test_a_view_is_a_file_whose_name_says_what_is_in_it(suffix, kind, first):
    answer = get(f"vues.{suffix}", f"{EPINAL}&format=16x9", HOST)
    assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, kind)
    assert answer.body.startswith(first)
    name = f"citeoscope_ca-d-epinal_part-logements-vacants_2016_16x9.{suffix}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_the_address_on_the_page_is_that_of_the_view_on_this_server(embedded):
    import io

    import pypdf

    pdf = get("vues.pdf", f"{EPINAL}&format=16x9", HOST).body
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    links = [one.get_object()["/A"]["/URI"] for one in page["/Annots"]]
    own = "territoire=epci:200068757&indicateur=part_logements_vacants&niveau=commune&couches=aucune"
    assert links == [f"http://carte.example:8501/?{own}"]


@pytest.mark.parametrize(
    ("path", "query", "status", "said"),
    [
        ("vues.docx", EPINAL, 404, "Formats d’une vue : pdf, png, svg, html"),
        ("vues.pdf", f"{EPINAL}&format=<script>", 400, "Formats : a4, 16x9"),
        ("vues.png", "territoire=commune:00000", 400, "commune:00000"),
        ("vues.svg", "indicateur=<img src=x onerror=alert(1)>", 400, "Indicateur inconnu"),
        ("vues.pdf", "classes=1000000000", 400, "classes"),
    ],
)
def test_what_cannot_be_read_is_refused_in_french(path, query, status, said):
    answer = get(path, query)
    assert answer.status == status
    assert said in answer.json()["erreur"]
    assert answer.headers["content-type"] == "application/json"


def test_the_same_view_is_made_once_and_what_is_kept_is_bounded():
    get("vues.svg", EPINAL, HOST)
    before = boards._file.cache_info()
    get("vues.svg", EPINAL, HOST)
    after = boards._file.cache_info()
    assert (after.hits, after.misses) == (before.hits + 1, before.misses)
    assert after.maxsize <= 32


def test_a_file_name_holds_plain_letters_whatever_a_territory_is_called():
    hostile = SimpleNamespace(
        perimeter=lambda _: SimpleNamespace(name='../../"x"\r\nSet-Cookie: a=1 ' + "é" * 300),
        indicator=lambda _: SimpleNamespace(vintage="2015–2021"),
    )
    name = boards.file_name(hostile, boards.View(), "a4")
    assert name.startswith("citeoscope_x-set-cookie-a-1-eeee")
    assert name.endswith("_revenu-median_2015-2021_a4")
    assert len(name) < 120
    crossed = boards.file_name(hostile, boards.View(croise="taux_pauvrete"), "")
    assert crossed.endswith("_revenu-median_taux-pauvrete_2015-2021")  # not the name of the map of one indicator


@pytest.mark.parametrize(
    ("params", "mode", "said"),
    [
        ({}, Mode(), ""),
        ({"capture": "16x9"}, Mode("16x9"), ""),
        ({"cadre": "oui"}, Mode(framed=True), ""),
        ({"cadre": "<script>"}, Mode(), ""),
        ({"capture": "<img src=x>"}, Mode("a4"), "Format de planche inconnu : « <img src=x> »"),
    ],
)
def test_the_address_says_how_the_page_is_shown(params, mode, said):
    read, problems = parse_mode(params)
    assert read == mode
    assert " ".join(problems).startswith(said)


def test_the_map_that_is_mailed_holds_all_it_shows_and_escapes_it(embedded):
    view = View(
        territoire="epci:200068757", couches=("france_services",), commune="88160", methode="natural", classes=4
    )
    page = map_page(embedded, view, link="http://ici/?a=<script>alert(1)</script>", day=date(2026, 11, 25)).decode()
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="fr">' in page
    assert "<script>alert(1)" not in page
    assert '"selected":"88160"' in page
    assert "le 25/11/2026" in page
    assert "France services : 6" in page
    shown = portrayal_of(embedded, view, embedded.territories(embedded.perimeter(view.territoire), view.niveau))
    assert all(escape(row.text) in page for row in shown.rows)


def test_a_territory_without_outline_has_no_map_to_mail(embedded):
    with pytest.raises(MapError, match="Aucun contour à dessiner"):
        map_page(embedded, View(territoire="region:53", niveau=Level.EPT))


def test_every_part_of_a_view_survives_its_address(embedded):
    view = View(
        territoire="epci:200068757+commune:88029",
        indicateur="densite",
        niveau=Level.EPCI,
        couches=("gares", "projets"),
        filtres=(LayerFilter("gares", "mode", ("métro", "a|b;c%")),),
        commune="200068757",
        fond=True,
        millesime="2015",
        methode="manual",
        classes=4,
        reference="region:44",
        bornes=(0.0, 1000.5, 2e6),
        verrou=True,
        colonnes=("revenu_median",),
        croise="part_maisons",
        selon_zoom=True,
        tri="-part_maisons",
        garde=("revenu_median:un",),
    )
    millesime = next(one for one in embedded.indicator("densite").vintages if one != "2023")
    view = replace(view, millesime=millesime)
    assert all(getattr(view, one.name) != getattr(View(), one.name) for one in fields(View))
    assert parse_view(dict(parse_qsl(view.query)), embedded) == (view, ())
    assert len(view.query) < 480
    assert view.query in sharing(embedded, view)["cadre"]


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("http://127.0.0.1:8501/?territoire=commune:88160", False),
        ("http://localhost:8501/?territoire=commune:88160", False),
        ("https://carte.exemple.fr/?territoire=commune:88160", True),
    ],
)
def test_the_map_that_is_mailed_never_gives_the_address_of_one_machine_as_that_of_everyone(embedded, link, written):
    page = map_page(embedded, View(territoire="commune:88160", couches=()), link=link).decode()
    host = link.split("/?")[0]
    assert (host in page) == written
    assert "?territoire=commune:88160" in page


def test_the_map_that_is_mailed_says_what_its_figure_is(embedded):
    view = View(territoire="epci:200068757", indicateur="part_logements_vacants", couches=())
    page = map_page(embedded, view, day=date(2026, 11, 26)).decode()
    for told in (
        "Part des logements vacants (2016)",
        embedded.indicator("part_logements_vacants").definition,
        "Sources : Insee",
        "26/11/2026",
    ):
        assert told in page


def test_the_python_that_is_shared_gives_the_classes_that_are_on_the_screen(embedded):
    few = sharing(embedded, View(territoire="ept:200057982"))["python"]
    assert "method='natural', k=3" in few
    assert "method" not in sharing(embedded, View())["python"]
