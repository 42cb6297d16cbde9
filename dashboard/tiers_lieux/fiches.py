"""The texts of the page «Tiers-lieux», as HTML: whatever a list holds is escaped here. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any, Final

import pandas as pd

from citeoscope.numbers import format_number, french_date
from citeoscope.places.doubts import Doubt
from citeoscope.places.opening import CLOSED
from dashboard.tiers_lieux.seeking import OPENINGS, Seeking

MOST_ROWS: Final = 100
_FIELDS: Final = {
    "nom": "Nom",
    "type": "Type",
    "label": "Label",
    "adresse": "Adresse",
    "code_postal": "Code postal",
    "commune": "Commune",
    "position": "Position",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "precision": "Précision",
    "site_web": "Site web",
    "pivot": "SIRET",
    "presentation": "Présentation",
    "horaires": "Horaires",
    "ouverture": "Ouverture",
    "date_maj": "Vérifié",
}
_SHOWN: Final = frozenset(
    {"type", "adresse", "code_postal", "commune", "pivot", "presentation", "horaires", "ouverture"}
)
_PRECISIONS: Final = {
    "coordinates": "à ses coordonnées",
    "housenumber": "à l’adresse",
    "street": "à la rue",
    "locality": "au lieu-dit",
    "commune": "à la commune, pas à l’adresse",
    "none": "position inconnue",
}


def heading(territory: str, places: pd.DataFrame, everything: int) -> str:
    """Return the head of the page: how many places, and how many of them are said closed."""
    found, closed = len(places), int((places["ouverture"] == CLOSED).sum())
    plural = "x" if found > 1 else ""
    said = f"{format_number(found)} tiers-lieu{plural}"
    if found != everything:
        said += f" sur {format_number(everything)}, selon vos filtres"
    if closed and closed != found:
        said += f", dont {format_number(closed)} dit{'s' if closed > 1 else ''} fermé{'s' if closed > 1 else ''}"
    return f'<header class="titre"><h1>{escape(territory)}</h1><p><strong>{said}</strong></p></header>'


def openings(counts: Mapping[str, int]) -> str:
    """Return of how many places the lists say whether they are open: of the others, nobody knows."""
    known = sum(count for key, count in counts.items() if OPENINGS[key].state)
    everything = sum(counts.values())
    if not known:
        said = "Aucune liste ne dit si ces lieux sont encore ouverts."
    else:
        told = ", ".join(
            f"{OPENINGS[key].label.lower()} {format_number(count)}"
            for key, count in counts.items()
            if count and OPENINGS[key].state
        )
        said = (
            f"Lieux dont on sait s’ils sont ouverts : {format_number(known)} sur {format_number(everything)} ({told})."
        )
    return f"<p class='note'>{escape(said)}</p>"


def rows(places: pd.DataFrame, seeking: Seeking) -> str:
    """Return the list of places, each with a link to its card."""
    if places.empty:
        return '<p class="message simple" role="status">Aucun lieu ne répond à ces choix. Retirez un filtre.</p>'
    items = "".join(_row(one, seeking) for one in places.head(MOST_ROWS).to_dict("records"))
    more = len(places) - MOST_ROWS
    note = (
        f"<p class='note'>Et {format_number(more)} autres : cherchez un nom, ou téléchargez la liste.</p>"
        if more > 0
        else ""
    )
    return (
        '<section class="jeu"><div class="cadre haut"><table><caption class="note">Les lieux de la carte</caption>'
        "<thead><tr><th scope='col'>Lieu</th><th scope='col'>Type</th><th scope='col'>Commune</th>"
        f"<th scope='col'>Vérifié</th></tr></thead><tbody>{items}</tbody></table></div>{note}</section>"
    )


def _row(one: Mapping[Any, Any], seeking: Seeking) -> str:
    address = f"./tiers-lieux?{replace(seeking, lieu=str(one['id'])).query}"
    labels = " · ".join(str(label) for label in one["labels"])
    kind = " · ".join(part for part in (str(one["type"]), labels) if part) or "non précisé"
    current = ' aria-current="true"' if one["id"] == seeking.lieu else ""
    return (
        f"<tr{current}><th scope='row'><a href='{escape(address)}' target='_self'>{escape(str(one['nom']))}</a></th>"
        f"<td>{escape(kind)}</td><td>{escape(str(one['commune']))}</td>"
        f"<td>{escape(_date(str(one['verified_on'])))}</td></tr>"
    )


def _date(text: str) -> str:
    return french_date(text) if text else "jamais dit"


def card(place: Mapping[Any, Any], facts: pd.DataFrame, signals: int, seeking: Seeking) -> str:
    """Return the card of a place: what is shown, and what each list says of it."""
    told = [(label, str(place[field])) for field, label in _FIELDS.items() if field in _SHOWN and place.get(field)]
    if not place["ouverture"]:
        told.append(("Ouverture", "aucune liste ne dit s’il est ouvert"))
    told.append(("Position", _PRECISIONS.get(str(place["precision"]), str(place["precision"]))))
    told.append(("Dernière vérification", _date(str(place["verified_on"]))))
    items = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in told)
    site = str(place.get("site_web", ""))
    link = (
        f'<p><a href="{escape(site)}" target="_blank" rel="noopener noreferrer">{escape(site)}</a></p>'
        if site.startswith(("http://", "https://"))
        else ""
    )
    waiting = (
        f"<p class='alerte' role='note'>{signals} signalement{'s' if signals > 1 else ''} en attente.</p>"
        if signals
        else ""
    )
    close = (
        f"<p><a href='./tiers-lieux?{escape(replace(seeking, lieu='').query)}' target='_self'>Fermer la fiche</a></p>"
    )
    return (
        f"<section class='jeu fiche-lieu' aria-label='Fiche de {escape(str(place['nom']))}'>"
        f"<h2>{escape(str(place['nom']))}</h2>{waiting}{link}<dl class='faits'>{items}</dl>"
        f"{_facts(facts)}{close}</section>"
    )


def _facts(facts: pd.DataFrame) -> str:
    parts = []
    for (source, date), told in facts.groupby(["source", "date"], sort=False):
        said = " ; ".join(
            f"{_FIELDS[field].lower()} : {value}"
            for field, value in zip(told["field"], told["value"], strict=True)
            if field in _FIELDS and field not in {"latitude", "longitude", "date_maj"}
        )
        parts.append(f"<li><strong>{escape(str(source))}</strong> ({escape(_date(str(date)))})<br>{escape(said)}</li>")
    return f"<h2>Ce que dit chaque liste</h2><ul>{''.join(parts)}</ul>"


def summary(places: pd.DataFrame, sources: Mapping[str, str]) -> str:
    """Return how many places each list tells of, and how many once brought together."""
    counts = {said: sum(one in told for told in places["datasets"]) for one, said in sources.items()}
    lines = "".join(
        f"<li><strong>{format_number(count)}</strong> {escape(said)}</li>" for said, count in counts.items() if count
    )
    return (
        f"<section class='jeu'><details><summary>D’où viennent ces {format_number(len(places))} lieux</summary>"
        f"<ul>{lines}</ul><p class='note'>Un lieu que plusieurs listes connaissent est compté une fois.</p></details>"
        "</section>"
    )


def files(seeking: Seeking) -> str:
    """Return the files of the places found."""
    links = "".join(
        f'<li><a href="api/v1/lieux.{suffix}?{escape(seeking.query)}" download>{label}</a></li>'
        for suffix, label in (
            ("csv", "CSV, schéma national des lieux de médiation numérique"),
            ("geojson", "GeoJSON, même schéma"),
            ("parquet", "GeoParquet"),
        )
    )
    return f"<section class='jeu'><details><summary>Télécharger la liste</summary><ul>{links}</ul></details></section>"


def communes(counted: pd.DataFrame) -> str:
    """Return how many places each commune has."""
    items = "".join(
        f"<tr><th scope='row'>{escape(one['commune'])}</th><td class='nombre'>{format_number(one['places'])}</td></tr>"
        for one in counted.head(MOST_ROWS).to_dict("records")
    )
    return (
        f"<section class='jeu'><details><summary>{format_number(len(counted))} communes ont un tiers-lieu</summary>"
        "<div class='cadre haut'><table><thead><tr><th scope='col'>Commune</th>"
        f"<th scope='col' class='nombre'>Lieux</th></tr></thead><tbody>{items}</tbody></table></div></details>"
        "</section>"
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
    return ", ".join(str(place[part]) for part in ("adresse", "commune") if place[part]) or "sans adresse"


def signals(waiting: pd.DataFrame) -> str:
    """Return what people said of a place, which waits for somebody to look."""
    items = "".join(
        f"<li>{escape(_date(str(one['date'])))} : {escape(str(one['message']))}</li>"
        for one in waiting.to_dict("records")
    )
    return f"<section class='jeu'><ul>{items}</ul></section>"
