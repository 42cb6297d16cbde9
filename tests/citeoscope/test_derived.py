"""Indicators computed from others, small cells, lower bounds, series and profiles, on the embedded data."""

import re

import pytest

from citeoscope.catalogue.load import load_indicators
from citeoscope.catalogue.profile import load_profiles, profiles
from citeoscope.errors import CatalogueError, UnknownVintageError
from citeoscope.query.columns import absent_columns
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level

ENTRY = """
[{id}]
label = "Un libellé"
short = "Court"
unit = "{unit}"
decimals = 0
definition = "Une phrase."
kind = "{kind}"
direction = "neutral"
vintage = "2023"
method = "Une méthode."
rule = {rule}
"""
SUM = '{ name = "sum", value = "populations_legales.pmun" }'


def entry(name, rule=SUM, kind="count", unit="hab."):
    return ENTRY.format(id=name, rule=rule, kind=kind, unit=unit)


def derived(formula, then=""):
    return f'{{ name = "derived", formula = "{formula}"{then} }}'


def defects(tmp_path, *entries):
    (tmp_path / "a.toml").write_text('theme = "Essai"\n' + "".join(entries), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_indicators(tmp_path)
    return str(caught.value)


def test_a_formula_that_names_something_unknown_and_a_circle_are_refused_together(tmp_path):
    message = defects(
        tmp_path,
        entry("gens"),
        entry("part", derived("gens / habitants_de_la_lune"), kind="share"),
        entry("oeuf", derived("poule * 2"), kind="rate"),
        entry("poule", derived("oeuf / 2"), kind="rate"),
    )
    assert "[part] rule.formula : indicateur inconnu : « habitants_de_la_lune »" in message
    assert re.search(r"les formules tournent en rond : (oeuf → poule → oeuf|poule → oeuf → poule)", message)


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("share", SUM),
        ("rate", SUM),
        ("count", '{ name = "none", value = "filosofi.median_income_eur" }'),
        ("count", '{ name = "ratio", numerator = "a.b", denominator = "a.c" }'),
        ("count", '{ name = "weighted_mean", value = "a.b", weight = "a.c" }'),
        ("amount", '{ name = "ratio", numerator = "a.b", denominator = "a.c" }'),
        ("count", derived("gens * 2")),
        ("share", derived("gens * 2", ', then = "sum"')),
    ],
)
def test_a_rule_that_does_not_fit_the_kind_is_refused(tmp_path, kind, rule):
    assert f"ne convient pas au genre « {kind} »" in defects(tmp_path, entry("gens"), entry("essai", rule, kind))


def test_every_fault_of_an_entry_is_said_at_once(tmp_path):
    message = defects(
        tmp_path,
        entry("essai", '{ name = "ratio", numerator = "a.b", denominator = "a.c" }')
        + 'secrecy = "lower_bound"\nscale = "diverging"\nseries = { 2016 = "a.d", 2023 = ["a.b", "a.c"] }\n',
    )
    assert "ne convient pas au genre « count »" in message
    assert "seule une somme peut avoir une borne inférieure" in message
    assert "échelle divergente" in message
    assert "millésime 2016 : 1 colonne(s) pour une règle qui en lit 2" in message
    assert "millésime 2023 déclaré deux fois" in message


def test_columns_that_the_data_does_not_have_are_listed(embedded, tmp_path):
    (tmp_path / "a.toml").write_text(
        'theme = "Essai"\n'
        + entry("un", '{ name = "sum", value = "populations_legales.habitants" }')
        + entry("deux", '{ name = "sum", value = "lune.crateres" }')
        + entry("trois", '{ name = "sum", value = "count(programmes_anct.nom=x)" }'),
        encoding="utf-8",
    )
    assert absent_columns(embedded.store, load_indicators(tmp_path).values()) == (
        "[un] colonne inconnue : « populations_legales.habitants »",
        "[deux] jeu de données inconnu : « lune »",
        "[trois] colonne inconnue : « programmes_anct.nom »",
    )
    assert absent_columns(embedded.store, embedded.indicators.values()) == ()


