"""What is measured: the pages, the territories they show, and what a person chooses on them."""

from dataclasses import dataclass
from typing import Final

INDICATORS: Final = {
    "population": "Population",
    "densite": "Densité",
    "evolution_population": "Évolution de la population",
    "revenu_median": "Revenu médian",
    "taux_pauvrete": "Pauvreté",
    "tiers_lieux": "Tiers-lieux recensés",
    "gares": "Gares et stations",
}
"""Identifiers, and the names by which the page «Carte» finds them."""

TERRITORIES: Final = {
    "region:11": "Île-de-France",
    "region:53": "Bretagne",
    "region:24": "Centre-Val de Loire",
    "france": "France",
}

YEARS: Final = ("2023", "2022", "2016", "2011", "2006", "1999", "1990", "1982", "1975", "1968")
"""Of the population, the last one first."""


@dataclass(frozen=True)
class Case:
    """One page to measure.

    Parameters
    ----------
    name
        Key of its results.
    label
        Said in the table.
    page
        `app` for the product, otherwise a script of `pages/`.
    territory
        Shown first.
    visits
        Territories that are chosen one after the other.
    seldom
        Whether one turn of everything is enough, because each takes half a minute.
    """

    name: str
    label: str
    page: str
    territory: str
    visits: tuple[str, ...]
    seldom: bool = False

    @property
    def ours(self) -> bool:
        """Whether the page is the product's own."""
        return self.page == "app"

    @property
    def hovers(self) -> bool:
        """Whether there is anything under the pointer; over France the plain way answers a move after many seconds."""
        return self.page != "empty" and not self.seldom

    @property
    def indicators(self) -> tuple[str, ...]:
        """Indicators that are chosen one after the other, each once: nothing already sent can be sent by reference."""
        wanted = tuple(INDICATORS)[1:]
        return wanted[:2] if self.seldom else wanted

    @property
    def loads(self) -> int:
        """How often the page is opened in a new browser."""
        return 1 if self.seldom else 3


_AROUND = ("region:53", "region:24", "region:11")
_AND_BACK = ("region:11", "france", "region:53", "france")

CASES: Final = (
    Case("empty", "empty page, three select boxes", "empty", "region:11", _AROUND),
    Case("ours_idf", "Citéoscope, Île-de-France", "app", "region:11", _AROUND),
    Case("choropleth_idf", "folium.Choropleth, Île-de-France", "choropleth", "region:11", _AROUND),
    Case("geojson_idf", "st.pydeck_chart, Île-de-France", "geojson", "region:11", _AROUND),
    Case("ours_france", "Citéoscope, France", "app", "france", _AND_BACK),
    Case("choropleth_france", "folium.Choropleth, France", "choropleth", "france", _AND_BACK[:2], seldom=True),
)
