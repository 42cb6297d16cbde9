"""Which rows of the lists may be one place: pairs worth comparing, compared, and what is said of each."""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.spatial import KDTree

from citeoscope.places.evidence import LIKE, NEAR_M, WITHIN, networks, reasons, score, verdict
from citeoscope.places.names import address_key, siret_key, site_key, telling, words_of
from citeoscope.territory.codes import parent_commune

SAME, TO_DECIDE = "same", "to_decide"
COLUMNS: Final = ("first", "second", "score", "reason", "verdict")
PRECISE: Final = frozenset({"coordinates", "housenumber", "street"})
"""Precisions whose point says something on a distance: a point that stands for a commune or a hamlet does not."""
_WORTH_NAME: Final = 70
_MOST_SHARED: Final = 40
"""Rows that share an address, a site or a SIRET beyond which it is a directory's, and no longer tells a place."""
_EARTH_M: Final = 6_371_008.8
_Pairs = NDArray[np.int64]


def candidates(listed: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of rows that may be the same place.

    Parameters
    ----------
    listed
        From `citeoscope.places.listed.listed`.

    Returns
    -------
    pandas.DataFrame
        `first, second` (ids, `first` before `second` in alphabetical order), `score` (what the facts weigh together),
        `reason` (French), `verdict`: `same`, or `to_decide`. One row per pair, in the order of the ids; other pairs are
        dropped.
    """
    rows = _read(listed)
    pairs = _worth_comparing(rows)
    facts = _facts(rows, pairs)
    scores = score(facts)
    said = verdict(facts, scores)
    kept = (said != "").to_numpy()
    ids = rows["id"].to_numpy()
    return pd.DataFrame(
        {
            "first": ids[pairs[kept, 0]],
            "second": ids[pairs[kept, 1]],
            "score": scores[kept].to_numpy(),
            "reason": reasons(facts[kept]),
            "verdict": said[kept].to_numpy(),
        },
        columns=list(COLUMNS),
    )


def _read(listed: pd.DataFrame) -> pd.DataFrame:
    """Return what is compared of each row, by id."""
    rows = listed.drop_duplicates("id").sort_values("id", kind="stable").reset_index(drop=True)
    communes = rows["commune"].tolist()
    own = [telling(name, commune) for name, commune in zip(rows["nom"], communes, strict=True)]
    whole = [" ".join(words_of(name)) for name in rows["nom"]]
    placed = rows["precision"].isin(PRECISE) & rows["latitude"].notna() & rows["longitude"].notna()
    sites = pd.Series([site_key(site) for site in rows["site_web"]], index=rows.index, dtype="object")
    home = pd.Series([parent_commune(code) for code in rows["code_insee"]], index=rows.index, dtype="object")
    return pd.DataFrame(
        {
            "id": rows["id"],
            "list": rows["dataset"],
            "home": home,
            "around": home.groupby(home).transform("size").where(home != "", len(rows)),
            "tells": [bool(words) for words in own],
            "words": [words or all_words for words, all_words in zip(own, whole, strict=True)],
            "address": [address_key(one, home) for one, home in zip(rows["adresse"], communes, strict=True)],
            "site": sites,
            "network": networks(sites, rows["dataset"]),
            "siret": [siret_key(pivot) for pivot in rows["pivot"]],
            "latitude": rows["latitude"].where(placed),
            "longitude": rows["longitude"].where(placed),
        }
    )


def _worth_comparing(rows: pd.DataFrame) -> _Pairs:
    """Return the positions of the pairs to compare, each once, the lower first."""
    joint = rows["home"] + " " + rows["address"]
    found = [
        *(_named_alike(rows, block) for block in _blocks(rows["home"].where(rows["words"] != "", ""))),
        *(_every(block) for block in _blocks(joint.where(rows["address"] != "", "")) if len(block) <= _MOST_SHARED),
        *(_every(block) for block in _blocks(rows["site"]) if len(block) <= _MOST_SHARED),
        *(_every(block) for block in _blocks(rows["siret"]) if len(block) <= _MOST_SHARED),
        _near(rows),
    ]
    return np.unique(np.concatenate(found), axis=0)


def _blocks(keys: pd.Series) -> list[NDArray[np.int64]]:
    told = keys[keys != ""]
    where = told.index.to_numpy(dtype="int64")
    return [where[np.sort(block)] for block in told.groupby(told).indices.values() if len(block) > 1]


def _every(block: NDArray[np.int64]) -> _Pairs:
    one, other = np.triu_indices(len(block), 1)
    return np.column_stack([block[one], block[other]])


def _named_alike(rows: pd.DataFrame, block: NDArray[np.int64]) -> _Pairs:
    names = rows["words"].to_numpy()[block]
    joined = [name.replace(" ", "") for name in names]
    alike = process.cdist(joined, joined, scorer=fuzz.ratio, score_cutoff=_WORTH_NAME, dtype=np.uint8)
    inside = process.cdist(names, names, scorer=fuzz.token_set_ratio, score_cutoff=LIKE, dtype=np.uint8)
    one, other = np.nonzero(np.triu((alike > 0) | (inside > 0), 1))
    return np.column_stack([block[one], block[other]])


def _near(rows: pd.DataFrame) -> _Pairs:
    """Return the pairs of precise points within 300 m, by their chord: at that scale it is the distance."""
    placed = np.flatnonzero(rows["latitude"].notna())
    if len(placed) < 2:  # noqa: PLR2004 - a pair
        return np.empty((0, 2), dtype=np.int64)
    close = KDTree(_on_sphere(rows.iloc[placed])).query_pairs(NEAR_M, output_type="ndarray")
    pairs: _Pairs = np.sort(placed[close], axis=1)
    if len(pairs) == 0:
        return pairs
    names = rows["words"].to_numpy()
    alike = process.cpdist(names[pairs[:, 0]], names[pairs[:, 1]], scorer=fuzz.token_set_ratio)
    return pairs[alike >= _WORTH_NAME]


def _on_sphere(rows: pd.DataFrame) -> NDArray[np.float64]:
    latitude, longitude = (np.radians(rows[column].to_numpy(dtype="float64")) for column in ("latitude", "longitude"))
    flat = np.cos(latitude)
    return _EARTH_M * np.column_stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])


def _facts(rows: pd.DataFrame, pairs: _Pairs) -> pd.DataFrame:
    one, other = (rows.iloc[pairs[:, side]].reset_index(drop=True) for side in (0, 1))
    joined = [side["words"].str.replace(" ", "") for side in (one, other)]
    ordered = process.cpdist(one["words"].tolist(), other["words"].tolist(), scorer=fuzz.token_sort_ratio)
    together = process.cpdist(joined[0].tolist(), joined[1].tolist(), scorer=fuzz.ratio)
    within = process.cpdist(one["words"].tolist(), other["words"].tolist(), scorer=fuzz.token_set_ratio)
    named = (one["words"] != "") & (other["words"] != "")
    return pd.DataFrame(
        {
            "name": np.where(named, np.maximum(ordered, together), 0.0),
            "within": np.where(named & (within >= WITHIN), float(WITHIN), 0.0),
            "letters": np.minimum(joined[0].str.len(), joined[1].str.len()),
            "tells": one["tells"] & other["tells"],
            "metres": np.linalg.norm(_on_sphere(one) - _on_sphere(other), axis=1),
            "address": _same(one["address"], other["address"]),
            "site": _same(one["site"], other["site"]),
            "siret": _same(one["siret"], other["siret"]),
            "siren": (one["siret"].str[:9] == other["siret"].str[:9]) & (one["siret"] != ""),
            "network": one["network"] | other["network"],
            "one_list": one["list"] == other["list"],
            "around": np.maximum(one["around"], other["around"]),
        }
    )


def _same(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return 1 where both say the same, 0 where they say otherwise, NaN where one says nothing."""
    return (one == other).astype("float64").where((one != "") & (other != ""))