def test_an_estimate_in_number_is_the_sum_of_its_communes(embedded):
    whole = embedded.aggregate("maisons_a_renover", "departement:95")
    own = embedded.table("maisons_a_renover", Level.COMMUNE)["value"].dropna()
    houses = embedded.read("logement_val_doise").set_index("code")["houses"]
    labels = embedded.read("dpe").set_index("code")
    assert len(own) == 183
    assert whole.value == pytest.approx((houses * labels["dpe_fg"] / labels["dpe_total"]).sum())
    assert whole.value == pytest.approx(own.sum())
    assert whole.status is Status.OK


def test_a_derived_rate_uses_the_figures_of_the_perimeter(embedded):
    births, deaths, people = (
        embedded.aggregate(name, "epci:200068757").value for name in ("naissances", "deces", "population")
    )
    answer = embedded.aggregate("solde_naturel_pour_1000", "epci:200068757")
    assert answer.value == pytest.approx((births - deaths) / people * 1000)
    assert [note.dataset for note in answer.sources] == ["etat_civil", "populations_legales"]


def test_a_derived_figure_without_its_inputs_has_none(embedded):
    answer = embedded.aggregate("maisons_a_renover", "commune:88304")
    assert answer.status is Status.MISSING
    assert "Val-d’Oise" in answer.reason


def test_a_cell_of_one_or_two_establishments_is_never_shown(embedded):
    units = embedded.read("emploi_flores").set_index("code")["establishments_2022"]
    few = units.index[(units > 0) & (units < 3)].intersection(embedded.geography.communes.index)
    assert len(few) > 3000
    for name in ("etablissements", "emplois_salaries", "evolution_emplois", "part_emplois_culture"):
        table = embedded.table(name, Level.COMMUNE).loc[few]
        assert set(table["status"]) == {"secret"}, name
        assert table["value"].isna().all(), name
    none = units.index[units == 0].intersection(embedded.geography.communes.index)
    assert set(embedded.table("etablissements", Level.COMMUNE).loc[none, "value"]) == {0.0}


def test_a_total_that_would_give_a_hidden_commune_by_subtraction_is_a_lower_bound(embedded):
    units = embedded.read("emploi_flores").set_index("code")["establishments_2022"]
    few = next(code for code in units.index if units[code] == 1 and code in embedded.geography.communes.index)
    answer = embedded.aggregate("etablissements", f"commune:92050+commune:{few}")
    assert answer.status is Status.SECRET
    assert answer.value is None
    assert answer.lower_bound == units["92050"]
    assert answer.text.startswith("au moins ")
    assert "moins de 3 établissements" in answer.reason


def test_a_total_whose_hidden_communes_are_many_is_told(embedded):
    units = embedded.read("emploi_flores").set_index("code")["establishments_2022"]
    members = embedded.geography.communes_of(Level.DEPARTEMENT, "88")
    answer = embedded.aggregate("etablissements", "departement:88")
    assert answer.value == units.reindex(members).sum()
    assert answer.left_out == ()


def test_a_sum_with_secret_parts_is_a_bound_only_where_its_indicator_says_so(embedded):
    answer = embedded.aggregate("vacants_2_ans", "departement:95")
    known = embedded.read("vacance_val_doise")["vacant_2_years_2026"].sum()
    assert answer.status is Status.SECRET
    assert answer.lower_bound == known
    assert "73 communes sur 183" in answer.reason
    # Nobody counts the rest of the country: what is known is no bound of it.
    assert embedded.aggregate("vacants_2_ans", "france").lower_bound is None


def test_a_series_has_every_vintage_oldest_first(embedded):
    series = embedded.series("population", "commune:92050")
    assert [one.vintage for one in series] == [
        *("1968", "1975", "1982", "1990", "1999", "2006", "2011", "2016", "2022", "2023")
    ]
    assert series[-1].value == 97_783
    assert {one.status for one in series} == {Status.OK}


