"""Requests that no page sends: absurd, huge, hostile. Each gets a short French answer at once."""

import json
import time
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

COMMUNES = "+".join(f"commune:{code:05d}" for code in range(1001, 5000))


def ask(url, **headers):
    try:
        answer = urlopen(Request(url, headers=headers), timeout=20)
    except HTTPError as refused:
        answer = refused
    with answer:
        return answer.status, answer.headers, answer.read()


@pytest.mark.parametrize(
    "asked",
    [
        f"valeurs.json?territoire={quote(COMMUNES)}",
        f"valeurs.json?territoire={'france-' * 2000}",
        f"valeurs.json?indicateur={'x' * 5000}",
        "valeurs.json?classes=999999999999999999999999",
        "valeurs.json?niveau=%3Cscript%3E",
        "valeurs.csv?territoire=%00",
        f"valeurs.json?methode=manual&bornes={','.join(map(str, range(3000)))}",
        "donnees/filosofi.exe",
        "donnees/filosofi.csv?territoire=mars:1",
        "lieux.geojson?rayon=1e99&sites=99999",
        "contours/x/commune/99.json",
        "points/x/licornes.json",
        "statique/licorne.js",
        "nimporte/quoi",
    ],
)
def test_an_absurd_request_is_refused_in_french_and_at_once(address, asked):
    ask(f"{address}/api/v1/territoires.json?q=nanterre")  # the data is open
    start = time.monotonic()
    status, headers, body = ask(f"{address}/api/v1/{asked}")
    assert time.monotonic() - start < 5
    assert 400 <= status < 500
    assert len(body) < 4_000
    text = body.decode()
    said = json.loads(text)["erreur"] if "json" in headers["content-type"] else text
    assert any(word in said for word in ("inconnu", "illisible", "impossible", "Aucune donnée", "n’existe pas"))
    assert headers["x-content-type-options"] == "nosniff"


def test_figures_are_sent_compressed_and_not_sent_again(address):
    status, headers, _ = ask(f"{address}/api/v1/valeurs.json?territoire=region:11", **{"Accept-Encoding": "gzip"})
    assert (status, headers["content-encoding"]) == (200, "gzip")
    file = f"{address}/api/v1/donnees/filosofi.csv?territoire=commune:92050"
    _, headers, _ = ask(file)
    assert ask(file, **{"If-None-Match": headers["etag"]})[0] == 304
