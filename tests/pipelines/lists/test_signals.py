"""What people say of a place that has changed is kept, without contacts, one line each."""

import errno
import os
import threading

import pytest

from citeoscope.errors import ListError, StoreError
from citeoscope.signals import ACCEPTED_FILE, FILE, read_accepted, read_signals
from pipelines.lists.signals import report_change, settle


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


def test_what_is_accepted_counts_and_no_longer_waits(tmp_path):
    report_change(tmp_path, "a:1", "Lieu", "Fermé depuis juin")
    report_change(tmp_path, "c:9", "Autre", "Déménagé")
    settle(tmp_path, "b:1", "Lieu", ("a:1", "b:1"), "fermé")
    assert read_signals(tmp_path)["lieu"].tolist() == ["c:9"]
    (one,) = read_accepted(tmp_path)
    assert (one.place, one.state) == ("b:1", "fermé")
    assert "Fermé depuis juin" in (tmp_path / ACCEPTED_FILE).read_text(encoding="utf-8")
    settle(tmp_path, "a:1", "Lieu", ("a:1", "b:1"), "ouvert")  # the last word on a place, under any of its rows
    assert [(one.place, one.state) for one in read_accepted(tmp_path)] == [("a:1", "ouvert")]


def test_what_is_set_aside_leaves_the_place_as_it_was(tmp_path):
    report_change(tmp_path, "a:1", "Lieu", "N’importe quoi")
    settle(tmp_path, "a:1", "Lieu", ("a:1",), None)
    assert read_signals(tmp_path).empty
    assert read_accepted(tmp_path) == ()


@pytest.mark.parametrize("written", [0, 1])
def test_a_full_disk_settles_all_or_nothing(tmp_path, monkeypatch, written):
    report_change(tmp_path, "a:1", "Lieu", "Fermé depuis juin")
    before = (tmp_path / FILE).read_bytes()
    real, calls = os.fsync, []

    def full(handle):
        calls.append(handle)
        if len(calls) > written:  # what is accepted, then the messages that wait
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"plus de place sur le disque\)\. Ce qui était écrit n’a pas changé"):
        settle(tmp_path, "a:1", "Lieu", ("a:1",), "fermé")
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {FILE: before}


def test_a_damaged_file_of_openings_is_said_and_nothing_is_settled(tmp_path):
    report_change(tmp_path, "a:1", "Lieu", "Fermé")
    (tmp_path / ACCEPTED_FILE).write_text(
        "lieu,nom,etat,dit_le,message,accepte_le\na:1,A,peut-être,,,\n", encoding="utf-8"
    )
    with pytest.raises(StoreError, match=r"ligne\(s\) 2"):
        settle(tmp_path, "a:1", "Lieu", ("a:1",), "fermé")
    assert len(read_signals(tmp_path)) == 1
