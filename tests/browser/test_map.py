"""The map itself: years, levels and fingers, each promise named by what the user sees."""

import re

import pytest
from playwright.sync_api import expect


def test_the_years_slide_without_the_server_then_the_page_follows(screen):
    screen.open("?territoire=epci:200068757&indicateur=densite&niveau=commune", "densite")
    slider = screen.page.get_by_role("slider", name="Année")
    slider.focus()
    screen.page.locator(".citeoscope-annees[data-pretes]").wait_for()
    asked = []
    screen.page.on("request", lambda request: asked.append(request.url))
    before = screen.payload()["classes"]
    slider.press("Home")
    expect(screen.page.locator(".citeoscope-annee")).to_have_text("1968")
    expect(slider).to_have_attribute("aria-valuetext", "1968")
    screen.until("(before) => citeoscope.state.payload.classes !== before", before)
    moving = screen.payload()["classes"]
    assert asked == []
    screen.page.wait_for_url(re.compile("millesime=1968"))
    expect(screen.page.locator(".titre")).to_contain_text("(1968)")
    expect(screen.page.locator(".citeoscope-legende")).to_contain_text("mêmes classes pour toutes les années")
    screen.until("!citeoscope.state.payload.moving")
    assert screen.payload()["classes"] == moving
    screen.page.go_back()
    expect(screen.page.locator(".citeoscope-annee")).not_to_have_text("1968")


def test_who_wants_less_movement_has_no_play_button(screen):
    screen.page.emulate_media(reduced_motion="reduce")
    screen.open("?territoire=epci:200068757&indicateur=densite&niveau=commune", "densite")
    expect(screen.page.get_by_role("slider", name="Année")).to_be_visible()
    expect(screen.page.get_by_role("button", name="Faire défiler les années")).to_be_hidden()


def test_the_level_follows_the_zoom_and_the_map_does_not_move(screen):
    screen.open("?territoire=france&indicateur=densite", "departement")
    screen.page.evaluate("citeoscope.state.map.setZoom(7.25, { animate: false })")
    screen.wait_drawn("france|epci")
    assert screen.page.evaluate("citeoscope.state.map.getZoom()") == 7.25
    expect(screen.page.locator(".titre")).to_contain_text("par intercommunalité")
    assert "niveau=epci" in screen.page.url


@pytest.mark.parametrize(
    ("box", "typed", "found", "asked"),
    [
        ("Indicateur", "revenu médian", "Revenu médian", "indicateur=revenu_median"),
        ("Territoire", "mirecourt-dompaire", "Mirecourt Dompaire", "territoire=epci%3A200068369"),
    ],
)
def test_a_choice_under_way_survives_what_the_map_asks_of_the_page(screen, box, typed, found, asked):
    screen.open("?territoire=france&indicateur=densite", "departement")
    combobox = screen.page.get_by_role("combobox", name=box)
    combobox.focus()
    screen.page.keyboard.type(typed)
    screen.page.get_by_role("option", name=found).first.wait_for()
    screen.page.evaluate("citeoscope.state.map.setZoom(7.25, { animate: false })")
    screen.wait_drawn("france|epci")
    expect(screen.page).to_have_url(re.compile("niveau=epci"))
    screen.page.keyboard.press("Enter")
    expect(screen.page).to_have_url(re.compile(asked))


def test_away_from_a_territory_no_level_paints_more_than_it(screen):
    page = screen.open("?territoire=epci:200068757&indicateur=densite", "commune").page
    opened = page.evaluate("citeoscope.state.map.getZoom()")
    page.evaluate("citeoscope.state.map.setZoom(6, { animate: false })")
    page.wait_for_timeout(1500)  # longer than the page takes to be asked for a level
    assert screen.payload()["view"] == "epci:200068757|commune"
    page.get_by_role("button", name="Recentrer la carte").click()
    assert page.evaluate("citeoscope.state.map.getZoom()") == opened


