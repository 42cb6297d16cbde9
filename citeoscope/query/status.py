"""Non-values are values: a figure goes with a status, and none of them ever becomes a zero."""

from enum import StrEnum


class Status(StrEnum):
    """Why a figure is there, or why it is not."""

    OK = "ok"
    SECRET = "secret"  # noqa: S105 - statistical secrecy, not a password
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_AGGREGABLE = "not_aggregable"

    @property
    def label(self) -> str:
        """French words shown in place of the figure."""
        return _LABELS[self]


_LABELS = {
    Status.OK: "valeur disponible",
    Status.SECRET: "secret statistique",
    Status.MISSING: "pas de donnée",
    Status.NOT_APPLICABLE: "sans objet",
    Status.NOT_AGGREGABLE: "non agrégeable",
}

SEVERITY: tuple[Status, ...] = (Status.SECRET, Status.NOT_AGGREGABLE, Status.MISSING, Status.NOT_APPLICABLE)
"""When several parts have no value, the first of these that occurs names the whole."""
