"""The three select boxes that the plain pages share, and the mark that says what they have shown."""

import os
from dataclasses import dataclass

import streamlit as st

from benchmarks.cases import INDICATORS, TERRITORIES, YEARS


@dataclass(frozen=True)
class Asked:
    """What is chosen."""

    indicator: str
    territory: str
    year: str

    @property
    def vintage(self) -> str | None:
        """The year, of the indicator that has several."""
        return self.year if self.indicator == "population" else None


def ask() -> Asked:
    """Show the select boxes; return what they hold."""
    territories = list(TERRITORIES)
    indicator = st.selectbox("Indicateur", list(INDICATORS))
    territory = st.selectbox("Territoire", territories, territories.index(os.environ["BENCH_TERRITORY"]))
    return Asked(indicator, territory, st.selectbox("Année", YEARS))


def mark(asked: Asked) -> None:
    """Write what has been shown into the page, at its end."""
    st.html(f'<p id="drawn" data-drawn="{asked.indicator} {asked.territory} {asked.year}">{asked.indicator}</p>')
