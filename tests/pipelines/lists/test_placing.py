"""Where a row goes: coordinates checked, systems told apart, communes by what names them, nothing guessed."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from pipelines.lists.coordinates import numbers, pairs
from pipelines.lists.mapping import Mapping
from pipelines.lists.systems import NAMES, locate

MIRECOURT = (48.3017, 6.1334)
NANCY = ["54395", "54000", "Nancy"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("48.8566", 48.8566),
        ("48,8566", 48.8566),
        (" 652 000,5 ", 652000.5),
        ("652\u202f000,5", 652000.5),
        ("1.234,5", 1234.5),
        ("−21.1", -21.1),
        ("48°51'24\"N", 48.856667),
        ("48° 51.4' N", 48.856667),
        ("N 48 51 24", 48.856667),
        ("2°21’03,5” O", -2.350972),
        ("5°30'W", -5.5),
        ("48°", 48),
        ("48°75'00\"N", np.nan),
        ("Paris", np.nan),
        ("", np.nan),
    ],
)
def test_a_coordinate_is_read_as_it_is_written(text, value):
    assert numbers(pd.Series([text], dtype="str")) == pytest.approx([value], abs=1e-6, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("48.85, 2.35", 48.85, 2.35),
        ("48.85,2.35", 48.85, 2.35),
        ("48,85 ; 2,35", 48.85, 2.35),
        ("48,8566, 2,3522", 48.8566, 2.3522),
        ("POINT (2.35 48.85)", 2.35, 48.85),
        ('{"coordinates": [2.35, 48.85], "type": "Point"}', 2.35, 48.85),
        ("48°51'N 2°21'E", 48.85, 2.35),
        ("48.85", np.nan, np.nan),
        ("Paris", np.nan, np.nan),
    ],
)
def test_two_coordinates_in_a_cell_are_read(text, first, second):
    one, other = pairs(pd.Series([text], dtype="str"))
    assert [*one, *other] == pytest.approx([first, second], abs=1e-6, nan_ok=True)


NATIVE = {5490: (16.25, -61.55), 2972: (4.93, -52.33), 2975: (-20.9, 55.45), 4471: (-12.78, 45.22)}


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("system", NAMES)
def test_the_system_and_the_order_of_a_list_are_found(system, swapped):
    latitude, longitude = NATIVE.get(system, (system - 3900 if 3942 <= system <= 3950 else 48.3, 3.1))
    point = gpd.GeoSeries.from_xy([longitude], [latitude], crs=4326).to_crs(system)
    north, east = np.array([point.y[0]]), np.array([point.x[0]])
    given = (east, north) if swapped else (north, east)
    found = locate(*given, (np.array([latitude + 0.01]), np.array([longitude])))
    assert (found.system, found.swapped) == (system, swapped)
    assert [*found.latitude, *found.longitude] == pytest.approx([latitude, longitude], abs=1e-6)


def test_two_systems_that_fit_are_not_chosen_between_by_chance():
    x, y = 800_000.0, 6_250_000.0  # in the south as Lambert-93, near Dijon as Web Mercator
    nowhere = (np.array([np.nan]), np.array([np.nan]))
    found = locate(np.array([y]), np.array([x]), nowhere)
    assert found.system is None
    assert set(found.candidates) == {2154, 3857}
    assert np.isnan(found.latitude).all()
    assert locate(np.array([y]), np.array([x]), nowhere, "X_L93 Y_L93").system == 2154
    assert locate(np.array([y]), np.array([x]), nowhere, system=3857).system == 3857


def one(bring, rows, header, *cells, **choices):
    report = bring(rows(header, *cells), **choices)
    return report.lines.iloc[-1]


@pytest.mark.parametrize(
    ("insee", "postal", "name", "code"),
    [
        ("1001.0", "", "", "01001"),
        ("1001", "", "", "01001"),
        ("2a004", "", "", "2A004"),
        ("75111", "", "", "75056"),
        ("", "75 011", "Paris", "75056"),
        ("", "78011", "VERSAILLES CEDEX", "78646"),
        ("", "", "78011 VERSAILLES CEDEX", "78646"),
        ("", "93200", "St Denis", "93066"),
        ("", "59800", "Lille Cedex 3", "59350"),
        ("", "44000.0", "", "44109"),
        ("", "20000", "Ajaccio", "2A004"),
        ("", "97400", "SAINT-DENIS", "97411"),
        ("", "76600", "Havre (Le)", "76351"),
        ("", "69003", "Lyon 3ème", "69123"),
        ("", "", "Nantes (44)", "44109"),
        ("", "", "Mirecourt", "88304"),
        ("", "", "LA ROCHE S/ YON", "85191"),
        ("", "", "Annecy-le-Vieux", "74010"),
        ("0", "88500", "Mirecourt", "88304"),
    ],
)
def test_a_commune_is_found_by_what_names_it(bring, rows, insee, postal, name, code):
    line = one(bring, rows, ["nom", "code_insee", "code_postal", "commune"], ["A", insee, postal, name])
    assert (line["commune_code"], line["precision"], line["outcome"]) == (code, "commune", "imported")


@pytest.mark.parametrize(
    ("insee", "postal", "name", "words", "code"),
    [
        ("", "", "Saint-Denis", "plusieurs communes se nomment « Saint-Denis » : .*97411.*93066", ""),
        ("", "", "Évry", "plusieurs communes.*91228.*89162", ""),
        ("", "88500", "Mircourt", "lu Mirecourt", "88304"),
        ("", "88500", "", "le code postal 88500 couvre", ""),
        ("", "", "Xyzzy", "commune « Xyzzy » inconnue", ""),
        ("99999", "88500", "Mirecourt", "code Insee « 99999 » inconnu", "88304"),
        ("44109", "", "Rezé", "le code 44109 est celui de Nantes, pas de Rezé", "44109"),
        ("93070", "75018", "", "pas dans le département du code postal 75018", "93070"),
        ("", "", "", "ni coordonnées, ni adresse trouvée, ni commune", ""),
    ],
)
def test_a_doubtful_commune_is_to_be_checked(bring, rows, insee, postal, name, words, code):
    header = ["nom", "site web", "code_insee", "code_postal", "commune"]
    line = one(bring, rows, header, ["B", "", "88304", "88500", "Mirecourt"], ["A", "www.a.fr", insee, postal, name])
    assert (line["outcome"], line["commune_code"]) == ("to_check", code)
    assert pd.Series([line["reason"]]).str.contains(words).all()
    assert (line["precision"] == "none") == (code == "")


GIVEN = ["nom", "latitude", "longitude", "code_insee"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "precision", "outcome", "words"),
    [
        ("48.3017", "6.1334", "coordinates", "imported", ""),
        ("48,3017", "6,1334", "coordinates", "imported", ""),
        ("6.1334", "48.3017", "coordinates", "imported", "étaient inversées"),
        ("0", "0", "commune", "to_check", "« 0 ; 0 » écartées : nulle part en France"),
        ("0", "48.85", "commune", "to_check", "« 0 ; 48.85 » écartées"),
        ("48.3017", "", "commune", "to_check", "illisibles ou incomplètes"),
        ("480.17", "6.1334", "commune", "to_check", "nulle part en France"),
        (
            "48.69",
            "6.18",
            "coordinates",
            "to_check",
            "coordonnées à 4\\d,\\d\u00a0km de la commune déclarée \\(Mirecourt\\)",
        ),
    ],
)
def test_coordinates_are_checked_against_the_commune(bring, rows, latitude, longitude, precision, outcome, words):
    others = [[f"L{place}", "48.30", "6.13", "88304"] for place in range(3)]
    line = one(bring, rows, GIVEN, *others, ["A", latitude, longitude, "88304"])
    assert (line["precision"], line["outcome"], line["commune_code"]) == (precision, outcome, "88304")
    assert pd.Series([line["reason"]]).str.contains(words).all()
    assert (line["latitude"], line["longitude"]) != (0, 0)


def test_coordinates_alone_give_the_commune(bring, rows):
    line = one(bring, rows, ["nom", "lat", "lon"], ["A", *MIRECOURT])
    assert (line["commune_code"], line["outcome"]) == ("88304", "imported")


def test_coordinates_decide_between_namesakes(bring, rows):
    line = one(bring, rows, ["nom", "commune", "lat", "lon"], ["A", "Saint-Denis", 48.936, 2.357])
    assert (line["commune_code"], line["outcome"]) == ("93066", "imported")
    assert "la position dit Saint-Denis (93)" in line["reason"]


def test_the_end_of_an_address_says_the_commune(bring, rows):
    line = one(bring, rows, ["nom", "adresse"], ["A", "12 rue Chanzy, 88500 Mirecourt"])
    assert (line["commune_code"], line["precision"]) == ("88304", "commune")


def test_a_list_of_one_commune_may_say_so_once(bring, rows):
    data = rows(["nom", "adresse"], ["A", "1 rue Chanzy"], ["B", "2 rue Chanzy"])
    report = bring(data, mapping=Mapping("tiers_lieux", {"nom": "nom", "adresse": "adresse"}, commune="88304"))
    assert report.rows["code_insee"].tolist() == ["88304", "88304"]
    assert report.clean
