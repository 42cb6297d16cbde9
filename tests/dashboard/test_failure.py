"""When a part of the page fails: words and a reference in its place, the choices and the rest stay."""

import logging
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from citeoscope.errors import MapError
from dashboard.pages import carte
from dashboard.panels import failure

APP = Path(__file__).resolve().parents[2] / "app.py"


def html(page):
    return " ".join(element.proto.body for element in page.get("html"))


def fails(error):
    def part(*_args, **_kwargs):
        raise error

    return part


@pytest.fixture
def page():
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["territoire"] = "commune:92050"
    page.query_params["indicateur"] = "population"
    return page


@pytest.mark.parametrize(("part", "named"), [("show_map", "La carte"), ("legend_of", "Une partie des chiffres")])
def test_a_part_that_fails_is_said_in_its_place_and_the_choices_stay(page, monkeypatch, caplog, part, named):
    monkeypatch.setattr(carte, part, fails(RuntimeError("secret of the machine")))
    with caplog.at_level(logging.ERROR):
        page.run()
    assert not page.exception
    told = html(page)
    assert f"{named} n’a pas pu s’afficher" in told
    assert "secret of the machine" not in told
    reference = re.search(r"<strong>([0-9a-f]{8})</strong> à la personne", told).group(1)
    assert any(reference in record.getMessage() and record.exc_info for record in caplog.records)
    assert "<h1>Nanterre" in told
    assert page.selectbox(key="niveau").label == "Découpage"
    assert page.query_params["indicateur"] == "population"
    assert "Repartir de la carte" in told


def test_an_error_of_the_product_says_its_own_words(page, monkeypatch):
    monkeypatch.setattr(carte, "show_map", fails(MapError("Rien à dessiner : choisissez un autre territoire.")))
    page.run()
    assert "Rien à dessiner : choisissez un autre territoire." in html(page)
    assert "n’a pas pu s’afficher" not in html(page)


def test_a_page_that_fails_keeps_its_band_and_its_foot(page, monkeypatch):
    monkeypatch.setattr(carte.state, "current_view", fails(RuntimeError("boom")))
    page.run()
    assert "Cette page n’a pas pu s’afficher" in html(page)
    assert 'class="pied"' in html(page)


def test_the_message_is_written_as_text():
    assert "<img" not in failure("<img src=x>", "<img src=y>")
