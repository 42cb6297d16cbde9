"""The catalogue of the datasets for open-data portals: DCAT-AP, written as JSON-LD. Pure.

Addresses are relative to `/api/v1/`, where the catalogue is served: they follow the app wherever it stands.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from citeoscope.exports.formats import FORMATS, Format
from citeoscope.freshness import sentence
from citeoscope.lineage import HOUSE, licence_of, publisher_of, sources_of, vintage_of
from citeoscope.query.answer import CARRIERS
from citeoscope.store import Manifest, Stale

Node = dict[str, Any]

AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
FREQUENCIES: Final = {
    "quotidien": "DAILY",
    "hebdomadaire": "WEEKLY",
    "mensuel": "MONTHLY",
    "annuel": "ANNUAL",
    "irrégulier": "IRREG",
}
FILE_TYPES: Final = {"xlsx": "XLSX", "csv": "CSV", "gpkg": "GPKG", "geojson": "GEOJSON", "parquet": "PARQUET"}
KEYWORDS: Final = {"table": "chiffres par territoire", "points": "lieux", "outlines": "contours"}

# Written in full, so that reading the catalogue asks nothing of another host.
CONTEXT: Final[Node] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{
        term: {"@type": "@id"}
        for term in (
            "dcat:accessURL",
            "dcat:downloadURL",
            "dcat:landingPage",
            "dcat:mediaType",
            "dct:accrualPeriodicity",
            "dct:format",
            "dct:language",
            "dct:license",
            "dct:source",
            "foaf:homepage",
        )
    },
    "dct:modified": {"@type": "xsd:dateTime"},
}
FRENCH: Final = f"{AUTHORITY}language/FRA"
NEVER: Final = "1970-01-01T00:00:00+00:00"
FRANCE: Final = f"{AUTHORITY}country/FRA"


def catalogue(known: Mapping[str, Manifest], stale: Mapping[str, Stale] | None = None) -> Node:
    """Describe every dataset of a store.

    Parameters
    ----------
    known
        Manifests by dataset, of an index or of a store.
    stale
        Why the last refresh of some of them failed.

    Returns
    -------
    dict
        One JSON-LD document, ready for `json.dumps`.
    """
    latest = max((manifest.retrieved_at for manifest in known.values()), default=NEVER)
    return {
        "@context": CONTEXT,
        "@id": "catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _french("Citéoscope : données ouvertes des territoires français"),
        "dct:description": _french(
            "Jeux de données publics ramenés au code officiel géographique courant, par commune et territoire, "
            "avec leurs sources, leurs défauts et leurs licences."
        ),
        "dct:publisher": _agent(HOUSE),
        "dct:language": FRENCH,
        "dct:modified": latest,
        "dct:spatial": {"@id": FRANCE, "@type": "dct:Location"},
        "dcat:dataset": [_dataset(known, dataset, (stale or {}).get(dataset)) for dataset in sorted(known)],
    }


def dataset_node(known: Mapping[str, Manifest], dataset: str, stale: Stale | None = None) -> Node:
    """Describe one dataset, as a JSON-LD document of its own."""
    return {"@context": CONTEXT, **_dataset(known, dataset, stale)}


def _dataset(known: Mapping[str, Manifest], dataset: str, stale: Stale | None) -> Node:
    manifest = known[dataset]
    source = manifest.source
    licence = licence_of(known, dataset)
    described = source.description if source else f"Calculé à partir de : {', '.join(manifest.derived_from)}."
    node: Node = {
        "@id": f"donnees/{dataset}.jsonld",
        "@type": "dcat:Dataset",
        "dct:identifier": dataset,
        "dct:title": _french(manifest.title),
        "dct:description": _french(described),
        "dct:publisher": _agent(publisher_of(known, dataset), sources_of(known, dataset)[0].url if source else None),
        "dct:language": FRENCH,
        "dct:modified": manifest.retrieved_at,
        "dct:accrualPeriodicity": f"{AUTHORITY}frequency/{FREQUENCIES[source.rhythm] if source else 'IRREG'}",
        "dct:spatial": _place(manifest),
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": _french(_told(manifest, stale))},
        "dcat:keyword": [_french(KEYWORDS[manifest.kind]), _french("communes"), _french("COG 2026")],
        "dcat:landingPage": f"../../donnees?jeu={dataset}",
        "dct:source": [origin.url for origin in sources_of(known, dataset)],
        "dcat:distribution": [_distribution(dataset, form, licence.url) for form in FORMATS.values()],
    }
    if licence.url:
        node["dct:license"] = licence.url
    if period := _period(vintage_of(known, dataset)):
        node["dct:temporal"] = period
    return node


def _distribution(dataset: str, form: Format, licence: str) -> Node:
    address = f"donnees/{dataset}.{form.id}"
    node = {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _french(f"{form.label} ({form.use})"),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dct:format": f"{AUTHORITY}file-type/{FILE_TYPES[form.id]}",
        "dcat:mediaType": f"https://www.iana.org/assignments/media-types/{form.media_type.split(';')[0]}",
    }
    return node | ({"dct:license": licence} if licence else {})


def _told(manifest: Manifest, stale: Stale | None) -> str:
    count = sum(defect.count for defect in manifest.defects)
    carrier = CARRIERS[manifest.origin].capitalize()
    rows = f"{manifest.rows_in} lignes lues, {manifest.rows_out} gardées, {count} défaut(s) relevé(s)"
    said = [f"{carrier} : {rows}."]
    if stale is not None:
        said.append(f"Dernier rafraîchissement en échec le {stale.since[:10]} : {sentence(stale.reason)}")
    return " ".join([*said, *(manifest.source.caveats if manifest.source else ())])


def _place(manifest: Manifest) -> Node:
    if manifest.territory is None:
        return {"@id": FRANCE, "@type": "dct:Location"}
    return {"@type": "dct:Location", "rdfs:label": _french(manifest.territory)}


def _period(vintage: str) -> Node | None:
    """Read the first and the last year, or month, of a vintage such as `2018–2019` or `2026-07`."""
    moments = re.findall(r"\b(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?!\d))?", vintage)
    if not moments:
        return None
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _moment(min(moments)),
        "dcat:endDate": _moment(max(moments)),
    }


def _moment(text: str) -> Node:
    return {"@value": text, "@type": "xsd:gYearMonth" if "-" in text else "xsd:gYear"}


def _agent(name: str, homepage: str | None = None) -> Node:
    agent: Node = {"@type": "foaf:Agent", "foaf:name": _french(name)}
    return agent | ({"foaf:homepage": homepage} if homepage else {})


def _french(text: str) -> Node:
    return {"@value": text, "@language": "fr"}
