"""The texts of the page «Tiers-lieux» on who lives near one and where to open, as HTML: everything is escaped. Pure."""

import re
from html import escape
from typing import Final

from citeoscope.coverage import AIM, Plan, Reach, Stations
from citeoscope.coverage.distance import length
from citeoscope.language import say
from citeoscope.numbers import format_number, format_value

MOST_COMMUNES: Final = 30


def stations(seen: Stations) -> str:
    """Return how many places the census has near a station, and how far that is from what the region aimed at."""
    near, listed = format_number(len(seen.near)), format_number(len(seen.places))
    said = [seen.text, seen.text_without]
    aim = seen.perimeter.expression == AIM.perimeter
    if aim:
        said.append(seen.against())
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in said)
    years = max(re.findall(r"(?:19|20)\d\d(?:–(?:19|20)\d\d)?", seen.sources[0]), default="")
    near_a_station = say(
        "sur {listed} recensés ({years}), à moins de {metres} d’une gare ou d’une station.",
        listed=listed,
        years=years,
        metres=length(seen.metres),
    )
    limits = say("Sources, limites, et l’objectif de 2018") if aim else say("Sources, limites")
    return (
        f'<section class="jeu"><h2>{say("Près des gares")}</h2>'
        f'<p><span class="phare">{near}</span> {escape(near_a_station)}</p>'
        f"<details><summary>{limits}</summary>{paragraphs}</details></section>"
    )


def reach(told: Reach | str) -> str:
    """Return who lives near a place, how it was computed, and the communes where nobody does."""
    if isinstance(told, str):
        return _message(told)
    without = told.without
    rows: list[tuple[str, ...]] = [
        (
            _head(one["name"]),
            _figure(format_number(one["population"])),
            f"<td>{escape(one['nearest'])}</td>",
            _figure(format_value(one["distance_m"] / 1000, "km", 1)),
        )
        for one in without.head(MOST_COMMUNES).to_dict("records")
    ]
    table = _table((say("Commune"), say("Habitants"), say("Lieu le plus proche"), say("Distance")), rows)
    count = say("{count} communes où personne n’est à cette distance", count=format_number(len(without)))
    listed = f"<details><summary>{count}</summary>{table}</details>" if rows else ""
    return (
        '<section class="jeu"><h2>'
        f"{say('Qui habite près d’un tiers-lieu')}</h2><p>{_lit(told)}</p>{listed}"
        f"{_method(told.method)}</section>"
    )


def _lit(told: Reach) -> str:
    """Return the sentence, with its figure larger."""
    share = format_value(told.share, "%", 1)
    return escape(told.text).replace(escape(share), f'<span class="phare">{escape(share)}</span>', 1)


def plan(told: Plan | str) -> str:
    """Return where to open the next places, what each one brings, and how good the choice is."""
    if isinstance(told, str):
        return _message(told)
    rows: list[tuple[str, ...]] = [
        (
            _figure(str(one["rank"])),
            _head(one["name"] if one["name"] == one["commune"] else f"{one['name']} ({one['commune']})"),
            _figure(format_number(one["gain"])),
            _figure(format_value(one["share_pct"], "%", 1)),
        )
        for one in told.sites.to_dict("records")
    ]
    table = (
        _table((say("Rang"), say("Emplacement"), say("Habitants de plus"), say("Part couverte")), rows) if rows else ""
    )
    return (
        '<section class="jeu plan"><h2>'
        f"{say('Où ouvrir les prochains')}</h2><p>{escape(told.text)}</p>{table}{_method(told.method)}"
        "</section>"
    )


def _message(text: str) -> str:
    return f'<section class="jeu"><p class="message simple" role="status">{escape(text)}</p></section>'


def _method(text: str) -> str:
    return f"<details><summary>{say('Comment c’est calculé')}</summary><p>{escape(text)}</p></details>"


def _head(text: str) -> str:
    return f"<th scope='row'>{escape(text)}</th>"


def _figure(text: str) -> str:
    return f"<td class='nombre'>{escape(text)}</td>"


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th scope='col'>{escape(title)}</th>" for title in titles)
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f"<div class='cadre haut'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
