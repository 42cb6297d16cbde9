"""The texts of the page «Importer», as HTML: whatever a list holds is escaped here. Pure."""

from html import escape
from typing import Final

from citeoscope.language import counted, in_address, phrase, say
from citeoscope.lists import Record
from citeoscope.numbers import format_number, format_value, french_date
from citeoscope.territory.codes import departement_of
from pipelines.lists.fields import fields
from pipelines.lists.preview import Preview
from pipelines.lists.report import OUTCOMES, Report

KINDS: Final = {
    "tiers_lieux": phrase("Tiers-lieux et lieux"),
    "projets": phrase("Projets"),
    "evenements": phrase("Débats et événements"),
}
PROMISE: Final = phrase(
    "Chaque ligne est placée et comptée ; rien n’est perdu, rien n’est deviné en silence, "
    "rien de personnel n’est gardé."
)
CHANGED_MEANWHILE: Final = phrase(
    "Rien n’a été écrit : une liste de ce nom a été mise en place ou changée depuis que vous avez ouvert cette page. "
    "Vérifiez ce qui change, puis importez de nouveau, ou donnez un autre nom à la vôtre."
)
MOST_COLUMNS: Final = 60
MOST_LINES: Final = 100
_EXAMPLES: Final = 3
_LONGEST: Final = 40
_ROUND: Final = 10
_FEW: Final = 3


def kind_of(text: str) -> str:
    """Return the kind of list that an address asks for; places when it asks for nothing known."""
    return text if text in KINDS else next(iter(KINDS))


def fields_of(kind: str) -> dict[str, str]:
    """Return the French label of each field of a kind of list."""
    return {name: say(field.label) for name, field in fields(kind).items()}


def welcome() -> str:
    """Return what to do first."""
    kept = say(
        "La liste reste chez vous, dans des fichiers lisibles. La même liste, importée de nouveau, est mise à jour : "
        "ce qui est nouveau, changé ou parti est dit."
    )
    return (
        '<section class="jeu"><h2>'
        f"{say('Trois étapes')}</h2><ol><li>"
        f"{say('Choisissez un fichier, ou collez l’adresse d’un tableau partagé.')}</li><li>"
        f"{say('Vérifiez que chaque colonne est bien comprise.')}</li><li>"
        f"{say('Lisez le compte rendu, puis importez : la liste est sur la carte.')}</li></ol><p>"
        f"{kept}</p></section>"
    )


def weight(octets: int) -> str:
    """Return the size of a file as people read it: `497 o`, `5,8 ko`, `12 Mo`."""
    for unit, factor in (("Mo", 1_000_000), ("ko", 1_000)):
        if octets >= factor:
            size = octets / factor
            return format_value(size, unit, 1 if size < _ROUND else 0)
    return format_value(octets, "o")


def _rows(count: int) -> str:
    return counted(count, "{rows} ligne", "{rows} lignes", rows=format_number(count))


def read(seen: Preview, octets: int) -> str:
    """Return what was read of a file of so many bytes."""
    form = f"{seen.table.form}, {weight(octets)}"
    said = say(
        "{rows} et {count} colonnes ({form})",
        rows=_rows(len(seen.table.cells)),
        count=len(seen.table.headers),
        form=form,
    )
    remarks = [*seen.table.remarks, *seen.memory]
    if seen.discovered:
        remarks.append(
            say(
                "Colonnes nouvelles dans cette liste, à vérifier ci-dessous : {discovered}.",
                discovered=", ".join(seen.discovered),
            )
        )
    if seen.left_out:
        remarks.append(
            say("Contacts ou noms de personnes, laissés de côté : {left_out}.", left_out=", ".join(seen.left_out))
        )
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


