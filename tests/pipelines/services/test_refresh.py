"""What a refresh takes, from where, and what a partial one keeps."""

import json

import pandas as pd
import pytest

from citeoscope.catalogue.live import GeoApi, Opendatasoft
from citeoscope.store import Store, read_index
from pipelines.build import Build
from pipelines.cli import main
from pipelines.partial import keep_the_rest
from pipelines.refresh import Order, choose
from pipelines.scope import Scope


@pytest.fixture
def run(root, tmp_path, capsys):
    def command(*words):
        golden = tmp_path / "golden.toml"
        golden.touch()
        roots = ["--store", str(root), "--snapshot", str(tmp_path / "snapshot"), "--golden", str(golden)]
        code = main([*roots, *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def came_from_network(index, dataset):
    manifest = index.datasets[dataset].model_copy(update={"origin": "network"})
    return index.model_copy(update={"datasets": index.datasets | {dataset: manifest}})


def test_published_files_give_way_to_what_a_service_gave(sources, root, tmp_path):
    index = came_from_network(read_index(root), "filosofi")
    chosen = choose(Order(mirror=tmp_path), sources, index)
    assert "filosofi" not in chosen.ids
    assert any("filosofi" in one and "gardées" in one for one in chosen.left)
    assert choose(Order(("filosofi",), tmp_path), sources, index).ids == ("filosofi",)


def test_without_files_only_the_sources_with_a_service_are_taken(sources):
    offline = sources["filosofi"].model_copy(update={"id": "liste", "live": None})
    online = sources["filosofi"].model_copy(update={"live": GeoApi(service="geo", path="/communes")})
    chosen = choose(Order(), {"filosofi": online, "liste": offline}, None)
    assert chosen.ids == ("filosofi",)
    assert any("liste" in one for one in chosen.left)


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(run, root, mirror):
    before = sorted((path, path.stat().st_mtime_ns) for path in root.rglob("*"))
    code, out, _ = run("refresh", "filosofi", "epci", "--mirror", str(mirror), "--dry-run")
    assert code == 0
    assert "fichiers à copier : 0, déjà là : 1" in " ".join(out.split())
    assert sorted((path, path.stat().st_mtime_ns) for path in root.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--territory", "region:99"), "region:99"),
        (("--territory", "n’importe quoi"), "territoire illisible"),
        (("--jobs", "0"), "--jobs va de 1"),
    ],
)
def test_a_wrong_order_is_refused_before_anything_is_asked(run, words, said):
    code, _, err = run("refresh", *words)
    assert code == 2
    assert said.lower() in err.lower()


def test_files_are_not_read_by_territory(run, mirror):
    code, _, err = run("refresh", "--territory", "region:11", "--mirror", str(mirror))
    assert code == 2
    assert "--territory" in err


def test_status_speaks_to_programs_too(run):
    code, out, _ = run("status", "--json")
    assert code == 0
    rows = {row["dataset"]: row for row in json.loads(out)}
    assert rows["filosofi"]["state"] == "à jour"
    assert rows["filosofi"]["origin"] == "mirror"
    assert rows["communes"]["state"] == "calculé"


def test_history_rollback_and_check_from_the_command_line(run, root, mirror):
    path = mirror / "filosofi" / "cc_filosofi_2021_COM.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(";21620;", ";21621;"), encoding="utf-8")
    first = Store(root).manifest("filosofi").file
    assert run("refresh", "filosofi", "--mirror", str(mirror))[0] == 0
    assert "la version en place" in run("history", "filosofi")[1]
    code, out, _ = run("rollback", "filosofi")
    assert code == 0
    assert "filosofi" in out
    assert Store(root).manifest("filosofi").file == first
    assert run("check")[0] == 0
    (root / first).write_bytes(b"")
    code, _, err = run("check")
    assert code == 1
    assert "filosofi" in err


@pytest.mark.parametrize("words", [("refrsh",), ("rollback",), ("refresh", "--jobs", "x"), ("history", "a", "b")])
def test_a_command_badly_written_is_explained_in_french(run, words, capsys):
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2
    assert "Commande mal écrite" in capsys.readouterr().err


def test_a_portal_is_searched_from_the_command_line(run, replay, tmp_path):
    entry = {
        "dataset_id": "tiers-lieux",
        "fields": [{"name": "nom", "label": "Nom", "type": "text"}],
        "metas": {"default": {"title": "Tiers-lieux [b]", "license": "Licence Ouverte v2.0", "records_count": 12}},
    }

    def answers(path, query, body):
        answer = entry if path.endswith("/tiers-lieux") else {"total_count": 1, "results": [entry]}
        return "application/json", json.dumps(answer).encode()

    replay.answers = answers
    code, out, _ = run("discover", replay.base, "tiers-lieux")
    assert code == 0
    assert "Tiers-lieux [b]" in out
    code, out, _ = run("discover", replay.base, "tiers-lieux", "--write", "--sources", str(tmp_path))
    assert code == 0
    assert "tiers_lieux.toml" in out.replace("\n", "")
    assert 'published = "nom"' in (tmp_path / "tiers_lieux.toml").read_text(encoding="utf-8")
    code, _, err = run("discover", replay.base, "tiers-lieux", "--write", "--sources", str(tmp_path))
    assert code == 1
    assert "existe déjà" in err


@pytest.fixture
def vosges():
    return Scope.of("departement:88", ("88160", "88304"))


def table(**values):
    return pd.DataFrame({"code": list(values), "homes": list(map(float, values.values()))})


def test_a_territory_joins_the_rest_of_the_same_vintage(sources, store, vosges):
    source = sources["filosofi"].model_copy(update={"live": GeoApi(service="geo", path="/{departement}")})
    before = store.manifest("filosofi").model_copy(update={"origin": "network", "source": source})
    stored = table(**{"59350": 1, "88160": 2, "88304": 3})
    kept = keep_the_rest(table(**{"88160": 20, "88304": 30}), source, vosges, before, stored)
    assert kept.frame["homes"].tolist() == [1, 20, 30]
    assert kept.territory is None


def test_figures_of_two_vintages_are_never_mixed(sources, store, vosges):
    source = sources["filosofi"].model_copy(update={"vintage": "2030"})
    kept = keep_the_rest(
        table(**{"88160": 20}), source, vosges, store.manifest("filosofi"), table(**{"59350": 1, "88160": 2})
    )
    assert kept.frame["code"].tolist() == ["88160"]
    assert kept.territory == "departement:88"
    assert "autre millésime" in kept.remark


def test_sources_are_downloaded_several_at_a_time(root, sources, replay, door):
    rows = b"insee;eleves\n92050;1\n"
    replay.answers = lambda *_: ("text/csv", rows)
    base = sources["filosofi"].model_copy(
        update={
            "columns": (
                sources["filosofi"].columns[0].model_copy(update={"published": "insee"}),
                sources["filosofi"].columns[1].model_copy(update={"name": "pupils", "published": "eleves"}),
            ),
            "cog_vintage": 2025,
        }
    )
    own = {
        name: base.model_copy(
            update={"id": name, "live": Opendatasoft(service="opendatasoft", base=replay.base, dataset=name)}
        )
        for name in ("un", "deux", "trois")
    }
    outcome = Build({**sources, **own}, None, root, door=door, jobs=3).run(list(own))
    assert not outcome.failures
    assert set(outcome.written) == set(own)
    assert Store(root).manifest("un").origin == "network"
