"""Shared by all tests: the network is refused, except on this machine."""

import os

import chromium
import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from pytest_socket import socket_allow_hosts

from citeoscope.atlas import Atlas
from citeoscope.catalogue.load import catalogue
from citeoscope.paths import DATA
from citeoscope.store import Store

# A promise is kept or not: how long a busy machine takes to keep it is measured by the benchmarks.
settings.register_profile("untimed", deadline=None)
# The same examples for everyone: what is submitted is not judged by luck. `CITEOSCOPE_EVERY=1` looks for new ones.
settings.register_profile("settled", deadline=None, derandomize=True)
settings.load_profile("untimed" if os.environ.get("CITEOSCOPE_EVERY") else "settled")


@pytest.fixture(autouse=True)
def _no_network():
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def embedded() -> Atlas:
    """The atlas of the embedded snapshot, whatever a refreshed store holds on this machine."""
    return Atlas(Store(DATA / "snapshot"), catalogue())


@pytest.fixture(scope="session")
def browser():
    """A real Chromium that asks nothing of the outside by itself."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium.find(),
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )
        yield launched
        launched.close()
