"""Lists in their publishers' format, rebuilt from the embedded data, and what they are checked against."""

import csv
import io

import pandas as pd
import pytest
from replay import Replay, serve

from pipelines.lists.bring import Choices, bring_in
from pipelines.lists.place import Ground
from pipelines.lists.preview import preview

CENSUS = {
    "id": "ID",
    "name": "NOM_TL",
    "address": "ADRESSE",
    "commune_code": "INSEECOM",
    "commune_name": "NOMCOM",
    "website": "WEB",
    "category": "TYPO",
    "lat": "LAT",
    "lon": "LONG",
    "precision_score": "PRECISION",
}


@pytest.fixture(scope="session")
def ground(embedded):
    return Ground.of(embedded)


@pytest.fixture(scope="session")
def census(embedded) -> pd.DataFrame:
    """The census of tiers-lieux of 2019, as text, with the publisher's headers."""
    places = embedded.read("tiers_lieux_2019")
    frame = pd.DataFrame(places.drop(columns="geometry")).assign(lat=places.geometry.y, lon=places.geometry.x)
    return frame[list(CENSUS)].rename(columns=CENSUS).astype(object).fillna("").astype(str)


@pytest.fixture
def bring(embedded, ground, tmp_path):
    """Import bytes or a path, without network, in a folder of one's own."""

    def run(source, kind="tiers_lieux", name="liste", mapping=None, **choices):
        seen = preview(source, kind, mapping, file="liste.csv")
        return bring_in(seen, name, embedded, tmp_path, Choices(offline=True, **choices), ground=ground)

    return run


@pytest.fixture
def rows():
    """Write rows as the bytes of a CSV file."""

    def write(*lines, sep=",", encoding="utf-8"):
        text = io.StringIO()
        csv.writer(text, delimiter=sep, lineterminator="\n").writerows(lines)
        return text.getvalue().encode(encoding)

    return write


@pytest.fixture(autouse=True)
def _direct(monkeypatch):
    """The replayed service is asked directly, whatever proxy this machine has."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def service():
    """A service of this machine, that counts what it is asked."""
    running = Replay()
    server = serve(running)
    yield running
    running.release.set()
    server.shutdown()
    server.server_close()
