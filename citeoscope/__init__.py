"""Citéoscope: open data and local lists of any French territory, with their sources.

>>> import citeoscope as co
>>> co.aggregate("population", "epci:200093201").text  # doctest: +SKIP
'1 195 234 hab.'
"""

from citeoscope.api.comparison import beside, nearest, sentence, similar, standing
from citeoscope.api.crossings import crossed
from citeoscope.api.data import read
from citeoscope.api.dossier import figures, profile
from citeoscope.api.figures import aggregate, describe, indicators, select
from citeoscope.api.perimeters import (
    around,
    difference,
    intersection,
    listed,
    near,
    outline,
    outlined,
    perimeter,
    search,
    union,
    within,
)
from citeoscope.api.pictures import board, choropleth
from citeoscope.api.time import change, series
from citeoscope.catalogue.indicator import Indicator
from citeoscope.errors import CiteoscopeError
from citeoscope.query.answer import Answer
from citeoscope.query.change import Change
from citeoscope.query.status import Status
from citeoscope.territory.perimeter import Perimeter
from citeoscope.told import Told
from citeoscope.view import View

__all__ = [
    "Answer",
    "Change",
    "CiteoscopeError",
    "Indicator",
    "Perimeter",
    "Status",
    "Told",
    "View",
    "aggregate",
    "around",
    "beside",
    "board",
    "change",
    "choropleth",
    "crossed",
    "describe",
    "difference",
    "figures",
    "indicators",
    "intersection",
    "listed",
    "near",
    "nearest",
    "outline",
    "outlined",
    "perimeter",
    "profile",
    "read",
    "search",
    "select",
    "sentence",
    "series",
    "similar",
    "standing",
    "union",
    "within",
]