def test_an_unknown_vintage_lists_those_that_exist(embedded):
    with pytest.raises(UnknownVintageError, match=r"1968, 1975.*2023"):
        embedded.aggregate("population", "france", "1789")


def test_a_change_is_counted_on_the_communes_known_at_both_dates(embedded):
    series = embedded.read("populations_series").set_index("code")
    legal = embedded.read("populations_legales").set_index("code")["pmun"]
    both = series["psdc1968"].dropna().index.intersection(legal.dropna().index)
    both = both.intersection(embedded.geography.communes.index)
    # What a commune was in 1968 is now also in those that left it since: they count on the other side.
    splits = embedded.store.manifest("populations_series").rebase.splits
    both = both.union([code for carrier, members in splits.items() if carrier in both for code in members])
    change = embedded.change("population", "france", "1968", "2023")
    assert change.before == series["psdc1968"].reindex(both).sum()
    assert change.after == legal.reindex(both).sum()
    assert change.after < legal.sum()
    assert "communes connues aux deux dates" in change.reason


def test_a_change_never_compares_a_commune_with_the_one_it_left(embedded):
    splits = embedded.store.manifest("populations_series").rebase.splits
    carrier, members = next(iter(splits.items()))
    alone = embedded.change("population", f"commune:{carrier}", "1968", "2023")
    assert alone.status is Status.MISSING
    together = embedded.change("population", "+".join(f"commune:{code}" for code in members), "1968", "2023")
    legal = embedded.read("populations_legales").set_index("code")["pmun"]
    assert together.after == legal.reindex(list(members)).sum()


def test_the_change_of_a_share_is_in_points_and_has_no_percent(embedded):
    change = embedded.change("naissances_pour_100_deces", "france", "2014", "2022")
    assert change.difference == pytest.approx(change.after - change.before)
    assert change.text.startswith("−")


def test_profiles_name_indicators_that_exist_and_have_no_score(embedded):
    assert set(profiles()) == {"bien_vivre", "essentiel", "mon_pavillon_et_moi"}
    for profile in profiles().values():
        assert set(profile.indicators) <= set(embedded.indicators)
        assert not any("score" in name or "note" in name for name in type(profile).model_fields)


def test_a_profile_that_names_an_unknown_indicator_is_refused(tmp_path):
    (tmp_path / "a.toml").write_text(
        'label = "A"\ndescription = "B."\n[[dimensions]]\nlabel = "C"\nindicators = ["bonheur", "population"]\n',
        encoding="utf-8",
    )
    (tmp_path / "b.toml").write_text('label = "A"\nscore = 3\n', encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_profiles(tmp_path, {"population"})
    assert "a.toml : indicateur inconnu : « bonheur »" in str(caught.value)
    assert "score : clé inconnue" in str(caught.value)
    assert "dimensions : clé manquante" in str(caught.value)


def test_hidden_communes_whose_total_can_be_had_in_one_way_only_are_not_given_away(embedded):
    """Three hidden communes that hold three establishments have one each: their common total says so."""
    units = embedded.read("emploi_flores").set_index("code")["establishments_2022"]
    alone = [code for code in units.index[units == 1] if code in embedded.geography.communes.index][:3]
    answer = embedded.aggregate("etablissements", "commune:92050+" + "+".join(f"commune:{code}" for code in alone))
    assert answer.status is Status.SECRET
    mixed = [*alone, next(code for code in units.index[units == 2] if code in embedded.geography.communes.index)]
    told = embedded.aggregate("etablissements", "commune:92050+" + "+".join(f"commune:{code}" for code in mixed))
    assert told.value == units["92050"] + 5


def test_an_indicator_of_one_vintage_has_no_change_and_says_so(embedded):
    with pytest.raises(UnknownVintageError, match="n’a qu’un millésime, 2023"):
        embedded.change("solde_naturel", "france", "2023", "2023")
