"""What the data says to an English reader: the same figures, in English sentences."""

import re

import pytest
from test_catalogue import FRENCH_MARKS

from citeoscope import comparison
from citeoscope.comparison.standing import ordinal
from citeoscope.language import speaking
from citeoscope.territory.levels import Level

# What stays French inside an English sentence: names of places and of programmes.
NAMES = re.compile(r"CC [\w ]+|[\w’-]+(?:-(?:sur|de|des|les)-[\w’-]+)+|Petites villes de demain|Villages d’avenir")
PLACE = "epci:200068369"


def test_an_indicator_is_read_in_english(embedded):
    with speaking("en"):
        declared = embedded.indicator("revenu_median")
        assert (declared.label, declared.unit) == ("Median income (standard of living)", "€")
        assert declared.caveats[-1].startswith("Statistical confidentiality")
        assert [title for title, _ in embedded.reading("revenu_median")][:2] == ["What it is", "For a territory"]
    assert embedded.indicator("revenu_median").label == "Revenu médian (niveau de vie)"


@pytest.mark.parametrize(
    ("indicator", "territory", "told"),
    [
        ("population", "commune:92050", "Nanterre has 97,783 inhabitants in 2023: 6th of the 1,266 communes of "),
        ("revenu_median", "commune:92050", "The median income in Nanterre is €"),
        ("revenu_median", "commune:92050", " in Île-de-France and €"),
        ("boulangeries", "departement:88", "Vosges has "),
    ],
)
def test_sentences(embedded, indicator, territory, told):
    with speaking("en"):
        assert told in comparison.tell(embedded, indicator, territory).replace("\u00a0", " ").replace(
            "the Vosges", "Vosges"
        )


@pytest.mark.parametrize(
    ("rank", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (1241, "1,241st")]
)
def test_ranks(rank, text):
    with speaking("en"):
        assert ordinal(rank, Level.COMMUNE) == text


def test_every_indicator_is_told_in_english_with_the_same_figure(embedded):
    told = []
    for name in embedded.indicators:
        french = embedded.aggregate(name, PLACE)
        with speaking("en"):
            english = embedded.aggregate(name, PLACE)
            told += [comparison.tell(embedded, name, PLACE), english.text, english.reason]
        assert (french.value, french.status, french.coverage) == (english.value, english.status, english.coverage)
    strange = sorted(
        {text for text in told if FRENCH_MARKS.search(NAMES.sub("x", text)) or re.search(r"\.\.| ,", text)}
    )
    assert strange == []


@pytest.mark.parametrize(
    ("indicator", "told"),
    [
        ("population", "has 97,783 inhabitants"),
        ("ecart_revenus", "The gap between high and low incomes in Nanterre is"),
        ("france_services", "Nanterre has 1 France services centre in 2024"),
        ("fabriques_de_territoire", "Nanterre has 1 Fabrique de territoire in 2023"),
        ("maisons_proprietaires", "The number of houses lived in by their owner in Nanterre is not known"),
    ],
)
def test_what_is_counted_agrees(embedded, indicator, told):
    with speaking("en"):
        assert told in comparison.tell(embedded, indicator, "commune:92050")
