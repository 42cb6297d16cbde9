"""The texts beside the map, as HTML written from figures. Pure: every name and figure is escaped here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from citeoscope.catalogue.indicator import Indicator
from citeoscope.language import counted, enumerated, in_address, phrase, say
from citeoscope.numbers import NO_BREAK, format_number, french_date
from citeoscope.query.answer import Answer, SourceNote
from citeoscope.query.status import Status

LONG_UNIT: Final = 6
"""Characters: `hab.` and `€` stay with their number, `consultations/an/hab.` may leave it."""
LONG_NAME: Final = 60
"""Characters of a heading that may not hold on its two lines."""
NO_INITIATIVE: Final = phrase(
    "Aucun lieu, projet ou débat local n’est encore inscrit ici. Ajoutez les vôtres dans le dossier data/local."
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure of a territory, ready to show.

    Attributes
    ----------
    label
        What it is, in a few words.
    text
        The figure with its unit, or the words of its non-value.
    note
        Vintage, and what a reader must know; may be empty.
    absent
        Whether there is no value.
    """

    label: str
    text: str
    note: str
    absent: bool = False

    @property
    def look(self) -> str:
        """Class of its look in the style sheet."""
        return "absent" if self.absent else "present"

    @classmethod
    def of(cls, declared: Indicator, answer: Answer) -> "KeyFigure":
        """Make a key figure of an answer."""
        publisher = answer.sources[0].publisher
        note = " · ".join(filter(None, (f"{publisher}, {declared.vintage}", alerts(answer.sources), answer.reason)))
        return cls(declared.short, answer.text, note, answer.status is not Status.OK)


def narrow(figure: str) -> str:
    """Return a figure for a narrow cell: a long unit may go to the next line, and break after a bar."""
    text = escape(figure)
    number, _, unit = text.partition(NO_BREAK)
    return f"{number} {unit.replace('/', '/<wbr>')}" if len(unit) > LONG_UNIT else text


def alerts(notes: Iterable[SourceNote]) -> str:
    """Return, in a few words, that a source of a figure could not be refreshed; empty when all could."""
    return enumerated(dict.fromkeys(note.alert for note in notes if note.alert))


def cited(notes: Iterable[SourceNote]) -> str:
    """Return the publishers and titles of sources, each once."""
    return enumerated(dict.fromkeys(f"{note.publisher}, {note.title}" for note in notes))


def message(text: str, *, grave: bool = False) -> str:
    """Return a message to the person, shown as written: Streamlit's own boxes would read it as Markdown."""
    look, role = ("grave", "alert") if grave else ("simple", "status")
    return f"<p class='message {look}' role='{role}'>{escape(text)}</p>"


def explanation(text: str) -> str:
    """Return a sentence that explains a choice, in small under it."""
    return f"<p class='note'>{escape(text)}</p>"


def spread(histogram: str, said: str) -> str:
    """Return a histogram, already HTML, with what it counts."""
    return f"<div class='repartition'><p class='note'>{escape(said.capitalize())}</p>{histogram}</div>"


def failure(part: str, reference: str) -> str:
    """Return what is said of a part that failed: the view is in the address, and there is a way back."""
    said = say(
        "{part} n’a pas pu s’afficher. Vos choix restent dans l’adresse : rechargez la page, changez un choix, ou "
        "revenez à la page précédente. Si cela se reproduit, donnez la référence {reference} à la personne qui tient "
        "le service.",
        part=escape(part),
        reference=f"<strong>{escape(reference)}</strong>",
    )
    back = f'<a href="{escape(in_address("./"))}" target="_self">{say("Repartir de la carte")}</a>'
    return f"<p class='message grave' role='alert'>{said} {back}</p>"


def heading(territory: str) -> str:
    """Return the name of a territory as the heading of its page; a long one is whole under the mouse."""
    whole = f' title="{escape(territory)}"' if len(territory) > LONG_NAME else ""
    return f"<h1{whole}>{escape(territory)}</h1>"


def title(territory: str, communes: int, indicator: Indicator, level: str, rule: str = "") -> str:
    """Return the head of the page: territory, indicator, definition; `rule` says which communes are in, when drawn."""
    count = counted(communes, "{count} commune", "{count} communes", count=format_number(communes))
    return (
        '<header class="titre">'
        f"{heading(territory)}"
        f"<p><strong>{escape(indicator.label)}</strong> ({escape(indicator.vintage)}), {escape(level)} · "
        f"{count}{escape(rule)} · {escape(indicator.definition)}</p>"
        "</header>"
    )


def crossed_title(territory: str, communes: int, pair: tuple[Indicator, Indicator], level: str, rule: str = "") -> str:
    """Return the head of the page for two indicators crossed; what each of them is stands with the sources."""
    count = counted(communes, "{count} commune", "{count} communes", count=format_number(communes))
    first, second = (f"<strong>{escape(one.label)}</strong> ({escape(one.vintage)})" for one in pair)
    said = say("{first} et {second}, croisés {level}", first=first, second=second, level=escape(level))
    return f'<header class="titre">{heading(territory)}<p>{said} · {count}{escape(rule)}</p></header>'


