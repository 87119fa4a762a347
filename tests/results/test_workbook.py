"""Workbooks: numbers are numbers, text is text and never a formula, and the same tables the same bytes."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tamtam.results import workbook
from tamtam.results.folder import Folder
from tamtam.results.workbook import LONGEST_NAME, SheetLink, WorkbookSheet, tab_name

from tests.results.sessions import TRAPS
from tests.results.workbooks import frozen, links, sheets

ODD = (
    "=1+1",
    "+1",
    "-2",
    "@now",
    "a\u0000b\u000bc",
    "<&>\"'",
    "  both ends  ",
    "l1\nl2",
    "👩‍👩‍👧",
    "_x0041_",
    "",
)


@pytest.mark.parametrize("text", [*ODD, *TRAPS])
def test_text_stays_text_to_the_letter(tmp_path: Path, text: str) -> None:
    workbook.write(tmp_path / "w.xlsx", {"one": WorkbookSheet(("text",), [(text,)])})
    written = text.replace("\u0000", "").replace("\u000b", "")
    assert sheets(tmp_path / "w.xlsx")["one"][1:] == ([[written]] if written else [])


def test_numbers_and_truths_stay_what_they_are(tmp_path: Path) -> None:
    row = (3, -2, 2.5, True, None)
    workbook.write(tmp_path / "w.xlsx", {"one": WorkbookSheet(tuple("abcde"), [row])})
    assert sheets(tmp_path / "w.xlsx")["one"][1] == [3, -2, 2.5, True]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        workbook.write(tmp_path / name, {"one": WorkbookSheet(("x",), [(1,)])})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_is_no_number_leaves_its_cell_empty(tmp_path: Path) -> None:
    row = (float("nan"), float("inf"), 3.0)
    workbook.write(tmp_path / "w.xlsx", {"one": WorkbookSheet(tuple("abc"), [row])})
    assert sheets(tmp_path / "w.xlsx")["one"][1] == ["", "", 3]


@pytest.mark.parametrize(
    "words",
    [
        *("Who decides?", "a/b\\c:d*e[f]", "'quoted'", "", "   ", "History", "x" * 60),
        *("👩‍👩‍👧" * 9, "=1+1", "é" * 31, *TRAPS),
    ],
)
def test_every_name_of_a_tab_is_one_that_excel_takes(words: str) -> None:
    taken: list[str] = []
    for _ in range(12):
        name = tab_name(words, taken)
        assert name.strip() and not set("[]:*?/\\") & set(name)
        assert len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not name.startswith("'") and not name.endswith("'")
        assert name.casefold() != "history"
        assert name.casefold() not in {one.casefold() for one in taken}
        taken.append(name)


def test_a_name_of_a_tab_ends_with_a_word() -> None:
    long = "1B Ce qui pèse quand nous choisissons"
    assert tab_name(long) == "1B Ce qui pèse quand nous"
    assert tab_name(long, [tab_name(long)]) == "1B Ce qui pèse quand nous (2)"


def test_a_day_is_a_day_for_the_spreadsheet(tmp_path: Path) -> None:
    row = (date(2026, 12, 24),)
    workbook.write(tmp_path / "w.xlsx", {"one": WorkbookSheet(("when",), [row])})
    assert sheets(tmp_path / "w.xlsx")["one"][1] == [(date(2026, 12, 24) - date(1899, 12, 30)).days]


def test_a_link_leads_to_its_sheet_and_names_stay_in_sight(tmp_path: Path) -> None:
    there = 'L\'été "à" <nous>'
    found = {
        "one": WorkbookSheet(("go",), [(SheetLink("There", there),)], ("Title",)),
        there: WorkbookSheet(("x",), [(1,)]),
    }
    workbook.write(tmp_path / "w.xlsx", found)
    assert links(tmp_path / "w.xlsx") == {"A3": "'L''été \"à\" <nous>'!A1"}
    assert list(sheets(tmp_path / "w.xlsx")) == ["one", there]
    assert frozen(tmp_path / "w.xlsx") == [2, 1]


def test_a_decimal_number_is_read_back_where_it_has_a_comma(tmp_path: Path) -> None:
    Folder(tmp_path, excel=True).table("t.csv", ("a", "b"), [(2.5, "1;2"), (-3, "«\xa0é\xa0»")])
    read = pd.read_csv(tmp_path / "t.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert list(read["a"]) == [2.5, -3]
    assert list(read["b"]) == ["1;2", "«\xa0é\xa0»"]


def test_a_row_that_doesnt_fit_its_columns_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"t\.csv"):
        Folder(tmp_path).table("t.csv", ("a", "b"), [(1, 2), (1, 2, 3)])
    assert list(tmp_path.iterdir()) == []
