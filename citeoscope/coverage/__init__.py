"""Coverage of a territory by places: who lives near one, which stations have none, where to open the next ones."""

from citeoscope.coverage.distance import Radius, radius_of
from citeoscope.coverage.places import Places, candidates, places, published
from citeoscope.coverage.plan import Plan, where_to_open
from citeoscope.coverage.reach import Reach, reach
from citeoscope.coverage.stations import AIM, Aim, Stations, stations

__all__ = [
    "AIM",
    "Aim",
    "Places",
    "Plan",
    "Radius",
    "Reach",
    "Stations",
    "candidates",
    "places",
    "published",
    "radius_of",
    "reach",
    "stations",
    "where_to_open",
]
