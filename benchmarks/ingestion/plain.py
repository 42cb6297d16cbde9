"""What a user would write instead: read the same published files with geopandas, join, dissolve, write.

No validation, no defects, no re-basing, no simplification that keeps shared borders, no manifest, no switch.
"""

import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd

POINTS = (
    "fabriques_de_territoire/*.geojson",
    "manufactures_de_proximite/*.geojson",
    "france_services/*.geojson",
    "programmes_anct/*.geojson",
)


def main(mirror: Path, out: Path) -> None:
    """Read everything, put points in their commune, merge the tables, dissolve to EPCI, write."""
    outlines = pd.concat(
        [gpd.read_file(path) for path in sorted((mirror / "contours_communes").glob("*.geojson"))], ignore_index=True
    )
    outlines["geometry"] = outlines.geometry.make_valid()
    table = outlines.drop(columns=outlines.geometry.name)

    population = pd.read_csv(mirror / "populations_legales" / "donnees_communes.csv", sep=";", dtype={"COM": str})
    incomes = pd.read_csv(
        mirror / "filosofi" / "cc_filosofi_2021_COM.csv", sep=";", decimal=",", dtype={"CODGEO": str}, low_memory=False
    )
    census = pd.read_csv(mirror / "comparateur" / "communes_comparateur_2024.csv", dtype={"insee_com": str})
    census = census.drop_duplicates("insee_com")
    epci = pd.read_excel(mirror / "epci" / "epcicom2025.xlsx", dtype=str, engine="calamine")
    table = table.merge(population, left_on="code", right_on="COM", how="left")
    table = table.merge(incomes, left_on="code", right_on="CODGEO", how="left")
    table = table.merge(census, left_on="code", right_on="insee_com", how="left", suffixes=("", "_census"))
    table = table.merge(epci[["insee", "siren"]], left_on="code", right_on="insee", how="left")
    for path in sorted((mirror / "base_territoriale").glob("*.parquet")):
        compiled = pd.read_parquet(path)
        compiled = compiled.dropna(subset="id").drop(columns=["comp1", "comp2", "comp3"], errors="ignore")
        compiled["id"] = compiled["id"].str.zfill(5)
        table = table.merge(compiled, left_on="code", right_on="id", how="left", suffixes=("", f"_{path.stem}"))

    for pattern in POINTS:
        for path in sorted(mirror.glob(pattern)):
            places = gpd.read_file(path)
            places = places[places.geometry.notna() & ~places.geometry.is_empty].explode(index_parts=False)
            joined = gpd.sjoin(places.to_crs(4326), outlines[["code", "geometry"]], predicate="within")
            table[path.stem] = table["code"].map(joined["code"].value_counts())
    tiers_lieux = pd.read_csv(mirror / "tiers_lieux_2019" / "tiers_lieux_2019.csv", dtype=str)
    points = gpd.GeoDataFrame(
        tiers_lieux,
        geometry=gpd.points_from_xy(tiers_lieux["LONG"].astype(float), tiers_lieux["LAT"].astype(float)),
        crs=4326,
    )
    joined = gpd.sjoin(points, outlines[["code", "geometry"]], predicate="within")
    table["tiers_lieux"] = table["code"].map(joined["code"].value_counts())
    stations = pd.read_csv(mirror / "gares_idfm" / "emplacement-des-gares-idf.csv", sep=";")
    where = stations["geo_point_2d"].str.split(",", expand=True).astype(float)
    points = gpd.GeoDataFrame(stations, geometry=gpd.points_from_xy(where[1], where[0]), crs=4326)
    joined = gpd.sjoin(points, outlines[["code", "geometry"]], predicate="within")
    table["gares"] = table["code"].map(joined.drop_duplicates("id_ref_zdc")["code"].value_counts())

    outlines["geometry"] = outlines.to_crs(2154).simplify(150).to_crs(4326)
    groups = outlines.merge(table[["code", "siren"]].drop_duplicates("code"), on="code")
    out.mkdir(parents=True, exist_ok=True)
    groups[["siren", "geometry"]].dissolve("siren").to_parquet(out / "epci.parquet")
    outlines.to_parquet(out / "communes.parquet")
    for name in ("contours_departements", "contours_regions"):
        for path in (mirror / name).glob("*"):
            gpd.read_file(path).to_parquet(out / f"{name}.parquet")
    table.loc[:, ~table.columns.duplicated()].astype(
        {name: "string" for name in table.columns if table[name].dtype == object}
    ).to_parquet(out / "table.parquet")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
