"""Page «Importer»: a list in whatever spreadsheet it is kept, understood, checked row by row, then on the map."""

from dataclasses import replace
from typing import Final

import streamlit as st

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import say
from citeoscope.lists import Record, imported_lists
from citeoscope.settings import settings
from dashboard import panels
from dashboard.importer import bringing, importing
from dashboard.importer.bringing import Upload
from pipelines.lists.bring import Choices
from pipelines.lists.keep import remove
from pipelines.lists.mapping import Mapping
from pipelines.lists.preview import Preview
from pipelines.lists.report import Report

KIND: Final = "sorte"
LEFT_OUT: Final = ""
LARGEST_MB: Final = 50


def render() -> None:
    """Draw the page: what to import on the left, what is understood of it on the right."""
    try:
        data = atlas()
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    kind = importing.kind_of(st.query_params.get(KIND, ""))
    st.html(panels.page_title(say("Importer une liste"), say(importing.PROMISE)))
    left, right = st.columns([3.2, 8.5], gap="medium")
    with left:
        upload = _source(kind)
        choices = _options()
    with right:
        if upload is None:
            st.html(importing.welcome())
        else:
            _list(data, kind, upload, choices)
    with left, st.container(key="listes-en-place"):
        _lists()  # after an import: the new list is among them


def _source(kind: str) -> Upload | None:
    st.session_state[KIND] = kind
    st.radio(
        say("Que contient la liste ?"),
        list(importing.KINDS),
        format_func=lambda one: say(importing.KINDS[one]),
        key=KIND,
        on_change=lambda: st.query_params.from_dict({**st.query_params.to_dict(), KIND: st.session_state[KIND]}),
    )
    given = st.file_uploader(
        say("Fichier : CSV, XLSX, ODS, GeoJSON, GPKG, KML, JSON ou Shapefile en .zip"),
        key="fichier",
        max_upload_size=LARGEST_MB,
    )
    address = st.text_input(
        say("Ou l’adresse d’un tableau partagé"),
        key="adresse",
        placeholder=say("https://… (Google Sheets, Grist, Opendatasoft)"),
    )
    try:
        if given is not None:
            return Upload(given.getvalue(), given.name)
        if address.strip():
            return _fetched(address.strip())
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
    return None


def _fetched(address: str) -> Upload:
    """Fetch a shared sheet once, and again when the person asks: it may have changed since."""
    again = st.button(say("Relire l’adresse"), key="relire", type="tertiary")
    known: tuple[str, Upload] | None = st.session_state.get("recu")
    if known is None or known[0] != address or again:
        known = (address, bringing.fetched(address))
        st.session_state["recu"] = known
    return known[1]


def _options() -> Choices:
    online = st.toggle(
        say("Chercher les adresses auprès de l’IGN"),
        value=True,
        key="adresses",
        help=say("Sans réseau, chaque ligne est placée à sa commune."),
    )
    contacts = st.toggle(
        say("Garder les contacts des organismes"),
        key="contacts",
        help=say("Les courriels, téléphones et noms de personnes sont toujours laissés de côté."),
    )
    return Choices(offline=not online, keep_contacts=contacts)


def _list(data: Atlas, kind: str, upload: Upload, choices: Choices) -> None:
    try:
        named = f"nom-{upload.name}"  # a name given to one file is not that of the next
        name = bringing.name_of(st.session_state.get(named) or upload.name)
        seen = bringing.previewed(upload, kind, name)
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    st.html(importing.read(seen, len(upload.data)))
    seen = _mapping(seen, upload)
    st.text_input(
        say("Nom de la liste"),
        key=named,
        placeholder=name,
        help=say("Le même nom met à jour la liste en place. Minuscules sans accent, chiffres, - et _."),
    )
    record = _in_place(name)
    notice = st.empty()
    if record is not None and record.sha256 != seen.sha256:
        notice.html(importing.updates(name, record))
    elif record is None:
        _kin(seen, name, named)
    check, bring, _ = st.columns([2, 2.4, 5])
    key = (upload.digest, kind, name, seen.mapping, choices)
    with check:
        if st.button(say("Vérifier"), key="verifier", width="stretch"):
            st.session_state["bilan"] = (key, _tried(data, seen, name, replace(choices, dry_run=True)))
    with bring:
        if st.button(say("Importer la liste"), key="importer", type="primary", width="stretch"):
            # Another person may have put a list of that name in place since this page was drawn.
            unseen = record is not None and st.session_state.get("en_place") != (name, record.rows_sha256)
            told = say(importing.CHANGED_MEANWHILE) if unseen else _tried(data, seen, name, choices)
            st.session_state["bilan"] = (key, told)
            record = _in_place(name)
            if record is not None and record.sha256 == seen.sha256:
                notice.empty()
    st.session_state["en_place"] = (name, record.rows_sha256) if record is not None else None
    known, told = st.session_state.get("bilan", (None, None))
    if known == key:
        _told(told, seen.mapping.columns.get("nom", seen.table.headers[0]))


