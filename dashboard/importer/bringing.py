"""What the page «Importer» asks of the pipelines: read a file, recognise its columns, bring its rows in."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from citeoscope import language
from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.settings import settings
from pipelines.lists.bring import Choices, bring_in
from pipelines.lists.keep import check_name, kin_of, recalled
from pipelines.lists.mapping import from_toml, to_toml
from pipelines.lists.place import Ground
from pipelines.lists.preview import Preview, list_name, preview
from pipelines.lists.report import Report
from pipelines.lists.web import fetch


@dataclass(frozen=True)
class Upload:
    """A file as it was given: its bytes and its name; `address` when it was fetched."""

    data: bytes
    name: str
    address: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def fetched(address: str) -> Upload:
    """Fetch a list through the one door.

    Raises
    ------
    ListError, ServiceError
        The address is private, is no address, or does not answer with a file.
    """
    data, name, final = fetch(address)
    return Upload(data, name, final)


def name_of(text: str) -> str:
    """Return the name of a list from what a person wrote, or from the name of its file."""
    return check_name(list_name(f"{text}.x" if "." not in text else text))


def previewed(upload: Upload, kind: str, name: str) -> Preview:
    """Read a file under the mapping remembered for its list, kept while the same file is on the screen."""
    mapping = recalled(settings().local, name)
    return _previewed(upload, kind, to_toml(mapping) if mapping is not None and mapping.kind == kind else "")


@language.kept(maxsize=8)
def _previewed(upload: Upload, kind: str, mapping: str) -> Preview:
    kept = from_toml(mapping, "") if mapping else None
    return preview(upload.data, kind, kept, file=upload.name, address=upload.address)


def kin(seen: Preview, name: str) -> str:
    """Return the list in place that a file of another name may be; empty when nothing tells."""
    try:
        return kin_of(settings().local, seen, name)
    except CiteoscopeError:
        return ""  # a list that cannot be read is said among those in place


def brought(data: Atlas, seen: Preview, name: str, choices: Choices) -> Report:
    """Bring a list in, or try to."""
    return bring_in(seen, name, data, settings().local, choices, ground=_ground(data))


@lru_cache(maxsize=1)
def _ground(data: Atlas) -> Ground:
    return Ground.of(data)
