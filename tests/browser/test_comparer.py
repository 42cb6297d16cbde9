"""Page «Comparer»: a planner puts territories side by side without being told who is best."""

import re

from playwright.sync_api import expect


def opened(screen, query):
    screen.page.goto(f"{screen.address}/comparer?{query}")
    screen.page.locator(".sources").wait_for(timeout=120_000)  # the first page of a server that has just started
    return screen.page


def test_territories_are_side_by_side_in_a_table_on_maps_and_on_plots(screen):
    page = opened(screen, "territoire=commune:92050&avec=commune:88400,commune:59350")
    board = page.get_by_role("table", name="Les indicateurs de chaque territoire")
    income = board.get_by_role("row", name="Revenu médian")
    expect(income).to_contain_text("21\u202f620\u00a0€")
    expect(board.get_by_role("row", name="Taux de pauvreté")).to_contain_text("secret statistique")
    pictures = page.locator(".cartes-jumelles img")
    expect(pictures).to_have_count(3)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("async (one) => { await one.decode(); return one.naturalWidth }") > 100
        assert "par commune" in picture.get_attribute("alt")
    plot = page.get_by_role("article").filter(has_text="Revenu médian")
    expect(plot.get_by_role("row", name="Nanterre")).to_contain_text("centile")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger ce tableau").click()
    assert len(download.value.path().read_text(encoding="utf-8-sig").splitlines()) == 3 * 12 + 1
    assert page.title() == "Comparer · Citéoscope"
    assert screen.foreign == []
    assert screen.errors == []


def test_the_territories_compared_are_found_again_after_another_page_and_another_choice(screen):
    page = opened(screen, "territoire=commune:88400&avec=commune:92050")
    page.get_by_role("link", name="Carte", exact=True).click()
    screen.wait_drawn("commune:88400")
    screen.choose_indicator("Densité")
    screen.wait_drawn("densite")
    page.get_by_role("link", name="Comparer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rouvres-en-Xaintois, Nanterre")
    page.get_by_role("button", name="Nanterre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rouvres-en-Xaintois")
    page.get_by_role("link", name="Portrait", exact=True).click()
    page.wait_for_url("**/portrait?territoire=commune**88400")


def test_six_territories_are_all_seen_on_a_screen_and_the_figures_come_first_on_a_telephone(screen, narrow_screen):
    six = "territoire=commune:92050&avec=commune:88160,commune:59350,commune:75056,commune:93066,commune:62427"
    board = opened(screen, six).locator(".comparaison .cadre").first
    assert board.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 1
    page = opened(narrow_screen, six)
    expect(page.get_by_text("Choisir les indicateurs")).to_be_visible()
    expect(page.get_by_role("combobox", name="Indicateur", exact=True)).to_be_hidden()
    page.get_by_text("Choisir les indicateurs").click()
    expect(page.get_by_role("combobox", name="Indicateur", exact=True)).to_be_visible()


def test_a_territory_is_added_taken_away_and_replaced_by_its_peers(screen):
    page = opened(screen, "territoire=commune:88400")
    expect(page.get_by_text("Ajoutez un territoire")).to_have_count(1)
    page.get_by_role("combobox", name="Territoire").fill("mirecourt")
    page.get_by_role("option", name="Mirecourt (88)").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rouvres-en-Xaintois, Mirecourt")
    page.get_by_role("button", name="Mes voisins").click()
    # The first search of neighbours places 35,000 communes.
    expect(page.locator(".cartes-jumelles img")).to_have_count(6, timeout=90_000)
    page.get_by_role("button", name="Rouvres-en-Xaintois").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Rouvres-en-Xaintois")
    assert re.search("territoire=commune(:|%3A)88", page.url)


def test_counts_of_different_levels_are_said_not_comparable(screen):
    page = opened(screen, "territoire=commune:92050&avec=region:11,commune:99999")
    expect(page.get_by_text("Ces territoires n’ont pas tous le même niveau")).to_be_visible()
    expect(page.get_by_text("Nombres et totaux : à lire, pas à comparer")).to_be_visible()
    expect(page.get_by_text("Il n’est pas comparé.")).to_be_visible()


def test_a_narrow_screen_has_no_sideways_scrolling(narrow_screen):
    page = opened(narrow_screen, "territoire=commune:88400&avec=epci:200068369,departement:88")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
