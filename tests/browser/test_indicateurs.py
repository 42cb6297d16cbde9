"""Page «Indicateurs»: an official reads a figure aloud, with what it means and where it comes from."""

from playwright.sync_api import expect


def opened(screen, query):
    screen.page.goto(f"{screen.address}/indicateurs?{query}")
    screen.page.locator(".lecture").wait_for()
    # A click on a page that is still being written may fall beside its link.
    screen.page.locator("[data-test-script-state=notRunning]").wait_for()
    return screen.page


def test_an_indicator_is_read_aloud_with_its_series_and_its_sources(screen):
    page = opened(screen, "territoire=commune:92050&indicateur=population")
    expect(page.get_by_role("heading", level=1)).to_have_text("Population municipale")
    expect(page.get_by_text("Le chiffre d’un territoire est la somme de ceux de ses communes.")).to_be_visible()
    expect(page.locator(".chiffres")).to_contain_text("97\u202f783")
    expect(page.get_by_text("Nanterre compte 97\u202f783 habitants en 2023")).to_be_visible()
    expect(page.get_by_role("row", name="1968")).to_be_visible()
    expect(page.locator(".sources")).to_contain_text("Insee, Populations de référence des communes")
    assert page.title() == "Indicateurs · Citéoscope"


def test_another_indicator_is_one_click_away_and_keeps_the_territory(screen):
    page = opened(screen, "territoire=epci:200068757&indicateur=naissances")
    page.get_by_role("navigation").get_by_role("link", name="Décès", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Décès")
    assert "territoire=epci" in page.url


def test_an_estimate_says_its_method_and_its_limits(screen):
    page = opened(screen, "territoire=departement:95&indicateur=maisons_a_renover")
    expect(
        page.get_by_text("part des diagnostics classés F ou G (2021-2026) ; puis somme des communes.")
    ).to_be_visible()
    expect(page.get_by_text("Une estimation, pas un comptage")).to_be_visible()


def test_a_bound_says_at_least_and_why(screen):
    page = opened(screen, "territoire=departement:95&indicateur=vacants_2_ans")
    expect(page.locator(".chiffres")).to_contain_text("au moins")
    expect(page.locator(".chiffres")).to_contain_text("73 communes sur 183")


def test_a_hostile_address_is_explained(screen):
    page = opened(screen, "indicateur=<img src=x onerror=alert(1)>&territoire=region:11")
    expect(page.get_by_text("Indicateur inconnu : « <img src=x")).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
