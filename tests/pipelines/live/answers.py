"""What each service answers for each source: real rows where the published files have them, else of the right shape.

A new source with a [live] table joins by one entry of `ANSWERS`. Long because it is one table: split, one would look
for a source in several files.
"""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from envelopes import (
    as_collection,
    as_counts,
    as_csv,
    as_elements,
    as_geojson,
    as_lines,
    as_list,
    as_melodi,
    as_workbook,
    as_zip,
    on_datagouv,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
COMPILED = FIXTURES / "base_territoriale"
CONTACTS = {"EMAIL": "lieu@example.org", "TELEPHONE": "0100000000"}


@dataclass(frozen=True)
class Answer:
    """The rows of a source, how its service wraps them, and what must be read in the store.

    `column` is one the source cannot do without, `key` the column of the store that `figures` are looked up by.
    """

    rows: list
    wrap: Callable
    count: int
    figures: dict = field(default_factory=dict)
    key: tuple[str, ...] = ("code",)
    column: str = ""


def published(name, separator=";"):
    with (FIXTURES / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=separator))


def outlines(pattern, changed=lambda own: own):
    return [
        {"_code": one["properties"].get("code", "75"), "_geometry": one["geometry"], **changed(one["properties"])}
        for path in sorted(FIXTURES.glob(pattern))
        for one in json.loads(path.read_bytes())["features"]
    ]


def sheet(name, **options):
    return pd.read_excel(FIXTURES / name, dtype=str, engine="calamine", **options).to_dict("records")


def compiled(name, codes, columns):
    frame = pd.read_parquet(COMPILED / name, columns=["id", *columns])
    return frame[frame["id"].isin(codes)].to_dict("records")


# --- INSEE, files of the geographic code

_CODE_FILES = {path.name: path.read_text(encoding="utf-8") for path in (FIXTURES / "cog").glob("*.csv")}


def _code_file(rows, path, query, body):
    return "text/csv", _CODE_FILES[path.rpartition("/")[2]]


# --- INSEE, Melodi files: the levels above the commune stand in the same table


def _observations(level, code, measures, **dimensions):
    return [
        {
            "GEO": code,
            "GEO_OBJECT": level,
            "FREQ": "A",
            **dimensions,
            **measure,
            "OBS_VALUE": "" if value is None else str(value),
            "OBS_STATUS": "A" if value is not None else "Q",
            "CONF_STATUS": "F" if value is not None else "C",
        }
        for measure, value in measures
    ]


def _incomes(level, code, values):
    names = ("NUM_HH", "NUM_PER", "MED_SL", "PR_MD60", "D1_SL", "D9_SL", "IR_D9_D1_SL")
    measures = [
        ({"FILOSOFI_MEASURE": name, "UNIT_MEASURE": "EUR_YR" if name in names[2:3] + names[4:6] else "NR"}, value)
        for name, value in zip(names, values, strict=True)
    ]
    return _observations(level, code, measures, TIME_PERIOD="2021")


_INCOMES = [
    *_incomes("COM", "92050", (36840, 93269, 21620, 22.0, 10460, 44310, 4.2)),
    *_incomes("COM", "01187", (322, 645, 23000, None, None, None, None)),
    *_incomes("COM", "75056", (1114000, 2050000, 29730, 15.6, 10890, 76840, 7.1)),
    *_incomes("ARM", "75101", (8000, 14000, 35000, 13.0, 11000, 90000, 8.0)),
    *_incomes("EPCI", "200093201", (460000, 1094246, 22070, 19.7, 10920, 40900, 3.7)),
    *_incomes("DEP", "01", (270000, 631871, 24810, 10.8, 13510, 46760, 3.5)),
    *_incomes("REG", "11", (5000000, 11835148, 25210, 16.1, 11480, 50670, 4.4)),
    *_incomes("FRANCE", "FM", (28000000, 62595318, 23080, 14.9, 12080, 41230, 3.4)),
    *_incomes("ZE2020", "1109", (1, 1, 1, 1, 1, 1, 1)),
]
_as_incomes = as_zip("DS_FILOSOFI_CC_data.csv")


