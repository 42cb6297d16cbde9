"""The first minute, and a telephone: what to do is in sight, and nothing comes back once closed."""

from playwright.sync_api import expect
from visits import visit, wait_until_drawn


def test_a_newcomer_tries_a_territory_and_the_welcome_never_comes_back_once_closed(browser, address):
    with visit(browser, address, "") as (page, _):
        welcome = page.get_by_role("region", name="Première visite ?")
        expect(welcome.get_by_role("listitem")).to_have_count(3)
        expect(welcome.get_by_role("button")).to_have_count(7)
        welcome.get_by_role("button", name="Nanterre").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Nanterre")
        expect(welcome).to_be_visible()
        welcome.get_by_role("button", name="Fermer l’accueil").click()
        expect(welcome).to_have_count(0)
        page.reload()
        wait_until_drawn(page)
        expect(welcome).to_have_count(0)
        assert page.context.cookies() == [] or {one["name"] for one in page.context.cookies()} == {"_streamlit_xsrf"}


def test_on_a_telephone_the_choices_are_above_the_map_and_the_others_in_a_fold(browser, address):
    with visit(browser, address, "", width=390, height=844) as (page, _):
        where = page.get_by_role("combobox", name="Territoire").bounding_box()
        what = page.get_by_role("combobox", name="Indicateur").bounding_box()
        drawn = page.locator(".st-key-carte").bounding_box()
        assert where["y"] == what["y"] < drawn["y"]
        assert drawn["y"] + drawn["height"] <= 844
        welcome = page.get_by_role("region", name="Première visite ?").bounding_box()
        assert welcome["y"] > drawn["y"] + drawn["height"]
        fold = page.get_by_text("Découpage, classes, couches")
        expect(page.locator(".st-key-reglages")).to_be_hidden()
        fold.click()
        expect(page.locator(".st-key-reglages")).to_be_visible()
        page.get_by_role("button", name="Gares").click()
        page.wait_for_url("**couches=**")
        expect(page.locator(".st-key-reglages")).to_be_visible()


def test_two_people_at_once_see_their_own_view(browser, address):
    with (
        visit(browser, address, "?territoire=commune:92050&indicateur=population") as (one, _),
        visit(browser, address, "?territoire=epci:200068757&indicateur=densite") as (other, _),
    ):
        one.get_by_role("button", name="Gares").click()
        one.wait_for_url("**couches=**")
        expect(other.get_by_role("heading", level=1)).to_contain_text("Epinal")
        expect(one.get_by_role("heading", level=1)).to_have_text("Nanterre")
        other.reload()
        wait_until_drawn(other)
        assert "couches" not in other.url
        expect(other.get_by_role("heading", level=1)).to_contain_text("Epinal")