def page_title(name: str, said: str) -> str:
    """Return the head of a page that is about no territory."""
    return f'<header class="titre"><h1>{escape(name)}</h1><p>{escape(said)}</p></header>'


def open_data(catalogue: str) -> str:
    """Return where programs read the same data."""
    return (
        '<section class="sources"><h2>'
        f"{say('Pour les programmes')}</h2><ul><li>"
        f'<a href="{escape(catalogue)}" target="_blank">'
        f"{say('Catalogue DCAT (JSON-LD)')}</a></li><li>{say('Un jeu par adresse :')} <code>"
        "api/v1/donnees/filosofi.csv?territoire=commune:92050</code></li></ul></section>"
    )


def downloads(territory: str, said: str) -> str:
    """Return the head of the files of a dataset: for which territory, how many rows."""
    return (
        '<section class="jeu"><h2>'
        f"{say('Télécharger : {territory}', territory=escape(territory))}</h2>"
        f'<p class="note">{escape(said)}</p></section>'
    )


def key_figures(territory: str, figures: Iterable[KeyFigure]) -> str:
    """Return the key figures of a territory as a definition list."""
    items = "".join(
        f"<div class='chiffre {figure.look}'><dt>{escape(figure.label)}</dt>"
        f"<dd>{escape(figure.text)}</dd>"
        f"<dd class='note'>{escape(figure.note)}</dd></div>"
        for figure in figures
    )
    return (
        "<section class='chiffres' aria-label='"
        f"{say('Chiffres de {territory}', territory=escape(territory))}'><dl>{items}</dl></section>"
    )


def card(name: str, parents: Sequence[str], figures: Iterable[KeyFigure], remark: str = "", portrait: str = "") -> str:
    """Return the card of the territory selected on the map; `portrait` is the address of its portrait."""
    rows = "".join(
        f"<tr class='{figure.look}'><th scope='row'>{escape(figure.label)}"
        f"<small>{escape(figure.note)}</small></th><td>{escape(figure.text)}</td></tr>"
        for figure in figures
    )
    note = f"<p class='note'>{escape(remark)}</p>" if remark else ""
    more = (
        f"<p><a href='{escape(portrait, quote=True)}' target='_self'>{say('Portrait complet')}</a></p>"
        if portrait
        else ""
    )
    return (
        f"<section class='fiche' aria-label='{say('Fiche de {name}', name=escape(name))}'><h2>"
        f"{escape(name)}</h2><p class='note'>{escape(' · '.join(parents))}</p>{note}<table>{rows}"
        f"</table>{more}</section>"
    )


def sources(notes: Iterable[SourceNote], caveats: Sequence[str]) -> str:
    """Return sources, vintages, dates and caveats."""
    lines = "".join(
        f"<li>{escape(note.text)} ({escape(note.licence)}). {escape(_carried(note))}{_warning(note)}</li>"
        for note in notes
    )
    warnings = "".join(f"<li>{escape(caveat)}</li>" for caveat in caveats)
    details = f"<details><summary>{say('À savoir')}</summary><ul>{warnings}</ul></details>" if caveats else ""
    return f'<section class="sources"><h2>{say("Sources")}</h2><ul>{lines}</ul>{details}</section>'


def _carried(note: SourceNote) -> str:
    return say(
        "{carrier}, récupéré le {day}.",
        carrier=note.carrier.capitalize(),
        day=french_date(note.retrieved_at),
    )


def _warning(note: SourceNote) -> str:
    return f'<span class="alerte" role="note">{escape(note.warning)}</span>' if note.stale else ""


def initiatives(facts: Iterable[dict[str, str]], more: int = 0) -> str:
    """Return the local places, projects and debates of the territory, each with its source; `more` are not listed."""
    items = "".join(
        f"<li><strong>{escape(fact['name'])}</strong> <span class='note'>{escape(fact['kind'])}"
        f"{' · ' + escape(fact['holder']) if fact['holder'] else ''}"
        f"{' · ' + escape(french_date(fact['when'])) if fact['when'] else ''}</span>"
        f"<br>{escape(fact['description'])} {_source(fact)}</li>"
        for fact in facts
    )
    others = f"<p class='note'>{say('Et {more} autres, sur la carte.', more=format_number(more))}</p>" if more else ""
    body = f"<ul>{items}</ul>{others}" if items else f"<p>{say(NO_INITIATIVE)}</p>"
    return f"<section class='initiatives'><h2>{say('Lieux, projets et débats d’ici')}</h2>{body}</section>"


def _source(fact: dict[str, str]) -> str:
    if fact["url"]:
        label = escape(fact["source"] if fact["source"] != fact["url"] else say("source"))
        return f'<a href="{escape(fact["url"])}" target="_blank" rel="noopener noreferrer">{label}</a>'
    return f'<span class="note">{escape(fact["source"] or say("source non précisée"))}</span>'
