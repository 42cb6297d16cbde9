"""Sentences on real territories, written by hand beforehand: counts, rates, shares, amounts and non-values."""

import re
from dataclasses import replace

import pytest

from citeoscope.comparison import Beside, beside, sentence, standing, tell
from citeoscope.comparison.labels import is_counted, plain, singular, subject, when
from citeoscope.numbers import NARROW, NO_BREAK
from citeoscope.query.status import Status

NANTERRE = "commune:92050"

# Ordinary spaces stand for the narrow and no-break ones, which a test of their own checks.
SENTENCES = {
    # counts
    ("population", "commune:92050"): "Nanterre compte 97 783 habitants en 2023 : 6e commune d’Île-de-France sur 1 266.",
    (
        "population",
        "commune:59350",
    ): "Lille compte 238 246 habitants en 2023 : 1re commune des Hauts-de-France sur 3 782.",
    ("population", "commune:88304"): "Mirecourt compte 4 700 habitants en 2023 : 185e commune du Grand Est sur 5 115.",
    ("population", "commune:88160"): "Épinal compte 32 251 habitants en 2023 : 13e commune du Grand Est sur 5 115.",
    ("population", "commune:76351"): "Le Havre compte 166 687 habitants en 2023 : 1re commune de Normandie sur 2 644.",
    (
        "population",
        "commune:93045",
    ): "Les Lilas comptent 23 843 habitants en 2023 : 141e commune d’Île-de-France sur 1 266.",
    (
        "population",
        "commune:94038",
    ): "L’Haÿ-les-Roses compte 31 188 habitants en 2023 : 95e commune d’Île-de-France sur 1 266.",
    (
        "population",
        "commune:88001",
    ): "Les Ableuvenettes comptent 72 habitants en 2023 : 4 577e ex æquo des 5 115 communes du Grand Est.",
    ("population", "commune:55039"): "Beaumont-en-Verdunois ne compte pas d’habitants en 2023.",
    (
        "population",
        "departement:88",
    ): "Les Vosges comptent 357 248 habitants en 2023 : 6e département du Grand Est sur 10.",
    (
        "population",
        "departement:2A",
    ): "La Corse-du-Sud compte 168 306 habitants en 2023 : 2e département de Corse sur 2.",
    (
        "population",
        "departement:75",
    ): "Paris compte 2 103 778 habitants en 2023 : 1er département d’Île-de-France sur 8.",
    (
        "population",
        "departement:35",
    ): "L’Ille-et-Vilaine compte 1 120 666 habitants en 2023 : 1er département de Bretagne sur 4.",
    ("population", "departement:971"): (
        "La Guadeloupe compte 384 160 habitants en 2023 : 61e département de France sur 100 (1 sans valeur)."
    ),
    ("population", "region:32"): (
        "Les Hauts-de-France comptent 5 992 194 habitants en 2023 : 5e région de France sur 17 (1 sans valeur)."
    ),
    (
        "population",
        "region:04",
    ): "La Réunion compte 889 679 habitants en 2023 : 13e région de France sur 17 (1 sans valeur).",
    ("population", "france"): "La France compte 68 094 280 habitants en 2023 (hors 17 communes sans valeur).",
    ("population", "epci:200093201"): (
        "La Métropole Européenne de Lille compte 1 195 234 habitants en 2023 : "
        "1re intercommunalité des Hauts-de-France sur 90."
    ),
    ("population", "epci:200068369"): (
        "La CC de Mirecourt Dompaire compte 18 346 habitants en 2023 : 82e intercommunalité du Grand Est sur 149."
    ),
    (
        "population",
        "ept:200057982",
    ): "L’EPT Paris Ouest La Défense compte 570 374 habitants en 2023 : 2e EPT d’Île-de-France sur 11.",
    (
        "population",
        "commune:92050+commune:92051",
    ): "Le périmètre « Nanterre + Neuilly-sur-Seine » compte 157 321 habitants en 2023.",
    ("population_1968", "commune:13055"): (
        "Marseille compte 889 029 habitants en 1968 : 1re commune de Provence-Alpes-Côte d’Azur sur 946."
    ),
    ("gares", "commune:94038"): (
        "L’Haÿ-les-Roses compte 1 gare ou station d’Île-de-France en 2025 : "
        "116e ex æquo des 1 266 communes d’Île-de-France."
    ),
    ("boulangeries", "commune:88001"): "Les Ableuvenettes ne comptent pas de boulangeries en 2024.",
    ("naissances", "commune:60703"): (
        "Aux Marais compte 7 naissances en 2023 : 1 185e ex æquo des 3 780 communes des Hauts-de-France "
        "(2 sans valeur)."
    ),
    (
        "deces",
        "commune:72181",
    ): "Le Mans compte 1 465 décès en 2023 : 2e commune des Pays de la Loire sur 1 224 (4 sans valeur).",
    (
        "logements",
        "departement:49",
    ): "Le Maine-et-Loire compte 391 283 logements en 2016 : 3e département des Pays de la Loire sur 5.",
    # rates
    ("natalite", "commune:92050"): (
        "À Nanterre, on compte 14,5 naissances pour 1 000 habitants en 2023, contre 12,4 en Île-de-France et "
        "9,8 en France : "
        "183e ex æquo des 1 266 communes d’Île-de-France, par ordre décroissant."
    ),
    ("restaurants_pour_1000", "epci:200068369"): (
        "Dans la CC de Mirecourt Dompaire, on compte 1,5 restaurant pour 1 000 habitants en 2024, "
        "contre 2,7 dans le Grand Est "
        "et 3,3 en France : 111e ex æquo des 149 intercommunalités du Grand Est, par ordre décroissant."
    ),
    ("densite", "commune:94067"): (
        "La densité de population de Saint-Mandé est de 22 903,3 hab./km² en 2023, "
        "contre 1 037,5 hab./km² en Île-de-France "
        "et 107,6 hab./km² en France : 4e commune d’Île-de-France sur 1 266, par ordre décroissant."
    ),
    ("acces_generalistes", "departement:58"): (
        "Dans la Nièvre, l’accès aux médecins généralistes est de 2,7 consultations/an/hab. en 2023, "
        "contre 3,5 consultations/an/hab. en Bourgogne-Franche-Comté et 3,8 consultations/an/hab. en France : "
        "7e département de Bourgogne-Franche-Comté sur 8, par ordre décroissant."
    ),
    # shares
    ("taux_pauvrete", "departement:974"): (
        "Le taux de pauvreté de la Réunion est de 36,1 % en 2021, contre 14,9 % en France : "
        "1er département de France sur 98, par ordre décroissant (3 sans valeur)."
    ),
    ("part_maisons", "commune:17300"): (
        "À La Rochelle, la part des maisons est de 31,6 % en 2016, "
        "contre 71,2 % en Nouvelle-Aquitaine et 55,9 % en France : "
        "4 277e commune de la Nouvelle-Aquitaine sur 4 293, par ordre décroissant."
    ),
    ("part_hlm", "region:11"): (
        "En Île-de-France, la part des HLM parmi les résidences principales est de 22,2 % en 2016, "
        "contre 14,7 % en France : 1re région de France sur 17, par ordre décroissant (1 sans valeur)."
    ),
    ("evolution_population", "departement:88"): (
        "L’évolution annuelle de la population des Vosges est de −0,51 % par an entre 2015 et 2021, "
        "contre 0,01 % par an dans le Grand Est et 0,30 % par an en France : "
        "7e département du Grand Est sur 10, par ordre décroissant."
    ),
    ("evolution_depuis_1968", "departement:23"): (
        "Dans la Creuse, l’évolution annuelle de la population depuis 1968 est de −0,56 % par an entre 1968 et 2022, "
        "contre 0,50 % par an en Nouvelle-Aquitaine et 0,53 % par an en France : "
        "12e département de la Nouvelle-Aquitaine sur 12, par ordre décroissant."
    ),
    # amounts
    ("revenu_median", "commune:76351"): (
        "Le revenu médian du Havre est de 20 180 € en 2021, contre 22 480 € en Normandie et 23 080 € en France : "
        "2 351e commune de Normandie sur 2 507, par ordre décroissant (137 sans valeur)."
    ),
    ("revenu_median", "france"): "Le revenu médian de la France est de 23 080 € en 2021.",
    ("revenu_10_pourcent_aises", "departement:92"): (
        "Le revenu minimal des 10 % les plus aisés des Hauts-de-Seine est de 62 620 € en 2021, "
        "contre 50 670 € en Île-de-France et 41 230 € en France : "
        "2e département d’Île-de-France sur 8, par ordre décroissant."
    ),
    # non-values
    ("revenu_median", "commune:88001"): "Le revenu médian des Ableuvenettes n’est pas publié : secret statistique.",
    ("part_vacants_prives", "commune:95011"): (
        "À Ambleville, la part des logements privés vacants n’est pas publiée : secret statistique."
    ),
    (
        "population",
        "commune:97608",
    ): "La population municipale de Dzaoudzi n’est pas connue : pas de donnée dans la source.",
    ("gares", "departement:88"): (
        "Dans les Vosges, le nombre de gares et stations d’Île-de-France n’est pas connu : "
        "pas de donnée dans la source (champ : Île-de-France)."
    ),
    ("evolution_population", "commune:55039"): (
        "L’évolution annuelle de la population de Beaumont-en-Verdunois est sans objet : le dénominateur est nul."
    ),
    ("revenu_median", "commune:92050+commune:92051"): (
        "Le revenu médian du périmètre « Nanterre + Neuilly-sur-Seine » "
        "ne se calcule pas à partir des valeurs des communes."
    ),
    ("vacants_2_ans", "departement:95"): (
        "Dans le Val-d’Oise, le nombre de logements vacants depuis plus de deux ans est d’au moins 7 631 en 2026 : "
        "le reste est couvert par le secret statistique."
    ),
}


