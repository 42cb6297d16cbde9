"""Places brought together keep what each list says, with its date; what people decided holds."""

import pytest

from citeoscope.errors import StoreError
from citeoscope.paths import DATA
from citeoscope.places.decisions import FILE, Decision, read_decisions
from citeoscope.places.files import NATIONAL, write
from citeoscope.places.listed import iso_date, listed
from citeoscope.places.match import candidates
from citeoscope.places.merged import merged
from tests.citeoscope.places.test_match import rows


@pytest.fixture(scope="module")
def lists(embedded):
    return listed(embedded, DATA / "local")


@pytest.fixture(scope="module")
def whole(lists):
    return merged(lists, candidates(lists))


def test_every_row_is_in_one_place_and_only_one(lists, whole):
    members = [one for told in whole.places["members"] for one in told]
    assert sorted(members) == sorted(lists["id"])
    assert len(whole.places) < len(lists)


def test_a_place_that_two_lists_know_keeps_both_with_their_dates(whole):
    place = whole.places[whole.places["nom"].str.casefold() == "electrolab"].iloc[0]
    assert set(place["datasets"]) == {"fabriques_de_territoire", "tiers_lieux_2019"}
    assert place["labels"] == ("Fabrique de territoire",)
    assert place["verified_on"] == "2023"
    # The census knows the street, the label only the commune: the finest point is shown.
    assert place["precision"] in {"housenumber", "street"}
    facts = whole.facts[whole.facts["place"] == place["id"]]
    assert set(facts["date"]) == {"2019", "2023"}


def test_the_pairs_left_to_people_are_in_two_places(whole):
    place_of = {
        row: place for place, told in zip(whole.places["id"], whole.places["members"], strict=True) for row in told
    }
    assert len(whole.to_decide) > 20
    for pair in whole.to_decide.itertuples():
        assert place_of[pair.first] != place_of[pair.second]


def test_what_people_decided_holds_against_any_likeness():
    told = rows({"nom": "Le Quai"}, {"nom": "Le Quai"}, {"nom": "Tout autre"})
    pairs = candidates(told)
    assert len(merged(told, pairs).places) == 2
    apart = Decision("l0:1", "l1:1", "apart", "2026-11-24")
    assert len(merged(told, pairs, (apart,)).places) == 3
    join = Decision("l0:1", "l2:1", "merge", "2026-11-24")
    assert len(merged(told, pairs, (apart, join)).places) == 2
    assert merged(told, pairs, (apart, join)).to_decide.empty


def test_a_chain_of_alike_names_does_not_bring_strangers_together():
    told = rows({"nom": "Atelier Nord"}, {"nom": "Atelier Nord Est"}, {"nom": "Nord Est Studio"})
    groups = merged(told, candidates(told)).places["members"]
    assert not any({"l0:1", "l2:1"} <= set(one) for one in groups)


def test_a_decision_on_a_place_that_is_gone_changes_nothing():
    told = rows({"nom": "Le Quai"})
    gone = Decision("l0:1", "l9:9", "merge", "2026-11-24")
    assert len(merged(told, candidates(told), (gone,)).places) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "illisibles"),
        (b"a,b\n1,2\n", "a les colonnes a, b"),
        (b"first,second,decision,decided_on\na,b,?,x\n", "ligne"),
    ],
)
def test_a_damaged_file_of_decisions_is_said(tmp_path, content, words):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StoreError, match=words):
        read_decisions(tmp_path)


def test_files_are_in_the_national_schema_and_no_cell_starts_a_formula(whole):
    hostile = whole.places.head(3).assign(nom=["=1+1", "<img src=x>", "Normal"])
    text = write(hostile, "csv").decode("utf-8-sig").splitlines()
    assert text[0].split(",")[: len(NATIONAL)] == list(NATIONAL)
    assert "'=1+1" in text[1]
    assert b'"type": "FeatureCollection"' in write(hostile, "geojson")
    assert write(hostile, "parquet")[:4] == b"PAR1"


def test_importing_a_list_is_not_checking_it(lists):
    assert set(lists.loc[lists["dataset"] == "tiers_lieux", "date_maj"]) == {""}


def test_an_address_is_that_of_one_list():
    told = rows(
        {"nom": "Le Quai", "commune": "Mirecourt", "date_maj": "2023"},
        {"nom": "Le Quai", "adresse": "3 rue Haute", "commune": "Épinal", "code_insee": "88160", "date_maj": "2019"},
    )
    join = Decision("l0:1", "l1:1", "merge", "2026-11-24")
    (place,) = merged(told, candidates(told), (join,)).places.to_dict("records")
    assert (place["adresse"], place["commune"]) == ("3 rue Haute", "Épinal")


def test_a_folder_without_any_list_is_no_fault(embedded, tmp_path):
    assert len(listed(embedded, tmp_path)) > 2000


@pytest.mark.parametrize(
    ("text", "iso"),
    [("04/07/2018", "2018-07-04"), ("2018-07-04T10:00", "2018-07-04"), ("juillet 2018", "2018"), ("hier", "")],
)
def test_dates_are_compared_as_dates(text, iso):
    assert iso_date(text) == iso
