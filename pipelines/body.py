"""Pours the body of an answer into a file while it is measured, hashed and looked at."""

import hashlib
from collections.abc import Iterable
from typing import BinaryIO, Final

from citeoscope.errors import ServiceError
from pipelines.answer import LATER, too_big
from pipelines.desk import Request

_PAGES: Final = (b"<!doctype html", b"<html")


def pour(blocks: Iterable[bytes], request: Request, out: BinaryIO) -> str:
    """Write a body, from the start of `out`.

    Parameters
    ----------
    blocks
        The body, decoded from its transfer encoding.
    request
        What was asked.
    out
        Where it goes; what was there is overwritten.

    Returns
    -------
    str
        Its sha256.

    Raises
    ------
    ServiceError
        It is empty, over the cap, or a web page.
    """
    out.seek(0)
    out.truncate()
    digest, size = hashlib.sha256(), 0
    for block in blocks:
        if size == 0 and block.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower().startswith(_PAGES):
            raise ServiceError(f"{request.address} : le service a répondu par une page web au lieu de données. {LATER}")
        size += len(block)
        if size > request.max_bytes:
            raise ServiceError(f"{request.address} : {too_big(request)}")
        digest.update(block)
        out.write(block)
    if size == 0:
        raise ServiceError(f"{request.address} : réponse vide. {LATER}")
    return digest.hexdigest()


def verify(request: Request, out: BinaryIO) -> None:
    """Check a poured body against the digest published for it.

    Parameters
    ----------
    request
        What was asked, with the published checksum where there is one.
    out
        The whole body.

    Raises
    ------
    ServiceError
        The bytes are not those that the service announces.
    """
    published = request.checksum
    if published is None or not published.binding:
        return
    out.seek(0)
    if hashlib.file_digest(out, published.algorithm).hexdigest() != published.value:  # type: ignore[arg-type]
        raise ServiceError(
            f"{request.address} : le fichier reçu n’a pas le contrôle publié ({published.algorithm}). "
            f"Il est abîmé, ou vient d’être remplacé. {LATER}"
        )
