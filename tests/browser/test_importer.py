"""Page «Importer»: a list nobody here has seen is on the map, with an honest account of every row."""

import re
import shutil

import pytest
from playwright.sync_api import expect
from visits import pick

from citeoscope.paths import DATA
from tests.browser.serving import free_port, start, wait_until_healthy

HOSTILE = "La Fabrique <img src=x onerror=alert(1)>"
LIST = (
    "Nom du lieu;Adresse;Code postal;Ville;Type;Contact\n"
    f"{HOSTILE};12 rue des Arts;88500;Mirecourt;fablab;jean.dupont@gmail.com\n"
    "=1+1 Coworking;3 place Foch;88000;Épinal;coworking;\n"
    "Le Quai;;92000;Nanterre;;\n"
    "Sans ville;;;;;\n"
)


@pytest.fixture(scope="module")
def own_lists(tmp_path_factory):
    """Serve the app on a folder of lists of its own."""
    folder = tmp_path_factory.mktemp("local")
    for path in (DATA / "local").glob("*.csv"):
        shutil.copy(path, folder)
    port = free_port()
    server = start(port, CITEOSCOPE_LOCAL=str(folder))
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address)
        yield address, folder
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def page(browser, own_lists):
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{own_lists[0]}/importer")
    page.get_by_role("heading", name="Importer une liste").wait_for()
    yield page
    context.close()


def give(page, name, content, *, by_commune=False):
    """Give a file, then do without the network: two changes at once would race in the page.

    A list that says no address (`by_commune`) has nothing to ask of it.
    """
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content if isinstance(content, bytes) else content.encode()}
    )
    read = page.get_by_role("heading", name=name, exact=True)
    read.or_(page.locator(".message.grave")).first.wait_for()
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    if not by_commune:
        page.get_by_text("Chercher les adresses").click()


def test_a_list_is_understood_checked_then_on_the_map_and_removed_without_a_trace(page, own_lists):
    address, folder = own_lists
    give(page, "lieux.csv", LIST)
    expect(page.get_by_text(re.compile(r"4 lignes et 6 colonnes \(CSV, \d+\so\)\."))).to_be_visible()
    expect(page.get_by_text("laissés de côté : Contact.")).to_be_visible()
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("heading", name="Rien n’est encore écrit.")).to_be_visible()
    expect(page.get_by_text("sans place sur la carte")).to_be_visible()
    assert not (folder / "listes").exists()
    page.get_by_role("button", name="Importer la liste").click()
    expect(page.get_by_role("heading", name="Liste importée")).to_be_visible()
    kept = "".join(path.read_text(encoding="utf-8") for path in (folder / "listes").iterdir())
    assert "jean.dupont" not in kept
    with page.expect_download() as download:
        page.get_by_role("button", name="Compte rendu, ligne par ligne").click()
    report = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in report[1:]] == ["imported", "imported", "imported", "to_check"]

    other = page.context.new_page()
    other.goto(
        f"{address}/?territoire=epci:200068369&couches=tiers_lieux,projets,evenements&niveau=commune&indicateur=population"
    )
    # The first map of a server that is still preparing itself: it comes when it is ready.
    expect(other.locator(".initiatives")).to_contain_text(HOSTILE, timeout=60_000)
    assert other.locator("img[src=x]").count() == 0
    other.close()

    page.get_by_text("lieux (4)").click()
    page.get_by_role("button", name="Retirer cette liste").click()
    expect(page.get_by_text("lieux (4)")).to_have_count(0)
    assert list((folder / "listes").glob("lieux*")) == []


def test_a_list_given_under_another_name_is_recognised_and_updated(page, own_lists):
    _, folder = own_lists
    give(page, "carnet.csv", "Nom;Commune;Horaires\nLe Puits;Vittel;9 h\n")
    page.get_by_role("button", name="Importer la liste").click()
    expect(page.get_by_role("heading", name="Liste importée")).to_be_visible()
    page.reload()  # another day
    page.get_by_role("heading", name="Listes en place").wait_for()
    give(page, "carnet (1).csv", "Horaires;Commune;Nom\n9 h;Vittel;Le Puits\n;Darney;La Source\n")
    expect(page.get_by_text("a les colonnes de la liste « carnet »")).to_be_visible()
    page.get_by_role("button", name="C’est elle : mettre à jour « carnet »").click()
    expect(page.get_by_text("Correspondance retenue de la dernière importation")).to_be_visible()
    expect(page.get_by_text("La liste « carnet » est déjà en place : 1 ligne de carnet.csv")).to_be_visible()
    page.get_by_role("button", name="Importer la liste").click()
    expect(page.locator(".bilan")).to_contain_text("1 nouvelle(s) (La Source), 1 inchangée(s)")
    expect(page.get_by_text("est déjà en place")).to_have_count(0)
    assert [path.name for path in (folder / "listes").glob("carnet*.toml")] == ["carnet.toml"]
    page.get_by_text("carnet (2)").click()
    page.get_by_role("button", name="Retirer cette liste").click()
    expect(page.get_by_text("Liste « carnet » retirée, avec sa correspondance.")).to_be_visible()
    expect(page.locator(".bilan")).to_have_count(0)


