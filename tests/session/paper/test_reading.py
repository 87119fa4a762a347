"""A table as it comes out of a spreadsheet: what is understood of it, and what is said where it isn't."""

from collections.abc import Callable
from typing import Any

import pytest
from tamtam import kinds
from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.session import paper
from tamtam.session.activity import ActivityState
from tamtam.session.paper import Column, PaperReading

from tests.decks import agreement, flows
from tests.kinds.people import ASKED, IMPROVISED, Answers, kind_of, simulated
from tests.refusals import refused

ON_PAPER = [activity for activity in ASKED if not kind_of(activity).not_on_paper]
each_activity = pytest.mark.parametrize("activity", ON_PAPER, ids=lambda activity: str(activity.id))
each_language = pytest.mark.parametrize("language", texts.LANGUAGES)


def read(table: str, activity: Activity | None = None) -> PaperReading:
    return paper.read(ActivityState(activity or agreement()), table)


def values(found: PaperReading) -> list[list[Any]]:
    """What each line says, in the order of the columns; None where it says nothing."""
    assert not found.mistakes
    return [[row.get(column.slot) for column in found.columns] for row in found.rows]


def mistakes(table: str, activity: Activity | None = None) -> list[str]:
    found = read(table, activity)
    assert not found.is_ready
    return list(found.told("en"))[:-1]  # the last line says that nothing was taken


def as_table(columns: tuple[Column, ...], people: list[Answers], language: str) -> str:
    """The same answers as somebody copies them from paper: names where there are names."""

    def cell(column: Column, own: Answers) -> str:
        value = own.get(column.slot, "")
        if isinstance(value, dict):
            value = value[column.part]
        elif isinstance(value, list):
            value = value.index(column.part) + 1
        names = column.values.get(value)
        return names[texts.LANGUAGES.index(language)] if names else str(value)

    return "\n".join("\t".join(cell(column, own) for column in columns) for own in people)


@each_activity
@each_language
def test_whatever_can_be_answered_by_phone_can_be_copied_from_paper(
    activity: Activity, language: str
) -> None:
    people = simulated(activity, 12)
    columns = paper.columns(kinds.get(activity.kind), activity)
    table = as_table(columns, people, language)
    for text in (table, f"{paper.heading(columns, language)}\n{table}"):
        found = read(text, activity)
        assert not found.mistakes
        assert list(found.rows) == people
    assert found.named


@each_activity
def test_a_word_that_is_no_answer_is_named_with_its_place(activity: Activity) -> None:
    columns = paper.columns(kinds.get(activity.kind), activity)
    line = as_table(columns, simulated(activity, 1), "en")
    [said, *_] = mistakes(f"{line}\nperhaps", activity)
    assert said.startswith("Line 2, column 1: “perhaps” for “")


@pytest.mark.parametrize("kind", [name for name in kinds.names() if kinds.get(name).not_on_paper])
def test_a_kind_that_paper_cant_do_says_what_to_do_instead(kind: str) -> None:
    code = kinds.get(kind).not_on_paper
    for language in texts.LANGUAGES:
        assert "room." in texts.text(language, f"errors.{code}.hint", activity="x")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("4\t2\n5\t1\n", [[4, 2], [5, 1]]),
        ("4;2\r\n5;1", [[4, 2], [5, 1]]),
        ("4,2\n5,1", [[4, 2], [5, 1]]),
        ("4 2\n5  1", [[4, 2], [5, 1]]),
        ("4,0;2,00\n5.0;1", [[4, 2], [5, 1]]),
        ("4\t\n\t1\n", [[4, None], [None, 1]]),
        ("4\n5\t1", [[4, None], [5, 1]]),
        ("4;-\n–;1", [[4, None], [None, 1]]),
        ("4;NA\nn/a;1", [[4, None], [None, 1]]),
        ("nan,2\n#N/A,1", [[None, 2], [None, 1]]),
        ("NA;NA\nNULL;1", [[None, 1]]),
        ("5 – strongly agree;1 (strongly disagree)", [[5, 1]]),
        ("5 Strongly agree;2\n1. strongly disagree;4", [[5, 2], [1, 4]]),
        ("\n4;2\n\n;\n5;1\n\n", [[4, 2], [5, 1]]),
        ("\u00a04\t 2 ", [[4, 2]]),
        ('"4"\t"2"', [[4, 2]]),
        ("Statement 1;Statement 2\n4;2", [[4, 2]]),
        ("Statement 2;Statement 1\n2;4", [[4, 2]]),
        ("s2\ts1\n2\t4", [[4, 2]]),
        ("STATEMENT 2\n2", [[None, 2]]),
        ("first;second\n4;2", [[4, 2]]),
        ("Nr;Statement 1;Remark;Statement 2\n1;4;good;2", [[4, 2]]),
    ],
)
def test_a_spreadsheet_or_a_person_may_write_it_so(table: str, expected: list[list[Any]]) -> None:
    assert values(read(table)) == expected


