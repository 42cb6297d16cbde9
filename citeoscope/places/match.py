"""Which rows of the lists may be the same place: names, distance, address, web site, SIRET. Pure.

Only rows that share something are compared: a commune, a web page, a SIRET, or a spot. The thresholds were measured on
pairs of the embedded lists that people told apart (see `tests/citeoscope/places/pairs.csv`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process
from scipy.spatial import KDTree

from citeoscope.coverage.distance import geocentric
from citeoscope.numbers import format_value
from citeoscope.territory.geography import fold

SAME, TO_DECIDE = "same", "to_decide"
SURE_NAME: Final = 0.9
LIKELY_NAME: Final = 0.75
LOOSE_NAME: Final = 0.5
NEAR_M: Final = 300.0
FAR_M: Final = 1_000.0
"""Two precise points farther apart than that are two places, whatever their names."""
SPOT_M: Final = 40.0
SHARED_PAGE: Final = 3
"""A web page that more places than that give is the page of a network, and tells nothing."""
PRECISE: Final = frozenset({"coordinates", "housenumber"})
_ARTICLES: Final = ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "un", "une")
_KINDS: Final = (
    "association",
    "asso",
    "centre",
    "coworking",
    "cowork",
    "coworker",
    "espace",
    "espaces",
    "fab",
    "fablab",
)
_PLACES: Final = ("lab", "lieu", "lieux", "maison", "tiers", "travail")
EMPTY_WORDS: Final = frozenset((*_ARTICLES, *_KINDS, *_PLACES))
"""Words that so many names hold that they tell no place from another."""
COLUMNS: Final = ("first", "second", "score", "reason", "verdict")
_WWW: Final = re.compile(r"^www\d?\.")


def reduced(name: str, commune: str) -> str:
    """Return a name without the words that many places have, nor those of its commune; whole if none would be left."""
    words = fold(name).split()
    dull = EMPTY_WORDS | set(fold(commune).split())
    return " ".join(word for word in words if word not in dull) or " ".join(words)


def page_of(address: str) -> str:
    """Return host and path of a web address, without what changes nothing; empty when it is none."""
    try:
        parts = urlsplit(address.strip().lower() if "//" in address else f"//{address.strip().lower()}")
    except ValueError:
        return ""
    host = _WWW.sub("", parts.hostname or "")
    return f"{host}{parts.path.rstrip('/')}" if "." in host else ""


def candidates(listed: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of rows that may be the same place.

    Parameters
    ----------
    listed
        From `citeoscope.places.listed.listed`.

    Returns
    -------
    pandas.DataFrame
        `first, second` (ids, `first` before `second` in alphabetical order), `score` (0 to 1: likeness of the names),
        `reason` (French), `verdict`: `same`, or `to_decide`. One row per pair, sorted by ids; other pairs are dropped.
    """
    rows = listed.sort_values("id").reset_index(drop=True)
    names = [reduced(name, commune) for name, commune in zip(rows["nom"], rows["commune"], strict=True)]
    pages = _telling([page_of(site) for site in rows["site_web"]])
    pivots = rows["pivot"].str.replace(r"\D", "", regex=True).tolist()
    precise = (rows["precision"].isin(PRECISE) & rows["latitude"].notna()).to_numpy()
    metres = geocentric(rows["longitude"].to_numpy(), rows["latitude"].to_numpy())
    seen = _Seen(rows, names, pages, pivots, precise, metres)
    found = {*_by_name(rows["code_insee"].tolist(), names), *_by_key(pages), *_by_key(pivots), *_by_spot(seen)}
    judged = [seen.judge(i, j) for i, j in sorted(found)]
    return pd.DataFrame([one for one in judged if one is not None], columns=list(COLUMNS))


