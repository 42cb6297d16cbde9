"""A store that knows the communes, and one replayed service asked without waiting."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from answers import ANSWERS, FIXTURES
from replay import Replay, serve

from pipelines.build import FIRST, Build
from pipelines.door import Door
from pipelines.pace import Rate


@pytest.fixture(autouse=True)
def _direct(monkeypatch):
    """The replayed service is asked directly, whatever proxy this machine has."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def territories(tmp_path_factory, sources) -> Path:
    root = tmp_path_factory.mktemp("territories")
    Build(sources, FIXTURES, root).run(FIRST)
    return root


@pytest.fixture
def root(territories, tmp_path) -> Path:
    return Path(shutil.copytree(territories, tmp_path / "store"))


@pytest.fixture
def replay():
    running = Replay()
    server = serve(running)
    yield running
    running.release.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def refresh(replay, sources):
    """Refresh one source from its replayed service, with its rows changed or not."""

    def run(source_id, root, rows=None, recode=lambda content: content):
        answer = ANSWERS[source_id]
        own = answer.rows if rows is None else rows

        def answers(path, query, body):
            kind, content = answer.wrap(own, path, query, body)
            return kind, recode(content.encode() if isinstance(content, str) else content)

        replay.answers = answers
        source = sources[source_id]
        place = {"datagouv": "/api/1", "overpass": "/api/interpreter"}.get(source.live.service, "/service")
        update = {"base": f"{replay.base}{place}"}
        asked = source.model_copy(update={"live": source.live.model_copy(update=update)})
        with door() as opened:
            return Build({**sources, source_id: asked}, None, root, door=opened, jobs=1).run([source_id])

    @contextmanager
    def door():
        rates = {"127.0.0.1": Rate(10_000, 0.001)}
        with Door(contact="tests", timeouts=(2, 5), attempts=2, rates=rates, pause=lambda _: None) as opened:
            yield opened

    return run


@pytest.fixture(scope="session")
def _refreshed() -> dict[str, Path]:
    return {}


@pytest.fixture
def refreshed(_refreshed, territories, tmp_path_factory, tmp_path, refresh):
    """Give a store of one's own where one source already came from its service."""

    def store(source_id):
        if source_id not in _refreshed:
            folder = tmp_path_factory.mktemp(source_id) / "store"
            shutil.copytree(territories, folder)
            assert refresh(source_id, folder).failures == {}
            _refreshed[source_id] = folder
        return Path(shutil.copytree(_refreshed[source_id], tmp_path / "store"))

    return store
