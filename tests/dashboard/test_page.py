"""The logic of the page, run by Streamlit's own test harness, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from citeoscope.territory.levels import Level

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture
def page():
    return AppTest.from_file(str(APP), default_timeout=60)


def html(page):
    return " ".join(element.proto.body for element in page.get("html"))


def test_the_default_view_is_ile_de_france_with_tiers_lieux(page):
    page.run()
    assert not page.exception
    assert "Île-de-France" in html(page)
    assert "Revenu médian (niveau de vie)" in html(page)
    assert page.session_state["couches"] == ["tiers_lieux"]
    assert "25\u202f210\u00a0€" in html(page)


def test_the_address_decides_what_is_shown(page):
    page.query_params["territoire"] = "epci:200093201"
    page.query_params["indicateur"] = "population"
    page.query_params["niveau"] = "commune"
    page.run()
    assert not page.exception
    assert "1\u202f195\u202f234\u00a0hab." in html(page)
    assert "95 communes" in html(page)


def test_a_choice_is_written_to_the_address(page):
    page.query_params["indicateur"] = "densite"
    page.query_params["millesime"] = "1968"
    page.run()
    assert "<strong>Densité de population</strong> (1968)" in html(page)
    page.toggle(key="verrou").set_value(True).run()
    assert page.query_params["verrou"] in ("oui", ["oui"])
    page.toggle(key="verrou").set_value(False).run()
    assert "verrou" not in page.query_params


def test_the_level_follows_the_zoom_until_one_is_chosen(page):
    page.query_params["territoire"] = "france"
    page.run()
    assert "par département" in html(page)
    page.selectbox(key="niveau").select(Level.EPCI).run()
    assert page.query_params["niveau"] in ("epci", ["epci"])
    assert "zoom" not in page.query_params
    page.selectbox(key="niveau").select("").run()
    assert page.query_params["niveau"] in ("departement", ["departement"])
    assert page.query_params["zoom"] in ("oui", ["oui"])


def test_another_level_closes_the_card(page):
    page.query_params["commune"] = "92050"
    page.run()
    assert "Fiche de Nanterre" in html(page)
    page.selectbox(key="niveau").select(Level.DEPARTEMENT).run()
    assert "commune" not in page.query_params
    assert "Fiche de" not in html(page)


def test_an_unknown_territory_is_explained_and_the_default_shown(page):
    page.query_params["territoire"] = "commune:99999"
    page.run()
    assert not page.exception
    assert "« commune:99999 » n’existe pas" in html(page)
    assert "<h1>Île-de-France</h1>" in html(page)


@pytest.mark.parametrize("commune", ["15031", "75056", "97611", "2A004"])
def test_communes_out_of_the_ordinary_are_shown(page, commune):
    page.query_params["territoire"] = f"commune:{commune}"
    page.query_params["commune"] = commune
    page.run()
    assert not page.exception
    assert f"Code {commune}" in html(page)