def test_a_tap_tells_the_name_and_the_figure_inside_the_map(narrow_screen):
    address = "?territoire=epci:200068757&indicateur=densite&niveau=commune&couches=aucune"
    page = narrow_screen.open(address, "densite").page
    page.get_by_role("button", name="Touchez pour explorer la carte").tap()
    canvas = narrow_screen.map.locator(".citeoscope").bounding_box()
    for across in (0.45, 0.55, 0.7):
        page.wait_for_timeout(600)  # a tap that follows sooner is the second one of a double tap, that zooms
        page.touchscreen.tap(canvas["x"] + across * canvas["width"], canvas["y"] + 0.45 * canvas["height"])
        tip = page.locator(".leaflet-tooltip")
        expect(tip).to_contain_text("hab./km²")
        box = tip.bounding_box()
        assert box["x"] >= canvas["x"]
        assert box["x"] + box["width"] <= canvas["x"] + canvas["width"]
        corners = [(box["x"] + 20, box["y"] + box["height"] - 12), (box["x"] + 20, box["y"] + box["height"] / 2)]
        # Nothing of the map covers a digit of it.
        for corner in corners:
            assert page.evaluate(
                """([x, y]) => {
                  const tip = document.querySelector(".leaflet-tooltip");
                  tip.style.pointerEvents = "auto";
                  const top = document.elementFromPoint(x, y);
                  tip.style.pointerEvents = "";
                  return tip.contains(top);
                }""",
                corner,
            )


def test_a_finger_scrolls_past_the_map_until_it_touches_it(narrow_screen, screen):
    narrow_screen.open()
    veil = narrow_screen.page.get_by_role("button", name="Touchez pour explorer la carte")
    expect(veil).to_be_visible()
    canvas = narrow_screen.map.locator(".citeoscope")
    assert canvas.evaluate("(element) => getComputedStyle(element).touchAction") == "auto"
    veil.tap()
    expect(veil).to_have_count(0)
    assert canvas.evaluate("(element) => getComputedStyle(element).touchAction") == "none"
    narrow_screen.page.locator(".sources").last.scroll_into_view_if_needed()
    expect(veil).to_have_count(1)
    screen.open()
    expect(screen.page.get_by_role("button", name="Touchez pour explorer la carte")).to_have_count(0)


def test_north_scale_and_sources_are_on_the_map(screen):
    screen.open()
    expect(screen.map.get_by_title("Le nord est en haut")).to_be_visible()
    expect(screen.map.locator(".leaflet-control-scale-line")).to_contain_text("km")
    expect(screen.map.locator(".leaflet-control-attribution")).to_contain_text(
        "Chiffres : Insee, 2021 · Contours : IGN"
    )


SLIDE_TWICE = """async (slider) => {
  const to = (value) => { slider.value = value; slider.dispatchEvent(new Event("input", { bubbles: true })); };
  to(0);
  await new Promise((done) => setTimeout(done, 710)); // the page has just been told, and has not answered
  to(1);
}"""


def test_on_a_phone_the_legend_follows_its_map_and_the_card_of_a_commune_comes_between(narrow_screen):
    parts = ".st-key-carte", ".fiche", ".citeoscope-legende", ".pli", ".st-key-premiere-visite", ".sources"
    page = narrow_screen.open("?territoire=epci:200068369&commune=88304").page
    tops = [page.locator(part).first.bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)


def test_the_page_follows_the_last_year_never_one_that_a_hand_went_past(screen):
    screen.open("?territoire=departement:88&indicateur=densite&niveau=commune&couches=aucune", "densite")
    slider = screen.page.get_by_role("slider", name="Année")
    slider.focus()
    screen.page.locator(".citeoscope-annees[data-pretes]").wait_for()
    slider.evaluate(SLIDE_TWICE)
    wanted = slider.get_attribute("aria-valuetext")
    assert wanted != "1968"
    screen.page.wait_for_url(re.compile(f"millesime={wanted}"), timeout=40_000)
    screen.until("!citeoscope.state.payload.moving")
    assert slider.get_attribute("aria-valuetext") == wanted
    expect(screen.page.locator(".citeoscope-annee")).to_have_text(wanted)
