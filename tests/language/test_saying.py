"""Sentences, numbers and dates in the language of the reader."""

import contextvars
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from citeoscope.language import counted, current, kept, listed, parse_language, say, speak, speaking
from citeoscope.numbers import format_number, format_value, french_date


def test_french_is_spoken_unless_asked_otherwise():
    assert current() == "fr"
    assert say("pas de donnée") == "pas de donnée"


def test_a_sentence_is_said_in_english_with_its_values():
    with speaking("en"):
        assert say("de {low} à {top}", low="1", top="2") == "1 to 2"
    assert say("de {low} à {top}", low="1", top="2") == "de 1 à 2"


def test_a_sentence_without_english_is_said_in_french():
    with speaking("en"):
        assert say("Une phrase nouvelle, {nom}.", nom="Épinal") == "Une phrase nouvelle, Épinal."


def test_braces_without_values_are_left_alone():
    assert say('[{"nom": …}]') == '[{"nom": …}]'


@pytest.mark.parametrize(
    ("language", "number", "one"),
    [("fr", 0, True), ("fr", 1.5, True), ("fr", 2, False), ("en", 0, False), ("en", 1, True), ("en", 1.5, False)],
)
def test_each_language_has_its_plural(language, number, one):
    with speaking(language):
        told = counted(number, "{left_out} commune sur {communes}", "{left_out} communes sur {communes}",
                       left_out=number, communes=3)  # fmt: skip
    assert told.split()[1] == ("commune" if one else "communes")


def test_lists_end_as_sentences_do():
    assert listed(["Paris", "Lyon", "Marseille"]) == "Paris, Lyon et Marseille"
    with speaking("en"):
        assert listed(["Paris", "Lyon"]) == "Paris and Lyon"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(12463067, 0, "12,463,067"), (1234.5, 1, "1,234.5"), (-0.35, 2, "−0.35"), (2.5, 0, "3"), (None, 0, "–")],
)
def test_numbers_in_english(value, decimals, text):
    with speaking("en"):
        assert format_number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (21620, "€", 0, "€21,620"),
        (-5, "€", 0, "−€5"),
        (22, "%", 1, "22.0%"),
        (1.2, "% par an", 1, "1.2% a year"),
        (3, "logements", 0, "3\u00a0dwellings"),
        (1, "logements", 0, "1\u00a0dwelling"),
        (1, "dwellings", 0, "1\u00a0dwelling"),
        (1.5, "logements", 1, "1.5\u00a0dwellings"),
        (97783, "hab.", 0, "97,783\u00a0people"),
        (3.5, "", 1, "3.5"),
        (None, "€", 0, "–"),
    ],
)
def test_values_carry_their_unit_in_english(value, unit, decimals, text):
    with speaking("en"):
        assert format_value(value, unit, decimals) == text


@pytest.mark.parametrize(
    ("iso", "french", "english"),
    [
        ("2018-07-04", "04/07/2018", "4 Jul 2018"),
        ("2018-07", "07/2018", "Jul 2018"),
        ("2018", "2018", "2018"),
        ("2018-99-99", "99/99/2018", "99/99/2018"),
        ("", "", ""),
    ],
)
def test_dates(iso, french, english):
    assert french_date(iso) == french
    with speaking("en"):
        assert french_date(iso) == english


@pytest.mark.parametrize(("text", "language"), [("en", "en"), ("fr", "fr"), ("<b>", "fr"), ("", "fr"), (None, "fr")])
def test_an_unknown_language_is_french(text, language):
    assert parse_language(text) == language


def test_what_is_kept_is_kept_by_language():
    calls = []

    @kept(maxsize=8)
    def told(name):
        calls.append(name)
        return say("pas de donnée")

    for _ in range(2):
        assert told("a") == "pas de donnée"
        with speaking("en"):
            assert told("a") == "no data"
    assert calls == ["a", "a"]


def test_two_readers_do_not_meet():
    def read(language):
        speak(language)
        return [say("pas de donnée") for _ in range(200)]

    with ThreadPoolExecutor(2) as pool:
        french, english = pool.map(lambda one: contextvars.Context().run(read, one), ["fr", "en"])
    assert (set(french), set(english)) == ({"pas de donnée"}, {"no data"})


def test_what_several_ask_for_at_once_is_written_once_and_a_failure_by_each():
    written = []

    @kept(maxsize=8)
    def told(name):
        time.sleep(0.05)
        written.append(name)
        if name == "faux":
            raise ValueError(name)
        return name.upper()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(told, ["nantes"] * 4)) == ["NANTES"] * 4
        assert written == ["nantes"]
        failed = [pool.submit(told, "faux") for _ in range(3)]
        assert [str(one.exception(10)) for one in failed] == ["faux"] * 3
    assert told("nantes") == "NANTES"
    assert written.count("nantes") == 1
