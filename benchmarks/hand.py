"""What a person does on a measured page: choose, slide, point. An act ends with the event that asks for an answer."""

from playwright.sync_api import Page

from benchmarks.cases import INDICATORS, TERRITORIES, YEARS, Case

FRAMES = {"choropleth": "iframe[title*=folium]", "geojson": "[data-testid=stDeckGlJsonChart]"}
SLIDER = ".citeoscope-annees input[type=range]"
PLACES = 24
LOOK_MS = 150


def choose_indicator(page: Page, case: Case, indicator: str) -> None:
    """Choose an indicator by its identifier."""
    if not case.ours:
        return _choose(page, "Indicateur", indicator)
    page.get_by_role("combobox", name="Indicateur", exact=True).fill(INDICATORS[indicator])
    page.locator(f'[role=option][data-nom="{INDICATORS[indicator]}"]').click()
    return None


def choose_territory(page: Page, case: Case, territory: str) -> None:
    """Choose a territory by its expression."""
    if not case.ours:
        return _choose(page, "Territoire", territory)
    page.get_by_role("combobox", name="Territoire", exact=True).fill(TERRITORIES[territory])
    page.get_by_role("option", name=TERRITORIES[territory]).first.click()
    return None


def choose_year(page: Page, case: Case, year: str) -> None:
    """Choose a year; on the map of the product the slider has to stand on a neighbouring one."""
    if not case.ours:
        return _choose(page, "Année", year)
    slider = page.locator(SLIDER)
    step = YEARS[::-1].index(year) - int(slider.input_value())
    if abs(step) != 1:
        raise ValueError(f"The slider stands {step} steps from {year}, not one.")
    slider.press("ArrowRight" if step > 0 else "ArrowLeft")
    return None


def prepare_years(page: Page, case: Case) -> None:
    """Come near the slider of the years, that fetches them all at once."""
    if case.ours:
        page.locator(SLIDER).focus()
        page.locator(".citeoscope-annees[data-pretes]").wait_for()


def point(page: Page, case: Case) -> list[float]:
    """Move the pointer over the map, place after place; return the milliseconds to each tooltip that changes."""
    box = page.locator(FRAMES.get(case.page, ".st-key-carte .citeoscope")).last.bounding_box()
    if box is None:
        raise ValueError(f"No map to point at in the case {case.name}.")
    page.evaluate("(page) => window.bench.watch(page)", case.page)
    for place in range(PLACES):
        across, down = 0.35 + 0.3 * (place + 0.5) / PLACES, 0.35 + 0.3 * (place % 4) / 4
        page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        page.wait_for_timeout(LOOK_MS)
    return list(page.evaluate("[window.bench.waits, window.bench.waits = null][0]"))


def _choose(page: Page, label: str, option: str) -> None:
    page.locator("[data-testid=stSelectbox]").filter(has_text=label).locator("input").click()
    page.get_by_role("option", name=option, exact=True).click()
