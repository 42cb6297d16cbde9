"""Every page, for everyone: what axe-core finds in light, in dark, on a telephone; English words; what is refused."""

from pathlib import Path

import axe_playwright_python
import pytest
from english import english
from playwright.sync_api import expect
from visits import ADDRESSES, visit

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ALL = "{ resultTypes: ['violations'] }"
CONTRAST = "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }"
NIGHT = "rgb(20, 25, 27)"
"""Background of the dark look."""


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_grave_barrier_no_english_word_and_nothing_refused(browser, address, path):
    with visit(browser, address, path) as (page, refused):
        expect(page.get_by_text("n’a pas pu s’afficher")).to_have_count(0)
        assert english(page) == []
        page.evaluate(AXE)
        assert grave(page, ALL) == []
        for box in page.locator("[data-testid=stSelectbox] input").all()[:1]:
            box.click()
            box.fill("licorne")
            assert english(page) == []
            page.keyboard.press("Escape")
        for opener in page.locator("[data-testid=stPopover] button, [data-testid=stExpander] summary").all():
            opener.click()
            assert english(page) == []
            page.keyboard.press("Escape")
        page.emulate_media(color_scheme="dark")
        expect(page.locator(".stApp")).to_have_css("background-color", NIGHT)
        assert grave(page, CONTRAST) == [], "dark"
        page.set_viewport_size({"width": 390, "height": 844})
        assert grave(page, ALL) == [], "on a telephone"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        # What scrolls is the main part of the page, not its document.
        assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth") <= 390
        assert refused == []


def grave(page, options):
    """The findings of axe-core that bar someone's way, one line per element."""
    violations = page.evaluate(f"axe.run({options}).then((run) => run.violations)")
    return [
        f"{one['impact']} {one['id']}: {node['target']} {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("mode", ["cadre=oui", "capture=16x9", "capture=a4"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_map_alone_in_a_frame_or_on_a_board_bars_no_one(browser, address, mode, look):
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="fr-FR", color_scheme=look)
    page = context.new_page()
    page.goto(f"{address}/?territoire=epci:200068757&indicateur=part_logements_vacants&{mode}")
    page.locator(".citeoscope-legende, .planche img").first.wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")
    assert english(page) == []
    page.evaluate(AXE)
    assert grave(page, ALL) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert grave(page, ALL) == [], "on a telephone"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
