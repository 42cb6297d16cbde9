"""The door: what it decides, how long it waits, what it keeps, what it refuses, and through whom it goes."""

import ast
import gzip
import hashlib
import re
import shutil
import ssl
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from replay import Replay, serve

import pipelines
from citeoscope.errors import ServiceError
from pipelines.answer import Answer, decide, wait_asked
from pipelines.desk import Checksum, Desk, Held, Request
from pipelines.door import Door, user_agent

ASKED = Request("a.json", "https://service.example/a")
SUM = Checksum("sha1", "a" * 40)
JSON = "application/json"


@pytest.mark.parametrize(
    ("request_", "held", "answer", "action", "why"),
    [
        (ASKED, None, None, "download", ""),
        (ASKED, Held("x", checksum="a" * 40), None, "download", ""),
        (Request("a", "u", checksum=SUM), Held("x", checksum="a" * 40), None, "keep", "contrôle"),
        (Request("a", "u", checksum=SUM), Held("x", checksum="b" * 40), None, "download", ""),
        (ASKED, None, Answer(200, JSON), "download", ""),
        (ASKED, Held("x"), Answer(304), "keep", "inchangé"),
        (ASKED, None, Answer(304), "refuse", "304"),
        (ASKED, None, Answer(200, "text/html"), "refuse", "page web"),
        (Request("a", "u", accept=("json",)), None, Answer(200, "text/xml"), "refuse", "text/xml"),
        (Request("a", "u", accept=("json",)), None, Answer(200, "application/geo+json"), "download", ""),
        (Request("a", "u", accept=("json",)), None, Answer(200, ""), "download", ""),
        (Request("a", "u", max_bytes=10), None, Answer(200, JSON, 11), "refuse", "max_mb"),
        (Request("a", "u", max_bytes=10), None, Answer(200, JSON, 10), "download", ""),
        (ASKED, None, Answer(204), "refuse", "204"),
        (ASKED, None, Answer(206, JSON), "refuse", "206"),
        (ASKED, None, Answer(400, excerpt="ODSQL query is malformed"), "refuse", "malformed"),
        (ASKED, None, Answer(404), "refuse", r"\[live\]"),
        (ASKED, None, Answer(410), "refuse", "supprimé"),
        (ASKED, None, Answer(500), "refuse", "inconnu"),
        (ASKED, None, Answer(400), "refuse", "400"),
        (Request("a", "u", passing=frozenset({400})), None, Answer(400), "retry", "400"),
        (ASKED, None, Answer(429), "retry", "429"),
        (ASKED, None, Answer(503, wait=119), "retry", "503"),
        (ASKED, None, Answer(429, wait=3600), "refuse", "60 min"),
        (Request("a", "u", form=(("data", "q"),)), None, Answer(200, JSON), "refuse", "autre adresse"),
        (Request("a", "u", form=(("data", "q"),)), None, Answer(200, JSON, method="POST"), "download", ""),
    ],
)
def test_decide(request_, held, answer, action, why):
    decision = decide(request_, held, answer)
    assert decision.action == action
    assert re.search(why, decision.reason)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("5", 5),
        ("Tue, 01 Sep 2026 00:01:00 GMT", 60),
        ("Mon, 31 Aug 2026 00:00:00 GMT", 0),
        ("bientôt", None),
        ("²", None),
    ],
)
def test_wait_asked(header, seconds):
    assert wait_asked(header, datetime(2026, 9, 1, tzinfo=UTC)) == seconds


def test_a_checksum_is_read_by_its_length():
    assert Checksum.of(" " + "A" * 40) == Checksum("sha1", "a" * 40)
    assert Checksum.of("0" * 64) == Checksum("sha256", "0" * 64)
    assert Checksum.of("z" * 32) is Checksum.of("12ab") is Checksum.of(None) is None


def test_an_unchanged_file_is_kept(replay, door, tmp_path):
    replay.answers = lambda *_: (JSON, b'["a"]')
    replay.headers = {"ETag": '"1"', "Last-Modified": "Tue, 01 Sep 2026 00:00:00 GMT"}
    request = Request("a.json", f"{replay.base}/a")
    first = door.download(request, desk := Desk.open(tmp_path / "in", tmp_path / "held"))
    desk.record([first])
    desk.incoming.rename(desk.held)
    again = Desk.open(tmp_path / "in", desk.held)

    replay.answers = lambda *_: pytest.fail("asked without a condition")
    seen = {}

    def unchanged(handler):
        seen.update(handler.headers)
        handler.send_response(304)
        handler.end_headers()
        return True

    replay.breaks = unchanged
    kept = door.download(request, again)
    assert kept.kept
    assert kept.path == desk.held / "a.json"
    assert (kept.sha256, kept.etag) == (first.sha256, '"1"')
    assert seen["If-None-Match"] == '"1"'
    assert seen["If-Modified-Since"] == "Tue, 01 Sep 2026 00:00:00 GMT"
    assert not list(tmp_path.rglob("*.part"))

    # another question, or bytes that are no longer those that came: nothing is kept
    assert again.holding(Request("a.json", f"{replay.base}/a", (("page", "2"),))) is None
    (desk.held / "a.json").write_bytes(b"damaged")
    assert again.holding(request) is None


def test_validators_that_cannot_be_read_only_cost_a_download(tmp_path):
    (tmp_path / ".http.json").write_text('{"a": {"nouveau": 1}}')
    assert not Desk.open(tmp_path / "in", tmp_path).validators


