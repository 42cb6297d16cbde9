"""What each service publishes, in its own shape: a few rows, real or illustrative. A new client joins by one entry.

`state` is what the service has to say: `good`, `empty`, `repeats` (a page again), `overlaps` (a row again), `mismatch`.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from citeoscope.catalogue.live import (
    DataFair,
    DataGouv,
    GeoApi,
    Melodi,
    OgcFeatures,
    Opendatasoft,
    Overpass,
    PublishedFiles,
    Wfs,
)

Query = dict[str, list[str]]


@dataclass(frozen=True)
class Case:
    """A declared service, and what it answers in a state.

    `names` are the raw files that a good download makes, `recovers` the faults that do not stop it.
    """

    live: Callable[[str], object]
    answer: Callable[[str, str, Query, bytes], tuple[str, bytes]]
    names: tuple[str, ...]
    paged: bool = False
    recovers: tuple[str, ...] = ()

    def answers(self, state="good"):
        return partial(self.answer, state)


def as_json(value, content_type="application/json; charset=utf-8"):
    return content_type, json.dumps(value, ensure_ascii=False).encode()


def page_of(pages, number, state):
    """The rows of a page (from 1), whether there is a next one, and how many rows there are in all."""
    total = sum(map(len, pages))
    if state == "empty":
        return [], False, 0
    if state == "repeats":
        return pages[0], True, total
    if state == "overlaps" and number > 1:
        return [pages[0][-1], *pages[number - 1][:-1]], number < len(pages), total
    return pages[number - 1], number < len(pages), total


def files(state, path, query, body):
    features = [{"type": "Feature", "properties": {"nom": "Évry-Courcouronnes"}, "geometry": None}]
    return as_json({"type": "FeatureCollection", "features": [] if state == "empty" else features})


def geo(state, path, query, body):
    communes = {"75": [("75113", "Paris 13e, Salpêtrière")], "91": [("91228", "Évry-Courcouronnes")]}[
        path.split("/")[2]
    ]
    features = [
        {
            "type": "Feature",
            "properties": {"nom": name, "code": code},
            "geometry": {"type": "Point", "coordinates": [2.43, 48.62]},
        }
        for code, name in communes
    ]
    return as_json({"type": "FeatureCollection", "features": [] if state == "empty" else features})


def opendatasoft(state, path, query, body):
    rows = "" if state == "empty" else "Évry - Courcouronnes;RER;48.62, 2.43\n"
    return "text/csv; charset=utf-8", ("\ufeffnom_gares;mode;geo_point_2d\n" + rows).encode()


def datagouv(state, path, query, body):
    rows = "" if state == "empty" else "1;Fablab de Sainte-Geneviève;49,438538\n"
    content = ("\ufeffID_UNIQUE;NOM;LATITUDE\n" + rows).encode()
    if "/datasets/r/" in path:
        return "text/csv", content + (b"2;;\n" if state == "mismatch" else b"")
    digest = hashlib.sha1(content).hexdigest()
    common = {"type": "main", "format": "csv", "extras": {}}
    return as_json(
        {
            "id": "5f0",
            "title": "Recensement national des tiers-lieux à jour",
            "resources": [
                {
                    **common,
                    "id": "aaaa-2023",
                    "title": "bdftl-2023-01-fiche-identite.csv",
                    "url": "https://static.data.gouv.fr/resources/x/20241219-093636/bdftl-2023-01-fiche-identite.csv",
                    "checksum": {"type": "sha1", "value": "0" * 40},
                    "last_modified": "2024-12-19T09:36:36+00:00",
                },
                {
                    **common,
                    "id": "bbbb-2026",
                    "title": "bdftl-2026-01-fiche-identite.csv",
                    "url": "https://static.data.gouv.fr/resources/x/20260902-111854/bdftl-2026-01-fiche-identite.csv",
                    "checksum": {"type": "sha1", "value": digest},
                    "last_modified": "2026-09-02T11:18:54+00:00",
                },
            ],
        }
    )


def melodi(state, path, query, body):
    def observation(code, measure, value):
        return {
            "dimensions": {"GEO": f"2025-COM-{code}", "FREQ": "A", "TIME_PERIOD": "2023", "POPREF_MEASURE": measure},
            "measures": {"OBS_VALUE_NIVEAU": {"value": value}},
        }

    dep = query["GEO"][0][4:6]
    pages = [
        [observation(f"{dep}228", "PMUN", 66700.0), observation(f"{dep}228", "PTOT", 67321.0)],
        [observation(f"{dep}001", "PMUN", 15114.0), observation(f"{dep}001", "PTOT", 15207.0)],
    ]
    number = int(query["page"][0])
    rows, more, total = page_of(pages, number, state)
    paging = {"first": "http://internal.example/melodi/data/DS?page=1", "count": total}
    if more:
        paging["next"] = f"http://internal.example/melodi/data/DS?page={number + 1}"
    title = {"fr": "Populations de référence"}
    return as_json({"identifier": "DS", "title": title, "observations": rows, "paging": paging})


def values_agg(state, path, query, body):
    dep = query["code_departement_ban_eq"][0]

    def commune(code):
        letters = [{"total": 3, "value": "D", "results": []}, {"total": 2, "value": "é", "results": []}]
        return {"total": 5, "value": f"{dep}{code}", "results": [], "total_other": 0, "aggs": letters}

    number = 2 if "code_insee_ban_gt" in query else 1
    rows, more, total = page_of([[commune("001"), commune("002")], [commune("003"), commune("004")]], number, state)
    answer = {"total": 5 * total, "total_values": total, "total_other": 10 if more else 0, "aggs": rows}
    if more:
        answer["next"] = f"http://internal.example/x?code_departement_ban_eq={dep}&code_insee_ban_gt={dep}002"
    return as_json(answer)


def lines(state, path, query, body):
    rows = [{"_id": str(number), "numero_dpe": f"2191E000000{number}", "nom": "Évry"} for number in range(4)]
    number = 2 if "after" in query else 1
    found, more, total = page_of([rows[:2], rows[2:]], number, state)
    answer = {"total": total, "results": found}
    if more:
        answer["next"] = "http://internal.example/lines?size=10000&after=1"
    return as_json(answer)


def _features(start, stop):
    geometry = {"type": "Point", "coordinates": [2.43, 48.62]}
    return [
        {"type": "Feature", "id": f"layer.{number}", "geometry": geometry, "properties": {"nature": "Indifférencié"}}
        for number in range(start, stop)
    ]


def ogc_features(state, path, query, body):
    number = int(query.get("page", ["1"])[0])
    found, more, total = page_of([_features(0, 2), _features(2, 4)], number, state)
    links = [{"rel": "self", "href": "x"}]
    if more:
        links.append({"rel": "next", "href": f"http://internal.example/items?f=geojson&limit=2&page={number + 1}"})
    answer = {"type": "FeatureCollection", "features": found, "numberMatched": total, "links": links}
    return as_json(answer, "application/geo+json")


def wfs(state, path, query, body):
    number = int(query["STARTINDEX"][0]) // 2 + 1
    found, _, total = page_of([_features(0, 2), _features(2, 4)], number, state)
    return as_json({"type": "FeatureCollection", "features": found, "numberMatched": total, "numberReturned": 2})


def overpass(state, path, query, body):
    node = {"type": "node", "id": 1, "lat": 48.6, "lon": 2.4, "tags": {"name": "Café associatif"}}
    return as_json({"version": 0.6, "osm3s": {"copyright": "é"}, "elements": [] if state == "empty" else [node]})


_NOT_JSON = ("invalid_json", "wrong_encoding")  # a CSV is kept as published: its reader knows the older encodings

CASES = {
    "files": Case(
        lambda base: PublishedFiles(service="files", base=base, paths=("/2025/communes.geojson",), max_mb=1),
        files,
        ("communes.geojson",),
    ),
    "geo": Case(
        lambda base: GeoApi(
            service="geo",
            base=base,
            path="/departements/{departement}/communes",
            parameters={"format": "geojson", "geometry": "contour"},
            max_mb=1,
        ),
        geo,
        ("75.geojson", "91.geojson"),
    ),
    "opendatasoft": Case(
        lambda base: Opendatasoft(service="opendatasoft", base=base, dataset="emplacement-des-gares-idf", max_mb=1),
        opendatasoft,
        ("emplacement-des-gares-idf.csv",),
        recovers=_NOT_JSON,
    ),
    "datagouv": Case(
        lambda base: DataGouv(service="datagouv", base=f"{base}/api/1", dataset="tl", title="bdftl-2026-01", max_mb=1),
        datagouv,
        ("bdftl-2026-01-fiche-identite.csv",),
    ),
    "melodi": Case(
        lambda base: Melodi(
            service="melodi",
            base=base,
            dataset="DS_POPULATIONS_REFERENCE",
            geo=("DEP-{departement}*COM",),
            queries=({"POPREF_MEASURE": ("PMUN", "PTOT"), "FREQ": ("A",)},),
            max_mb=1,
        ),
        melodi,
        tuple(f"01-DEP-{dep}_COM-000{page}.json" for dep in ("75", "91") for page in (1, 2)),
        paged=True,
    ),
    "data_fair": Case(
        lambda base: DataFair(
            service="data_fair",
            base=base,
            dataset="dpe03existant",
            mode="values_agg",
            fields=("code_insee_ban", "etiquette_dpe"),
            departement_field="code_departement_ban",
            max_mb=1,
        ),
        values_agg,
        ("75-0001.json", "75-0002.json", "91-0001.json", "91-0002.json"),
        paged=True,
    ),
    "data_fair_lines": Case(
        lambda base: DataFair(
            service="data_fair", base=base, dataset="dpe", mode="lines", fields=("numero_dpe",), max_mb=1
        ),
        lines,
        ("page-0001.json", "page-0002.json"),
        paged=True,
    ),
    "ogc_features": Case(
        lambda base: OgcFeatures(service="ogc_features", base=base, collection="plu", page_size=2, max_mb=1),
        ogc_features,
        ("page-0001.geojson", "page-0002.geojson"),
        paged=True,
    ),
    "wfs": Case(
        lambda base: Wfs(service="wfs", base=base, layer="BDTOPO_V3:batiment", page_size=2, max_mb=1),
        wfs,
        ("page-0001.json", "page-0002.json"),
        paged=True,
    ),
    "overpass": Case(
        lambda base: Overpass(
            service="overpass",
            base=f"{base}/api/interpreter",
            query='[out:json];{area}nwr["amenity"="coworking_space"](area.a);out center tags;',
            max_mb=1,
        ),
        overpass,
        ("elements.json",),
    ),
}
