"""The page «Données», run by Streamlit's own test harness, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from citeoscope.store import Stale
from dashboard.donnees import record, sheet
from dashboard.donnees.listing import Listing, chosen, entries, parse_listing

HOSTILE = "<img src=x onerror=alert(1)>"
STALE = Stale(since="2026-11-24T08:00:00+00:00", reason="le service <b>INSEE</b> ne répond pas")


def _page():
    from dashboard.pages import donnees

    donnees.render()


@pytest.fixture
def page():
    return AppTest.from_function(_page, default_timeout=60)


def html(page):
    return " ".join(element.proto.body for element in page.get("html"))


def test_the_page_says_how_many_datasets_there_are_and_in_which_state(page, embedded):
    page.run()
    assert not page.exception
    assert "jeux de données :" in html(page)
    assert "calculés" in html(page)


def test_the_address_opens_a_dataset_for_a_perimeter(page):
    page.query_params["territoire"] = "epci:200068369"
    page.query_params["jeu"] = "filosofi"
    page.run()
    assert not page.exception
    said = html(page)
    for words in (
        "<h1>Revenus et pauvreté des ménages (Filosofi)</h1>",
        "Insee",
        "Licence Ouverte 2.0",
        "Fichier publié, copie locale",
        "ramenée au COG 2026",
        "Les Ableuvenettes",
        "secret statistique",
        "median_income_eur",
        "Télécharger : CC de Mirecourt Dompaire",
        "76 lignes",
        "indicateur=revenu_median",
    ):
        assert words in said, words


def test_a_search_is_written_to_the_address_and_closes_the_dataset(page):
    page.query_params["jeu"] = "filosofi"
    page.run()
    page.text_input(key="cherche").set_value("gares").run()
    assert page.query_params["cherche"] in ("gares", ["gares"])
    assert "jeu" not in page.query_params


def test_an_unknown_dataset_is_explained_and_the_list_shown(page):
    page.query_params["jeu"] = HOSTILE
    page.run()
    assert not page.exception
    assert "Jeu de données inconnu" in html(page)
    assert "<img" not in html(page)
    assert "<h1>Données</h1>" in html(page)


def test_nothing_found_says_what_to_do(page):
    page.query_params["cherche"] = "licorne"
    page.run()
    assert "Retirez un filtre" in html(page)


def test_a_listing_survives_its_address(embedded):
    listing = Listing("epci:200068369", "filosofi", "insee", "a-jour", "table")
    assert parse_listing(listing.params(), embedded) == (listing, ())


def test_what_the_address_holds_that_does_not_exist_is_said_and_dropped(embedded):
    listing, problems = parse_listing(
        {"territoire": "region:99", "jeu": "x", "etat": HOSTILE, "nature": HOSTILE}, embedded
    )
    assert listing == Listing()
    assert len(problems) == 4


def test_a_search_ignores_accents_and_reads_descriptions(embedded):
    everything = entries(embedded, record.now())
    assert len(everything) == len(embedded.store.datasets)
    titles = {one.manifest.dataset for one in chosen(everything, Listing(cherche="PAUVRETE menages"))}
    assert "filosofi" in titles
    assert all(one.manifest.kind == "points" for one in chosen(everything, Listing(nature="points")))


def test_every_dataset_can_be_opened(embedded):
    for dataset in embedded.store.datasets:
        listing = Listing("epci:200093201", dataset)
        entry = record.opened(embedded, listing)
        parts = [
            sheet.heading(entry),
            sheet.presentation(entry),
            sheet.facts(entry),
            record.preview(embedded, dataset, listing.territoire),
            record.columns(embedded, dataset),
            record.defects(embedded, dataset),
            record.uses(embedded, listing),
        ]
        assert all(parts)
        assert ">nan<" not in " ".join(parts)


def test_a_source_that_failed_is_first_in_words_and_then_in_its_badge(embedded, monkeypatch):
    monkeypatch.setitem(embedded.store._stale, "filosofi", STALE)
    entry = record.opened(embedded, Listing(jeu="filosofi"))
    assert 'class="ouvert en-defaut">en défaut' in sheet.heading(entry)
    said = sheet.presentation(entry)
    assert "le service &lt;b&gt;INSEE&lt;/b&gt; ne répond pas." in said
    assert "python -m pipelines refresh filosofi" in said
    listed = chosen(entries(embedded, record.now()), Listing(etat="en-defaut"))
    assert [one.manifest.dataset for one in listed] == ["filosofi"]


def test_what_lists_hold_is_text_in_the_preview(embedded):
    rows = embedded.read("tiers_lieux_2019").drop(columns="geometry").head(1).assign(name=HOSTILE)
    meanings = sheet_meanings(embedded, rows)
    shown = sheet.preview(rows, meanings, 1, HOSTILE)
    assert "<img" not in shown
    assert "&lt;img" in shown


def sheet_meanings(embedded, rows):
    from citeoscope.exports.dictionary import dictionary

    return dictionary(embedded.store.manifest("tiers_lieux_2019"), rows.columns)