def _populations():
    years = ("psdc1968", "psdc1975", "psdc1982", "psdc1990", "psdc1999", "pmun2006", "pmun2011", "pmun2016", "pmun2022")
    return [
        {
            "FREQ": "A",
            "GEO": row["id"],
            "GEO_OBJECT": "COM",
            "POPREF_MEASURE": year[:4].upper(),
            "TIME_PERIOD": year[4:],
            "OBS_VALUE": str(row[year]),
        }
        for row in compiled("sup.parquet", ["92050", "88160"], years)
        for year in years
    ]


def _events():
    kinds = (("LVB", "naiss"), ("DTH", "dec"))
    columns = [f"{prefix}{year}" for _, prefix in kinds for year in range(14, 24)]
    return [
        {
            "EC_MEASURE": measure,
            "FREQ": "A",
            "GEO": row["id"],
            "GEO_OBJECT": "COM",
            "OBS_STATUS": "A",
            "TIME_PERIOD": f"20{year}",
            "OBS_VALUE": str(row[f"{prefix}{year}"]),
        }
        for row in compiled("et_civil.parquet", ["92050", "88160"], columns)
        for measure, prefix in kinds
        for year in range(14, 24)
    ]


def _jobs():
    sectors = {"AZ": 1, "BE": 300, "FZ": 200, "GU": 2000, "OQ": 700, "_T": 3201}
    return [
        {
            "GEO": "92050",
            "GEO_OBJECT": "COM",
            "FLORES_MEASURE": measure,
            "ACTIVITY": activity,
            "LEGAL_FORM_WITH_PUBLIC": "1T9X7",
            "NUMBER_EMPL": size,
            "TIME_PERIOD": "2024",
            "OBS_VALUE": str(number * factor),
            "OBS_STATUS": "A",
        }
        for measure, factor in (("UNIT_LOC", 1), ("EMPL3112", 35))
        for activity, number in sectors.items()
        for size in ("_T", "E10T19")
    ]


# --- INSEE, Melodi API: each département has at least one commune


def _everywhere(rows_of):
    codes = ("01187", "02589", "08439", "15141", "2A004", "59350", "60054", "75056", "78551", "88160", "92050", "97611")
    return [row for code in codes for row in rows_of(code)]


def _dwellings(code):
    if code == "97611":  # Mayotte is not in the dataset: its answer is empty
        return []
    counts = {
        ("_T", "_T", "_T"): 39372.341536,
        ("DW_MAIN", "_T", "_T"): 36800.5,
        ("DW_SEC_DW_OCC", "_T", "_T"): 700.25,
        ("DW_VAC", "_T", "_T"): 1871.591536,
        ("_T", "1", "_T"): 4000.0,
        ("_T", "2", "_T"): 35000.0,
        ("DW_MAIN", "_T", "100"): 10500.0,
        ("DW_MAIN", "_T", "200"): 25729.588509,
        ("DW_MAIN", "_T", "221"): 17766.947304,
        ("DW_MAIN", "1", "100"): 2500.0,
    }
    pinned = dict.fromkeys(("NOR", "L_STAY", "NRG_SRC", "CARPARK", "CARS", "BUILD_END"), "_T")
    return [
        {
            "GEO": f"2026-COM-{code}",
            "TIME_PERIOD": "2023",
            "RP_MEASURE": "DWELLINGS",
            "OCS": category,
            "TDW": kind,
            "TSH": tenure,
            **pinned,
            "value": None if code == "60054" else value,
            "status": "K" if code == "60054" else "A",
        }
        for (category, kind, tenure), value in counts.items()
    ]


