"""Tiers-lieux, projects and events of a territory, with who says so and since when. As HTML, escaped here."""

from html import escape
from typing import Any, Final
from urllib.parse import quote

from citeoscope.atlas import Atlas
from citeoscope.facts import KINDS, facts_within, local_facts
from citeoscope.language import enumerated, in_address, kept, say
from citeoscope.local import local_stamp
from citeoscope.numbers import format_number, french_date
from citeoscope.settings import settings
from dashboard import panels
from dashboard.tiers_lieux import lieux
from dashboard.tiers_lieux.seeking import Seeking

MOST: Final = 12


def places(data: Atlas, territory: str) -> str:
    """Return the tiers-lieux of a territory, each with its lists, when it was checked, and a link to its card."""
    here = lieux.found(data, Seeking(territoire=territory)).places
    all_of_them = in_address(f"./tiers-lieux?territoire={quote(territory, safe=':')}")
    if here.empty:
        body = f"<p>{say('Aucune liste n’en connaît ici.')}</p>"
    else:
        # Those that are known to be open first: checked most recently.
        order = lieux.year_of(here["verified_on"]).sort_values(ascending=False, kind="stable").index
        body = f"<ul>{''.join(_place(one, territory) for one in here.loc[order].head(MOST).to_dict('records'))}</ul>"
    count = len(here)
    more = (
        say("Les {count} lieux, sur la carte et en liste", count=format_number(count))
        if count
        else say("La page des tiers-lieux")
    )
    return (
        "<section class='jeu ici-liste'><h2>"
        f"{say('Tiers-lieux de toutes les listes ({count})', count=format_number(count))}</h2>{body}<p><a href='"
        f"{escape(all_of_them, quote=True)}' target='_self'>{more}</a></p></section>"
    )


def _place(one: dict[Any, Any], territory: str) -> str:
    address = f"./tiers-lieux?{Seeking(territoire=territory, lieu=str(one['id'])).query}"
    checked = str(one["verified_on"])
    said = " · ".join(
        (
            str(one["type"]) or say("type non précisé"),
            str(one["commune"]),
            say("vérifié : {day}", day=french_date(checked) if checked else say("date inconnue")),
            enumerated(str(source) for source in one["sources"]),
        )
    )
    return (
        f"<li><a href='{escape(address, quote=True)}' target='_self'>{escape(str(one['nom']))}</a> "
        f"<span class='note'>{escape(said)}</span></li>"
    )


def projects(data: Atlas, territory: str) -> str:
    """Return the projects, debates and events of a territory, each with its source."""
    return _projects(data, territory, local_stamp(settings().local))


@kept(128)
def _projects(data: Atlas, territory: str, _stamp: int) -> str:
    facts = facts_within(data, local_facts(settings().local), frozenset(data.perimeter(territory).codes))
    facts = facts[~facts["kind"].str.startswith(say(KINDS["tiers_lieux"]))]
    told = panels.initiatives(facts.head(MOST).to_dict("records"), max(len(facts) - MOST, 0))  # type: ignore[arg-type]
    return told.replace(
        say("Lieux, projets et débats d’ici"),
        say("Projets, débats et événements ({count})", count=format_number(len(facts))),
    ).replace(say("Aucun lieu, projet ou débat local"), say("Aucun projet, débat ou événement local"))
