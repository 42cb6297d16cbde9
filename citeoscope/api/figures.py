"""Figures: what indicators there are, and what they answer for a territory."""

import geopandas as gpd
import pandas as pd

from citeoscope.atlas import atlas
from citeoscope.language import enumerated, say
from citeoscope.query.answer import Answer
from citeoscope.territory.perimeter import Perimeter


def indicators() -> pd.DataFrame:
    """Return the indicators that can be asked for.

    Returns
    -------
    pandas.DataFrame
        Indexed by id: `theme, label, short, unit, decimals, kind, direction, scale, pivot, rule, vintage, vintages,
        definition, method, secrecy, sources, cog_vintage, coverage, caveats`. `cog_vintage` is the oldest COG of the
        codes as published (they are carried to the current one); `coverage` the share of communes with a value.
    """
    current = atlas()
    return pd.DataFrame(
        [
            {
                "id": declared.id,
                "theme": declared.theme,
                "label": declared.label,
                "short": declared.short,
                "unit": declared.unit,
                "decimals": declared.decimals,
                "kind": declared.kind,
                "direction": declared.direction,
                "scale": declared.scale,
                "pivot": declared.pivot,
                "rule": declared.rule.name,
                "vintage": declared.vintage,
                "vintages": declared.vintages,
                "definition": declared.definition,
                "method": declared.method,
                "secrecy": declared.secrecy,
                "sources": enumerated(note.text for note in current.sources(declared.id)),
                "cog_vintage": current.cog_vintage(declared.id),
                "coverage": current.known(declared.id) / len(current.geography.communes),
                "caveats": " ".join(declared.caveats),
            }
            for declared in current.indicators.values()
        ]
    ).set_index("id")


def describe(indicator: str) -> str:
    """Say in French what an indicator counts, how, when, where, and what to beware of.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.

    Returns
    -------
    str
        One paragraph per line, ready to be read aloud or pasted.

    Raises
    ------
    UnknownIndicatorError
        Nothing is declared by that name.
    """
    current = atlas()
    declared = current.indicator(indicator)
    said = [f"{declared.label} ({declared.vintage})", *(text for _, text in current.reading(indicator))]
    cited = enumerated(f"{note.text} ({note.licence})" for note in current.sources(indicator))
    return "\n".join([*said, *declared.caveats, say("Sources : {cited}.", cited=cited)])


def select(
    indicator: str, territory: str | Perimeter, level: str = "commune", vintage: str | None = None
) -> gpd.GeoDataFrame:
    """Return an indicator for every territory of a perimeter.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    level
        `commune`, `ept`, `epci`, `departement`, `region` or `france`.
    vintage
        One of the `vintages` of the indicator; the current one when `None`.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; `code, name, value, status, geometry`, one row per territory. `value` is NaN unless `status` is `ok`.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        Unknown level.
    """
    return atlas().select(indicator, territory, level, vintage)


def aggregate(indicator: str, territory: str | Perimeter, vintage: str | None = None) -> Answer:
    """Compute the figure of a perimeter by the indicator's own rule.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    vintage
        One of the `vintages` of the indicator; the current one when `None`.

    Returns
    -------
    Answer
        Value, status, rule, coverage, the communes left out and the reason.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError, UnknownVintageError
        Nothing is declared by that name.
    """
    return atlas().aggregate(indicator, territory, vintage)
