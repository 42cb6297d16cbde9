"""What has just been chosen is seen at once: map, legend and title do not wait for the page."""

import re

import pytest
from playwright.sync_api import expect

TITLE = "header.titre"
LEGEND = ".citeoscope-legende h2"


@pytest.fixture
def held(screen):
    """The page with a line to the server that can be held: what the server says waits until it is let go."""
    line = {"holds": False, "waiting": [], "page": None}

    def join(route):
        line["page"] = route
        server = route.connect_to_server()
        route.on_message(server.send)
        server.on_message(lambda message: line["waiting"].append(message) if line["holds"] else route.send(message))

    def let_go():
        line["holds"] = False
        for message in line["waiting"]:
            line["page"].send(message)
        line["waiting"].clear()

    screen.page.route_web_socket(re.compile("/_stcore/stream"), join)
    screen.hold = lambda: line.update(holds=True)
    screen.let_go = let_go
    return screen


def test_an_indicator_is_on_the_map_in_the_legend_and_in_the_title_before_the_page_is_written(held):
    held.open("?territoire=departement:88&indicateur=revenu_median&niveau=commune")
    figures = held.page.locator(".chiffres").first
    expect(figures).to_contain_text("Revenu médian")
    held.hold()
    held.choose_indicator("Densité")
    held.wait_seen("densite")
    expect(held.page.locator(TITLE)).to_contain_text("Densité de population")
    expect(held.page.locator(LEGEND)).to_contain_text("Densité (hab./km², 2023)")
    told = held.legend()
    assert sum(told.values()) == 506
    assert "revenu_median" in held.page.url
    expect(figures.locator("dt").first).to_have_text("Revenu médian")
    # What is not of this choice yet says so: it fades, and a screen reader hears that the map is ahead.
    expect(held.map.locator("[aria-busy=true]")).to_be_visible()
    held.until("() => getComputedStyle(document.querySelector('.chiffres')).opacity < 0.5")
    held.let_go()
    held.wait_drawn("densite")
    held.page.wait_for_url(re.compile("indicateur=densite"))
    expect(figures.locator("dt").first).to_have_text("Densité")
    assert held.legend() == told
    held.until("() => getComputedStyle(document.querySelector('.chiffres')).opacity === '1'")
    assert not held.errors


def test_a_territory_is_on_the_map_before_the_page_is_written(held):
    held.open("?indicateur=densite&couches=aucune", "densite")
    held.hold()
    held.page.get_by_role("combobox", name="Territoire").fill("Mirecourt-Dompaire")
    held.page.get_by_role("option", name="Mirecourt").last.click()
    held.wait_seen("epci:200068369|commune|densite")
    expect(held.page.get_by_role("heading", level=1)).to_contain_text("CC de Mirecourt Dompaire")
    assert sum(held.legend().values()) == 76
    where = held.map_place()
    held.let_go()
    held.wait_drawn("epci:200068369")
    held.page.wait_for_url(re.compile("epci"))
    assert held.map_place() == where
    assert not held.errors


def test_the_page_has_the_last_word_on_what_was_seen_ahead(held):
    held.open("?territoire=departement:88&indicateur=revenu_median&niveau=commune")
    legend, title = held.legend(), held.page.locator(TITLE).inner_text()
    held.hold()
    held.choose_indicator("Densité")
    held.wait_seen("densite")
    held.choose_indicator("Revenu médian")
    held.wait_seen("revenu_median")
    held.let_go()
    held.wait_drawn("revenu_median")
    expect(held.page.locator(TITLE)).to_have_text(title, use_inner_text=True)
    assert held.legend() == legend
    held.page.wait_for_url(re.compile("indicateur=revenu_median"))


def test_a_choice_without_a_first_sight_waits_for_the_page(screen):
    screen.open("?territoire=departement:88&indicateur=densite&niveau=commune", "densite")
    screen.page.route("**/api/v1/apercu/**", lambda route: route.abort())
    screen.choose_indicator("Pauvreté")
    screen.wait_drawn("taux_pauvrete")
    expect(screen.page.locator(TITLE)).to_contain_text("pauvreté")
    expect(screen.page.locator("body")).not_to_have_class(re.compile("en-avance"))


def test_one_answer_brings_all_that_is_seen_first(screen):
    screen.open()
    asked = []
    screen.page.on("request", lambda request: asked.append(request.url))
    screen.choose_indicator("Densité")
    screen.wait_drawn("densite")
    assert len([url for url in asked if "/apercu/" in url and "indicateur=densite" in url]) == 1
    assert not [url for url in asked if "/peinture/" in url]