def test_a_column_read_wrongly_is_corrected_by_the_person(page):
    give(page, "noms.csv", "Où;Intitulé\nMirecourt;Le Lieu\nÉpinal;Le Quai\nNanterre;La Halle\n", by_commune=True)
    pick(page, "Champ de la colonne Où", "Commune")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".bilan")).to_contain_text("3 importées")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("vide.csv", b"", "vide"),
        ("entetes.csv", b"Nom;Commune\n", "Nom"),
        ("abime.xlsx", b"PK\x03\x04 pas un classeur", "abîmé"),
    ],
)
def test_a_file_that_is_no_list_says_what_was_seen_and_what_to_do(page, name, content, words):
    give(page, name, content)
    message = page.locator(".message.grave")
    expect(message).to_contain_text(words)
    expect(page.get_by_role("button", name="Importer la liste")).to_have_count(0)


def test_no_english_is_left_on_the_page(page):
    give(page, "lieux.csv", LIST)
    page.get_by_role("button", name="Vérifier").wait_for()
    text = page.locator("body").inner_text()
    assert not re.search(r"\d[KM]?B\b", text)
    for word in ("Drag", "Browse", "Limit", "Upload", "Press Enter", "Choose", "file here"):
        assert word not in text, word


def test_a_narrow_screen_has_no_sideways_scrolling(browser, own_lists):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{own_lists[0]}/importer")
    page.get_by_role("heading", name="Importer une liste").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_what_lists_say_of_being_open_is_a_filter_and_an_accepted_closure_counts(page, own_lists):
    address, folder = own_lists
    give(page, "ouverts.csv", "Nom;Commune;Statut\nLe Ballon;Gérardmer;ouvert\nLa Vologne;Gérardmer;\n")
    page.get_by_role("button", name="Importer la liste").click()
    expect(page.get_by_role("heading", name="Liste importée")).to_be_visible()
    page.goto(f"{address}/tiers-lieux?territoire=commune:88196&ouverture=ouverts")
    expect(page.get_by_text("Lieux dont on sait s’ils sont ouverts : 1 sur 2 (ouverts 1).")).to_be_visible()
    expect(page.locator(".titre")).to_contain_text("1 tiers-lieu sur 2, selon vos filtres")
    page.get_by_role("link", name="Le Ballon").click()
    page.get_by_text("Signaler un changement").click()
    page.get_by_label("Qu’est-ce qui a changé ?").fill("Fermé depuis juin, dit jean.dupont@gmail.com")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Il compte quand une personne l’a vérifié")).to_be_visible()
    expect(page.get_by_text("1 signalement en attente.")).to_be_visible()
    page.get_by_role("button", name="Il est fermé").click()
    expect(page.locator(".fiche-lieu")).to_contain_text("Signalement accepté")
    expect(page.get_by_role("button", name="Il est fermé")).to_have_count(0)
    expect(page.get_by_text("Lieux dont on sait s’ils sont ouverts : 1 sur 2 (fermés 1).")).to_be_visible()
    assert "jean.dupont" not in "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.csv"))


def test_two_people_who_give_one_name_to_two_lists_are_told_and_nothing_is_lost(browser, page, own_lists):
    address, folder = own_lists
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="fr-FR")
    other = context.new_page()
    other.goto(f"{address}/importer")
    other.get_by_role("heading", name="Importer une liste").wait_for()
    give(page, "deux.csv", "Nom;Commune\nLe Premier;Mirecourt\n")
    give(other, "deux.csv", "Nom;Commune\nLe Second;Mirecourt\n")
    other.get_by_role("button", name="Vérifier").click()
    expect(other.get_by_role("heading", name="Rien n’est encore écrit.")).to_be_visible()
    page.get_by_role("button", name="Importer la liste").click()
    expect(page.get_by_role("heading", name="Liste importée")).to_be_visible()
    other.get_by_role("button", name="Importer la liste").click()
    expect(other.locator(".message.grave")).to_contain_text("Rien n’a été écrit")
    expect(other.get_by_text("La liste « deux » est déjà en place : 1 ligne de deux.csv")).to_be_visible()
    assert "Le Premier" in "".join(path.read_text(encoding="utf-8") for path in (folder / "listes").glob("deux-*"))
    other.get_by_role("button", name="Importer la liste").click()
    expect(other.locator(".bilan")).to_contain_text("1 nouvelle(s) (Le Second), 1 partie(s) (Le Premier)")
    context.close()
