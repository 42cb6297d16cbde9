"""Capture mode and sharing, as a person meets them."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

EPINAL = "territoire=epci:200068757&indicateur=part_logements_vacants&niveau=commune"


def test_capture_mode_shows_the_very_file_that_is_downloaded_and_nothing_else(screen):
    page = screen.open(f"?{EPINAL}", "part_logements_vacants").page
    page.get_by_role("button", name="Mode capture").click()
    image = page.locator(".planche img")
    expect(image).to_have_attribute("alt", re.compile(r"^Carte de la CA d’Epinal : Part des logements vacants"))
    expect(page.get_by_role("link", name="Importer")).to_have_count(0)
    expect(page.locator("iframe, .st-key-carte, .st-key-recherche")).to_have_count(0)
    page.get_by_text("A4 paysage").click()
    expect(image).to_have_attribute("src", re.compile("format=a4"))
    width, height = image.evaluate("async (one) => (await one.decode(), [one.naturalWidth, one.naturalHeight])")
    assert width / height == pytest.approx(297 / 210, abs=0.01)
    box = image.bounding_box()
    assert box["y"] + box["height"] <= 900  # whole on the screen
    shown = urlopen(page.evaluate("document.querySelector('.planche img').src")).read()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Dessin SVG").click()
    assert taken.value.suggested_filename == "citeoscope_ca-d-epinal_part-logements-vacants_2016_a4.svg"
    assert taken.value.path().read_bytes() == shown
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Fermer la planche")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Fermer la planche").click()
    screen.wait_drawn("part_logements_vacants")
    assert "capture" not in page.url
    assert screen.foreign == []


def test_what_is_copied_opens_the_same_view(screen):
    page = screen.open(f"?{EPINAL}&couches=gares&commune=88160", "part_logements_vacants").page
    page.get_by_role("button", name="Partager").click()
    link = page.get_by_label("Lien vers cette vue")
    assert link.input_value() == f"{screen.address}/?{EPINAL}&couches=gares&commune=88160"
    assert "co.choropleth('part_logements_vacants', 'epci:200068757'" in page.get_by_label("En Python").input_value()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Lien vers cette vue : copié.")
    assert page.evaluate("navigator.clipboard.readText()") == link.input_value()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Copier en Python").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("le texte est sélectionné")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Partager")).to_be_focused()


def test_the_frame_shows_map_title_legend_and_sources_only(screen):
    page = screen.page
    page.goto(f"{screen.address}/?{EPINAL}&cadre=oui")
    screen.wait_drawn("part_logements_vacants")
    expect(page.get_by_role("heading", level=1)).to_have_text("CA d'Epinal")
    assert sum(screen.legend().values()) == 78
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    expect(page.get_by_role("link", name="Ouvrir dans Citéoscope")).to_have_attribute("href", f"/?{EPINAL}")
    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("Partager|Dessiner|Rayon"))).to_have_count(0)


def test_the_map_that_is_mailed_opens_without_a_network(screen, tmp_path):
    page = screen.open(f"?{EPINAL}&couches=france_services", "part_logements_vacants").page
    page.get_by_role("button", name="Partager").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Carte HTML").click()
    assert taken.value.suggested_filename == "citeoscope_ca-d-epinal_part-logements-vacants_2016.html"
    taken.value.save_as(tmp_path / "carte.html")
    alone = page.context.browser.new_context(offline=True).new_page()
    asked = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(f"file://{tmp_path}/carte.html")
    alone.locator("[data-citeoscope-view]").wait_for(state="attached")
    legend = alone.locator(".citeoscope-legende")
    expect(legend).to_contain_text("Part des logements vacants (2016) · CA d'Epinal")
    expect(legend).to_contain_text("France services : 6")
    # An address of this computer alone would open nowhere else: the colleague is told the view without it.
    expect(legend).to_contain_text(f"Vue : ?{EPINAL}&couches=france_services")
    assert screen.address not in legend.inner_text()
    legend.page.get_by_text("Tableau des chiffres").click()
    rows = alone.locator(".citeoscope-tableau tr")
    expect(rows).to_have_count(1 + 78)
    expect(rows.first).to_have_text("CA d'Epinal11,2 %")
    expect(rows.filter(has_text="Golbey")).to_have_text("Golbey9,3 %")
    alone.mouse.click(600, 400)
    expect(alone.locator(".leaflet-tooltip")).to_contain_text("Part des logements vacants (2016)")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    alone.context.close()


def test_the_popover_fits_a_telephone(narrow_screen):
    page = narrow_screen.open(f"?{EPINAL}", "part_logements_vacants").page
    page.get_by_role("button", name="Partager").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
