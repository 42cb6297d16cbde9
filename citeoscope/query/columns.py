"""Whether the data holds what the indicators read: said at once, rather than on the page of each of them."""

from collections.abc import Container, Iterable
from functools import cache

from citeoscope.catalogue.indicator import Indicator, columns_read
from citeoscope.errors import StoreError
from citeoscope.store import Store


def absent_columns(store: Store, indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """List what indicators read and a store does not have.

    Parameters
    ----------
    store
        Where the datasets are.
    indicators
        As declared.

    Returns
    -------
    tuple[str, ...]
        One French line per dataset or column; a file that cannot be read is said where it is read.
    """
    wrong: dict[str, None] = {}
    columns = cache(lambda dataset: _columns(store, dataset))
    for declared in indicators:
        for vintage in declared.vintages:
            for dataset, column in columns_read(declared.at(vintage)):
                if dataset not in store.datasets:
                    wrong[f"[{declared.id}] jeu de données inconnu : « {dataset} »"] = None
                elif column and column not in columns(dataset):
                    wrong[f"[{declared.id}] colonne inconnue : « {dataset}.{column} »"] = None
    return tuple(wrong)


def _columns(store: Store, dataset: str) -> Container[str]:
    try:
        return store.columns(dataset)
    except StoreError:
        return _Anything()


class _Anything(Container[str]):
    def __contains__(self, _: object) -> bool:
        return True
