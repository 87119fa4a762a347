"""Conversation: few people talk about an activity; it takes its time and its place, and stores nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import open_store
from tamtam.session.run_sheet import run_sheet

from tests.decks import agreement, collecting, flows, new_session
from tests.refusals import refused
from tests.results.sessions import Lived


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    store = open_store(tmp_path / "sessions.sqlite")
    made = Lived(store, store.create(new_session(agreement(), flows(), collecting(held=False))))
    made.join(3)
    yield made
    store.close()


def test_nothing_that_could_be_stored_is_taken(session: Lived) -> None:
    session.do(c.Converse("baseline", seconds=120))
    for command in (
        c.Answer("id000000", "baseline", "s1", "before", 4, "k"),
        c.Enter("baseline", "sheet", ((("s1", "before", 4),),)),
        c.Reveal("baseline", session.log.state.standing("baseline").to_json(), 99),
    ):
        with refused("only_talked_about"):
            session.do(command)
    session.do(c.TurnOver("baseline"), c.TurnOver("baseline"), c.Close("baseline"))
    happened = [type(entry.event) for entry in session.log.entries()]
    assert happened[-3:] == [e.ActivityOpened, e.CardsTurned, e.ActivityClosed]
    assert not session.log.state.activity("baseline").turn.answers


def test_it_has_its_time_and_is_done_in_the_run_sheet(session: Lived) -> None:
    session.do(c.Converse("baseline", seconds=120))
    asked = session.log.state.activity("baseline")
    assert asked.ends_at is not None
    session.do(c.Time("baseline", "add", 60), c.Open("flows"))
    state = session.log.state
    assert state.activity("baseline").status == "closed"
    where = {row.step: row.where for row in run_sheet(state, state.at).rows}
    assert (where["baseline"], where["flows"]) == ("done", "now")


def test_it_is_a_turn_of_its_own_beside_what_was_answered(session: Lived) -> None:
    session.do(c.Open("baseline"))
    session.answer("baseline", 3)
    session.do(c.Converse("baseline"), c.Close("baseline"), c.Open("baseline"))
    first, talked, third = session.log.state.activity("baseline").turns
    assert (len(first.answers), talked.talk, third.talk) == (3, True, False)
    session.answer("baseline", 3, seed=2)
    assert len(third.answers) == 3


def test_cards_are_turned_in_a_conversation_alone_and_not_where_people_write(
    session: Lived,
) -> None:
    session.do(c.Open("baseline"))
    with refused("not_open"):
        session.do(c.TurnOver("baseline"))
    with refused("not_on_cards"):
        session.do(c.Converse("tools"))
