"""What is drawn on the map, asked by address: the communes that are in, or why it cannot be used."""

from urllib.parse import urlencode

import pytest
from addressed import get

import citeoscope as co


def drawn(**asked):
    return get("perimetre.json", urlencode(asked))


def test_a_radius_around_a_commune_or_a_point_is_named_with_its_rule():
    told = drawn(autour="commune:88304", km="10").json()
    assert told["nom"] == "10\u00a0km autour de Mirecourt"
    assert told["regle"] == "communes dont le centre est dans le périmètre"
    assert told["communes"] == len(co.perimeter(told["territoire"]))
    assert told["territoire"].startswith("rayon:")
    point = drawn(autour="6.13,48.3", km="2,5").json()
    assert point["territoire"] == "rayon:6.13,48.3,2.5"


def test_a_trace_is_a_short_territory():
    told = drawn(trace="5.9,48.1;6.5,48.2;6.4,48.6;5.8,48.4").json()
    assert told["nom"] == "Périmètre dessiné autour de Mirecourt"
    assert told["communes"] == len(co.perimeter(told["territoire"])) > 200


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"trace": "2,48;3,49;3,48;2,49"}, "se coupe lui-même"),
        ({"trace": "2,48;2,48;3,49"}, "au moins trois points"),
        ({"trace": "vide"}, "Tracé illisible"),
        ({"trace": "<script>;1;2"}, "Tracé illisible"),
        ({"trace": "nan,nan;1,2;3,4"}, "coupe|illisible|vide"),
        ({"autour": "commune:88304", "km": "loin"}, "Rayon illisible"),
        ({"autour": "commune:88304", "km": "9999"}, "de 0 à 500"),
        ({"autour": "commune:88304", "km": "nan"}, "de 0 à 500"),
        ({"autour": "commune:99999", "km": "10"}, "n’existe pas"),
        ({"autour": "-30,40", "km": "10"}, "aucune commune"),
        ({}, "Rayon illisible"),
    ],
)
def test_a_drawing_that_cannot_be_used_says_why(asked, said):
    answer = drawn(**asked)
    assert answer.status == 400
    assert any(part in answer.json()["erreur"] for part in said.split("|"))
