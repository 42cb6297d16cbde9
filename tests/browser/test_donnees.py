"""Page «Données»: each promise is one test, named by what the user sees."""

import io
import json
import re

import geopandas as gpd
import pytest
from playwright.sync_api import expect
from serving import free_port, start, wait_until_healthy

REASON = "api.insee.fr n’a pas répondu en 30 s"


@pytest.fixture
def shelf(screen):
    def open_page(query=""):
        screen.page.goto(f"{screen.address}/donnees{query}")
        screen.page.locator("h1").wait_for()
        return screen.page

    return open_page


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    """The app after a refresh in which one known source and one new source failed."""
    store = tmp_path_factory.mktemp("failing")
    stale = {"since": "2026-11-24T08:00:00+00:00", "reason": REASON}
    index = {"format": 1, "written_at": stale["since"], "stale": {"filosofi": stale, "nouvelle_source": stale}}
    (store / "index.json").write_text(json.dumps(index), encoding="utf-8")
    port = free_port()
    process = start(port, CITEOSCOPE_STORE=str(store))
    wait_until_healthy(f"http://127.0.0.1:{port}")
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(20)


def test_every_dataset_says_who_publishes_it_and_when(shelf, embedded):
    page = shelf()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(len(embedded.store.datasets))
    for row in rows.all():
        title, publisher, vintage, state, _, licence = row.locator("td").all_inner_texts()
        assert title
        assert publisher
        assert re.search(r"\d{4}", vintage), title
        assert state.strip() in {"à jour", "à rafraîchir", "en défaut", "calculé"}
        assert licence
    expect(page).to_have_title("Données · Citéoscope")


def test_a_dataset_opens_in_place_and_back_returns_to_the_list(shelf):
    page = shelf("?territoire=epci:200068369")
    page.evaluate("window.untouched = true")
    page.get_by_role("link", name="Revenus et pauvreté des ménages (Filosofi)", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revenus et pauvreté des ménages (Filosofi)")
    assert "jeu=filosofi" in page.url
    assert page.evaluate("window.untouched") is True
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Données", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_a_download_holds_the_current_perimeter(shelf):
    page = shelf("?territoire=epci:200068369&jeu=filosofi")
    with page.expect_download() as waited:
        page.get_by_role("link", name="GeoParquet").click()
    file = waited.value
    assert file.suggested_filename == "filosofi_cc-de-mirecourt-dompaire_2021.parquet"
    frame = gpd.read_parquet(io.BytesIO(file.path().read_bytes()))
    assert len(frame) == 76
    assert frame.set_index("code").loc["88304", "commune_name"] == "Mirecourt"


def test_the_size_of_each_file_is_said_before_it_is_downloaded(shelf):
    page = shelf("?territoire=epci:200068369&jeu=filosofi")
    sizes = page.locator(".taille")
    expect(sizes).to_have_count(5)
    for size in sizes.all():
        expect(size).to_have_text(re.compile(r"\d+.(ko|Mo)"))


def test_the_territory_follows_from_one_page_to_the_other(screen, shelf):
    page = shelf("?territoire=epci:200068369&jeu=filosofi")
    page.get_by_role("link", name="Carte", exact=True).click()
    screen.wait_drawn("epci:200068369")
    expect(page.get_by_role("heading", level=1)).to_have_text("CC de Mirecourt Dompaire")
    page.get_by_role("link", name="Données", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Données")
    expect(page.get_by_role("combobox", name="Territoire")).to_have_attribute("placeholder", "CC de Mirecourt Dompaire")


def test_an_indicator_opens_on_the_map_from_its_dataset(screen, shelf):
    page = shelf("?territoire=epci:200068369&jeu=filosofi")
    page.get_by_role("link", name="Taux de pauvreté").first.click()
    screen.wait_drawn("taux_pauvrete", "epci:200068369")


def test_a_search_and_a_state_narrow_the_list_and_stay_in_the_address(shelf):
    page = shelf()
    page.get_by_label("Chercher un jeu de données").fill("gares")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(1)
    page = shelf()
    page.get_by_text("Calculé", exact=True).click()
    expect(page.locator("tbody tr .etat").first).to_have_text("calculé")
    page.wait_for_url(re.compile("etat=calcule"))


def test_the_page_asks_nothing_of_a_foreign_host_and_has_no_english_word(screen, shelf):
    for query in ("", "?jeu=tiers_lieux_2019"):
        page = shelf(query)
        page.wait_for_load_state("networkidle")
        text = page.locator("body").inner_text()
        for word in ("Choose", "Running", "Deploy", "Search", "Loading", "Press Enter", "Select"):
            assert word not in text
    assert screen.foreign == []
    assert screen.errors == []


def test_a_narrow_screen_shows_a_dataset_without_sideways_scrolling(narrow_screen):
    page = narrow_screen.page
    for query in ("", "?jeu=filosofi"):
        page.goto(f"{narrow_screen.address}/donnees{query}")
        page.locator("h1").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_source_that_failed_is_said_on_its_figures(browser, failing):
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{failing}/?territoire=epci:200068369&indicateur=revenu_median&niveau=commune")
    figure = page.locator(".chiffre").first
    expect(figure).to_contain_text("source en défaut depuis le 24/11/2026", timeout=60_000)
    expect(page.locator(".sources .alerte").first).to_contain_text(REASON)
    expect(page.locator(".sources .alerte").first).to_contain_text("Les chiffres montrés sont ceux récupérés le")
    expect(page.locator(".chiffre").nth(1)).not_to_contain_text("en défaut")
    page.close()


def test_a_source_that_failed_is_said_in_the_list_and_on_its_page(browser, failing):
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{failing}/donnees")
    expect(page.get_by_text("Source « nouvelle_source » : pas encore récupérée")).to_be_visible(timeout=60_000)
    row = page.locator("tbody tr").filter(has_text="(Filosofi)").first
    expect(page.locator("tbody tr .etat.en-defaut")).to_have_count(1)
    row.click()
    expect(page.locator(".jeu .alerte")).to_contain_text(REASON)
    expect(page.locator(".jeu .alerte")).to_contain_text("python -m pipelines refresh filosofi")
    page.close()
