"""The English catalogue holds every sentence of the product, and nothing else."""

import re

import pytest
import said

from citeoscope.errors import CatalogueError
from citeoscope.language.catalogue import FOLDER, english, read_catalogue

TEXTS = said.texts()
FRENCH_MARKS = re.compile(r"[«»]| [:;?!]|\u202f|(?<![\w-])(?:les|des|est|sont|une|dans|pour|avec|sur|qui|pas)(?![\w-])")


def test_every_sentence_has_its_english():
    absent = {one.french: one.where for one in TEXTS if one.french not in english()}
    listed = "\n".join(f"{where}: {text}" for text, where in absent.items())
    assert not absent, f"Say these in English, in {FOLDER}:\n{listed}"


def test_the_catalogue_says_nothing_that_the_product_does_not():
    assert sorted(set(english()) - {one.french for one in TEXTS}) == []


def test_an_english_sentence_has_no_hole_that_is_not_given():
    given = {one.french: one.given or said.holes(one.french) for one in TEXTS}
    wrong = [text for text, told in english().items() if not said.holes(told) <= given.get(text, said.holes(told))]
    assert wrong == []


def test_a_sentence_is_given_the_values_of_its_holes():
    wrong = [one for one in TEXTS if one.given and not said.holes(one.french) <= one.given]
    assert wrong == []


def test_english_is_written_as_english():
    # Holes, quoted texts, and the French articles that a column holds.
    kept = re.compile(r"Défenseur des droits|“[^”]*”|\{\w+\}|\d \w+’?(?: \(\w+\))?(?=,|$)")
    strange = [told for told in english().values() if FRENCH_MARKS.search(kept.sub("x", told))]
    assert strange == []


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a": '"un" = "one"', "b": '"un" = "a"'}, "deux traductions"),
        ({"a": '"un" = 1'}, "pas un texte"),
        ({"a": "un = "}, "a.toml"),
    ],
)
def test_a_wrong_catalogue_is_refused_and_says_where(tmp_path, files, why):
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=why):
        read_catalogue(tmp_path)


def test_tables_only_part_what_is_read_together(tmp_path):
    (tmp_path / "a.toml").write_text('"un" = "one"\n[suite]\n"deux" = "two"\n', encoding="utf-8")
    assert read_catalogue(tmp_path) == {"un": "one", "deux": "two"}


def test_nothing_is_said_when_a_module_is_read():
    """A text said then would keep the language of whoever came first: it is marked by `phrase`, and said later."""
    assert said.said_at_import() == []
