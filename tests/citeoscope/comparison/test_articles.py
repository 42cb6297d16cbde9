"""How a sentence names the places of the embedded data."""

from dataclasses import replace

import pytest

from citeoscope.territory.articles import elides, wording_of
from citeoscope.territory.levels import Level

# Written by hand, as a reader of French expects them.
PLACES = [
    ("commune:92050", "Nanterre", "de Nanterre", "à Nanterre"),
    ("commune:88160", "Épinal", "d’Épinal", "à Épinal"),
    ("commune:76351", "Le Havre", "du Havre", "au Havre"),
    ("commune:72181", "Le Mans", "du Mans", "au Mans"),
    ("commune:17300", "La Rochelle", "de La Rochelle", "à La Rochelle"),
    ("commune:93045", "Les Lilas", "des Lilas", "aux Lilas"),
    ("commune:94038", "L’Haÿ-les-Roses", "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
    ("commune:60703", "Aux Marais", "des Marais", "à Aux Marais"),
    ("commune:66104", "Los Masos", "de Los Masos", "à Los Masos"),
    ("commune:63448", "Le Vernet-Chaméane", "du Vernet-Chaméane", "au Vernet-Chaméane"),
    ("commune:02381", "Hirson", "d’Hirson", "à Hirson"),
    ("commune:14333", "Honfleur", "de Honfleur", "à Honfleur"),
    ("commune:67180", "Haguenau", "de Haguenau", "à Haguenau"),
    ("commune:76758", "Yvetot", "d’Yvetot", "à Yvetot"),
    ("departement:59", "le Nord", "du Nord", "dans le Nord"),
    ("departement:88", "les Vosges", "des Vosges", "dans les Vosges"),
    ("departement:01", "l’Ain", "de l’Ain", "dans l’Ain"),
    ("departement:49", "le Maine-et-Loire", "de Maine-et-Loire", "en Maine-et-Loire"),
    ("departement:35", "l’Ille-et-Vilaine", "d’Ille-et-Vilaine", "en Ille-et-Vilaine"),
    ("departement:93", "la Seine-Saint-Denis", "de la Seine-Saint-Denis", "en Seine-Saint-Denis"),
    ("departement:75", "Paris", "de Paris", "à Paris"),
    ("departement:974", "la Réunion", "de la Réunion", "à la Réunion"),
    ("departement:971", "la Guadeloupe", "de la Guadeloupe", "en Guadeloupe"),
    ("region:11", "l’Île-de-France", "d’Île-de-France", "en Île-de-France"),
    ("region:32", "les Hauts-de-France", "des Hauts-de-France", "dans les Hauts-de-France"),
    ("region:44", "le Grand Est", "du Grand Est", "dans le Grand Est"),
    ("region:93", "Provence-Alpes-Côte d’Azur", "de Provence-Alpes-Côte d’Azur", "en Provence-Alpes-Côte d’Azur"),
    ("region:94", "la Corse", "de Corse", "en Corse"),
    ("region:06", "Mayotte", "de Mayotte", "à Mayotte"),
    ("epci:200093201", "la Métropole Européenne de Lille", "de la Métropole Européenne de Lille", None),
    ("epci:200068369", "la CC de Mirecourt Dompaire", "de la CC de Mirecourt Dompaire", None),
    ("epci:200068757", "la CA d’Epinal", "de la CA d’Epinal", "dans la CA d’Epinal"),
    ("epci:246700488", "l’Eurométropole de Strasbourg", "de l’Eurométropole de Strasbourg", None),
    ("epci:243300316", "Bordeaux Métropole", "de Bordeaux Métropole", "à Bordeaux Métropole"),
    ("epci:244500468", "Orléans Métropole", "d’Orléans Métropole", "à Orléans Métropole"),
    ("ept:200057982", "l’EPT Paris Ouest La Défense", "de l’EPT Paris Ouest La Défense", None),
    ("france", "la France", "de la France", "en France"),
]


@pytest.mark.parametrize(("expression", "name", "of", "at"), PLACES)
def test_a_place_is_named_as_in_french(embedded, expression, name, of, at):
    wording = embedded.geography.wording(embedded.geography.resolve(expression))
    assert (wording.name, wording.of) == (name, of)
    assert at is None or wording.at == at


@pytest.mark.parametrize(
    ("expression", "plural"),
    [
        ("commune:93045", True),
        ("departement:88", True),
        ("region:32", True),
        ("region:11", False),
        ("departement:974", False),
        ("epci:200093201", False),
    ],
)
def test_the_verb_agrees_with_a_plural_name(embedded, expression, plural):
    assert embedded.geography.wording(embedded.geography.resolve(expression)).plural is plural


def test_insee_codes_every_commune_as_its_name_is_written(embedded):
    """The article is read from the name and INSEE's code says the rest: they agree, but for one commune."""
    written = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}
    communes = embedded.geography.communes
    read = communes["name"].map(
        lambda name: next((code for code, start in written.items() if name.startswith(start)), "")
    )
    coded = communes["tncc"].where(~communes["tncc"].isin(["0", "1"]), "")
    assert communes.loc[read != coded, "name"].tolist() == ["Le Vernet-Chaméane"]


def test_every_place_has_a_wording_without_a_collision(embedded):
    geography = embedded.geography
    places = [f"commune:{code}" for code in geography.communes.index[::7]]
    places += [f"{row.level}:{row.code}" for row in geography.territories.itertuples() if row.level != "france"]
    for expression in places:
        wording = geography.wording(geography.resolve(expression))
        assert not wording.of.startswith(("de le ", "de les ", "de Le ", "de Les ", "d’ ", "à le ", "de Aux ")), wording
        assert not wording.at.startswith(("à le ", "à Le ", "à Les ", "à les ")), wording
        assert "'" not in wording.of + wording.at + wording.name


def test_data_stored_without_the_code_still_names_its_places():
    assert wording_of("Épinal", Level.COMMUNE).of == "d’Épinal"
    assert wording_of("Le Havre", Level.COMMUNE).of == "du Havre"
    assert wording_of("CA de Blois ''Agglopolys''", Level.EPCI).of == "de la CA de Blois «\u00a0Agglopolys\u00a0»"
    assert wording_of("Grand Reims", Level.EPCI).of == "du Grand Reims"


def test_a_perimeter_of_communes_is_quoted(embedded):
    wording = embedded.geography.wording(embedded.geography.resolve("commune:92050+commune:92051"))
    assert wording.of == "du périmètre «\u00a0Nanterre + Neuilly-sur-Seine\u00a0»"


def test_a_territory_named_otherwise_keeps_the_name_it_was_given(embedded):
    own = replace(embedded.geography.resolve("epci:200068369"), name="Zone d'étude")
    assert embedded.geography.wording(own).at == "dans le périmètre «\u00a0Zone d’étude\u00a0»"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Épinal", True), ("Œting", True), ("Yvetot", True), ("Yerres", True), ("Hirson", False), ("Nanterre", False)],
)
def test_de_elides_before_a_vowel(text, expected):
    assert elides(text) is expected