def test_what_was_read_otherwise_than_written_is_said() -> None:
    found = read("Nr;Statement 1;Statement 2\n1;4;2\n2;;3")
    assert list(found.told("en")) == [
        "2 people on paper, 3 answers.",
        "The first line was read as a heading: Nr · Statement 1 · Statement 2.",
        "Left out, as no question has this name: Nr.",
        "1 cell is blank: it counts as no answer.",
        "The first person: Statement 1: 4 · Statement 2: 2.",
    ]


def test_a_question_that_no_column_names_is_told_as_of_a_heading_typed_otherwise() -> None:
    assert list(read("Statement 1;Statment 2\n4;2").told("en"))[2:4] == [
        "Left out, as no question has this name: Statment 2.",
        "No column for: Statement 2. These questions get no answers.",
    ]


@pytest.mark.parametrize(
    ("table", "where", "what"),
    [
        ("4;2\n7;1", "Line 2, column 1", "“7” for “Statement 1”"),
        ("4;2\n3;2,5", "Line 2, column 2", "“2,5” for “Statement 2”"),
        ("4;2\n\n3;x", "Line 3, column 2", "“x” for “Statement 2”"),
    ],
)
def test_a_mistake_is_named_by_line_and_column(table: str, where: str, what: str) -> None:
    allowed = "1 (strongly disagree) to 5 (strongly agree)"
    assert mistakes(table) == [f"{where}: {what} is not in this list: {allowed}."]


def test_so_is_a_cell_too_many_and_a_heading_that_stands_twice() -> None:
    assert mistakes("4;2;1") == ["Line 1: 3 cells for 2 questions; “1” matches none."]
    assert mistakes("s1;s1\n4;2") == ["Line 1, column 2: “Statement 1” is named twice."]


def test_where_an_answer_is_a_whole_its_parts_are_judged_together() -> None:
    [attention] = [one for one in ASKED if one.kind == "attention"]
    sizes = len(attention.items)
    halves = "\t".join(["50", "50", *[""] * (sizes - 2)])
    found = read(f"{halves}\t{halves}", attention)
    assert found.is_ready  # nothing written is no point
    [said] = mistakes(f"{halves}\t{halves.replace('50', '40')}", attention)
    assert said.startswith("Line 1: The total is not right.")
    [ranking] = [one for one in ASKED if one.kind == "ranking"]
    [said] = mistakes("\t".join("1" for _ in ranking.items), ranking)
    assert said.startswith("Line 1: A ranking has each item exactly once")


def test_nothing_is_nothing_and_a_flood_is_refused() -> None:
    assert not read(" \n\t\n").is_ready
    assert "Type or paste" in read("").told("en")[0]
    assert "More than" in mistakes("4;2\n" * (paper.LONGEST_SHEET + 1))[0]


def test_of_many_mistakes_the_first_are_named() -> None:
    said = read("4;2\n" + "9;9\n" * 10).told("en")
    assert len(said) == 10
    assert said[-2:] == ("… and 12 more.", "Nothing was saved. Correct this, then read it again.")


@pytest.mark.parametrize("hostile", ["<b>x</b>", "{n}{0}", "=cmd()", "%s%d"])
@each_language
def test_what_is_typed_is_only_ever_text(hostile: str, language: str) -> None:
    said = read(f"4;2\n{hostile};1").told(language)
    assert hostile in said[0]


Counts = dict[str, dict[Any, int]]
Counted = Callable[..., PaperReading]


def counted(counts: Counts, activity: Activity | None = None) -> PaperReading:
    return paper.counted(ActivityState(activity or agreement()), counts)


def test_counts_are_as_many_single_answers_and_no_pairs() -> None:
    found = counted({"s1": {4: 2, 5: 1}, "s2": {1: 2}})
    assert found.is_ready and found.people == 3
    assert [len(row) for row in found.rows] == [1] * 5
    assert "nobody knows which answers" in found.told("en")[-1]


def test_a_single_question_needs_no_name() -> None:
    assert counted({"": {"option_1": 3}}, IMPROVISED[0]).people == 3


@pytest.mark.parametrize(
    "counts", [{"s9": {4: 1}}, {"s1": {9: 1}}, {"s1": {4: -1}}, {"s1": {4: 9999}}]
)
def test_counts_that_cant_be_are_named(counts: Counts) -> None:
    assert not counted(counts).is_ready
    assert counted(counts).mistakes


def test_where_people_are_compared_with_themselves_counts_are_refused() -> None:
    with refused("paper_rows"):
        counted({"trust": {4: 3}}, flows())
