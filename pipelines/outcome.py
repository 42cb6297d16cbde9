"""What a refresh did: what it wrote, what failed, what the user must know."""

from dataclasses import dataclass
from typing import NamedTuple

from citeoscope.errors import CiteoscopeError
from citeoscope.store import Manifest


class Written(NamedTuple):
    """A dataset that a refresh wrote, and the version it replaced."""

    now: Manifest
    before: Manifest | None

    @property
    def changed(self) -> bool:
        """Whether its rows are not those it had."""
        return self.before is None or self.before.file_sha256 != self.now.file_sha256


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a refresh did: datasets written, failures by dataset, and what the user must know about the others."""

    written: dict[str, Written]
    failures: dict[str, CiteoscopeError]
    remarks: tuple[str, ...] = ()
