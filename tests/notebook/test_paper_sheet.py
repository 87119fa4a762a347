"""Answers on paper in a session: they count like others, tie nobody to anything, and go without a trace."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tamtam.language.errors import TamtamError
from tamtam.notebook import paper_sheet
from tamtam.notebook.paper_sheet import PaperEntry
from tamtam.results import write_results
from tamtam.results.answers import tidy_answers
from tamtam.results.view import View
from tamtam.session import commands as c
from tamtam.session.log import open_store
from tamtam.session.state import State

from tests.decks import agreement, collecting, flows, new_session
from tests.refusals import refused
from tests.results.sessions import Lived
from tests.rooms import recount

FIVE = "\n".join(f"{value};{value}" for value in (1, 2, 3, 4, 5))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    store = open_store(tmp_path / "sessions.sqlite")
    asked = (agreement(), flows(), collecting(held=False, first=True))
    yield Lived(store, store.create(new_session(*asked)))
    store.close()


def sheet_of(session: Lived, table: Any, activity: str = "baseline") -> PaperEntry:
    asked = session.log.state.activity(activity)
    found = paper_sheet.understood(asked, table)
    return PaperEntry(found, lambda command: session.do(command), "en")  # type: ignore[arg-type]


def taken(session: Lived, table: Any, activity: str = "baseline") -> PaperEntry:
    sheet = sheet_of(session, table, activity)
    sheet.take()
    return sheet


def state(session: Lived) -> State:
    return session.log.state


def test_nothing_is_taken_before_it_was_read(session: Lived) -> None:
    session.do(c.Open("baseline"))
    before = state(session).position
    sheet = sheet_of(session, FIVE)
    assert "5 people on paper, 10 answers." in repr(sheet)
    assert state(session).position == before
    sheet.take()
    sheet.take()  # a second press is the first one
    assert state(session).activity("baseline").people(state(session).activity("baseline").turn) == 5


def test_what_was_not_understood_cant_be_taken(session: Lived) -> None:
    session.do(c.Open("baseline"))
    with refused("paper_not_ready"):
        taken(session, "4;2\n9;1")


def test_paper_counts_beside_phones_and_is_marked_wherever_n_is_shown(
    session: Lived, tmp_path: Path
) -> None:
    session.do(c.Open("baseline"))
    session.join(7)
    session.answer("baseline", 7)
    taken(session, FIVE)
    now = state(session)
    asked = now.activity("baseline")
    assert (asked.people(asked.turn), asked.by_hand(asked.turn), asked.done()) == (12, 5, 7)
    assert asked.turn.tally.snapshot() == recount(asked, asked.turn).snapshot()
    standing = now.standing("baseline")
    assert (standing.n, standing.by_hand) == (12, 5)
    view = View(asked.activity, standing, "en")
    assert view.people() == "12 people answered, 5 of them on paper (entered by hand)"
    assert view.people() in view.plain_figure()["layout"]["title"]["subtitle"]["text"]
    assert "Of the 12 people who answered, 5 did so on paper" in view.caption
    session.reveal("baseline")
    write_results(state(session), tmp_path / "results", "fr")
    assert "dont 5 sur papier" in (tmp_path / "results" / "report.html").read_text("utf-8")


def test_they_are_nobody_in_the_room(session: Lived) -> None:
    session.do(c.Open("baseline"))
    session.join(2)
    taken(session, FIVE)
    now = state(session)
    assert len(now.participants) == len(now.aliases) == 2
    assert now.came == 2
    assert not now.everybody_is_done(now.activity("baseline"))
    session.do(c.Seat(2))
    assert {id for seats in state(session).tables.values() for id in seats} == set(now.participants)


def test_each_row_is_somebody_of_their_own_in_the_tidy_frame(session: Lived) -> None:
    session.do(c.Open("baseline"))
    session.join(1)
    session.answer("baseline", 1)
    sheet = taken(session, "4;2\n;3")
    rows = [
        (row.participant, row.item, row.value) for row in tidy_answers(session.log) if row.by_hand
    ]
    first, second = f"{sheet.sheet}.1", f"{sheet.sheet}.2"
    assert rows == [(first, "s1", 4), (first, "s2", 2), (second, "s2", 3)]
    assert {row.participant for row in tidy_answers(session.log) if not row.by_hand} == {"id000000"}


def test_today_and_wanted_on_one_line_are_one_person_s(session: Lived) -> None:
    session.do(c.Open("flows"))
    header = "Money, today;Money, wanted;Trust, today;Trust, wanted"
    taken(session, header + "\n" + "\n".join(["7;5;2;8"] * 6), "flows")
    standing = state(session).standing("flows")
    trust = standing.item("trust")
    assert trust is not None and trust.measure("gap") is not None
    assert trust.measure("gap").value == 6  # type: ignore[union-attr]


def test_counts_are_people_without_pairs(session: Lived) -> None:
    session.do(c.Open("baseline"))
    taken(session, {"s1": {4: 3, 5: 4}, "s2": {1: 6}})
    now = state(session)
    standing = now.standing("baseline")
    assert (standing.n, standing.by_hand) == (7, 7)
    assert [item.distributions[0].n for item in standing.items] == [7, 6]
    assert all(len(own) == 1 for own in now.activity("baseline").turn.answers.values())


def test_a_sheet_is_taken_back_whole_and_is_in_no_file_any_more(session: Lived) -> None:
    session.do(c.Open("baseline"))
    session.join(3)
    session.answer("baseline", 3)
    before = state(session).activity("baseline").turn.tally.snapshot()
    sheet = taken(session, FIVE)
    other = taken(session, "3;3")
    sheet.take_back()
    sheet.take_back()
    asked = state(session).activity("baseline")
    assert set(asked.turn.sheets) == {other.sheet}
    assert asked.people(asked.turn) == 4
    other.take_back()
    asked = state(session).activity("baseline")
    assert asked.turn.tally.snapshot() == before
    assert session.store.verify(session.code).ok
    for path in session.store.folder.glob("*.sqlite*"):
        assert b'"rows"' not in path.read_bytes()
    again = open_store(session.store.folder / "sessions.sqlite")
    folded = again.log(session.code).state.activity("baseline").turn
    again.close()
    assert folded.tally.snapshot() == before


def test_pruning_takes_paper_along(session: Lived) -> None:
    session.do(c.Open("baseline"))
    taken(session, FIVE)
    session.do(c.Prune())
    asked = state(session).activity("baseline")
    assert not asked.turn.answers and not asked.turn.sheets
    assert session.store.verify(session.code).ok


def test_it_may_be_entered_once_an_activity_is_closed_but_not_before_it_is_asked(
    session: Lived,
) -> None:
    with refused("paper_too_early"):
        sheet_of(session, FIVE)
    session.do(c.Open("baseline"), c.Close("baseline"))
    taken(session, FIVE)
    assert state(session).standing("baseline").n == 5


def test_what_was_revealed_stays_until_enough_is_new(session: Lived) -> None:
    session.do(c.Open("baseline"))
    session.join(6)
    session.answer("baseline", 6)
    session.reveal("baseline")
    shown = state(session).activity("baseline").turn.standing
    few = taken(session, "4;2\n5;1")
    assert state(session).activity("baseline").turn.standing == shown
    with refused("standing_frozen"):
        session.reveal("baseline")
    few.take_back()
    taken(session, FIVE)
    session.reveal("baseline")
    again = state(session).activity("baseline").turn.standing
    assert again is not None and (again.n, again.by_hand) == (11, 5)


def test_while_items_are_collected_there_is_nothing_to_answer_on_paper(session: Lived) -> None:
    session.do(c.Open("tools"))
    with refused("paper_collects"):
        sheet_of(session, "4", "tools")
    session.do(c.Propose("tools", "Mail", "k"), c.Advance("tools", 1))
    taken(session, "4;2\n3;1\n5;5", "tools")
    mail = next(
        id for id, one in state(session).activity("tools").proposals.items() if id[0] == "p"
    )
    session.do(c.Hide("tools", mail))
    asked = state(session).activity("tools")
    assert {slot for own in asked.turn.answers.values() for slot in own} == {("s1", "today")}
    assert asked.by_hand(asked.turn) == 3


@pytest.mark.parametrize(
    "rows",
    [
        (),
        ((),),
        ((("s1", "before", 9),),),
        ((("s1", "before", None),),),
        ((("s9", "before", 4),),),
        ((("s1", "before", 4), ("s1", "before", 5)),),
    ],
)
def test_the_door_judges_a_sheet_whoever_sends_it(session: Lived, rows: Any) -> None:
    session.do(c.Open("baseline"))
    with pytest.raises(TamtamError):
        session.do(c.Enter("baseline", "sheet", rows))
    assert not state(session).activity("baseline").turn.sheets


def test_a_sheet_can_t_be_called_like_a_person(session: Lived) -> None:
    session.do(c.Open("baseline"))
    session.join(1)
    with refused("key_reused"):
        session.do(c.Enter("baseline", "id000000", ((("s1", "before", 4),),)))
