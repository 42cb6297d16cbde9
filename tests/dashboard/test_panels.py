"""The texts beside the map: French, with their vintage, and never able to run what a list contains."""

from dataclasses import replace

from citeoscope.numbers import french_date
from citeoscope.query.answer import SourceNote
from citeoscope.store import Stale
from dashboard import panels
from dashboard.panels import KeyFigure

HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_hostile_name_is_text_everywhere(embedded):
    fact = dict.fromkeys(("name", "kind", "holder", "when", "description", "source"), HOSTILE) | {"url": ""}
    note = SourceNote("x", HOSTILE, HOSTILE, HOSTILE, HOSTILE, "2026-01-01")
    pages = [
        panels.title(HOSTILE, 2, embedded.indicator("population"), HOSTILE),
        panels.key_figures(HOSTILE, [KeyFigure(HOSTILE, HOSTILE, HOSTILE)]),
        panels.card(HOSTILE, [HOSTILE], [KeyFigure(HOSTILE, HOSTILE, HOSTILE)], HOSTILE),
        panels.sources([note], [HOSTILE]),
        panels.initiatives([fact]),
    ]
    for page in pages:
        assert "<img" not in page
        assert "&lt;img" in page


def test_a_figure_comes_with_its_vintage(embedded):
    figure = KeyFigure.of(embedded.indicator("population"), embedded.aggregate("population", "commune:92050"))
    assert figure.text == "97\u202f783\u00a0hab."
    assert figure.note == "Insee, 2023"


def test_a_source_that_failed_is_said_beside_its_figure_with_the_reason_and_the_date(embedded):
    stale = Stale(since="2026-11-24T08:00:00+00:00", reason="le service <b>INSEE</b> ne répond pas")
    answer = embedded.aggregate("population", "commune:92050")
    failed = replace(answer, sources=tuple(replace(note, stale=stale) for note in answer.sources))
    figure = KeyFigure.of(embedded.indicator("population"), failed)
    assert figure.text == "97\u202f783\u00a0hab."
    assert figure.note == "Insee, 2023 · source en défaut depuis le 24/11/2026"
    page = panels.sources(failed.sources, [])
    assert "en échec le 24/11/2026 : le service &lt;b&gt;INSEE&lt;/b&gt; ne répond pas." in page
    retrieved = french_date(failed.sources[0].retrieved_at)
    assert f"Les chiffres montrés sont ceux récupérés le {retrieved}." in page


def test_a_source_says_what_carried_it_here(embedded):
    note = embedded.sources("population")[0]
    retrieved = french_date(note.retrieved_at)
    assert f"Fichier publié, copie locale, récupéré le {retrieved}." in panels.sources([note], [])
    assert "Service en ligne, récupéré le" in panels.sources([replace(note, origin="network")], [])


def test_a_non_value_is_said_in_words(embedded):
    answer = embedded.aggregate("revenu_median", "epci:200093201+commune:62427")
    figure = KeyFigure.of(embedded.indicator("revenu_median"), answer)
    assert figure.absent
    assert figure.text == "non agrégeable"


def test_an_empty_territory_says_what_to_do():
    assert "Ajoutez les vôtres" in panels.initiatives([])


def test_dates_are_french_and_years_stay_years():
    assert french_date("2018-07-04") == "04/07/2018"
    assert french_date("2018") == "2018"


def test_a_long_unit_may_break_in_a_narrow_cell_and_a_short_one_stays_with_its_number():
    assert panels.narrow("21\u202f620\u00a0€") == "21\u202f620\u00a0€"
    assert panels.narrow("2,9\u00a0consultations/an/hab.") == "2,9 consultations/<wbr>an/<wbr>hab."
    assert panels.narrow("<b>\u00a0<script>/</script>").startswith("&lt;b&gt; &lt;script&gt;")
