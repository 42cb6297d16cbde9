"""Expressions of territories, and how a person finds one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeoscope.errors import UnknownTerritoryError
from citeoscope.territory.geography import fold
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Term, parse, write

codes = st.text("0123456789AB", min_size=2, max_size=9)
terms = st.lists(
    st.builds(Term, st.booleans(), st.sampled_from([level for level in Level if level is not Level.FRANCE]), codes),
    min_size=1,
    max_size=5,
).map(lambda found: (found[0]._replace(plus=True), *found[1:]))


@given(terms)
def test_an_expression_round_trips(given_terms):
    assert parse(write(given_terms)) == given_terms


def test_spaces_are_free():
    assert write(parse(" epci:200068369 +  commune:88160 - commune:88029 ")) == (
        "epci:200068369+commune:88160-commune:88029"
    )


@pytest.mark.parametrize("text", ["", "Paris", "region:", "region:11 commune:92050", "-region:11", "pays:1", "<img>"])
def test_an_unreadable_expression_is_quoted_with_the_forms(text):
    with pytest.raises(UnknownTerritoryError, match="Formes acceptées : france, region:11"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "folded"), [("Épinal", "epinal"), ("L’Haÿ-les-Roses", "l hay les roses"), ("Œuilly", "oeuilly")]
)
def test_accents_case_and_ligatures_are_ignored(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ile de france", "region:11"),
        ("EPINAL", "commune:88160"),
        ("88", "departement:88"),
        ("mirecourt dompaire", "epci:200068369"),
        ("200093201", "epci:200093201"),
        ("paris ouest la defense", "ept:200057982"),
        ("nanterre", "commune:92050"),
        ("st denis", "commune:97411"),
        ("france", "france"),
    ],
)
def test_search_finds_what_a_person_types(embedded, text, first):
    assert embedded.geography.search(text)[0] == first


def test_search_of_nothing_or_of_nonsense_finds_nothing(embedded):
    assert embedded.geography.search("  ") == ()
    assert embedded.geography.search("<script>alert(1)</script>") == ()


def test_addition_and_removal_are_set_operations(embedded):
    resolve = embedded.geography.resolve
    base = resolve("epci:200068369")
    assert set(resolve("epci:200068369+commune:88160").codes) == set(base.codes) | {"88160"}
    assert set(resolve("epci:200068369-commune:88304").codes) == set(base.codes) - {"88304"}


def test_an_unknown_code_says_what_to_do(embedded):
    with pytest.raises(UnknownTerritoryError, match="Cherchez-le par son nom"):
        embedded.geography.resolve("commune:99999")
    with pytest.raises(UnknownTerritoryError, match="arrondissement : prenez la commune entière, commune:75056"):
        embedded.geography.resolve("commune:75111")
    with pytest.raises(UnknownTerritoryError, match="aucune commune"):
        embedded.geography.resolve("commune:88304-commune:88304")
