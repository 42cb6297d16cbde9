"""The vintage shown is that of the data in place."""

from citeoscope.catalogue.live import Melodi
from citeoscope.query.vintage import in_place

LIVE = Melodi(service="melodi", dataset="D", geo=("FRANCE-F",), queries=({"A": ("_T",)},), vintage="2030")


def carried(manifest, origin, live):
    source = manifest.source.model_copy(update={"live": live})
    return manifest.model_copy(update={"origin": origin, "source": source})


def test_a_newer_vintage_of_the_service_is_the_one_shown(embedded):
    population = {"population": embedded.indicators["population"]}
    manifest = embedded.store.manifest("populations_legales")
    for origin, live, shown in (
        ("network", LIVE, "2030"),
        ("mirror", LIVE, "2023"),
        ("network", LIVE.model_copy(update={"vintage": None}), "2023"),
        ("network", None, "2023"),
    ):
        found = in_place(population, {"populations_legales": carried(manifest, origin, live)})
        assert found["population"].vintage == shown
    assert in_place(population, {}) == population


def test_every_answer_carries_it(embedded, monkeypatch):
    from citeoscope.atlas import Atlas

    store = embedded.store
    manifest, own = store.manifest("populations_legales"), store.manifest
    newer = carried(manifest, "network", LIVE)
    monkeypatch.setattr(store, "manifest", lambda name: newer if name == "populations_legales" else own(name))
    atlas = Atlas(store, {"population": embedded.indicators["population"]})
    assert atlas.aggregate("population", "commune:92050").vintage == "2030"
    assert atlas.select("population", "commune:92050").attrs["citeoscope"]["vintage"] == "2030"
