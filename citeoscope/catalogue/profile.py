"""Named sets of indicators, shown dimension by dimension: the model behind `citeoscope/profiles/*.toml`."""

import tomllib
from collections.abc import Collection
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from citeoscope.catalogue.faults import invalid, unreadable
from citeoscope.catalogue.load import catalogue
from citeoscope.errors import CatalogueError
from citeoscope.language import LANGUAGES, kept, say
from citeoscope.paths import PROFILES


class Dimension(BaseModel):
    """One side of a profile, and the indicators that describe it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str = Field(min_length=1)
    indicators: tuple[str, ...] = Field(min_length=1)


class Profile(BaseModel):
    """A set of indicators that are read together and never added into one score."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: str = Field(min_length=1)
    description: str = Field(min_length=1)
    dimensions: tuple[Dimension, ...] = Field(min_length=1)

    def told(self) -> "Profile":
        """Return the profile with its texts in the language of the context."""
        dimensions = tuple(one.model_copy(update={"label": say(one.label)}) for one in self.dimensions)
        texts = {"label": say(self.label), "description": say(self.description)}
        return self.model_copy(update=texts | {"dimensions": dimensions})

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of its indicators, in order."""
        return tuple(name for one in self.dimensions for name in one.indicators)


def load_profiles(folder: Path, indicators: Collection[str]) -> dict[str, Profile]:
    """Read every profile of a folder.

    Parameters
    ----------
    folder
        Folder of `*.toml`, one per profile; its stem is the id.
    indicators
        Ids that exist.

    Returns
    -------
    dict[str, Profile]
        By id.

    Raises
    ------
    CatalogueError
        One or more files are invalid, or name an indicator that does not exist; every defect is listed.
    """
    profiles: dict[str, Profile] = {}
    defects: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8")
            profile = Profile.model_validate({"id": path.stem} | tomllib.loads(text))
        except ValidationError as error:
            defects.extend(invalid(path.name, text, error))
            continue
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            defects.append(unreadable(path.name, error))
            continue
        unknown = [name for name in profile.indicators if name not in indicators]
        defects += [f"{path.name} : indicateur inconnu : « {name} »" for name in unknown]
        profiles[profile.id] = profile
    if defects:
        raise CatalogueError("Profils invalides :\n- " + "\n- ".join(defects))
    return profiles


@kept(maxsize=len(LANGUAGES))
def profiles() -> dict[str, Profile]:
    """Return the product's own profiles, read once."""
    return {name: one.told() for name, one in load_profiles(PROFILES, catalogue()).items()}
