"""What is too odd to replace the version in place, and how a gap with a published figure is named."""

import pandas as pd
import pytest

from citeoscope.errors import CatalogueError
from citeoscope.store import Store
from pipelines.build import Build
from pipelines.golden import Figure, gaps, load_golden
from pipelines.verify import alarms


def table(**columns):
    return pd.DataFrame({"code": [f"880{rank:02}" for rank in range(100)]} | columns)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (table(), table().head(95), []),
        (table(), table().head(94), ["94 lignes au lieu de 100"]),
        (None, table(), []),
        (table(pmun=500.0), table(pmun=5000.0), ["pmun : valeurs multipliées par 10 en médiane"]),
        (table(pmun=500.0), table(pmun=49.0), ["pmun : valeurs multipliées par 0.098 en médiane"]),
        (table(pmun=500.0), table(pmun=700.0), []),
        (table(births=1.0), table(births=[12.0] + [1.0] * 99), []),
        (table(pmun=500.0), table(pmun=[5200.0] + [500.0] * 99), ["88000 (500 → 5200)"]),
        (table(pmun=float("nan")), table(pmun=500.0), []),
    ],
)
def test_rows_lost_and_figures_multiplied_are_alarms(before, after, said):
    found = alarms(before, after)
    assert len(found) == len(said)
    for one, part in zip(found, said, strict=True):
        assert part in one


def test_places_multiplied_by_ten_are_an_alarm_too():
    before = pd.DataFrame({"id": list("abc"), "capacity": [10.0, 29.0, 49.0]})
    assert alarms(before, before.assign(capacity=before["capacity"] * 10)) == [
        "capacity : valeurs multipliées par 10 en médiane"
    ]


@pytest.mark.parametrize(
    ("value", "vintage", "same_bytes", "cause"),
    [
        (97783.0, "2023", False, None),
        (97783.0 * 1000, "2023", False, "lecture"),
        (98000.0, "2023", True, "lecture"),
        (98000.0, "2023", False, "source modifiée"),
        (50000.0, "2023", False, "définition"),
        (98000.0, "2024", False, "millésime"),
    ],
)
def test_a_gap_has_a_name(value, vintage, same_bytes, cause):
    figure = Figure(dataset="p", column="pmun", vintage="2023", published="Insee", known={"commune:92050": 97783.0})
    frame = pd.DataFrame({"code": ["92050"], "pmun": [value]})
    found = gaps([figure], frame, vintage, lambda expression: [expression[-5:]], same_bytes=same_bytes)
    assert [gap.cause for gap in found] == ([] if cause is None else [cause])


def test_a_territory_that_is_gone_is_a_fault_of_the_key():
    figure = Figure(dataset="p", column="pmun", vintage="2023", published="Insee", known={"commune:01001": 860.0})
    frame = pd.DataFrame({"code": ["1001"], "pmun": [860.0]})
    (gap,) = gaps([figure], frame, "2023", lambda expression: [expression[-5:]], same_bytes=False)
    assert gap.cause == "clé de jointure"
    assert "commune:01001 : rien au lieu de 860" in gap.text


def test_the_shipped_figures_are_those_of_the_shipped_data():
    from citeoscope import settings
    from citeoscope.territory.geography import Geography

    store = Store(settings.settings().snapshot)
    geography = Geography(store.read("communes"), store.read("territoires"))
    figures = load_golden()
    assert {"populations_legales", "filosofi", "logement", "equipements", "energie"} <= {one.dataset for one in figures}
    for figure in figures:
        source = store.manifest(figure.dataset).source
        assert figure.vintage == source.vintage
        found = gaps(
            [figure],
            store.read(figure.dataset),
            source.vintage,
            lambda expression: geography.resolve(expression).codes,
            same_bytes=True,
        )
        assert [gap.text for gap in found] == []


def test_bad_reference_figures_are_all_reported(tmp_path):
    path = tmp_path / "golden.toml"
    path.write_text(
        '[[figures]]\ndataset = "p"\ncolonne = "pmun"\n\n[[figures]]\ndataset = "q"\nwithin = "peu"\n', encoding="utf-8"
    )
    with pytest.raises(CatalogueError) as raised:
        load_golden(path)
    assert "golden.toml, ligne 3 : figures.0.colonne : clé inconnue" in str(raised.value)
    assert "golden.toml, ligne 7 : figures.1.within" in str(raised.value)


@pytest.fixture
def nanterre():
    return Figure(
        dataset="populations_legales",
        column="pmun",
        vintage="2023",
        published="Insee, populations légales 2023",
        known={"commune:92050": 97783.0},
    )


def test_a_figure_unlike_the_published_one_does_not_get_in(root, mirror, sources, nanterre):
    path = mirror / "populations_legales" / "donnees_communes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(";97783;", ";9778;"), encoding="utf-8")
    before = Store(root).manifest("populations_legales")
    outcome = Build(sources, mirror, root, golden=(nanterre,)).run(["populations_legales"])
    said = str(outcome.failures["populations_legales"])
    assert "pmun de commune:92050 : 9778 au lieu de 97783 (Insee, populations légales 2023)" in said
    assert "cause probable : définition" in said
    assert "refresh populations_legales --accept" in said
    assert Store(root).manifest("populations_legales") == before
    assert "9778 au lieu de 97783" in Store(root).stale("populations_legales").reason


def test_what_is_accepted_gets_in_and_says_so(root, mirror, sources, nanterre):
    path = mirror / "populations_legales" / "donnees_communes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(";97783;", ";97784;"), encoding="utf-8")
    outcome = Build(sources, mirror, root, golden=(nanterre,), accept=True).run(["populations_legales"])
    assert not outcome.failures
    assert any("97784 au lieu de 97783" in remark for remark in outcome.remarks)
    assert "écart_accepté" in set(Store(root).findings("populations_legales")["rule"])


def test_another_vintage_is_not_compared(root, mirror, sources, nanterre):
    older = nanterre.model_copy(update={"vintage": "2022", "known": {"commune:92050": 98119.0}})
    outcome = Build(sources, mirror, root, golden=(older,)).run(["populations_legales"])
    assert not outcome.failures
    assert set(Store(root).findings("populations_legales")["rule"]) == {"millésime"}


def test_a_refresh_that_works_again_lifts_the_mark(root, mirror, sources):
    path = mirror / "filosofi" / "cc_filosofi_2021_COM.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text("rien", encoding="utf-8")
    Build(sources, mirror, root).run(["filosofi"])
    assert Store(root).stale("filosofi") is not None
    path.write_text(text, encoding="utf-8")
    Build(sources, mirror, root).run(["filosofi"])
    assert Store(root).stale("filosofi") is None
