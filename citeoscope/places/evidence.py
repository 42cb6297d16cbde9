"""What speaks for and against two rows being one place, weighed in bits. Pure.

The weights of independent facts add up, as in record linkage (I. P. Fellegi and A. B. Sunter, «A theory for record
linkage», Journal of the American Statistical Association 64, 1969). They are set by hand and measured on pairs labelled
by hand (`tests/citeoscope/places/pairs.csv`): they rank pairs, they are not frequencies.
"""

from typing import Final

import numpy as np
import pandas as pd

from citeoscope.numbers import NO_BREAK, format_value

SAME_FROM: Final = 0.9
ASK_FROM: Final = 0.2
SPELLED_ALIKE: Final = 95
LIKE: Final = 85
WITHIN: Final = 100
NEAR_M: Final = 300.0
_DOOR_M: Final = 50.0
_FAR_M: Final = 1000.0
_ELSEWHERE_M: Final = 5000.0
_HALF_LIKE: Final = 70
_NETWORK: Final = 2
"""A site that more rows of one list give is that of a network of places."""


def score(facts: pd.DataFrame) -> pd.Series:
    """Weigh the facts of each pair.

    Parameters
    ----------
    facts
        One row per pair: `name` (0–100, likeness of the telling words), `within` (0–100, one name inside the other),
        `letters` (of the shorter name), `tells` (both names have telling words), `metres` (NaN when a position is not
        known to the street), `address`, `site`, `siret` (1 the same, 0 another, NaN one is not told), `siren` (the same
        enterprise), `network` (the site is that of several places), `one_list` (both in one list), `around` (rows of
        their commune).

    Returns
    -------
    pandas.Series
        `score`, from 0 to 1.
    """
    bits = _name(facts) + _position(facts) + _identity(facts) + _before(facts)
    return pd.Series(1.0 / (1.0 + np.exp2(-bits.clip(-60.0, 60.0))), index=facts.index, name="score")


def verdict(facts: pd.DataFrame, scores: pd.Series) -> pd.Series:
    """Return `same`, `to_decide`, or an empty text for a pair that is not worth asking about.

    A contradiction is never settled by a score: far apart with another address, another SIRET, or one list that holds
    both without one address or position, are asked.
    """
    here = (facts["metres"] <= NEAR_M) | (facts["address"] == 1)
    far = (facts["metres"] > _FAR_M) & (facts["address"] != 1)
    other = facts["siret"] == 0
    sure = (scores >= SAME_FROM) & ~far & ~other & (~facts["one_list"] | here | (facts["siret"] == 1))
    said = np.select([sure, scores >= ASK_FROM], ["same", "to_decide"], default="")
    return pd.Series(said, index=facts.index, name="verdict")


def reasons(facts: pd.DataFrame) -> list[str]:
    """Say in French what each pair has in common and what not: «noms à 92 % ; 40 m ; même site web»."""
    return [" ; ".join(_told(fact)) for fact in facts.itertuples(index=False)]


def _told(fact: object) -> list[str]:
    name, within, metres = (float(getattr(fact, key)) for key in ("name", "within", "metres"))
    told = [f"noms à {format_value(name, '%')}"]
    if within == WITHIN and name < SPELLED_ALIKE:
        told.append("un nom contient l’autre")
    if not getattr(fact, "tells"):  # noqa: B009 - a row of itertuples has no type
        told.append("un nom ne dit rien de propre")
    if np.isfinite(metres):
        told.append(format_value(metres, "m") if metres < _FAR_M else format_value(metres / _FAR_M, "km", 1))
    else:
        told.append("distance inconnue")
    for key, same, other in (
        ("address", "même adresse", "autre adresse"),
        ("site", "même site web", ""),
        ("siret", f"même{NO_BREAK}SIRET", f"autre{NO_BREAK}SIRET"),
    ):
        known = float(getattr(fact, key))
        told += [same] if known == 1 else [other] if known == 0 and other else []
    return told


def _name(facts: pd.DataFrame) -> pd.Series:
    letters = facts["letters"]
    cases = [
        ~facts["tells"] & (facts["name"] >= SPELLED_ALIKE),
        ~facts["tells"],
        facts["name"] >= SPELLED_ALIKE,
        facts["name"] >= LIKE,
        facts["within"] == WITHIN,
        facts["name"] >= _HALF_LIKE,
    ]
    # A longer name is less often shared by chance: about half a bit per letter.
    flat = np.ones(len(facts))
    bits = [
        3.0 * flat,
        0.0 * flat,
        (5 + 0.6 * letters).clip(upper=12).to_numpy(np.float64),
        (3 + 0.5 * letters).clip(upper=10).to_numpy(np.float64),
        (1 + 0.6 * letters).clip(upper=9).to_numpy(np.float64),
        flat,
    ]
    weighed = np.select([case.to_numpy(dtype=bool) for case in cases], bits, default=-5.0)
    return pd.Series(weighed, index=facts.index, dtype="float64")


def _position(facts: pd.DataFrame) -> pd.Series:
    metres = facts["metres"]
    bits = np.select(
        [metres <= _DOOR_M, metres <= NEAR_M, metres > _ELSEWHERE_M, metres > _FAR_M], [4.0, 3.0, -8.0, -3.0]
    )
    # One address at two distant points: one of them was badly placed, and says nothing.
    apart = np.where((facts["address"] == 1) & (metres > NEAR_M), 0.0, bits)
    return pd.Series(apart, index=facts.index) + facts["address"].map({1.0: 5.0, 0.0: -2.0}).fillna(0.0)


def _identity(facts: pd.DataFrame) -> pd.Series:
    site = facts["site"].map({1.0: 4.0, 0.0: -1.0}).fillna(0.0).where(~facts["network"], 0.0)
    other = np.where(facts["siren"], -1.0, -4.0)
    siret = np.select([facts["siret"] == 1, facts["siret"] == 0], [10.0, other], default=0.0)
    return site + pd.Series(siret, index=facts.index)


def _before(facts: pd.DataFrame) -> pd.Series:
    """Weigh what is known before any fact: the more places around, the less likely; a list seldom repeats itself."""
    around = np.log2(facts["around"].clip(lower=2))
    before: pd.Series = (-1.0 - around).where(~facts["one_list"], -6.0 - around / 2)
    return before


def networks(sites: pd.Series, lists: pd.Series) -> pd.Series:
    """Return which rows give the site of a network of places rather than that of one place."""
    given = sites.groupby([lists, sites]).transform("size")
    most = given.groupby(sites).transform("max")
    shared: pd.Series = (most > _NETWORK) & (sites != "")
    return shared
