"""What a source declares about itself: the model behind `pipelines/sources/*.toml` and every manifest."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from citeoscope.catalogue.live import Licence, Live

SHARE_ALIKE: frozenset[str] = frozenset({"ODbL 1.0"})


class Column(BaseModel):
    """One column of a dataset, as its reader must understand it.

    `additive` says whether values may be summed when communes merge; a median or a rate may not.
    `published` is the column's name at the publisher's, for a source read without Python.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    unit: str | None = Field(default=None, min_length=1)
    additive: bool = False
    published: str | None = None


class Read(BaseModel):
    """How the files of a source without Python are read.

    `separator` of a CSV is found when not given; `skip` lines stand above the header. With `repeated = "sum"` the rows
    of a commune are added up (additive columns only), otherwise they are refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    separator: str | None = None
    sheet: str | int = 0
    skip: int = 0
    repeated: Literal["refuse", "sum"] = "refuse"


class Source(BaseModel):
    """The declaration of one published source.

    `cog_vintage` is the year of the geography its commune codes follow, `None` when it carries none.
    `mirror` is the folder of the published files under a mirror, `files` the patterns to read there; `live` is the
    public service that gives the same figures, or newer ones.
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
    mirror: str | None = None
    files: tuple[str, ...] = ("*",)
    live: Live | None = None
    read: Read = Read()
    columns: tuple[Column, ...] = ()
    caveats: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_place_to_come_from(self) -> Self:
        if self.mirror is None and self.live is None:
            raise ValueError(
                "il faut « mirror » (dossier de fichiers publiés), « [live] » (service en ligne) ou les deux"
            )
        return self

    @property
    def as_live(self) -> "Source":
        """The same source as its live service publishes it: vintage, geography, licence, caveats."""
        return self if self.live is None else self.model_copy(update=self.live.overrides)
