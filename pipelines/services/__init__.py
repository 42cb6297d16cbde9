"""One client per kind of public service: `download` writes the answers as published, one raw file each."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from pipelines.desk import Desk, Received
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services import (
    data_fair,
    datagouv,
    files,
    geo,
    melodi,
    ogc_features,
    opendatasoft,
    overpass,
    wfs,
)

Client = Callable[[Any, Scope, Door, Desk], tuple[Received, ...]]

# By `service` of the [live] table; each client takes the model of its own service.
CLIENTS: Final[Mapping[str, Client]] = MappingProxyType(
    {
        "files": files.download,
        "geo": geo.download,
        "opendatasoft": opendatasoft.download,
        "datagouv": datagouv.download,
        "melodi": melodi.download,
        "data_fair": data_fair.download,
        "ogc_features": ogc_features.download,
        "wfs": wfs.download,
        "overpass": overpass.download,
    }
)
