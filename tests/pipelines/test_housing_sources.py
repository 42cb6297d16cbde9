"""Dwellings of the Val-d'Oise, energy labels, postal codes: each in its publisher's format."""

import pandas as pd
import pytest

from pipelines.harmonise import rebase_table
from pipelines.notes import take_notes
from pipelines.reference import Reference


def rules(frame):
    return {item.rule: item.count for item in take_notes(frame).defects}


def test_headings_on_several_lines_are_read(parsed):
    row = parsed("logement_val_doise").set_index("code").loc["95680"]
    assert row["houses_before_1919"] == pytest.approx(70.06907)
    assert row["flats_1919_1945"] == pytest.approx(145.58236)
    assert row["houses_before_1971"] == pytest.approx(70.06907 + 229.45574 + 469.40666)
    parts = row[["tenants_private", "tenants_social", "tenants_furnished", "rent_free"]].sum()
    assert row["owned_houses"] + row["owned_flats"] + parts <= row["main_residences"]
    assert row["houses"] + row["flats"] <= row["main_residences"]


def test_vacancy_keeps_its_secret(parsed):
    rows = parsed("vacance_val_doise").set_index("code")
    assert rows.loc["95018", "vacant_2_years_2026"] == 905
    assert rows.loc["95011", "vacant_2_years_2026_status"] == "secret"
    assert pd.isna(rows.loc["95011", "private_dwellings_2025"])


def test_labels_of_a_merged_commune_are_added(parsed, sources):
    frame = parsed("dpe")
    assert frame.set_index("code").loc["95018", "dpe_fg"] == 1_545 + 1_224
    reference = Reference.from_frames(parsed("cog"), parsed("cog_mouvements"))
    done = rebase_table(frame, sources["dpe"], reference)
    assert "95282" not in set(done.frame["code"])


def test_old_labels_are_counted_where_they_say(parsed):
    frame = parsed("dpe_avant_2021")
    assert frame["code"].str.fullmatch(r"77\d{3}").all()
    classes = frame[[f"dpe_{label}" for label in "abcdefg"]].sum(axis=1) + frame["dpe_blank"]
    assert (classes == frame["dpe_total"]).all()
    found = rules(frame)
    assert found["hors_champ"] == 2
    assert found["code_contradictoire"] == 1
    assert found["hors_département"] == 2


def test_a_commune_has_several_postal_codes(parsed):
    frame = parsed("codes_postaux")
    assert len(frame[frame["code"] == "92050"]) == 1
    assert set(frame.loc[frame["code"] == "59350", "postal_code"]) == {"59000", "59160", "59260", "59777", "59800"}
    assert frame.loc[frame["code"] == "01187", "postal_code"].str.startswith("01").all()
    assert not frame["code"].str.startswith(("98", "99")).any()
