"""Drives a real Chromium against one page, and counts seconds and bytes as a person's browser would."""

import base64
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import xstatic.pkg.leaflet
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks import hand
from benchmarks.cases import YEARS, Case
from benchmarks.wire import Wire, tapped

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
import chromium  # noqa: E402 - the tests' finder of browsers serves here too

CLOCK = Path(__file__).with_name("clock.js")
MINUTES = 10
SETTLED_MS = 1500
FOLLOWED = ("indicator", "territory")
"""Acts whose answer the map of the product shows before the page is written."""
# Without a graphics card WebGL is drawn by the processor: what `st.pydeck_chart` needs to be measured at all.
OPTIONS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--enable-unsafe-swiftshader",
)


@dataclass
class Act:
    """What an act took, one entry per repetition.

    Attributes
    ----------
    seconds
        From the act to the frame that shows its answer.
    received
        Bytes on the wire, with all that follows within a second and a half.
    at_once
        Those that had come when the answer was there.
    whole
        Seconds to the frame in which what stands beside the map has followed it.
    """

    seconds: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    at_once: list[int] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


@dataclass
class Measured:
    """What was measured of a case, by act; `years_ahead` is what coming near the years fetches, once."""

    acts: dict[str, Act] = field(default_factory=dict)
    years_ahead: int = 0

    def of(self, act: str) -> Act:
        """Return what was measured of an act, to be added to."""
        return self.acts.setdefault(act, Act())


@contextlib.contextmanager
def served(case: Case) -> Iterator[tuple[int, int]]:
    """Serve the page of a case on a free port of this machine; yield its port and its process.

    The product is served by its own command, the other pages by `streamlit run` with its own settings.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"BENCH_TERRITORY": case.territory, "PYTHONPATH": str(ROOT), "PORT": str(port)}
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    options += ["--browser.gatherUsageStats", "false"]
    script = str(ROOT / "benchmarks" / "pages" / f"{case.page}.py")
    command = ["-m", "dashboard"] if case.ours else ["-m", "streamlit", "run", script, *options]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT if case.ours else folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_healthy(port)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(20)


def _wait_until_healthy(port: int) -> None:
    for _ in range(240):
        try:
            urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
            break
        except OSError:
            time.sleep(0.25)
    time.sleep(4)  # the product reads its data before anyone asks


def measure(case: Case) -> Measured:
    """Open the page as a new and as a known visitor, then choose, slide and point."""
    result = Measured()
    with served(case) as (port, _), tapped(port) as wire, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(OPTIONS))
        visit = Visit(case, wire, result)
        visit.open(_context(browser), "")  # what the server does once is not what a visitor waits for
        for _ in range(case.loads):
            context = _context(browser)
            visit.open(context, "cold")
            context.pages[0].close()
            visit.open(context, "warm")
        visit.choose()
        browser.close()
    return result


class Visit:
    """A person on the page of a case.

    Parameters
    ----------
    case
        What is measured.
    wire
        Between the browser and the server.
    result
        Filled in.
    """

    def __init__(self, case: Case, wire: Wire, result: Measured) -> None:
        self.case = case
        self.wire = wire
        self.result = result
        self.shown = {"indicator": "population", "territory": case.territory, "year": YEARS[0]}

    def open(self, context: BrowserContext, act: str) -> None:
        """Open the page and wait for its first map; nothing is written down of an act without a name."""
        self.page = context.new_page()
        self.page.set_default_timeout(MINUTES * 60_000)
        _play_public_hosts(self.page)
        query = f"/?territoire={self.case.territory}&indicateur=population&niveau=commune" if self.case.ours else "/"
        address = f"http://127.0.0.1:{self.wire.port}{query}"
        self.act(act, lambda: self.page.goto(address, wait_until="commit"))

    def act(self, name: str, do: Callable[[], object], **shown: str) -> None:
        """Do something, wait until the page shows it, write down what it took.

        Parameters
        ----------
        name
            Of the act; nothing is written down when empty.
        do
            What the person does.
        **shown
            What the page then shows: `indicator`, `territory`, `year`.
        """
        self.shown |= shown
        before = self.wire.received
        do()
        # The year of the product is read on the slide itself: its address says it of no other act.
        wanted = self.shown if "year" in shown or not self.case.ours else self.shown | {"year": ""}
        took = self.page.evaluate("([page, wanted]) => window.bench.until(page, wanted)", [self.case.page, wanted])
        at_once = self.wire.received - before
        whole = self.page.evaluate("window.bench.whole()") if name in FOLLOWED and self.case.ours else None
        self.page.wait_for_timeout(SETTLED_MS)
        if name:
            measured = self.result.of(name)
            measured.seconds += [took / 1000] if took is not None else []
            measured.received.append(self.wire.received - before)
            measured.at_once.append(at_once)
            if whole is not None:
                measured.whole.append(whole / 1000)

    def choose(self) -> None:
        """Choose indicators, territories, years; point at the map."""
        self.hover()
        for indicator in self.case.indicators:
            self.act(
                "indicator", lambda one=indicator: hand.choose_indicator(self.page, self.case, one), indicator=indicator
            )
        self.act("", lambda: hand.choose_indicator(self.page, self.case, "population"), indicator="population")
        self.years()
        for territory in self.case.visits:
            # Arrivals at the territory of the case, or at regions of its size.
            name = "territory" if (territory == "france") == (self.case.territory == "france") else ""
            self.act(name, lambda one=territory: hand.choose_territory(self.page, self.case, one), territory=territory)

    def years(self) -> None:
        """Slide from year to year; what was fetched ahead is written apart."""
        before = self.wire.received
        hand.prepare_years(self.page, self.case)
        self.page.wait_for_timeout(SETTLED_MS)
        self.result.years_ahead = self.wire.received - before
        for year in YEARS[1:2] if self.case.seldom else YEARS[1:6]:
            self.act("year", lambda one=year: hand.choose_year(self.page, self.case, one), year=year)

    def hover(self) -> None:
        """Point at places of the map, twice: the first time exact values may have to be fetched."""
        if not self.case.hovers:
            return
        for name in ("hover first", "hover"):
            before = self.wire.received
            waits = hand.point(self.page, self.case)
            measured = self.result.of(name)
            measured.seconds += [wait / 1000 for wait in waits]
            measured.received.append(self.wire.received - before)


def _context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="fr-FR")
    context.add_init_script(path=CLOCK)
    return context


def _play_public_hosts(page: Page) -> None:
    """Answer at once for the public hosts that the plain pages point at: the real Leaflet, nothing else.

    By the protocol of Chromium: the routes of Playwright would switch off the cache of the browser.
    """
    session = page.context.new_cdp_session(page)

    def answer(paused: dict[str, Any]) -> None:
        url = paused["request"]["url"]
        asked = {"requestId": paused["requestId"]}
        if not url.endswith((".js", ".css")):
            session.send("Fetch.failRequest", asked | {"errorReason": "AddressUnreachable"})
            return
        leaflet = Path(xstatic.pkg.leaflet.BASE_DIR) / url.rsplit("/", 1)[1]
        body = leaflet.read_bytes() if "leaflet." in leaflet.name and leaflet.exists() else b""
        kind = "text/javascript" if url.endswith(".js") else "text/css"
        headers = [{"name": "Content-Type", "value": kind}]
        session.send(
            "Fetch.fulfillRequest",
            asked | {"responseCode": 200, "responseHeaders": headers, "body": base64.b64encode(body).decode()},
        )

    session.on("Fetch.requestPaused", answer)
    session.send("Fetch.enable", {"patterns": [{"urlPattern": "https://*"}]})
