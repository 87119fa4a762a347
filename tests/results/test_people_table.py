"""One row a person: every answer stands in its column once, and every column says what it is."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pandas as pd
import pytest
from tamtam.results import write_archive
from tamtam.results.answers import tidy_answers
from tamtam.session.log import open_store

from tests.decks import agreement, exchanges, new_session
from tests.results.sessions import Lived, lived, tricky_deck


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_every_answer_stands_in_one_cell(session: Lived, tmp_path: Path) -> None:
    session.played("baseline", 12, seed=5)  # a second time has columns of its own
    write_archive(session.log, tmp_path / "out")
    people = {row["participant"]: row for row in rows(tmp_path / "out" / "people.csv")}
    book = {
        (row["activity"], int(row["turn"]), row["item"], row["phase"]): row["column"]
        for row in rows(tmp_path / "out" / "people_codebook.csv")
    }
    answers = list(tidy_answers(session.log))
    for one in answers:
        column = book[one.activity, one.turn, one.item, one.phase]
        assert people[one.participant][column] == str(one.value)
    filled = sum(bool(cell) for row in people.values() for cell in row.values())
    assert filled == len(answers) + 3 * len(people)


def test_columns_have_names_that_programs_take_and_pandas_reads_numbers(
    session: Lived, tmp_path: Path
) -> None:
    write_archive(session.log, tmp_path / "out")
    frame = pd.read_csv(tmp_path / "out" / "people.csv")
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name) for name in frame.columns)
    assert frame["baseline_s1_before"].dtype.kind == "i"
    assert set(frame["session"]) == {session.code}


def test_labels_are_those_of_the_deck(session: Lived, tmp_path: Path) -> None:
    write_archive(session.log, tmp_path / "out")
    spss = (tmp_path / "out" / "people.sps").read_text("utf-8")
    assert re.search(r'^VALUE LABELS baseline_s1_before .*5 "[^"]+".*\.$', spss, re.MULTILINE)
    r = (tmp_path / "out" / "people.R").read_text("utf-8")
    assert 'attr(people[["baseline_s1_before"]], "label")' in r
    book = (tmp_path / "out" / "people_codebook.md").read_text("utf-8")
    assert "`baseline_s1_before`" in book


def test_lists_are_kept_as_json_and_typed_text_stays_text(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session(agreement(), exchanges())))
    session.join(6)
    session.played("exchanges", 6)
    write_archive(session.log, tmp_path / "lists")
    cells = [cell for row in rows(tmp_path / "lists" / "people.csv") for cell in row.values()]
    assert any(isinstance(json.loads(cell), list) for cell in cells if cell.startswith("["))
    tricky = Lived(store, store.create(msgspec.structs.replace(new_session(), deck=tricky_deck())))
    tricky.join(6)
    tricky.played("baseline", 6)
    write_archive(tricky.log, tmp_path / "tricky")
    for row in rows(tmp_path / "tricky" / "people_codebook.csv"):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row.values())
    for line in (tmp_path / "tricky" / "people.sps").read_text("utf-8").splitlines():
        assert line.startswith("*") or line.count('"') % 2 == 0
    store.close()