def _dwellings_by_period(code):
    if code == "97611":
        return []
    houses = {
        "Y_LT1919": 70.06907,
        "Y1919T1945": 229.455742,
        "Y1946T1970": 469.406663,
        "Y1971T1990": 310.0,
        "Y1991T2005": 120.25,
        "Y2006TAAAA": 90.5,
    }
    flats = dict.fromkeys(houses, 200.0) | {"Y1919T1945": 145.582361}
    other = dict.fromkeys(houses, 1.5)
    if code == "88160":  # no flat of before 1919: the houses make the period
        flats["Y_LT1919"] = other["Y_LT1919"] = 0.0
    by_type = {"1": houses, "2": flats}
    by_type["_T"] = {period: houses[period] + flats[period] + other[period] for period in houses}
    by_type["_T"] |= {"Y_LT2021": sum(by_type["_T"].values())}
    by_type["_T"] |= {"_T": by_type["_T"]["Y_LT2021"] + 60.0}
    pinned = {"OCS": "DW_MAIN", **dict.fromkeys(("TSH", "NOR", "L_STAY", "NRG_SRC", "CARPARK", "CARS"), "_T")}
    left_out = {("88160", "2", "Y_LT1919"), ("59350", "2", "Y_LT1919")}
    return [
        {
            "GEO": f"2026-COM-{code}",
            "TIME_PERIOD": "2023",
            "RP_MEASURE": "DWELLINGS",
            **pinned,
            "TDW": kind,
            "BUILD_END": period,
            "value": None if code == "60054" else value,
            "status": "K" if code == "60054" else "A",
        }
        for kind, periods in by_type.items()
        for period, value in periods.items()
        if (code, kind, period) not in left_out
    ]


def _activity(code):
    if code == "97611":
        return []
    counts = {"_T": 62000.123456, "1T2": 47000.5, "1": 41500.25, "2": 5500.25, "33": 8000.0}
    if code == "88160":  # nobody unemployed: the row is left out
        counts = {"_T": 60.0, "1T2": 40.0, "1": 40.0}
    return [
        {
            "GEO": f"2026-COM-{code}",
            "TIME_PERIOD": "2023",
            "RP_MEASURE": "POP",
            "SEX": "_T",
            "AGE": "Y15T64",
            "EDUC": "_T",
            "EMPSTA_ENQ": status,
            "value": value,
            "status": "A",
        }
        for status, value in counts.items()
    ]


def _facilities(code):
    domains = {"_T": 20.0, "A": 8.0, "B": 5.0, "C": 2.0, "D": 3.0, "F": 2.0}
    if code == "59350":
        domains |= {"_T": 24.0, "E": 3.0, "G": 1.0}
    return [
        {
            "GEO": f"2026-COM-{code}",
            "BPE_MEASURE": "FACILITIES",
            "TIME_PERIOD": "2025",
            "FACILITY_DOM": domain,
            "FACILITY_SDOM": "_T",
            "FACILITY_TYPE": "_T",
            "UNIT_MEASURE": "NR",
            "value": value,
            "status": "A",
        }
        for domain, value in domains.items()
        if not (code == "88160" and domain == "A")
    ]


# --- data-fair


def _labels():
    def commune(code, *counts):
        return [
            {"_code": code, "code_insee_ban": code, "etiquette_dpe": dpe, "etiquette_ges": ges, "total": total}
            for dpe, ges, total in counts
        ]

    return [
        row
        for code in ("01187", "02589", "08439", "15141", "2A004", "59350", "60054", "78551", "88160", "92050", "97611")
        for row in commune(code, ("A", "A", 1), ("D", "B", 30), ("D", "C", 10), ("G", "F", 2))
    ] + [*commune("75101", ("E", "D", 100)), *commune("75102", ("E", "D", 50), ("F", "E", 7))]


def _labels_by_type():
    return [
        {"_code": code, "code_insee_ban": code, "type_batiment": kind, "etiquette_dpe": dpe, "total": total}
        for code in ("01187", "02589", "08439", "15141", "2A004", "59350", "60054", "78551", "88160", "92050", "97611")
        for kind, dpe, total in (
            ("maison", "D", 4),
            ("maison", "G", 3),
            ("appartement", "D", 20),
            ("appartement", "F", 1),
        )
    ] + [
        {"_code": code, "code_insee_ban": code, "type_batiment": "appartement", "etiquette_dpe": "E", "total": total}
        for code, total in (("75101", 100), ("75102", 50))
    ]


