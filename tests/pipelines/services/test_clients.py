"""What each client asks, in the service's own terms, and what it makes of particular answers."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from published import CASES, as_json

from citeoscope.catalogue.live import DataFair, DataGouv, Melodi, Opendatasoft, Overpass, PublishedFiles, Wfs
from citeoscope.errors import ServiceError, SourceError
from pipelines.desk import Request
from pipelines.fetch import fetch_from_mirror, fetch_live, promote, raw_files, raw_folder
from pipelines.scope import Scope
from pipelines.services import CLIENTS, geocoding, opendatasoft, overpass, wfs
from pipelines.services.asking import file_name, following
from pipelines.services.data_fair import _nested_size
from pipelines.services.datagouv import checksum_of, choose, name_of


def queries(replay):
    return [parse_qs(urlsplit(path).query) for _, path, _ in replay.asked]


@pytest.fixture
def bring(replay, door, desk, scope):
    def brought(live, answer, scope=scope):
        replay.answers = answer
        return CLIENTS[live.service](live, scope, door, desk)

    return brought


@pytest.mark.parametrize("name", CASES)
def test_files_that_did_not_change_are_kept(name, replay, door, scope, declare, tmp_path):
    """The same raw files, the same digest, and their validators beside them."""
    replay.answers = CASES[name].answers()
    source = declare(CASES[name].live(replay.base))
    first = fetch_live(source, scope, door, tmp_path)
    assert first.origin == "network"
    promote(source, first, tmp_path)
    assert [path.name for path in raw_files(tmp_path, "essai")] == sorted(CASES[name].names)
    assert (raw_folder(tmp_path, "essai") / ".http.json").exists()

    def unchanged(handler):
        if "If-None-Match" not in handler.headers:
            return False
        handler.send_response(304)
        handler.end_headers()
        return True

    replay.headers = {"ETag": '"v1"'}
    promote(source, fetch_live(source, scope, door, tmp_path), tmp_path)
    replay.breaks = unchanged
    again = fetch_live(source, scope, door, tmp_path)
    assert again.sha256 == first.sha256
    if name != "overpass":  # a POST is always asked again
        assert {path.parent for path in again.paths} == {raw_folder(tmp_path, "essai")}
    promote(source, again, tmp_path)
    assert [path.name for path in raw_files(tmp_path, "essai")] == sorted(CASES[name].names)


def test_a_mirror_after_the_network_forgets_its_validators(replay, door, scope, declare, tmp_path):
    replay.answers = CASES["files"].answers()
    source = declare(CASES["files"].live(replay.base))
    promote(source, fetch_live(source, scope, door, tmp_path), tmp_path)
    (tmp_path / "mirror" / "essai").mkdir(parents=True)
    (tmp_path / "mirror" / "essai" / "communes.csv").write_text("a\n1\n")
    promote(source, fetch_from_mirror(source, tmp_path / "mirror", tmp_path), tmp_path)
    assert [path.name for path in raw_folder(tmp_path, "essai").iterdir()] == ["communes.csv"]


def test_a_source_without_service_says_so(declare, scope, door, tmp_path):
    source = declare(CASES["files"].live("http://x"))
    with pytest.raises(SourceError, match="--mirror"):
        fetch_live(source.model_copy(update={"live": None}), scope, door, tmp_path)


def test_melodi_pins_every_dimension_and_encodes_the_star(bring, replay):
    bring(CASES["melodi"].live(replay.base), CASES["melodi"].answers())
    assert "GEO=DEP-75%2ACOM" in replay.asked[0][1]
    query = queries(replay)[0]
    assert query["POPREF_MEASURE"] == ["PMUN", "PTOT"]
    assert query["maxResult"] == ["100000"]
    assert [one["page"] for one in queries(replay)] == [["1"], ["2"]] * 2


def test_melodi_may_leave_one_departement_out(bring, replay):
    good, empty = CASES["melodi"].answers(), CASES["melodi"].answers("empty")
    received = bring(
        CASES["melodi"].live(replay.base),
        lambda path, query, body: (empty if "75" in query["GEO"][0] else good)(path, query, body),
    )
    assert [one.path.name for one in received] == [
        "01-DEP-75_COM-0001.json",
        "01-DEP-91_COM-0001.json",
        "01-DEP-91_COM-0002.json",
    ]


def test_melodi_refuses_a_named_territory_without_figures(bring, replay):
    live = Melodi(service="melodi", base=replay.base, dataset="DS", geo=("FRANCE-F",), queries=({"FREQ": ("A",)},))
    with pytest.raises(ServiceError, match="aucune ligne"):
        bring(live, CASES["melodi"].answers("empty"))


def test_data_fair_asks_nested_counts_sorted_by_value(bring, replay):
    bring(CASES["data_fair"].live(replay.base), CASES["data_fair"].answers())
    query = queries(replay)[0]
    assert query["field"] == ["code_insee_ban;etiquette_dpe"]
    assert query["agg_size"] == ["1000;100"]
    assert query["sort"] == ["key"]
    assert query["code_departement_ban_eq"] == ["75"]


@pytest.mark.parametrize(("levels", "size"), [(0, 0), (1, 100), (2, 10), (3, 4)])
def test_nested_counts_stay_under_what_the_service_will_accept(levels, size):
    assert _nested_size(levels) == size


@pytest.mark.parametrize(
    "partial",
    [
        {"total_other": 3, "aggs": [{"value": "75101", "total": 1}]},
        {"total_other": 0, "aggs": [{"value": "75101", "total": 1, "total_other": 2, "aggs": []}]},
        {"total_other": 0, "timed_out": True, "aggs": [{"value": "75101", "total": 1}]},
    ],
)
def test_data_fair_refuses_partial_counts(partial, bring, replay):
    with pytest.raises(ServiceError, match=r"partiel.*Réessayez"):
        bring(CASES["data_fair"].live(replay.base), lambda *_: as_json(partial))


def test_data_fair_counts_the_rows_announced(bring, replay):
    live = DataFair(service="data_fair", base=replay.base, dataset="dpe", mode="lines", fields=("a",))
    with pytest.raises(ServiceError, match=r"1 lignes reçues, 3 annoncées"):
        bring(live, lambda *_: as_json({"total": 3, "results": [{"a": 1}]}))


def test_wfs_asks_sorted_pages_with_latitude_first(bring, replay):
    bring(CASES["wfs"].live(replay.base), CASES["wfs"].answers())
    query = queries(replay)[0]
    assert query["SORTBY"] == ["cleabs"]
    assert query["BBOX"] == ["48.500000,2.200000,48.900000,2.600000,urn:ogc:def:crs:EPSG::4326"]
    assert [one["STARTINDEX"] for one in queries(replay)] == [["0"], ["2"]]
    assert wfs.bbox((2, 48, 3, 49)).startswith("48.000000,2.000000")


def test_wfs_needs_a_territory_with_an_outline(bring, replay):
    live = CASES["wfs"].live(replay.base)
    with pytest.raises(ServiceError, match="contours_communes"):
        bring(live, CASES["wfs"].answers(), Scope.of("91228", ("91228",)))
    with pytest.raises(ServiceError, match="territoire"):
        bring(live, CASES["wfs"].answers(), Scope.of("france", ("91228",)))
    everywhere = Wfs(**{**live.model_dump(), "needs_bounds": False})
    assert len(bring(everywhere, CASES["wfs"].answers(), Scope.of("france", ("91228",)))) == 2


def test_wfs_asks_again_after_a_passing_400(bring, replay):
    def once(handler):
        if len(replay.asked) > 1:
            return False
        handler.reply("text/xml", b"<ExceptionReport/>", 400)
        return True

    replay.breaks = once
    assert len(bring(CASES["wfs"].live(replay.base), CASES["wfs"].answers())) == 2


@pytest.mark.parametrize("name", ["wfs", "ogc_features"])
def test_pages_that_stop_short_are_refused(name, bring, replay):
    cut = as_json({"type": "FeatureCollection", "features": [{"id": "1"}], "numberMatched": 9})
    stop = as_json({"type": "FeatureCollection", "features": [], "numberMatched": 9})
    answers = iter([cut, stop])
    with pytest.raises(ServiceError, match=r"1 objets reçus, 9 annoncés"):
        bring(CASES[name].live(replay.base), lambda *_: next(answers))


def test_overpass_gave_up_before_the_end(bring, replay):
    answer = as_json({"elements": [{"id": 1}], "remark": 'runtime error: Query timed out in "query" at line 2'})
    with pytest.raises(ServiceError, match=r"avant la fin \(runtime error.*plus petit"):
        bring(CASES["overpass"].live(replay.base), lambda *_: answer)


def test_overpass_asks_within_the_territory(bring, replay):
    posted = []

    def answer(path, query, body):
        posted.append(unquote(body.decode().replace("+", " ")))
        return as_json({"elements": [{"id": 1}]})

    live = Overpass(service="overpass", base=replay.base, query="[out:json];{area}nwr{{x}}(area.a);")
    bring(live, answer)
    assert 'area["ref:INSEE"="91228"]["admin_level"="8"];' in posted[0]
    assert "->.a;nwr{{x}}(area.a);" in posted[0]


def test_overpass_areas():
    assert "ISO3166-1" in overpass.area(Scope.of("france", ("91228",)))
    many = (*(f"91{number:03d}" for number in range(70)), "97411")
    area = overpass.area(Scope.of("91+974", many))
    assert 'area["ref:INSEE"="91"]["admin_level"="6"];' in area
    assert 'area["ref:INSEE"="974"]["boundary"="administrative"];' in area


def test_opendatasoft_asks_the_whole_export(bring, replay):
    live = Opendatasoft(
        service="opendatasoft",
        base=f"{replay.base}/api/explore/v2.1",
        dataset="gares",
        select=("nom", "mode"),
        where='dep="{departement}"',
        parameters={"use_labels": "true"},
    )
    received = bring(live, CASES["opendatasoft"].answers())
    assert [one.path.name for one in received] == ["gares-75.csv", "gares-91.csv"]
    assert replay.asked[0][1].startswith("/api/explore/v2.1/catalog/datasets/gares/exports/csv?")
    assert queries(replay)[1] == {"use_labels": ["true"], "select": ["nom,mode"], "where": ['dep="91"']}


def test_a_portal_is_searched_by_words(replay, door):
    replay.answers = lambda *_: as_json({"total_count": 1, "results": [{"dataset_id": "tiers-lieux"}]})
    assert opendatasoft.catalogue(replay.base, 'tiers "lieux"', door) == [{"dataset_id": "tiers-lieux"}]
    assert queries(replay)[0]["where"] == ['search("tiers \\"lieux\\"")']


RESOURCES = [
    {"id": "a", "title": "BDFTL-2026-01 v1", "last_modified": "2026-01-01", "url": "https://x/1/un fichier.csv"},
    {
        "id": "b",
        "title": "bdftl-2026-01 v2",
        "last_modified": "2026-09-02",
        "url": "https://x/api?x=1",
        "format": "CSV",
    },
    {"id": "c", "title": "autre"},
]


def test_datagouv_chooses_the_declared_resource():
    def live(**which):
        return DataGouv(service="datagouv", dataset="tl", **which)

    assert choose(RESOURCES, live(title="bdftl-2026-01"), "x")["id"] == "b"
    assert choose(RESOURCES, live(resource="c"), "x")["id"] == "c"
    with pytest.raises(ServiceError, match=r"bdftl-2031.*« autre » \(c\).*Corrigez"):
        choose(RESOURCES, live(title="bdftl-2031"), "x")
    with pytest.raises(ValueError, match="l’un des deux"):
        live()


def test_datagouv_names_and_checksums():
    assert name_of(RESOURCES[0]) == "un_fichier.csv"
    assert name_of(RESOURCES[1]) == "b.csv"
    hosted = checksum_of({"checksum": {"type": "sha1", "value": "a" * 40}, "extras": {"analysis:checksum": "b" * 40}})
    assert (hosted.value, hosted.binding) == ("a" * 40, True)
    crawled = checksum_of({"checksum": None, "extras": {"analysis:checksum": "b" * 40}})
    assert (crawled.value, crawled.binding) == ("b" * 40, False)
    assert checksum_of({"checksum": {"type": "crc", "value": "12"}}) is None


def test_datagouv_is_not_downloaded_again_when_its_checksum_is_the_same(replay, door, scope, declare, tmp_path):
    replay.answers = CASES["datagouv"].answers()
    source = declare(CASES["datagouv"].live(replay.base))
    promote(source, fetch_live(source, scope, door, tmp_path), tmp_path)
    replay.asked.clear()
    fetch_live(source, scope, door, tmp_path)
    assert [path for _, path, _ in replay.asked] == ["/api/1/datasets/tl/"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.zip", b"PK cut", "archive"),
        ("a.xlsx", b"PK cut", "archive"),
        ("a.parquet", b"PAR1 cut", "Parquet"),
        ("a.json.gz", b"\x1f\x8b cut", "compressé"),
        ("a.csv", b"code;nom\n", "aucune ligne"),
        ("a.json", b"[]", "aucune ligne"),
        ("a.bin", b"", "réponse vide"),
    ],
)
def test_a_damaged_or_empty_file_is_refused(name, content, why, bring, replay):
    live = PublishedFiles(service="files", base=replay.base, paths=(f"/x/{name}",))
    with pytest.raises(ServiceError, match=why):
        bring(live, lambda *_: ("application/octet-stream", content))


def test_two_files_of_one_name_are_refused(bring, replay):
    live = PublishedFiles(service="files", base=replay.base, paths=("/2025/a.csv", "/2026/a.csv"))
    with pytest.raises(ServiceError, match=r"a\.csv.*paths"):
        bring(live, lambda *_: ("text/csv", b"a\n1\n"))


def test_only_the_query_of_a_next_link_is_followed():
    asked = Request("1.json", "https://service.example/lines", (("size", "2"),))
    page = following(asked, "http://10.0.0.1:8080/internal?size=2&after=a%2Cb", "2.json")
    assert (page.url, page.params) == ("https://service.example/lines", (("size", "2"), ("after", "a,b")))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DEP-75*COM-0001.json", "DEP-75_COM-0001.json"),
        ("énergie à Évry.csv", "energie_a_Evry.csv"),
        ("../../x", "reponse.._.._x"),
        (".csv", "reponse.csv"),
        ("", "reponse"),
    ],
)
def test_names_of_raw_files_are_plain(text, name):
    assert file_name(text) == name


def test_addresses_are_found_and_reversed(replay, door):
    feature = {"type": "Feature", "properties": {"score": 0.97, "citycode": "75113"}}
    replay.answers = lambda *_: as_json({"type": "FeatureCollection", "features": [feature]})
    found = geocoding.search(door, " 10 rue Nationale ", citycode="75113", base=replay.base)
    assert found[0]["properties"]["citycode"] == "75113"
    assert queries(replay)[0]["autocomplete"] == ["0"]
    assert geocoding.reverse(door, 2.3649, 48.824, base=replay.base) == [feature]
    assert queries(replay)[1]["lon"] == ["2.364900"]
    assert geocoding.search(door, "--", base=replay.base) == ()
    assert len(replay.asked) == 2


def test_lists_are_geocoded_by_five_thousand(replay, door):
    def answer(path, query, body):
        rows = body.split(b"text/csv\r\n\r\n")[1].split(b"\r\n--")[0].decode().splitlines()
        located = [f"{row},48.6,ok" for row in rows[1:]]
        return "text/csv; charset=utf-8", "\n".join([f"{rows[0]},latitude,result_status", *located]).encode()

    replay.answers = answer
    places = [{"adresse": f"{number} rue de l'Évêché", "e-mail": "x@y"} for number in range(5003)]
    found = geocoding.search_csv(door, places, ("adresse",), base=replay.base)
    assert len(replay.asked) == 2
    assert [row["adresse"] for row in found] == [place["adresse"] for place in places]
    assert set(found[0]) == {"adresse", "latitude", "result_status"}  # what was not asked for did not leave

    replay.answers = lambda *_: ("text/csv", b"adresse,result_status\nx,ok\n")
    with pytest.raises(ServiceError, match=r"1 adresses rendues pour 2.*Réessayez"):
        geocoding.search_csv(door, places[:2], ("adresse",), base=replay.base)


def test_an_answer_of_another_shape_is_refused(bring, replay):
    for live, answer in [
        (CASES["geo"].live(replay.base), {"code": 400}),
        (CASES["melodi"].live(replay.base), {"observations": "none"}),
        (CASES["overpass"].live(replay.base), [1, 2]),
    ]:
        with pytest.raises(ServiceError, match="manque dans la réponse"):
            bring(live, lambda *_, answer=answer: ("application/json", json.dumps(answer).encode()))
