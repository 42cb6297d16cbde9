"""Drives a real Chromium against one page, and counts seconds and bytes as a person's browser would."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import xstatic.pkg.leaflet
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
import chromium  # noqa: E402 - the tests' finder of browsers serves here too

LABELS = {
    "population": "Population",
    "densite": "Densité",
    "evolution_population": "Évolution de la population",
    "revenu_median": "Revenu médian",
    "taux_pauvrete": "Pauvreté",
    "tiers_lieux": "Tiers-lieux",
    "gares": "Gares et stations",
}
LOADS = 3


@dataclass(frozen=True)
class Case:
    """One page to measure: its name, what serves it, and for which territory."""

    name: str
    label: str
    page: str
    territory: str = ""

    @property
    def ours(self) -> bool:
        """Whether the page is the product's own."""
        return self.page == "app"


CASES = (
    Case("empty", "empty page, one select box", "empty"),
    Case("ours_idf", "Citéoscope, Île-de-France", "app", "region:11"),
    Case("plain_idf", "folium.Choropleth, Île-de-France", "plain", "region:11"),
    Case("ours_france", "Citéoscope, France", "app", "france"),
    Case("plain_france", "folium.Choropleth, France", "plain", "france"),
)


@dataclass
class Measured:
    """What was measured of a case: seconds and bytes, one entry per repetition."""

    first: list[float] = field(default_factory=list)
    first_bytes: list[int] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    change_bytes: list[int] = field(default_factory=list)


@contextmanager
def served(case: Case) -> Iterator[str]:
    """Serve the page of a case on a free port of this machine; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = ROOT / "app.py" if case.ours else ROOT / "benchmarks" / "pages" / f"{case.page}.py"
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *options],
        cwd=ROOT,
        env=os.environ | {"BENCH_TERRITORY": case.territory, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.25)
        time.sleep(4)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def measure(case: Case) -> Measured:
    """Load the page several times, then change its indicator back and forth."""
    result = Measured()
    with served(case) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
        )
        repeat = 1 if case.name == "plain_france" else LOADS
        for attempt in range(repeat + 1):
            page, received, seconds = _load(browser, case, address)
            if attempt:
                result.first.append(seconds)
                result.first_bytes.append(sum(received))
            if attempt < repeat:
                page.context.close()
        # Each indicator once: nothing that was already sent can be sent by reference.
        for wanted in list(LABELS)[1 : 3 if case.name == "plain_france" else None]:
            before = sum(received)
            started = time.perf_counter()
            _choose(page, case, wanted)
            _drawn(page, case, wanted)
            result.changes.append(time.perf_counter() - started)
            page.wait_for_timeout(600)
            result.change_bytes.append(sum(received) - before)
        browser.close()
    return result


def _load(browser: Browser, case: Case, address: str) -> tuple[Page, list[int], float]:
    page = browser.new_context(viewport={"width": 1400, "height": 900}, locale="fr-FR").new_page()
    page.set_default_timeout(240_000)
    received: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(len(frame))))
    page.route(lambda url: "127.0.0.1" not in url, _public_host)
    query = f"/?territoire={case.territory}&indicateur=population&niveau=commune" if case.ours else "/"
    started = time.perf_counter()
    page.goto(address + query, wait_until="commit")
    _drawn(page, case, "population")
    return page, received, time.perf_counter() - started


def _public_host(route: Route) -> None:
    """Answer at once for the public hosts that the plain page points at: the real Leaflet, nothing else."""
    url = route.request.url
    if "leaflet.js" in url or "leaflet.css" in url:
        route.fulfill(path=Path(xstatic.pkg.leaflet.BASE_DIR) / url.rsplit("/", 1)[1])
    elif url.endswith((".js", ".css")):
        route.fulfill(body="", content_type="text/javascript" if url.endswith(".js") else "text/css")
    else:
        route.abort()


def _choose(page: Page, case: Case, indicator: str) -> None:
    if case.ours:
        page.get_by_role("combobox", name="Indicateur").fill(LABELS[indicator])
        page.locator(f'[role=option][data-nom="{LABELS[indicator]}"]').click()
        return
    box = page.locator("[data-testid=stSelectbox]").filter(has_text="Indicateur")
    box.locator("input").click()
    page.get_by_role("option", name=indicator, exact=True).click()


def _drawn(page: Page, case: Case, indicator: str) -> None:
    if case.ours:
        page.locator(f'[data-citeoscope-view*="{indicator}"]').wait_for(state="attached")
    else:
        page.locator(f'#drawn[data-drawn="{indicator}"]').wait_for(state="attached")
        if case.page == "plain":
            page.frame_locator("iframe[title*=folium]").locator(".leaflet-interactive").first.wait_for(state="attached")
