"""The texts of the page «Tiers-lieux», as HTML: whatever a list holds is escaped here. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any, Final

import pandas as pd

from citeoscope.language import counted, enumerated, phrase, say, titled
from citeoscope.numbers import format_number, french_date
from citeoscope.places.doubts import Doubt
from citeoscope.places.opening import CLOSED
from dashboard import panels
from dashboard.tiers_lieux.seeking import OPENINGS, Seeking

MOST_ROWS: Final = 100
_FIELDS: Final = {
    "nom": phrase("Nom"),
    "type": phrase("Type"),
    "label": phrase("Label"),
    "adresse": phrase("Adresse"),
    "code_postal": phrase("Code postal"),
    "commune": phrase("Commune"),
    "position": phrase("Position"),
    "latitude": phrase("Latitude"),
    "longitude": phrase("Longitude"),
    "precision": phrase("Précision"),
    "site_web": phrase("Site web"),
    "pivot": "SIRET",
    "presentation": phrase("Présentation"),
    "horaires": phrase("Horaires"),
    "ouverture": phrase("Ouverture"),
    "date_maj": phrase("Vérifié"),
}
_SHOWN: Final = frozenset(
    {"type", "adresse", "code_postal", "commune", "pivot", "presentation", "horaires", "ouverture"}
)
_PRECISIONS: Final = {
    "coordinates": phrase("à ses coordonnées"),
    "housenumber": phrase("à l’adresse"),
    "street": phrase("à la rue"),
    "locality": phrase("au lieu-dit"),
    "commune": phrase("à la commune, pas à l’adresse"),
    "none": phrase("position inconnue"),
}


def heading(territory: str, places: pd.DataFrame, everything: int) -> str:
    """Return the head of the page: how many places, and how many of them are said closed."""
    found, closed = len(places), int((places["ouverture"] == CLOSED).sum())
    said = counted(found, "{found} tiers-lieu", "{found} tiers-lieux", found=format_number(found))
    if found != everything:
        said = say("{said} sur {everything}, selon vos filtres", said=said, everything=format_number(everything))
    if closed and closed != found:
        said = counted(
            closed,
            "{said}, dont {closed} dit fermé",
            "{said}, dont {closed} dits fermés",
            said=said,
            closed=format_number(closed),
        )
    return f'<header class="titre">{panels.heading(territory)}<p><strong>{said}</strong></p></header>'


def openings(counts: Mapping[str, int]) -> str:
    """Return of how many places the lists say whether they are open: of the others, nobody knows."""
    known = sum(count for key, count in counts.items() if OPENINGS[key].state)
    everything = sum(counts.values())
    if not known:
        said = say("Aucune liste ne dit si ces lieux sont encore ouverts.")
    else:
        told = ", ".join(
            f"{say(OPENINGS[key].label).lower()} {format_number(count)}"
            for key, count in counts.items()
            if count and OPENINGS[key].state
        )
        said = say(
            "Lieux dont on sait s’ils sont ouverts : {known} sur {everything} ({told}).",
            known=format_number(known),
            everything=format_number(everything),
            told=told,
        )
    return f"<p class='note'>{escape(said)}</p>"


def rows(places: pd.DataFrame, seeking: Seeking) -> str:
    """Return the list of places, each with a link to its card."""
    if places.empty:
        return (
            f'<p class="message simple" role="status">{say("Aucun lieu ne répond à ces choix. Retirez un filtre.")}</p>'
        )
    items = "".join(_row(one, seeking) for one in places.head(MOST_ROWS).to_dict("records"))
    more = len(places) - MOST_ROWS
    note = (
        "<p class='note'>"
        f"{say('Et {more} autres : cherchez un nom, ou téléchargez la liste.', more=format_number(more))}"
        "</p>"
        if more > 0
        else ""
    )
    return (
        '<section class="jeu"><div class="cadre haut"><table><caption class="note">'
        f"{say('Les lieux de la carte')}</caption><thead><tr><th scope='col'>{say('Lieu')}</th>"
        f"<th scope='col'>{say('Type')}</th><th scope='col'>{say('Commune')}</th><th scope='col'>"
        f"{say('Vérifié')}</th></tr></thead><tbody>{items}</tbody></table></div>{note}</section>"
    )


def _row(one: Mapping[Any, Any], seeking: Seeking) -> str:
    address = f"./tiers-lieux?{replace(seeking, lieu=str(one['id'])).query}"
    labels = " · ".join(str(label) for label in one["labels"])
    kind = " · ".join(part for part in (str(one["type"]), labels) if part) or say("non précisé")
    current = ' aria-current="true"' if one["id"] == seeking.lieu else ""
    return (
        f"<tr{current}><th scope='row'><a href='{escape(address)}' target='_self'>{escape(str(one['nom']))}</a></th>"
        f"<td>{escape(kind)}</td><td>{escape(str(one['commune']))}</td>"
        f"<td>{escape(_date(str(one['verified_on'])))}</td></tr>"
    )


def _date(text: str) -> str:
    return french_date(text) if text else say("date inconnue")


def card(place: Mapping[Any, Any], facts: pd.DataFrame, signals: int, seeking: Seeking) -> str:
    """Return the card of a place: what is shown, and what each list says of it."""
    told = [(say(label), str(place[field])) for field, label in _FIELDS.items() if field in _SHOWN and place.get(field)]
    if not place["ouverture"]:
        told.append((say("Ouverture"), say("aucune liste ne dit s’il est ouvert")))
    told.append((say("Position"), say(_PRECISIONS.get(str(place["precision"]), str(place["precision"])))))
    told.append((say("Dernière vérification"), _date(str(place["verified_on"]))))
    items = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in told)
    site = str(place.get("site_web", ""))
    link = (
        f'<p><a href="{escape(site)}" target="_blank" rel="noopener noreferrer">{escape(site)}</a></p>'
        if site.startswith(("http://", "https://"))
        else ""
    )
    waiting = (
        "<p class='alerte' role='note'>"
        + counted(signals, "{signals} signalement en attente.", "{signals} signalements en attente.", signals=signals)
        + "</p>"
        if signals
        else ""
    )
    close = (
        f"<p><a href='./tiers-lieux?{escape(replace(seeking, lieu='').query)}' target='_self'>"
        f"{say('Fermer la fiche')}</a></p>"
    )
    return (
        "<section class='jeu fiche-lieu' aria-label='"
        f"{say('Fiche de {nom}', nom=escape(str(place['nom'])))}'><h2>{escape(str(place['nom']))}</h2>"
        f"{waiting}{link}<dl class='faits'>{items}</dl>{_facts(facts)}{close}</section>"
    )


def _facts(facts: pd.DataFrame) -> str:
    parts = []
    for (source, date), told in facts.groupby(["source", "date"], sort=False):
        said = enumerated(
            say("{field} : {value}", field=say(_FIELDS[field]).lower(), value=value)
            for field, value in zip(told["field"], told["value"], strict=True)
            if field in _FIELDS and field not in {"latitude", "longitude", "date_maj"}
        )
        parts.append(f"<li><strong>{escape(str(source))}</strong> ({escape(_date(str(date)))})<br>{escape(said)}</li>")
    return f"<h2>{say('Ce que dit chaque liste')}</h2><ul>{''.join(parts)}</ul>"


def summary(places: pd.DataFrame, sources: Mapping[str, str]) -> str:
    """Return how many places each list tells of, and how many once brought together."""
    counts = {said: sum(one in told for told in places["datasets"]) for one, said in sources.items()}
    lines = "".join(
        f"<li><strong>{format_number(count)}</strong> {escape(said)}</li>" for said, count in counts.items() if count
    )
    return (
        "<section class='jeu'><details><summary>"
        f"{say('D’où viennent ces {count} lieux', count=format_number(len(places)))}</summary><ul>"
        f"{lines}</ul><p class='note'>"
        f"{say('Un lieu que plusieurs listes connaissent est compté une fois.')}</p></details>"
        "</section>"
    )


def files(seeking: Seeking) -> str:
    """Return the files of the places found."""
    links = "".join(
        f'<li><a href="api/v1/lieux.{suffix}?{escape(seeking.query)}" download>{label}</a></li>'
        for suffix, label in (
            ("csv", say("CSV, schéma national des lieux de médiation numérique")),
            ("geojson", say("GeoJSON, même schéma")),
            ("parquet", "GeoParquet"),
        )
    )
    return (
        f"<section class='jeu'><details><summary>{say('Télécharger la liste')}</summary><ul>{links}"
        "</ul></details></section>"
    )


def communes(held: pd.DataFrame) -> str:
    """Return how many places each commune has."""
    items = "".join(
        f"<tr><th scope='row'>{escape(one['commune'])}</th><td class='nombre'>{format_number(one['places'])}</td></tr>"
        for one in held.head(MOST_ROWS).to_dict("records")
    )
    return (
        "<section class='jeu'><details><summary>"
        f"{say('{count} communes ont un tiers-lieu', count=format_number(len(held)))}</summary>"
        f"<div class='cadre haut'><table><thead><tr><th scope='col'>{say('Commune')}</th>"
        f"<th scope='col' class='nombre'>{say('Lieux')}</th></tr></thead><tbody>{items}</tbody>"
        "</table></div></details></section>"
    )


def doubt(told: Doubt, places: Mapping[str, Mapping[Any, Any]]) -> str:
    """Return the places that may be one, who says so, and what speaks for and against."""
    items = "".join(
        f"<li><strong>{escape(str(one['nom']))}</strong> ({escape(_where(one))})"
        f"<br><span class='note'>{escape(' ; '.join(one['sources']))}</span></li>"
        for one in (places[place] for place in told.places)
    )
    reasons = " | ".join(dict.fromkeys(told.reasons))
    return f"<section class='jeu doute'><ul>{items}</ul><p class='note'>{escape(reasons)}</p></section>"


def _where(place: Mapping[Any, Any]) -> str:
    return ", ".join(str(place[part]) for part in ("adresse", "commune") if place[part]) or say("sans adresse")


def signals(waiting: pd.DataFrame) -> str:
    """Return what people said of a place, which waits for somebody to look."""
    items = "".join(
        f"<li>{escape(titled(_date(str(one['date'])), str(one['message'])))}</li>" for one in waiting.to_dict("records")
    )
    return f"<section class='jeu'><ul>{items}</ul></section>"
