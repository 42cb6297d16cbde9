"""The texts of one dataset, as HTML written from its manifest. Pure: every text is escaped here."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

import pandas as pd

from citeoscope.exports.dictionary import STATUS_SUFFIX, Meaning
from citeoscope.freshness import PUBLISHED, State
from citeoscope.language import enumerated, say, titled
from citeoscope.numbers import format_number, french_date
from citeoscope.query.answer import CARRIERS
from citeoscope.query.status import Status
from citeoscope.store import Defect, Manifest
from dashboard.donnees.listing import STATES, Entry

LOOKS: Final = {state: look for look, state in STATES.items()}
SHOWN_SPLITS: Final = 5


def look(state: State) -> str:
    """Return the class of a badge in the style sheets."""
    return LOOKS[state]


def heading(entry: Entry) -> str:
    """Return the head of the page: title, who publishes it, when, how fresh."""
    state = entry.freshness.state
    return (
        f'<header class="titre jeu-page"><h1>{escape(entry.manifest.title)}</h1>'
        f"<p>{escape(entry.publisher)} · {escape(entry.vintage)} · {escape(entry.licence)} · "
        f'<span class="ouvert {look(state)}">{escape(state.label)}</span></p></header>'
    )


def presentation(entry: Entry) -> str:
    """Return what the dataset is, how fresh it is, and what to beware of."""
    source, fresh = entry.manifest.source, entry.freshness
    said = f"{escape(fresh.reason)} {escape(fresh.action)}"
    grave = fresh.state in {State.FAILED, State.DUE}
    state = f'<p class="alerte {look(fresh.state)}" role="note">{said}</p>' if grave else f'<p class="note">{said}</p>'
    about = f"<p>{escape(say(source.description))}</p>" if source else ""
    caveats = "".join(f"<li>{escape(say(caveat))}</li>" for caveat in source.caveats) if source else ""
    known = f"<h2>{say('À savoir')}</h2><ul>{caveats}</ul>" if caveats else ""
    return f'<section class="jeu">{about}{state}{known}</section>'


def facts(entry: Entry) -> str:
    """Return publisher, licence, vintage, carrier, rhythm, rows, what moved in re-basing."""
    manifest = entry.manifest
    source = manifest.source
    licence = _link(entry.licence_url, entry.licence) if entry.licence_url else escape(entry.licence)
    carried = f"{CARRIERS[manifest.origin].capitalize()}, le {french_date(manifest.retrieved_at[:10])}"
    told = [
        (say("Producteur"), _link(source.url, source.publisher) if source else escape(entry.publisher)),
        (say("Licence"), licence),
        (say("Millésime"), escape(entry.vintage)),
        (say("Support"), escape(carried)),
        (
            say("Rythme"),
            escape(PUBLISHED[source.rhythm].capitalize()) if source else say("Recalculé à chaque rafraîchissement"),
        ),
        (
            say("Lignes"),
            say(
                "{rows_in} lues, {rows_out} gardées",
                rows_in=format_number(manifest.rows_in),
                rows_out=format_number(manifest.rows_out),
            ),
        ),
        (say("Géographie des codes"), rebasing(manifest)),
        (say("Rafraîchi pour"), escape(manifest.territory or "")),
        (say("Calculé à partir de"), ", ".join(map(dataset_link, manifest.derived_from))),
        (say("Identifiant"), f"<code>{escape(manifest.dataset)}</code>"),
    ]
    items = "".join(f"<div><dt>{label}</dt><dd>{text}</dd></div>" for label, text in told if text)
    return f'<section class="jeu"><h2>{say("Fiche")}</h2><dl class="faits">{items}</dl></section>'


def rebasing(manifest: Manifest) -> str:
    """Say, in HTML, from which COG the codes come and what moved on the way to the current one."""
    moved, source = manifest.rebase, manifest.source
    if moved is None:
        return f"COG {source.cog_vintage}" if source and source.cog_vintage else ""
    counts = [
        (moved.merged, say("fusion"), say("fusions")),
        (moved.renamed, say("code changé"), say("codes changés")),
        (len(moved.splits), say("scission laissée telle quelle"), say("scissions laissées telles quelles")),
        (len(moved.lost), say("code perdu"), say("codes perdus")),
    ]
    said = [f"{format_number(count)} {one if count == 1 else many}" for count, one, many in counts if count]
    text = say(
        "COG {from_cog}, ramenée au COG {to_cog} : {said}.",
        from_cog=moved.from_cog,
        to_cog=moved.to_cog,
        said=", ".join(said) or say("rien n’a bougé"),
    )
    details = [
        say("{code} couvre {covered}", code=code, covered=", ".join(covered))
        for code, covered in list(moved.splits.items())[:SHOWN_SPLITS]
    ]
    if len(moved.splits) > SHOWN_SPLITS:
        details.append("…")
    if moved.lost:
        details.append(say("perdus : {lost}", lost=", ".join(moved.lost)))
    return escape(text) + (f'<br><span class="note">{escape(enumerated(details))}</span>' if details else "")


def uses(links: Sequence[tuple[str, str, str]]) -> str:
    """Return what uses the dataset: kind, name and address of each."""
    items = "".join(f"<li>{titled(escape(kind), _link(url, name, outside=False))}</li>" for kind, name, url in links)
    body = f"<ul>{items}</ul>" if items else f"<p>{say('Aucun indicateur ne s’en sert encore : il se télécharge.')}</p>"
    return f'<section class="jeu"><h2>{say("Utilisé par")}</h2>{body}</section>'


def columns(meanings: Iterable[Meaning]) -> str:
    """Return the dictionary of the columns."""
    rows = "".join(
        f"<tr><td><code>{escape(one.name)}</code></td><td>{escape(say(one.label))}</td><td>{escape(say(one.unit))}</td></tr>"
        for one in meanings
        if not one.name.endswith(STATUS_SUFFIX)
    )
    words = " · ".join(titled(status, status.label) for status in Status)
    return (
        '<section class="jeu"><h2>'
        f"{say('Colonnes')}</h2>"
        '<div class="cadre haut" tabindex="0"><table><thead><tr><th>'
        f"{say('Colonne')}</th><th>{say('Libellé')}</th><th>{say('Unité')}</th></tr></thead><tbody>"
        f'{rows}</tbody></table></div><p class="note">'
        f"{say('Une colonne « …_status » nomme l’état d’une valeur — {words}.', words=escape(words))}"
        "</p></section>"
    )


def preview(rows: pd.DataFrame, meanings: Sequence[Meaning], total: int, territory: str) -> str:
    """Return the first rows for a territory; a value that does not exist is named."""
    shown = [one for one in meanings if not one.name.endswith(STATUS_SUFFIX) and one.name != "geometry"]
    head = "".join(
        f"<th scope='col' title='{escape(say(one.label))}'>{escape(_short(one))}<small>{escape(one.name)}</small></th>"
        for one in shown
    )
    body = "".join("<tr>" + "".join(_cell(row, one) for one in shown) + "</tr>" for row in rows.to_dict("records"))
    place, plural = escape(territory), "s" if total > 1 else ""
    if not total:
        return (
            '<section class="jeu"><h2>'
            f"{say('Aperçu')}</h2><p>{say('Aucune ligne pour {place}.', place=place)}</p></section>"
        )
    many = (
        say("les {count} premières sur {total}", count=len(rows), total=format_number(total))
        if total > len(rows)
        else f"{total} ligne{plural}"
    )
    return (
        '<section class="jeu"><h2>'
        f"{say('Aperçu : {place}, {many}', place=place, many=many)}</h2>"
        f'<div class="cadre serre" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}'
        "</tbody></table></div></section>"
    )


def _short(column: Meaning) -> str:
    """Return the label of a column with its unit, without what explains its codes: a heading has little room."""
    label = say(re.split(" : |, ajouté| \\(COG", column.label)[0]) or column.name
    return f"{label} ({say(column.unit)})" if column.unit else label


def _cell(row: dict[object, object], column: Meaning) -> str:
    value = row[column.name]
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN is the value that differs from itself
        status = row.get(f"{column.name}{STATUS_SUFFIX}")
        return f"<td class='absent'>{escape(Status(str(status)).label) if isinstance(status, str) else '–'}</td>"
    if isinstance(value, bool):
        return f"<td>{'oui' if value else 'non'}</td>"
    if isinstance(value, (int, float)):
        return f"<td class='nombre'>{format_number(value, _decimals(float(value)))}</td>"
    return f"<td>{escape(str(value))}</td>"


def _decimals(value: float) -> int:
    """Return how many decimals a figure of a dataset needs, two at most: nothing is added to what is stored."""
    return next((number for number in (0, 1) if round(value, number) == round(value, 6)), 2)


def defects(found: Sequence[Defect], first: pd.DataFrame, total: int, url: str) -> str:
    """Return the defects: kinds with their number, first rows, and the address of all of them."""
    if not found:
        return (
            f'<section class="jeu"><h2>{say("Défauts")}</h2><p>{say("Aucun défaut relevé à la lecture.")}</p></section>'
        )
    kinds = "".join(
        f"<tr><td class='nombre'>{format_number(one.count)}</td><td>{escape(one.message)}</td>"
        f"<td>{escape(one.column or '')}</td><td>{escape(one.value or '')}</td></tr>"
        for one in found
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape('' if pd.isna(cell) else str(cell))}</td>" for cell in row) + "</tr>"
        for row in first.itertuples(index=False)
    )
    heads = "".join(f"<th>{escape(str(name).capitalize())}</th>" for name in first.columns)
    detail = (
        f"<details><summary>{say('Les {count} premières lignes en défaut', count=len(first))}"
        f"</summary><div class='cadre' tabindex='0'><table><thead><tr>{heads}</tr></thead><tbody>"
        f"{rows}</tbody></table></div></details>"
        if len(first)
        else ""
    )
    return (
        '<section class="jeu"><h2>'
        f"{say('Défauts : {total} lignes ou cellules', total=format_number(total))}</h2>"
        '<div class="cadre" tabindex="0"><table><thead><tr><th>'
        f"{say('Nombre')}</th><th>{say('Constat')}</th><th>{say('Colonne')}</th><th>{say('Exemples')}"
        f'</th></tr></thead><tbody>{kinds}</tbody></table></div>{detail}<p><a href="{escape(url)}'
        '" download>'
        f"{say('Télécharger les défauts (CSV)')}</a></p></section>"
    )


def dataset_link(dataset: str) -> str:
    """Return a link to another dataset."""
    return _link(f"donnees?jeu={dataset}", dataset, outside=False)


def _link(url: str, text: str, *, outside: bool = True) -> str:
    if outside and not url.startswith(("https://", "http://")):
        return escape(text)
    target = ' target="_blank" rel="noopener noreferrer"' if outside else ' target="_self"'
    return f'<a href="{escape(url)}"{target}>{escape(text)}</a>'
