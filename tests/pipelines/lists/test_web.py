"""An address that a user gives: shared sheets become files, and no private network is ever asked."""

import io
import socket

import pytest

from citeoscope.errors import ListError
from pipelines.door import Door
from pipelines.lists.bring import bring_in
from pipelines.lists.preview import preview
from pipelines.lists.public import PublicAdapter, is_public
from pipelines.lists.web import export_of, fetch

LIST = "nom;commune\nLa Bouée;Mirecourt\n".encode()


@pytest.mark.parametrize(
    ("link", "file"),
    [
        (
            "https://docs.google.com/spreadsheets/d/1AbC_d-E/edit?usp=sharing#gid=42",
            "https://docs.google.com/spreadsheets/d/1AbC_d-E/export?format=csv&gid=42",
        ),
        (
            "https://docs.google.com/spreadsheets/d/1AbC_d-E/edit",
            "https://docs.google.com/spreadsheets/d/1AbC_d-E/export?format=csv",
        ),
        (
            "https://grist.numerique.gouv.fr/o/docs/8xy7Qwertyui/Lieux/p/3",
            "https://grist.numerique.gouv.fr/api/docs/8xy7Qwertyui/download/xlsx",
        ),
        (
            "https://data.iledefrance.fr/explore/dataset/tiers-lieux/table/?sort=nom",
            "https://data.iledefrance.fr/api/explore/v2.1/catalog/datasets/tiers-lieux/exports/csv?delimiter=%3B",
        ),
        ("https://nuage.example.fr/s/AbCd1234", "https://nuage.example.fr/s/AbCd1234/download"),
        ("https://lite.framacalc.org/mes-lieux-9abc", "https://lite.framacalc.org/mes-lieux-9abc.csv"),
        ("https://a.example.fr/liste.csv?x=1", "https://a.example.fr/liste.csv?x=1"),
        (
            "https://docs.google.com/spreadsheets/d/1AbC/export?format=csv",
            "https://docs.google.com/spreadsheets/d/1AbC/export?format=csv",
        ),
    ],
)
def test_the_link_of_a_shared_sheet_becomes_its_export(link, file):
    assert export_of(link) == file


@pytest.mark.parametrize(
    "link", ["ftp://a.fr/b.csv", "file:///etc/passwd", "gopher://a", "http://", "javascript:alert(1)"]
)
def test_other_schemes_are_refused(link):
    with pytest.raises(ListError, match="https://"):
        export_of(link)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(address) == public


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "[::ffff:127.0.0.1]"],
)
def test_this_machine_is_never_asked_however_it_is_written(service, host):
    port = service.base.rsplit(":", 1)[1]
    with pytest.raises(ListError, match="réseau privé ou sur cette machine"):
        fetch(f"http://{host}:{port}/liste.csv")
    assert service.asked == []


def test_a_name_that_resolves_to_a_private_address_is_refused():
    door = Door(adapter=lambda: PublicAdapter(resolver=lambda _: ["93.184.216.34", "192.168.1.1"]), attempts=1)
    with pytest.raises(ListError, match=r"interne\.example\.fr"):
        fetch("https://interne.example.fr/liste.csv", door)


def test_a_redirection_to_a_private_address_is_refused(service):
    """The first hop is allowed here; the second goes elsewhere on this machine."""

    def moved(handler):
        handler.send_response(302)
        handler.send_header("Location", "http://10.0.0.1/secret.csv")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    service.breaks = moved
    adapter = lambda: PublicAdapter(allowed=lambda one: one == "127.0.0.1" or is_public(one))  # noqa: E731
    with pytest.raises(ListError, match=r"10\.0\.0\.1"):
        fetch(f"{service.base}/liste.csv", Door(adapter=adapter, attempts=1))
    assert len(service.asked) == 1


def test_an_address_that_changes_once_checked_is_refused_before_anything_is_asked(service):
    """A name that answers 93.184.216.34 to the check, and this machine to the connection."""
    adapter = lambda: PublicAdapter(resolver=lambda _: ["93.184.216.34"])  # noqa: E731
    with pytest.raises(ListError, match="réseau privé"):
        fetch(f"{service.base}/liste.csv", Door(adapter=adapter, attempts=1))
    assert service.asked == []


def here():
    return PublicAdapter(allowed=lambda _: True)


