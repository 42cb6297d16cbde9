"""Words that people type find the indicator that answers them, or are told what is nearest."""

import pytest

from citeoscope.indicator_search import search_indicators, without_figures
from citeoscope.indicator_words import MEANT
from citeoscope.territory.levels import Level

EXACT = [
    ("ancien", "part_maisons_avant_1971"),
    ("logement ancien", "part_maisons_avant_1971"),
    ("vacant", "part_logements_vacants"),
    ("logement vacant", "logements_vacants"),
    ("part de logements vacants", "part_logements_vacants"),
    ("LOGEMENTS VACANTS", "logements_vacants"),
    ("pauvre", "taux_pauvrete"),
    ("pauvreté", "taux_pauvrete"),
    ("taux de pauvreté", "taux_pauvrete"),
    ("coworking", "tiers_lieux"),
    ("train", "gares"),
    ("métro", "gares"),
    ("habitants", "population"),
    ("chômage", "taux_chomage"),
    ("taux de chômage", "taux_chomage"),
    ("commerce", "boulangeries"),
    ("revenu", "revenu_median"),
    ("HLM", "part_hlm"),
    ("logement social", "part_hlm"),
    ("médecin", "acces_generalistes"),
    ("maison de retraite", "places_personnes_agees"),
    ("densite", "densite"),
    ("pharmacie", "pharmacies"),
    ("superficie", "superficie"),
    ("france service", "france_services"),
    ("passoires thermiques", "part_dpe_f_g"),
]
NEAREST = [
    ("salaire", "revenu_median"),
    ("vieux", "places_personnes_agees"),
    ("jeunes", "part_15_64_ans"),
    ("entreprises", "etablissements"),
    ("internet", "france_services"),
    ("loyers", "part_locataires"),
    ("transports", "gares"),
]


@pytest.mark.parametrize(("words", "indicator"), EXACT)
def test_words_that_people_type_find_the_indicator_that_answers_them(embedded, words, indicator):
    found = search_indicators(embedded.indicators.values(), words)
    assert (found.indicators[:1], found.note) == ((indicator,), "")


@pytest.mark.parametrize(("words", "indicator"), NEAREST)
def test_a_word_that_nothing_measures_is_told_what_is_nearest(embedded, words, indicator):
    found = search_indicators(embedded.indicators.values(), words)
    assert found.indicators[0] == indicator
    assert found.note == f"Aucun indicateur ne mesure exactement « {words} ». Les plus proches :"


def test_words_that_no_indicator_has_together_are_answered_by_those_that_have_the_most(embedded):
    found = search_indicators(embedded.indicators.values(), "logement vacant licorne")
    assert set(found.indicators[:2]) == {"logements_vacants", "part_logements_vacants"}
    assert found.note.startswith("Aucun indicateur ne répond à tous ces mots")


@pytest.mark.parametrize("words", ["licorne", "", "  ", "<img>", "…"])
def test_words_that_mean_nothing_find_nothing(embedded, words):
    assert search_indicators(embedded.indicators.values(), words).indicators == ()


def test_every_name_of_an_indicator_finds_it_first(embedded):
    missed = {
        one.label: search_indicators(embedded.indicators.values(), one.label).indicators[:1]
        for one in embedded.indicators.values()
        if search_indicators(embedded.indicators.values(), one.label).indicators[:1] != (one.id,)
    }
    assert missed == {}


def test_every_word_means_indicators_that_exist(embedded):
    assert {name for meant in MEANT.values() for name in meant.indicators} <= set(embedded.indicators)


@pytest.mark.parametrize(
    ("territory", "level", "indicator", "said"),
    [
        ("epci:200068757", "commune", "part_maisons_avant_1971", "aucun chiffre ici"),
        ("epci:200068757", "commune", "gares", "aucun chiffre ici"),
        ("epci:200068757", "commune", "part_logements_vacants", None),
        ("region:01", "commune", "tiers_lieux", "aucun chiffre ici"),
        ("region:01", "commune", "population", None),
        ("france", "region", "part_dpe_f_g", "aucun chiffre par région ici"),
        ("departement:95", "commune", "part_dpe_f_g", None),
    ],
)
def test_an_indicator_that_would_leave_the_map_empty_is_known_before_it_is_chosen(
    embedded, territory, level, indicator, said
):
    empty = without_figures(embedded, embedded.perimeter(territory), Level(level))
    assert empty.get(indicator) == said
    values = embedded.values(indicator, embedded.perimeter(territory), Level(level))
    assert (values["status"] == "ok").any() == (said is None)
