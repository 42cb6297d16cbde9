"""What every answer tells the browser to refuse."""

import pytest

from dashboard.web.protection import BASE_MAP, SecurityHeaders, policy


def directives(path, query=b""):
    return dict(part.split(" ", 1) for part in policy(path, query).split("; "))


@pytest.mark.parametrize("path", ["/", "/carte", "/static/js/index.js", "/api/v1/valeurs.json", "/_stcore/health"])
def test_no_foreign_host_but_the_pictures_of_the_base_map(path):
    hosts = {(name, source) for name, value in directives(path).items() for source in value.split() if "://" in source}
    assert hosts <= {("img-src", BASE_MAP)}


def test_a_page_evaluates_no_text_and_runs_no_inline_script():
    scripts = directives("/carte")["script-src"].split()
    assert "'unsafe-eval'" not in scripts
    assert "'unsafe-inline'" not in scripts


@pytest.mark.parametrize(
    ("query", "who"),
    [
        (b"", "'self'"),
        (b"territoire=region:11", "'self'"),
        (b"cadre=oui", "*"),
        (b"territoire=region:11&cadre=oui", "*"),
        (b"cadre=non", "'self'"),
        (b"cadre=non&cadre=oui", "'self'"),
        (b"cherche=cadre=oui", "'self'"),
    ],
)
def test_only_the_page_in_its_frame_may_be_shown_by_another_site(query, who):
    assert directives("/carte", query)["frame-ancestors"] == who


def test_data_seen_alone_in_a_tab_runs_nothing():
    assert directives("/api/v1/valeurs.json")["default-src"] == "'none'"
    assert "script-src" not in directives("/api/v1/lieux.geojson")


def test_every_answer_carries_the_headers_whatever_the_application_says():
    sent = []

    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 500, "headers": [(b"referrer-policy", b"unsafe-url")]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": "/carte", "query_string": b""}
    with pytest.raises(StopIteration):  # nothing to wait for: it runs to its end at once
        SecurityHeaders(app)(scope, None, send).send(None)
    headers = dict(sent[0]["headers"])
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"strict-origin-when-cross-origin"
    assert b"geolocation=()" in headers[b"permissions-policy"]
    assert headers[b"content-security-policy"] == policy("/carte").encode()
