"""Figures read again in the publishers' own rows, answered by the engine from the embedded data."""

import pytest

from citeoscope.query.status import Status

FRANCE, PARIS, NANTERRE, LILLE = "france", "commune:75056", "commune:92050", "commune:59350"
MIRECOURT, EPINAL = "commune:88304", "commune:88160"


@pytest.mark.parametrize(
    ("indicator", "territory", "value"),
    [
        ("population_1968", PARIS, 2_590_771),
        ("population_1968", MIRECOURT, 8_804),
        ("population_1968", FRANCE, 50_782_018),
        ("naissances", PARIS, 21_775),
        ("naissances", NANTERRE, 1_417),
        ("naissances", MIRECOURT, 52),
        ("deces", LILLE, 1_523),
        ("deces", EPINAL, 300),
        ("logements", NANTERRE, 39_372.3),
        ("maisons", PARIS, 12_857.6),
        ("maisons", EPINAL, 5_767.5),
        ("proprietaires", LILLE, 33_927.7),
        ("emplois_salaries", PARIS, 1_973_648),
        ("emplois_salaries", NANTERRE, 113_624),
        ("emplois_salaries", FRANCE, 26_118_573),
        ("boulangeries", PARIS, 2_199),
        ("boulangeries", EPINAL, 32),
        ("boulangeries", FRANCE, 50_089),
        ("pharmacies", LILLE, 79),
        ("associations", MIRECOURT, 178),
        ("electricite", PARIS, 12_146_787),
        ("electricite", MIRECOURT, 22_602),
        ("gaz", EPINAL, 180_372),
        ("acces_generalistes", NANTERRE, 2.899),
        ("revenu_10_pourcent_modestes", FRANCE, 12_080),
        ("revenu_10_pourcent_aises", "region:11", 50_670),
        ("ecart_revenus", NANTERRE, 4.2),
    ],
)
def test_published_figures(embedded, indicator, territory, value):
    assert embedded.aggregate(indicator, territory).value == pytest.approx(value, rel=1e-9, abs=0.06)


@pytest.mark.parametrize(
    ("indicator", "territory", "numerator", "denominator", "factor"),
    [
        ("part_maisons", NANTERRE, 5_523.60217522434, 39_372.3415360577, 100),
        ("part_proprietaires", MIRECOURT, 961.389052814765, 2561.00000000005, 100),
        ("part_maisons", FRANCE, 19_851_998.6, 35_535_025.8, 100),
        ("natalite", EPINAL, 330, 32_251, 1000),
        ("naissances_pour_100_deces", PARIS, 21_775, 13_888, 100),
        ("restaurants_pour_1000", PARIS, 20_545, 2_103_778, 1000),
        ("electricite_par_logement", LILLE, 411_148, 142_595, 1),
        ("part_dpe_f_g", "departement:95", 23_598, 262_914, 100),
    ],
)
def test_ratios_are_of_published_counts(embedded, indicator, territory, numerator, denominator, factor):
    assert embedded.aggregate(indicator, territory).value == pytest.approx(numerator / denominator * factor, rel=2e-4)


@pytest.mark.parametrize("indicator", ["part_dpe_f_g", "maisons_avant_1971", "vacants_2_ans"])
def test_what_covers_one_departement_says_nothing_of_the_others(embedded, indicator):
    answer = embedded.aggregate(indicator, "departement:88")
    assert answer.status is Status.MISSING
    assert "Val-d’Oise" in answer.reason


def test_associations_leave_out_the_departements_with_a_register_of_their_own(embedded):
    assert embedded.aggregate("associations", "departement:67").status is Status.MISSING
    assert embedded.aggregate("associations", "region:11").value == 344_848


def test_access_to_care_is_a_mean_of_inhabitants_not_of_communes(embedded):
    """The simple mean of the communes is 3.0: a village would count as much as a city."""
    assert embedded.aggregate("acces_generalistes", FRANCE).value == pytest.approx(3.806, abs=0.001)
    assert embedded.aggregate("acces_generalistes", "departement:976").status is Status.MISSING


def test_communes_whose_electricity_is_not_credible_have_none(embedded):
    """The published row of Le Cannet gives 163 MWh per home, and the Alpes-Maritimes twice what they use."""
    assert embedded.aggregate("electricite", "commune:06030").status is Status.MISSING
    assert embedded.aggregate("electricite_par_logement", "departement:06").value == pytest.approx(3.88, abs=0.05)
    homes = embedded.values("electricite_par_logement", embedded.perimeter("france"))["value"]
    assert homes.max() <= 12


def test_a_share_of_the_inhabitants_is_never_more_than_all_of_them(embedded):
    """The people of 15 to 64 of two communes were those of their limits before 2024: 170 % of one of them."""
    shares = [name for name, one in embedded.indicators.items() if one.kind == "share" and one.unit == "%"]
    assert len(shares) > 10
    for name in shares:
        frame = embedded.values(name, embedded.perimeter("france"))
        assert frame["value"].dropna().between(0, 100).all(), name
    assert embedded.aggregate("menages", "commune:60054").status is Status.MISSING
