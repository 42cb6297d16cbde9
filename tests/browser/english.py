"""Finds English words on a page: seen, said to a screen reader, or waiting in a field."""

import re

ENGLISH = re.compile(
    r"\b(the|and|with|select|choose|open|help|search|results?|loading|upload|browse|drag|drop|press|enter|clear|remove|"
    r"add|show|hide|please|wait|dismiss|connection|skip|running|rerun|settings|fullscreen|download|copy|your|this|is|not|"
    r"for|of|to|found|file|files|error|increment|decrement|next|previous|here|value|close|view|submit|apply|items?|limit)\b",
    re.IGNORECASE,
)
BORROWED = re.compile(r"open data|open street map", re.IGNORECASE)

WORDS = """() => {
  // What people and publishers wrote is theirs: names of places, of lists, of columns.
  const DATA = "tbody, li, dd, code, pre, [role=option], [data-testid=stIconMaterial], script, style, noscript";
  const TOLD = ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "aria-description"];
  const told = new Set();
  const look = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) look(one.shadowRoot);
      if (one.closest(DATA)) continue;
      for (const name of TOLD)
        if (one.getAttribute(name) && one.tagName !== "IFRAME") told.add(one.getAttribute(name));
      for (const node of one.childNodes)
        if (node.nodeType === Node.TEXT_NODE && node.data.trim()) told.add(node.data.trim());
    }
  };
  look(document);
  return [...told];
}"""


def english(page):
    return [said for said in page.evaluate(WORDS) if ENGLISH.search(BORROWED.sub("", said))]
