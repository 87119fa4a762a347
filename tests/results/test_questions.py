"""The questions of the room in the results: those that were approved, without whose they are."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.deck.deck import BACKCHANNEL
from tamtam.results import write_archive, write_results
from tamtam.results.answers import tidy_answers
from tamtam.session import commands as c

from tests.results.sessions import TRAPS, Lived, as_text, lived


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def ask(session: Lived, person: int, text: str, *seconds: int, shown: bool = True) -> str:
    """A question, and those who second it once it is shown; its id."""
    session.do(c.Propose(BACKCHANNEL, text, text, f"id{person:06}"))
    item = list(session.log.state.backchannel.proposals)[-1]
    if shown:
        session.do(c.Show(BACKCHANNEL, item))
    for one in seconds:
        session.do(c.Answer(f"id{one:06}", BACKCHANNEL, item, "second", True, f"s/{item}"))
    return item


def files(session: Lived, folder: Path, language: str = "en") -> dict[str, str]:
    written = write_results(session.log.state, folder, language)
    return {path.name: as_text(path) for path in written}


def test_where_nobody_asks_there_is_neither_table_nor_section(
    session: Lived, tmp_path: Path
) -> None:
    ask(session, 1, "Who told you that?", shown=False)
    told = files(session, tmp_path / "out")
    assert "questions.csv" not in told
    assert "Questions from the room" not in told["report.html"]
    assert not any("Who told you" in text for text in told.values())


def test_those_approved_are_listed_with_their_seconds_and_what_became_of_them(
    session: Lived, tmp_path: Path
) -> None:
    ask(session, 1, "What for?")
    now, answered = ask(session, 2, "When?", 1), ask(session, 3, "Who decides?", 1, 2)
    hidden, other = ask(session, 4, "Is it Paul?"), ask(session, 5, "Who takes decisions?", 2, 6)
    session.do(c.Hide(BACKCHANNEL, hidden), c.Merge(BACKCHANNEL, other, answered))
    session.do(c.Mark(now, "now"), c.Mark(answered, "answered"))
    told = files(session, tmp_path / "out")
    rows = list(csv.DictReader(io.StringIO(told["questions.csv"])))
    assert [(row["text"], row["seconds"], row["state"]) for row in rows] == [
        ("Who decides?", "3", "answered"),
        ("When?", "1", "open"),
        ("What for?", "0", "open"),
    ]
    for text in told.values():
        assert "Paul" not in text
        assert "Person " not in text and "id000003" not in text
    french = files(session, tmp_path / "fr", "fr")["report.html"]
    assert "Les questions de la salle" in french and "traitée" in french


@pytest.mark.parametrize("trap", TRAPS)
def test_typed_questions_are_text_in_every_file(session: Lived, tmp_path: Path, trap: str) -> None:
    ask(session, 1, trap)
    told = files(session, tmp_path / "out")
    assert trap not in told["report.html"] or "<" not in trap
    [row] = csv.DictReader(io.StringIO(told["questions.csv"]))
    assert row["text"] in (trap, f"'{trap}")
    assert not row["text"].startswith("=")


def test_what_was_said_aside_is_in_the_owners_frame_and_leaves_with_who_is_forgotten(
    session: Lived, tmp_path: Path
) -> None:
    item = ask(session, 1, "What for?", 2, 3)
    session.do(c.Answer("id000002", BACKCHANNEL, "pace", "now", "lost", "p1"))

    def said() -> set[tuple[str, str, str, object]]:
        rows = tidy_answers(session.log)
        return {
            (r.participant, r.item, r.phase, r.value) for r in rows if r.activity == BACKCHANNEL
        }

    second = {(f"id00000{n}", item, "second", True) for n in (2, 3)}
    assert said() == second | {("id000002", "pace", "now", "lost")}
    session.do(c.Forget("id000002"))
    assert said() == {("id000003", item, "second", True)}
    [answers] = [p for p in write_archive(session.log, tmp_path) if p.name == "answers.csv"]
    assert f"aside,1,{item},second,id000003,True" in answers.read_text("utf-8-sig")
