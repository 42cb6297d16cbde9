"""The `history` and `rollback` commands: the versions of a dataset, and the way back to an earlier one."""

from collections.abc import Mapping
from pathlib import Path

from rich import box
from rich.table import Table

from citeoscope.catalogue.source import Source
from citeoscope.errors import CiteoscopeError, StoreError, UnknownDatasetError
from citeoscope.store import Manifest, read_index, read_version
from pipelines import derive
from pipelines.build import Build
from pipelines.history import read_history
from pipelines.status import CARRIERS, defects, number
from pipelines.store import only_writer, switch


def versions(root: Path, dataset: str) -> tuple[Manifest, ...]:
    """Return the versions of a dataset in a store, the one in place first.

    Parameters
    ----------
    root
        Root of the store.
    dataset
        Dataset id.

    Returns
    -------
    tuple[Manifest, ...]

    Raises
    ------
    UnknownDatasetError
        The store never had this dataset.
    """
    index = read_index(root)
    current = (index.datasets.get(dataset),) if index and dataset in index.datasets else ()
    found = tuple(one for one in (*current, *read_history(root).of(dataset)) if one is not None)
    if not found:
        known = ", ".join(index.datasets) if index else "aucun"
        raise UnknownDatasetError(f"Aucune version de « {dataset} » dans {root}. Jeux présents : {known}.")
    return found


def history_table(found: tuple[Manifest, ...]) -> Table:
    """Lay out the versions of a dataset, numbered as `rollback --to` takes them."""
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        caption="0 est la version en place. sha256 : début de celui des fichiers publiés.",
    )
    for title in ("Rang", "Récupérée le", "Millésime", "D’où", "Lignes", "Défauts", "sha256"):
        table.add_column(title, justify="right" if title in {"Rang", "Lignes", "Défauts"} else "left", no_wrap=True)
    for rank, one in enumerate(found):
        table.add_row(
            str(rank),
            one.retrieved_at[:16].replace("T", " "),
            one.source.vintage if one.source else "–",
            CARRIERS[one.origin] + (f" ({one.territory})" if one.territory else ""),
            number(one.rows_out),
            number(defects(one)),
            one.sha256[:12],
        )
    return table


def rollback(
    root: Path, dataset: str, rank: int, sources: Mapping[str, Source], fallback: tuple[Path, ...]
) -> tuple[str, ...]:
    """Put an earlier version of a dataset back in place, and compute again what follows from it.

    Parameters
    ----------
    root
        Root of the store.
    dataset
        Dataset id.
    rank
        1 for the version before the one in place, 2 for the one before…
    sources
        All declared sources.
    fallback
        Roots to read where the store has nothing.

    Returns
    -------
    tuple[str, ...]
        The datasets that changed.

    Raises
    ------
    UnknownDatasetError
        The store never had this dataset.
    StoreError
        It has no version of this rank, or its file is gone, or the dataset is computed from others.
    """
    with only_writer(root):
        found = versions(root, dataset)
        if dataset in derive.INPUTS:
            inputs = ", ".join(derive.INPUTS[dataset])
            raise StoreError(f"« {dataset} » est calculé : revenez en arrière sur ce dont il vient ({inputs}).")
        if not 0 < rank < len(found):
            raise StoreError(
                f"« {dataset} » n’a pas de version de rang {rank} : {len(found)} version(s) en tout, "
                "l’historique les montre (« python -m pipelines history ID »)."
            )
        chosen = found[rank]
        build = Build(sources, None, root, fallback)
        build.frames[dataset] = read_version(root, chosen)
        build.manifests[dataset] = chosen
        failures: dict[str, CiteoscopeError] = {}
        build.derive(failures)
        for error in failures.values():  # nothing is switched when what follows cannot be computed
            raise error
        switch(root, build.manifests)
        return tuple(build.manifests)
