"""A territory compared: beside wider ones, ranked among its peers, next to the nearest and the most similar."""

from citeoscope.comparison.beside import Beside, beside
from citeoscope.comparison.nearest import Near, Nearest, nearest
from citeoscope.comparison.sentence import sentence
from citeoscope.comparison.similar import Alike, Profile, Similar, similar
from citeoscope.comparison.standing import Standing, standing
from citeoscope.comparison.telling import tell

__all__ = [
    "Alike",
    "Beside",
    "Near",
    "Nearest",
    "Profile",
    "Similar",
    "Standing",
    "beside",
    "nearest",
    "sentence",
    "similar",
    "standing",
    "tell",
]
