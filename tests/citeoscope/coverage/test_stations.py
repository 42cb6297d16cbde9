"""Stations and places seen from each other, recomputed in Lambert-93, and the sentence about the région's aim."""

import re
from dataclasses import replace

import geopandas as gpd
import pytest

from citeoscope.coverage import AIM, Places, published, stations
from citeoscope.errors import CoverageError
from citeoscope.local import read_list
from citeoscope.paths import DATA


@pytest.fixture(scope="module")
def census(embedded) -> Places:
    return published(embedded, "tiers_lieux_2019", "tiers-lieu")


def in_lambert(embedded, dataset) -> gpd.GeoDataFrame:
    rows = gpd.GeoDataFrame(embedded.read(dataset))
    return rows[rows.geometry.notna()].to_crs(2154).reset_index(drop=True)


def plainly(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("metres", [300, 500, 1000])
def test_counts_are_those_of_a_nearest_join_in_lambert_93(embedded, census, metres):
    found = stations(embedded, census, metres)
    own = set(embedded.perimeter("region:11").codes)
    places, stops = in_lambert(embedded, "tiers_lieux_2019"), in_lambert(embedded, "gares_idfm")
    here = places[places["commune_code"].isin(own)]
    near = here.sjoin_nearest(stops[["geometry"]], distance_col="m").drop_duplicates("id")
    assert len(found.places) == len(here) == 344
    assert len(found.near) == (near["m"] <= metres).sum()
    rail = stops[stops["category"].isin(["train", "RER"])]
    work = here[here["category"] == "coworking"].sjoin_nearest(rail[["geometry"]], distance_col="m")
    assert len(found.coworking_near_rail) == (work.drop_duplicates("id")["m"] <= metres).sum()
    inside = stops[stops["commune_code"].isin(own)]
    alone = inside.sjoin_nearest(places[["geometry"]], distance_col="m").drop_duplicates("id")
    assert len(found.stations) == len(inside) == 942
    assert len(found.without) == (alone["m"] > metres).sum()


def test_the_question_of_the_region_is_answered_with_sources_and_years(embedded, census):
    found = stations(embedded, census)
    assert plainly(found.text) == (
        "344 tiers-lieux recensés en Île-de-France, dont 281 à moins de 500 m d’une gare ou d’une station, métro et "
        "tramway compris (sources : CGET (aujourd’hui ANCT), Mission Coworking, Tiers-lieux recensés en 2018–2019, "
        "2018–2019 ; Île-de-France Mobilités, Gares et stations d’Île-de-France, 2025). 16 sont placés à la commune : "
        "leur distance n’est pas sûre. Sans position ou sans commune connue, donc comptés nulle part : 3."
    )
    assert plainly(found.text_without) == ("680 gares et stations sur 942 n’ont aucun tiers-lieu à moins de 500 m.")
    assert plainly(found.against()) == (
        "Objectif annoncé en 2018 : 230 tiers-lieux, dont 150 espaces de coworking dans les gares (« Smart Région oui "
        "mais avec des Smartcitizens ! »). Le recensement en compte 344, 114 de plus, et 58 espaces de coworking à "
        "moins de 500 m d’une gare de train ou de RER, 92 de moins. La comparaison a ses limites : le recensement "
        "compte tous les lieux, aidés par la région ou non, et près d’une gare n’est pas dans une gare."
    )


def test_the_aim_is_that_of_the_local_list_of_projects():
    project = read_list(DATA / "local", "projets").set_index("id").loc["tiers-lieux-idf"]
    assert [int(number) for number in re.findall(r"\d+", project["description"])] == [AIM.places, AIM.in_stations]
    assert project["source_titre"] in AIM.source
    assert project["date_debut"] == str(AIM.year)
    assert project["perimetre"] == AIM.perimeter


def test_an_aim_is_not_compared_with_another_territory(embedded, census):
    with pytest.raises(CoverageError, match="L’objectif est celui de region:11, pas de departement:92"):
        stations(embedded, census, territory="departement:92").against()


def test_an_aim_just_reached_is_told_so(embedded, census):
    found = stations(embedded, census)
    aim = replace(AIM, places=len(found.places), in_stations=len(found.coworking_near_rail))
    assert found.against(aim).count("exactement ce nombre") == 2


def test_stations_without_a_place_come_farthest_first(embedded, census):
    found = stations(embedded, census).without
    assert found["distance_m"].is_monotonic_decreasing
    assert found.iloc[0]["name"] == "Provins"


def test_a_wider_distance_leaves_fewer_stations_without(embedded, census):
    counts = [len(stations(embedded, census, metres).without) for metres in (200, 500, 1000, 5000)]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) == 4


def test_no_place_at_all_leaves_every_station_without(embedded, census):
    found = stations(embedded, Places(census.frame[:0], "tiers-lieu"))
    assert len(found.without) == len(found.stations) == 942
    assert found.places.empty


@pytest.mark.parametrize("metres", [0, -5, 500_000])
def test_an_impossible_distance_is_refused(embedded, census, metres):
    with pytest.raises(CoverageError, match="Distance impossible"):
        stations(embedded, census, metres)


def test_a_territory_without_stations_is_refused(embedded, census):
    with pytest.raises(CoverageError, match="Aucune gare connue pour Mirecourt : la source couvre Île-de-France"):
        stations(embedded, census, territory="commune:88304")
