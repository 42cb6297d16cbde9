"""Headers as people write them, and cells that contradict their header."""

import pandas as pd
import pytest

from citeoscope.errors import ListError
from pipelines.lists.fields import KINDS, fields, reduce, variants
from pipelines.lists.likeness import fit
from pipelines.lists.mapping import Mapping, from_toml, to_toml
from pipelines.lists.preview import preview
from pipelines.lists.recognise import TAKEN, recognise
from pipelines.lists.table import Table

CELLS = {
    "nom": ["La Bouée", "L’Utopic"],
    "adresse": ["1 rue Chanzy", "2 rue Chanzy"],
    "commune": ["Mirecourt", "Épinal"],
    "code_postal": ["88500", "88000"],
    "code_insee": ["88304", "88160"],
    "latitude": ["48.30", "48.17"],
    "longitude": ["6.13", "6.45"],
    "coordonnees": ["48.30, 6.13", "48.17, 6.45"],
    "telephone": ["03 29 37 05 22", "03 29 37 05 23"],
    "courriels": ["contact@a.fr", "contact@b.fr"],
    "site_web": ["https://a.fr", "www.b.fr"],
    "date_maj": ["2023-01-04", "04/07/2023"],
    "budget_eur": ["3 000 €", "120 k€"],
    "etape": ["en cours", "terminé"],
}


def guessed(header, cells, kind):
    table = Table.of([header, "autre"], [cells, ["a", "b"]], [2, 3], "CSV")
    return {one.field: one for one in recognise(table, kind) if one.header == header}


@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("nom", "Nom du lieu"),
        ("nom", "NOM_TL"),
        ("nom", "Noms"),
        ("nom", "Quel est le nom de votre lieu ?"),
        ("nom", "Nom de la structure"),
        ("nom", "Dénomination"),
        ("nom", "Identité – Nom"),
        ("adresse", "ADRESSE POSTALE"),
        ("adresse", "adresse_du_lieu"),
        ("adresse", "Addresse"),
        ("adresse", "Quelle est l'adresse postale complète de votre structure ?"),
        ("commune", "Ville"),
        ("commune", "Dans quelle commune se situe votre tiers-lieu ?"),
        ("commune", "Comunne"),
        ("commune", "Nom de la commune"),
        ("code_postal", "CP"),
        ("code_postal", "Code Postale"),
        ("code_postal", "codePostal"),
        ("code_insee", "INSEECOM"),
        ("code_insee", "Code commune (INSEE)"),
        ("code_insee", "commune_code"),
        ("latitude", "Coord. Y"),
        ("latitude", "LAT"),
        ("latitude", "Coordonnée Y (Lambert 93)"),
        ("longitude", "Coord. X"),
        ("longitude", "lng"),
        ("longitude", "X_WGS84"),
        ("coordonnees", "Coordonnées GPS"),
        ("coordonnees", "geo_point_2d"),
        ("telephone", "Tél."),
        ("courriels", "E-mail"),
        ("courriels", "Adresse mail"),
        ("site_web", "Site Internet"),
        ("date_maj", "Horodateur"),
        ("date_maj", "Dernière mise à jour"),
    ],
)
def test_a_header_names_its_field(field, header):
    found = guessed(header, CELLS[field], "tiers_lieux")
    assert field in found
    assert found[field].score >= TAKEN


@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("budget_eur", "Montant de la subvention (€)"),
        ("budget_eur", "budget_global_projet_gagnant"),
        ("etape", "État d’avancement"),
        ("nom", "Intitulé du projet"),
        ("nom", "titre_projet_gagnant"),
    ],
)
def test_a_header_of_a_project_names_its_field(field, header):
    assert field in guessed(header, CELLS[field], "projets")


