"""Reads the declared indicators: one TOML file per theme, all defects reported at once."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from citeoscope.catalogue.derived import broken
from citeoscope.catalogue.faults import invalid, unreadable
from citeoscope.catalogue.indicator import Indicator
from citeoscope.errors import CatalogueError
from citeoscope.paths import INDICATORS


def load_indicators(folder: Path) -> dict[str, Indicator]:
    """Read every theme file of a folder.

    Parameters
    ----------
    folder
        Folder of `*.toml`; each holds `theme = "…"` and one table per indicator id.

    Returns
    -------
    dict[str, Indicator]
        By id, in the order of the files.

    Raises
    ------
    CatalogueError
        One or more entries are invalid; every defect is listed with its file.
    """
    indicators: dict[str, Indicator] = {}
    defects: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8")
            entries = tomllib.loads(text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            defects.append(unreadable(path.name, error))
            continue
        theme = entries.pop("theme", None)
        for name, entry in entries.items():
            if name in indicators:
                defects.append(f"{path.name} [{name}] : identifiant déjà déclaré")
                continue
            try:
                indicators[name] = Indicator.model_validate({"id": name, "theme": theme} | entry)
            except ValidationError as error:
                defects.extend(invalid(path.name, text, error, prefix=(name,)))
    # A formula may name an entry of a file that could not be read: only whole catalogues are checked for that.
    defects += [] if defects else broken(indicators)
    if defects:
        raise CatalogueError("Catalogue d’indicateurs invalide :\n- " + "\n- ".join(defects))
    return indicators


@cache
def catalogue() -> dict[str, Indicator]:
    """Return the product's own indicators, read once."""
    return load_indicators(INDICATORS)
