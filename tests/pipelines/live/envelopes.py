"""How each kind of service wraps its rows: the same rows can be changed, then wrapped as the service does.

An envelope is a function of the rows and of what is asked (path, query, posted body); it returns the content type and
the text or the bytes of the answer.
"""

import csv
import gzip
import io
import json
import zipfile

import pandas as pd

from citeoscope.territory.codes import departement_of

JSON = "application/json; charset=utf-8"


def as_csv(separator=","):
    def wrap(rows, path, query, body):
        return "text/csv; charset=utf-8", "\ufeff" + table(rows, separator)

    return wrap


def table(rows, separator):
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return out.getvalue()


def as_zip(name, separator=";", by_path=None):
    """A ZIP archive with one CSV, beside a file that is not the one looked for.

    `{asked}` in its name is the end of the path; `by_path` says which path holds each measure.
    """

    def wrap(rows, path, query, body):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("lisez-moi.txt", "Métadonnées")
            chosen = [row for row in rows if by_path is None or by_path[row.get("EC_MEASURE", "LVB")] in path]
            archive.writestr(name.format(asked=path.rpartition("/")[2]), table(chosen, separator))
        return "application/zip", out.getvalue()

    return wrap


def as_workbook(sheet="Sheet1", above=0, packed=None):
    def wrap(rows, path, query, body):
        out = io.BytesIO()
        with pd.ExcelWriter(out, engine="xlsxwriter") as book:
            pd.DataFrame(rows).to_excel(book, sheet_name=sheet, startrow=above, index=False)
        if packed is None:
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", out.getvalue()
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr(packed, out.getvalue())
        return "application/zip", outer.getvalue()

    return wrap


def as_geojson(*, by_departement=False, gzipped=False):
    """Rows are properties, with the geometry under `_geometry`."""

    def wrap(rows, path, query, body):
        if by_departement:
            rows = [row for row in rows if departement_of(row["_code"]) == path.split("/")[-2]]
        features = [
            {
                "type": "Feature",
                "properties": {name: cell for name, cell in row.items() if not name.startswith("_")},
                "geometry": row["_geometry"],
            }
            for row in rows
        ]
        text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
        return ("application/gzip", gzip.compress(text.encode())) if gzipped else (JSON, text)

    return wrap


def as_melodi(rows, path, query, body):
    """Rows are dimensions, with `value` and `status`; only what is asked is answered."""
    asked = query["GEO"][0].removeprefix("DEP-").removesuffix("*COM")
    observations = [
        {
            "attributes": {"OBS_STATUS": row["status"]},
            "dimensions": {name: cell for name, cell in row.items() if name not in {"value", "status"}},
            "measures": {"OBS_VALUE_NIVEAU": {} if row["value"] is None else {"value": row["value"]}},
        }
        for row in rows
        if departement_of(row["GEO"].rpartition("-")[2]) == asked
        and all(cell in query.get(name, [cell]) for name, cell in row.items() if name.isupper() and name != "GEO")
    ]
    return JSON, json.dumps(
        {
            "title": {"fr": "Équipements"},
            "observations": observations,
            "paging": {"first": "http://internal.example/page=1", "count": len(observations), "isLast": True},
        },
        ensure_ascii=False,
    )


def as_counts(rows, path, query, body):
    """Rows are combinations of fields with `total`; a field that no row has is not nested."""
    fields = query["field"][0].split(";")
    rows = [row for row in rows if departement_of(row["_code"]) == query["code_departement_ban_eq"][0]]

    def nested(group, below):
        if not below or not all(below[0] in row for row in group):
            return {}
        values = list(dict.fromkeys(row[below[0]] for row in group))
        aggs = []
        for value in values:
            own = [row for row in group if row[below[0]] == value]
            total = sum(row["total"] for row in own)
            aggs.append({"total": total, "value": value, "results": [], **nested(own, below[1:])})
        return {"total_other": 0, "aggs": aggs}

    total = sum(row["total"] for row in rows)
    return JSON, json.dumps({"total": total, "note": "é", **nested(rows, fields)}, ensure_ascii=False)


def as_lines(rows, path, query, body):
    """Empty cells are left out, as the service does."""
    asked = query["code_departement_eq"][0]
    results = [
        {name: cell for name, cell in row.items() if cell is not None and name != "_code"}
        for row in rows
        if departement_of(row["_code"]) == asked
    ]
    return JSON, json.dumps({"total": len(results), "results": results}, ensure_ascii=False)


def as_collection(rows, path, query, body):
    """A collection of features in one page; identifiers stand beside the properties, as in Lille."""
    assert path.endswith("/collections/ilevia:vlille_temps_reel/items"), path
    assert query["f"] == ["geojson"]
    features = [
        {
            "type": "Feature",
            "@typeName": "vlille_temps_reel",
            "@id": row["_id"],
            "geometry": row["_geometry"],
            "properties": {name: cell for name, cell in row.items() if not name.startswith("_")},
        }
        for row in rows
    ]
    answer = {"type": "FeatureCollection", "features": features, "numberMatched": len(features)}
    return JSON, json.dumps(answer, ensure_ascii=False)


def as_list(rows, path, query, body):
    return JSON, json.dumps(rows, ensure_ascii=False)


def as_elements(rows, path, query, body):
    assert b"area" in body
    return JSON, json.dumps({"version": 0.6, "osm3s": {"copyright": "é"}, "elements": rows}, ensure_ascii=False)


def on_datagouv(slug, title, resource, wrap):
    """A catalogue entry, and the file at the stable address of its resource."""

    def wrapped(rows, path, query, body):
        if path.endswith(f"/datasets/r/{resource}"):
            return wrap(rows, path, query, body)
        assert path.endswith(f"/datasets/{slug}/"), path
        common = {"type": "main", "format": title.rpartition(".")[2], "extras": {}, "checksum": None}
        return JSON, json.dumps(
            {
                "title": "Recensement à jour",
                "resources": [
                    {**common, "id": "autre", "title": "guide.pdf", "url": "https://static.data.gouv.fr/x/guide.pdf"},
                    {
                        **common,
                        "id": resource,
                        "title": title,
                        "url": f"https://static.data.gouv.fr/resources/x/20260902-111854/{title}",
                    },
                ],
            },
            ensure_ascii=False,
        )

    return wrapped
