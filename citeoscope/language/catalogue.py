"""Reads the English texts: `english/*.toml`, French sentence on the left, English one on the right."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from citeoscope.errors import CatalogueError

SCRIPTS: Final = "scripts.toml"
FOLDER: Final = Path(__file__).resolve().parent / "english"


def read_catalogue(folder: Path) -> dict[str, str]:
    """Read the catalogue files of a folder.

    Parameters
    ----------
    folder
        Folder of `*.toml`; their tables only part what is read together.

    Returns
    -------
    dict[str, str]
        English text by French text.

    Raises
    ------
    CatalogueError
        A file cannot be read, a text is no text, or two files give one sentence two translations; all are listed.
    """
    texts: dict[str, str] = {}
    defects: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            defects.append(f"{path.name} : {error}")
            continue
        for french, english in _flat(entries):
            if not isinstance(english, str) or not english:
                defects.append(f"{path.name} : pas un texte, « {french} »")
            elif texts.setdefault(french, english) != english:
                defects.append(f"{path.name} : deux traductions de « {french} »")
    if defects:
        raise CatalogueError("Catalogue de langue invalide :\n- " + "\n- ".join(defects))
    return texts


def _flat(entries: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the texts of a file, those of its tables included."""
    found: list[tuple[str, Any]] = []
    for french, english in entries.items():
        found += _flat(english) if isinstance(english, dict) else [(french, english)]
    return found


@cache
def scripts_texts() -> dict[str, str]:
    """Return the English texts of the scripts, for the browser."""
    return dict(_flat(tomllib.loads((FOLDER / SCRIPTS).read_text(encoding="utf-8"))))


@cache
def english() -> Mapping[str, str]:
    """Return the product's English texts, read once."""
    return MappingProxyType(read_catalogue(FOLDER))
