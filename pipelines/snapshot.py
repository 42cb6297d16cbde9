"""Writes the embedded data from what the store holds: same layout, no raw files, and an attribution people can read."""

from pathlib import Path
from typing import Final

from citeoscope.catalogue.source import SHARE_ALIKE
from citeoscope.errors import StoreError
from citeoscope.store import INDEX, Index, Manifest, read_index
from pipelines.history import HISTORY
from pipelines.store import CATALOGUE, switch, write_bytes

ATTRIBUTION: Final = "ATTRIBUTION.md"
MAX_BYTES: Final = 20_000_000
_INTRODUCTION: Final = (
    "Données rebasées sur le code officiel géographique 2026 et mises en forme par Citéoscope ; "
    "chaque jeu garde la licence de son producteur."
)


def write_snapshot(store: Path, snapshot: Path) -> Index:
    """Copy the current version of every stored dataset into the snapshot.

    Parameters
    ----------
    store
        Root of the refreshed store.
    snapshot
        Root of the embedded data.

    Returns
    -------
    Index
        The new index of the snapshot.

    Raises
    ------
    StoreError
        Nothing is stored, a file is missing, or the whole would be too big to embed.
    """
    current = read_index(store)
    if current is None or not current.datasets:
        raise StoreError(
            f"Rien à copier : pas d’index dans {store}. "
            "Lancez d’abord « python -m pipelines refresh --mirror DOSSIER »."
        )
    files = [name for manifest in current.datasets.values() for name in manifest.files]
    missing = [name for name in files if not (store / name).exists()]
    if missing:
        raise StoreError(f"Fichier(s) absent(s) de {store} : {', '.join(missing)}. Relancez « refresh ».")
    size = sum((store / name).stat().st_size for name in files)
    if size > MAX_BYTES:
        raise StoreError(
            f"Les données embarquées feraient {round(size / 1e6)} Mo, au-delà de {round(MAX_BYTES / 1e6)} Mo. "
            "Augmentez la tolérance des contours dans pipelines/outlines.py."
        )
    for name in files:
        write_bytes(snapshot / name, (store / name).read_bytes())
    index = switch(snapshot, current.datasets)
    (snapshot / HISTORY).unlink(missing_ok=True)
    named = {name for manifest in index.datasets.values() for name in manifest.files}
    for path in snapshot.iterdir():
        if path.name not in named | {INDEX, ATTRIBUTION, CATALOGUE}:
            path.unlink()
    write_bytes(snapshot / ATTRIBUTION, attribution(index).encode())
    return index


def attribution(index: Index) -> str:
    """Write who published what, under which licence, in French Markdown.

    Parameters
    ----------
    index
        The index of the snapshot.

    Returns
    -------
    str
    """
    sourced = [manifest for _, manifest in sorted(index.datasets.items()) if manifest.source is not None]
    derived = [manifest for _, manifest in sorted(index.datasets.items()) if manifest.source is None]
    lines = [
        "# Sources des données embarquées",
        "",
        "Fichier écrit par `python -m pipelines snapshot` : ne pas le modifier à la main.",
        "",
        _INTRODUCTION,
        "",
        "| jeu | titre | producteur | licence | millésime | fichier |",
        "|---|---|---|---|---|---|",
        *(_row(manifest) for manifest in sourced),
        "",
        "## Jeux calculés à partir des précédents",
        "",
        *(
            f"- `{one.dataset}` : {one.title} (d’après {', '.join(f'`{name}`' for name in one.derived_from)})"
            for one in derived
        ),
    ]
    shared = [
        manifest for manifest in sourced if manifest.source is not None and manifest.source.licence in SHARE_ALIKE
    ]
    doubts = [
        f"- `{one.dataset}` : {text}"
        for one in sourced
        if one.source
        for text in one.source.caveats
        if "licence" in text.lower()
    ]
    if doubts:
        lines += ["", "## Licences à vérifier", "", *doubts]
    if shared:
        lines += ["", "## Partage à l’identique", ""]
        lines += [
            f"- `{one.file}` ({one.title}) est une base de données "
            f"sous {one.source.licence} ({one.source.licence_url}) : elle tient dans un fichier à part, "
            "et ce qu’on en tire se partage sous la même licence."
            for one in shared
            if one.source is not None
        ]
    return "\n".join(lines) + "\n"


def _row(manifest: Manifest) -> str:
    source = manifest.source
    if source is None:
        return ""
    return (
        f"| `{manifest.dataset}` | [{manifest.title}]({source.url}) | {source.publisher} | "
        f"[{source.licence}]({source.licence_url}) | {source.vintage} | `{manifest.file}` |"
    )