def _energy():
    columns = ["e_total_conso", "e_resi_conso", "e_resi_pts", "g_total_conso", "g_resi_conso", "g_resi_pts"]
    known = {row["id"]: row for row in compiled("conso.parquet", ["92050", "88160"], columns)}
    rows = []
    for code in ("01187", "02589", "08439", "15141", "2A004", "59350", "60054", "75056", "78551", "97611", *known):
        own = known.get(code, dict.fromkeys(columns, 500.0))
        networks = (("Electricité", "e"),) if code == "15141" else (("Electricité", "e"), ("Gaz", "g"))
        for network, letter in networks:
            home, points = own[f"{letter}_resi_conso"], own[f"{letter}_resi_pts"]
            sectors = {"RESIDENTIEL": (home, points), "TERTIAIRE": (own[f"{letter}_total_conso"] - home, 12.0)}
            for sector, (mwh, sites) in sectors.items():
                hidden = code == "2A004" and sector == "TERTIAIRE"
                rows.append(
                    {
                        "_id": f"{code}{letter}{sector}",
                        "_code": code,
                        "code_commune": code,
                        "filiere": network,
                        "code_grand_secteur": sector,
                        "conso_totale_mwh": None if hidden and letter == "g" else mwh,
                        "nb_sites": sites,
                        "nombre_de_mailles_secretisees": int(hidden),
                    }
                )
    return rows


# --- places

_NANTERRE, _EPINAL = (48.8920, 2.2060), (48.1740, 6.4500)


def _hub(number, name, city, at, **more):
    return {
        "ID_UNIQUE": str(number),
        "NOM": name,
        "ADRESSE": "1 rue de l’Église",
        "CODPOST": "92000",
        "VILLE": city,
        "INTERNET": "https://lieu.example",
        **CONTACTS,
        "LATITUDE": "" if at is None else str(at[0]).replace(".", ","),
        "LONGITUDE": "" if at is None else str(at[1]).replace(".", ","),
        **more,
    }


_HUBS_2026 = [
    _hub(
        1,
        "L’Électrolab",
        "Nanterre",
        _NANTERRE,
        **{"familles_tiers_lieux": "Bureaux partagés / coworking;Fablab", "état du projet": "en activité"},
    ),
    _hub(2, "La Souris verte", "Épinal", _EPINAL, **{"familles_tiers_lieux": "", "état du projet": "en projet"}),
    _hub(3, "Sans adresse", "Épinal", None, **{"familles_tiers_lieux": "Fablab", "état du projet": ""}),
]
_HUBS_2023 = [
    _hub(1, "L’Électrolab", "Nanterre", _NANTERRE, Insee="92050"),
    _hub(2, "La Souris verte", "Épinal", None, Insee="88160"),
]
_DIGITAL = [
    {
        "id": f"mediation-{number}",
        "nom": name,
        "commune": city,
        "code_postal": "92000",
        "code_insee": None,
        "adresse": "1 rue de l’Église",
        "latitude": at[0],
        "longitude": at[1],
        "typologie": kind,
        "labels_nationaux": labels,
        "date_maj": "2026-05-01",
        "telephone": "+33100000000",
        "courriel": "lieu@example.org",
    }
    for number, name, city, at, kind, labels in (
        (1, "L’Électrolab", "Nanterre", _NANTERRE, "TIERS_LIEUX", ["CNFS", "FRANCE_SERVICE"]),
        (2, "Médiathèque", "Épinal", _EPINAL, "BIB", []),
    )
]
_OSM = [
    {"type": "node", "id": 1, "lat": 48.8920, "lon": 2.2060, "tags": {"office": "coworking", "name": "Électrolab"}},
    {
        "type": "way",
        "id": 2,
        "center": {"lat": 48.8922, "lon": 2.2060},
        "tags": {"leisure": "hackerspace", "name": "électrolab"},
    },
    {
        "type": "way",
        "id": 3,
        "center": {"lat": 48.1740, "lon": 6.4500},
        "tags": {"workshop": "fablab", "name": "Atelier", "contact:website": "ecrire@example.org"},
    },
]