@pytest.mark.parametrize(
    ("asked", "expected"), SENTENCES.items(), ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
def test_a_territory_is_told_in_one_sentence(embedded, asked, expected):
    told = tell(embedded, *asked)
    assert told.replace(NARROW, " ").replace(NO_BREAK, " ") == expected


def test_numbers_have_narrow_spaces_and_units_do_not_leave_them(embedded):
    assert tell(embedded, "population", "commune:92050") == (
        f"Nanterre compte 97{NARROW}783 habitants en 2023 : 6e commune d’Île-de-France sur 1{NARROW}266."
    )
    assert f"21{NARROW}620{NO_BREAK}€" in tell(embedded, "revenu_median", "commune:92050")


@pytest.mark.parametrize(
    ("among", "rank"),
    [
        ("departement", "2e commune des Hauts-de-Seine sur 36."),
        ("france", "45e commune de France sur 34 858 (17 sans valeur)."),
        ("epci", "6e commune de la Métropole du Grand Paris sur 130."),
        ("ept", "1re commune de l’EPT Paris Ouest La Défense sur 11."),
    ],
)
def test_the_rank_is_told_among_the_territory_asked_for(embedded, among, rank):
    told = tell(embedded, "population", "commune:92050", among)
    assert told.replace(NARROW, " ").endswith(f" : {rank}")


def test_a_sentence_needs_nothing_but_its_numbers(embedded):
    own, *_ = beside(embedded, "population", "commune:92050")
    declared = embedded.indicator("population")
    one = replace(own, answer=replace(own.answer, value=1.0))
    assert sentence(declared, one) == "Nanterre compte 1 habitant en 2023."
    place = replace(standing(embedded, "population", "commune:92050", "region"), rank=6, ties=2, count=40, without=0)
    assert sentence(declared, one, place).endswith(" : 6e ex æquo des 40 communes d’Île-de-France.")


@pytest.mark.parametrize(
    ("label", "kind", "unit", "said"),
    [
        ("Places de crèche", "count", "places", "Nanterre compte 12 places de crèche en 2024."),
        ("Places de crèche par enfant", "rate", "places/enfant", "est de 12 places/enfant en 2024."),
        ("Zorglub", "rate", "zg", "À Nanterre, l’indicateur « Zorglub » est de 12 zg en 2024."),
        ("Émissions de CO₂", "amount", "t", "À Nanterre, les émissions de CO₂ sont de 12 t en 2024."),
        ("Population active", "count", "hab.", "La population active de Nanterre est de 12 hab. en 2024."),
    ],
)
def test_a_figure_keeps_its_unit_unless_the_label_says_it(embedded, label, kind, unit, said):
    declared = embedded.indicator("boulangeries").model_copy(update={"label": label, "kind": kind, "unit": unit})
    own, *_ = beside(embedded, "boulangeries", NANTERRE)
    told = sentence(declared, replace(own, answer=replace(own.answer, value=12.0, unit=unit)))
    assert told.replace(NO_BREAK, " ").endswith(said)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OK])
