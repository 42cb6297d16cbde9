"""A portrait: what it shows is what the engine answers, in words where there is no figure."""

import math
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citeoscope.catalogue.profile import profiles
from citeoscope.comparison.similar import CRITERIA
from citeoscope.numbers import format_value
from citeoscope.query.status import Status
from dashboard.portrait import cards, evolution, head, peers, read, situation, written
from dashboard.portrait.asking import AMONG, EVERYTHING, PEERS, PLAIN, Portrait, parse_portrait

NANTERRE, TINY, EPINAL = "commune:92050", "commune:88400", "epci:200068757"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.sampled_from(["region:11", EPINAL, NANTERRE, "epci:200068757+commune:88029", "france"]),
    st.sampled_from([*profiles(), EVERYTHING]),
    st.sampled_from(["", *AMONG]),
    st.sampled_from(list(PEERS)),
    st.sets(st.sampled_from(CRITERIA), min_size=1),
    st.integers(3, 20),
)
def test_a_portrait_round_trips_to_its_address(embedded, territory, profile, among, kind, criteria, count):
    portrait = Portrait(territory, profile, among, kind, tuple(one for one in CRITERIA if one in criteria), count)
    assert parse_portrait(portrait.params(), embedded) == (portrait, ())


def test_the_plain_portrait_has_a_short_address():
    assert PLAIN.params() == {"territoire": "region:11"}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"territoire": "commune:99999"}, "n’existe pas"),
        ({"profil": "<script>"}, "Choix de chiffres inconnu"),
        ({"parmi": "commune"}, "Niveau de comparaison inconnu"),
        ({"pairs": "amis"}, "Choix de territoires inconnu"),
        ({"criteres": "population,<b>"}, "Critère inconnu"),
        ({"nombre": "100000000000"}, "Nombre de territoires impossible"),
        ({"nombre": "-1"}, "Nombre de territoires impossible"),
    ],
)
def test_a_part_that_cannot_be_read_is_said_and_is_the_default(embedded, params, words):
    portrait, (problem,) = parse_portrait(params, embedded)
    assert words in problem
    assert "<" not in problem
    assert portrait == PLAIN


def figures(data, territory, profile="essentiel"):
    shown = read.themes(data, Portrait(territory, profile))
    return {figure.declared.id: figure for theme in shown for figure in theme.figures}


def test_the_figures_are_those_of_the_engine_and_of_the_publishers(embedded):
    shown = figures(embedded, NANTERRE)
    assert shown["population"].own.value == 97_783
    assert shown["revenu_median"].own.value == 21_620
    for name, figure in shown.items():
        assert figure.own == embedded.aggregate(name, NANTERRE)
        for perimeter, answer in figure.wider:
            assert answer == embedded.aggregate(name, perimeter)


def test_the_cards_tell_each_figure_with_its_unit_its_source_and_its_year(embedded):
    page = written.figures(embedded, Portrait(NANTERRE))
    for name in profiles()["essentiel"].indicators:
        declared, answer = embedded.indicator(name), embedded.aggregate(name, NANTERRE)
        assert f">{answer.text}</p>" in page, name
        assert f"{answer.sources[0].title}, {declared.vintage}".replace("'", "&#x27;") in page or answer.sources[1:]
    assert "21\u202f620\u00a0€" in page


def test_the_share_of_a_count_is_told_and_never_that_of_an_incomplete_total(embedded):
    shown = figures(embedded, NANTERRE)["population"]
    (department,) = (answer for one, answer in shown.wider if one.expression == "departement:92")
    page = written.figures(embedded, Portrait(NANTERRE))
    assert f"{format_value(97_783 / department.value * 100, '%', 1)} des {department.text}" in page
    jobs = figures(embedded, NANTERRE)["emplois_salaries"]
    for one, answer in jobs.wider:
        if answer.status is not Status.OK or answer.left_out:
            assert cards._part(jobs.declared, jobs.own, answer) is None, one.name


def test_a_commune_with_secrets_says_them_in_words_and_never_as_a_zero(embedded):
    shown = figures(embedded, TINY, EVERYTHING)
    absent = [one for one in shown.values() if one.own.status is not Status.OK]
    assert absent
    page = written.figures(embedded, Portrait(TINY, EVERYTHING))
    for figure in absent:
        assert figure.own.value is None
        assert f"<p class='valeur absent {figure.own.status}'>{figure.own.text}</p>" in page
    assert "publié pour : Val-d’Oise" in page