class _Seen:
    """The rows, and what is compared of them."""

    def __init__(  # noqa: PLR0913, PLR0917 - one list per thing compared
        self,
        rows: pd.DataFrame,
        names: list[str],
        pages: list[str],
        pivots: list[str],
        precise: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
        metres: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    ) -> None:
        self.names, self.pages, self.pivots = names, pages, pivots
        self.precise, self.metres = precise, metres
        self.ids, self.datasets = rows["id"].tolist(), rows["dataset"].tolist()
        self.communes = rows["code_insee"].tolist()
        self.addresses = [fold(address) for address in rows["adresse"]]

    def judge(self, i: int, j: int) -> tuple[str, str, float, str, str] | None:
        """Return the pair with its score, the reasons and the verdict; `None` when these are two places."""
        score = likeness(self.names[i], self.names[j])
        apart = float(np.linalg.norm(self.metres[i] - self.metres[j])) if self.precise[i] and self.precise[j] else None
        pivot = bool(self.pivots[i]) and self.pivots[i] == self.pivots[j]
        page = bool(self.pages[i]) and self.pages[i] == self.pages[j]
        address = bool(self.addresses[i]) and self.addresses[i] == self.addresses[j]
        commune = bool(self.communes[i]) and self.communes[i] == self.communes[j]
        far = apart is not None and apart > FAR_M
        spot = apart is not None and apart <= SPOT_M
        sure = pivot or (not far and (commune or spot) and (score >= SURE_NAME or (page and score >= LOOSE_NAME)))
        likely = page or (commune and score >= LIKELY_NAME) or ((address or spot) and score >= LOOSE_NAME)
        if self.datasets[i] == self.datasets[j] and not pivot:
            # Whoever keeps a list knows its places: two rows of one list are one place only if all says so.
            sure = sure and score == 1.0 and (address or spot)
        if not sure and (not likely or (far and not page)):
            return None
        told = [f"noms à {format_value(score * 100, '%')}"]
        told += ["même SIRET"] * pivot + ["même page web"] * page + ["même adresse"] * address
        if apart is not None:
            told.append(format_value(apart, "m") if apart < FAR_M else format_value(apart / 1000, "km", 1))
        elif commune:
            told.append("même commune")
        return self.ids[i], self.ids[j], round(score, 3), " ; ".join(told), SAME if sure else TO_DECIDE


def likeness(first: str, second: str) -> float:
    """Return how alike two reduced names are, from 0 to 1, whatever the order of their words."""
    if not first or not second:
        return 0.0
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second), _joined(first, second)) / 100


def _joined(first: str, second: str) -> float:
    """Compare without spaces: « LAB 01 » and « LAB01 »."""
    return float(fuzz.ratio(first.replace(" ", ""), second.replace(" ", "")))


def _by_name(communes: list[str], names: list[str]) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for row, commune in enumerate(communes):
        if commune:
            groups[commune].append(row)
    for members in groups.values():
        if len(members) == 1:
            continue
        told = [names[row] for row in members]
        glued = [name.replace(" ", "") for name in told]
        cutoff = LOOSE_NAME * 100
        alike = process.cdist(told, told, scorer=fuzz.token_sort_ratio, score_cutoff=cutoff) >= cutoff
        alike |= process.cdist(glued, glued, scorer=fuzz.ratio, score_cutoff=cutoff) >= cutoff
        for i, j in zip(*np.nonzero(np.triu(alike, 1)), strict=True):
            yield members[i], members[j]


def _by_key(keys: Iterable[str]) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        if key:
            groups[key].append(row)
    for members in groups.values():
        yield from combinations(members, 2)


def _by_spot(seen: _Seen) -> Iterator[tuple[int, int]]:
    rows = np.flatnonzero(seen.precise)
    if len(rows):
        for i, j in KDTree(seen.metres[rows]).query_pairs(SPOT_M):
            yield (int(rows[i]), int(rows[j])) if rows[i] < rows[j] else (int(rows[j]), int(rows[i]))


def _telling(pages: list[str]) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for page in pages:
        counts[page] += 1
    return [page if counts[page] <= SHARED_PAGE else "" for page in pages]
