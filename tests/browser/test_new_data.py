"""Data that is replaced while the app runs: the next interaction reads it, and what was drawn before still answers."""

import json
from urllib.request import urlopen

from playwright.sync_api import expect
from serving import free_port, start, wait_until_healthy
from visits import visit, wait_until_drawn

LATE = "Le producteur ne répond plus depuis lundi"


def test_a_new_version_of_the_data_is_read_without_a_restart(browser, tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    process = start(port := free_port(), CITEOSCOPE_STORE=str(store))
    try:
        wait_until_healthy(address := f"http://127.0.0.1:{port}")
        with visit(browser, address, "?territoire=commune:92050&niveau=commune") as (page, _):
            outlines: list[str] = []
            page.on("request", lambda asked: outlines.append(asked.url) if "/contours/" in asked.url else None)
            foot = page.locator(".pied")
            before = foot.inner_text()
            expect(page.get_by_text(LATE)).to_have_count(0)
            replace(store, {"filosofi": {"since": "2026-11-23T08:00:00+00:00", "reason": LATE}})
            # The next choice, without reloading the page.
            page.get_by_role("button", name="Gares").click()
            expect(page.get_by_text(LATE).first).to_be_visible(timeout=60_000)
            # The map asks for its outlines once its own script has come, which may be after the foot is drawn.
            with page.expect_request(lambda asked: "/contours/" in asked.url):
                page.reload()
            wait_until_drawn(page)
            expect(foot).not_to_have_text(before)
            for asked in outlines:
                with urlopen(asked, timeout=20) as answer:
                    assert answer.status == 200
    finally:
        process.terminate()
        process.wait(20)


def replace(store, stale):
    """Switch to another version as the pipelines do: one file, written beside and renamed."""
    beside = store / "index.json.new"
    beside.write_text(json.dumps({"format": 1, "written_at": "2026-11-24T08:00:00+00:00", "stale": stale}))
    beside.replace(store / "index.json")
