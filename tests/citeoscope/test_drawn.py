"""Perimeters drawn, around a point, pasted or uploaded; and the expression of any set of communes."""

import zipfile

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import citeoscope as co
from citeoscope.atlas import atlas
from citeoscope.errors import PerimeterError, UnknownTerritoryError
from citeoscope.territory.cover import cover
from citeoscope.territory.drawn import by_file, by_radius, by_shape
from citeoscope.territory.pasted import by_list

MIRECOURT = (6.1326, 48.3004)


@pytest.fixture(scope="module")
def geography():
    return atlas().geography


@pytest.fixture(scope="module")
def outlines():
    return co.read("contours_communes")


@pytest.mark.parametrize(
    ("expression", "shortest"),
    [
        ("region:11", "region:11"),
        ("departement:54+departement:88-commune:88160", "departement:54+departement:88-commune:88160"),
        ("region:11-departement:75", "region:11-commune:75056"),
        ("epci:200068369+commune:88160", "epci:200068369+commune:88160"),
        ("commune:92050", "commune:92050"),
        ("france", "france"),
    ],
)
def test_a_set_of_communes_has_a_short_expression(geography, expression, shortest):
    assert cover(geography, geography.resolve(expression).codes).expression == shortest


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_expression_gives_the_same_communes_back(data):
    geography = atlas().geography
    codes = list(geography.communes.index)
    departements = sorted(geography.communes["departement"].unique())
    chosen = set(data.draw(st.lists(st.sampled_from(codes), max_size=40)))
    for one in data.draw(st.lists(st.sampled_from(departements), max_size=3)):
        chosen |= set(geography.communes.index[geography.communes["departement"] == one])
    chosen -= set(data.draw(st.lists(st.sampled_from(codes), max_size=40)))
    if chosen:
        assert set(geography.resolve(cover(geography, chosen).expression).codes) == chosen


def test_codes_that_are_not_communes_are_named(geography):
    with pytest.raises(UnknownTerritoryError, match="99999"):
        cover(geography, {"99999", "92050"})


def test_the_outline_of_a_territory_gives_its_communes(geography, outlines):
    codes = geography.resolve("epci:200068369").codes
    whole = outlines[outlines["code"].isin(codes)].union_all()
    for rule in ("centroid", "half"):
        assert by_shape(geography, outlines, whole, rule).expression == "epci:200068369"
    assert len(by_shape(geography, outlines, whole, "touch")) > len(codes)


def test_a_radius_takes_more_communes_when_it_grows(geography, outlines):
    sizes = [len(by_radius(geography, outlines, *MIRECOURT, km, "touch")) for km in (1, 5, 20)]
    assert sizes == sorted(set(sizes))
    near = by_radius(geography, outlines, *MIRECOURT, 1, "touch", name="Autour de Mirecourt")
    assert "88304" in near.codes
    assert near.name == "Autour de Mirecourt"


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (shapely.Polygon([(2, 48), (3, 49), (3, 48), (2, 49)]), "se coupe lui-même"),
        (shapely.Polygon(), "vide"),
        (shapely.Point(2, 48), "polygone"),
        (shapely.box(-10, 45, -9, 46), "en mer"),
    ],
)
def test_a_drawing_that_cannot_be_used_says_why(geography, outlines, shape, said):
    with pytest.raises(PerimeterError, match=said):
        by_shape(geography, outlines, shape)


@pytest.mark.parametrize(
    ("where", "km", "said"), [((48.3, 260.0), 5, "inversées"), (MIRECOURT, 0, "rayon"), (MIRECOURT, 9e9, "rayon")]
)
def test_a_circle_that_cannot_be_drawn_says_why(geography, outlines, where, km, said):
    with pytest.raises(PerimeterError, match=said):
        by_radius(geography, outlines, *where, km)


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "zip"])
def test_a_file_gives_its_communes_whatever_its_crs(geography, outlines, tmp_path, kind):
    frame = outlines[outlines["code"].isin(geography.resolve("epci:200068369").codes)].dissolve()[["geometry"]]
    if kind == "zip":
        frame.to_crs(2154).to_file(tmp_path / "zone.shp")
        path = tmp_path / "zone.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for one in tmp_path.glob("zone.*"):
                if one != path:
                    archive.write(one, one.name)
    else:
        path = tmp_path / f"zone.{kind}"
        (frame if kind == "geojson" else frame.to_crs(2154)).to_file(path)
    found = by_file(geography, outlines, path)
    assert found.expression == "epci:200068369"
    assert found.name == "zone"


