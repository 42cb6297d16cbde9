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


def census_of_a_metropole(book):
    """A title over merged cells, whole addresses in one column, a total merged over the first columns."""
    sheet = book.add_worksheet("Tiers-lieux")
    sheet.merge_range("A1:F1", "Recensement des tiers-lieux de la Métropole – mise à jour septembre 2025")
    sheet.merge_range("A2:F2", "Direction du développement économique – document de travail")
    sheet.write_row("A4", ["Dénomination", "Adresse complète", "Typologie", "Surface (m²)", "Ouvert ?", "Dernière MAJ"])
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    rows = [
        ["La Coroutine", "16 allée de la Filature, 59000 Lille", "Coworking", 450, "Oui", 45536],
        ["Le Fil Rouge", "Boulevard Gambetta\n59200 Tourcoing", "Fablab", "", "en travaux", 44927],
        ["La Ruche", "ZI La Vigogne, BP 90123, Bondues 59910", "Pépinière", "NC", "Oui, le week-end", 45200],
        ["Chez Violette", "19 rue du Marais, 59160 Lomme, France", "Café", 80, "Non", 43831],
        ["La Grappe", "Villeneuve d'Ascq", "Coworking", 60, "Oui", 45210],
        ["Le Bus", "Itinérant", "Bus", "", "Oui", 45210],
    ]
    for place, row in enumerate(rows):
        sheet.write_row(4 + place, 0, row[:5])
        sheet.write_number(4 + place, 5, row[5], day)
    sheet.merge_range("A12:D12", "TOTAL : 6 lieux")


def test_the_census_of_a_metropole_is_placed_by_its_whole_addresses(bring):
    report = bring(workbook(census_of_a_metropole))
    assert report.rows["code_insee"].tolist() == ["59350", "59599", "59090", "59350", "59009", ""]
    assert report.rows["date_maj"].tolist()[:2] == ["2024-09-01", "2023-01-01"]
    assert report.rows["etat_ouverture"].tolist() == ["ouvert", "en projet", "ouvert", "fermé", "ouvert", "ouvert"]
    assert report.lines["outcome"].tolist() == [*["imported"] * 4, "to_check", "to_check", "refused"]
    grappe, bus, total = report.lines["reason"].tolist()[4:]
    assert "commune lue dans l’adresse, sans code postal : Villeneuve-d'Ascq (59) 59009" in grappe
    assert "sans place sur la carte" in bus
    assert "ligne de total" in total


def test_the_members_of_an_association_come_in_without_the_names_of_people(bring):
    members = (
        "Prénom référent;Nom de la structure;Tél.;Courriel;Commune;GPS;Remarques\r\n"
        "Sylvie;L'Atelier d'Épinal;06 11 22 33 44;sylvie.m@wanadoo.fr;Épinal;48,1743 / 6,4497;appeler le matin\r\n"
        ";Café des Voisins;;;Mirecourt (88);48,3 / 6,13;\r\n"
        "Nadège;Les Ateliers;0629000000;;Châtel sur Moselle;6,394 / 48,316;\r\n"
        "Paul;Chez Paul;+33 6 12 34 56 78;;St-Dié;48.2846 / 6.9490;Paul est en arrêt maladie\r\n"
        "Lucie;Le Grenier;;;Golbey;48,2 / 6,4;\r\n"
    )
    report = bring(members.encode("cp1252"))
    assert report.rows["code_insee"].tolist() == ["88160", "88304", "88094", "88413", "88209"]
    assert report.rows["latitude"].tolist() == ["48.1743", "48.3", "48.316", "48.2846", "48.2"]
    assert report.rows["nom"].iloc[3] == "Chez Paul"
    assert report.rows["presentation_detail"].tolist()[3] == "[nom retiré] est en arrêt maladie"
    kept = report.rows.to_csv()
    assert not any(name in kept for name in ("Sylvie", "Nadège", "Lucie", "wanadoo", "06 1"))
    assert report.lines["outcome"].tolist() == [*["imported"] * 4, "to_check"]
    reasons = report.lines["reason"].tolist()
    assert "vraies à un kilomètre près" in reasons[1]
    assert "étaient inversées" in reasons[2]
    assert "vraies à une dizaine de kilomètres près" in reasons[4]


def test_numbered_questions_and_american_dates_of_a_form_are_understood(bring):
    head = [
        "Timestamp",
        "1. Comment s'appelle votre lieu ?",
        "2. À quelle adresse peut-on vous trouver ? (numéro, rue, code postal, commune)",
        "3. Quels types d'activités y sont proposés ? [Plusieurs réponses possibles]",
        "4. Êtes-vous ouvert actuellement ?",
        "5. Nom, prénom et téléphone de la personne qui répond",
        "6. Acceptez-vous que votre lieu figure sur une carte publique ?",
    ]
    answers = [
        [
            "3/14/2025 9:12:44",
            "La Manufacture",
            "3 rue A, 92000 Nanterre",
            "Coworking",
            "Oui",
            "Karim B",
            "Oui, sans réserve",
        ],
        ["12/3/2025 18:02:01", "Le jardin", "Impasse B Puteaux 92800", "Jardin", "Oui le week-end", "", "Oui"],
        ["3/15/2025 8:00:00", "Le Labo", "Suresnes", "Fablab", "Pas encore", "", "Oui mais sans l'adresse exacte"],
        ["3/16/2025 8:00:00", "Le Nid", "92150", "Fablab", "Non", "", "Non"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows([head, *answers])
    report = bring(text.getvalue().encode())
    assert report.lines["outcome"].tolist() == ["imported", "imported", "refused", "refused"]
    assert "sous condition, « Oui mais sans l'adresse exacte »" in report.lines["reason"].iloc[2]
    assert report.rows["code_insee"].tolist() == ["92050", "92062"]
    assert report.rows["date_maj"].tolist() == ["2025-03-14", "2025-12-03"]
    assert "Dates écrites le mois d’abord (« Dernière vérification ») : lues ainsi." in report.remarks
    assert report.rows["etat_ouverture"].tolist() == ["ouvert", "ouvert"]
    assert "Karim" not in report.rows.to_csv()


def test_properties_within_properties_are_fields_and_whose_name_it_is_stays_said(bring):
    def feature(position, name, postal, town):
        return {
            "type": "Feature",
            "geometry": position and {"type": "Point", "coordinates": position},
            "properties": {
                "structure": {"nom": name, "siret": None},
                "contact": {"nom": "Anne Roche", "mail": "anne@free.fr"},
                "adresse": {"voie": "19 rue Boyer", "cp": postal, "ville": town},
                "maj": "2024-05-02T10:00:00+02:00",
            },
        }

    features = [
        feature([2.3969, 48.8688], "La Bellevilloise", "75020", "Paris"),
        feature(None, "Sans point", "93100", "Montreuil"),
        feature([0, 0], "Point zéro", "93200", "Saint-Denis"),
    ]
    report = bring(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    assert report.rows["nom"].tolist() == ["La Bellevilloise", "Sans point", "Point zéro"]
    assert report.rows["code_insee"].tolist() == ["75056", "93048", "93066"]
    assert report.rows["adresse"].tolist() == ["19 rue Boyer"] * 3
    assert report.rows["precision"].tolist() == ["coordinates", "commune", "commune"]
    assert "« 0 ; 0 » écartées" in report.lines["reason"].iloc[2]
    assert "Anne" not in report.rows.to_csv()


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
