"""The command a town hall runs: exit codes, French summary, report; and the list of Paris's participatory budget."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from citeoscope.lists import imported_lists, read_imported
from citeoscope.paths import DATA
from pipelines.cli import main

PROJECTS = 1341
ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(tmp_path, capsys):
    def command(*words):
        rooms = ["--store", str(tmp_path / "none"), "--snapshot", str(DATA / "snapshot")]
        code = main([*rooms, "import", *words, "--local", str(tmp_path / "local")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def paris(embedded, tmp_path):
    """The projects as the city publishes them: no commune, no coordinates."""
    frame = embedded.read("budget_participatif_paris")
    own = {
        "theme": "thematique",
        "id": "identifiant_projet_gagnant",
        "address": "adresse_projet_gagnant",
        "budget_eur": "budget_global_projet_gagnant",
        "name": "titre_projet_gagnant",
        "directorate": "direction_pilote_projet",
        "edition": "edition",
        "stage": "avancement_projet",
    }
    path = tmp_path / "budget participatif.csv"
    frame[list(own)].rename(columns=own).to_csv(path, sep=";", index=False, encoding="utf-8-sig")
    return path


def test_the_projects_of_paris_come_in(run, paris, tmp_path):
    report = tmp_path / "rapport.csv"
    code, out, err = run(str(paris), "--as", "projets", "--offline", "--commune", "75056", "--report", str(report))
    lines = pd.read_csv(report, dtype=str, keep_default_na=False)
    assert len(lines) == PROJECTS
    assert err == ""
    kept = read_imported(tmp_path / "local", "budget-participatif")
    assert len(kept) == PROJECTS
    assert set(kept["code_insee"]) == {"75056"}
    assert set(kept["precision"]) == {"commune"}
    assert set(kept["etape"]) == {"terminé", "en cours", "idée", "ABANDONNÉ"}
    assert kept["budget_eur"].replace("", "0").astype(float).sum() > 1e8
    nameless = lines["titre_projet_gagnant"].eq("")
    assert code == (3 if nameless.any() else 0)
    assert lines.loc[nameless, "outcome"].eq("to_check").all()
    assert lines.loc[~nameless, "outcome"].eq("imported").all()
    assert lines.loc[lines["adresse_projet_gagnant"].ne(""), "reason"].str.contains("adresse non cherchée").all()
    assert "1\u202f341 ligne(s) lue(s)" in out


def test_the_projects_of_paris_without_their_commune_are_nowhere_and_say_so(run, paris):
    code, out, _ = run(str(paris), "--as", "projets", "--offline", "--dry-run")
    assert code == 3
    assert "sans place" in out


def lines(path, *rows):
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def test_exit_codes_say_what_became_of_the_rows(run, tmp_path):
    good = lines(tmp_path / "bonne.csv", "nom,commune", "A,Lille")
    doubtful = lines(tmp_path / "douteuse.csv", "nom,commune", "A,Lille", "B,Saint-Denis")
    empty = lines(tmp_path / "vide.csv")
    assert run(good, "--as", "tiers_lieux", "--offline")[0] == 0
    code, out, _ = run(doubtful, "--as", "tiers_lieux", "--offline")
    assert code == 3
    assert "Ligne 3 : plusieurs communes se nomment « Saint-Denis »" in out
    code, _, err = run(empty, "--as", "tiers_lieux", "--offline")
    assert code == 1
    assert "pas un tableau" in err or "vide" in err or "ni un texte" in err
    assert set(imported_lists(tmp_path / "local")) == {"bonne", "douteuse"}


def test_a_dry_run_and_a_removal_leave_nothing(run, tmp_path):
    good = lines(tmp_path / "bonne.csv", "nom,commune", "A,Lille")
    assert "Essai" in run(good, "--as", "tiers_lieux", "--offline", "--dry-run")[1]
    assert not (tmp_path / "local").exists()
    run(good, "--as", "tiers_lieux", "--offline", "--list", "lieux")
    code, out, _ = run("--list", "lieux", "--remove")
    assert code == 0
    assert "« lieux » retirée" in out
    assert list((tmp_path / "local").iterdir()) == []
    code, _, err = run("--remove", "lieux")
    assert code == 1
    assert "Aucune liste importée" in err


def test_a_mapping_corrected_by_hand_is_used_the_next_time(run, tmp_path):
    path = lines(tmp_path / "lieux.csv", "nom,surnom,commune", "A,Alpha,Lille")
    run(path, "--as", "tiers_lieux", "--offline")
    corrected = tmp_path / "local" / "correspondances" / "lieux.toml"
    corrected.write_text(
        corrected.read_text(encoding="utf-8").replace('nom = "nom"', 'nom = "surnom"'), encoding="utf-8"
    )
    run(path, "--as", "tiers_lieux", "--offline")
    assert read_imported(tmp_path / "local", "lieux")["nom"].tolist() == ["Alpha"]


def test_a_column_that_is_not_recognised_is_told(run, tmp_path):
    path = lines(tmp_path / "lieux.csv", "machin,commune", "Alpha,Lille")
    code, _, err = run(path, "--as", "tiers_lieux", "--offline")
    assert code == 1
    assert "--column nom=EN-TÊTE" in err
    assert run(path, "--as", "tiers_lieux", "--offline", "--column", "nom=machin")[0] == 0
    assert read_imported(tmp_path / "local", "lieux")["nom"].tolist() == ["Alpha"]
    assert run(path, "--as", "tiers_lieux", "--offline")[0] == 0  # it is remembered
    code, _, err = run(path, "--as", "tiers_lieux", "--offline", "--column", "nimporte=machin")
    assert (code, "Champ(s) inconnu(s)" in err) == (1, True)


@pytest.mark.parametrize("words", [["x.csv"], ["--as", "tiers_lieux"], ["--remove"]])
def test_what_is_missing_is_said(run, words):
    code, _, err = run(*words)
    assert code == 2
    assert "Donnez le fichier" in err or "Dites quelle liste" in err


def test_the_seed_lists_come_in_whole(run, tmp_path):
    for kind in ("tiers_lieux", "projets", "evenements"):
        code, _, err = run(str(DATA / "local" / f"{kind}.csv"), "--as", kind, "--offline")
        assert (code, err) == (0, "")
        ours = read_imported(tmp_path / "local", kind)
        seed = pd.read_csv(DATA / "local" / f"{kind}.csv", dtype=str, keep_default_na=False)
        assert ours["id"].tolist() == seed["id"].tolist()
        if kind != "tiers_lieux":
            assert ours["perimetre"].tolist() == seed["perimetre"].tolist()


def test_help_is_in_french():
    said = subprocess.run(
        [sys.executable, "-m", "pipelines", "import", "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "usage :" in said.stdout
    assert "retire une liste importée" in said.stdout