def _station(number, name, city, at, **more):
    return {
        "_id": number,
        "_geometry": at and {"type": "Point", "@name": "geom", "@srs": "EPSG:4326", "coordinates": [at[1], at[0]]},
        "nom": name,
        "adresse": f"{city} RUE DU BALLON",
        "code_insee": None,
        "commune": city,
        "etat": "EN SERVICE",
        "type": "AVEC TPE",
        "nb_places_dispo": 12,
        "nb_velos_dispo": 6,
        "etat_connexion": "CONNECTÉ",
        "x": None if at is None else at[1],
        "y": None if at is None else at[0],
        "date_modification": "2026-09-01T10:47:16.181+00:00",
        **more,
    }


_STATIONS = [
    _station("1", "METROPOLE EUROPEENNE DE LILLE", "LILLE", (50.641926, 3.075992), etat="RÉFORMÉ"),
    _station("vlille_temps_reel.2", "HÔTEL DE VILLE", "LILLE", (50.6300, 3.0700), etat="EN MAINTENANCE"),
    _station("3", "MAIRIE", "NANTERRE", _NANTERRE, code_insee="92050"),
    _station("4", "SANS POSITION", "LILLE", None, code_insee="59350"),
]
_RENNES = [
    {
        "_code": "92050",
        "_geometry": {"type": "Point", "coordinates": [_NANTERRE[1], _NANTERRE[0]]},
        "libelle": "Végétaliser la cour d’école",
        "annee_budget": "Budget participatif n°5 2020",
        "realise": "réalisé",
        "quartier": "1 - Centre",
        "lien_page_projet": "https://fabriquecitoyenne.rennes.fr/1",
        "description": "Écrire à projet@example.org",
    },
    {
        "_code": "92050",
        "_geometry": None,
        "libelle": "Boîtes à livres",
        "annee_budget": "Budget participatif n°5 2020",
        "realise": "en cours",
        "quartier": "2 - Nord",
        "lien_page_projet": "",
        "description": "",
    },
]
_WINNERS = [
    *published("budget_participatif_paris/projets_laureats.csv"),
    {
        **published("budget_participatif_paris/projets_laureats.csv")[0],
        "identifiant_projet_gagnant": "9001",
        "arrondissement_projet_gagnant": "75007",
        "edition": "2025",
    },
]

