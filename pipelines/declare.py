"""Reads what every source declares (`sources/*.toml`): all defects of all files at once."""

import tomllib
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from citeoscope.catalogue.source import Source
from citeoscope.errors import CatalogueError

FOLDER: Final = Path(__file__).resolve().parent / "sources"


def load_sources(folder: Path = FOLDER) -> dict[str, Source]:
    """Load and check every declared source.

    Parameters
    ----------
    folder
        Where the `.toml` and `.py` pairs are.

    Returns
    -------
    dict[str, Source]
        By id, in alphabetical order.

    Raises
    ------
    CatalogueError
        Files are invalid; the message lists every defect of every file.
    """
    sources: dict[str, Source] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            source = Source.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{path.name} : TOML illisible ({error})")
            continue
        except ValidationError as error:
            faults += [f"{path.name} : {'.'.join(map(str, fault['loc']))} : {fault['msg']}" for fault in error.errors()]
            continue
        if source.id != path.stem:
            faults.append(f"{path.name} : l’identifiant « {source.id} » doit être le nom du fichier")
        if not path.with_suffix(".py").exists():
            faults.append(f"{path.name} : il manque {path.stem}.py, qui lit cette source")
        names = [column.name for column in source.columns]
        faults += [
            f"{path.name} : colonne déclarée deux fois : {name}"
            for name in sorted({n for n in names if names.count(n) > 1})
        ]
        sources[source.id] = source
    if faults:
        raise CatalogueError("Sources mal déclarées dans pipelines/sources :\n- " + "\n- ".join(faults))
    return sources