def test_a_list_comes_by_its_address(service, embedded, ground, tmp_path):
    service.answers = lambda *_: ("text/csv", LIST)
    data, file, address = fetch(f"{service.base}/lieux%20du%20pays.csv?token=secret", Door(adapter=here, attempts=1))
    assert (data, file) == (LIST, "lieux du pays.csv")
    assert "secret" not in address
    report = bring_in(preview(data, "tiers_lieux", file=file, address=address), "x", embedded, tmp_path, ground=ground)
    assert report.rows["code_insee"].tolist() == ["88304"]


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("http://grist.exemple.fr:{port}/o/docs/8xy7Qwertyui/Lieux/p/3", "/api/docs/8xy7Qwertyui/download/xlsx"),
        (
            "http://portail.exemple.fr:{port}/explore/dataset/lieux/table/?sort=nom",
            "/api/explore/v2.1/catalog/datasets/lieux/exports/csv",
        ),
        ("http://nuage.exemple.fr:{port}/s/AbCd1234", "/s/AbCd1234/download"),
        ("http://site.exemple.fr:{port}/export/lieux.csv", "/export/lieux.csv"),
    ],
)
def test_the_link_of_a_shared_sheet_brings_its_list(service, embedded, ground, tmp_path, monkeypatch, link, asked):
    """The names of the hosts lead to this machine; the links are those that people copy."""
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: real("127.0.0.1" if host.endswith(".exemple.fr") else host, *rest, **more),
    )
    port = service.base.rsplit(":", 1)[1].split("/")[0]
    service.answers = lambda *_: ("text/csv", LIST)
    data, file, address = fetch(link.format(port=port), Door(adapter=here, attempts=1))
    assert asked in str(service.asked[-1])
    report = bring_in(preview(data, "tiers_lieux", file=file, address=address), "x", embedded, tmp_path, ground=ground)
    assert report.rows["code_insee"].tolist() == ["88304"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (("text/html", b"<!DOCTYPE html><p>Connexion"), "le fichier doit être public"),
        (("text/csv", b""), "réponse vide"),
        (("text/csv", b"x" * 50_000_001), "plus de 50 Mo"),
    ],
)
def test_an_answer_that_is_no_list_says_what_to_do(service, answer, words):
    service.answers = lambda *_: answer
    with pytest.raises(ListError, match=words):
        fetch(f"{service.base}/liste.csv", Door(adapter=here, attempts=1))


GEOCODED = "latitude,longitude,result_score,result_label,result_type,result_citycode,result_status"


def geocoder(answers):
    """Answer a bulk question as the IGN service does: the columns sent, then what was found."""

    def answer(_, __, posted):
        sent = posted.split(b"\r\n\r\n")[-1].rsplit(b"\r\n--", 1)[0].decode()
        lines = [line for line in io.StringIO(sent).read().split("\n") if line]
        out = [f"{lines[0]},{GEOCODED}"]
        out += [
            f"{line},{next((found for words, found in answers.items() if words in line), ',,,,,,not-found')}"
            for line in lines[1:]
        ]
        return "text/csv", "\n".join(out).encode()

    return answer


FOUND = {
    "1 rue Chanzy": "48.3017,6.1334,0.95,1 Rue Chanzy 88500 Mirecourt,housenumber,88304,ok",
    "rue Basse": "48.3020,6.1330,0.62,Rue Basse 88500 Mirecourt,street,88304,ok",
    "place Ailleurs": "48.1720,6.4500,0.91,Place Ailleurs 88000 Épinal,housenumber,88160,ok",
    "nulle part": "48.0,6.0,0.30,Nulle part,street,88304,ok",
}


@pytest.fixture
def addresses(rows):
    header = ["id", "nom", "adresse", "commune", "code_insee", "courriel"]
    places = ["1 rue Chanzy", "rue Basse", "place Ailleurs", "nulle part", "introuvable"]
    return rows(header, *([n, f"L{n}", place, "Mirecourt", "88304", "a@b.fr"] for n, place in enumerate(places)))


def test_addresses_are_found_in_bulk_and_keep_their_precision(service, addresses, embedded, ground, tmp_path):
    service.answers = geocoder(FOUND)
    seen = preview(addresses, "tiers_lieux")
    with Door(attempts=1) as door:
        report = bring_in(seen, "x", embedded, tmp_path, ground=ground, door=door, geocoder=service.base)
        lines = report.lines
        assert lines["precision"].tolist() == ["housenumber", "street", "housenumber", "commune", "commune"]
        assert lines["outcome"].tolist() == ["imported", "to_check", "to_check", "imported", "imported"]
        assert "adresse peu sûre (note 0,62)" in lines["reason"].iloc[1]
        assert "adresse trouvée à Épinal, pas à Mirecourt" in lines["reason"].iloc[2]
        assert "adresse introuvable" in lines["reason"].iloc[3]
        assert report.rows["score"].tolist() == ["0.95", "0.62", "0.91", "", ""]
        assert len(service.asked) == 1
        again = bring_in(seen, "x", embedded, tmp_path, ground=ground, door=door, geocoder=service.base)
        assert not again.changes.any
        assert not again.written


def test_a_silent_geocoder_leaves_the_places_at_their_commune(service, addresses, embedded, ground, tmp_path):
    service.fault = ""
    service.answers = lambda *_: ("text/html", b"<html>")
    with Door(attempts=1) as door:
        report = bring_in(
            preview(addresses, "tiers_lieux"), "x", embedded, tmp_path, ground=ground, door=door, geocoder=service.base
        )
    assert set(report.lines["precision"]) == {"commune"}
    assert any("Adresses non cherchées" in remark for remark in report.remarks)


def test_the_guard_uses_the_resolver_of_the_machine_by_default(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.9.8.7", 0))])
    with pytest.raises(ListError, match=r"ailleurs\.example\.fr"):
        fetch("http://ailleurs.example.fr/liste.csv")
