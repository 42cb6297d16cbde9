import geopandas as gpd
import pytest
from shapely.geometry import MultiPolygon, box

from citeoscope.maps import draw

TEMPLATE = "{{ 7 * 6 }}{% raw %}"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def squares():
    """Six territories in a row: one of each status, an island, a hole, a hostile name, one without outline."""
    shapes = [
        box(2.0, 48.0, 2.1, 48.1),
        box(2.1, 48.0, 2.2, 48.1),
        MultiPolygon([box(2.2, 48.0, 2.3, 48.1), box(2.2, 48.15, 2.25, 48.2)]),
        box(2.3, 48.0, 2.4, 48.1).difference(box(2.33, 48.03, 2.37, 48.07)),
        box(2.4, 48.0, 2.5, 48.1),
        None,
    ]
    return gpd.GeoDataFrame(
        {
            "code": ["01001", "01002", "01004", "01005", "01006", "01007"],
            "name": ["Alpha", HOSTILE, "Île-de-Bas", "Trou", "Epsilon", "Sans contour"],
            "value": [10.24, 20.0, float("nan"), float("nan"), 30.05, 12.0],
            "status": ["ok", "ok", "secret", "missing", "ok", "ok"],
        },
        geometry=shapes,
        crs="EPSG:4326",
    )


@pytest.fixture
def saved(squares, tmp_path):
    path = tmp_path / "carte.html"
    whole = draw(
        squares, title=f"Taux {HOSTILE} {TEMPLATE}", unit="%", decimals=1, source_note=f"Source : Insee {HOSTILE}"
    )
    whole.save(path)
    return path