@pytest.mark.parametrize(
    "header", ["Nom du responsable", "Prénom", "Nombre de postes", "INSEEREG", "POPCOM", "Année de création", "Surface"]
)
def test_other_headers_name_nothing(header):
    assert guessed(header, ["Dupont", "Martin"], "tiers_lieux") == {}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("latitude", ["Mirecourt", "Épinal"]),
        ("code postal", ["Mirecourt", "Épinal"]),
        ("code insee", ["Grand Est", "Bretagne"]),
        ("courriel", ["1 rue Chanzy", "2 rue Chanzy"]),
    ],
)
def test_cells_that_contradict_the_header_are_believed(header, cells):
    assert guessed(header, cells, "tiers_lieux") == {}


def test_a_column_called_the_name_is_the_name_whatever_it_holds():
    assert guessed("nom", ["12", "13"], "tiers_lieux")["nom"].score < TAKEN


def test_of_columns_called_like_a_name_the_one_that_tells_rows_apart_is_taken():
    cells = [["Lille", "Lille"], ["Le Lab", "La Bouée"], ["Anne", "Luc"]]
    table = Table.of(["lib_zone", "lib_territoire", "nom_referent"], cells, [2, 3], "CSV")
    assert {one.field: one.header for one in recognise(table, "tiers_lieux")} == {"nom": "lib_territoire"}


def test_an_empty_column_gives_way_to_a_full_one():
    table = Table.of(["nom", "Ville", "Commune"], [["A"], [""], ["Lille"]], [2], "CSV")
    assert {one.field: one.header for one in recognise(table, "tiers_lieux")}["commune"] == "Commune"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_known_by_its_own_name(kind):
    assert all(variants(kind)[reduce(name)] == name for name in fields(kind))


@pytest.mark.parametrize(
    ("holds", "good", "bad"),
    [
        ("insee", ["1001.0", "01001", "2a004", "75056"], ["Paris", "1", "F-75"]),
        ("postal", ["75 011", "1000", "78011 VERSAILLES CEDEX", "F-67000", "44000.0"], ["rue", "1"]),
        (
            "date",
            ["2018", "2018-07", "04/07/2018", "juillet 2018", "4 juillet 2018", "2018-07-04 12:00"],
            ["demain", "12"],
        ),
        ("amount", ["3 700 000 €", "1,5 M€", "120k€", "1500"], ["beaucoup", "voir budget"]),
        ("phone", ["01 23 45 67 89", "+33 1 23 45 67 89", "0123456789"], ["12345678900012", "48.123456"]),
        ("url", ["https://a.fr/b", "www.a.fr", "a-b.fr"], ["a@b.fr", "pas de site"]),
        ("siret", ["12345678900012", "123 456 789 00012", "W751234567"], ["12", "abc"]),
    ],
)
def test_what_a_cell_looks_like(holds, good, bad):
    assert fit(pd.Series(good, dtype="str"), holds) == 1
    assert fit(pd.Series(bad, dtype="str"), holds) == 0


def test_a_mapping_is_remembered_word_for_word():
    mapping = Mapping("projets", {"nom": 'Titre "court"\t\\', "etape": "État ’"}, 2154, "Épinal (88)")
    assert from_toml(to_toml(mapping), "x") == mapping


@pytest.mark.parametrize("text", ["sorte = 1", "x", 'sorte = "projets"\n[colonnes]\nnimporte = "a"', 'colonnes = "a"'])
def test_a_damaged_mapping_says_where_and_what_to_do(text):
    with pytest.raises(ListError, match=r"ici\.toml"):
        from_toml(text, "ici.toml")


def test_the_user_changes_the_mapping_and_the_preview_follows():
    seen = preview(b"nom,intitule,ville\nA,B,Lille\n", "projets")
    assert seen.mapping.columns["nom"] == "nom"
    changed = seen.with_mapping(seen.mapping.with_column("nom", "intitule"))
    assert changed.mapping.columns["nom"] == "intitule"
    assert "nom" in changed.ignored
    with pytest.raises(ListError, match="absente"):
        seen.with_mapping(seen.mapping.with_column("nom", "rien"))
