"""What a spreadsheet saves is read whole; what is no list is refused with what was seen and what to do."""

import io
import zipfile

import pytest
import xlsxwriter

from citeoscope.errors import ListError
from pipelines.lists.limits import FILE_BYTES, ROWS
from pipelines.lists.preview import preview
from pipelines.lists.read import read_bytes
from pipelines.lists.recognise import require_name

HEAD = "nom;adresse;commune\n"
TABLE = HEAD + "Café à côté;12 rue de l’Église;Épinal\nL’Œuvre;Forêt;Golbey\n"


def read(data, kind="tiers_lieux"):
    seen = preview(data, kind)
    require_name(seen.mapping, seen.guesses, seen.table)
    return seen.table


def workbook(write, **options):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        write(book, book.add_worksheet("Feuille 1"))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode("utf-8"),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.replace("\n", "\r\n").encode("cp1252"),
        TABLE.replace("\n", "\r").encode("utf-8"),
        TABLE.replace(";", "\t").encode("utf-8"),
        TABLE.replace(";", "|").encode("utf-8"),
        TABLE.replace(";", ",").encode("utf-8"),
        ("sep=;\n" + TABLE).encode("utf-8"),
        TABLE.replace("’", "'").encode("mac_roman"),
        TABLE.replace("’", "'").replace("Œ", "OE").encode("cp850"),
        HEAD.encode()
        + "Café à côté;12 rue de l’Église;Épinal\n".encode("cp1252")
        + "L’Œuvre;Forêt;Golbey\nÉ;é;è\n".encode(),
    ],
)
def test_every_dialect_gives_the_same_cells(data):
    table = read(data)
    assert table.headers == ("nom", "adresse", "commune")
    assert table.cells["commune"].tolist()[:2] == ["Épinal", "Golbey"]
    assert table.cells["nom"].iloc[0] == "Café à côté"
    assert table.cells["adresse"].iloc[0].replace("'", "’") == "12 rue de l’Église"


def test_rows_are_numbered_as_in_the_spreadsheet_whatever_is_in_the_cells():
    table = read('Lieux du pays\n\nnom,adresse,commune\nA,"1 rue\nde la Paix",Épinal\n,,\nB,2 rue,Golbey\n'.encode())
    assert table.rows.tolist() == [4, 6]
    assert table.cells["adresse"].iloc[0] == "1 rue\nde la Paix"
    assert any("En-têtes lus ligne 3" in remark for remark in table.remarks)
    assert any("1 ligne(s) vide(s)" in remark for remark in table.remarks)


def test_two_header_rows_and_merged_cells_are_read():
    def write(book, sheet):
        sheet.merge_range("A1:B1", "Le lieu")
        sheet.merge_range("C1:D1", "Où")
        sheet.write_row("A2", ["Nom", "Horaires", "Adresse", "Commune"])
        sheet.write_row("A3", ["La Bouée", "10 h", "1 rue Chanzy"])
        sheet.write_row("A4", ["L’Utopic", "11 h", "2 rue Chanzy"])
        sheet.merge_range("D3:D4", "Mirecourt")

    table = read(workbook(write))
    assert table.headers == ("Le lieu – Nom", "Le lieu – Horaires", "Où – Adresse", "Où – Commune")
    assert table.cells["Où – Commune"].tolist() == ["Mirecourt", "Mirecourt"]
    assert table.rows.tolist() == [3, 4]
    assert preview(workbook(write), "tiers_lieux").mapping.columns["commune"] == "Où – Commune"


def test_repeated_and_empty_headers_stay_apart():
    assert read(b"nom,note,note,\nA,x,y,z\n").headers == ("nom", "note", "note (2)", "colonne 4")


def test_a_quote_left_open_swallows_no_row():
    table = read(b'nom,commune\nLe "Lab",Lille\n"La Ruche" du port,Brest\nB,Nantes\n')
    assert table.cells["commune"].tolist() == ["Lille", "Brest", "Nantes"]
    with pytest.raises(ListError, match="guillemet n’est pas fermé"):
        read(b'nom,adresse,commune\nA,"1 rue,Lille\nB,2 rue,Brest\nC,"3, rue",Nantes\n')


def test_json_as_grist_and_opendatasoft_write_it():
    grist = b'{"records": [{"id": 1, "fields": {"nom": "A", "code_insee": "01001", "ouvert": true}}]}'
    assert read(grist).cells.iloc[0].tolist() == ["A", "01001", "oui"]
    portal = b'[{"nom": "A", "geo_point_2d": {"lon": 6.10, "lat": 48.30}, "services": ["a", "b"]}]'
    assert read(portal).cells.iloc[0].to_dict() == {
        "nom": "A",
        "geo_point_2d.lon": "6.10",
        "geo_point_2d.lat": "48.30",
        "services": "a|b",
    }


def zip_bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


