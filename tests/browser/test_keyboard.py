"""Without a mouse: every control is reached, one sees where one is, and a change does not lose one's place."""

import re

import pytest
from playwright.sync_api import expect
from visits import ADDRESSES, visit, wait_until_drawn

SMALL = "territoire=commune:92050"
"""A territory with short lists."""

FOLLOW = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return "end";
  if (at.tagName === "IFRAME") return "frame";
  window.reached ??= new Set();
  if (window.reached.has(at)) return "again";
  window.reached.add(at);
  for (let one = at; one; one = one.parentElement ?? one.getRootNode().host) {
    const style = getComputedStyle(one);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return "seen";
    if (one.tagName === "LABEL" || one.dataset?.testid === "stSelectbox") break;
  }
  return `unseen: ${at.tagName} ${at.getAttribute("aria-label") ?? at.textContent.trim().slice(0, 60)}`;
}"""

MISSED = """() => {
  const missed = [];
  const look = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) look(one.shadowRoot);
      if (!one.matches("a[href], button, input, select, textarea, summary")) continue;
      if (one.tabIndex < 0 || one.disabled) continue;
      if (!one.checkVisibility({ visibilityProperty: true }) || window.reached.has(one)) continue;
      // One Tab for a group of which the arrows choose one.
      const group = one.closest("[role=radiogroup], [role=toolbar], [role=group], [role=grid]");
      if (group && [...window.reached].some((other) => group.contains(other))) continue;
      missed.push(`${one.tagName} ${one.getAttribute("aria-label") ?? one.outerHTML.slice(0, 120)}`);
    }
  };
  look(document);
  return missed;
}"""


@pytest.mark.parametrize("path", ADDRESSES)
def test_tab_reaches_every_control_and_shows_where_one_is(browser, address, path):
    asked = path if "territoire=" in path else f"{path}{'&' if '?' in path else '?'}{SMALL}"
    with visit(browser, address, asked) as (page, _):
        page.locator(".pied").scroll_into_view_if_needed()  # a table comes when one is near it
        wait_until_drawn(page)
        told = []
        for _press in range(400):
            page.keyboard.press("Tab")
            said = page.evaluate(FOLLOW)
            if said in ("end", "again"):
                break
            told.append(said)
        assert [said for said in told if said.startswith("unseen")] == []
        assert page.evaluate(MISSED) == [], told


def test_a_change_by_keyboard_does_not_lose_ones_place(browser, address):
    with visit(browser, address, f"?{SMALL}&indicateur=densite") as (page, _):
        where = page.get_by_role("combobox", name="Territoire")
        where.focus()
        page.keyboard.type("epinal")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Épinal")
        wait_until_drawn(page)
        expect(where).to_be_focused()
        what = page.get_by_role("combobox", name="Indicateur")
        what.focus()
        page.keyboard.type("revenu médian")
        page.get_by_role("option", name="Revenu médian").first.wait_for()
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(re.compile("indicateur=densite"))
        wait_until_drawn(page)
        expect(what).to_be_focused()
        page.keyboard.press("Tab")
        expect(what).not_to_be_focused()


def test_the_first_tab_offers_to_skip_the_band(browser, address):
    with visit(browser, address, "indicateurs") as (page, _):
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Aller au contenu")
        expect(skip).to_be_focused()
        expect(skip).to_be_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("combobox", name="Territoire")).to_be_focused()
