"""Page «Carte»: each promise is one test, named by what the user sees."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from visits import pick


def test_the_first_screen_shows_ile_de_france_without_any_foreign_host(screen):
    screen.open()
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Île-de-France")
    assert screen.drawn() == 1266
    assert screen.foreign == []
    assert screen.errors == []
    assert screen.page.locator("html").get_attribute("lang") == "fr"
    assert screen.page.title() == "Citéoscope"


def test_everything_that_matters_fits_the_first_screen(screen):
    screen.open()
    for selector in ("h1", ".st-key-carte .citeoscope", ".chiffres", ".legende, .citeoscope-legende"):
        box = screen.page.locator(selector).first.bounding_box()
        assert box, selector
        assert box["y"] >= 0, selector
        assert box["y"] + box["height"] <= 900, selector
    canvas = screen.page.locator(".st-key-carte .citeoscope").bounding_box()
    assert canvas["width"] * canvas["height"] > 0.4 * 1400 * 900
    assert screen.page.locator(".chiffre").count() == 3


def test_tiers_lieux_are_drawn_by_default(screen):
    screen.open()
    assert [layer["id"] for layer in screen.payload()["overlays"]] == ["tiers_lieux"]


def test_the_legend_counts_every_commune_once(screen):
    screen.open()
    legend = screen.legend()
    assert sum(legend.values()) == 1266
    assert "secret statistique" in legend
    assert "pas de donnée" in legend


def test_a_change_of_indicator_repaints_the_same_map(screen):
    screen.open()
    screen.frame.evaluate("window.untouched = true")
    before = screen.payload()["classes"]
    screen.choose_indicator("Densité")
    screen.wait_drawn("densite")
    assert screen.frame.evaluate("window.untouched") is True
    assert screen.payload()["classes"] != before
    assert "indicateur=densite" in screen.page.url


def test_what_the_map_needs_comes_while_the_page_starts_and_only_once(screen):
    address = "?territoire=departement:88&indicateur=densite"
    screen.open(address, "densite")  # the first visit reads the data: the head of its page may go without
    asked = []
    screen.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    screen.open(address, "densite")
    data = [path for path in asked if re.search("/(peinture|contours|points)/", path)]
    assert len(data) == len(set(data)) == 3
    assert max(map(asked.index, data)) < asked.index("/_stcore/health")


def test_an_indicator_is_found_by_a_word_of_its_definition_under_its_theme(screen):
    screen.open()
    box = screen.page.get_by_role("combobox", name="Indicateur")
    box.fill("chauffage logements")
    listbox = screen.page.get_by_role("listbox", name="Indicateurs")
    expect(listbox.get_by_role("option")).to_have_count(1)
    expect(listbox.get_by_role("group", name="Énergie")).to_be_visible()
    box.press("Enter")
    screen.wait_drawn("co2_logements_par_habitant")


def test_a_word_that_no_indicator_has_says_so(screen):
    screen.open()
    screen.page.get_by_role("combobox", name="Indicateur").fill("licorne")
    expect(screen.page.get_by_text("Aucun indicateur ne contient ces mots")).to_be_visible()


def test_a_territory_is_found_without_accents_or_case(screen):
    screen.open()
    screen.choose_territory("EPINAL", "Épinal (88)")
    screen.page.wait_for_url(re.compile("territoire=commune:88160|territoire=commune%3A88160"))


def test_a_click_on_a_commune_shows_its_figures(screen):
    screen.open("?territoire=commune:92050&indicateur=population&niveau=commune&couches=aucune", "population")
    box = screen.page.locator(".st-key-carte .citeoscope").bounding_box()
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = screen.page.locator(".fiche")
    card.wait_for()
    expect(card.get_by_role("heading")).to_have_text("Nanterre (92)")
    expect(card).to_contain_text("97\u202f783")
    expect(card).to_contain_text("21\u202f620")
    assert parse_qs(urlsplit(screen.page.url).query)["commune"] == ["92050"]


def test_a_shared_link_and_the_back_button_give_the_same_view(screen):
    screen.open("?territoire=epci:200068369&indicateur=taux_pauvrete&niveau=commune", "taux_pauvrete")
    first = screen.payload()["classes"]
    screen.choose_indicator("Population")
    screen.wait_drawn("population")
    screen.page.go_back()
    screen.wait_drawn("taux_pauvrete")
    assert screen.payload()["classes"] == first
    screen.page.reload()
    screen.wait_drawn("taux_pauvrete")
    assert screen.payload()["classes"] == first
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text("Mirecourt")


def test_an_unknown_address_is_explained_and_shows_the_default(screen):
    screen.open("?territoire=region:99&indicateur=bonheur")
    expect(screen.page.get_by_text("« region:99 » n’existe pas")).to_be_visible()
    expect(screen.page.get_by_text("Indicateur inconnu : « bonheur »")).to_be_visible()
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Île-de-France")


def test_a_hostile_address_is_shown_as_text(screen):
    screen.open("?territoire=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(screen.page.get_by_text("Territoire illisible : « <img src=x onerror=alert(1)> »")).to_be_visible()
    assert screen.page.locator("img[src=x]").count() == 0


def test_the_table_has_the_values_of_the_map_and_sorts(screen):
    screen.open("?territoire=epci:200068369&indicateur=population&niveau=commune", "population")
    table = screen.page.locator(".tableau")
    table.scroll_into_view_if_needed()
    rows = table.locator("tbody tr")
    expect(rows.first).to_contain_text("Mirecourt")
    expect(rows.first).to_contain_text("4\u202f700")
    table.get_by_role("button", name="Nom").click()
    expect(table.locator("th").nth(1)).to_have_attribute("aria-sort", "ascending")
    expect(table.locator(".compte")).to_have_text("Lignes : 76 · 50 affichées")
    table.get_by_role("searchbox").fill("mirec")
    expect(rows).to_have_count(1)


def test_the_csv_is_the_table(screen):
    screen.open("?territoire=epci:200068369&indicateur=population&niveau=commune", "population")
    screen.page.locator(".tableau").scroll_into_view_if_needed()
    with screen.page.expect_download() as download:
        screen.page.get_by_role("link", name="Tout télécharger (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 77
    assert "Mirecourt" in text


def test_local_projects_are_listed_with_their_source(screen):
    screen.open("?territoire=epci:200068369&indicateur=population&niveau=commune", "population")
    local = screen.page.locator(".initiatives")
    expect(local).to_contain_text("Festival Utopic & Co")
    assert local.get_by_role("link").first.get_attribute("href").startswith("http")


def test_the_base_map_degrades_silently_without_network(screen):
    with screen.page.expect_request("**data.geopf.fr**"):
        screen.open("?territoire=region:11&indicateur=population&niveau=commune&fond=oui", "population")
    assert screen.drawn() == 1266
    assert screen.errors == []
    assert all("data.geopf.fr" in url for url in screen.foreign)


@pytest.mark.parametrize("level", ["ept", "epci", "departement", "region"])
def test_every_level_is_drawn(screen, level):
    screen.open(f"?territoire=region:11&indicateur=densite&niveau={level}", "densite")
    assert sum(screen.legend().values()) == {"ept": 11, "departement": 8, "region": 1}.get(
        level, sum(screen.legend().values())
    )
    assert screen.drawn() > 0


def test_the_whole_of_france_is_drawn(screen):
    screen.open("?territoire=france&indicateur=population&niveau=commune", "population")
    assert screen.drawn() == 34_875 - 8
    assert sum(screen.legend().values()) == 34_875


def test_a_narrow_screen_shows_everything_without_sideways_scrolling(narrow_screen):
    narrow_screen.open()
    width = narrow_screen.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    assert narrow_screen.page.locator(".st-key-carte .citeoscope").bounding_box()["width"] > 330


def test_a_level_that_a_territory_does_not_have_is_said_in_words(screen):
    screen.open("?territoire=region:53&indicateur=densite&niveau=ept", "densite")
    expect(screen.page.get_by_text("il n’y en a que dans la Métropole du Grand Paris")).to_be_visible()


def test_a_commune_without_outline_is_said_in_words(screen):
    screen.open("?territoire=commune:15031&indicateur=population&niveau=commune", "population")
    expect(screen.page.get_by_text("Celles : commune rétablie depuis 2018")).to_be_visible()


def test_many_zeros_do_not_flatten_the_map(screen):
    screen.open("?territoire=region:11&indicateur=tiers_lieux_pour_10000&niveau=commune", "tiers_lieux_pour_10000")
    assert len([count for count in screen.legend().values() if count]) > 3


def test_the_map_fills_its_frame(screen):
    screen.open()
    inside, outside = (screen.map.locator(which).bounding_box() for which in (".citeoscope", ".racine"))
    assert inside["width"] == pytest.approx(outside["width"] - 2)
    assert inside["height"] == pytest.approx(outside["height"] - 2)


def test_a_page_left_and_come_back_to_has_one_map_and_a_hidden_map_comes_back_whole(screen):
    screen.open("?territoire=departement:88&indicateur=densite&niveau=commune", "densite")
    screen.page.get_by_role("link", name="Données").click()
    screen.until("window.citeoscope.living.size === 0")
    screen.page.get_by_role("link", name="Tiers-lieux").first.click()
    screen.page.locator("[data-citeoscope-view*=lieux]").wait_for(state="attached")
    screen.page.get_by_role("link", name="Carte", exact=True).click()
    screen.wait_drawn("revenu_median")
    screen.until("window.citeoscope.living.size === 1")
    size = "window.citeoscope.state.map.getSize().x"
    width = screen.page.evaluate(size)
    screen.map.evaluate("(element) => { element.style.display = 'none'; }")
    screen.until(f"{size} === 0")
    screen.map.evaluate("(element) => { element.style.display = ''; }")
    screen.until(f"(width) => {size} === width", width)


def test_the_keyboard_reaches_the_map_and_moves_it(screen):
    screen.open()
    map_element = screen.map.locator(".citeoscope")
    map_element.focus()
    centre = "JSON.stringify(window.citeoscope.state.map.getCenter())"
    before = screen.page.evaluate(centre)
    screen.page.keyboard.press("ArrowRight")
    screen.until(f"(before) => {centre} !== before", before)
    zoom = screen.page.evaluate("window.citeoscope.state.map.getZoom()")
    screen.page.keyboard.press("+")
    screen.until("(zoom) => window.citeoscope.state.map.getZoom() > zoom", zoom)
    assert map_element.evaluate("(element) => getComputedStyle(element).outlineStyle") == "solid"


def test_another_year_changes_the_map_its_figures_and_its_table_together(screen):
    screen.open("?territoire=epci:200068757&indicateur=population&niveau=commune&millesime=1968", "population")
    expect(screen.page.locator(".titre")).to_contain_text("(1968)")
    expect(screen.page.locator(".chiffres")).to_contain_text("106\u202f713")
    expect(screen.page.locator(".citeoscope-legende")).to_contain_text("hab., 1968")
    screen.page.locator(".tableau").scroll_into_view_if_needed()  # its values come when one is near it
    table = screen.page.locator("table").filter(has_text="Épinal")
    expect(table.get_by_role("row", name="Épinal")).to_contain_text("36\u202f856")


def test_the_same_classes_for_all_years_have_the_same_bounds(screen):
    intervals = []
    for year in ("1968", "2022"):
        query = f"?territoire=departement:88&indicateur=densite&niveau=commune&millesime={year}&verrou=oui"
        screen.open(query, "densite")
        expect(screen.page.locator(".citeoscope-legende")).to_contain_text(year)
        intervals.append([text for text in screen.legend() if text.startswith("de ")])
    assert intervals[0] == intervals[1]


def test_the_classes_are_chosen_and_the_legend_still_counts_every_commune(screen):
    screen.open("?territoire=departement:88&indicateur=densite&niveau=commune", "densite")
    screen.page.get_by_role("button", name="Classes").click()
    pick(screen.page, "Méthode", "Seuils naturels (Fisher-Jenks)")
    expect(screen.page.locator(".citeoscope-legende")).to_contain_text("Seuils naturels (Fisher-Jenks)")
    assert "methode=natural" in screen.page.url
    assert sum(screen.legend().values()) == 506


def test_the_lowest_incomes_without_france_services_are_three_clicks_in_the_table(screen):
    screen.open("?territoire=epci:200068369&indicateur=revenu_median&niveau=commune")
    table = screen.page.locator(".tableau")
    table.scroll_into_view_if_needed()
    table.get_by_label("Ajouter une colonne").focus()
    table.get_by_label("Ajouter une colonne").select_option(label="France services")
    table.get_by_label("Garder, selon France services").select_option("aucun (0)")
    table.get_by_role("button", name="Revenu médian").click()
    expect(table.get_by_role("columnheader", name="Revenu médian")).to_have_attribute("aria-sort", "ascending")
    answer = screen.page.request.get(
        f"{screen.address}/api/v1/valeurs.json?territoire=epci:200068369&colonnes=france_services"
    )
    without = sorted((row for row in answer.json() if row[2] is not None and row[5] == 0), key=lambda row: row[2])
    for rank, row in enumerate(without[:3]):
        expect(table.locator("tbody tr").nth(rank).locator("td").first).to_have_text(row[0])
    screen.page.wait_for_url(lambda url: "tri=revenu_median" in url and "garde=france_services" in url)
    screen.page.reload()
    table.scroll_into_view_if_needed()
    said = "Lignes : 75 sur 76 · 50 affichées · 28 sans valeur · France services (2024) : aucun (0)"
    expect(table.locator(".compte")).to_have_text(said)
    with screen.page.expect_download() as download:
        table.get_by_role("link", name="Ces lignes (CSV)").click()
    assert "lignes_choisies" in download.value.suggested_filename
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 76
    assert [line.split(";")[0] for line in lines[1:4]] == [row[0] for row in without[:3]]
    for rank, row in enumerate(without[:3]):
        expect(table.locator("tbody tr").nth(rank).locator("td").first).to_have_text(row[0])
    expect(table.locator("caption")).to_contain_text("France services")
    table.get_by_role("button", name="Retirer la colonne France services").click()
    expect(table.get_by_role("columnheader")).to_have_count(3)


def test_the_table_under_the_map_is_one_click_away_and_says_when_it_is_filtered(screen):
    screen.open("?territoire=epci:200068369&indicateur=revenu_median&niveau=commune")
    table = screen.page.locator(".tableau")
    expect(table).not_to_be_in_viewport(ratio=0.2)
    screen.page.get_by_role("button", name="Tableau", exact=True).click()
    expect(table).to_be_in_viewport(ratio=0.2)
    expect(table.get_by_role("region", name="Tableau des valeurs")).to_be_focused()
    screen.open("?territoire=epci:200068369&indicateur=population&garde=population:un", "population")
    expect(screen.page.get_by_role("button", name="Tableau filtré", exact=True)).to_be_visible()


def test_a_row_that_is_chosen_leads_back_to_the_map(narrow_screen):
    narrow_screen.open("?territoire=epci:200068369&indicateur=revenu_median&niveau=commune")
    table = narrow_screen.page.locator(".tableau")
    table.scroll_into_view_if_needed()
    table.get_by_role("button", name="Mirecourt").click()
    table.get_by_role("button", name="Voir sur la carte").click()
    expect(narrow_screen.map).to_be_in_viewport(ratio=0.8)
    assert narrow_screen.payload()["selected"] == "88304"


def test_no_commune_is_under_the_tools_of_the_map(screen):
    screen.open("?territoire=epci:200068369&indicateur=revenu_median&niveau=commune")
    tools = screen.page.locator(".citeoscope-outils button")
    expect(tools).to_have_count(2)
    map_box = screen.page.locator(".st-key-carte .citeoscope").bounding_box()
    top = screen.frame.evaluate("""() => {
      const { map, payload } = window.citeoscope.state;
      return map.latLngToContainerPoint(payload.bounds[1]).y;
    }""")
    for tool in tools.all():
        box = tool.bounding_box()
        assert box["y"] + box["height"] - map_box["y"] <= top


def test_a_map_that_was_lost_comes_back_to_its_territory(screen):
    screen.open("?territoire=epci:200068369&indicateur=densite&niveau=commune", "densite")
    centre = "window.citeoscope.told.map.map.getCenter().lat.toFixed(3)"
    before = screen.page.evaluate(centre)
    screen.page.evaluate("window.citeoscope.told.map.map.panBy([0, 4000], { animate: false })")
    assert screen.page.evaluate(centre) != before
    screen.page.get_by_role("button", name="Recentrer la carte").click()
    assert screen.page.evaluate(centre) == before


def test_a_row_of_the_table_opens_the_card_of_its_commune(screen):
    screen.open("?territoire=epci:200068369&indicateur=densite&niveau=commune", "densite")
    table = screen.page.locator(".tableau")
    table.scroll_into_view_if_needed()
    table.locator("tbody tr").first.locator("td").last.click()
    expect(screen.page.locator(".fiche").get_by_role("heading")).to_contain_text("Mirecourt")


def test_an_indicator_without_a_figure_here_says_so_before_it_is_chosen(screen):
    screen.open("?territoire=epci:200068757&indicateur=densite&niveau=commune", "densite")
    screen.page.get_by_role("combobox", name="Indicateur").fill("ancien")
    options = screen.page.get_by_role("listbox", name="Indicateurs").get_by_role("option")
    expect(options.first).to_contain_text("Part des maisons construites avant 1971")
    expect(options.first).to_contain_text("aucun chiffre ici")
    screen.page.get_by_role("combobox", name="Indicateur").fill("logement vacant")
    expect(options.first).to_contain_text("Logements vacants")
    expect(options.first).not_to_contain_text("aucun chiffre")


def test_a_word_that_nothing_measures_is_told_what_is_nearest(screen):
    screen.open("?territoire=epci:200068757&indicateur=densite&niveau=commune", "densite")
    box = screen.page.get_by_role("combobox", name="Indicateur")
    box.fill("salaires")
    expect(
        screen.page.get_by_text("Aucun indicateur ne mesure exactement « salaires ». Les plus proches :")
    ).to_be_visible()
    box.press("Enter")
    screen.wait_drawn("revenu_median")
