"""The declared indicators, and what happens when a declaration is wrong."""

import re

import pytest

from citeoscope.catalogue.load import catalogue, load_indicators
from citeoscope.errors import CatalogueError
from citeoscope.territory.levels import Level

GOOD = """
theme = "Population"
[population]
label = "Population municipale"
short = "Population"
unit = "hab."
decimals = 0
definition = "Nombre d’habitants."
kind = "count"
direction = "neutral"
vintage = "2023"
rule = { name = "sum", value = "populations_legales.pmun" }
"""


def test_the_first_indicators_are_declared():
    assert set(catalogue()) >= {
        "population",
        "densite",
        "evolution_population",
        "revenu_median",
        "taux_pauvrete",
        "tiers_lieux",
        "tiers_lieux_pour_10000",
        "gares",
    }


def test_every_definition_is_one_plain_sentence():
    for declared in catalogue().values():
        assert declared.definition.endswith("."), declared.id
        assert len(declared.short) <= 40, declared.id


def test_every_reference_exists_in_the_data(embedded):
    for declared in embedded.indicators.values():
        for vintage in declared.vintages:
            read = embedded.table(declared.id, Level.FRANCE, vintage)
            assert not read.empty, (declared.id, vintage)


def test_all_defects_are_reported_at_once(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD + 'couleur = "bleu"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text(
        GOOD.replace("[population]", "[autre]").replace('"sum"', '"addition"'), encoding="utf-8"
    )
    (tmp_path / "c.toml").write_text("theme = ", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_indicators(tmp_path)
    message = str(caught.value)
    assert re.search(r"a\.toml, ligne \d+ : population\.couleur : clé inconnue", message)
    assert re.search(r"b\.toml, ligne \d+ : autre\.rule : « addition » n’est pas connu", message)
    assert "c.toml, à la fin : ce n’est pas du TOML valable" in message


def test_an_identifier_is_declared_once(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"b\.toml \[population\] : identifiant déjà déclaré"):
        load_indicators(tmp_path)


def test_a_diverging_scale_needs_its_pivot(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD + 'scale = "diverging"\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match="pivot"):
        load_indicators(tmp_path)
