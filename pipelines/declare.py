"""Reads what every source declares (`sources/*.toml`): all defects of all files at once."""

import tomllib
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from citeoscope.catalogue.faults import invalid, unreadable
from citeoscope.catalogue.source import Source
from citeoscope.errors import CatalogueError
from pipelines import generic

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
        text = ""
        try:
            text = path.read_text(encoding="utf-8")
            source = Source.model_validate(tomllib.loads(text))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            faults.append(unreadable(path.name, error))
            continue
        except ValidationError as error:
            faults += invalid(path.name, text, error)
            continue
        if source.id != path.stem:
            faults.append(f"{path.name} : l’identifiant « {source.id} » doit être le nom du fichier")
        if not path.with_suffix(".py").exists():
            faults += [f"{path.name} : {fault}" for fault in generic.not_readable(source)]
        names = [column.name for column in source.columns]
        faults += [
            f"{path.name} : colonne déclarée deux fois : {name}"
            for name in sorted({n for n in names if names.count(n) > 1})
        ]
        sources[source.id] = source
    if faults:
        raise CatalogueError("Sources mal déclarées dans pipelines/sources :\n- " + "\n- ".join(faults))
    return sources