def test_bars_start_from_zero_and_negative_ones_go_the_other_way(embedded):
    page = cards._bars(embedded.perimeter(TINY), figures(embedded, TINY)["evolution_population"])
    bars = [(float(left), float(width)) for left, width in re.findall(r"left:([\d.]+)%;width:([\d.]+)%", page)]
    zero = bars[-1][0]  # France grows: its bar starts at zero
    assert bars[0][0] + bars[0][1] == pytest.approx(zero, abs=0.2)  # the commune shrinks: its bar ends there
    assert all(left >= 0 and left + width <= 100.2 for left, width in bars)


@pytest.mark.parametrize("territory", ["france", "region:11", "ept:200057982", "commune:15031", "commune:97611"])
def test_territories_out_of_the_ordinary_have_a_portrait(embedded, territory):
    for profile in ("essentiel", EVERYTHING):
        portrait = Portrait(territory, profile)
        assert embedded.perimeter(territory).name.split("'")[0] in written.top(embedded, portrait)
        assert "carte-chiffre" in written.figures(embedded, portrait)


def test_a_set_of_communes_has_figures_but_neither_rank_nor_peers(embedded):
    where = "epci:200068757+commune:88029"
    assert all(one.standing is None for one in figures(embedded, where).values())
    assert "choisissez une commune ou un territoire" in peers.section(embedded, Portrait(where))
    assert "non agrégeable" in written.figures(embedded, Portrait(where))


def test_paris_is_not_set_beside_itself(embedded):
    names = [one.expression for one in read.compared_with(embedded, embedded.perimeter("commune:75056"))]
    assert "departement:75" not in names
    assert "region:11" in names


def test_peers_are_found_on_the_criteria_asked_for(embedded):
    everything = peers.found(embedded, Portrait(NANTERRE))
    people = peers.found(embedded, Portrait(NANTERRE, criteres=("population",)))
    assert everything[0] != people[0]
    assert "Densité (" not in people[1]
    sizes = [embedded.aggregate("population", one).value for one, _, _ in people[0]]
    gaps = [abs(math.log(size / 97_783)) for size in sizes]
    assert gaps == sorted(gaps)
    assert gaps[-1] < 0.1


def rows_of(drawn):
    (rows,) = drawn["datasets"].values()
    return rows


def test_a_chart_has_every_year_and_its_table_says_the_same(embedded):
    (population, *_) = read.evolutions(embedded, EPINAL)
    drawn = evolution.chart(population).to_dict()
    values = {row["annee"]: row["valeur"] for row in rows_of(drawn)}
    answers = embedded.series("population", EPINAL)
    assert values == {int(one.vintage): one.value for one in answers}
    table = evolution.table(population)
    assert all(one.text in table for one in answers)
    assert drawn["config"]["locale"]["number"]["decimal"] == ","
    change = embedded.change("population", EPINAL, "1968", "2023")
    assert change.text in evolution.caption(population)


def test_a_year_without_a_figure_breaks_the_line(embedded):
    shown = read.evolutions(embedded, "departement:976")
    for one in shown:
        rows = rows_of(evolution.chart(one).to_dict())
        assert all(row["valeur"] is None or row["valeur"] >= 0 for row in rows)
        assert {row["texte"] for row in rows if row["valeur"] is None} <= {"pas de donnée", "non agrégeable"}


def test_a_tiny_territory_is_circled_on_the_map_that_situates_it(embedded):
    assert b"<circle" in situation.picture(embedded, TINY)
    assert b"<circle" not in situation.picture(embedded, EPINAL)
    assert "Contour absent" in situation.figure(embedded, "commune:15031")


def test_the_address_of_a_map_is_one_that_the_map_reads(embedded):
    from urllib.parse import parse_qs, urlsplit

    from citeoscope.view import parse_view

    shown = figures(embedded, NANTERRE)["revenu_median"]
    address = cards.on_the_map(embedded.perimeter(NANTERRE), shown)
    params = {name: texts[0] for name, texts in parse_qs(urlsplit(address).query).items()}
    view, problems = parse_view(params, embedded)
    assert (view.commune, view.indicateur, problems) == ("92050", "revenu_median", ())


def test_a_hostile_name_is_text(embedded):
    from dataclasses import replace

    hostile = replace(embedded.perimeter(NANTERRE), name="<img src=x>")
    page = head.heading(embedded, hostile) + cards.themes(hostile, read.themes(embedded, Portrait(NANTERRE)))
    assert "<img" not in page
    assert "&lt;img" in page


def test_the_sources_are_those_of_the_charts_too(embedded):
    told = written.sources(embedded, Portrait(NANTERRE))
    for shown in read.evolutions(embedded, NANTERRE):
        assert all(
            note.title.replace("'", "&#x27;") in told for _, line in shown.lines for one in line for note in one.sources
        )
    assert "Naissances et décès domiciliés" in told
