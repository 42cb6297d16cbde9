"""What is sought among places round-trips to the address; a hand-edited one is explained."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.tiers_lieux.seeking import CANDIDATES, OPENINGS, PLAIN, RADII, Seeking, parse_seeking


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.sampled_from(["region:11", "epci:200068369", "commune:92050"]),
    st.text("abé -'", max_size=20).map(str.strip),
    st.booleans(),
    st.sampled_from([0, 2019, 2023]),
    st.sampled_from(list(RADII)),
    st.integers(0, 20),
    st.sampled_from(list(CANDIDATES)),
    st.sampled_from(["", *OPENINGS]),
)
def test_what_is_sought_round_trips(embedded, territory, words, station, since, radius, sites, candidates, opening):
    seeking = Seeking(
        territory,
        "",
        words,
        "fablab",
        "Fabrique de territoire",
        "tiers_lieux_2019",
        station,
        since,
        radius,
        sites,
        candidates,
        opening,
    )
    assert parse_seeking(seeking.params(), embedded) == (seeking, ())


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"territoire": "commune:99999"}, "n’existe pas"),
        ({"rayon": "3.14"}, "Distance inconnue"),
        ({"sites": "1000"}, "impossible"),
        ({"sites": "-1"}, "impossible"),
        ({"candidats": "<script>"}, "Candidats inconnus"),
        ({"ouverture": "<b>"}, "Ouverture inconnue"),
    ],
)
def test_a_part_that_cannot_be_read_is_said_and_is_the_default(embedded, params, words):
    seeking, (problem,) = parse_seeking(params, embedded)
    assert words in problem
    assert seeking == PLAIN