def test_a_published_checksum_spares_the_download(replay, door, desk):
    content = b"a;b\n1;2\n"
    replay.answers = lambda *_: ("text/csv", content)
    request = Request("a.csv", f"{replay.base}/a", checksum=Checksum("md5", hashlib.md5(content).hexdigest()))
    received = door.download(request, desk)
    desk.record([received])
    asked = len(replay.asked)
    assert door.download(request, Desk.open(desk.held, desk.incoming)).kept
    assert len(replay.asked) == asked


def test_a_crawler_s_checksum_does_not_refuse_a_newer_file(replay, door, desk):
    replay.answers = lambda *_: ("text/csv", b"newer")
    stale = Checksum("sha1", "0" * 40, binding=False)
    assert door.download(Request("a.csv", f"{replay.base}/a", checksum=stale), desk).path.read_bytes() == b"newer"


def test_a_compressed_answer_is_measured_on_the_wire(replay, door, desk):
    replay.answers = lambda *_: (JSON, gzip.compress(b"[1]" * 10_000))
    replay.headers = {"Content-Encoding": "gzip"}
    assert door.download(Request("a.json", f"{replay.base}/a"), desk).path.read_bytes() == b"[1]" * 10_000
    with pytest.raises(ServiceError, match="max_mb"):
        door.download(Request("b.json", f"{replay.base}/b", max_bytes=1000), desk)


def test_a_wait_asked_is_waited_and_no_more(replay, door, desk, waits):
    replay.fault = "saturated_once"
    door.download(Request("a.json", f"{replay.base}/a"), desk)
    assert len(waits) == 1
    assert waits[0] == pytest.approx(1, abs=0.2)


def test_attempts_are_spaced_more_and_more(open_door, desk, waits):
    with open_door(attempts=4) as door, pytest.raises(ServiceError, match="4 essais"):
        door.download(Request("a.json", "http://127.0.0.1:1/a"), desk)
    assert waits == pytest.approx([1, 2, 4], abs=0.2)


@pytest.mark.parametrize("target", ["/a", "ftp://127.0.0.1/a", "file:///etc/hostname"])
def test_a_redirection_that_leads_nowhere_is_refused(target, replay, door, desk):
    def redirects(handler):
        handler.reply("text/plain", b"", 302, Location=target)
        return True

    replay.breaks = redirects
    with pytest.raises(ServiceError, match=r"redirection.*Vérifiez"):
        door.download(Request("a.json", f"{replay.base}/a"), desk)
    assert not list(desk.incoming.iterdir())


@pytest.mark.parametrize("name", ["../a.json", "a/b.json", ".http.json", ""])
def test_a_raw_file_stays_in_its_folder(name, replay, door, desk):
    with pytest.raises(ServiceError, match="Nom de fichier"):
        door.download(Request(name, f"{replay.base}/a"), desk)


def test_no_key_is_shown(door, desk):
    request = Request("a.json", "http://user:hunter2@127.0.0.1:1/a", (("apikey", "hunter2"), ("q", "x")))
    with pytest.raises(ServiceError) as caught:
        door.download(request, desk)
    assert "hunter2" not in str(caught.value)
    assert "127.0.0.1:1/a?apikey=***&q=x" in str(caught.value)


def test_the_text_of_an_error_is_shown_without_control_characters(replay, door):
    def explains(handler):
        handler.reply("text/plain", b"limit\x1b[31m must be\r\n  a number", 400)
        return True

    replay.breaks = explains
    with pytest.raises(ServiceError, match=r"« limit \[31m must be a number »"):
        door.ask(Request("", f"{replay.base}/a"))


def test_services_know_whom_to_reach(replay, open_door):
    with open_door(contact="équipe\n <a@b.example>") as door:
        door.ask(Request("", f"{replay.base}/a"))
    assert replay.asked[0][2]["User-Agent"].startswith("Citeoscope/")
    assert replay.asked[0][2]["User-Agent"].endswith("(quipe <a@b.example>)")
    assert "README" in user_agent(Door()._session.headers["User-Agent"])


def test_no_cookie_is_kept(replay, door):
    replay.headers = {"Set-Cookie": "session=1; Path=/"}
    for _ in range(2):
        door.ask(Request("", f"{replay.base}/a"))
    assert "Cookie" not in replay.asked[1][2]


def test_a_proxy_of_the_environment_is_used(replay, door, monkeypatch):
    monkeypatch.setenv("http_proxy", replay.base)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    replay.answers = lambda *_: (JSON, b'["proxied"]')
    assert door.ask(Request("", "http://service.example/a")) == b'["proxied"]'
    assert replay.asked[0][1] == "http://service.example/a"


def test_the_certificates_of_the_environment_are_used(door, monkeypatch, tmp_path):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: no certificate can be made")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run(
        [*command, "-keyout", key, "-out", certificate, "-subj", "/CN=essai", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    replay = Replay()
    server = serve(replay, lambda socket: context.wrap_socket(socket, server_side=True))
    try:
        monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
        monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
        with pytest.raises(ServiceError, match=r"certificat refusé.*REQUESTS_CA_BUNDLE"):
            door.ask(Request("", f"{replay.base}/a"))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert door.ask(Request("", f"{replay.base}/a")) == b"[]"
    finally:
        server.shutdown()
        server.server_close()


def test_only_the_door_opens_the_network():
    root = Path(pipelines.__file__).parent
    importers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        if name.startswith(("requests", "urllib3", "urllib.request", "http.client", "httpx", "socket"))
    }
    # The second is what the door carries requests with when a person gives the address: it opens nothing by itself.
    assert importers == {"door.py", "lists/public.py"}
