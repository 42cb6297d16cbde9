"""Starting the app: the port, and damaged data."""

import shutil
import socket
from urllib.request import urlopen

from playwright.sync_api import expect
from serving import ROOT, free_port, start, wait_until_healthy
from websockets.sync.client import connect


def test_a_port_in_use_gives_the_next_free_one_and_says_so():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(port)
        try:
            said = process.stdout.readline()
            where = process.stdout.readline().split()[-1]
            assert f"Le port {port} est occupé" in said
            wait_until_healthy(where)
            assert b'lang="fr"' in urlopen(where, timeout=10).read()
        finally:
            process.terminate()
            process.wait(20)


def test_a_port_that_is_not_a_number_is_explained():
    process = start(0, PORT="huit")
    assert "PORT doit être un nombre" in process.communicate(timeout=60)[0]
    assert process.returncode == 2


def test_a_damaged_snapshot_is_named_on_the_page(browser, tmp_path):
    snapshot = tmp_path / "snapshot"
    shutil.copytree(ROOT / "data" / "snapshot", snapshot)
    (snapshot / "index.json").write_text("{", encoding="utf-8")
    port = free_port()
    process = start(port, CITEOSCOPE_SNAPSHOT=str(snapshot), CITEOSCOPE_STORE=str(tmp_path / "none"))
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}")
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}")
        expect(page.get_by_text("Index abîmé")).to_be_visible(timeout=60_000)
        expect(page.get_by_text("git checkout -- data/snapshot")).to_be_visible()
        page.close()
    finally:
        process.terminate()
        process.wait(20)


def test_a_session_is_compressed_with_a_memory_of_the_whole_of_the_last_choice(address):
    where = f"{address.replace('http', 'ws')}/_stcore/stream"
    with connect(where, subprotocols=["streamlit"], origin=address) as session:
        (compression,) = session.protocol.extensions
    assert compression.remote_max_window_bits == 15  # 32 kB
