"""What people say of a place that has changed is kept, without contacts, one line each."""

import threading

import pytest

from citeoscope.errors import ListError, StoreError
from citeoscope.signals import FILE, read_signals
from pipelines.lists.signals import report_change


def test_a_change_is_kept_with_its_date_and_without_contacts(tmp_path):
    report_change(tmp_path, "tiers_lieux_2019:1", "=Le Lieu", "Fermé depuis juin,\nécrire à jean.dupont@gmail.com")
    (row,) = read_signals(tmp_path).to_dict("records")
    assert row["lieu"] == "tiers_lieux_2019:1"
    assert row["nom"] == "'=Le Lieu"
    assert row["message"].startswith("Fermé depuis juin, écrire à ")
    assert "dupont" not in (tmp_path / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(("message", "words"), [("  \n", "Dites ce qui a changé"), ("a" * 1001, "Message trop long")])
def test_an_empty_or_endless_message_is_refused(tmp_path, message, words):
    with pytest.raises(ListError, match=words):
        report_change(tmp_path, "x:1", "Lieu", message)
    assert not (tmp_path / FILE).exists()


def test_nobody_said_anything_is_an_empty_table(tmp_path):
    assert read_signals(tmp_path).empty


def test_a_damaged_file_is_said(tmp_path):
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match=FILE):
        read_signals(tmp_path)


def test_two_people_at_once_lose_no_message(tmp_path):
    refused = []

    def say(n):
        while True:
            try:
                report_change(tmp_path, f"x:{n}", "Lieu", f"Changé {n}")
            except StoreError:
                refused.append(n)
            else:
                return

    people = [threading.Thread(target=say, args=(n,)) for n in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(read_signals(tmp_path)["lieu"]) == [f"x:{n}" for n in range(8)]
