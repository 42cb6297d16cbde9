"""The address of a view as it is printed: one that only its own machine reaches is dead for everyone else. Pure."""

from typing import Final
from urllib.parse import urlsplit

from citeoscope.language import say

HERE: Final = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - recognised, never listened on


def printed(link: str) -> tuple[str, bool]:
    """Return what is printed of the address of a view, and whether it can be followed.

    Parameters
    ----------
    link
        Address of the view; may be empty.

    Returns
    -------
    tuple[str, bool]
        Of an address of this machine only the question is left: it holds behind any other address of the pages.
    """
    try:
        parts = urlsplit(link)
        own = parts.hostname in HERE
    except ValueError:
        return link, False
    if not own:
        return link, bool(link)
    return (say("Vue : {query}", query=f"?{parts.query}") if parts.query else ""), False
