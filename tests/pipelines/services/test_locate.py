"""A typed address: found by the service, refused in French when it does not answer, and kept nowhere."""

import json

import pytest

from citeoscope.errors import ServiceError
from citeoscope.settings import Settings
from dashboard.web.places import Turns
from pipelines import locate as module
from pipelines.locate import locate


def feature(label, code, kind, score=0.9, at=(2.36, 48.83)):
    told = {"label": label, "citycode": code, "type": kind, "score": score}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": list(at)}, "properties": told}


@pytest.fixture
def find(replay, open_door, monkeypatch):
    monkeypatch.setattr(module, "settings", lambda: Settings(geocoder=replay.base))

    def found(words, *features):
        body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
        replay.answers = lambda *_: ("application/json", body)
        with open_door(timeouts=(1, 1), attempts=1) as door:
            return locate(words, lambda: door)

    return found


def test_an_address_is_told_with_its_precision_and_its_commune_of_the_map(find, replay):
    found = find(
        "10 rue nationale paris",
        feature("10 Rue Nationale 75013 Paris", "75113", "housenumber"),
        feature("Rue Nationale 59000 Lille", "59350", "street"),
        feature("Rue peu probable", "88304", "street", score=0.1),
    )
    assert [(one.label, one.precision, one.commune) for one in found] == [
        ("10 Rue Nationale 75013 Paris", "au numéro", "75056"),
        ("Rue Nationale 59000 Lille", "à la rue", "59350"),
    ]
    assert len(replay.asked) == 1
    assert "autocomplete=0" in replay.asked[0][1]


def test_features_that_are_not_addresses_are_left_out(find):
    broken = {"type": "Feature", "geometry": None, "properties": {"label": "x", "citycode": "88304"}}
    assert find("rue du lac", broken, {}, feature("Au large", "88304", "street", at=(999, 1))) == ()


@pytest.mark.parametrize("fault", ["error", "html", "slow", "cut"])
def test_a_service_that_fails_is_said_once_without_the_address(find, replay, fault):
    known = {"error": 503, "slow": 504, "html": 200, "cut": 429}
    replay.breaks = lambda handler: handler.reply("text/html", b"<html>", status=known[fault]) or True
    with pytest.raises(ServiceError, match="Cherchez la commune par son nom") as said:
        find("12 rue secrète")
    assert "secr" not in str(said.value)
    assert len(replay.asked) == 1


def test_words_that_are_no_address_are_not_sent(find, replay):
    assert find("??") == ()
    assert replay.asked == []


def test_a_process_asks_at_its_pace():
    now = [0.0]
    turns = Turns(2, 1.0, lambda: now[0])
    assert [turns.take() for _ in range(3)] == [True, True, False]
    now[0] = 1.5
    assert turns.take()
