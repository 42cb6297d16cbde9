"""The communes of the embedded tables add up to the row that is published for France."""

import pytest

from citeoscope.paths import DATA
from citeoscope.store import Store


@pytest.fixture(scope="module")
def store():
    return Store(DATA / "snapshot")


@pytest.mark.parametrize(
    ("dataset", "column", "france"),
    [
        ("populations_series", "psdc1968", 50_782_018),
        ("populations_series", "pmun2022", 67_734_308),
        ("etat_civil", "births_2022", 724_512),
        ("etat_civil", "deaths_2022", 672_774),
        ("logement", "dwellings", 35_535_025.8),
        ("logement", "houses", 19_851_998.6),
        ("logement", "owners", 16_830_065.0),
        ("emploi_flores", "jobs_2022", 26_118_573),
        ("emploi_flores", "establishments_2022", 2_378_431),
        ("equipements", "bakeries", 50_089),
        ("equipements", "local_shops", 477_960),
        ("energie", "gas_total_mwh", 359_617_383),
        ("co2", "residential_t", 56_541_798),
        ("co2", "transport_t", 127_762_876),
    ],
)
def test_communes_add_up_to_france(store, dataset, column, france):
    assert store.read(dataset)[column].sum() == pytest.approx(france, rel=1e-5)


def test_the_three_cities_are_counted_once_in_2023(store):
    """The published row for France reads 715,505: the cities are there, and their arrondissements as well (39,110)."""
    births = store.read("etat_civil").set_index("code")["births_2023"]
    assert births.sum() == 715_505 - 39_110


def test_electricity_is_what_is_published_for_france_without_the_communes_set_aside(store):
    """Published: 410,302,794 MWh and 36,724,175 meters of homes; 64 communes have more than 12 MWh per home."""
    energy = store.read("energie")
    assert energy["elec_total_mwh"].sum() == pytest.approx(410_302_794 - 8_662_874, rel=1e-5)
    assert energy["elec_residential_points"].sum() == 36_724_175 - 46_212
