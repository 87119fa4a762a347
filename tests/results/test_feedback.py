"""How people found the session: counted from enough of them on, never whose it was."""

import csv
import io
from pathlib import Path

import pytest
from tamtam.results import handout
from tamtam.results.revealed import Edition
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests import decks
from tests.refusals import refused


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "sessions.sqlite")


def ended(store: Store, people: int) -> str:
    """A session that is over, in which some people said that it was worth their time."""
    code = store.create(decks.new_session())
    for number in range(people):
        store.run([(code, c.Join(f"p{number}", f"Person {number}"))])
    store.run([(code, c.End())])
    for number in range(people):
        store.run([(code, c.Rate(f"p{number}", "worth", 4 + number % 2))])
    return code


def written(store: Store, code: str, folder: Path) -> dict[str, str]:
    files = handout.write(store.log(code).state, folder, Edition("en"))
    return {
        one.name: one.read_text("utf-8-sig")
        for one in files
        if one.suffix not in (".xlsx", ".pptx", ".pdf")
    }


def test_it_is_counted_once_the_session_is_over(store: Store, tmp_path: Path) -> None:
    told = written(store, ended(store, 6), tmp_path / "results")
    rows = list(csv.DictReader(io.StringIO(told["feedback.csv"])))
    assert [(row["value"], row["count"], row["n"]) for row in rows] == [
        *(("1", "0", "5"), ("2", "0", "5"), ("3", "0", "5"), ("4", "3", "5"), ("5", "2", "5"))
    ]
    assert "Was this session worth your time?" in told["report.html"]
    assert "Person 1" not in told["report.html"]


def test_with_too_few_nothing_is_told(store: Store, tmp_path: Path) -> None:
    told = written(store, ended(store, 4), tmp_path / "results")
    assert "feedback.csv" not in told
    assert "worth your time" not in told["report.html"]


def test_the_latest_counts_and_what_one_said_goes_with_them(store: Store) -> None:
    code = ended(store, 6)
    store.run([(code, c.Rate("p0", "worth", 1))])
    assert store.log(code).state.participants["p0"].ratings == {"worth": 1}
    store.run([(code, c.Prune())])
    assert not any(one.ratings for one in store.log(code).state.participants.values())
    gone = [row for row in store.log(code).rows() if row.type == "rated"]
    assert gone and all(row.payload is None for row in gone)


@pytest.mark.parametrize(("question", "value"), [("lunch", 3), ("worth", 0), ("worth", 6)])
def test_nothing_else_is_taken(store: Store, question: str, value: int) -> None:
    code = ended(store, 1)
    code_of = {"lunch": "not_an_option"}.get(question, "out_of_range")
    [outcome] = store.run([(code, c.Rate("p0", question, value))])
    with refused(code_of):
        raise outcome  # type: ignore[misc]
