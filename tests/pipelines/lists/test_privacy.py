"""What is personal is left out and said; organisations keep their contacts only when asked."""

import pytest

from citeoscope.lists import read_imported
from pipelines.lists.preview import preview
from pipelines.lists.privacy import is_organisation

HEADER = ["nom", "commune", "courriel", "téléphone", "Nom du contact", "description", "porteur"]
ROW = [
    "La Bouée",
    "Mirecourt",
    "jeanne.martin@gmail.com;contact@labouee.fr",
    "06 12 34 56 78 / 03 29 37 05 22",
    "Jeanne Martin",
    "Ouvert à tous. Contact : Jeanne Martin, j.martin@free.fr ou 06.12.34.56.78, ou mairie@mirecourt.fr (Mme Martin).",
    "Mme Jeanne Martin",
]
PERSONAL = ("jeanne", "martin", "06 12", "06.12", "gmail")


def kept(tmp_path):
    return "\n".join(path.read_text(encoding="utf-8") for path in (tmp_path / "listes").glob("*.csv"))


def test_nothing_personal_is_kept_by_default(bring, rows, tmp_path):
    report = bring(rows(HEADER, ROW))
    text = kept(tmp_path).lower()
    assert not [word for word in (*PERSONAL, "@", "03 29") if word in text]
    assert "laissé de côté : courriel, nom, téléphone" in report.lines["reason"].iloc[0]
    assert any("Laissées de côté" in remark and "Nom du contact" in remark for remark in report.remarks)
    assert read_imported(tmp_path, "liste")["presentation_detail"].iloc[0].startswith("Ouvert à tous.")


def test_the_contacts_of_organisations_are_kept_when_asked_and_no_one_else_s(bring, rows, tmp_path):
    bring(rows(HEADER, ROW), keep_contacts=True)
    row = read_imported(tmp_path, "liste").iloc[0]
    assert (row["courriels"], row["telephone"]) == ("contact@labouee.fr", "03 29 37 05 22")
    assert "mairie@mirecourt.fr" in row["presentation_detail"]
    assert not [word for word in PERSONAL if word in kept(tmp_path).lower()]


def test_a_column_is_personal_by_what_is_in_it(rows):
    seen = preview(
        rows(["nom", "commune", "divers"], ["A", "Lille", "a.b@free.fr"], ["B", "Lille", "c.d@free.fr"]), "projets"
    )
    assert seen.personal == ("divers",)
    assert seen.ignored == ()


@pytest.mark.parametrize(
    ("contact", "organisation"),
    [
        ("contact@a.fr", True),
        ("mairie.mirecourt@wanadoo.fr", True),
        ("Info@a.fr", True),
        ("secretariat-mairie@a.fr", True),
        ("utopic@cafe-utopic.fr", True),
        ("jeanne.martin@mirecourt.fr", False),
        ("jmartin@gmail.com", False),
        ("a@b.fr", False),
        ("03 29 37 05 22", True),
        ("+33 3 29 37 05 22", True),
        ("06 12 34 56 78", False),
        ("+33 7 12 34 56 78", False),
    ],
)
def test_whose_contact_it_is(contact, organisation):
    assert is_organisation(contact) == organisation


def test_a_contact_that_is_no_person_leaves_the_texts_alone(bring, rows):
    report = bring(
        rows(
            ["Nom", "Commune", "Contact", "Description"],
            ["La Bouée", "Mirecourt", "Association La Bouée", "La Bouée accueille tous les publics"],
            ["La Bouée", "Nancy", "La Bouée", "Bouée ouverte à Nancy"],
            ["Le Quai", "Nanterre", "Claire Nanterre", "Claire reçoit à Nanterre"],
        )
    )
    assert report.rows["presentation_detail"].tolist() == [
        "La Bouée accueille tous les publics",
        "Bouée ouverte à Nancy",
        "[nom retiré] reçoit à Nanterre",
    ]


@pytest.mark.parametrize(
    "text",
    ["SIRET 01234567800012", "ligne 0123456789012", "48.123456, 6.123456", "du 01/02/2023 au 05/06/2023", "2018-2019"],
)
def test_numbers_that_are_no_phone_stay(bring, rows, text):
    report = bring(rows(["nom", "commune", "description"], ["A", "Lille", text]))
    assert report.rows["presentation_detail"].tolist() == [text]
    assert report.lines["reason"].tolist() == [""]


def test_streets_named_after_people_stay(bring, rows):
    report = bring(rows(["nom", "commune", "adresse"], ["Chez Madame Rosa", "Lille", "12 rue Monsieur le Prince"]))
    assert report.rows["adresse"].tolist() == ["12 rue Monsieur le Prince"]
    assert report.rows["nom"].tolist() == ["Chez Madame Rosa"]
