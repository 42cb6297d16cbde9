"""The badge of a dataset: what its publisher's rhythm allows, what failed, and what to do next."""

from datetime import UTC, datetime, timedelta

import pytest

from citeoscope.catalogue.live import GeoApi
from citeoscope.freshness import State, freshness, staleness
from citeoscope.store import Stale

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def dated(embedded, rhythm, days, dataset="populations_legales"):
    manifest = embedded.store.manifest(dataset)
    source = manifest.source.model_copy(update={"rhythm": rhythm})
    return manifest.model_copy(update={"source": source, "retrieved_at": (NOW - timedelta(days=days)).isoformat()})


@pytest.mark.parametrize(
    ("rhythm", "days", "state"),
    [
        ("quotidien", 1, State.CURRENT),
        ("quotidien", 3, State.DUE),
        ("hebdomadaire", 9, State.CURRENT),
        ("hebdomadaire", 11, State.DUE),
        ("mensuel", 39, State.CURRENT),
        ("mensuel", 41, State.DUE),
        ("annuel", 365, State.CURRENT),
        ("annuel", 401, State.DUE),
        ("irrégulier", 4000, State.CURRENT),
    ],
)
def test_a_dataset_is_due_when_it_is_older_than_its_publisher_rhythm(embedded, rhythm, days, state):
    assert freshness(dated(embedded, rhythm, days), None, NOW).state is state


def test_what_is_due_comes_with_the_command_to_run(embedded):
    said = freshness(dated(embedded, "mensuel", 60), None, NOW)
    assert said.reason == "Récupéré le 25/09/2026 ; le producteur publie chaque mois."
    assert said.action == "Relancez « python -m pipelines refresh populations_legales »."


def test_a_copied_file_older_than_what_the_service_gives_is_due(embedded):
    manifest = dated(embedded, "annuel", 1, "contours_communes")
    live = GeoApi(service="geo", path="/departements/{departement}/communes", vintage="2026")
    source = manifest.source.model_copy(update={"live": live})
    copied = freshness(manifest.model_copy(update={"source": source}), None, NOW)
    assert copied.state is State.DUE
    assert copied.reason == "Fichier publié du millésime 2018 ; le service en ligne donne : 2026."
    asked = manifest.model_copy(update={"source": source.as_live, "origin": "network"})
    assert freshness(asked, None, NOW).state is State.CURRENT


def test_what_is_current_says_until_when(embedded):
    assert freshness(dated(embedded, "mensuel", 0), None, NOW).action == "Rien à faire avant le 03/01/2027."


def test_a_failed_refresh_says_when_why_and_which_version_serves(embedded):
    stale = Stale(since="2026-11-24T08:00:00+00:00", reason="api.insee.fr n’a pas répondu en 30 s")
    said = freshness(dated(embedded, "annuel", 3), stale, NOW)
    assert said.state is State.FAILED
    assert said.reason == "Dernier rafraîchissement en échec le 24/11/2026 : api.insee.fr n’a pas répondu en 30 s."
    assert "la version du 21/11/2026" in said.action


def test_a_computed_dataset_says_what_it_is_computed_from(embedded):
    said = freshness(embedded.store.manifest("contours_epci"), None, NOW)
    assert said.state is State.DERIVED
    assert "contours_communes, epci" in said.reason


def test_a_computed_dataset_fails_with_what_it_is_computed_from(embedded, monkeypatch):
    assert staleness(embedded.store, "contours_epci") is None
    monkeypatch.setitem(embedded.store._stale, "epci", Stale(since="2026-11-24T08:00:00+00:00", reason="404"))
    assert staleness(embedded.store, "contours_epci").reason == "source « epci », 404"
    assert staleness(embedded.store, "contours_communes") is None
