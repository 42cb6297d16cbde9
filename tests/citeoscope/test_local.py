"""The lists that people edit, in whatever a spreadsheet saves."""

import pytest

from citeoscope.errors import StoreError
from citeoscope.facts import local_facts
from citeoscope.layers import points
from citeoscope.local import local_stamp, read_list
from citeoscope.paths import DATA

HEADER = "id,nom,porteur,perimetre,commune_code"
HOSTILE = "<img src=x onerror=alert(1)>"


def write(folder, text, encoding="utf-8"):
    (folder / "projets.csv").write_text(text, encoding=encoding)


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_commas_and_semicolons_are_read(tmp_path, separator, encoding):
    write(tmp_path, f"{HEADER}\na,École {HOSTILE},=1+1,commune:88304,88304\n".replace(",", separator), encoding)
    frame = read_list(tmp_path, "projets")
    assert frame.loc[0, "nom"] == f"École {HOSTILE}"
    assert frame.loc[0, "commune_code"] == "88304"


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        (f"{HEADER}\na,École,x,commune:88304,88304\n", "latin-1", "UTF-8"),
        ("", "utf-8", "Liste illisible"),
        ("id,nom\na,b\n", "utf-8", "n’a pas la colonne porteur, perimetre"),
    ],
)
def test_a_list_that_cannot_be_read_is_named_with_the_remedy(tmp_path, text, encoding, words):
    write(tmp_path, text, encoding)
    with pytest.raises(StoreError, match=words):
        read_list(tmp_path, "projets")


def test_no_list_at_all_is_no_fact(tmp_path):
    assert local_facts(tmp_path).empty


def test_only_web_addresses_become_links(tmp_path):
    write(tmp_path, f"{HEADER},source_url\na,Nom,x,commune:88304,88304,javascript:alert(1)\n")
    assert local_facts(tmp_path)["url"].tolist() == [""]


def test_an_imported_list_joins_the_local_facts_and_the_map(tmp_path, embedded):
    for name in ("tiers_lieux", "projets", "evenements"):
        (tmp_path / f"{name}.csv").write_bytes((DATA / "local" / f"{name}.csv").read_bytes())
    before = local_stamp(tmp_path)
    folder = tmp_path / "listes"
    folder.mkdir()
    (folder / "vosges-1.csv").write_text(
        "id,nom,code_insee,latitude,longitude,precision\n"
        "a,Le Lieu,88304,48.301,6.132,coordinates\nb,Sans adresse,88304,48.29,6.12,commune\n",
        encoding="utf-8",
    )
    (folder / "vosges.toml").write_text(
        'kind = "tiers_lieux"\nfile = "vosges.xlsx"\nsha256 = "0"\nimported_at = "2026-11-24T09:00:00+00:00"\n'
        'rows = "vosges-1.csv"\nrows_sha256 = "0"\nkept = 2\ncounts = { imported = 2 }\ncolumns = { nom = "Nom" }\n',
        encoding="utf-8",
    )
    assert local_stamp(tmp_path) != before
    facts = local_facts(tmp_path).set_index("id").loc[["listes/vosges/a", "listes/vosges/b"]]
    assert set(facts["source"]) == {"liste importée « vosges » (vosges.xlsx, 24/11/2026)"}
    drawn = points(embedded, "tiers_lieux", tmp_path).set_index("id")
    assert drawn.loc["listes/vosges:a", ["latitude", "longitude"]].tolist() == [48.301, 6.132]
    assert "placé à la commune" in drawn.loc["listes/vosges:b", "note"]
    assert "placé" not in drawn.loc["listes/vosges:a", "note"]


def test_facts_known_by_their_commune_alone_never_hide_one_another(embedded, tmp_path):
    rows = "".join(f"{n},Débat {n},débat,2018,commune:75056,75056\n" for n in range(200))
    header = "id,nom,type,date_debut,perimetre,commune_code\n"
    (tmp_path / "evenements.csv").write_text(header + rows, encoding="utf-8")
    for fan, places in ((True, 200), (False, 1)):
        drawn = points(embedded, "evenements", tmp_path, fan=fan)
        assert len(drawn) == 200
        assert drawn["approximate"].all()
        assert drawn["note"].str.contains("placé à la commune").all()
        assert len(set(zip(drawn["latitude"].round(4), drawn["longitude"].round(4), strict=True))) == places
