"""Rows to places: given coordinates checked against the commune, else the address, else the commune, else nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.atlas import Atlas
from citeoscope.errors import ServiceError
from citeoscope.language import counted, say
from citeoscope.numbers import format_number, format_value
from citeoscope.territory.codes import parent_commune
from pipelines.lists.addressed import told
from pipelines.lists.communes import Communes
from pipelines.lists.coordinates import Numbers, decimals, numbers, pairs
from pipelines.lists.geocode import SURE, Point
from pipelines.lists.mapping import Mapping
from pipelines.lists.outlines import Outlines
from pipelines.lists.systems import DEGREES, NAMES, Located, locate

Geocoder = Callable[[pd.DataFrame], list[Point | None]]

FAR_M: Final = 500.0
"""Beyond, a point is not in the commune it declares: outlines are simplified by 150 m, borders run along streets."""

_TENTH, _HUNDREDTH = 1, 2
"""Decimals of a degree: some ten kilometres, one kilometre."""
_KILOMETRE: Final = 1_000


@dataclass
class Placing:
    """Where each row is, filled step by step.

    Degrees, precision, code of the commune, score of the address, notes, and doubts that ask for a check.
    """

    latitude: Numbers
    longitude: Numbers
    precision: NDArray[np.object_]
    code: NDArray[np.object_]
    score: Numbers
    notes: list[list[str]]
    doubts: list[list[str]]
    remarks: list[str]

    @classmethod
    def nowhere(cls, rows: int) -> "Placing":
        """Return the placing of rows that are nowhere yet."""
        return cls(
            np.full(rows, np.nan),
            np.full(rows, np.nan),
            np.full(rows, "none", dtype=object),
            np.full(rows, "", dtype=object),
            np.full(rows, np.nan),
            [[] for _ in range(rows)],
            [[] for _ in range(rows)],
            [],
        )


@dataclass(frozen=True)
class Ground:
    """The current geography, as places are checked against it: what names communes, and their outlines."""

    communes: Communes
    outlines: Outlines

    @classmethod
    def of(cls, atlas: Atlas) -> "Ground":
        """Read it from the opened data: half a second, worth keeping between two lists."""
        return cls(Communes.of(atlas), Outlines.of(atlas))


def place(rows: pd.DataFrame, ground: Ground, mapping: Mapping, geocoder: Geocoder | None = None) -> Placing:
    """Place the rows of a list.

    Parameters
    ----------
    rows
        Text columns, empty where nothing is said: `code_insee, code_postal, commune, adresse, latitude, longitude,
        coordonnees`, and `perimetre` where the kind of list has it.
    ground
        The current geography.
    mapping
        Its headers may name the system of the coordinates; it may give that system, and the commune of silent rows.
    geocoder
        Finds addresses; `None` keeps to the data on this machine.

    Returns
    -------
    Placing
        In the order of the rows; NaN where there is no place.
    """
    out = Placing.nowhere(len(rows))
    declared = _declared(rows, ground.communes, mapping.commune)
    out.code[:] = declared["code"].to_numpy(dtype=object)
    unsettled = {}
    for row, doubt in enumerate(declared["doubt"].to_numpy(dtype=object)):
        if doubt:
            out.doubts[row].append(doubt)
            if not out.code[row]:
                unsettled[row] = (rows["code_postal"].iloc[row], rows["commune"].iloc[row])
    middle = ground.outlines.middles(out.code)
    _by_coordinates(out, rows, middle, mapping)
    _check_communes(out, ground)
    _settle(out, unsettled, ground.communes)
    if geocoder is not None:
        _by_address(out, rows, ground.communes, geocoder)
        _settle(out, unsettled, ground.communes)
    _by_commune(out, rows, middle, asked=geocoder is not None)
    return out


def _declared(rows: pd.DataFrame, communes: Communes, everywhere: str) -> pd.DataFrame:
    """Find the commune each row says it is in: its columns, the end of its address, the one given for the list."""
    said = rows[["code_insee", "code_postal", "commune"]].copy()
    silent = (said == "").all(axis=1)
    known = {text: told(text, communes) for text in rows.loc[silent, "adresse"].unique()}
    tails = [known[text] for text in rows.loc[silent, "adresse"]]
    said.loc[silent, "code_postal"] = [one.postal for one in tails]
    # A position, or the commune given for the list, says more than a name without any postal code.
    anywhere = (rows.loc[silent, ["latitude", "longitude", "coordonnees"]] == "").all(axis=1) & (not everywhere)
    said.loc[silent, "commune"] = [
        one.name if free or not one.alone else "" for one, free in zip(tails, anywhere, strict=True)
    ]
    found = communes.find(said)
    alone = pd.Series([one.alone for one in tails], index=rows.index[silent]).reindex(rows.index, fill_value=False)
    for row in found.index[alone & (found["code"] != "")]:
        found.loc[row, "doubt"] = say(
            "commune lue dans l’adresse, sans code postal : {describe}", describe=communes.describe(found["code"][row])
        )
    if everywhere:
        left = (said == "").all(axis=1).to_numpy()
        one = communes.resolve(everywhere, everywhere, "" if everywhere.isdigit() else everywhere)
        found.loc[left, ["code", "how", "doubt"]] = (one.code, one.how, one.doubt)
    return found


def _by_coordinates(out: Placing, rows: pd.DataFrame, middle: tuple[Numbers, Numbers], mapping: Mapping) -> None:
    headers = " ".join(mapping.columns.get(name, "") for name in ("longitude", "latitude", "coordonnees"))
    latitude, longitude = numbers(rows["latitude"]), numbers(rows["longitude"])
    first, second = pairs(rows["coordonnees"])
    alone = np.isnan(latitude) & np.isnan(longitude)
    both = alone & np.isfinite(first)
    written = ((rows["latitude"] != "") | (rows["longitude"] != "") | (rows["coordonnees"] != "")).to_numpy()
    pair = np.where(both, first, latitude), np.where(both, second, longitude)
    located = locate(*pair, middle, headers, system=mapping.system)
    _say_system(out, located)
    good = np.flatnonzero(np.isfinite(located.latitude) & np.isfinite(located.longitude))
    out.latitude[good], out.longitude[good] = located.latitude[good], located.longitude[good]
    out.precision[good] = "coordinates"
    cells = rows[["latitude", "longitude", "coordonnees"]].to_numpy(dtype=object)
    for row in np.flatnonzero(written & ~np.isfinite(located.latitude)):
        seen = " ; ".join(one for one in cells[row] if one)
        why = say("nulle part en France") if located.unusable[row] else say("illisibles ou incomplètes")
        if located.system is None and located.candidates:
            why = say("dans un système qui n’est pas dit")
        out.doubts[row].append(say("coordonnées « {seen} » écartées : {why}", seen=seen, why=why))
    if located.system == DEGREES:
        _say_rounded(out, good, decimals(rows.loc[rows.index[good], ["latitude", "longitude", "coordonnees"]]))
    for row in np.flatnonzero(located.turned):
        out.notes[row].append(say("latitude et longitude étaient inversées"))


def _say_rounded(out: Placing, good: NDArray[np.intp], written: NDArray[np.intp]) -> None:
    """Say of which coordinates the last decimal is too coarse for a place."""
    coarse = int((written <= _HUNDREDTH).sum())
    if coarse:
        out.remarks.append(
            counted(
                coarse,
                "{count} ligne a des coordonnées arrondies : voir le compte rendu.",
                "{count} lignes ont des coordonnées arrondies : voir le compte rendu.",
                count=format_number(coarse),
            )
        )
    for row, count in zip(good, written, strict=True):
        if count <= _TENTH:
            out.doubts[row].append(say("coordonnées arrondies : vraies à une dizaine de kilomètres près"))
        elif count == _HUNDREDTH:
            out.notes[row].append(say("coordonnées arrondies : vraies à un kilomètre près"))


def _say_system(out: Placing, located: Located) -> None:
    if located.system is None:
        if located.candidates:
            several = ", ".join(f"{NAMES.get(one, one)} (EPSG:{one})" for one in located.candidates)
            out.remarks.append(
                say(
                    "Le système des coordonnées n’est pas dit et plusieurs conviennent : {several}. Elles "
                    "ne sont pas employées ; indiquez-le (--system).",
                    several=several,
                )
            )
        return
    if located.system != DEGREES:
        out.remarks.append(
            say("Coordonnées lues en {system}, converties.", system=NAMES.get(located.system, f"EPSG:{located.system}"))
        )
    if located.swapped:
        out.remarks.append(say("Les deux colonnes de coordonnées étaient inversées : remises dans l’ordre."))


def _check_communes(out: Placing, ground: Ground) -> None:
    outlines, communes = ground.outlines, ground.communes
    good = np.flatnonzero(out.precision == "coordinates")
    said = out.code[good] != ""
    own, silent = good[said], good[~said]
    metres = outlines.metres_from(out.code[own], out.latitude[own], out.longitude[own])
    for row, apart in zip(own[metres > FAR_M], metres[metres > FAR_M], strict=True):
        name = communes.names[out.code[row]]
        out.doubts[row].append(
            say("coordonnées à {distance} de la commune déclarée ({name})", distance=_distance(apart), name=name)
        )
    if len(silent):
        codes, metres = outlines.holding(out.latitude[silent], out.longitude[silent])
        out.code[silent] = codes
        for row, code, apart in zip(silent, codes, metres, strict=True):
            if not code:
                out.doubts[row].append(say("coordonnées hors de toute commune"))
            elif apart > FAR_M:
                out.doubts[row].append(
                    say("coordonnées à {distance} de la commune la plus proche", distance=_distance(apart))
                )


def _settle(out: Placing, unsettled: dict[int, tuple[str, str]], communes: Communes) -> None:
    """Let a position decide between the communes that a text may mean; what it decided is said, not asked again."""
    for row, (postal, name) in unsettled.items():
        if out.code[row] and out.precision[row] != "none" and communes.agrees(out.code[row], postal, name):
            doubt = out.doubts[row][0]
            out.doubts[row].remove(doubt)
            out.notes[row].append(
                say("{doubt} : la position dit {describe}", doubt=doubt, describe=communes.describe(out.code[row]))
            )


def _by_address(out: Placing, rows: pd.DataFrame, communes: Communes, geocoder: Geocoder) -> None:
    seek = np.flatnonzero((out.precision == "none") & (rows["adresse"] != "").to_numpy())
    if not len(seek):
        return
    asked = rows.iloc[seek][["adresse", "code_postal", "commune"]].copy()
    asked["code"] = out.code[seek]
    known = asked["code"] != ""
    asked.loc[known, "commune"] = asked.loc[known, "code"].map(communes.names)
    try:
        points = geocoder(asked)
    except ServiceError as error:
        reason = str(error).split(". ", maxsplit=1)[0]
        out.remarks.append(
            say(
                "Adresses non cherchées : {reason}. Ces lieux sont placés à la commune ; importez de "
                "nouveau plus tard.",
                reason=reason,
            )
        )
        return
    for row, point in zip(seek, points, strict=True):
        if point is None:
            out.notes[row].append(say("adresse introuvable"))
        elif point.precision != "commune":
            _take(out, int(row), point, communes)


def _take(out: Placing, row: int, point: Point, communes: Communes) -> None:
    code = parent_commune(point.code)
    code = communes.moved.get(code, code)
    out.latitude[row], out.longitude[row], out.precision[row] = point.latitude, point.longitude, point.precision
    out.score[row] = round(point.score, 2)
    found = say("adresse trouvée : {point}", point=point.label) if point.label else say("adresse trouvée auparavant")
    out.notes[row].append(f"{found} (note {format_number(point.score, 2)})")
    if point.score < SURE:
        out.doubts[row].append(say("adresse peu sûre (note {score})", score=format_number(point.score, 2)))
    if not out.code[row]:
        out.code[row] = code if code in communes.names else ""
    elif code != out.code[row]:
        there = communes.names.get(code, code)
        out.doubts[row].append(
            say("adresse trouvée à {there}, pas à {names}", there=there, names=communes.names[out.code[row]])
        )


def _by_commune(out: Placing, rows: pd.DataFrame, middle: tuple[Numbers, Numbers], *, asked: bool) -> None:
    left = out.precision == "none"
    in_commune = left & (out.code != "")
    out.precision[in_commune] = "commune"
    out.latitude[in_commune], out.longitude[in_commune] = middle[0][in_commune], middle[1][in_commune]
    if not asked:
        unsought = np.flatnonzero(in_commune & (rows["adresse"] != "").to_numpy())
        for row in unsought:
            out.notes[row].append(say("adresse non cherchée : placée à la commune"))
        if len(unsought):
            said = say(
                "Sans réseau : {count} adresse(s) non cherchée(s), placée(s) à la commune.",
                count=format_number(len(unsought)),
            )
            out.remarks.append(say("{said} Importez de nouveau avec le réseau pour les placer à l’adresse.", said=said))
    perimeter = (rows["perimetre"] != "").to_numpy() if "perimetre" in rows else np.zeros(len(rows), dtype=bool)
    for row in np.flatnonzero(left & (out.code == "") & ~perimeter):
        if not out.doubts[row]:
            out.doubts[row].append(say("ni coordonnées, ni adresse trouvée, ni commune : sans place sur la carte"))


def _distance(metres: float) -> str:
    if metres < _KILOMETRE:
        return format_value(metres, "m")
    return format_value(metres / _KILOMETRE, "km", 1)