ANSWERS = {
    "cog": Answer([{}], _code_file, 38, {("75056",): {"name": "Paris"}}),
    "cog_mouvements": Answer([{}], _code_file, 60, key=()),
    "contours_communes": Answer(
        [
            one
            for one in outlines("contours_communes/*.geojson")
            if one["code"] not in {"01330", "02311", "08300", "60455"}
        ],
        as_geojson(by_departement=True),
        14,
        {("92050",): {"outline": "ok"}},
        column="code",
    ),
    "contours_departements": Answer(
        outlines("contours_departements/*.geojson", lambda own: {"code": own["insee_dep"], "nom": own["lib_dep"]}),
        as_geojson(gzipped=True),
        1,
        column="code",
    ),
    "contours_regions": Answer(
        outlines("contours_regions/*.geojson", lambda own: {"code": own["insee_reg"], "nom": own["lib_reg"]}),
        as_geojson(gzipped=True),
        1,
        column="code",
    ),
    "epci": Answer(
        sheet("epci/epcicom2025.xlsx"), as_workbook(), 0, {("59350",): {"epci": "200093201"}}, column="raison_sociale"
    ),
    "ept": Answer(
        sheet("ept/ept_au_01-01-2025.xlsx", sheet_name="Composition_communale", header=5),
        as_workbook("Composition_communale", above=5, packed="EPT_au_01-01-2026.xlsx"),
        1,
        {("92050",): {"ept": "200057982"}},
        column="LIBEPT",
    ),
    "populations_legales": Answer(
        published("populations_legales/donnees_communes.csv"),
        as_zip("donnees_communes.csv"),
        17,
        {("92050",): {"pmun": 97783.0}},
        column="PMUN",
    ),
    "filosofi": Answer(
        _INCOMES,
        _as_incomes,
        3,
        {
            ("92050",): {"median_income_eur": 21620.0, "poverty_rate_pct": 22.0, "d9_eur": 44310.0},
            ("01187",): {"median_income_eur": 23000.0, "d1_eur": None, "d1_eur_status": "secret"},
        },
        column="FILOSOFI_MEASURE",
    ),
    "filosofi_territoires": Answer(
        _INCOMES,
        _as_incomes,
        4,
        {
            ("france", "FR"): {"median_income_eur": 23080.0},
            ("epci", "200093201"): {"poverty_rate_pct": 19.7},
            ("departement", "01"): {"persons": 631871.0},
        },
        ("level", "code"),
        column="GEO_OBJECT",
    ),
    "logement": Answer(
        _everywhere(_dwellings),
        as_melodi,
        11,
        {
            ("92050",): {"dwellings": 39372.3, "hlm": 17766.9, "flats": 35000.0, "dwellings_status": "ok"},
            ("60054",): {"dwellings": None, "dwellings_status": "missing"},
        },
        column="TSH",
    ),
    "logement_periodes": Answer(
        _everywhere(_dwellings_by_period),
        as_melodi,
        11,
        {
            ("92050",): {
                "houses_before_1919": 70.1,
                "flats_1919_1945": 145.6,
                "houses_before_1971": 768.9,
                "houses_dated": 1289.7,
                "main_residences": 2504.3,
                "main_residences_dated": 2444.3,
            },
            ("88160",): {"flats_before_1919": 0.0, "flats_before_1919_status": "ok", "flats_before_1971": 345.6},
            ("59350",): {
                "flats_before_1919": None,
                "flats_before_1919_status": "missing",
                "flats_before_1971_status": "missing",
                "flats_1919_1945": 145.6,
            },
            ("60054",): {"houses_dated": None, "houses_dated_status": "missing"},
        },
        column="BUILD_END",
    ),
    "activite": Answer(
        _everywhere(_activity),
        as_melodi,
        11,
        {
            ("92050",): {
                "population_15_64": 62000.1,
                "active_15_64": 47000.5,
                "employed_15_64": 41500.2,
                "unemployed_15_64": 5500.2,
            },
            ("88160",): {"active_15_64": 40.0, "unemployed_15_64": 0.0, "unemployed_15_64_status": "ok"},
        },
        column="EMPSTA_ENQ",
    ),
    "equipements_domaines": Answer(
        _everywhere(_facilities),
        as_melodi,
        12,
        {
            ("92050",): {"facilities": 20.0, "services": 8.0, "tourism": 0.0, "tourism_status": "ok"},
            ("88160",): {"facilities": 20.0, "services": None, "tourism": None, "tourism_status": "missing"},
        },
        column="FACILITY_DOM",
    ),
    "populations_series": Answer(
        _populations(),
        as_zip("DS_POPULATIONS_HISTORIQUES_data.csv"),
        2,
        {("92050",): {"psdc1968": 90332.0, "pmun2022": 98119.0}},
        column="POPREF_MEASURE",
    ),
    "etat_civil": Answer(
        _events(),
        as_zip("{asked}_data.csv", by_path={"LVB": "NAIS", "DTH": "DECES"}),
        2,
        {("92050",): {"births_2022": 1493.0, "deaths_2022": 538.0}},
        column="EC_MEASURE",
    ),
    "emploi_secteurs": Answer(
        _jobs(),
        as_zip("DS_FLORES_A5_2024_data.csv"),
        1,
        {("92050",): {"establishments": 3201.0, "jobs": 112035.0, "construction_jobs": 7000.0}},
        column="ACTIVITY",
    ),
    "dpe": Answer(
        _labels(),
        as_counts,
        12,
        {
            ("92050",): {"dpe_total": 43.0, "dpe_d": 40.0, "dpe_fg": 2.0, "ges_b": 30.0},
            ("75056",): {"dpe_total": 157.0, "dpe_e": 150.0, "dpe_f": 7.0, "ges_d": 150.0},
        },
        column="etiquette_dpe",
    ),
    "dpe_par_type": Answer(
        _labels_by_type(),
        as_counts,
        12,
        {
            ("92050",): {"houses_d": 4.0, "houses_g": 3.0, "houses_f": 0.0, "flats_d": 20.0, "flats_f": 1.0},
            ("75056",): {"houses_g": 0.0, "flats_e": 150.0},
        },
        column="etiquette_dpe",
    ),
    "energie": Answer(
        _energy(),
        as_lines,
        12,
        {
            ("92050",): {
                "elec_total_mwh": 611516.0,
                "elec_residential_mwh": 106824.0,
                "gas_residential_points": 18641.0,
            },
            ("15141",): {"gas_total_mwh": 0.0},
            ("2A004",): {"gas_total_mwh": None, "gas_total_mwh_status": "missing"},
        },
        column="nb_sites",
    ),
    "gares_idfm": Answer(
        published("gares_idfm/emplacement-des-gares-idf.csv"),
        as_csv(";"),
        5,
        {("71298",): {"modes": "METRO", "lines": "1, 12, 8"}},
        ("id",),
        column="nom_zdc",
    ),
    "budget_participatif_paris": Answer(
        _WINNERS,
        as_csv(";"),
        4,
        {
            ("2205",): {"arrondissement_code": "75104", "budget_eur": 3700000.0},
            ("9001",): {"arrondissement_code": "75107", "edition": "2025"},
        },
        ("id",),
        column="thematique",
    ),
    "budget_participatif_rennes": Answer(
        _RENNES,
        as_geojson(),
        2,
        {("1",): {"name": "Végétaliser la cour d’école", "commune_code": "92050", "precision": "address"}},
        ("id",),
        column="libelle",
    ),
    "stations_vlille": Answer(
        _STATIONS,
        as_collection,
        3,
        {
            ("2",): {"commune_code": "59350", "commune_name": "Lille", "state": "EN MAINTENANCE"},
            ("3",): {"name": "MAIRIE", "commune_code": "92050", "precision": "address"},
            ("4",): {"commune_code": "59350", "precision": "none"},
        },
        ("id",),
        column="adresse",
    ),
    "tiers_lieux_2019": Answer(
        published("tiers_lieux_2019/tiers_lieux_2019.csv", ","),
        as_csv(),
        7,
        {("2",): {"name": "Anticafé", "precision": "address"}, ("313",): {"website": None}},
        ("id",),
        column="TYPO",
    ),
    "tiers_lieux_2026": Answer(
        _HUBS_2026,
        on_datagouv(
            "recensement-des-tiers-lieux-en-france-2026", "bdftl-2026-01-fiche-identite.csv", "rid-2026", as_csv(";")
        ),
        3,
        {
            ("1",): {"commune_code": "92050", "families": "Bureaux partagés / coworking ; Fablab"},
            ("2",): {"commune_code": "88160", "project_state": "en projet"},
            ("3",): {"commune_code": None, "precision": "none"},
        },
        ("id",),
        column="familles_tiers_lieux",
    ),
    "tiers_lieux_2023": Answer(
        _HUBS_2023,
        on_datagouv(
            "recensement-des-tiers-lieux-en-france-2023", "bdftl-2023-01-fiche-identite.csv", "rid-2023", as_csv(";")
        ),
        2,
        {("2",): {"commune_code": "88160", "precision": "none"}},
        ("id",),
        column="Insee",
    ),
    "mediation_numerique": Answer(
        _DIGITAL,
        on_datagouv(
            "lieux-de-mediation-numerique-sur-le-territoire-national-fournis-par-data-inclusion-1",
            "structures-inclusion.json",
            "be3323ec-4662-4b3b-b90e-18cf5c97193d",
            as_list,
        ),
        2,
        {
            ("mediation-1",): {"category": "tiers-lieu", "commune_code": "92050", "labels": "CNFS|FRANCE_SERVICE"},
            ("mediation-2",): {"category": "autre lieu de médiation numérique", "commune_code": "88160"},
        },
        ("id",),
        column="typologie",
    ),
    "osm_coworking": Answer(
        _OSM,
        as_elements,
        2,
        {
            ("node/1",): {"category": "coworking", "commune_code": "92050"},
            ("way/3",): {"category": "fablab", "commune_code": "88160", "website": None},
        },
        ("id",),
    ),
}
