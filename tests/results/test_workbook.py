"""Workbooks: numbers are numbers, text is text and never a formula, and the same tables the same bytes."""

from pathlib import Path

import pandas as pd
import pytest
from tamtam.results import workbook
from tamtam.results.folder import Folder

from tests.results.sessions import TRAPS
from tests.results.workbooks import sheets

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
    "",
)


@pytest.mark.parametrize("text", [*ODD, *TRAPS])
def test_text_stays_text_to_the_letter(tmp_path: Path, text: str) -> None:
    workbook.write(tmp_path / "w.xlsx", {"one": (("text",), [(text,)])})
    assert sheets(tmp_path / "w.xlsx")["one"][1] == [
        text.replace("\u0000", "").replace("\u000b", "")
    ]


def test_numbers_and_truths_stay_what_they_are(tmp_path: Path) -> None:
    row = (3, -2, 2.5, True, None)
    workbook.write(tmp_path / "w.xlsx", {"one": (tuple("abcde"), [row])})
    assert sheets(tmp_path / "w.xlsx")["one"][1] == [3, -2, 2.5, True, ""]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        workbook.write(tmp_path / name, {"one": (("x",), [(1,)])})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_decimal_number_is_read_back_where_it_has_a_comma(tmp_path: Path) -> None:
    Folder(tmp_path, excel=True).table("t.csv", ("a", "b"), [(2.5, "1;2"), (-3, "«\xa0é\xa0»")])
    read = pd.read_csv(tmp_path / "t.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert list(read["a"]) == [2.5, -3]
    assert list(read["b"]) == ["1;2", "«\xa0é\xa0»"]


def test_a_row_that_doesnt_fit_its_columns_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"t\.csv"):
        Folder(tmp_path).table("t.csv", ("a", "b"), [(1, 2), (1, 2, 3)])
    assert list(tmp_path.iterdir()) == []
