"""Page «Carte»: how figures are cut, two indicators crossed, and a legend that answers."""

import re

from playwright.sync_api import expect

VOSGES = "?territoire=departement:88&indicateur=revenu_median&niveau=commune&couches=aucune"


def test_bounds_are_typed_refused_in_french_under_the_field_and_kept_for_another_territory(screen):
    screen.open(VOSGES)
    page = screen.page
    page.get_by_role("button", name="Classes", exact=True).click()
    expect(page.get_by_text("À peu près autant de territoires dans chaque classe")).to_be_visible()
    expect(page.locator(".repartition .citeoscope-histogramme")).to_be_visible()
    field = page.get_by_label("Bornes, de la plus basse")
    expect(field).to_have_value(re.compile("16\u202f110 ; "))
    field.fill("15 000 ; vingt mille ; 30 000")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Ce n’est pas un nombre : «\u00a0vingt mille\u00a0»")
    expect(field).to_have_value("15 000 ; vingt mille ; 30 000")
    field.fill("15 000 ; 20 000,4 ; 30 000 €")
    field.press("Enter")
    page.wait_for_url(re.compile("methode=manual"))
    expect(page.locator(".citeoscope-legende")).to_contain_text("de 20\u202f000 à 30\u202f000\u00a0€")
    assert sum(screen.legend().values()) == 506
    page.keyboard.press("Escape")
    screen.choose_territory("hauts-de-seine", "Hauts-de-Seine")
    screen.wait_drawn("departement:92")
    expect(page.locator(".citeoscope-legende")).to_contain_text("de 15\u202f000 à 19\u202f999\u00a0€")
    assert sum(screen.legend().values()) == 36
    page.get_by_role("button", name="Classes", exact=True).click()
    page.get_by_role("button", name="Revenir aux classes habituelles").click()
    page.wait_for_url(lambda url: "manual" not in url)


def test_two_indicators_are_crossed_and_the_square_counts_every_commune(screen):
    screen.open(VOSGES)
    page = screen.page
    box = page.get_by_role("combobox", name="Croiser avec")
    box.fill("population municipale")
    expect(page.get_by_text("un nombre ne se croise pas")).to_be_visible()
    box.fill("pauvreté")
    page.locator('[role=option][data-id="taux_pauvrete"]').click()
    screen.wait_drawn("taux_pauvrete")
    page.wait_for_url(re.compile("croise=taux_pauvrete"))
    expect(page.locator(".titre")).to_contain_text("croisés par commune")
    cells = page.locator(".citeoscope-croise .case")
    expect(cells).to_have_count(9)
    counted = sum(int(text) for text in cells.all_inner_texts())
    assert counted + sum(screen.legend().values()) == 506
    assert screen.drawn() == 506
    expect(page.locator(".citeoscope-legende")).to_contain_text("Pauvreté : secret statistique")
    table = page.locator(".tableau")
    table.scroll_into_view_if_needed()
    expect(table.locator("thead")).to_contain_text("Revenu médian (€, 2021)")
    expect(table.locator("thead")).to_contain_text("Pauvreté (%, 2021)")
    table.get_by_role("searchbox").fill("Épinal")
    expect(table.get_by_role("row", name="Épinal", exact=False).first).to_contain_text("%")


def test_a_count_crossed_by_hand_is_explained_and_the_map_is_drawn(screen):
    screen.open(VOSGES + "&croise=population")
    expect(screen.page.get_by_text("est un nombre")).to_be_visible()
    assert sum(screen.legend().values()) == 506


def test_a_class_of_the_legend_stands_alone_on_the_map_by_pointer_and_by_keyboard(screen):
    screen.open(VOSGES + "&croise=taux_pauvrete", "taux_pauvrete")
    page, lit = screen.page, "window.citeoscope.state.lit || null"
    cell = page.locator(".citeoscope-croise .case[data-classe='2']")
    phrase = page.locator(".citeoscope-croise .phrase")
    cell.hover()
    expect(phrase).to_have_text(
        "Le revenu médian est parmi les plus faibles et le taux de pauvreté parmi les plus élevés : 12 communes."
    )
    assert page.evaluate(lit) == "2"
    page.mouse.move(700, 5)
    expect(phrase).to_contain_text("survolez-la")
    assert page.evaluate(lit) is None
    cell.focus()
    assert page.evaluate(lit) == "2"
    page.keyboard.press("Enter")
    expect(cell).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    page.get_by_role("combobox", name="Indicateur").focus()
    assert page.evaluate(lit) == "2"
    screen.choose_indicator("Densité")
    screen.wait_drawn("densite")
    assert page.evaluate(lit) is None
    row = page.locator(".citeoscope-legende .classe").filter(has_text="secret statistique").first
    row.hover()
    assert page.evaluate(lit) == row.get_attribute("data-classe")
