"""A small mirror of real rows, and a store built from it once."""

import shutil
from pathlib import Path

import pytest

from citeoscope.store import Store
from pipelines.build import Build
from pipelines.declare import load_sources
from pipelines.outcome import Outcome

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="session")
def sources():
    return load_sources()


@pytest.fixture
def mirror(tmp_path):
    return Path(shutil.copytree(FIXTURES, tmp_path / "mirror"))


@pytest.fixture(scope="session")
def built(tmp_path_factory, sources) -> tuple[Path, Outcome]:
    root = tmp_path_factory.mktemp("store")
    return root, Build(sources, FIXTURES, root).run([one.id for one in sources.values() if one.mirror])


@pytest.fixture
def root(built, tmp_path):
    """A store of one's own, already filled."""
    return Path(shutil.copytree(built[0], tmp_path / "store"))


@pytest.fixture
def store(built):
    return Store(built[0])


@pytest.fixture(scope="session")
def parsed(sources):
    """Parse one source of the small mirror."""
    from pipelines.parse import parse

    def read(source_id):
        source = sources[source_id]
        paths = sorted({path for pattern in source.files for path in (FIXTURES / source.mirror).glob(pattern)})
        return parse(source, paths)

    return read
