"""The classes of a view on the map: as chosen, on what, and what the legend says of them."""

import pytest

from citeoscope.territory.levels import Level
from citeoscope.view import View
from dashboard.carte.canvas import colouring, legend_of, picture

VOSGES = View(territoire="departement:88", indicateur="revenu_median", couches=())


def bounds(data, **choices):
    breaks, _, _ = colouring(data, View(**{"territoire": "departement:88", **choices})).portrayal.spread
    return breaks.bounds


def test_a_method_and_a_number_of_classes_change_the_map_and_are_named_under_it(embedded):
    chosen = View(territoire="departement:88", methode="standard_deviation", classes=4)
    assert bounds(embedded, methode="standard_deviation", classes=4) != bounds(embedded)
    assert "Écarts-types autour de la moyenne." in legend_of(embedded, chosen)
    assert "Effectifs égaux" not in legend_of(embedded, VOSGES)


def test_classes_of_a_reference_are_those_of_the_wider_perimeter(embedded):
    vosges = bounds(embedded, reference="france")
    nord = bounds(embedded, territoire="departement:59", reference="france")
    assert vosges == nord == bounds(embedded, territoire="france")
    assert "référence : France." in legend_of(embedded, View(territoire="departement:88", reference="france"))


def test_bounds_that_do_not_fit_another_territory_are_said_and_the_map_is_drawn(embedded):
    legend = legend_of(embedded, View(territoire="departement:88", methode="manual", bornes=(100, 200, 300)))
    assert "Aucun chiffre entre les bornes choisies, 100 et 300" in legend
    assert "Effectifs égaux (quantiles) à la place." in legend
    assert bounds(embedded, methode="manual", bornes=(100, 200, 300)) == bounds(embedded)


@pytest.mark.parametrize("level", [Level.COMMUNE, Level.EPCI])
def test_counts_are_drawn_by_discs_and_rates_by_colours(embedded, level):
    counted = picture(embedded, View(indicateur="population", niveau=level, couches=()))
    rated = picture(embedded, View(indicateur="densite", niveau=level, couches=()))
    assert counted.discs is not None
    assert len(counted.discs.sizes) == 2 * counted.classes.count("0")
    assert rated.discs is None


def test_what_lies_over_the_map_does_not_class_it_again(embedded):
    assert colouring(embedded, VOSGES) is colouring(
        embedded, View(territoire="departement:88", indicateur="revenu_median", commune="88160", fond=True)
    )


LARGE = "region:44+region:76+region:75"


@pytest.mark.parametrize(
    ("where", "level", "indicator"),
    [
        *(("region:11", level, "taux_pauvrete") for level in Level if level is not Level.FRANCE),
        ("commune:92050", Level.COMMUNE, "revenu_median"),  # one commune
        ("commune:88005", Level.COMMUNE, "taux_pauvrete"),  # one commune, and it is secret
        ("commune:88005", Level.COMMUNE, "population"),
        (LARGE, Level.COMMUNE, "revenu_median"),  # more than ten thousand communes
        (LARGE, Level.COMMUNE, "tiers_lieux"),
        ("region:53", Level.EPT, "densite"),  # a level that is not there
    ],
)
def test_the_legend_counts_what_the_table_says(embedded, where, level, indicator):
    view = View(territoire=where, niveau=level, indicateur=indicator, couches=())
    table = embedded.values(indicator, embedded.perimeter(where), level)
    drawn = colouring(embedded, view).portrayal
    told = {row.pattern: row.count for row in drawn.rows if row.pattern}
    for status in ("secret", "missing", "not_applicable", "not_aggregable"):
        assert told.get(status, 0) == (table["status"].astype(str) == status).sum()
    assert sum(row.count for row in drawn.rows) == len(table)
    if drawn.spread and not (table["status"].astype(str) == "ok").any():
        assert "Aucun chiffre publié ici : rien n’est coloré." in legend_of(embedded, view)
    if where == LARGE:
        assert len(table) > 10_000
