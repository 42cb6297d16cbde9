"""Citéoscope: open data and local lists of any French territory, with their sources.

>>> import citeoscope as co
>>> co.aggregate("population", "epci:200093201").text  # doctest: +SKIP
'1 195 234 hab.'
"""

from citeoscope.api import (
    aggregate,
    around,
    choropleth,
    indicators,
    listed,
    outlined,
    perimeter,
    read,
    search,
    select,
    within,
)
from citeoscope.catalogue.indicator import Indicator
from citeoscope.errors import CiteoscopeError
from citeoscope.query.answer import Answer
from citeoscope.query.status import Status
from citeoscope.territory.perimeter import Perimeter
from citeoscope.view import View

__all__ = [
    "Answer",
    "CiteoscopeError",
    "Indicator",
    "Perimeter",
    "Status",
    "View",
    "aggregate",
    "around",
    "choropleth",
    "indicators",
    "listed",
    "outlined",
    "perimeter",
    "read",
    "search",
    "select",
    "within",
]
