"""INSEE's permanent database of facilities (BPE), counted by commune."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipelines.base_territoriale import communes

_COLUMNS = {
    "cult": "culture",
    "sport": "sport",
    "alim": "food_shops",
    "comprox": "local_shops",
    "pharma": "pharmacies",
    "banque": "banks",
    "poste": "post_offices",
    "macon": "masons",
    "peintre": "painters",
    "menuisier": "carpenters",
    "plombier": "plumbers",
    "elect": "electricians",
    "egb": "builders",
    "resto": "restaurants",
    "boulang": "bakeries",
    "bouch": "butchers",
    "station_serv": "petrol_stations",
    "cine": "cinemas",
    "biblio": "libraries",
    "spectacl": "performing_arts",
    "heb_persagees": "elderly_homes",
    "plac_persagees": "elderly_places",
    "aide_persagees": "elderly_home_help",
}


def parse(paths: Sequence[Path]) -> pd.DataFrame:
    """Read the facilities of each commune; zero is a count, except where the compilation has no row."""
    return communes(paths, _COLUMNS).noted()
