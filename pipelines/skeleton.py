"""Writes the declaration of a dataset found in a catalogue, to be completed by hand."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize

from citeoscope.errors import ServiceError
from pipelines.desk import Request
from pipelines.discover import DATAGOUV, about, address_of, is_datagouv
from pipelines.door import Door
from pipelines.services import datagouv, opendatasoft
from pipelines.services.asking import JSON
from pipelines.services.envelope import decode

TABULAR: Final = "https://tabular-api.data.gouv.fr/api"
_READABLE: Final = ("csv", "xlsx", "geojson", "json", "parquet", "ods")
_NUMBERS: Final = frozenset({"int", "double", "decimal", "float", "integer", "number"})
_CODES: Final = re.compile(r"^(code_?(insee|commune|com|geo)\w*|insee(_?com)?|codgeo\w*|com_code|depcom)$")
_NAMES: Final = re.compile(r"^(nom\w*|name|libelle|titre|title|intitule)$")
_PERSONAL: Final = re.compile(r"mail|courriel|telephone|phone|^tel|contact|facebook|linkedin|instagram|twitter")
_LICENCES: Final = (
    (re.compile(r"^lov2$|(licence ouverte|open licen[cs]e).*2"), "Licence Ouverte 2.0"),
    (re.compile(r"^fr-lo$|licence ouverte|open licen[cs]e"), "Licence Ouverte"),
    (re.compile(r"odbl|open database"), "ODbL 1.0"),
)
_LICENCE_URLS: Final = {
    "Licence Ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "Licence Ouverte": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


@dataclass(frozen=True, slots=True)
class _Dataset:
    """What a catalogue says of a dataset, whichever catalogue it is."""

    title: str
    description: str
    publisher: str
    licence: str
    url: str
    modified: str
    live: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str, str], ...]  # published name, label, type


def skeleton(portal: str, dataset_id: str, door: Door) -> tuple[str, str]:
    """Write the declaration of a dataset: its licence, its service, its columns as published.

    Parameters
    ----------
    portal
        Host or address of an Opendatasoft portal, or `data.gouv.fr`.
    dataset_id
        Its id in the catalogue.
    door
        The door to the network.

    Returns
    -------
    tuple[str, str]
        The id of the source, and the text of its `<id>.toml`. What the catalogue does not tell is empty, with a
        comment that says so: the declaration is refused until it is completed.

    Raises
    ------
    ServiceError
        The dataset is unknown, or has no file that can be read.
    """
    if is_datagouv(portal):
        dataset = of_datagouv(DATAGOUV, TABULAR, dataset_id, door)
    else:
        dataset = _of_portal(address_of(portal), dataset_id, door)
    source_id = identifier(dataset_id)
    return source_id, _toml(source_id, dataset)


def of_datagouv(base: str, tabular: str, dataset_id: str, door: Door) -> _Dataset:
    """Describe a dataset of data.gouv.fr by its newest readable resource.

    Raises
    ------
    ServiceError
        The dataset is unknown, or has no file that can be read.
    """
    entry = datagouv.entry(f"{base}/api/1", dataset_id, door)
    offered = [
        one
        for one in entry["resources"]
        if str(one.get("format", "")).lower() in _READABLE and one.get("type", "main") == "main"
    ]
    if not offered:
        raise ServiceError(
            f"{base}/datasets/{dataset_id}/ : aucun fichier {', '.join(_READABLE)}. Choisissez un autre jeu de données."
        )
    resource = max(offered, key=lambda one: str(one.get("last_modified") or ""))
    organisation = entry.get("organization")
    return _Dataset(
        title=str(entry.get("title") or dataset_id),
        description=str(entry.get("description") or ""),
        publisher=str(organisation.get("name") or "") if isinstance(organisation, dict) else "",
        licence=str(entry.get("license") or ""),
        url=str(entry.get("page") or f"{base}/datasets/{dataset_id}/"),
        modified=str(resource.get("last_modified") or ""),
        live=(("service", "datagouv"), ("dataset", dataset_id), ("resource", str(resource["id"]))),
        fields=_profile(tabular, str(resource["id"]), door),
    )


def _profile(tabular: str, resource_id: str, door: Door) -> tuple[tuple[str, str, str], ...]:
    """Read the columns that the tabular API found; it has not read every file."""
    request = Request(name="", url=f"{tabular}/resources/{resource_id}/profile/", accept=JSON)
    try:
        answer = decode(door.ask(request), request.address)
    except ServiceError:
        return ()
    profile = answer.get("profile") if isinstance(answer, dict) else None
    header = profile.get("header") if isinstance(profile, dict) else None
    columns: Mapping[str, Any] = profile.get("columns") or {} if isinstance(profile, dict) else {}
    return tuple((str(name), str(name), str(columns.get(name, {}).get("python_type", ""))) for name in header or ())


def _of_portal(base: str, dataset_id: str, door: Door) -> _Dataset:
    entry = opendatasoft.dataset(base, dataset_id, door)
    told = about(entry)
    return _Dataset(
        title=str(told.get("title") or dataset_id),
        description=str(told.get("description") or ""),
        publisher=str(told.get("publisher") or ""),
        licence=str(told.get("license") or ""),
        url=f"{base}/explore/dataset/{dataset_id}/",
        modified=str(told.get("modified") or ""),
        live=(("service", "opendatasoft"), ("base", base), ("dataset", dataset_id)),
        fields=tuple(
            (str(field["name"]), str(field.get("label") or field["name"]), str(field.get("type") or ""))
            for field in entry["fields"]
            if field.get("name")
        ),
    )


def identifier(text: str) -> str:
    """Return a text as an identifier: small letters, digits and underscores."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return name if name[:1].isalpha() else f"jeu_{name}".rstrip("_")


