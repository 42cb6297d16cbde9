"""Lists as town halls, associations and régions really save them: each comes in whole, and its report is true."""

import csv
import io
import json

import pytest
import xlsxwriter

from pipelines.lists.periods import period


def workbook(write):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        write(book)
    return out.getvalue()


def census_of_a_town_hall(book):
    """A title over merged cells, headers on two rows, sectors merged downwards, a total, a note at the bottom."""
    sheet = book.add_worksheet("Recensement")
    sheet.merge_range("A1:G1", "Communauté de communes Mirecourt-Dompaire")
    sheet.merge_range("A2:G2", "Recensement des lieux partagés – état au 12/03/2024")
    for column, head in (("A", "Secteur"), ("B", "Lieu"), ("F", "Ouverture au public"), ("G", "Observations")):
        sheet.merge_range(f"{column}4:{column}5", head)
    sheet.merge_range("C4:E4", "Coordonnées")
    sheet.write_row("C5", ["Adresse", "CP", "Commune"])
    rows = [
        ["La Fabrique", "12 rue Chanzy", 88500, "Mirecourt", "Lun-ven 9h-18h", ""],
        ["Le Grain", "3 place de la Mairie", 88270, "Dompaire", "", "Référente : Mme Claire Aubert, 06 12 34 56 78"],
        ["Atelier partagé", "", 88500, "POUSSAY", "sur rdv", "Paul Roy 06 12 34 56 79"],
        ["Les Moulins", "1 rue du Moulin", 88270, "HAROL", "fermé définitivement", "à confirmer"],
    ]
    sheet.merge_range("A6:A7", "Nord")
    sheet.merge_range("A8:A9", "Sud")
    for place, row in enumerate(rows):
        sheet.write_row(5 + place, 1, row)
    sheet.write_row("A11", ["Total : 4"])
    sheet.write("A13", "Source : service développement")
    book.add_worksheet("Notice").write("A1", "Ce fichier est mis à jour tous les ans")


def test_a_workbook_with_titles_totals_and_notes_comes_in_without_them(bring):
    report = bring(workbook(census_of_a_town_hall))
    assert report.rows["nom"].tolist() == ["La Fabrique", "Le Grain", "Atelier partagé", "Les Moulins"]
    assert report.rows["code_insee"].tolist() == ["88304", "88151", "88357", "88233"]
    assert report.rows["horaires"].tolist() == ["Lun-ven 9h-18h", "", "sur rdv", "fermé définitivement"]
    refused = report.lines[report.lines["outcome"] == "refused"]
    assert refused["row"].tolist() == [11, 13]
    assert "ligne de total" in refused["reason"].iloc[0]
    said = " ".join(report.remarks)
    assert "3 adresse(s) non cherchée(s)" in said
    assert "Observations" not in said  # it is read, and cleaned cell by cell
    # A name alone beside a phone is who is called: nothing is left of it.
    assert report.rows["presentation_detail"].tolist()[2:] == ["", "à confirmer"]
    assert "Aubert" not in report.rows.to_csv()
    assert "Liste nouvelle" in report.summary()


