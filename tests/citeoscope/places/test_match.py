"""Which rows of the lists may be one place, measured on pairs of the embedded lists that a person told apart."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeoscope.paths import DATA
from citeoscope.places.listed import COLUMNS, listed
from citeoscope.places.match import candidates
from citeoscope.places.names import site_key, telling

PAIRS = pd.read_csv(Path(__file__).with_name("pairs.csv"), dtype=str)


def rows(*told):
    """Make rows of lists from the fields that matter."""
    texts = dict.fromkeys(COLUMNS, "")
    blank = texts | {"latitude": float("nan"), "longitude": float("nan"), "precision": "none", "code_insee": "88304"}
    return pd.DataFrame([blank | {"id": f"l{n}:1", "dataset": f"l{n}"} | one for n, one in enumerate(told)])


@pytest.fixture(scope="module")
def found(embedded):
    return candidates(listed(embedded, DATA / "local"))


def test_the_verdicts_agree_with_those_of_a_person(found):
    """Sure pairs are the same place; pairs of one place are never dropped in silence."""
    verdict = dict(zip(zip(found["first"], found["second"], strict=True), found["verdict"], strict=True))
    told = [(verdict.get((one.first, one.second), "apart"), one.truth) for one in PAIRS.itertuples()]
    assert len(told) >= 150
    sure = [truth for said, truth in told if said == "same"]
    assert len(sure) >= 50
    assert sure.count("same") == len(sure)
    same = [said for said, truth in told if truth == "same"]
    assert sum(said != "apart" for said in same) / len(same) >= 0.85
    apart = [said for said, truth in told if truth == "apart"]
    assert sum(said == "apart" for said in apart) / len(apart) >= 0.85


def test_pairs_are_given_once_in_order(found):
    assert (found["first"] < found["second"]).all()
    assert not found.duplicated(["first", "second"]).any()
    assert found["score"].between(0, 1).all()


def test_two_rows_of_one_list_are_never_brought_together_for_their_names_alone():
    pair = rows({"nom": "La Fabrique"}, {"nom": "La Fabrique"}).assign(dataset="l0")
    assert "same" not in set(candidates(pair)["verdict"])


def test_the_same_siret_under_another_name_is_asked():
    pair = rows({"nom": "La Fabrique", "pivot": "123 456 789 00012"}, {"nom": "SCIC Utopic", "pivot": "12345678900012"})
    assert candidates(pair)["verdict"].tolist() == ["to_decide"]
    assert "même\u00a0SIRET" in candidates(pair)["reason"].iloc[0]


def test_two_precise_points_a_kilometre_apart_are_never_brought_together_for_their_names():
    near = {"nom": "Le Quai", "precision": "coordinates", "latitude": 48.30, "longitude": 6.13}
    far = near | {"latitude": 48.32}
    assert "same" not in set(candidates(rows(near, far))["verdict"])
    assert candidates(rows(near, near))["verdict"].tolist() == ["same"]


@pytest.mark.parametrize(
    "name", ["", "<img src=x onerror=alert(1)>", "\u202eeuqirbaF", "=1+1", "espace coworking", "🙂"]
)
def test_hostile_and_empty_names_are_compared_like_others(name):
    assert set(candidates(rows({"nom": name}, {"nom": "Le Quai"})).columns) >= {"first", "second", "reason"}


@given(st.permutations(range(5)))
def test_the_order_of_the_rows_changes_nothing(order):
    told = rows(*({"nom": name} for name in ("Le Quai", "Le  Quai", "La Fabrique", "Fabrique (la)", "Utopic")))
    one, other = candidates(told), candidates(told.iloc[order])
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    ("text", "site"),
    [("https://www.Lab01.fr/", "lab01.fr"), ("lab01.fr/contact/", "lab01.fr/contact"), ("en cours", ""), ("", "")],
)
def test_a_web_address_is_compared_without_what_changes_nothing(text, site):
    assert site_key(text) == site


@given(st.text(max_size=60))
def test_a_name_is_read_whatever_it_holds(name):
    assert telling(name, "Mirecourt") == telling(name, "Mirecourt").strip()
