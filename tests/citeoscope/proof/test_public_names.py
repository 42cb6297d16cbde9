"""Every public name tells what it takes, gives and refuses, and stands on the API page that `make docs` builds."""

import builtins
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
import shapely

import citeoscope as co
from citeoscope import errors

ROOT = Path(__file__).resolve().parents[3]
FUNCTIONS = [name for name in co.__all__ if inspect.isfunction(getattr(co, name))]
SECTION = re.compile(r"^(\w+)\n-{3,}\n", re.MULTILINE)
# A call of each function that its docstring says it refuses.
REFUSED = {
    "aggregate": lambda: co.aggregate("bonheur", "france"),
    "around": lambda: co.around(2.3, 48.8, -1),
    "beside": lambda: co.beside("population", "region:99"),
    "board": lambda: co.board("bonheur", "region:11"),
    "change": lambda: co.change("population", "region:11", "1900", "2023"),
    "choropleth": lambda: co.choropleth("population", "region:99"),
    "crossed": lambda: co.crossed("revenu_median", "bonheur", "region:11"),
    "describe": lambda: co.describe("bonheur"),
    "difference": lambda: co.difference("commune:92050", "departement:92"),
    "figures": lambda: co.figures(["bonheur"], ["france"]),
    "intersection": lambda: co.intersection("commune:92050", "departement:88"),
    "listed": lambda: co.listed("  "),
    "near": lambda: co.near("commune:99999", 3),
    "nearest": lambda: co.nearest("commune:99999"),
    "outline": lambda: co.outline("region:99"),
    "outlined": lambda: co.outlined("absent.geojson"),
    "perimeter": lambda: co.perimeter("commune:92050-commune:92050"),
    "profile": lambda: co.profile("bonheur", "france"),
    "read": lambda: co.read("bonheur"),
    "select": lambda: co.select("population", "france", "quartier"),
    "sentence": lambda: co.sentence("bonheur", "commune:92050"),
    "series": lambda: co.series("population", "region:99"),
    "similar": lambda: co.similar("commune:99999"),
    "standing": lambda: co.standing("bonheur", "commune:92050"),
    "union": lambda: co.union("region:99", "region:11"),
    "within": lambda: co.within(shapely.Point(2, 48)),
}


def sections(name):
    """The sections of a docstring: title -> the names listed in it."""
    parts = SECTION.split(inspect.getdoc(getattr(co, name)))
    entries = {
        title: [line for line in text.splitlines() if line and not line.startswith(" ")]
        for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    return {title: [one for line in lines for one in line.split(", ")] for title, lines in entries.items()}


@pytest.mark.parametrize("name", co.__all__)
def test_a_public_name_says_what_it_is_in_one_sentence(name):
    first = inspect.getdoc(getattr(co, name)).splitlines()[0]
    assert first.endswith(".")
    assert len(first) <= 120


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_parameters_told_are_those_of_the_signature(name):
    signature = inspect.signature(getattr(co, name))
    told = [one.lstrip("*") for one in sections(name).get("Parameters", [])]
    assert told == list(signature.parameters)
    assert sections(name)["Returns"]
    assert signature.return_annotation is not inspect.Signature.empty


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_a_function_raises_is_told_and_true(name):
    told = sections(name).get("Raises", [])
    classes = tuple(getattr(errors, one, None) or getattr(builtins, one) for one in told)
    assert all(issubclass(one, Exception) for one in classes)
    if name not in REFUSED:
        assert not told
        return
    with pytest.raises(classes) as caught:
        REFUSED[name]()
    assert str(caught.value).rstrip().endswith((".", "?"))


def test_only_two_functions_refuse_nothing():
    """A search that finds nothing is empty; the list of indicators takes no argument."""
    assert set(FUNCTIONS) - set(REFUSED) == {"indicators", "search"}
    assert co.search("zzzz") == ()


def test_the_api_page_has_every_public_name_and_calls_no_other_host(tmp_path):
    recipe = re.search(r"^docs:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    options = recipe.group(1).split("-m pdoc ")[1].splitlines()[0].split(" -o ")[0].split()
    subprocess.run([sys.executable, "-m", "pdoc", *options, "-o", str(tmp_path), "citeoscope"], check=True, cwd=ROOT)
    page = (tmp_path / "citeoscope.html").read_text(encoding="utf-8")
    assert [name for name in co.__all__ if f'<section id="{name}">' not in page] == []
    assert "<strong>longitude, latitude</strong>: The centre (EPSG:4326, degrees), read to the metre." in page
    assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"https?:", page)
    assert str(ROOT) not in page
