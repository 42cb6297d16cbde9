"""Exit codes and French messages; one failing source does not stop the others."""

import pytest

from citeoscope.store import Store
from pipelines.cli import main

FILOSOFI = "filosofi/cc_filosofi_2021_COM.csv"


@pytest.fixture
def run(root, mirror, tmp_path, capsys):
    def command(*words, at=root):
        golden = tmp_path / "golden.toml"
        golden.touch()
        code = main(["--store", str(at), "--snapshot", str(tmp_path / "snapshot"), "--golden", str(golden), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_everything_from_the_mirror(run, mirror, tmp_path):
    code, out, err = run("refresh", "--mirror", str(mirror), at=tmp_path / "new")
    assert (code, err) == (0, "")
    assert "Jeux de données écrits" in out


def test_one_source_alone_uses_what_is_stored(run, mirror):
    code, out, _ = run("refresh", "gares_idfm", "--mirror", str(mirror))
    assert code == 0
    assert ": 1," in out


def test_a_missing_file_fails_by_name_and_the_last_version_stays(run, root, mirror):
    (mirror / FILOSOFI).unlink()
    before = Store(root).manifest("filosofi")
    code, out, err = run("refresh", "filosofi", "comparateur", "--mirror", str(mirror))
    assert code == 1
    assert "Source « filosofi »" in err
    assert "cc_filosofi_2021_COM.csv" in err
    assert Store(root).manifest("filosofi") == before
    assert ": 1," in out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("MED21", "MEDIANE"), "colonne(s) absente(s)"),
        (lambda text: text.replace(";21620;", ";beaucoup;"), "beaucoup"),
        (lambda text: text.replace("88304;", "8830;"), "code mal formé"),
        (lambda text: text + text.splitlines()[-1] + "\n", "valeur répétée"),
        (lambda text: text.splitlines()[0] + "\n", "aucune ligne"),
        (lambda text: "\n".join(text.splitlines()[:4]) + "\n", "2 lignes au lieu de 13"),
        (lambda _: "", "filosofi"),
        (lambda text: text.rstrip()[: text.rstrip().rindex(";")], "la dernière ligne"),
    ],
)
def test_a_malformed_file_fails_with_its_defect(run, root, mirror, change, said):
    path = mirror / FILOSOFI
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    before = Store(root).manifest("filosofi")
    code, _, err = run("refresh", "filosofi", "--mirror", str(mirror))
    assert code == 1
    assert "Source « filosofi »" in err
    assert said in err
    assert Store(root).manifest("filosofi") == before


@pytest.mark.parametrize("path", ["epci/epcicom2025.xlsx", "france_services/anct_france_services_2024.geojson"])
def test_a_file_of_another_kind_fails_by_name(run, mirror, path):
    (mirror / path).write_bytes(b"<html>maintenance</html>")
    source_id = path.split("/")[0]
    code, _, err = run("refresh", source_id, "--mirror", str(mirror))
    assert code == 1
    assert f"Source « {source_id} »" in err


def test_without_cog_every_source_says_so(run, mirror, tmp_path):
    (mirror / "cog" / "v_commune_2026.csv").write_text("rien", encoding="utf-8")
    code, _, err = run("refresh", "--mirror", str(mirror), at=tmp_path / "new")
    assert code == 1
    assert "Source « cog »" in err


def test_unknown_source(run, mirror):
    code, _, err = run("refresh", "filosophie", "--mirror", str(mirror))
    assert code == 2
    assert "filosophie" in err
    assert "filosofi," in err


def test_mirror_folder_absent(run, tmp_path):
    code, _, err = run("refresh", "--mirror", str(tmp_path / "nowhere"))
    assert code == 2
    assert "Dossier introuvable" in err


def test_status_and_snapshot(run, tmp_path):
    code, out, _ = run("status")
    assert code == 0
    assert "filosofi" in out
    unread = next(line for line in out.splitlines() if line.startswith("Pas encore récupérés"))
    assert {"activite", "logement_periodes", "stations_vlille"} <= set(
        unread.replace(".", ",").replace(",", " ").split()
    )
    assert "filosofi" not in unread
    assert run("snapshot")[0] == 0
    assert (tmp_path / "snapshot" / "index.json").exists()


def test_status_and_snapshot_of_nothing(run, tmp_path):
    assert run("status", at=tmp_path / "none")[0] == 1
    code, _, err = run("snapshot", at=tmp_path / "none")
    assert code == 1
    assert "refresh" in err
