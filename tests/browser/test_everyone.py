"""Every page, for everyone: what axe-core finds in light, in dark and on a telephone; what the browser refuses."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect
from visits import ADDRESSES, visit

pytestmark = pytest.mark.xdist_group("browser")

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ALL = "{ resultTypes: ['violations'] }"
CONTRAST = "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }"
NIGHT = "rgb(20, 25, 27)"
"""Background of the dark look."""


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_grave_barrier_and_nothing_refused_on_any_page(browser, address, path):
    with visit(browser, address, path) as (page, refused):
        for frame in page.frames:
            frame.evaluate(AXE)
        assert grave(page, ALL) == []
        page.emulate_media(color_scheme="dark")
        expect(page.locator(".stApp")).to_have_css("background-color", NIGHT)
        assert grave(page, CONTRAST) == [], "dark"
        page.set_viewport_size({"width": 390, "height": 844})
        assert grave(page, ALL) == [], "on a telephone"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
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
