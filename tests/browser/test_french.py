"""What Streamlit says by itself is said in French."""

from english import english
from playwright.sync_api import expect
from visits import visit, wait_until_drawn


def test_a_file_that_cannot_be_read_is_refused_in_french(browser, address):
    with visit(browser, address, "importer") as (page, _):
        page.locator("input[type=file]").set_input_files({"name": "a.exe", "mimeType": "x/y", "buffer": b"MZ"})
        wait_until_drawn(page)
        expect(
            page.get_by_role("button", name="Retirer a.exe").or_(page.get_by_text("Types de fichier"))
        ).to_be_visible()
        assert english(page) == []


def test_an_address_that_leads_nowhere_is_said_in_french(browser, address):
    with visit(browser, address, "inconnue") as (page, _):
        expect(page.get_by_role("dialog")).to_contain_text("Page introuvable")
        assert english(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_older_address_of_the_map_leads_to_it(browser, address):
    with visit(browser, address, "carte?territoire=commune:92050") as (page, _):
        expect(page.get_by_role("heading", level=1)).to_have_text("Nanterre")
        expect(page.get_by_role("dialog")).to_have_count(0)
