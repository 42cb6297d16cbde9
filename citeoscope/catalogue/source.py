"""What a source declares about itself: the model behind `pipelines/sources/*.toml` and every manifest."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Licence = Literal["Licence Ouverte 2.0", "Licence Ouverte", "ODbL 1.0"]
SHARE_ALIKE: frozenset[str] = frozenset({"ODbL 1.0"})


class Column(BaseModel):
    """One column of a dataset, as its reader must understand it.

    `additive` says whether values may be summed when communes merge; a median or a rate may not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    unit: str | None = None
    additive: bool = False


class Source(BaseModel):
    """The declaration of one published source.

    `cog_vintage` is the year of the geography its commune codes follow, `None` when it carries none.
    `mirror` is the folder of the published files under a mirror, `files` the patterns to read there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    description: str
    publisher: str
    licence: Licence
    licence_url: str
    url: str
    vintage: str
    cog_vintage: int | None = None
    rhythm: Literal["annuel", "mensuel", "hebdomadaire", "quotidien", "irrégulier"] = "irrégulier"
    kind: Literal["table", "points", "outlines"]
    mirror: str
    files: tuple[str, ...] = ("*",)
    columns: tuple[Column, ...] = ()
    caveats: tuple[str, ...] = ()
