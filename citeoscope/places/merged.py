"""Places brought together: one row per real place, which keeps what each list says of it with its date. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from citeoscope.places.decisions import Decision
from citeoscope.places.match import SAME
from citeoscope.signals import Accepted

FIELDS: Final = (
    "nom",
    "type",
    "adresse",
    "code_postal",
    "commune",
    "code_insee",
    "pivot",
    "site_web",
    "presentation",
    "horaires",
    "ouverture",
)
ACCEPTED: Final = "Signalement accepté"
"""Source of what a person said of a place and whoever keeps the lists accepted."""
_FINEST: Final = ("coordinates", "housenumber", "street", "locality", "commune", "none")

ADDRESS: Final = ("adresse", "code_postal", "commune", "code_insee")
Pair = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Merged:
    """The places of all lists, each once.

    Attributes
    ----------
    places
        One row per place: `id` (that of the row shown first), the fields of `listed` without `dataset`, `source`,
        `label`, `licence`, `licence_url` and `date_maj`, and `members` (ids of its rows), `datasets`, `sources`,
        `labels`, `licences` (tuples, each text once) and `verified_on` (latest date at which a list was checked).
    facts
        `place, field, value, source, date`: what each list says of each place.
    to_decide
        Pairs that nobody has decided and that are in two places: `first, second, score, reason`.
    """

    places: pd.DataFrame
    facts: pd.DataFrame
    to_decide: pd.DataFrame


def merged(
    listed: pd.DataFrame,
    pairs: pd.DataFrame,
    decisions: Sequence[Decision] = (),
    accepted: Sequence[Accepted] = (),
) -> Merged:
    """Bring together the rows that are the same place.

    Of each field, what the most recently checked list says is shown; the position is the most precise one, and the most
    recent of equally precise ones. Nothing is made up: a field that no list fills stays empty.

    Parameters
    ----------
    listed
        From `citeoscope.places.listed.listed`.
    pairs
        From `citeoscope.places.match.candidates`.
    decisions
        What people decided: « apart » holds against any likeness, « merge » needs none.
    accepted
        What people said of places being open or closed, once accepted: it holds until a list says so later.

    Returns
    -------
    Merged
    """
    decided = {(one.first, one.second): one.decision for one in decisions}
    known = set(listed["id"])
    apart = {pair for pair, decision in decided.items() if decision == "apart"}
    wanted = [pair for pair, decision in decided.items() if decision == "merge" and set(pair) <= known]
    alike = {(str(one["first"]), str(one["second"])): one for one in pairs.to_dict("records")}
    sure = sorted(
        (pair for pair, one in alike.items() if one["verdict"] == SAME and pair not in decided),
        key=lambda pair: (-alike[pair]["score"], pair),
    )
    groups = _grouped(known, wanted, sure, apart, set(alike) | set(wanted))
    ordered = listed.assign(_rank=range(len(listed))).sort_values(
        ["date_maj", "_rank"], ascending=[False, True], kind="stable"
    )
    place_of = {row: min(group) for group in groups for row in group}
    by_place: dict[str, list[Mapping[Any, Any]]] = {}
    for row in ordered.to_dict("records"):
        by_place.setdefault(place_of.get(row["id"], row["id"]), []).append(row)
    said = {one.place: one for one in accepted}
    places = pd.DataFrame([_place(members, said) for members in by_place.values()])
    shown = {
        member: str(one) for one, members in zip(places["id"], places["members"], strict=True) for member in members
    }
    facts = [
        (shown[row["id"]], field, row[field], row["source"], row["date_maj"])
        for row in ordered.to_dict("records")
        for field in (*FIELDS, "label")
        if row[field]
    ]
    facts += [(shown[one.place], "ouverture", one.state, ACCEPTED, one.on) for one in accepted if one.place in shown]
    still = [
        (first, second) not in decided and shown[first] != shown[second]
        for first, second in zip(pairs["first"], pairs["second"], strict=True)
    ]
    open_pairs = pairs.loc[pd.Series(still, index=pairs.index, dtype=bool)]
    return Merged(
        places.reset_index(drop=True),
        pd.DataFrame(facts, columns=["place", "field", "value", "source", "date"]),
        open_pairs.drop(columns="verdict").reset_index(drop=True),
    )


def _grouped(
    known: set[str], wanted: Iterable[Pair], sure: Iterable[Pair], apart: set[Pair], allowed: Iterable[Pair]
) -> list[set[str]]:
    """Join rows pair by pair, the surest first: two groups join only if each row of one may be each of the other."""
    group = {row: {row} for row in known}
    may = frozenset(allowed)

    def join(pair: Pair, *, decided: bool) -> None:
        one, other = group[pair[0]], group[pair[1]]
        if one is other:
            return
        crossing = {(min(a, b), max(a, b)) for a in one for b in other}
        if crossing & apart or not (decided or crossing <= may):
            return
        one |= other
        for row in other:
            group[row] = one

    for pair in wanted:
        join(pair, decided=True)
    for pair in sure:
        join(pair, decided=False)
    return [members for members in {id(one): one for one in group.values()}.values() if len(members) > 1]


def _place(members: list[Mapping[Any, Any]], said: Mapping[str, Accepted]) -> dict[str, Any]:
    """Return what is shown of a place; its rows come most recently checked first."""
    first = members[0]
    finest = min(
        members, key=lambda row: _FINEST.index(row["precision"]) if row["precision"] in _FINEST else len(_FINEST)
    )
    told = {field: next((row[field] for row in members if row[field]), "") for field in FIELDS}
    # An address is one row's: the street of one list beside the commune of another would be nowhere.
    home = next((row for row in members if row["adresse"]), next((row for row in members if row["code_insee"]), first))
    told |= {field: home[field] for field in ADDRESS}
    verified_on = max(row["date_maj"] for row in members)
    if heard := max((said[row["id"]] for row in members if row["id"] in said), key=lambda one: one.on, default=None):
        listed_on = next((row["date_maj"] for row in members if row["ouverture"]), "")
        told["ouverture"] = heard.state if heard.on >= listed_on else told["ouverture"]
        verified_on = max(verified_on, heard.on)
    return {
        "id": first["id"],
        **told,
        "latitude": finest["latitude"],
        "longitude": finest["longitude"],
        "precision": finest["precision"],
        "members": tuple(row["id"] for row in members),
        "datasets": _once(row["dataset"] for row in members),
        "sources": _once(row["source"] for row in members),
        "labels": _once(row["label"] for row in members if row["label"]),
        "licences": _once(row["licence"] for row in members if row["licence"]),
        "verified_on": verified_on,
    }


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