@pytest.mark.parametrize(
    ("name", "content", "said"), [("a.geojson", "rien", "illisible"), ("a.zip", "PK", "illisible")]
)
def test_a_file_that_cannot_be_read_says_so(geography, outlines, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PerimeterError, match=said):
        by_file(geography, outlines, path)


def test_a_file_of_points_is_no_perimeter(geography, outlines, tmp_path):
    path = tmp_path / "points.geojson"
    gpd.GeoDataFrame(geometry=[shapely.Point(2, 48)], crs=4326).to_file(path)
    with pytest.raises(PerimeterError, match="aucun polygone"):
        by_file(geography, outlines, path)


def test_a_pasted_list_says_what_it_understood(geography):
    pasted = by_list(
        geography,
        "88304\nNanterre; mirecourt\n1001,75113\nSaint-Denis\nSaint-Denis (93)\n200057982\nNulle-Part\n59350.0",
    )
    assert pasted.found["88304"] == "commune:88304"
    assert pasted.found["Nanterre"] == "commune:92050"
    assert pasted.found["1001"] == "commune:01001"
    assert "zéro" in pasted.doubtful["1001"]
    assert pasted.found["75113"] == "commune:75056"
    assert "plusieurs communes" in pasted.doubtful["Saint-Denis"]
    assert pasted.found["Saint-Denis (93)"] == "commune:93066"
    assert pasted.found["200057982"] == "ept:200057982"
    assert pasted.found["59350.0"] == "commune:59350"
    assert pasted.unknown == ("Nulle-Part",)
    assert {"88304", "92050", "01001", "75056", "93066", "59350"} <= set(pasted.perimeter.codes)


def test_an_empty_list_is_refused(geography):
    with pytest.raises(PerimeterError, match="vide"):
        by_list(geography, " \n;; ")


def test_every_kind_of_perimeter_can_be_asked_for_figures(tmp_path):
    shape = shapely.box(6.0, 48.2, 6.3, 48.4)
    path = tmp_path / "zone.geojson"
    gpd.GeoDataFrame(geometry=[shape], crs=4326).to_file(path)
    drawn, uploaded = co.within(shape), co.outlined(path)
    assert drawn.codes == uploaded.codes
    for perimeter in (drawn, co.around(*MIRECOURT, 8), co.listed("88304\nNanterre").perimeter):
        answer = co.aggregate("population", perimeter)
        assert answer.value == sum(co.aggregate("population", f"commune:{code}").value for code in perimeter.codes)


def test_figures_go_out_as_geoparquet_with_their_sources_and_come_back_as_a_perimeter(tmp_path):
    path = tmp_path / "mirecourt.parquet"
    frame = co.select("population", "epci:200068369")
    frame.to_parquet(path)
    assert gpd.read_parquet(path).attrs["citeoscope"]["sources"] == frame.attrs["citeoscope"]["sources"]
    assert co.outlined(path).codes == co.perimeter("epci:200068369").codes


def test_a_radius_around_a_place_is_named_after_it():
    around = co.near("commune:88304", 8)
    assert around.name == "À 8\u00a0km de Mirecourt"
    assert "88304" in around.codes
    with pytest.raises(PerimeterError, match="pas de contour publié"):
        co.near("commune:15031", 8)


def test_perimeters_of_any_kind_are_joined_crossed_and_subtracted():
    vosges, mirecourt = co.perimeter("departement:88"), co.perimeter("epci:200068369")
    disc = co.near("commune:88304", 12)
    assert set(co.union(mirecourt, disc).codes) == {*mirecourt.codes, *disc.codes}
    assert set(co.intersection(vosges, disc).codes) == set(vosges.codes) & set(disc.codes)
    # A minus (B minus C) is not A minus B plus C: the sets decide, not the writing.
    hole = co.difference("epci:200068369", "commune:88304")
    assert co.difference(vosges, hole).codes == co.union(co.difference(vosges, mirecourt), "commune:88304").codes
    assert co.union(co.difference(vosges, mirecourt), mirecourt).expression == "departement:88"
    with pytest.raises(PerimeterError, match="aucune commune"):
        co.difference("commune:88304", vosges)


def test_the_outline_of_a_perimeter_is_that_of_its_communes():
    outline = co.outline("epci:200068369")
    assert outline.is_valid
    assert outline.covers(co.outline("commune:88304").point_on_surface())
    assert co.within(outline).codes == co.perimeter("epci:200068369").codes