def test_no_non_value_is_told_as_a_number(embedded, status):
    perimeter = embedded.perimeter(NANTERRE)
    wording = embedded.geography.wording(perimeter)
    for indicator in embedded.indicators.values():
        answer = embedded.aggregate(indicator.id, NANTERRE)
        none = Beside(perimeter, wording, replace(answer, value=None, status=status, lower_bound=None))
        told = sentence(indicator, none)
        assert " est de " not in told
        assert " compte " not in told
        assert re.search(r"n’est pas|ne sont pas|sans objet|ne se calcule", told), told


@pytest.mark.parametrize("territory", ["commune:95018", "departement:974", "epci:200093201"])
def test_every_indicator_makes_a_sentence(embedded, territory):
    for indicator in embedded.indicators:
        told = tell(embedded, indicator, territory)
        assert told.endswith(".")
        assert told[0].isupper()
        assert not re.search(r"\bde (?:le|les)\b|\bà (?:le|les)\b|\bde [aeéèêiouy](?!t\b)|'|  | ,|nan|None", told), told
        assert told.count("«") == told.count("»")


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("boulangeries", "boulangerie"),
        ("tiers-lieux recensés", "tiers-lieu recensé"),
        ("décès", "décès"),
        ("gares et stations d’Île-de-France", "gare ou station d’Île-de-France"),
        ("ménages propriétaires de leur logement", "ménage propriétaire de son logement"),
        ("logements vacants depuis plus de deux ans", "logement vacant depuis plus de deux ans"),
        ("diagnostics classés F ou G", "diagnostic classé F ou G"),
        ("espaces France services", "espace France services"),
        ("locaux", "local"),
        ("bureaux de poste", "bureau de poste"),
        ("démarches d’engagement citoyen portées par la commune", None),
        ("places d’hébergement pour personnes âgées", None),
    ],
)
def test_things_counted_have_a_singular_or_none_that_is_sure(plural, one):
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("label", "text", "ending"),
    [
        ("Revenu médian (niveau de vie)", "le revenu médian", ""),
        ("Part des maisons", "la part des maisons", "e"),
        ("Électricité consommée", "l’électricité consommée", "e"),
        ("Émissions de CO₂", "les émissions de CO₂", "es"),
        ("Naissances", "le nombre de naissances", ""),
        ("Établissements employeurs", "le nombre d’établissements employeurs", ""),
        ("Habitants", "le nombre d’habitants", ""),
        ("Zorglub annuel", f"l’indicateur «{NO_BREAK}Zorglub annuel{NO_BREAK}»", ""),
    ],
)
def test_a_label_becomes_a_subject(label, text, ending):
    assert (subject(label).text, subject(label).ending) == (text, ending)


def test_acronyms_keep_their_capitals():
    assert plain("DPE classés F ou G") == "DPE classés F ou G"
    assert is_counted("Boulangeries")
    assert not is_counted("Taux de pauvreté")


@pytest.mark.parametrize(
    ("vintage", "label", "text"),
    [
        ("2023", "Population", " en 2023"),
        ("2015-2021", "Évolution", " entre 2015 et 2021"),
        ("2014-2023", "Naissances de 2023 pour 100 naissances de 2014", ""),
        ("4ᵉ trimestre 2025", "Logements", " (4ᵉ trimestre 2025)"),
    ],
)
def test_the_year_is_told_once(vintage, label, text):
    assert when(vintage, label) == text
