"""INSEE's code of the article of a name, from the published files to the derived tables."""

import pytest

from citeoscope.paths import DATA
from citeoscope.store import Store
from citeoscope.territory.geography import Geography
from pipelines.derive import derive


@pytest.fixture(scope="module")
def stored():
    store = Store(DATA / "snapshot")
    return {name: store.read(name) for name in ("cog", "epci", "ept", "contours_communes")}


def test_every_territory_of_the_published_files_has_a_code(parsed):
    frame = parsed("cog")
    assert frame["tncc"].isin(list("012345678")).all()
    assert frame.loc[frame["name"] == "Île-de-France", "tncc"].tolist() == ["1"]


def test_derived_tables_carry_the_code_where_insee_gives_one(stored):
    communes, territories = (derive(name, stored) for name in ("communes", "territoires"))
    assert communes["tncc"].notna().all()
    coded = territories[territories["tncc"].notna()]
    assert set(coded["level"]) == {"departement", "region"}
    assert len(coded) == 101 + 18
    assert not territories.duplicated(["level", "code"]).any()


def test_a_table_stored_before_the_code_was_read_still_gives_territories(stored):
    before = stored | {"cog": stored["cog"].drop(columns="tncc")}
    communes, territories = (derive(name, before) for name in ("communes", "territoires"))
    assert len(communes) == 34_875
    geography = Geography(communes, territories)
    assert geography.wording(geography.resolve("commune:76351")).of == "du Havre"
    assert geography.wording(geography.resolve("commune:88160")).of == "d’Épinal"
