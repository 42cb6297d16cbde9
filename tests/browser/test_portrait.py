"""Page «Portrait»: a mayor reads the territory on one page, prints it and goes on from there."""

import io
import re

import pypdf
from playwright.sync_api import expect


def opened(screen, query):
    screen.page.goto(f"{screen.address}/portrait?{query}")
    screen.page.locator(".sources").wait_for(timeout=120_000)  # the first page of a server that has just started
    return screen.page


def test_a_mayor_reads_the_territory_on_one_page(screen):
    page = opened(screen, "territoire=commune:92050")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nanterre")
    expect(page.locator(".resume")).to_contain_text("Nanterre compte 97\u202f783 habitants en 2023")
    card = page.get_by_role("article").filter(has_text="Revenu médian")
    expect(card).to_contain_text("21\u202f620\u00a0€")
    expect(card.get_by_role("row", name="Hauts-de-Seine")).to_contain_text("29\u202f720\u00a0€")
    expect(card).to_contain_text("Filosofi")
    picture = page.get_by_role("img", name="Nanterre, à sa place")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (one) => { await one.decode(); return one.naturalWidth }") > 100
    charts = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg.marks")
    expect(charts).to_have_count(3)
    page.get_by_text("Voir en tableau").first.click()
    expect(page.get_by_role("row", name="1968")).to_contain_text("90\u202f332")
    expect(page.get_by_role("link", name="ELECTROLAB")).to_have_attribute("href", re.compile("tiers-lieux"))
    expect(page.locator(".initiatives")).to_contain_text("CitéoSquare")
    text = page.locator("body").inner_text()
    for word in ("Fullscreen", "Save as", "View Source", "Choose", "Show data"):
        assert word not in text
    assert page.locator(".vega-actions").count() == 0
    assert page.title() == "Portrait · Citéoscope"
    assert screen.foreign == []
    assert screen.errors == []


def test_the_criteria_of_the_peers_are_shown_and_changed(screen):
    page = opened(screen, "territoire=epci:200068369&nombre=5")
    table = page.locator(".pairs")
    expect(table).to_contain_text("Les 5 intercommunalités les plus semblables")
    expect(table).to_contain_text("la densité (2023)")
    page.get_by_role("button", name="Densité").click()
    expect(table).not_to_contain_text("la densité (2023)")
    assert "criteres=population" in page.url
    expect(table.get_by_role("row")).to_have_count(7)


def test_a_tiny_commune_and_a_set_of_communes_say_what_is_not_known(screen):
    page = opened(screen, "territoire=commune:88400&profil=tout")
    expect(page.locator(".valeur.absent").first).to_be_visible()
    expect(page.get_by_text("publié pour : Val-d’Oise").first).to_be_visible()
    page = opened(screen, "territoire=epci:200068757%2Bcommune:88029&profil=<img src=x>")
    expect(page.get_by_text("Choix de chiffres inconnu")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="Revenu médian").locator(".valeur")).to_have_text(
        "non agrégeable"
    )


def test_the_map_and_the_portrait_lead_to_each_other(screen):
    screen.open("?territoire=departement:88&indicateur=population&niveau=commune&commune=88160", "population")
    screen.page.locator(".fiche").get_by_role("link", name="Portrait").click()
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Épinal")
    screen.page.locator(".sources").wait_for()
    screen.page.get_by_role("link", name="Voir sur la carte").click()
    screen.wait_drawn("population")
    assert "commune:88160" in screen.page.url.replace("%3A", ":")


def test_the_paper_has_the_warnings_of_its_figures_and_no_word_about_the_site(screen):
    page = opened(screen, "territoire=commune:92050")
    told = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
    told = re.sub(r"\s+", " ", told)
    assert "à confirmer auprès de l’Ademe avant de citer" in told
    assert "un millésime ancien" in told
    assert "non conforme" not in told


def test_it_prints_without_the_controls(screen):
    page = opened(screen, "territoire=commune:92050")
    page.emulate_media(media="print")
    expect(page.locator(".st-key-bandeau")).to_be_hidden()
    expect(page.locator(".st-key-portrait-choix")).to_be_hidden()
    expect(page.locator(".resume")).to_be_visible()
    assert page.locator("[data-testid=stMain]").evaluate("(one) => one.scrollHeight - one.clientHeight") <= 1
    page.set_viewport_size({"width": 720, "height": 1000})  # a sheet of A4
    titles = [one.bounding_box() for one in page.locator(".evolution h3").all()]
    assert len(titles) > 1
    assert len({round(box["y"]) for box in titles}) == 1


def test_a_narrow_screen_has_no_sideways_scrolling(narrow_screen):
    page = opened(narrow_screen, "territoire=commune:88400")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    band = page.locator(".st-key-bandeau").bounding_box()
    assert band["height"] < 110
