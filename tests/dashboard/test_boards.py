"""A view as a file, by address, asked as any program would."""

from types import SimpleNamespace

import pytest
from addressed import get

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
        ("vues.docx", EPINAL, 404, "Formats d’une planche : pdf, png, svg"),
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