def lying_bomb():
    """The size that the archive declares is not the one it unpacks to."""
    data = bytearray(zip_bomb())
    size = (60_000_000).to_bytes(4, "little")
    while size in data:
        data[data.index(size) : data.index(size) + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def locked(form):
    if form == "xlsx":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", b"\x8f\x02")
    return out.getvalue()


WHOLE = workbook(lambda _, sheet: sheet.write_row("A1", ["nom", "commune"]) or sheet.write_row("A2", ["A", "Lille"]))


@pytest.mark.parametrize(
    ("data", "seen", "advice"),
    [
        (b"", "vide", "Vérifiez l’export"),
        (b" \n\n  \n", "pas un tableau|ni un texte", "tableau|Enregistrez"),
        (b"nom;commune\n", "que des en-têtes", "Vérifiez"),
        ("Chers tous,\nVoici la liste, comme promis.\nBien à vous\n".encode(), "pas un tableau", "liste|tableau"),
        (b"un\ndeux\ntrois\n", "pas un tableau", "deux colonnes"),
        (bytes(range(256)) * 50, "ni un texte ni un format connu", "Enregistrez"),
        (b"%PDF-1.7 \x00", "document PDF", "CSV"),
        (b"<!DOCTYPE html><html><table>", "page web", "export CSV"),
        (WHOLE[:-700], "abîmé|archive", "enregistrez-le"),
        (WHOLE[:2000] + b"\0" * 300 + WHOLE[2300:], "abîmé", "enregistrez-le"),
        (b"PK\x03\x04" + b"rien", "abîmé", "enregistrez-le"),
        (locked("xlsx"), "mot de passe", "sans mot de passe"),
        (locked("ods"), "mot de passe", "sans mot de passe"),
        (zip_bomb(), "bombe de décompression", "CSV"),
        (lying_bomb(), "bombe de décompression|abîmé", "CSV|enregistrez"),
        (b'{"a": 1}', "n’est pas une liste", "tableau d’objets"),
        (b'[{"nom": "A"', "JSON illisible", "exportez"),
        (b"[" * 100_000, "JSON illisible", "exportez"),
        (b'{"type": "FeatureCollection", "features": []}', "aucun objet", "Vérifiez"),
        (b"SQLite format 3\x00" + b"\0" * 100, "abîmé", "enregistrez"),
        (b"site web;commune\nwww.a.fr;Lille\n", "Aucune colonne ne donne le nom", "Nommez"),
        (("nom;commune\nA;" + "x" * 1_100_000 + "\n").encode(), "million|1\u202f100\u202f000", "guillemet"),
        (b"a;b;c\nd\ne;f\ng;h;i;j\nk\nl;m;n;o;p\n", "pas les mêmes colonnes|nom", "Exportez|Nommez"),
        (("nom;commune\n" + "A;B\n" * (ROWS + 1)).encode(), "Plus de 200\u202f000 lignes", "Découpez"),
    ],
)
def test_what_is_no_list_is_refused_with_a_remedy(data, seen, advice):
    with pytest.raises(ListError, match=seen) as refused:
        read(data)
    with pytest.raises(ListError, match=advice):
        raise refused.value


def test_a_file_too_big_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "liste.csv"
    with path.open("wb") as stream:
        stream.truncate(10 * FILE_BYTES)
    with pytest.raises(ListError, match="500 Mo : la limite est de 50 Mo"):
        read_bytes(path)


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_is_not_there_is_named(tmp_path, name):
    with pytest.raises(ListError, match=r"introuvable|dossier"):
        read_bytes(tmp_path / name)


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>
<table:table table:name="Lieux">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(*rows):
    cell = '<table:table-cell office:value-type="{kind}"{value}><text:p>{text}</text:p></table:table-cell>'
    lines = []
    for row in rows:
        cells = [
            cell.format(kind="float", value=f' office:value="{one}"', text=one)
            if isinstance(one, float)
            else cell.format(kind="string", value="", text=one)
            for one in row
        ]
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", ODS.format(rows="".join(lines)))
    return out.getvalue()


def test_an_ods_is_read_and_its_numbers_stay_as_written():
    table = read(ods(["nom", "code_insee", "lat"], ["Café à côté", 1001.0, 46.1534]))
    assert table.form == "ODS"
    assert table.cells.iloc[0].tolist() == ["Café à côté", "1001", "46.1534"]


def test_an_object_without_geometry_is_not_said_to_have_a_surface():
    empty = (
        '{"type": "Feature", "properties": {"nom": "A"}, "geometry": {"type": "GeometryCollection", "geometries": []}}'
    )
    square = '{"type": "Polygon", "coordinates": [[[6, 48], [6.1, 48], [6.1, 48.1], [6, 48]]]}'
    whole = f'{{"type": "Feature", "properties": {{"nom": "B"}}, "geometry": {square}}}'
    table = read(f'{{"type": "FeatureCollection", "features": [{empty}, {whole}]}}'.encode())
    assert table.remarks == ("1 objet(s) ne sont pas des points : un point de leur surface est pris.",)
    assert table.cells["latitude (géométrie)"].eq("").tolist() == [True, False]
