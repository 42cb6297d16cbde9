"""The texts of the page «Importer», as HTML: whatever a list holds is escaped here. Pure."""

from html import escape
from typing import Final

from citeoscope.lists import Record
from citeoscope.numbers import format_number, format_value, french_date
from pipelines.lists.fields import fields
from pipelines.lists.preview import Preview
from pipelines.lists.report import OUTCOMES, Report

KINDS: Final = {
    "tiers_lieux": "Tiers-lieux et lieux",
    "projets": "Projets",
    "evenements": "Débats et événements",
}
PROMISE: Final = (
    "Chaque ligne est placée et comptée ; rien n’est perdu, rien n’est deviné en silence, "
    "rien de personnel n’est gardé."
)
CHANGED_MEANWHILE: Final = (
    "Rien n’a été écrit : une liste de ce nom a été mise en place ou changée depuis que vous avez ouvert cette page. "
    "Vérifiez ce qui change, puis importez de nouveau, ou donnez un autre nom à la vôtre."
)
MOST_COLUMNS: Final = 60
MOST_LINES: Final = 100
_EXAMPLES: Final = 3
_LONGEST: Final = 40
_ROUND: Final = 10


def kind_of(text: str) -> str:
    """Return the kind of list that an address asks for; places when it asks for nothing known."""
    return text if text in KINDS else next(iter(KINDS))


def fields_of(kind: str) -> dict[str, str]:
    """Return the French label of each field of a kind of list."""
    return {name: field.label for name, field in fields(kind).items()}


def welcome() -> str:
    """Return what to do first."""
    return (
        '<section class="jeu"><h2>Trois étapes</h2><ol>'
        "<li>Choisissez un fichier, ou collez l’adresse d’un tableau partagé.</li>"
        "<li>Vérifiez que chaque colonne est bien comprise.</li>"
        "<li>Lisez le compte rendu, puis importez : la liste est sur la carte.</li></ol>"
        "<p>La liste reste chez vous, dans des fichiers lisibles. La même liste, importée de nouveau, est mise à "
        "jour : ce qui est nouveau, changé ou parti est dit.</p></section>"
    )


def weight(octets: int) -> str:
    """Return the size of a file as people read it: `497 o`, `5,8 ko`, `12 Mo`."""
    for unit, factor in (("Mo", 1_000_000), ("ko", 1_000)):
        if octets >= factor:
            size = octets / factor
            return format_value(size, unit, 1 if size < _ROUND else 0)
    return format_value(octets, "o")


def _rows(count: int) -> str:
    return f"{format_number(count)} ligne{'s' if count > 1 else ''}"


def read(seen: Preview, octets: int) -> str:
    """Return what was read of a file of so many bytes."""
    form = f"{seen.table.form}, {weight(octets)}"
    said = f"{_rows(len(seen.table.cells))} et {len(seen.table.headers)} colonnes ({form})"
    remarks = [*seen.table.remarks]
    if seen.discovered:
        remarks.append(f"Colonnes nouvelles dans cette liste, à vérifier ci-dessous : {', '.join(seen.discovered)}.")
    if seen.left_out:
        remarks.append(f"Contacts ou noms de personnes, laissés de côté : {', '.join(seen.left_out)}.")
    items = "".join(f"<li>{escape(one)}</li>" for one in remarks)
    return (
        f'<section class="jeu"><h2>{escape(seen.file)}</h2><p>{escape(said)}.</p>'
        f"{f'<ul>{items}</ul>' if items else ''}</section>"
    )


def column(header: str, seen: Preview) -> str:
    """Return a column with its first cells."""
    cells = [text for text in seen.table.cells[header].head(50) if text]
    shown = list(dict.fromkeys(cells))[:_EXAMPLES]
    examples = " · ".join(text if len(text) <= _LONGEST else text[:_LONGEST] + "…" for text in shown) or "vide"
    return f'<div class="colonne"><strong>{escape(header)}</strong> <span class="note">{escape(examples)}</span></div>'


def report(told: Report) -> str:
    """Return what became of the rows: counts, remarks, and the rows that need a person."""
    counts = "".join(
        f"<li><strong>{format_number(told.counts[one])}</strong> {escape(label)}</li>"
        for one, label in OUTCOMES.items()
        if told.counts[one]
    )
    changes = "" if told.changes.first else f"<p>{escape(told.changes.told)}</p>"
    where = f"<p>Position : {escape(told.places)}.</p>" if len(told.rows) else ""
    remarks = "".join(f"<li>{escape(one)}</li>" for one in told.remarks)
    state = "Liste importée : elle est sur la carte." if told.written else "Rien n’est encore écrit."
    if not told.written and not told.changes.any:
        state = "La liste en place est déjà celle-ci : rien ne change."
    layers = "tiers_lieux,projets,evenements"
    seen = f'<p><a href="./?couches={layers}&amp;territoire=france" target="_self">Voir sur la carte</a></p>'
    return (
        f'<section class="jeu bilan" aria-live="polite"><h2>{escape(state)}</h2>'
        f"<p>{_rows(len(told.lines))} lue{'s' if len(told.lines) > 1 else ''} :</p><ul>{counts}</ul>{where}{changes}"
        f"{f'<ul>{remarks}</ul>' if remarks else ''}{seen if told.written else ''}</section>{_lines(told)}"
    )


def _lines(told: Report) -> str:
    doubtful = told.lines[told.lines["outcome"].isin(["to_check", "refused"])]
    if doubtful.empty:
        return ""
    name = told.table.cells.iloc[doubtful.index][told.table.headers[0]]
    rows = "".join(
        f"<tr><th scope='row'>{row}</th><td>{escape(str(first)[:_LONGEST])}</td>"
        f"<td>{escape(OUTCOMES[outcome])}</td><td>{escape(reason)}</td></tr>"
        for (row, outcome, reason), first in zip(
            doubtful[["row", "outcome", "reason"]].head(MOST_LINES).itertuples(index=False), name, strict=False
        )
    )
    more = len(doubtful) - MOST_LINES
    note = f"<p class='note'>Et {format_number(more)} autres, dans le compte rendu.</p>" if more > 0 else ""
    first = escape(told.table.headers[0])
    return (
        '<section class="jeu lignes"><h2>À vérifier</h2><div class="cadre haut"><table><thead><tr>'
        f"<th scope='col'>Ligne</th><th scope='col'>{first}</th><th scope='col'>Sort</th><th scope='col'>Raison</th>"
        f"</tr></thead><tbody>{rows}</tbody></table></div>{note}</section>"
    )


def in_place() -> str:
    """Return the head of the lists in place."""
    return '<section class="jeu"><h2>Listes en place</h2></section>'


def updates(name: str, one: Record) -> str:
    """Return which list this one takes the place of, before it does."""
    return (
        f'<p class="message simple" role="status">La liste « {escape(name)} » est déjà en place : '
        f"{_rows(one.kept)} de {escape(one.file)}, importé le {french_date(one.imported_at[:10])}. "
        "L’importer la met à jour ; pour garder les deux, donnez un autre nom.</p>"
    )


def record(one: Record) -> str:
    """Return what is known of a list in place."""
    kept = "gardées" if one.kept > 1 else "gardée"
    return (
        f'<section class="jeu"><p>{escape(KINDS[one.kind])} · {_rows(one.kept)} {kept}<br>'
        f"{escape(one.file)}, importé le {french_date(one.imported_at[:10])}</p></section>"
    )
