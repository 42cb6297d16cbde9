"""The doubtful pairs as groups: places that may all be one, decided of at once. Pure."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from citeoscope.places.merged import Merged


@dataclass(frozen=True, slots=True)
class Doubt:
    """Places that may be one.

    Attributes
    ----------
    places
        Ids of the places, as in `Merged.places`, in alphabetical order.
    members
        For each place, the ids of its rows.
    pairs
        The pairs of rows that are alike.
    reasons
        For each pair, what speaks for and against, in French.
    score
        That of the pair most alike.
    """

    places: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    pairs: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    score: float


def doubts(whole: Merged) -> tuple[Doubt, ...]:
    """Return the groups of places to decide of: places linked by doubtful pairs, directly or through others.

    Parameters
    ----------
    whole
        The places brought together.

    Returns
    -------
    tuple[Doubt, ...]
        Most alike first.
    """
    pairs = whole.to_decide
    if pairs.empty:
        return ()
    members = dict(zip(whole.places["id"], whole.places["members"], strict=True))
    home = {row: place for place, rows in members.items() for row in rows}
    first, second = pairs["first"].map(home), pairs["second"].map(home)
    ids = sorted({*first, *second})
    rank = {place: number for number, place in enumerate(ids)}
    links = (np.ones(len(pairs)), (first.map(rank).to_numpy(), second.map(rank).to_numpy()))
    count, group_of = connected_components(coo_array(links, shape=(len(ids), len(ids))), directed=False)
    group_of_pair = group_of[links[1][0]]
    found = []
    for group in range(count):
        places = tuple(place for place in ids if group_of[rank[place]] == group)
        told = pairs[group_of_pair == group]
        found.append(
            Doubt(
                places,
                tuple(tuple(members[place]) for place in places),
                tuple(zip(told["first"], told["second"], strict=True)),
                tuple(told["reason"]),
                float(told["score"].max()),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.score, one.places)))
