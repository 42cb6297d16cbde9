"""A whole view goes through its address and comes back; no address, however hostile, stops the page."""

import ast
from urllib.parse import parse_qsl

from hypothesis import given, settings
from hypothesis import strategies as st

from citeoscope.layers import LAYERS
from citeoscope.maps.methods import METHODS
from citeoscope.territory.levels import Level
from citeoscope.view import View, parse_view

TERRITORIES = ["france", "region:11", "epci:200068369+commune:88160-commune:88029", "ept:200057982", "departement:2A"]
FIELDS = list(View.__dataclass_fields__)
bounds = st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=9, unique=True)


@st.composite
def views(draw, atlas):
    territory, level = draw(st.sampled_from(TERRITORIES)), draw(st.sampled_from([*Level][:-1]))
    indicator = draw(st.sampled_from(sorted(atlas.indicators)))
    known = atlas.territories(atlas.perimeter(territory), level)
    declared = atlas.indicator(indicator)
    method = draw(st.sampled_from(sorted(METHODS)))
    layers = draw(st.sets(st.sampled_from(list(LAYERS))))
    return View(
        territoire=territory,
        indicateur=indicator,
        niveau=level,
        couches=tuple(name for name in LAYERS if name in layers),
        commune=draw(st.sampled_from(["", *known])),
        fond=draw(st.booleans()),
        millesime=draw(st.sampled_from(["", *(one for one in declared.vintages if one != declared.vintage)])),
        methode=method,
        classes=draw(st.integers(1, 9)),
        reference=draw(st.sampled_from(["", *TERRITORIES])),
        bornes=tuple(sorted(one / 1000 for one in draw(bounds))) if method == "manual" else (),
        verrou=draw(st.booleans()),
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_field_of_a_view_comes_back_from_its_address(embedded, data):
    view = data.draw(views(embedded))
    address = view.query.replace("+", "%2B")
    assert parse_view(dict(parse_qsl(address, keep_blank_values=True)), embedded) == (view, ())


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_python_of_a_view_is_its_own_figures_and_map(embedded, data):
    view = data.draw(views(embedded))
    tree = ast.parse(view.python())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert [call.func.attr for call in calls] == ["select", "choropleth"]
    for call in calls:
        assert [ast.literal_eval(one) for one in call.args] == [view.indicateur, view.territoire]
        told = {one.arg: ast.literal_eval(one.value) for one in call.keywords}
        assert told["level"] == str(view.niveau)
        assert told.get("vintage", "") == view.millesime


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60)))
def test_no_address_stops_the_page(embedded, params):
    view, problems = parse_view(params, embedded)
    again, none = parse_view(view.params(), embedded)
    assert again == view
    assert none == ()
    assert all(problem.endswith((".", "?", "!")) for problem in problems)
