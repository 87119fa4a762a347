"""A table in whatever form it comes: each says the same as when it is typed, or is refused in words."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from tamtam.deck.deck import Item
from tamtam.session import paper
from tamtam.session.activity import ActivityState
from tamtam.session.paper import PaperReading, sheet

from tests.decks import agreement, words
from tests.refusals import refused

TWO = msgspec.structs.replace(
    agreement(),
    items=(Item("s1", words("Je parle ; on m’écoute")), Item("s2", words("Confiance, entre nous"))),
)
EXPECTED = [[4, 5], [3, None], [2, 1]]


def read(table: Any) -> PaperReading:
    return paper.read(ActivityState(TWO), sheet.as_text(table))


def values(found: PaperReading) -> list[list[Any]]:
    assert not found.mistakes, found.told("en")
    return [[row.get(column.slot) for column in found.columns] for row in found.rows]


HEADINGS = {
    "none": None,
    "names": ("Je parle ; on m’écoute", "Confiance, entre nous"),
    "the matrix of a form": (
        "D’accord ? [Je parle ; on m’écoute]",
        "D’accord ? [Confiance, entre nous]",
    ),
    "ids": ("s1", "s2"),
}
DIALECTS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


def written(heading: tuple[str, ...] | None, between: str, five: str, quote: bool) -> str:
    rows = [["4", five], ["3", ""], ["2", "1"]]
    lines = [*([list(heading)] if heading else []), *rows]

    def cell(text: str) -> str:
        return f'"{text}"' if quote or between in text else text

    return "\r\n".join(between.join(map(cell, line)) for line in lines) + "\r\n"


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
@pytest.mark.parametrize("between", DIALECTS.values(), ids=DIALECTS)
@pytest.mark.parametrize("five", ["5", "5,0", "5.0"])
@pytest.mark.parametrize("quote", [False, True], ids=["bare", "quoted"])
def test_every_dialect_of_csv_says_the_same(
    heading: tuple[str, ...] | None, between: str, five: str, quote: bool
) -> None:
    table = written(heading, between, five, quote)
    assert values(read(table)) == EXPECTED
    assert values(read(f"sep={between}\n{table}")) == EXPECTED
    assert values(read(f"\ufeff{table}")) == EXPECTED


@pytest.mark.parametrize("title", ["Atelier du 24 novembre", "Table 4;16 personnes", "\n\n;;"])
def test_a_title_above_the_heading_is_no_answer(title: str) -> None:
    table = written(HEADINGS["names"], ";", "5", quote=True)
    found = values(read(f"{title}\n{table}"))
    assert found == EXPECTED


def test_answers_above_what_looks_like_a_heading_stay_answers() -> None:
    assert read("4;5\ns1;s2\n3;2").mistakes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_file_is_read_whatever_its_encoding(tmp_path: Path, encoding: str, between: str) -> None:
    path = tmp_path / "réponses.csv"
    path.write_bytes(written(HEADINGS["names"], between, "5", quote=False).encode(encoding))
    assert values(read(path)) == values(read(f" {path} ")) == EXPECTED


def test_a_first_column_with_the_time_of_a_form_is_left_out() -> None:
    found = read(
        'Horodateur,"Je parle ; on m’écoute","Confiance, entre nous"\n2026/11/24 09:12,4,5\n'
    )
    assert values(found) == [[4, 5]]
    assert found.left_out == ("Horodateur",)


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"s2": [5, None, 1], "s1": [4, 3, 2]}),
        pd.DataFrame([[4, 5], [3, pd.NA], [2, 1]], dtype="Int64"),
        pd.DataFrame([[4, 5], [3, None], [2, 1]], columns=list(HEADINGS["names"] or ())),
        [[4, 5], [3, None], [2, 1]],
        [(4.0, "5"), (3, float("nan")), ("2", 1)],
        np.array([[4, 5], [3, np.nan], [2, 1]]),
        [{"s1": 4, "s2": 5}, {"s1": 3}, {"s2": 1, "s1": 2}],
    ],
    ids=["named", "counted", "in words", "lists", "tuples", "an array", "mappings"],
)
def test_a_data_frame_and_a_list_say_the_same(table: Any) -> None:
    assert values(read(table)) == EXPECTED


def test_a_list_of_single_answers_is_one_column() -> None:
    one = ActivityState(agreement(statements=1))
    for table in ([4, 5, 3], pd.Series([4, 5, 3])):
        assert [list(r.values()) for r in paper.read(one, sheet.as_text(table)).rows] == [
            [4],
            [5],
            [3],
        ]


@pytest.mark.parametrize("table", [None, 4, 2.5, object(), b"4;5", {1, 2}])
def test_what_is_no_table_is_refused_in_words(table: object) -> None:
    with refused("paper_no_table"):
        sheet.as_text(table)


def test_a_file_that_is_not_there_or_no_text_is_refused_in_words(tmp_path: Path) -> None:
    with refused("paper_no_file"):
        sheet.as_text("nowhere/answers.csv")
    with refused("paper_no_file"):
        sheet.as_text(tmp_path)
    with refused("paper_spreadsheet"):
        sheet.as_text("answers.xlsx")


@pytest.mark.parametrize("begins", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_a_spreadsheet_that_was_only_renamed_is_none(tmp_path: Path, begins: bytes) -> None:
    renamed = tmp_path / "answers.csv"
    renamed.write_bytes(begins + bytes(200))
    with refused("paper_spreadsheet"):
        sheet.as_text(renamed)


def test_no_other_way_to_part_cells_makes_a_mistake_disappear() -> None:
    """The first line can't be taken for a heading that nobody wrote."""
    found = read("4;x\n3\n")
    assert not found.is_ready
    assert "“x”" in found.told("en")[0]