def report(told: Report, named: str) -> str:
    """Return what became of the rows: counts, remarks, and the rows that need a person, told by the column `named`."""
    counts = "".join(
        f"<li><strong>{format_number(told.counts[one])}</strong> {escape(label)}</li>"
        for one, label in ((one, counted(told.counts[one], *labels)) for one, labels in OUTCOMES.items())
        if told.counts[one]
    )
    changes = "" if told.changes.first else f"<p>{escape(told.changes.told)}</p>"
    where = f"<p>{say('Position : {places}.', places=escape(told.places))}</p>" if len(told.rows) else ""
    remarks = "".join(f"<li>{escape(one)}</li>" for one in told.remarks)
    state = say("Liste importée : elle est sur la carte.") if told.written else say("Rien n’est encore écrit.")
    if not told.written and not told.changes.any:
        state = say("La liste en place est déjà celle-ci : rien ne change.")
    read_lines = len(told.lines)
    lines = counted(read_lines, "{count} ligne lue :", "{count} lignes lues :", count=format_number(read_lines))
    address = escape(in_address(f"./?couches=tiers_lieux,projets,evenements&territoire={_around(told)}"))
    seen = f'<p><a href="{address}" target="_self">{say("Voir sur la carte")}</a></p>'
    return (
        f'<section class="jeu bilan" aria-live="polite"><h2>{escape(state)}</h2>'
        f"<p>{lines}</p><ul>{counts}</ul>{where}{changes}"
        f"{f'<ul>{remarks}</ul>' if remarks else ''}{seen if told.written else ''}</section>{_lines(told, named)}"
    )


def _around(told: Report) -> str:
    """Return the territory where a list is seen whole: its few départements, else all of France."""
    held = sorted({departement_of(code) for code in told.rows["code_insee"] if code})
    few = 0 < len(held) <= _FEW
    return "+%2B+".join(f"departement:{one}" for one in held) if few else "france"


def _lines(told: Report, named: str) -> str:
    doubtful = told.lines[told.lines["outcome"].isin(["to_check", "refused"])]
    if doubtful.empty:
        return ""
    name = told.table.cells.iloc[doubtful.index][named]
    rows = "".join(
        f"<tr><th scope='row'>{row}</th><td>{escape(str(first)[:_LONGEST])}</td>"
        f"<td>{escape(say(OUTCOMES[outcome][0]))}</td><td>{escape(reason)}</td></tr>"
        for (row, outcome, reason), first in zip(
            doubtful[["row", "outcome", "reason"]].head(MOST_LINES).itertuples(index=False), name, strict=False
        )
    )
    more = len(doubtful) - MOST_LINES
    note = (
        f"<p class='note'>{say('Et {more} autres, dans le compte rendu.', more=format_number(more))}</p>"
        if more > 0
        else ""
    )
    first = escape(named)
    return (
        '<section class="jeu lignes"><h2>'
        f"{say('À vérifier')}</h2>"
        '<div class="cadre haut"><table><thead><tr>'
        f"<th scope='col'>{say('Ligne')}</th><th scope='col'>{first}</th><th scope='col'>{say('Sort')}"
        f"</th><th scope='col'>{say('Raison')}</th></tr></thead><tbody>{rows}</tbody></table></div>"
        f"{note}</section>"
    )


def in_place() -> str:
    """Return the head of the lists in place."""
    return f'<section class="jeu"><h2>{say("Listes en place")}</h2></section>'


def updates(name: str, one: Record) -> str:
    """Return which list this one takes the place of, before it does."""
    said = say(
        "La liste « {name} » est déjà en place : {rows} de {file}, importé le {day}. L’importer la met à jour ; pour "
        "garder les deux, donnez un autre nom.",
        name=name,
        rows=_rows(one.kept),
        file=one.file,
        day=french_date(one.imported_at[:10]),
    )
    return f'<p class="message simple" role="status">{escape(said)}</p>'


def kin(name: str, one: Record) -> str:
    """Return which list in place has the columns of a file that goes by another name."""
    said = say(
        "Ce fichier a les colonnes de la liste « {name} », importée le {day}. Si c’est la même, mettez-la à jour : "
        "sous un autre nom, ses lieux seraient là deux fois. Sinon, continuez.",
        name=name,
        day=french_date(one.imported_at[:10]),
    )
    return f'<p class="message simple" role="status">{escape(said)}</p>'


def record(one: Record) -> str:
    """Return what is known of a list in place."""
    rows = counted(one.kept, "{rows} ligne gardée", "{rows} lignes gardées", rows=format_number(one.kept))
    brought = say("{file}, importé le {day}", file=one.file, day=french_date(one.imported_at[:10]))
    return f'<section class="jeu"><p>{say(KINDS[one.kind])} · {rows}<br>{escape(brought)}</p></section>'
