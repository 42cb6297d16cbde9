"""Files that leave the product."""

import csv
import io

import pytest

from citeoscope.exports.cells import figure, neutralise
from citeoscope.exports.csv import to_csv
from citeoscope.territory.levels import Level


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_starts_a_formula_is_neutralised(text):
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["Nanterre", "", "1=1", "L'Île-d'Yeu"])
def test_other_cells_are_left_alone(text):
    assert neutralise(text) == text


def test_the_csv_opens_in_a_french_spreadsheet_with_its_sources(embedded):
    raw = to_csv(embedded, "taux_pauvrete", "epci:200068369", Level.COMMUNE)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 76
    by_code = {row["code"]: row for row in rows}
    assert by_code["88304"]["valeur"] == "23"
    assert by_code["88304"]["statut"] == "valeur disponible"
    secret = [row for row in rows if row["statut"] == "secret statistique"]
    assert secret
    assert all(row["valeur"] == "" for row in secret)
    assert all(
        "Insee" in row["source"].title() and row["millesime"] == "2021" and row["unite"] == "%" and row["licence"]
        for row in rows
    )


def test_the_other_columns_of_a_table_come_with_their_status_and_source(embedded):
    raw = to_csv(embedded, "revenu_median", "epci:200068369", Level.COMMUNE, columns=["france_services"])
    row = next(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    (column,) = [name for name in row if name.startswith("France services (")]
    assert row[column] in {"0", "1"}
    assert row["france_services : statut"] == "valeur disponible"
    assert "ANCT" in row["france_services : source"]


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (21620.0, 0, "21620"),
        (1037.5280442414291, 1, "1037,528"),
        (-0.00003, 2, "0"),
        (0.3217567480167327, 2, "0,3218"),
        (0.1234567, 6, "0,123457"),
        (float("nan"), 1, ""),
    ],
)
def test_a_figure_is_written_as_one_types_it(value, decimals, written):
    assert figure(value, decimals) == written
