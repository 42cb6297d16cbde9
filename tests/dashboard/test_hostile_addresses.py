"""A hand-edited address, on every page: the part that is wrong is said as text, and the default takes its place."""

from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = "<script>alert(1)</script>"

ASKED = [
    ("carte", "territoire=region:99&classes=10000", ("« region:99 » n’existe pas", "Nombre de classes impossible")),
    ("carte", f"indicateur={SCRIPT}&niveau={SCRIPT}", ("Indicateur inconnu", "Niveau inconnu")),
    ("carte", f"couches={SCRIPT}&commune={SCRIPT}", ("Couche inconnue", "absent de la carte")),
    ("indicateurs", f"territoire={SCRIPT}&indicateur=bonheur", ("Territoire illisible", "Indicateur inconnu")),
    ("donnees", f"jeu={SCRIPT}&etat={SCRIPT}&nature=x", ("inconnu", "État inconnu", "Nature inconnue")),
    (
        "portrait",
        f"territoire={SCRIPT}&profil={SCRIPT}&nombre=1000000",
        ("Territoire illisible", "Choix de chiffres", "4 à"),
    ),
    (
        "comparer",
        f"territoire={SCRIPT}&avec={SCRIPT}&indicateurs={SCRIPT}",
        ("Il n’est pas comparé", "Indicateurs inconnus"),
    ),
    ("importer", f"sorte={SCRIPT}&territoire={SCRIPT}", ()),
    ("tiers_lieux", f"rayon=9999&sites=1000000&depuis={SCRIPT}", ("Distance inconnue", "Nombre de lieux", "Année")),
]


@pytest.mark.parametrize(("name", "query", "told"), ASKED)
def test_what_is_wrong_in_an_address_is_said_and_only_that_part_is_replaced(name, query, told):
    page = AppTest.from_string(f"from dashboard.pages import {name}\n{name}.render()", default_timeout=120)
    for key, value in parse_qsl(query):
        page.query_params[key] = value
    page.run()
    assert not page.exception
    html = " ".join(element.proto.body for element in page.get("html"))
    for words in told:
        assert words in html
    assert "<script" not in html
    assert "<h1>" in html
