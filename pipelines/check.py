"""The `check` command: validates what is stored again, without writing."""

from pathlib import Path

import pandas as pd

from citeoscope.errors import CiteoscopeError
from citeoscope.store import Index, Manifest, Store, read_index
from pipelines.fetch import digest_of
from pipelines.history import read_history
from pipelines.validate import stored_faults


def check(root: Path) -> list[str]:
    """Read every file of a store again and compare it with what the index says.

    Parameters
    ----------
    root
        Root of a store or of the snapshot.

    Returns
    -------
    list[str]
        French faults, each with its remedy; empty when all is well.

    Raises
    ------
    StoreError
        The index cannot be read.
    """
    index = read_index(root)
    if index is None:
        return [f"Aucune donnée dans {root}. Lancez « python -m pipelines refresh »."]
    faults = []
    for dataset, manifest in index.datasets.items():
        remedy = "Relancez « refresh » pour ce jeu, ou revenez en arrière avec « rollback »."
        faults += [f"{dataset} : {fault}. {remedy}" for fault in _faults(root, manifest, index)]
    for manifest in read_history(root).manifests:
        missing = [name for name in manifest.files if not (root / name).exists()]
        if missing:
            faults.append(
                f"{manifest.dataset} : fichier d’une version antérieure absent ({', '.join(missing)}). "
                "Les chiffres en place n’en dépendent pas ; « rollback » n’y reviendra pas."
            )
    return faults


def _faults(root: Path, manifest: Manifest, index: Index) -> list[str]:
    absent = [name for name in manifest.files if not (root / name).exists()]
    if absent:
        return [f"fichier absent ({', '.join(absent)})"]
    if digest_of(root / manifest.file) != manifest.file_sha256:
        return [f"le fichier {manifest.file} n’est plus celui qui a été écrit"]
    store = Store(root)
    try:
        frame = store.read(manifest.dataset)
        store.findings(manifest.dataset)
    except CiteoscopeError as error:
        return [str(error)]
    faults = []
    if len(frame) != manifest.rows_out:
        faults.append(f"{len(frame)} lignes au lieu de {manifest.rows_out}")
    if manifest.source is not None:
        faults += stored_faults(frame, manifest.source)
    if "cog" in index.datasets and manifest.rebase is not None:
        faults += _strangers(frame, store.read("cog"))
    return faults


def _strangers(frame: pd.DataFrame, cog: pd.DataFrame) -> list[str]:
    key = next((name for name in ("commune_code", "code") if name in frame), None)
    if key is None or "level" in frame:
        return []
    strange = sorted(set(frame[key].dropna()) - set(cog.loc[cog["level"] == "commune", "code"]))
    return [f"codes absents du COG : {', '.join(strange[:5])}"] if strange else []
