"""Discs in the saved page, in a real browser, with every other host refused."""

import geopandas as gpd
import pytest
from shapely.geometry import box

from citeoscope.maps import disc_color, draw

COLOR = disc_color("bleu")


@pytest.fixture
def page(browser, tmp_path):
    frame = gpd.GeoDataFrame(
        {
            "code": ["01001", "01002", "01004", "01005", "01006", "01007"],
            "name": ["Grande", "Voisine", "Zéro", "Cachée", "Minuscule", "Sans contour"],
            "value": [10_000.0, 2_500.0, 0.0, None, 4.0, 100.0],
            "status": ["ok", "ok", "ok", "secret", "ok", "ok"],
        },
        geometry=[*(box(2 + i / 10, 48, 2.1 + i / 10, 48.1) for i in range(5)), None],
        crs="EPSG:4326",
    )
    path = tmp_path / "disques.html"
    draw(frame, title="Habitants", unit="hab.", decimals=0, source_note="", symbols=True).save(path)
    refused = []
    page = browser.new_page(viewport={"width": 1000, "height": 700}, color_scheme="light")
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page.on("requestfailed", lambda request: refused.append(request.url))
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector("[data-citeoscope-view]")
    yield page
    page.close()
    assert refused == []


def ink(page, longitude, width):
    """How many pixels of the colour of discs a horizontal line through a place holds, over a width in pixels."""
    return page.evaluate(
        """([x, width, wanted]) => {
            const canvas = document.querySelector("canvas"), own = canvas.getBoundingClientRect();
            const p = citeoscope.state.map.latLngToContainerPoint([48.05, x]);
            const d = canvas.getContext("2d").getImageData(p.x - own.x - width / 2, p.y - own.y, width, 1).data;
            const colors = Array.from({ length: width }, (_, i) => "#" + [...d.slice(4 * i, 4 * i + 3)].map(
                (v) => v.toString(16).padStart(2, "0")).join(""));
            return colors.filter((color) => color === wanted).length;
        }""",
        [longitude, width, COLOR],
    )


def hover(page, longitude, dx=0):
    point = page.evaluate("(x) => citeoscope.state.map.latLngToContainerPoint([48.05, x])", longitude)
    page.mouse.move(point["x"] + dx - 3, point["y"])
    page.mouse.move(point["x"] + dx, point["y"])
    tip = page.locator(".leaflet-tooltip")
    tip.wait_for()
    page.wait_for_timeout(50)
    return tip.locator(".citeoscope-nom").inner_text(), tip.locator(".citeoscope-valeur").inner_text()


def test_the_area_on_the_screen_is_in_proportion_to_the_figure(page):
    assert ink(page, 2.05, 100) == pytest.approx(64, abs=2)
    assert ink(page, 2.15, 60) == pytest.approx(32, abs=2)


def test_a_zero_and_a_non_value_have_no_disc(page):
    assert ink(page, 2.25, 60) == 0
    assert ink(page, 2.35, 60) == 0
    marks = page.evaluate("citeoscope.state.territories.map((t) => t.mark).join('')")
    assert marks == "001s00"


def test_discs_are_drawn_from_the_largest_and_a_figure_without_outline_has_none(page):
    drawn = page.evaluate("citeoscope.state.discs.map((t) => [t.name, t.radius, t.dot > 0])")
    assert [name for name, _, _ in drawn] == ["Grande", "Voisine", "Minuscule"]
    assert [radius for _, radius, _ in drawn] == pytest.approx([32, 16, 1], abs=0.01)
    assert [dot for _, _, dot in drawn] == [False, False, True]


def test_the_legend_tells_sizes_and_counts_every_territory(page):
    legend = page.locator(".citeoscope-legende")
    sizes = [box["width"] for box in (size.bounding_box() for size in legend.locator(".taille").all())]
    assert sizes[0] == pytest.approx(64, abs=0.1)
    assert legend.locator(".citeoscope-tailles").get_attribute("aria-label").startswith("Échelle des disques : 10")
    counts = dict(
        zip(
            legend.locator("li .intervalle").all_inner_texts(),
            map(int, legend.locator("li .effectif").all_inner_texts()),
            strict=True,
        )
    )
    assert sum(counts.values()) == 6
    assert [count for text, count in counts.items() if "sans disque" in text] == [1]
    assert "Sous 10\u00a0hab., un point" in legend.inner_text()


def test_the_tooltip_tells_the_exact_figure_of_the_disc_under_the_pointer(page):
    assert hover(page, 2.05) == ("Grande", "10\u202f000\u00a0hab.")
    assert hover(page, 2.25)[0] == "Zéro"
    assert hover(page, 2.35) == ("Cachée", "secret statistique")
    assert hover(page, 2.45) == ("Minuscule", "4\u00a0hab.")


def test_a_repaint_by_class_takes_the_discs_away(page):
    page.evaluate("citeoscope.paint({...citeoscope.state.payload, discs: undefined, palette: ['#111111', '#222222']})")
    page.evaluate("citeoscope.ready")
    assert page.evaluate("citeoscope.state.discs.length") == 0
    assert ink(page, 2.05, 60) == 0
