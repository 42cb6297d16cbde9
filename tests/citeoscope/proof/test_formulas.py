"""A formula is arithmetic on named figures, and nothing else of Python."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeoscope.catalogue.formula import compute, names_of

NAMES = ["naissances", "deces", "maisons_habitees"]
numbers = st.integers(0, 1000).map(str) | st.floats(0, 1000, allow_nan=False).map(lambda one: f"{one:.3f}")
names = st.sampled_from(NAMES)
formulas = st.recursive(
    names | numbers,
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda one: f"({one[0]} {one[1]} {one[2]})")
        | inner.map(lambda one: f"-({one})")
    ),
    max_leaves=12,
)
values = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3)


@settings(max_examples=300, deadline=None)
@given(formulas.filter(lambda text: any(name in text for name in NAMES)), values)
def test_a_formula_gives_what_python_gives(formula, figures):
    frame = pd.DataFrame({name: [figure] for name, figure in zip(NAMES, figures, strict=True)}, index=["88160"])
    try:
        names_of(formula)
    except ValueError:
        # Only where the divisor is made of numbers alone and comes to zero: known before any figure is read.
        with pytest.raises(ValueError, match="divise par zéro"):
            compute(formula, frame)
        return
    told = compute(formula, frame)
    assert list(told.index) == ["88160"]
    scope = {name: np.float64(figure) for name, figure in zip(NAMES, figures, strict=True)}
    # Numbers as numpy's, which divide by zero as a frame does, without an exception.
    literal = "".join(f"n({part})" if part[:1].isdigit() else part for part in _tokens(formula))
    with np.errstate(all="ignore"):
        expected = eval(literal, {"__builtins__": {}, "n": np.float64}, scope)
    np.testing.assert_equal(told.iloc[0], float(expected))
    assert set(names_of(formula)) == {name for name in NAMES if name in formula}


def _tokens(formula):
    out, number = [], ""
    for letter in formula:
        if letter.isdigit() or letter == ".":
            number += letter
            continue
        out += [number, letter]
        number = ""
    return [*out, number]


@pytest.mark.parametrize(
    "formula",
    [
        "naissances.__class__",
        "naissances.values",
        "__import__('os')",
        "naissances()",
        "naissances[0]",
        "naissances ** 999999",
        "naissances // 2",
        "naissances % 2",
        "naissances if deces else 1",
        "naissances and deces",
        "naissances == deces",
        "[naissances]",
        "{naissances}",
        "lambda: naissances",
        "(x := naissances)",
        "f'{naissances}'",
        "naissances + 'a'",
        "naissances + True",
        "naissances + 1j",
        "naissances @ deces",
        "~naissances",
        "naissances, deces",
        "*naissances",
        "naissances; deces",
        "import os",
        "naissances +",
        "",
        "1 + 1",
        "naissances / 0",
        "naissances + 0 / 0",
        "naissances / (1 - 1)",
        "naissances * 1" + "0" * 400,
        "naissances * 1e999",
        "(" * 245 + "naissances" + ")" * 245,
        "naissances + " * 100 + "deces",
    ],
)
def test_what_is_not_arithmetic_is_refused(formula):
    with pytest.raises(ValueError, match="formule"):
        names_of(formula)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_formula_or_is_refused(text):
    try:
        found = names_of(text)
    except ValueError:
        return
    assert found
    assert all(name.isidentifier() for name in found)


def test_an_unknown_name_is_said():
    with pytest.raises(ValueError, match=r"colonne inconnue .* bonheur"):
        compute("naissances + bonheur", pd.DataFrame({"naissances": [1.0]}))


def test_a_hole_stays_a_hole():
    frame = pd.DataFrame({"naissances": [math.nan, 1.0], "deces": [0.0, 0.0]})
    assert compute("naissances * deces", frame).isna().tolist() == [True, False]
