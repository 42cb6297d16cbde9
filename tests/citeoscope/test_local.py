"""The lists that people edit, in whatever a spreadsheet saves."""

import pytest

from citeoscope.errors import StoreError
from citeoscope.layers import local_facts
from citeoscope.local import read_list

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
