"""What a dataset descends from: the published sources behind it, and the licence that follows from theirs. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from citeoscope.catalogue.source import SHARE_ALIKE, Source
from citeoscope.language import say
from citeoscope.store import Manifest, Store

HOUSE = "Citéoscope"


class Licence(NamedTuple):
    """A licence and where it can be read."""

    name: str
    url: str


def manifests(store: Store) -> dict[str, Manifest]:
    """Return every manifest of a store, by dataset."""
    return {dataset: store.manifest(dataset) for dataset in store.datasets}


def sources_of(known: Mapping[str, Manifest], dataset: str) -> tuple[Source, ...]:
    """Return the published sources of a dataset: its own, or those of what it is computed from.

    Parameters
    ----------
    known
        Manifests by dataset.
    dataset
        Dataset id.

    Returns
    -------
    tuple[Source, ...]
        Each once, in the order of the computation; a parent that is not in the store is left out.
    """
    manifest = known.get(dataset)
    if manifest is None:
        return ()
    if manifest.source is not None:
        return (manifest.source,)
    found = [source for parent in manifest.derived_from for source in sources_of(known, parent)]
    return tuple({source.id: source for source in found}.values())


def licence_of(known: Mapping[str, Manifest], dataset: str) -> Licence:
    """Return the licence of a dataset: a share-alike licence of one of its sources holds for the whole."""
    licences = [Licence(source.licence, source.licence_url) for source in sources_of(known, dataset)]
    shared = [licence for licence in licences if licence.name in SHARE_ALIKE]
    return next(iter([*shared, *licences]), Licence("", ""))


def publisher_of(known: Mapping[str, Manifest], dataset: str) -> str:
    """Return who publishes a dataset; what is computed here says from whom it comes."""
    names = list(dict.fromkeys(source.publisher for source in sources_of(known, dataset)))
    if known[dataset].source is not None:
        return names[0]
    return say("{house}, d’après {names}", house=HOUSE, names=", ".join(names)) if names else HOUSE


def vintage_of(known: Mapping[str, Manifest], dataset: str) -> str:
    """Return the vintage of a dataset; what is computed here names those of its sources."""
    source = known[dataset].source
    if source is not None:
        return source.vintage
    return ", ".join(dict.fromkeys(source.vintage for source in sources_of(known, dataset)))
