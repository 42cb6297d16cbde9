"""Checks an answer at download: valid, of the published shape, not empty. Its rows are the parser's matter."""

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from citeoscope.errors import ServiceError
from pipelines.desk import Received

_REMEDY: Final = "Réessayez plus tard ; si rien ne change, vérifiez la table [live] de la source."


def read_json(received: Received) -> Any:  # noqa: ANN401 - JSON may be anything
    """Read a raw file as JSON.

    Raises
    ------
    ServiceError
        It is not JSON, or not in Unicode.
    """
    return decode(received.path.read_bytes(), received.url)


def decode(content: bytes, address: str) -> Any:  # noqa: ANN401 - JSON may be anything
    """Read an answer as JSON.

    Raises
    ------
    ServiceError
        It is not JSON, or not in Unicode.
    """
    try:
        return json.loads(content)
    except UnicodeDecodeError as error:
        raise ServiceError(f"{address} : le JSON reçu n’est pas en UTF-8. {_REMEDY}") from error
    except (ValueError, RecursionError) as error:
        raise ServiceError(f"{address} : la réponse n’est pas du JSON valide. {_REMEDY}") from error


def rows(answer: object, key: str, address: str) -> Sequence[Mapping[str, Any]]:
    """Return the list of objects under a key of an answer.

    Parameters
    ----------
    answer
        The JSON answer.
    key
        Name of the list; empty when the answer itself is the list.
    address
        Where it came from, for the message.

    Returns
    -------
    Sequence

    Raises
    ------
    ServiceError
        The list is absent, or holds something else than objects.
    """
    found = answer if not key else answer.get(key) if isinstance(answer, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        what = f"la liste « {key} »" if key else "une liste"
        raise ServiceError(f"{address} : {what} manque dans la réponse. {_REMEDY}")
    return found


def count(answer: object, key: str, address: str) -> int | None:
    """Return a number of an answer, `None` when it is not told.

    Raises
    ------
    ServiceError
        It is told, and is not a number.
    """
    found = answer.get(key) if isinstance(answer, dict) else None
    if found is None or found == "unknown":
        return None
    if isinstance(found, bool) or not isinstance(found, int):
        raise ServiceError(f"{address} : « {key} » n’est pas un nombre dans la réponse. {_REMEDY}")
    return found


def empty(address: str) -> ServiceError:
    """Return the error of an answer without a row."""
    return ServiceError(
        f"{address} : aucune ligne dans la réponse. "
        "Vérifiez l’identifiant, les filtres et le territoire dans la table [live] de la source."
    )


def has_rows(received: Received) -> bool:
    """Check a published file by what its name says it is, and say whether it holds anything.

    Raises
    ------
    ServiceError
        It is damaged.
    """
    suffix = received.path.suffix.lower()
    if suffix in {".zip", ".xlsx"} and not zipfile.is_zipfile(received.path):
        raise ServiceError(f"{received.url} : archive abîmée. {_REMEDY}")
    content = received.path.read_bytes()
    if suffix == ".parquet" and not content.endswith(b"PAR1"):
        raise ServiceError(f"{received.url} : fichier Parquet abîmé. {_REMEDY}")
    if suffix == ".gz":
        content = _unzipped(content, received.url)
        suffix = Path(received.path.stem).suffix.lower()
    if suffix == ".csv":
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
        try:
            return sum(1 for _ in islice(filter(None, lines), 2)) == 2  # noqa: PLR2004 - a header and a row
        except csv.Error as error:
            raise ServiceError(f"{received.url} : CSV illisible ({error}). {_REMEDY}") from error
    if suffix in {".json", ".geojson"}:
        answer = decode(content, received.url)
        return bool(answer.get("features", answer) if isinstance(answer, dict) else answer)
    return bool(content)


def _unzipped(content: bytes, address: str) -> bytes:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise ServiceError(f"{address} : fichier compressé abîmé. {_REMEDY}") from error
