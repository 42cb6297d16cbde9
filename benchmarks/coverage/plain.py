"""What a user would write instead: geopandas buffers in Lambert-93, intersections, and a greedy loop over stations.

No overseas projection, no commune left out with its reason, no proof of how good the choice is.
"""

import geopandas as gpd

from citeoscope.paths import DATA
from citeoscope.store import Store

LAMBERT_93 = 2154


def read(region: str | None) -> tuple[gpd.GeoDataFrame, gpd.GeoSeries]:
    """Read outlines with legal populations, and tiers-lieux, from the same files, in metres."""
    store = Store(DATA / "snapshot")
    communes = store.read("communes")
    communes = communes[communes["region"] == region] if region else communes[~communes["region"].str.startswith("0")]
    outlines = gpd.GeoDataFrame(store.read("contours_communes"))
    outlines = outlines[outlines["code"].isin(communes["code"])].merge(
        store.read("populations_legales")[["code", "pmun"]], on="code"
    )
    rows = gpd.GeoDataFrame(store.read("tiers_lieux_2019"))
    return outlines.to_crs(LAMBERT_93), rows[rows.geometry.notna()].to_crs(LAMBERT_93).geometry


def reach(region: str | None, metres: float) -> dict[str, float]:
    """Share of the population within buffers, by the share of each commune's area."""
    outlines, places = read(region)
    near = gpd.GeoDataFrame(geometry=[places.buffer(metres).union_all()], crs=LAMBERT_93)
    pieces = gpd.overlay(outlines, near, how="intersection")
    area = pieces.assign(piece=pieces.area).groupby("code")["piece"].sum()
    share = area.reindex(outlines["code"]).fillna(0).to_numpy() / outlines.area.to_numpy()
    return {"share": float(100 * (share * outlines["pmun"]).sum() / outlines["pmun"].sum())}


def plan(region: str, metres: float, count: int) -> dict[str, float]:
    """Open stations one by one, each time the one whose buffer holds the most people not covered yet."""
    outlines, places = read(region)
    density = outlines["pmun"] / outlines.area
    left = outlines.geometry.difference(places.buffer(metres).union_all())
    stations = gpd.GeoDataFrame(Store(DATA / "snapshot").read("gares_idfm"))
    buffers = stations[stations["in_region"]].to_crs(LAMBERT_93).buffer(metres)
    gain = 0.0
    for _ in range(count):
        index = left.sindex
        best, most = None, 0.0
        for one in buffers:
            rows = index.query(one, predicate="intersects")
            people = float((left.iloc[rows].intersection(one).area * density.iloc[rows]).sum())
            if people > most:
                best, most = one, people
        if best is None:
            break
        gain += most
        left = left.difference(best)
    return {"gain": gain}


def main_case(case: str) -> dict[str, float]:
    """Run one case by its name."""
    return {
        "reach Île-de-France": lambda: reach("11", 2000),
        "reach France": lambda: reach(None, 2000),
        "plan Île-de-France": lambda: plan("11", 2000, 10),
    }[case]()