def _kin(seen: Preview, name: str, named: str) -> None:
    """Say which list in place this file may be a new version of, and offer to update it."""
    if (other := bringing.kin(seen, name)) and (known := _in_place(other)) is not None:
        st.html(importing.kin(other, known))
        st.button(
            say("C’est elle : mettre à jour « {name} »", name=other),
            key="parente",
            on_click=lambda: st.session_state.update({named: other}),
        )


def _mapping(seen: Preview, upload: Upload) -> Preview:
    """Show which column is which field, and let the person change it."""
    fields = importing.fields_of(seen.kind)
    mapping = seen.mapping
    by_header = {header: field for field, header in mapping.columns.items()}
    with st.expander(say("Colonnes reconnues : à vérifier avant d’importer"), expanded=True):
        for rank, header in enumerate(seen.table.headers[: importing.MOST_COLUMNS]):
            if header in seen.left_out:
                continue
            told, chosen = st.columns([5, 3], vertical_alignment="center")
            with told:
                st.html(importing.column(header, seen))
            with chosen:
                guess = by_header.get(header, LEFT_OUT)
                options = [LEFT_OUT, *fields]
                picked = st.selectbox(
                    say("Champ de la colonne {header}", header=header),
                    options,
                    index=options.index(guess),
                    format_func=lambda field: fields.get(field, say("laissée de côté")),
                    key=f"champ-{upload.digest[:8]}-{seen.kind}-{rank}",
                    label_visibility="collapsed",
                )
            if picked != guess:
                mapping = _changed(mapping, guess, picked, header)
    try:
        return seen.with_mapping(mapping)
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return seen


def _changed(mapping: Mapping, guess: str, picked: str, header: str) -> Mapping:
    if picked == LEFT_OUT:
        return mapping.with_column(guess, None)
    return mapping.with_column(picked, header)


def _in_place(name: str) -> Record | None:
    try:
        return imported_lists(settings().local).get(name)
    except CiteoscopeError:
        return None  # said under « Listes en place »


def _tried(data: Atlas, seen: Preview, name: str, choices: Choices) -> Report | str:
    with st.spinner(say("Lecture des lignes…")):
        try:
            return bringing.brought(data, seen, name, choices)
        except CiteoscopeError as error:
            return str(error)


def _told(told: Report | str, named: str) -> None:
    if isinstance(told, str):
        st.html(panels.message(told, grave=True))
        return
    st.html(importing.report(told, named))
    st.download_button(
        say("Compte rendu, ligne par ligne (CSV)"),
        told.to_csv(),
        file_name=f"compte-rendu-{told.name}.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _lists() -> None:
    """Show the lists in place, each of which can be taken away."""
    try:
        records = imported_lists(settings().local)
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    if refused := st.session_state.pop("refus_liste", ""):
        st.html(panels.message(refused, grave=True))
    if removed := st.session_state.pop("retiree", ""):
        st.html(panels.message(removed))
    if not records:
        return
    st.html(importing.in_place())
    for name, record in records.items():
        with st.expander(f"{name} ({record.kept})"):
            st.html(importing.record(record))
            st.button(say("Retirer cette liste"), key=f"retirer-{name}", on_click=lambda name=name: _removed(name))


def _removed(name: str) -> None:
    try:
        remove(settings().local, name)
    except CiteoscopeError as error:
        st.session_state["refus_liste"] = str(error)
    else:
        st.session_state.pop("bilan", None)  # it would still say that the list is on the map
        st.session_state["retiree"] = say("Liste « {name} » retirée, avec sa correspondance.", name=name)
