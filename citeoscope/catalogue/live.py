"""How a source is asked from a public service: the `[live]` table of `pipelines/sources/*.toml`.

One model per kind of service, told apart by `service`. Whatever the live answer changes in what the source declares
(vintage, geography, licence, caveats) stands in the same table and replaces it when the figures came from there.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Licence = Literal["Licence Ouverte 2.0", "Licence Ouverte", "ODbL 1.0"]

MEGABYTE = 1_000_000


class Service(BaseModel):
    """What all services share.

    `base` is the address of the service, without a final slash. `max_mb` is the size above which an answer is refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: str
    max_mb: int = Field(default=200, gt=0)
    vintage: str | None = None
    cog_vintage: int | None = None
    publisher: str | None = None
    licence: Licence | None = None
    licence_url: str | None = None
    url: str | None = None
    caveats: tuple[str, ...] | None = None

    @property
    def by_territory(self) -> bool:
        """Whether less than France can be asked."""
        return False

    @property
    def overrides(self) -> dict[str, object]:
        """What this service says instead of the source, by field of `Source`."""
        names = ("vintage", "cog_vintage", "publisher", "licence", "licence_url", "url", "caveats")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


class PublishedFiles(Service):
    """Files at fixed addresses: `base` + each of `paths`; `{departement}` in a path stands for each département."""

    service: Literal["files"]
    paths: tuple[str, ...]

    @property
    def by_territory(self) -> bool:
        """Whether less than France can be asked."""
        return any("{departement}" in path for path in self.paths)


class GeoApi(Service):
    """geo.api.gouv.fr; `{departement}` in `path` or a parameter asks one département after the other.

    The contours of all communes at once are refused by the service, and have made it fail.
    """

    service: Literal["geo"]
    base: str = "https://geo.api.gouv.fr"
    path: str
    parameters: dict[str, str] = {}

    @property
    def by_territory(self) -> bool:
        """Whether less than France can be asked."""
        return "{departement}" in self.path


class Opendatasoft(Service):
    """One dataset of an Opendatasoft portal, whole, by `/exports` (records are capped at 10,000).

    `base` is the portal (`https://data.iledefrance.fr`); `parameters` are those of the export (`use_labels`,
    `delimiter`, `refine`…). `{departement}` in `where` asks one département after the other.
    """

    service: Literal["opendatasoft"]
    dataset: str
    format: Literal["csv", "json", "geojson", "parquet"] = "csv"
    select: tuple[str, ...] = ()
    where: str | None = None
    parameters: dict[str, str] = {}


class DataGouv(Service):
    """One resource of data.gouv.fr: by its stable id, or the newest of a dataset whose title begins with `title`."""

    service: Literal["datagouv"]
    base: str = "https://www.data.gouv.fr/api/1"
    dataset: str
    resource: str | None = None
    title: str | None = None

    @model_validator(mode="after")
    def _names_one_resource(self) -> Self:
        if (self.resource is None) == (self.title is None):
            raise ValueError("il faut « resource » (identifiant) ou « title » (début du titre), l’un des deux")
        return self


class Melodi(Service):
    """INSEE Melodi: each query pins every dimension, otherwise rows multiply.

    `geo` lists the territories asked; `{departement}` in one of them asks one département after the other
    (`DEP-{departement}*COM`: all its communes).
    """

    service: Literal["melodi"]
    base: str = "https://api.insee.fr/melodi"
    dataset: str
    geo: tuple[str, ...]
    queries: tuple[dict[str, tuple[str, ...]], ...]

    @property
    def by_territory(self) -> bool:
        """Whether less than France can be asked."""
        return any("{departement}" in one for one in self.geo)


class DataFair(Service):
    """ADEME's data-fair: counts of `fields` by département (`values_agg`), or the rows themselves (`lines`).

    `fields` are nested in their order. The service gives at most 1,000 values of the first field at a time, hence one
    question per département (`departement_field`), and 100 combinations of the others.
    """

    service: Literal["data_fair"]
    base: str = "https://data.ademe.fr/data-fair/api/v1"
    dataset: str
    mode: Literal["values_agg", "lines"]
    fields: tuple[str, ...]
    departement_field: str | None = None
    filters: dict[str, str] = {}

    @property
    def by_territory(self) -> bool:
        """Whether less than France can be asked."""
        return self.departement_field is not None


class OgcFeatures(Service):
    """One collection of an OGC API Features service."""

    service: Literal["ogc_features"]
    collection: str
    page_size: int = Field(default=1000, gt=0)


class Wfs(Service):
    """One layer of the IGN's WFS, by pages of 5,000 sorted by `sort_by`: unsorted pages may overlap."""

    service: Literal["wfs"]
    base: str = "https://data.geopf.fr/wfs/ows"
    layer: str
    sort_by: str = "cleabs"
    page_size: int = Field(default=5000, gt=0, le=5000)
    needs_bounds: bool = True

    @property
    def by_territory(self) -> bool:
        """Whether less than France can be asked."""
        return self.needs_bounds


class Overpass(Service):
    """OpenStreetMap objects; `{area}` in the query is the area asked, set as `.a`."""

    service: Literal["overpass"]
    base: str = "https://overpass-api.de/api/interpreter"
    query: str

    @property
    def by_territory(self) -> bool:
        """Whether less than France can be asked."""
        return "{area}" in self.query


Live = Annotated[
    PublishedFiles | GeoApi | Opendatasoft | DataGouv | Melodi | DataFair | OgcFeatures | Wfs | Overpass,
    Field(discriminator="service"),
]
