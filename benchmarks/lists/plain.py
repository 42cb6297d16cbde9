"""What a user would write instead: read the CSV, rename, place by coordinates or by the commune's code, write.

No dialect, no recognition, no check of a position against its commune, no names of communes, nothing left out as
personal, no report, no versions, no lock.
"""

import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd

COLUMNS = {
    "ID": "id",
    "NOM_TL": "nom",
    "ADRESSE": "adresse",
    "INSEECOM": "code_insee",
    "NOMCOM": "commune",
    "TYPO": "type",
}


def main(path: Path, outlines: Path, out: Path) -> None:
    """Import one list."""
    frame = pd.read_csv(path, dtype={"ID": str, "INSEECOM": str}).rename(columns=COLUMNS)
    communes = gpd.read_parquet(outlines)[["code", "geometry"]]
    there = frame["LAT"].notna()
    points = gpd.GeoDataFrame(frame[there], geometry=gpd.points_from_xy(frame.LONG[there], frame.LAT[there]), crs=4326)
    placed = gpd.sjoin(points, communes, predicate="within", how="left")
    frame.loc[there, "code_insee"] = placed[~placed.index.duplicated()]["code"]
    middles = communes.set_index("code").representative_point()
    alone = frame["code_insee"].map(middles.x), frame["code_insee"].map(middles.y)
    frame["longitude"], frame["latitude"] = frame["LONG"].fillna(alone[0]), frame["LAT"].fillna(alone[1])
    frame["precision"] = there.map({True: "coordinates", False: "commune"})
    frame.drop(columns=["LAT", "LONG"]).to_csv(out / "liste.csv", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
