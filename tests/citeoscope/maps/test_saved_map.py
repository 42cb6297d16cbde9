"""The saved page in a real browser, with every other host refused."""

import pytest

HOSTILE = "<img src=x onerror=alert(1)>"

READY = "[data-citeoscope-view]"


@pytest.fixture
def page(browser, saved):
    refused = []
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page.on("requestfailed", lambda request: refused.append(request.url))
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.on("dialog", lambda _: refused.append("dialog"))
    page.goto(saved.as_uri())
    page.wait_for_selector(READY)
    yield page
    page.close()
    assert refused == []


def at(page, longitude, latitude):
    point = page.evaluate("([x, y]) => citeoscope.state.map.latLngToContainerPoint([y, x])", [longitude, latitude])
    page.mouse.move(point["x"] - 3, point["y"])
    page.mouse.move(point["x"], point["y"])
    return point


def color(page, longitude, latitude):
    return page.evaluate(
        """([x, y]) => {
            const canvas = document.querySelector("canvas"), own = canvas.getBoundingClientRect();
            const p = citeoscope.state.map.latLngToContainerPoint([y, x]);
            const d = canvas.getContext("2d").getImageData(p.x - own.x, p.y - own.y, 1, 1).data;
            return "#" + [...d.slice(0, 3)].map((v) => v.toString(16).padStart(2, "0")).join("");
        }""",
        [longitude, latitude],
    )


def test_territories_are_drawn_in_the_colours_of_the_legend(page):
    assert page.evaluate("citeoscope.drawn") == 5
    palette = page.evaluate("citeoscope.state.payload.palette")
    marks = page.evaluate("citeoscope.state.territories.map((t) => t.mark).join('')")
    assert marks[2:4] == "sm"
    assert color(page, 2.05, 48.05) == palette[int(marks[0])]
    assert color(page, 2.45, 48.05) == palette[int(marks[4])]
    assert color(page, 2.35, 48.05) not in palette


def test_the_legend_counts_every_territory(page):
    counts = page.locator(".citeoscope-legende .effectif").all_inner_texts()
    assert sum(map(int, counts)) == 6
    assert "{{ 7 * 6 }}" in page.locator(".citeoscope-legende h2").inner_text()
    assert "secret statistique" in page.locator(".citeoscope-legende").inner_text()


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        ((2.05, 48.05), ["Alpha", "10,2\u00a0%"]),
        ((2.15, 48.05), [HOSTILE, "20,0\u00a0%"]),
        ((2.22, 48.18), ["Île-de-Bas", "secret statistique"]),
        ((2.31, 48.02), ["Trou", "pas de donnée"]),
    ],
)
def test_the_tooltip_tells_name_and_figure_as_text(page, place, texts):
    at(page, *place)
    tip = page.locator(".leaflet-tooltip")
    tip.wait_for()
    page.wait_for_function(
        "text => document.querySelector('.leaflet-tooltip').textContent.includes(text)", arg=texts[1]
    )
    assert [tip.locator(".citeoscope-nom").inner_text(), tip.locator(".citeoscope-valeur").inner_text()] == texts
    assert tip.locator("img").count() == 0


def test_nothing_is_told_in_a_hole(page):
    at(page, 2.35, 48.05)
    assert page.locator(".leaflet-tooltip").count() == 0


def test_a_click_selects_a_territory(page):
    point = at(page, 2.45, 48.05)
    page.mouse.click(point["x"], point["y"])
    assert page.evaluate("citeoscope.state.selected.code") == "01006"


def test_a_repaint_keeps_the_view_and_changes_the_colours(page):
    before = page.evaluate("citeoscope.state.map.panBy([40, 0], {animate: false}).getCenter()")
    page.evaluate("citeoscope.paint({...citeoscope.state.payload, classes: '000000', indicator: 'autre'})")
    page.wait_for_selector("[data-citeoscope-view='tout|autre']")
    assert page.evaluate("citeoscope.state.map.getCenter()") == before
    assert color(page, 2.45, 48.05) == page.evaluate("citeoscope.state.payload.palette[0]")


def test_controls_speak_french(page):
    assert page.locator(".leaflet-control-zoom-in").get_attribute("title") == "Zoomer"
    assert page.locator(".leaflet-control-zoom-out").get_attribute("title") == "Dézoomer"
    assert "Contours : IGN" in page.locator(".leaflet-control-attribution").inner_text()
