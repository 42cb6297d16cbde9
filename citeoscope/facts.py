"""What people of a place keep and say: the local lists and the imported ones, as one table of facts."""

from pathlib import Path
from typing import Final

import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import phrase, say
from citeoscope.lists import Record, imported_lists, read_imported
from citeoscope.local import List, read_list
from citeoscope.numbers import french_date

KINDS: Final[dict[List, str]] = {
    "tiers_lieux": phrase("Lieu"),
    "projets": phrase("Projet"),
    "evenements": phrase("Débat, événement"),
}
WRITTEN_HERE: Final = "écrite ici"
COLUMNS: Final = (
    "id",
    "name",
    "kind",
    "holder",
    "when",
    "commune_code",
    "perimeter",
    "description",
    "source",
    "url",
    "latitude",
    "longitude",
    "precision",
    "list",
    "origin",
    "stage",
    "theme",
    "type",
)


def local_facts(folder: Path) -> pd.DataFrame:
    """Return the local places, projects and events in one table, those of the imported lists included.

    Parameters
    ----------
    folder
        Folder of the local lists.

    Returns
    -------
    pandas.DataFrame
        `id, name, kind, holder, when, commune_code, perimeter, description, source, url, precision`, all text, and
        `latitude, longitude` (degrees, EPSG:4326; NaN where the place is not known). `list` is the kind of list,
        `origin` its name in French, `stage`, `theme` and `type` what it says of the fact, empty when nothing.

    Raises
    ------
    StoreError
        A list cannot be read; the message names it.
    """
    written = [_facts(read_list(folder, name), name, name, "") for name in KINDS]
    brought = [
        _facts(read_imported(folder, name), record.kind, f"listes/{name}", _said(name, record))
        for name, record in imported_lists(folder).items()
    ]
    return pd.concat([*written, *brought], ignore_index=True)


def _said(name: str, record: Record) -> str:
    return say(
        "liste importée « {name} » ({file}, {imported_at})",
        name=name,
        file=record.file,
        imported_at=french_date(record.imported_at[:10]),
    )


def _facts(rows: pd.DataFrame, kind: List, origin: str, unsaid: str) -> pd.DataFrame:
    """Read the facts of a list; `unsaid` is the source of the rows that name none."""

    def text(*columns: str) -> pd.Series:
        """Return the first of several columns that says something, row by row."""
        found = pd.Series("", index=rows.index, dtype="object")
        for column in columns:
            if column in rows:
                found = found.where(found != "", rows[column].fillna(""))
        return found

    def degrees(column: str) -> pd.Series:
        return pd.to_numeric(rows[column], errors="coerce") if column in rows else pd.Series(float("nan"), rows.index)

    stage, commune, url = text("etape"), text("code_insee", "commune_code"), text("source_url", "site_web")
    perimeter = text("perimetre")
    frame = pd.DataFrame(
        {
            "id": f"{origin}/" + rows["id"],
            "name": rows["nom"],
            "kind": say(KINDS[kind]) + stage.where(stage == "", " (" + stage + ")"),
            "holder": text("porteur", "organisateur", "structure_parente"),
            "when": text("date_debut"),
            "commune_code": commune,
            "perimeter": perimeter.where(perimeter != "", "commune:" + commune),
            "description": text("description", "presentation_resume"),
            "source": text("source_titre", "source", "source_url"),
            "url": url.where(url.str.startswith(("https://", "http://")), ""),
            "latitude": degrees("latitude"),
            "longitude": degrees("longitude"),
            "precision": text("precision"),
            "list": kind,
            "origin": WRITTEN_HERE if origin == kind else origin.removeprefix("listes/"),
            "stage": stage,
            "theme": text("theme"),
            "type": text("type", "type_tiers_lieu", "typologie"),
        }
    )
    return frame.assign(source=frame["source"].where(frame["source"] != "", unsaid))


def facts_within(atlas: Atlas, facts: pd.DataFrame, codes: frozenset[str]) -> pd.DataFrame:
    """Keep the local facts whose territory lies inside, or holds, a set of communes.

    Parameters
    ----------
    atlas
        The data.
    facts
        As given by `local_facts`.
    codes
        Commune codes.

    Returns
    -------
    pandas.DataFrame
        Same columns. A fact of the whole country or region is kept for each of its parts.
    """

    def concerns(expression: str, commune: str) -> bool:
        try:
            members = frozenset(atlas.perimeter(expression).codes)
        except CiteoscopeError:
            members = frozenset({commune})  # an unreadable perimeter does not make the fact disappear
        return not members.isdisjoint(codes) and (members <= codes or codes <= members)

    places = facts[["perimeter", "commune_code"]]
    known = {place: concerns(*place) for place in set(places.itertuples(index=False, name=None))}
    return facts[[known[place] for place in places.itertuples(index=False, name=None)]]
