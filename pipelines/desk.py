"""What is asked, what is held, what is received: the raw files of one source and the validators kept beside them."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from citeoscope.errors import ServiceError

VALIDATORS: Final = ".http.json"
_SECRETS: Final = ("key", "token", "secret", "password")
_BY_LENGTH: Final[Mapping[int, Literal["md5", "sha1", "sha256"]]] = {32: "md5", 40: "sha1", 64: "sha256"}


@dataclass(frozen=True, slots=True)
class Checksum:
    """A digest that a service publishes for a file.

    `binding` is false for a crawler's digest, which may be older than the file: it tells a change, it proves nothing.
    """

    algorithm: Literal["md5", "sha1", "sha256"]
    value: str
    binding: bool = True

    @classmethod
    def of(cls, value: object, *, binding: bool = True) -> Self | None:
        """Read a digest by its length, `None` when it is not one that can be verified."""
        text = value.strip().lower() if isinstance(value, str) else ""
        algorithm = _BY_LENGTH.get(len(text))
        return cls(algorithm, text, binding) if algorithm and set(text) <= set("0123456789abcdef") else None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent with a form."""

    field: str
    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a service, and the raw file that its answer becomes.

    Attributes
    ----------
    name
        Name of the raw file.
    url, params
        Address and query.
    form, upload
        What is posted; a plain GET without them.
    accept
        Words, one of which the content type must hold; empty accepts all but web pages.
    checksum
        The digest published for the file, where there is one.
    max_bytes
        Size above which the answer is refused.
    passing
        Statuses that this service gives for a moment, worth another attempt.
    """

    name: str
    url: str
    params: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()
    upload: Upload | None = None
    accept: tuple[str, ...] = ()
    checksum: Checksum | None = None
    max_bytes: int = 200_000_000
    passing: frozenset[int] = frozenset()

    @property
    def method(self) -> Literal["GET", "POST"]:
        """The HTTP method."""
        return "POST" if self.form or self.upload else "GET"

    @property
    def address(self) -> str:
        """The address with its query, fit to be shown: credentials are hidden."""
        return shown(f"{self.url}?{urlencode(self.params)}" if self.params else self.url)

    @property
    def fingerprint(self) -> str:
        """What tells this question from another, so that an answer is not kept for a different one."""
        return hashlib.sha256(repr((self.method, self.url, self.params, self.form)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Held:
    """A raw file already kept, and how its service lets one ask whether it changed."""

    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    checksum: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A raw file, as it arrived or as it was kept."""

    path: Path
    sha256: str
    etag: str | None
    last_modified: str | None
    url: str
    kept: bool
    checksum: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the answers for one source arrive, beside those already held."""

    incoming: Path
    held: Path
    validators: Mapping[str, Held]

    @classmethod
    def open(cls, incoming: Path, held: Path) -> "Desk":
        """Read what is held; validators that cannot be read only cost a download."""
        try:
            entries = json.loads((held / VALIDATORS).read_bytes())
            validators = {str(name): Held(**entry) for name, entry in entries.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            validators = {}
        return cls(incoming, held, validators)

    def holding(self, request: Request) -> Held | None:
        """Return the raw file that answered the same question, when its bytes are still those that came."""
        held = self.validators.get(request.name)
        if held is None or held.fingerprint != request.fingerprint:
            return None
        try:
            with (self.held / request.name).open("rb") as stream:
                return held if hashlib.file_digest(stream, "sha256").hexdigest() == held.sha256 else None
        except OSError:
            return None

    @contextmanager
    def arriving(self, name: str) -> Iterator[BinaryIO]:
        """Open a temporary file for an answer; unless `settle` was called it is gone afterwards.

        Raises
        ------
        ServiceError
            The name is not that of a plain file.
        """
        if not name or Path(name).name != name or name.startswith("."):
            raise ServiceError(f"Nom de fichier refusé : {name!r}. Corrigez la table [live] de la source.")
        self.incoming.mkdir(parents=True, exist_ok=True)
        part = self.incoming / f"{name}.part"
        try:
            with part.open("w+b") as stream:
                yield stream
        finally:
            with suppress(FileNotFoundError):
                part.unlink()

    def settle(self, stream: BinaryIO, name: str) -> Path:
        """Make the temporary file the raw file, in one move."""
        stream.flush()
        os.fsync(stream.fileno())
        return (self.incoming / f"{name}.part").replace(self.incoming / name)

    def record(self, received: Iterable[Received]) -> None:
        """Write the validators of a whole download, to be promoted with its files."""
        entries = {
            one.path.name: {
                "sha256": one.sha256,
                "etag": one.etag,
                "last_modified": one.last_modified,
                "checksum": one.checksum,
                "fingerprint": one.fingerprint,
            }
            for one in received
        }
        self.incoming.mkdir(parents=True, exist_ok=True)
        (self.incoming / VALIDATORS).write_text(json.dumps(entries, indent=1, sort_keys=True), encoding="utf-8")


def shown(url: str) -> str:
    """Return an address without what must not be shown: user, password, keys."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    query = [
        (name, "***" if any(word in name.lower() for word in _SECRETS) else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(query, safe=":,;*/()"), ""))
