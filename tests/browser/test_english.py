"""Every page in English: a reader who asks for it finds no French word outside official names."""

import re

import pytest
from playwright.sync_api import expect

from citeoscope.language.catalogue import english
from citeoscope.paths import DATA
from citeoscope.store import Store
from dashboard.navigation import PAGES

WHERE = "territoire=commune:88160"
FRENCH = re.compile(
    r"(?<![\w’-])(?:aucune?|avec|ces|cette|choisi\w+|dans|des|est|fermer|les|pas|pour|qui|sont|sur|télécharger|une|voir)"
    r"(?![\w’-])| [:;?!]|«|\u202f",
    re.IGNORECASE,
)
# What the product itself says stands there; names of places, lists and publishers stand elsewhere too.
SAID = "button, label, h2, h3, th, summary, legend, .note, [role=alert], [role=status]"
TEXTS = """(said) => {
  const found = { every: [], said: [] };
  const walk = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) walk(one.shadowRoot);
      if (["SCRIPT", "STYLE", "NOSCRIPT"].includes(one.tagName)) continue;
      found.said.push(...["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name)).filter(Boolean));
      for (const node of one.childNodes) {
        const text = node.nodeType === 3 ? node.textContent.trim() : "";
        if (text) found.every.push(text);
        if (text && one.matches(said)) found.said.push(text);
      }
    }
  };
  for (const one of document.querySelectorAll("details")) one.open = true;
  walk(document.body);
  return found;
}"""


def opened(screen, path, query):
    screen.page.goto(f"{screen.address}/{path}?{query}")
    screen.page.locator("h1").first.wait_for()
    screen.page.locator("[data-test-script-state=notRunning]").wait_for(timeout=90_000)  # a portrait reads every figure
    return screen.page


def names():
    """Titles and publishers of the datasets and names of régions, longest first: they stay French."""
    store = Store(DATA / "snapshot")
    regions = store.read("territoires").query("level == 'region'")["name"]
    known = (store.manifest(one) for one in store.datasets)
    said = {text for one in known for text in (one.title, *([one.source.publisher] if one.source else []))}
    return sorted([*said, *regions], key=len, reverse=True)


@pytest.mark.parametrize("path", [one.path for one in PAGES])
def test_a_page_asked_for_in_english_has_no_french_word(screen, path):
    page = opened(screen, path, f"{WHERE}&langue=en")
    assert page.locator("html").get_attribute("lang") == "en"
    found = page.evaluate(TEXTS, SAID)
    kept = names()
    untold = [text for text in found["every"] if english().get(text, text) != text and text not in kept]
    assert untold == []
    official = re.compile("|".join(map(re.escape, kept)))
    assert [text for text in found["said"] if FRENCH.search(official.sub("x", text))] == []
    assert screen.errors == []


def test_the_language_is_one_click_away_and_follows_from_page_to_page(screen):
    page = opened(screen, "indicateurs", f"{WHERE}&indicateur=population")
    expect(page.get_by_role("heading", level=1)).to_have_text("Population municipale")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Legal population")
    assert "indicateur=population" in page.url
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data")
    assert "langue=en" in page.url
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Données")
    assert "langue" not in page.url


def test_an_unknown_language_is_said_and_french_replaces_it(screen):
    page = opened(screen, "indicateurs", f"{WHERE}&langue=xx")
    expect(page.get_by_text("Cette langue n’est pas parlée ici")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "fr"
