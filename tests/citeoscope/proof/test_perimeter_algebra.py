"""Perimeters are sets: whatever is added or taken away, and however it is written."""

import pytest
from embedded_files import EmbeddedFiles, codes_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from citeoscope.errors import UnknownTerritoryError
from citeoscope.territory.cover import cover
from citeoscope.territory.levels import Level

COMMUNES = EmbeddedFiles().communes
LEVELS = ["commune", "epci", "ept", "departement", "region"]
# Few and close, so that they often overlap: the Vosges, Nancy, the west of Paris, Corsica.
NEAR = COMMUNES[COMMUNES["departement"].isin(["88", "54", "92", "2A"])]
territories = st.sampled_from(
    sorted({f"{level}:{code}" for level in LEVELS for code in NEAR[level].dropna().unique() if level != "commune"})
) | st.sampled_from(sorted("commune:" + NEAR["code"]))
some = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def codes(embedded):
    return lambda expression: set(embedded.perimeter(expression).codes)


@some
@given(territories, territories)
def test_what_is_added_then_taken_away_leaves_a_part_of_the_first(codes, one, other):
    assume(not codes(one) <= codes(other))
    assert codes(f"{one}+{other}-{other}") == codes(one) - codes(other)
    assert codes(f"{one}+{other}-{other}") <= codes(one)


@some
@given(territories)
def test_a_territory_without_itself_is_refused(codes, one):
    with pytest.raises(UnknownTerritoryError, match="ne contient aucune commune"):
        codes(f"{one}-{one}")


@some
@given(st.lists(territories, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_additions_does_not_matter(embedded, parts, rng):
    shuffled = rng.sample(parts, len(parts))
    assert embedded.perimeter("+".join(parts)).codes == embedded.perimeter("+".join(shuffled)).codes


@some
@given(territories, st.lists(st.tuples(st.sampled_from("+-"), territories), max_size=4))
def test_an_expression_is_the_set_algebra_it_writes_and_comes_back_the_same(embedded, first, rest):
    expression = first + "".join(sign + part for sign, part in rest)
    wanted = codes_of(COMMUNES, expression)
    assume(wanted)
    perimeter = embedded.perimeter(expression)
    assert set(perimeter.codes) == wanted
    assert list(perimeter.codes) == sorted(wanted)
    assert perimeter.expression == expression
    assert embedded.perimeter(perimeter.expression) == perimeter


@some
@given(
    territories, st.sets(st.sampled_from(sorted(NEAR["code"])), max_size=12), st.sets(st.integers(0, 30), max_size=4)
)
def test_any_set_of_communes_has_an_expression_that_gives_it_back(embedded, codes, base, more, fewer):
    inside = sorted(codes(base) | more)
    wanted = [code for place, code in enumerate(inside) if place not in fewer]
    assume(wanted)
    found = cover(embedded.geography, wanted, "le mien")
    assert list(found.codes) == wanted
    assert found.name == "le mien"
    assert set(embedded.perimeter(found.expression).codes) == set(wanted)
    assert found.expression.count(":") <= len(wanted)


@pytest.mark.parametrize("level", [level for level in Level if level not in {Level.EPT, Level.FRANCE}])
def test_territories_of_a_level_share_the_communes_without_overlap(embedded, level):
    groups = COMMUNES[str(level)].dropna()
    found = [set(embedded.geography.communes_of(level, code)) for code in groups.unique()]
    assert sum(map(len, found)) == len(groups)
    assert len(set().union(*found)) == len(groups)


def test_every_indicator_that_adds_up_is_over_a_partition_what_it_is_over_the_whole(embedded):
    """Where every part has a value; a part that is secret or missing is a lack, never a zero."""
    added = [name for name, one in embedded.indicators.items() if one.adds_up]
    assert len(added) > 25
    complete = 0
    for name in added:
        for level, wider in [("departement", "region"), ("region", "france"), ("commune", "departement")]:
            parts, whole = embedded.table(name, Level(level)), embedded.table(name, Level(wider))
            belongs = embedded.geography.communes.assign(commune=COMMUNES["code"].to_numpy(), france="FR")
            belongs = belongs.drop_duplicates(level).set_index(level)[wider].reindex(parts.index)
            full = (parts["status"] == "ok").groupby(belongs).all()
            total = parts["value"].groupby(belongs).sum()
            for code in full.index[full]:
                assert whole.loc[code, "status"] == "ok", (name, code)
                assert whole.loc[code, "value"] == pytest.approx(total[code], rel=1e-11, abs=1e-9), (name, code)
                complete += 1
    assert complete > 1_000
