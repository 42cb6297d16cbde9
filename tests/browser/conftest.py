"""The app as a person meets it: a real server, a real Chromium, every foreign host refused."""

import json
import time
from pathlib import Path

import pytest
from geocoder import serve as serve_addresses
from playwright.sync_api import expect
from serving import free_port, start, wait_until_healthy

# Two cores that run the whole suite are slower than a person is: a promise is not kept sooner by waiting less.
expect.set_options(timeout=40_000)


def pytest_collection_modifyitems(items):
    """Give each file to one worker: its tests share what they start."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The app on the embedded data, whatever a refreshed store holds on this machine."""
    port = free_port()
    geocoder = serve_addresses()
    process = start(
        port,
        CITEOSCOPE_STORE=str(tmp_path_factory.mktemp("store")),
        CITEOSCOPE_GEOCODER=f"http://127.0.0.1:{geocoder.server_port}",
        NO_PROXY="127.0.0.1",
        no_proxy="127.0.0.1",
    )
    url = f"http://127.0.0.1:{port}"
    wait_until_healthy(url)
    yield url
    process.terminate()
    process.wait(20)
    geocoder.shutdown()
    geocoder.server_close()


class Screen:
    """What a person sees and does on the page «Carte»."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.page.set_default_timeout(90_000)
        self.address = address
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        # Heard, not held back one by one: the browser keeps its cache, and finds no other host (fixture `browser`).
        context.on("request", self._hear)

    def _hear(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    @property
    def map(self):
        return self.page.locator(".st-key-carte")

    @property
    def frame(self):
        return self.page.main_frame

    def open(self, query="", drawn="revenu_median"):
        self.page.goto(f"{self.address}/{query}")
        self.wait_drawn(drawn)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)  # see visits.py
        return self

    def wait_drawn(self, *words):
        """Wait until the map shows what is wanted, and the page too."""
        self.map.locator(self._view(words) + ":not([aria-busy])").wait_for(state="attached")

    def wait_seen(self, *words):
        """Wait until the map shows what is wanted, whatever the page still says."""
        self.map.locator(self._view(words)).wait_for(state="attached")

    @staticmethod
    def _view(words):
        return "".join(f'[data-citeoscope-view*="{word}"]' for word in words)

    def until(self, expression, argument=None, seconds=20):
        """Wait until an expression is true in the page, whose policy lets no test evaluate a text in it by itself."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(expression, argument):
            assert time.monotonic() < end, expression
            self.page.wait_for_timeout(50)

    def map_place(self):
        """What the map is centred on, and its zoom."""
        place = "(({ map }) => [map.getCenter().lat, map.getCenter().lng, map.getZoom()])(window.citeoscope.state)"
        return self.frame.evaluate(place)

    def payload(self):
        return json.loads(self.frame.evaluate("JSON.stringify(window.citeoscope.state.payload)"))

    def drawn(self):
        """How many territories of the perimeter have an outline on the map."""
        drawn = "window.citeoscope.state.territories.filter((t) => t.mark !== '.' && t.rings.length).length"
        return self.frame.evaluate(drawn)

    def choose_indicator(self, label):
        self.page.get_by_role("combobox", name="Indicateur").fill(label)
        self.page.locator(f'[role=option][data-nom="{label}"]').click()

    def choose_territory(self, text, name):
        self.page.get_by_role("combobox", name="Territoire").fill(text)
        self.page.get_by_role("option", name=name).first.click()
        self.page.get_by_role("heading", level=1, name=name.split(" (")[0]).wait_for()
        self.page.locator("body:not(.en-avance)").wait_for(state="attached")

    def legend(self):
        rows = self.page.locator(".citeoscope-legende li:has(.effectif)")
        return {
            row.locator(".intervalle").inner_text(): int(row.locator(".effectif").inner_text().replace("\u202f", ""))
            for row in rows.all()
        }


@pytest.fixture
def screen(browser, address):
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="fr-FR")
    yield Screen(context, address)
    context.close()


@pytest.fixture
def narrow_screen(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR", has_touch=True)
    yield Screen(context, address)
    context.close()
