"""A period written in one cell, as its first and last dates: «2023-2025», «du 7 au 9 juin 2024», «T3 2023». Pure."""

import re
import unicodedata
from typing import Final

from pipelines.lists.values import iso_date

_SPLIT: Final = re.compile(r"\s*(?:[-–—/→]|\bau\b|\ba\b|\bet\b|\bjusqu.(?:au|en|a)\b)\s*")
_LEAD: Final = re.compile(r"^(?:(?:du|de|le|les|entre|des|depuis|au|en)\s+|d['’])")
_PART: Final = re.compile(
    r"(?:t(?P<quarter>[1-4])|s(?P<half>[12])|(?P<rank>[1-4])(?:er|ere|e|eme|nd|nde)?\s+(?P<what>trimestre|semestre))"
    r"\s+(?:de\s+)?(?P<year>\d{4})"
)
_DAY: Final = re.compile(r"(?:[a-z]+\.?\s+)?(\d{1,2})(?:er)?")
_DAY_MONTH: Final = re.compile(r"(?:[a-z]+\.?\s+)?(?:\d{1,2}(?:er)?\s+)?[a-z]{3,9}\.?")
_ENDED: Final = re.compile(r".*(?:\d{4}|[-/.]\d{2})")
_WHOLE_DAY, _MONTH, _YEAR = len("2024-06-09"), len("2024-06"), len("2024")


def period(text: str) -> tuple[str, str] | None:
    """Read a period.

    Parameters
    ----------
    text
        As people write it: two dates around a dash, «au», «à» or «et»; a quarter or a half of a year.

    Returns
    -------
    tuple[str, str] or None
        Its first and last dates in ISO 8601, as precise as they are written; `None` when the text is not a period, or
        its end would come before its start.
    """
    plain = _plain(text)
    if whole := _part(plain):
        return whole
    for found in _SPLIT.finditer(plain):
        last = _bound(_LEAD.sub("", plain[found.end() :]), end=True)
        if last is None:
            continue
        first = _bound(_completed(plain[: found.start()], last), end=False)
        shortest = min(len(first or ""), len(last))
        if first and first[:shortest] <= last[:shortest]:
            return first, last
    return None


def _plain(text: str) -> str:
    spelled = unicodedata.normalize("NFKD", text.strip().lower())
    bare = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return _LEAD.sub("", " ".join(bare.split()))


def _part(plain: str) -> tuple[str, str] | None:
    found = _PART.fullmatch(plain)
    if found is None:
        return None
    rank = int(found["quarter"] or found["half"] or found["rank"])
    months = 3 if found["quarter"] or found["what"] == "trimestre" else 6
    if rank * months > 12:  # noqa: PLR2004 - months of a year
        return None
    return f"{found['year']}-{(rank - 1) * months + 1:02d}", f"{found['year']}-{rank * months:02d}"


def _bound(plain: str, *, end: bool) -> str | None:
    if part := _part(plain):
        return part[1] if end else part[0]
    # What follows a date, an hour for instance, is not read here: it would hide a second date.
    return iso_date(plain) if _ENDED.fullmatch(plain) else None


def _completed(left: str, last: str) -> str:
    """Give the first date the month and the year that are only written once, with the last."""
    if len(last) == _WHOLE_DAY and (day := _DAY.fullmatch(left)):
        return f"{last[:_MONTH]}-{int(day[1]):02d}"
    if len(last) >= _MONTH and _DAY_MONTH.fullmatch(left):
        return f"{left} {last[:_YEAR]}"
    return left
