"""Doubtful pairs are asked about in groups, and one decision settles a whole group."""

import pandas as pd
import pytest

from citeoscope.places.decisions import read_decisions
from citeoscope.places.doubts import doubts
from citeoscope.places.listed import COLUMNS
from citeoscope.places.merged import merged
from citeoscope.signals import Accepted
from pipelines.lists.decide import decide_group


def listed(*ids, **told):
    rows = [{**dict.fromkeys(COLUMNS, ""), "id": one, "nom": one, "dataset": one[0], "source": one[0]} for one in ids]
    frame = pd.DataFrame(rows).assign(latitude=48.0, longitude=6.0, precision="coordinates", date_maj="2023")
    return frame.assign(**told)


def alike(*pairs, verdict="to_decide"):
    return pd.DataFrame(
        [(first, second, 0.5, f"{first} comme {second}", verdict) for first, second in pairs],
        columns=["first", "second", "score", "reason", "verdict"],
    )


ROWS = listed("a:1", "b:1", "c:1", "d:1", "e:1")
PAIRS = alike(("a:1", "b:1"), ("b:1", "c:1"), ("d:1", "e:1"))


def test_places_linked_through_others_are_one_question():
    groups = doubts(merged(ROWS, PAIRS))
    assert [one.places for one in groups] == [("a:1", "b:1", "c:1"), ("d:1", "e:1")]
    assert groups[0].reasons == ("a:1 comme b:1", "b:1 comme c:1")


@pytest.mark.parametrize(
    ("same", "places"),
    [
        (range(3), [("a:1", "b:1", "c:1")]),
        ((), [("a:1",), ("b:1",), ("c:1",)]),
        ((0, 2), [("a:1", "c:1"), ("b:1",)]),
    ],
)
def test_one_decision_settles_a_group_in_the_same_plain_file(tmp_path, same, places):
    group = doubts(merged(ROWS, PAIRS))[0]
    decide_group(tmp_path, group.members, same)
    assert len((tmp_path / "doublons.csv").read_text(encoding="utf-8").splitlines()) == 4
    after = merged(ROWS, PAIRS, read_decisions(tmp_path))
    here = sorted(tuple(sorted(one)) for one in after.places["members"] if one[0] not in {"d:1", "e:1"})
    assert here == places
    assert [one.places for one in doubts(after)] == [("d:1", "e:1")]


def test_a_place_of_two_lists_is_decided_of_as_one():
    pairs = pd.concat([alike(("a:1", "b:1"), verdict="same"), alike(("b:1", "c:1"))], ignore_index=True)
    (group,) = doubts(merged(ROWS, pairs))
    assert group.members == (("a:1", "b:1"), ("c:1",))


def opening(state, on="2024-01-01", said="fermé"):
    rows = listed("a:1", ouverture=[state], date_maj=[on])
    place = merged(rows, alike(), accepted=[Accepted("a:1", said, "2024-06-01")]).places.iloc[0]
    return place["ouverture"], place["verified_on"]


def test_an_accepted_closure_counts_until_a_list_says_otherwise_later():
    assert opening("") == ("fermé", "2024-06-01")
    assert opening("ouvert") == ("fermé", "2024-06-01")
    assert opening("ouvert", on="2024-09-01") == ("ouvert", "2024-09-01")
