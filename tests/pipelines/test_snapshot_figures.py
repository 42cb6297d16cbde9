"""The embedded data gives the figures its publishers give."""

import pytest

from citeoscope.paths import DATA
from citeoscope.store import Store, read_index
from pipelines.snapshot import MAX_BYTES

SNAPSHOT = DATA / "snapshot"


@pytest.fixture(scope="module")
def store():
    return Store(SNAPSHOT)


@pytest.fixture(scope="module")
def population(store):
    return store.read("communes").merge(store.read("populations_legales"), on="code", how="left")


def test_every_commune_once(population):
    assert len(population) == 34_875
    assert population["code"].is_unique
    assert not population["code"].str.match(r"751\d\d|6938\d|132\d\d").any()


@pytest.mark.parametrize(
    ("column", "code", "communes", "pmun"),
    [
        ("region", "11", 1_266, 12_463_067),
        ("departement", "88", None, 357_248),
        ("epci", "200093201", 95, 1_195_234),
        ("epci", "200068369", 76, 18_346),
        ("ept", "200057982", 11, None),
        ("code", "92050", 1, 97_783),
        ("code", "88304", 1, 4_700),
        ("code", "88160", 1, 32_251),
    ],
)
def test_legal_populations(population, column, code, communes, pmun):
    rows = population[population[column] == code]
    assert communes is None or len(rows) == communes
    assert pmun is None or rows["pmun"].sum() == pmun


def test_france(population):
    assert population["pmun"].sum() == 68_094_280
    assert population["ept"].nunique() == 11


@pytest.mark.parametrize(
    ("code", "income"), [("92050", 21620), ("88304", 19850), ("88160", 20140), ("59350", 20520), ("75056", 29730)]
)
def test_median_incomes(store, code, income):
    assert store.read("filosofi").set_index("code").loc[code, "median_income_eur"] == income


def test_outlines_are_all_there_and_sound(store):
    outlines = store.read("contours_communes")
    missing = set(store.read("communes")["code"]) - set(outlines["code"])
    assert missing == {"14666", "15031", "15035", "15047", "15171", "60694", "85165", "85212"}
    for dataset in ("contours_communes", "contours_departements", "contours_regions", "contours_epci", "contours_ept"):
        frame = store.read(dataset)
        assert frame.is_valid.all(), dataset
        assert not frame.is_empty.any(), dataset
        assert frame["code"].is_unique, dataset


def test_territories_count_their_communes(store):
    rows = store.read("territoires").set_index(["level", "code"])
    assert rows.loc[("france", "FR"), "commune_count"] == 34_875
    assert rows.loc[("ept", "200057982"), "name"] == "Paris Ouest La Défense"


def test_it_is_small_and_carries_nothing_else():
    sizes = {path.name: path.stat().st_size for path in SNAPSHOT.iterdir()}
    assert sum(sizes.values()) <= MAX_BYTES
    named = {name for manifest in read_index(SNAPSHOT).datasets.values() for name in manifest.files}
    assert set(sizes) == named | {"index.json", "catalogue.jsonld", "ATTRIBUTION.md"}
