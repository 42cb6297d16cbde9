"""A replayed service, and a door that does not wait."""

from contextlib import contextmanager

import pytest
from replay import Replay, serve

from citeoscope.catalogue.source import Source
from pipelines.desk import Desk
from pipelines.door import Door
from pipelines.pace import Rate
from pipelines.scope import Scope


@pytest.fixture(autouse=True)
def _direct(monkeypatch):
    """The replayed service is asked directly, whatever proxy this machine has."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def replay():
    running = Replay()
    server = serve(running)
    yield running
    running.release.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def waits():
    """The waits that the door asked for."""
    return []


@pytest.fixture
def open_door(waits):
    @contextmanager
    def opened(**options):
        usual = {
            "contact": "tests",
            "timeouts": (2, 5),
            "attempts": 3,
            "rates": {"127.0.0.1": Rate(10_000, 0.001)},
            "pause": waits.append,
        }
        with Door(**{**usual, **options}) as door:
            yield door

    return opened


@pytest.fixture
def door(open_door):
    with open_door() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path):
    return Desk.open(tmp_path / "incoming", tmp_path / "held")


@pytest.fixture
def scope():
    """Two départements, one commune each."""
    return Scope.of("91228+75056", ("75056", "91228"), (2.2, 48.5, 2.6, 48.9))


@pytest.fixture
def declare():
    """Declare a source that a service gives."""

    def declared(live):
        return Source(
            id="essai",
            title="Essai",
            description="Essai",
            publisher="Essai",
            licence="Licence Ouverte 2.0",
            licence_url="https://example.org",
            url="https://example.org",
            vintage="2026",
            kind="table",
            live=live,
        )

    return declared
