"""What the head of a page tells the browser to fetch at once."""

import re
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
import streamlit

from citeoscope.errors import StoreError
from citeoscope.view import View
from dashboard.carte import canvas
from dashboard.web import ahead


@pytest.fixture
def served(monkeypatch, embedded):
    monkeypatch.setattr(ahead, "atlas", lambda: embedded)
    monkeypatch.setattr(ahead, "PATIENCE", 60)
    canvas.addresses(embedded, View())
    return embedded


def head(page, query=""):
    with ThreadPoolExecutor(1) as pool:  # the browser of other tests has a loop in this thread
        return pool.submit(anyio.run, ahead.links, page, query).result().decode()


def fetched(page, query=""):
    return re.findall('<link rel="preload" as="fetch" crossorigin href="([^"]*)">', head(page, query))


def test_the_head_asks_for_what_the_map_of_the_address_paints(served):
    asked = fetched("", "territoire=departement:88&indicateur=densite&couches=gares")
    told = canvas.picture(served, View(territoire="departement:88", indicateur="densite", couches=("gares",)))
    assert [address for address in asked if "/peinture/" in address and "densite" in address]
    assert [address for address in asked if "/contours/" in address] == list(told.assets)
    assert [address for address in asked if "/points/" in address] == [told.overlays[0].url]


def test_an_address_that_cannot_be_read_asks_for_what_is_shown_instead(served):
    assert fetched("", "territoire=commune:99999&indicateur=%22%3E%3Cscript%3E") == fetched("")
    assert "<script" not in head("", "territoire=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")


def test_a_board_and_a_page_without_a_map_ask_for_no_paint(served):
    assert fetched("", "capture=a4") == []
    assert fetched("portrait") == []
    assert "carte-page.js" not in head("portrait")
    assert "carte-page.js" in head("tiers-lieux")


def test_data_that_cannot_be_read_or_is_late_leaves_the_page_as_it_is(monkeypatch):
    def damaged():
        raise StoreError("Index abîmé")

    monkeypatch.setattr(ahead, "atlas", damaged)
    assert fetched("") == []
    monkeypatch.setattr(ahead, "PATIENCE", 0)
    assert "carte-page.js" in head("")


def test_the_parts_of_streamlit_are_files_that_it_has(served):
    folder = ahead.Path(streamlit.__file__).parent / "static" / "static" / "js"
    parts = ahead.streamlit_parts()
    assert {part.split(".")[0] for part in parts} >= set(ahead.PARTS)
    assert all((folder / part).is_file() for part in parts)