def test_a_questionnaire_comes_in_with_whole_questions_as_headers_and_refusals_respected(bring):
    head = [
        "Horodateur",
        "Adresse e-mail",
        "Quel est le nom de votre tiers-lieu ?",
        "Dans quelle commune est-il situé ? (code postal et ville)",
        "Quelles activités proposez-vous ? (plusieurs réponses possibles)",
        "Votre lieu est-il ouvert aujourd'hui ?",
        "Qui peut-on contacter ? (prénom, nom)",
        "Êtes-vous d'accord pour que ces informations soient publiées ?",
    ]
    stamp = "2024/03/12 2:41:07 PM UTC+1"
    answers = [
        [stamp, "m@gmail.com", "Le Bouillon", "88500 Mirecourt", "Coworking;Café", "Oui", "Marie Durand", "Oui"],
        [stamp, "c@b.fr", "La Filature", "88000 EPINAL", "Fablab", "Non, plus maintenant", "Paul", "Oui"],
        [stamp, "j@orange.fr", "le 8", "57000 Metz", "Fablab", "Bientôt (travaux)", "Jeanne PETIT", "Non"],
        [stamp, "j@orange.fr", "le 8", "57000 Metz", "Fablab", "Bientôt (travaux)", "Jeanne PETIT", "Oui"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows([head, *answers])
    report = bring(text.getvalue().encode())
    assert report.lines["outcome"].tolist() == ["imported", "imported", "refused", "imported"]
    assert "n’est pas publiée" in report.lines["reason"].iloc[2]
    assert report.rows["etat_ouverture"].tolist() == ["ouvert", "fermé", "en projet"]
    assert report.rows["services"].iloc[0] == "Coworking;Café"
    assert report.rows["date_maj"].eq("2024-03-12").all()
    assert "accord" not in report.rows


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<name>Tiers-lieux</name>
<Folder><name>Coworking</name><Placemark><name>Cowork</name>
<description><![CDATA[<img src="https://x/1.jpg"/><br>Ouvert à tous<br>Contact : julie@gmail.com]]></description>
<ExtendedData><Data name="Adresse"><value>4 rue Saint-Jean, 54000 Nancy</value></Data></ExtendedData>
<Point><coordinates>6.1805,48.6890,0</coordinates></Point></Placemark></Folder>
<Folder><name>Ateliers</name><Placemark><name>Zone</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
6.13,48.30,0 6.14,48.30,0 6.14,48.31,0 6.13,48.30,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>Sans point</name></Placemark></Folder></Document></kml>"""


def test_all_the_folders_of_a_drawn_map_are_one_list(bring):
    report = bring(KML.encode())
    assert report.rows["nom"].tolist() == ["Cowork", "Zone", "Sans point"]
    assert report.rows["type_tiers_lieu"].tolist() == ["Coworking", "Ateliers", "Ateliers"]
    assert report.rows["adresse"].iloc[0] == "4 rue Saint-Jean, 54000 Nancy"
    assert report.rows["presentation_detail"].iloc[0] == "Ouvert à tous Contact : [courriel retiré]"
    assert report.lines["outcome"].tolist() == ["imported", "imported", "to_check"]


def test_the_table_of_a_shared_base_gives_its_dates_and_codes_as_numbers(bring):
    rows = [
        {"Nom": "La Grange", "Code_INSEE": 92050, "Statut": "Ouvert", "Date_de_MAJ": 1709251200, "Photos": ["L", 12]},
        {"Nom": "Le Vivier", "Code_INSEE": 1053, "Statut": "En projet", "Date_de_MAJ": None, "Photos": None},
    ]
    held = {"records": [{"id": number, "fields": row} for number, row in enumerate(rows)]}
    report = bring(json.dumps(held).encode())
    assert report.rows["code_insee"].tolist() == ["92050", "01053"]
    assert report.rows["date_maj"].tolist() == ["2024-03-01", ""]
    assert report.rows["etat_ouverture"].tolist() == ["ouvert", "en projet"]


def test_a_plan_of_actions_gives_its_budgets_its_periods_and_its_places(bring):
    head = [
        "N° action",
        "Intitulé de l'action",
        "Maître d'ouvrage",
        "Période",
        "Montant (€ TTC)",
        "Territoire concerné",
    ]
    plan = [
        ["1.1", "Rénovation de la halle", "Ville de Mirecourt", "2023-2025", "12 000 €", "Mirecourt"],
        ["1.2", "Bus à la demande", "CCMD", "mars 2024 à décembre 2025", "1,2 M€", "CC de Mirecourt Dompaire"],
        ["2.1", "Écoles", "Département", "T3 2023 – T1 2025", "à définir", "Vosges"],
        ["TOTAL", "", "", "", "1 212 000", ""],
    ]

    def write(book):
        sheet = book.add_worksheet()
        sheet.write("A1", "PLAN D'ACTIONS 2023-2026")
        for place, row in enumerate([head, *plan]):
            sheet.write_row(2 + place, 0, row)

    report = bring(workbook(write), kind="projets")
    assert report.lines["outcome"].tolist() == ["imported", "imported", "to_check", "refused"]
    assert report.rows["budget_eur"].tolist() == ["12000", "1200000", ""]
    assert report.rows["date_debut"].tolist() == ["2023", "2024-03", "2023-07"]
    assert report.rows["date_fin"].tolist() == ["2025", "2025-12", "2025-03"]
    assert report.rows["code_insee"].tolist() == ["88304", "", ""]
    assert report.places == "1 à la commune, 2 sur tout leur périmètre"


def test_a_diary_gives_its_dates_its_hours_and_its_rooms(bring):
    diary = (
        "Événement;Date;Horaire;Lieu;Ville\n"
        "Débat;samedi 18 mai 2024 à 14h30;14h30-17h;Salle des fêtes;Mirecourt\n"
        "Fête;du 7 au 9 juin 2024;;La Fabrique;Épinal\n"
        "Réunion;à venir;;;Dompaire\n"
    )
    report = bring(diary.encode("cp1252"), kind="evenements")
    assert report.rows["date_debut"].tolist() == ["2024-05-18", "2024-06-07", "à venir"]
    assert report.rows["date_fin"].tolist() == ["", "2024-06-09", ""]
    assert report.rows["heure"].tolist() == ["14h30-17h", "", ""]
    assert report.rows["lieu"].tolist() == ["Salle des fêtes", "La Fabrique", ""]
    assert "illisible" in report.lines["reason"].iloc[2]


def test_an_update_names_the_rows_that_come_go_and_change(bring):
    bring("nom;commune;adresse\nLa Bouée;Mirecourt;1 rue A\nLe Quai;Nanterre;\nL’Étape;Épinal;\n".encode())
    report = bring("nom;commune;adresse\nLa Bouée;Mirecourt;2 rue B\nLe Quai;Nanterre;\nNeuf;Lille;\n".encode())
    said = report.summary()
    assert "1 nouvelle(s) (Neuf), 1 changée(s) (La Bouée), 1 partie(s) (L’Étape), 1 inchangée(s)" in said


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2023-2025", ("2023", "2025")),
        ("2024 / 2026", ("2024", "2026")),
        ("2ème semestre 2024", ("2024-07", "2024-12")),
        ("1er trimestre 2024", ("2024-01", "2024-03")),
        ("3 et 4 octobre 2024", ("2024-10-03", "2024-10-04")),
        ("du 28 mai au 2 juin 2024", ("2024-05-28", "2024-06-02")),
        ("12-13/09/2024", ("2024-09-12", "2024-09-13")),
        ("du 01/05/2024 au 03/05/2024", ("2024-05-01", "2024-05-03")),
        ("09/2023 - 06/2024", ("2023-09", "2024-06")),
        ("2024-05-12", None),
        ("12/09/24", None),
        ("samedi 18 mai 2024 à 14h30", None),
        ("2025-2023", None),
        ("à venir", None),
    ],
)
def test_a_period_is_read_only_when_it_is_one(text, dates):
    assert period(text) == dates
