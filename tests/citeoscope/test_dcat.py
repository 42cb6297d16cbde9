"""The catalogue for open-data portals: a library that knows nothing of us reads it as DCAT."""

import json

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from citeoscope import dcat
from citeoscope.exports.formats import FORMATS
from citeoscope.lineage import manifests
from citeoscope.store import Stale

BASE = "https://exemple.fr/api/v1/catalogue.jsonld"
FILOSOFI = URIRef("https://exemple.fr/api/v1/donnees/filosofi.jsonld")


def graph(document):
    return Graph().parse(data=json.dumps(document), format="json-ld", publicID=BASE)


@pytest.fixture(scope="module")
def read(embedded):
    return graph(dcat.catalogue(manifests(embedded.store)))


def test_every_dataset_is_in_the_catalogue(embedded, read):
    assert list(read.subjects(RDF.type, DCAT.Catalog)) == [URIRef(BASE)]
    listed = set(read.objects(URIRef(BASE), DCAT.dataset))
    assert listed == set(read.subjects(RDF.type, DCAT.Dataset))
    assert len(listed) == len(embedded.store.datasets)


def test_every_dataset_has_what_dcat_ap_requires_and_recommends(read):
    for dataset in read.subjects(RDF.type, DCAT.Dataset):
        for wanted in (
            DCTERMS.title,
            DCTERMS.description,
            DCTERMS.publisher,
            DCTERMS.license,
            DCTERMS.temporal,
            DCTERMS.spatial,
            DCTERMS.accrualPeriodicity,
            DCTERMS.modified,
        ):
            assert read.value(dataset, wanted) is not None, (dataset, wanted)
        assert len(set(read.objects(dataset, DCAT.distribution))) == 5


def test_a_dataset_says_who_when_and_how_often(read):
    assert str(read.value(read.value(FILOSOFI, DCTERMS.publisher), FOAF.name)) == "Insee"
    period = read.value(FILOSOFI, DCTERMS.temporal)
    assert str(read.value(period, DCAT.startDate)) == "2021"
    assert str(read.value(FILOSOFI, DCTERMS.accrualPeriodicity)).endswith("/frequency/ANNUAL")


def test_a_distribution_is_an_address_of_the_app(read):
    addresses = {str(read.value(one, DCAT.accessURL)) for one in read.objects(FILOSOFI, DCAT.distribution)}
    assert addresses == {str(FILOSOFI).replace("jsonld", suffix) for suffix in FORMATS}
    for one in read.subjects(RDF.type, DCAT.Distribution):
        assert read.value(one, DCTERMS.license) is not None
        assert str(read.value(one, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")


def test_the_share_alike_licence_is_said(read):
    paris = URIRef("https://exemple.fr/api/v1/donnees/budget_participatif_paris.jsonld")
    assert "odbl" in str(read.value(paris, DCTERMS.license))


@pytest.mark.parametrize(
    ("vintage", "period"),
    [
        ("2021", ("2021", "2021")),
        ("2018–2019", ("2018", "2019")),
        ("2013-2020", ("2013", "2020")),
        ("2026-07", ("2026-07", "2026-07")),
        ("2026, 2025", ("2025", "2026")),
        ("en continu", None),
    ],
)
def test_a_vintage_is_read_as_a_period(vintage, period):
    node = dcat._period(vintage)
    assert (node and (node["dcat:startDate"]["@value"], node["dcat:endDate"]["@value"])) == period


def test_a_failed_refresh_and_the_caveats_are_in_the_provenance(embedded):
    stale = {"filosofi": Stale(since="2026-11-24T08:00:00+00:00", reason="404")}
    document = dcat.catalogue(manifests(embedded.store), stale)
    node = next(one for one in document["dcat:dataset"] if one["dct:identifier"] == "filosofi")
    assert "en échec le 2026-11-24 : 404." in node["dct:provenance"]["rdfs:label"]["@value"]


def test_one_dataset_is_a_document_of_its_own(embedded):
    alone = graph(dcat.dataset_node(manifests(embedded.store), "filosofi"))
    assert list(alone.subjects(RDF.type, DCAT.Dataset)) == [FILOSOFI]


def test_an_empty_store_is_an_empty_catalogue():
    assert dcat.catalogue({})["dcat:dataset"] == []
