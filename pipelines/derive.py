"""Tables and outlines computed from the stored datasets: who belongs to what, and the borders that follow from it."""

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from citeoscope.territory.codes import LYON, MARSEILLE, PARIS

_SAME_AREA: Final = 1e-9
INPUTS: Final[dict[str, tuple[str, ...]]] = {
    "communes": ("cog", "epci", "ept", "contours_communes"),
    "territoires": ("cog", "epci", "ept"),
    "contours_epci": ("contours_communes", "epci"),
    "contours_ept": ("contours_communes", "ept"),
}
TITLES: Final = {
    "communes": "Communes et territoires dont elles sont membres",
    "territoires": "Intercommunalités, EPT, départements, régions et France",
    "contours_epci": "Contours des intercommunalités",
    "contours_ept": "Contours des établissements publics territoriaux",
}


def derive(dataset: str, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Compute one derived dataset.

    Parameters
    ----------
    dataset
        One of `INPUTS`.
    frames
        The datasets it is computed from, by id.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame
    """
    if dataset == "communes":
        return membership(frames["cog"], frames["epci"], frames["ept"], frames["contours_communes"])
    if dataset == "territoires":
        return territories(membership(frames["cog"], frames["epci"], frames["ept"], None), frames)
    group = dataset.removeprefix("contours_")
    return dissolved(frames["contours_communes"], frames[group], group)


def membership(cog: pd.DataFrame, epci: pd.DataFrame, ept: pd.DataFrame, outlines: pd.DataFrame | None) -> pd.DataFrame:
    """List every current commune with the territories it is in, and whether it has an outline.

    Parameters
    ----------
    cog, epci, ept
        The datasets of these names.
    outlines
        `contours_communes`; the column `outline` is left out without it.

    Returns
    -------
    pandas.DataFrame
        One row per commune, in the order of the codes.
    """
    # A table of the code stored before `tncc` was read has no such column: it stays empty.
    communes = cog[cog["level"] == "commune"].reindex(columns=["code", "name", "tncc", "departement", "region"])
    out = communes.merge(epci[["code", "epci"]], on="code", how="left").merge(
        ept[["code", "ept"]], on="code", how="left"
    )
    if outlines is not None:
        out = out.merge(pd.DataFrame(outlines[["code", "outline"]]), on="code", how="left")
        out["outline"] = out["outline"].fillna("none")
    out["arrondissements"] = out["code"].isin([PARIS, LYON, MARSEILLE])
    return out.sort_values("code", ignore_index=True)


def territories(communes: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """List the territories above communes, with how many communes each has.

    Parameters
    ----------
    communes
        What `membership` returns.
    frames
        `cog`, `epci` and `ept`, for the names.

    Returns
    -------
    pandas.DataFrame
        `level, code, name, tncc, departement, region, commune_count`; département and région where all communes share
        one, `tncc` (INSEE's code of the article of a name) for départements and régions.
    """
    cog = frames["cog"]
    names = {
        "ept": dict(zip(frames["ept"]["ept"], frames["ept"]["ept_name"], strict=True)),
        "epci": dict(zip(frames["epci"]["epci"], frames["epci"]["epci_name"], strict=True)),
        "departement": dict(
            cog.loc[cog["level"] == "departement", ["code", "name"]].itertuples(index=False, name=None)
        ),
        "region": dict(cog.loc[cog["level"] == "region", ["code", "name"]].itertuples(index=False, name=None)),
    }
    parts = [
        _level(communes.assign(france="FR"), level, names.get(level, {"FR": "France"})) for level in (*names, "france")
    ]
    whole = pd.concat(parts, ignore_index=True)
    coded = cog.reindex(columns=["level", "code", "tncc"])
    whole = whole.merge(coded[coded["level"].isin(["departement", "region"])], on=["level", "code"], how="left")
    return whole[["level", "code", "name", "tncc", "departement", "region", "commune_count"]]


def dissolved(outlines: pd.DataFrame, members: pd.DataFrame, group: str) -> pd.DataFrame:
    """Join the display outlines of the communes of each territory: its border is exactly theirs.

    Parameters
    ----------
    outlines
        `contours_communes`.
    members
        The dataset that says which commune is in which territory.
    group
        The column of the territory, `epci` or `ept`.

    Returns
    -------
    pandas.DataFrame
        A GeoDataFrame `code, geometry`, in the order of the codes.
    """
    joined = pd.DataFrame(outlines[["code", "geometry"]]).merge(members[["code", group]], on="code")
    shapes = {str(code): _united(own.to_numpy()) for code, own in joined.groupby(group, sort=True)["geometry"]}
    whole = shapely.normalize(np.array(list(shapes.values()), dtype=object))
    out: pd.DataFrame = gpd.GeoDataFrame({"code": list(shapes)}, geometry=whole, crs="EPSG:4326")
    return out


def _united(shapes: np.ndarray) -> shapely.Geometry:
    """Unite outlines by their shared borders, six times faster; where a border is not exactly shared, by overlay."""
    try:
        whole: shapely.Geometry = shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:
        return shapely.union_all(shapes)
    gap = abs(whole.area - shapely.area(shapes).sum())
    return whole if whole.is_valid and gap <= _SAME_AREA * whole.area else shapely.union_all(shapes)


def _level(communes: pd.DataFrame, level: str, names: Mapping[str, str]) -> pd.DataFrame:
    groups = communes.dropna(subset=[level]).groupby(level, sort=True)
    out = groups.agg(
        commune_count=("code", "size"), departement=("departement", _only), region=("region", _only)
    ).reset_index(names="code")
    out["level"] = level
    out["name"] = out["code"].map(names)
    return out[["level", "code", "name", "departement", "region", "commune_count"]]


def _only(values: "pd.Series[str]") -> str | None:
    return str(values.iloc[0]) if (values == values.iloc[0]).all() else None
