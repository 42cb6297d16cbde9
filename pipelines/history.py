"""The versions a store had before the current one: what `history` lists and `rollback` returns to."""

from itertools import chain
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from citeoscope.errors import StoreError
from citeoscope.store import Index, Manifest

HISTORY: Final = "history.json"
KEPT: Final = 4
"""Earlier versions kept of each dataset."""


class History(BaseModel):
    """Earlier manifests by dataset, the latest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    versions: dict[str, tuple[Manifest, ...]] = {}

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        """All of them, of all datasets."""
        return tuple(chain.from_iterable(self.versions.values()))

    def of(self, dataset: str) -> tuple[Manifest, ...]:
        """Return the earlier versions of a dataset, the latest first."""
        return self.versions.get(dataset, ())

    def after(self, old: Index, new: Index) -> "History":
        """Return the history once `new` has replaced `old`.

        A version is known by its file: the same rows brought in again are the same version.

        Parameters
        ----------
        old, new
            The index before and after the switch.

        Returns
        -------
        History
        """
        versions = dict(self.versions)
        for dataset, manifest in old.datasets.items():
            successor = new.datasets.get(dataset)
            if successor is None or successor.file != manifest.file:
                versions[dataset] = (manifest, *versions.get(dataset, ()))
        for dataset, earlier in versions.items():
            current = new.datasets.get(dataset)
            seen = {current.file} if current else set()
            kept = []
            for manifest in earlier:
                if manifest.file not in seen:
                    seen.add(manifest.file)
                    kept.append(manifest)
            versions[dataset] = tuple(kept[:KEPT])
        return History(versions={dataset: kept for dataset, kept in sorted(versions.items()) if kept})


def read_history(root: Path) -> History:
    """Read the history of a store; an empty one where there is none.

    Parameters
    ----------
    root
        Root of the store.

    Returns
    -------
    History

    Raises
    ------
    StoreError
        The file is there but cannot be read.
    """
    path = root / HISTORY
    try:
        return History.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return History()
    except (OSError, ValidationError) as error:
        raise StoreError(
            f"Historique abîmé : {path}. Supprimez ce fichier (les versions en place restent), puis relancez."
        ) from error
