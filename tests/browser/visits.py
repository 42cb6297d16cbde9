"""Every page that a person may visit, read from the navigation: a new page is covered the day it is declared."""

from contextlib import contextmanager

from playwright.sync_api import expect

from dashboard.navigation import PAGES

FURTHER = ("donnees?jeu=filosofi", "?territoire=commune:92050&commune=92050")
"""What a page becomes once something is open on it."""

ADDRESSES = ("", *(page.path for page in PAGES[1:]), *FURTHER)

REFUSED = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@contextmanager
def visit(browser, address, path, *, width=1400, height=900):
    """Open a page, wait until it has drawn, and give it with the list of what the browser refused on it."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR", has_touch=width < 640)
    context.add_init_script(REFUSED)
    page = context.new_page()
    page.set_default_timeout(60_000)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "refused: " in said.text else None)
    page.goto(f"{address}/{path}")
    wait_until_drawn(page)
    yield page, refused
    context.close()


def wait_until_drawn(page):
    """Wait for the end of the run (the foot is drawn last), then for what the components ask of the server."""
    page.locator(".stApp[data-test-script-state=notRunning] .pied").wait_for()
    # Kinds of elements are scripts served apart: until its own has come, a link or a component is a grey box.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    # A component is then one empty box until its script has come.
    expect(page.locator(".racine:empty")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def pick(page, box, option):
    """Choose in a list that opens, with a press as long as a hand's: one without length may be no press to it."""
    page.get_by_role("combobox", name=box).click()
    page.get_by_role("option", name=option, exact=True).click(delay=100)
