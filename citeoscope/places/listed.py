"""One row per place and list, in one schema: what each list says, with its publisher, its licence and its date."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.language import say
from citeoscope.lists import imported_lists, read_imported
from citeoscope.local import read_list
from citeoscope.places.opening import from_hours, state_of

NATIONAL: Final = {
    "tiers_lieux_2026": "",
    "tiers_lieux_2023": "",
    "tiers_lieux_2019": "",
    "mediation_numerique": "",
    "fabriques_de_territoire": "Fabrique de territoire",
    "manufactures_de_proximite": "Manufacture de proximité",
}
"""Lists of the store that hold tiers-lieux, newest first, and the label that being in one of them gives.

OpenStreetMap's is not among them: its licence (ODbL) would hold for whatever it is brought together with.
"""
LOCAL: Final = "tiers_lieux"
WRITTEN_HERE: Final = "Listes locales"
UNTOLD: Final = "licence à demander à qui tient la liste"
COLUMNS: Final = (
    "id",
    "nom",
    "type",
    "label",
    "adresse",
    "code_postal",
    "commune",
    "code_insee",
    "latitude",
    "longitude",
    "precision",
    "pivot",
    "site_web",
    "presentation",
    "horaires",
    "ouverture",
    "dataset",
    "source",
    "licence",
    "licence_url",
    "date_maj",
)
_DAY: Final = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")
_ISO: Final = re.compile(r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?(?!\d)")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_UNSAID: Final = frozenset({"non précisé", "tiers-lieu"})
_PRECISE: Final = {"address": "housenumber", "coordinates": "coordinates"}


def listed(atlas: Atlas, folder: Path) -> pd.DataFrame:
    """Return the places of every list.

    Parameters
    ----------
    atlas
        The data: the national lists that its store holds are read.
    folder
        Folder of the local lists, usually `data/local/`: those written by hand and those imported.

    Returns
    -------
    pandas.DataFrame
        One row per place and list. Texts, empty where nothing is said: `id` (`list:id in the list`), `nom`, `type`,
        `label` (national), `adresse`, `code_postal`, `commune`, `code_insee` (current COG), `precision` (`coordinates`,
        `housenumber`, `street`, `locality`, `commune`: a point that only stands for the commune, `none`), `pivot`
        (SIRET), `site_web`, `presentation`, `horaires`, `ouverture` (`ouvert`, `fermé`, `en projet`),
        `dataset` (the list), `source` (publisher, title, vintage), `licence`, `licence_url`,
        `date_maj` (year or ISO date when it was last checked; the last year of a census).
        `latitude`, `longitude` float64, degrees (EPSG:4326), NaN where the position is not known.

    Raises
    ------
    StoreError
        A list cannot be read; the message names it.
    """
    frames = [
        _national(atlas, dataset, label) for dataset, label in NATIONAL.items() if dataset in atlas.store.datasets
    ]
    frames.append(_in_schema(read_list(folder, LOCAL), LOCAL, WRITTEN_HERE))
    for name, record in imported_lists(folder).items():
        if record.kind == LOCAL:
            said = say("Liste importée « {name} » ({file})", name=name, file=record.file)
            frames.append(_in_schema(read_imported(folder, name), f"listes/{name}", said))
    whole = pd.concat(frames, ignore_index=True)
    return _with_communes(atlas, whole)


def _national(atlas: Atlas, dataset: str, label: str) -> pd.DataFrame:
    frame = gpd.GeoDataFrame(atlas.read(dataset))
    manifest, note = atlas.store.manifest(dataset), atlas.source(dataset)
    source = manifest.source
    own = frame["category"].fillna("")
    return pd.DataFrame(
        {
            "id": f"{dataset}:" + frame["id"].astype(str),
            "nom": frame["name"],
            "type": own.where(~own.isin(_UNSAID) & (own != label), ""),
            "label": label,
            "adresse": _text(frame, "address"),
            "commune": _text(frame, "commune_name"),
            "code_insee": _text(frame, "commune_code"),
            "latitude": frame.geometry.y,
            "longitude": frame.geometry.x,
            "precision": frame["precision"].map(_PRECISE).fillna(frame["precision"]),
            "site_web": _text(frame, "website"),
            "dataset": dataset,
            "source": note.text,
            "licence": note.licence,
            "licence_url": source.licence_url if source else "",
            "date_maj": _checked(_text(frame, "updated").map(iso_date), note.vintage),
        }
    ).reindex(columns=list(COLUMNS))


def _in_schema(rows: pd.DataFrame, name: str, source: str) -> pd.DataFrame:
    """Read a local list; its rows say themselves when they were checked: importing one checks nothing."""
    precision = _text(rows, "precision")
    return pd.DataFrame(
        {
            "id": f"{name}:" + rows["id"],
            "nom": rows["nom"],
            "type": _text(rows, "type_tiers_lieu", "type", "typologie"),
            "label": "",
            "adresse": _text(rows, "adresse"),
            "code_postal": _text(rows, "code_postal"),
            "commune": _text(rows, "commune", "commune_nom"),
            "code_insee": _text(rows, "code_insee", "commune_code"),
            "latitude": _degrees(rows, "latitude"),
            "longitude": _degrees(rows, "longitude"),
            "precision": precision.where(precision != "", "none"),
            "pivot": _text(rows, "pivot"),
            "site_web": _text(rows, "site_web"),
            "presentation": _text(rows, "presentation_resume", "description"),
            "horaires": _text(rows, "horaires"),
            "ouverture": _opening(_text(rows, "etat_ouverture"), _text(rows, "horaires")),
            "dataset": name,
            "source": source,
            "licence": UNTOLD,
            "licence_url": "",
            "date_maj": _text(rows, "date_maj").map(iso_date),
        }
    ).reindex(columns=list(COLUMNS))


def _opening(told: pd.Series, hours: pd.Series) -> pd.Series:
    """Return whether each place is open: what its list says of it, else what its hours tell."""
    pairs = zip(told, hours, strict=True)
    return pd.Series([state_of(text) or from_hours(when) for text, when in pairs], index=told.index, dtype="object")


def _with_communes(atlas: Atlas, places: pd.DataFrame) -> pd.DataFrame:
    """Fill texts that are absent, and give a place known only by its commune a point inside it, which says so."""
    texts = [column for column in COLUMNS if column not in {"latitude", "longitude"}]
    out = places.assign(**{column: places[column].fillna("").astype(str) for column in texts})
    names = atlas.geography.communes["name"]
    out["commune"] = out["code_insee"].map(names).fillna(out["commune"])
    unplaced = out["latitude"].isna() & out["code_insee"].isin(names.index)
    outlines = atlas.read("contours_communes")
    needed = outlines[outlines["code"].isin(out.loc[unplaced, "code_insee"])]
    inside = gpd.GeoSeries(needed.geometry.representative_point())
    x, y = (dict(zip(needed["code"], degrees, strict=True)) for degrees in (inside.x, inside.y))
    out.loc[unplaced, "latitude"] = out.loc[unplaced, "code_insee"].map(y).astype("float64")
    out.loc[unplaced, "longitude"] = out.loc[unplaced, "code_insee"].map(x).astype("float64")
    out.loc[unplaced & out["latitude"].notna(), "precision"] = "commune"
    return out.astype({"latitude": "float64", "longitude": "float64"})


def _text(frame: pd.DataFrame, *columns: str) -> pd.Series:
    """Return the first of several columns that says something, row by row."""
    return _first((frame[column].fillna("").astype(str) for column in columns if column in frame), frame.index)


def _first(columns: Iterable[pd.Series], index: pd.Index) -> pd.Series:
    found = pd.Series("", index=index, dtype="object")
    for column in columns:
        found = found.where(found != "", column)
    return found


def iso_date(text: str) -> str:
    """Return a date as people write it (`04/07/2018`, `juillet 2018`, `2018-07-04`) so that later dates sort after."""
    if found := _DAY.search(text):
        day, month, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    found = _ISO.search(text) or _YEAR.search(text)
    return found.group() if found else ""


def _degrees(frame: pd.DataFrame, column: str) -> pd.Series:
    if column not in frame:
        return pd.Series(float("nan"), index=frame.index)
    return pd.to_numeric(frame[column], errors="coerce").astype("float64")


def _checked(told: pd.Series, vintage: str) -> pd.Series:
    """Return when each place was last checked: its own date, or the last year of its list's vintage."""
    years = _YEAR.findall(vintage)
    return told.where(told != "", years[-1] if years else "")