def licence_of(published: str) -> str:
    """Return the licence that the product knows under a published name, empty when it knows none."""
    text = published.casefold()
    return next((name for pattern, name in _LICENCES if pattern.search(text)), "")


def _toml(source_id: str, dataset: _Dataset) -> str:
    licence = licence_of(dataset.licence)
    points = any(kind.startswith("geo_point") for _, _, kind in dataset.fields)
    described = re.sub(r"<[^>]+>", " ", dataset.description)
    lines = [
        _entry("id", source_id),
        _entry("title", dataset.title),
        _entry("description", described[:300]),
        _entry("publisher", dataset.publisher),
        _entry("licence", licence, f"à compléter, publiée : « {dataset.licence} »" if not licence else ""),
        _entry("licence_url", _LICENCE_URLS.get(licence, "")),
        _entry("url", dataset.url),
        _entry("vintage", dataset.modified[:4], "à vérifier : l’année des données, pas celle de leur mise en ligne"),
        _entry("kind", "points" if points else "table"),
        "",
        "[live]",
        *(_entry(name, value) for name, value in dataset.live),
        *_columns(dataset.fields, points=points),
    ]
    return "\n".join(lines) + "\n"


def _columns(fields: Sequence[tuple[str, str, str]], *, points: bool) -> list[str]:
    """Declare the columns; contacts are left out, and those that the reader needs take the names it knows."""
    lines: list[str] = [] if fields else ["", "# à compléter : le catalogue ne dit pas les colonnes"]
    needed = {"geometry": re.compile(r""), "commune_code": _CODES, "name": _NAMES} if points else {"code": _CODES}
    taken: set[str] = set()
    for published, label, kind in fields:
        name = identifier(published)
        if _PERSONAL.search(name) or kind == "geo_shape":
            continue
        if kind.startswith("geo_point"):
            name = "geometry"
        else:
            name = next((one for one, shape in needed.items() if one != "geometry" and shape.match(name)), name)
        if name in taken:
            name = identifier(published)
        if name in taken:
            continue
        taken.add(name)
        lines += ["", "[[columns]]", _entry("name", name), _entry("label", label), _entry("published", published)]
        if kind in _NUMBERS and name not in needed:
            lines.append(_entry("unit", "", "à compléter ; ajoutez « additive = true » si elle peut être additionnée"))
    missing = sorted(set(needed) - taken - ({"commune_code"} if points else set()))
    return lines + [f"# à compléter : colonne « {name} »" for name in missing if fields]


def _entry(name: str, value: str, remark: str = "") -> str:
    text = json.dumps(" ".join(value.split()), ensure_ascii=False)  # a JSON string is a TOML string
    safe = " ".join("".join(sign if sign.isprintable() else " " for sign in remark).split())
    return f"{name} = {text}" + (f"  # {safe}" if safe else "")
