"""Every indicator can be read aloud to a mayor: whole sentences, no jargon of the house, no English."""

import re

import pytest

import citeoscope as co
from citeoscope.catalogue.load import catalogue

HOUSE_WORDS = re.compile(r"\b(sum|ratio|weighted|none|derived|null|nan|true|false|eur|pct|code)\b", re.IGNORECASE)


@pytest.mark.parametrize("indicator", list(catalogue()))
def test_every_indicator_is_read_in_whole_french_sentences(embedded, indicator):
    for title, text in embedded.reading(indicator):
        assert title
        assert re.fullmatch(r"[A-ZÀÉÎ0-9].*[.)]", text), text
        assert ".." not in text
        assert "  " not in text
        assert not HOUSE_WORDS.search(text), text


def test_the_description_of_an_indicator_ends_with_its_sources():
    lines = co.describe("etablissements").splitlines()
    assert lines[0] == "Établissements employeurs (2022)"
    assert lines[-1].startswith("Sources : Insee, ")
    assert any("moins de 3 établissements" in line for line in lines)


def test_a_coverage_is_never_rounded_up_to_all(embedded):
    where = dict(embedded.reading("population"))["Où"]
    assert "99,9\u00a0%" in where
