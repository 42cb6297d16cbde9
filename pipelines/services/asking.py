"""What the clients of all services share: questions per département, names of raw files, following pages. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import parse_qsl, urlsplit

from citeoscope.errors import ServiceError
from pipelines.desk import Request
from pipelines.scope import Scope

DEPARTEMENT: Final = "{departement}"
JSON: Final = ("json",)


def each_departement(scope: Scope, *texts: str) -> tuple[str | None, ...]:
    """Return the départements to ask one after the other, or one `None` when no text names `{departement}`.

    Raises
    ------
    ServiceError
        The scope has no département.
    """
    if not any(DEPARTEMENT in text for text in texts):
        return (None,)
    if not scope.departements:
        raise ServiceError(
            f"Aucun département dans le territoire « {scope.expression} ». Choisissez un territoire qui a des communes."
        )
    return scope.departements


def filled(text: str, departement: str | None) -> str:
    """Return a text with its département; other braces stay as they are."""
    return text if departement is None else text.replace(DEPARTEMENT, departement)


def file_name(text: str) -> str:
    """Return a text as the name of a raw file: letters without accents, digits, dots and dashes."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^\w.-]+", "_", plain).lstrip("_-")
    return f"reponse{name}" if not name or name.startswith(".") else name


def following(request: Request, link: str, name: str) -> Request:
    """Return the question for the next page: only the query of the link is followed.

    Behind a gateway the link may name a host that only the service knows.
    """
    return replace(request, name=name, params=tuple(parse_qsl(urlsplit(link).query, keep_blank_values=True)))


class Seen:
    """The rows of the pages so far: a page that repeats, or overlaps another, would be counted twice.

    Parameters
    ----------
    key
        Field that names a row; rows without it are told apart page by page.
    """

    def __init__(self, key: str = "id") -> None:
        self._key = key
        self._rows: set[str] = set()
        self._pages: set[int] = set()
        self.count = 0

    def add(self, page: Iterable[Mapping[str, Any]], address: str) -> None:
        """Take a page in.

        Raises
        ------
        ServiceError
            It repeats what came before.
        """
        found = list(page)
        names = [str(row[self._key]) for row in found if row.get(self._key) is not None]
        whole = hash(repr(found))
        if found and whole in self._pages:
            raise ServiceError(
                f"{address} : le service répète une page déjà reçue. Réessayez plus tard, ou vérifiez le tri."
            )
        if len(set(names)) < len(names) or not self._rows.isdisjoint(names):
            raise ServiceError(
                f"{address} : des lignes reviennent d’une page à l’autre. Réessayez plus tard, ou vérifiez le tri."
            )
        self._pages.add(whole)
        self._rows.update(names)
        self.count += len(found)
