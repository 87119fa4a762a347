"""Items as they come from elsewhere: typed, pasted, in a file."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tamtam.authoring.building import rows
from tamtam.language.errors import TamtamError
from tamtam.results import workbook

TWO = [("Le rythme", "The pace"), ("L’équipe, soudée", "The team")]


def test_typed_one_a_line_a_comma_belongs_to_the_sentence() -> None:
    assert rows.of_text("Le rythme, surtout\r\n\r\n  L’équipe  \n", 2) == [
        ("Le rythme, surtout",),
        ("L’équipe",),
    ]


def test_cells_of_a_spreadsheet_are_languages_and_what_is_beside_them_is_left() -> None:
    assert rows.of_text("Le rythme\tThe pace\tx\n\t\nL’équipe, soudée\tThe team\t", 2) == TWO
    assert rows.of_text('"Deux\nlignes"\tTwo', 1) == [("Deux lignes",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_is_read_however_it_was_saved(encoding: str) -> None:
    raw = "Le rythme;The pace\r\nL’équipe, soudée;The team\r\n".encode(encoding)
    assert rows.of_file("a.csv", raw, 2) == TWO


def test_a_csv_file_of_one_column_keeps_its_commas() -> None:
    raw = "Le rythme, surtout\nL’équipe\n".encode()
    assert rows.of_file("a.csv", raw, 1) == [("Le rythme, surtout",), ("L’équipe",)]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write(path, {"Items": workbook.WorkbookSheet(TWO[0], [TWO[1], ("3", 4)])})
    assert rows.of_file("a.xlsx", path.read_bytes(), 2) == [*TWO, ("3", "4")]


def test_a_workbook_that_keeps_its_words_apart_is_read(tmp_path: Path) -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as out:
        out.writestr(
            "xl/sharedStrings.xml",
            f"<sst {main}><si><t>Un</t></si><si><r><t>De</t></r><r><t>ux</t></r></si></sst>",
        )
        out.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet {main}><sheetData><row><c r="B1" t="s"><v>0</v></c></row>'
            '<row><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>9</v></c></row>'
            "</sheetData></worksheet>",
        )
    assert rows.of_file("a.xlsx", path.read_bytes(), 2) == [("", "Un"), ("Deux", "")]


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with ZipFile(bomb, "w", ZIP_DEFLATED) as out:
        out.writestr("xl/worksheets/sheet1.xml", b"0" * (rows.UNPACKED + 1))
    declares = tmp_path / "declares.xlsx"
    with ZipFile(declares, "w") as out:
        out.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    odd = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0old", bomb.read_bytes(), declares.read_bytes())
    for raw in (*odd, b"x" * (rows.LARGEST + 1)):
        with pytest.raises(TamtamError) as caught:
            rows.of_file("a.xlsx", raw, 1)
        assert "a.xlsx" in caught.value.message("fr")
