"""A perimeter drawn on the map, a radius around a point, an address sought."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

VOSGES = "?territoire=epci:200068369&indicateur=population&niveau=commune&couches=tiers_lieux,projets"


def territory(screen):
    return parse_qs(urlsplit(screen.page.url).query)["territoire"][0]


def test_a_radius_is_drawn_with_the_keyboard_alone_and_the_layers_stay(screen):
    screen.open(VOSGES, "population")
    screen.page.get_by_role("button", name="Rayon autour d’un point").focus()
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.type("mirecourt")
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.press("Control+a")
    screen.page.keyboard.type("10")
    screen.page.keyboard.press("Enter")
    panel = screen.page.locator(".citeoscope-trace")
    expect(panel).to_contain_text("communes dont le centre est dans le périmètre")
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("10\u00a0km autour de Mirecourt")
    expect(screen.page.locator(".titre")).to_contain_text("(communes dont le centre est dans le périmètre)")
    assert territory(screen).startswith("rayon:")
    assert parse_qs(urlsplit(screen.page.url).query)["couches"] == ["tiers_lieux,projets"]
    screen.wait_drawn("rayon:", "population")
    assert screen.drawn() == sum(screen.legend().values()) > 30


def test_a_perimeter_is_drawn_point_by_point_and_one_that_crosses_itself_is_explained(screen):
    screen.open(VOSGES, "population")
    screen.page.get_by_role("button", name="Dessiner un périmètre").click()
    panel = screen.page.locator(".citeoscope-trace")
    panel.get_by_role("button", name="Terminer").click()
    expect(panel).to_contain_text("Tracé illisible")
    box = screen.page.locator(".st-key-carte .citeoscope").bounding_box()

    def put(*points):
        for x, y in points:
            screen.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])

    put((0.5, 0.35), (0.8, 0.7), (0.8, 0.35), (0.5, 0.7))
    expect(panel).to_contain_text("4 points posés")
    panel.get_by_role("button", name="Terminer").click()
    expect(panel).to_contain_text("se coupe lui-même")
    panel.get_by_role("button", name="Retirer le dernier").click()
    panel.get_by_role("button", name="Retirer le dernier").click()
    put((0.5, 0.8))
    panel.get_by_role("button", name="Terminer").click()
    panel.get_by_role("button", name="En faire le territoire").click()
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text("Périmètre dessiné autour")
    assert territory(screen).startswith("trace:")
    assert len(screen.page.url) < 300
    screen.page.reload()
    screen.wait_drawn("trace:", "population")
    assert screen.drawn() == sum(screen.legend().values()) > 3
    assert screen.errors == []


def test_an_address_is_found_marked_and_kept_out_of_the_address_bar(screen):
    screen.open("?territoire=region:11&indicateur=population&niveau=commune", "population")
    box = screen.page.get_by_role("combobox", name="Territoire")
    box.fill("nanterre")
    expect(screen.page.get_by_role("option").first).to_contain_text("Nanterre")
    expect(screen.page.get_by_role("option", name="Chercher l’adresse")).to_have_count(0)
    box.fill("12 rue des amandiers nanterre")
    screen.page.get_by_role("option", name="Chercher l’adresse").click()
    found = screen.page.get_by_role("option", name="12 Rue des <b>Amandiers</b>")
    expect(found).to_contain_text("placée au numéro")
    found.click()
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Nanterre")
    pin = screen.page.locator(".citeoscope-epingle")
    expect(pin).to_contain_text("12 Rue des <b>Amandiers</b> 92000 Nanterre")
    screen.page.wait_for_url(re.compile("commune(:|%3A)92050"))
    assert territory(screen) == "commune:92050"
    assert "mandiers" not in screen.page.url


def test_without_the_service_of_addresses_the_commune_is_still_found(screen):
    screen.open("?territoire=region:11&indicateur=population&niveau=commune", "population")
    box = screen.page.get_by_role("combobox", name="Territoire")
    box.fill("3 rue de la panne")
    screen.page.get_by_role("option", name="Chercher l’adresse").click()
    expect(screen.page.get_by_role("option", name=re.compile("ne répond pas"))).to_contain_text("par son nom")
    box.fill("rue introuvable")
    screen.page.get_by_role("option", name="Chercher l’adresse").click()
    expect(screen.page.get_by_role("option", name=re.compile("Aucune adresse"))).to_be_visible()
    screen.choose_territory("épinal", "Épinal (88)")
