"""Votes on sentences leave in the format of pol.is, and come back from it as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.results import write_archive
from tamtam.results.polis import files as polis
from tamtam.results.polis.exported import voted
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests import decks
from tests.results.sessions import Lived

ACTIVITY = decks.statements(sentences=6, most=2, held=False)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    store = open_store(tmp_path / "sessions.sqlite")
    lived = Lived(store, store.create(decks.new_session(ACTIVITY)))
    lived.join(20)
    lived.do(c.Open(ACTIVITY.id))
    lived.do(
        *(
            c.Answer(f"id{n:06}", ACTIVITY.id, f"s{s}", "today", 1 if n < 11 else -1, f"{n}/{s}")
            for n in range(20)
            for s in range(1, 7)
        )
    )
    yield lived
    store.close()


def test_everybodys_votes_by_number_and_in_their_order(session: Lived) -> None:
    talk = voted(session.log, ACTIVITY.id, "en")
    state = session.log.state
    assert [one.text for one in talk.statements] == [f"Sentence number {n}" for n in range(1, 7)]
    assert len(talk.votes) == 20 * 6
    for id, own in state.asked[ACTIVITY.id].turn.answers.items():
        number = state.participants[id].number
        for (item, _), value in own.items():
            assert talk.latest[number, int(item[1:]) - 1] == value
    assert talk.summary["topic"] == "The polis"


def test_a_changed_vote_is_there_twice_and_one_taken_back_not_at_all(session: Lived) -> None:
    session.do(
        c.Answer("id000000", ACTIVITY.id, "s1", "today", 0, "k1"),
        c.Answer("id000001", ACTIVITY.id, "s1", "today", None, "k2"),
    )
    talk = voted(session.log, ACTIVITY.id, "en")
    number = session.log.state.participants["id000000"].number
    assert [v.statement for v in talk.votes if v.voter == number].count(0) == 2
    assert talk.latest[number, 0] == 0
    assert (number + 1, 0) not in talk.latest


def test_whoever_was_forgotten_is_not_in_it(session: Lived) -> None:
    number = session.log.state.participants["id000003"].number
    session.do(c.Forget("id000003"))
    talk = voted(session.log, ACTIVITY.id, "en")
    assert number not in talk.people
    assert len(talk.votes) == 19 * 6


def test_what_became_of_a_sentence_is_said_as_pol_is_says_it(session: Lived) -> None:
    session.do(
        c.Propose(ACTIVITY.id, "Let us meet outside", "k9", participant="id000002"),
        c.Hide(ACTIVITY.id, "s2"),
    )
    talk = voted(session.log, ACTIVITY.id, "en")
    last = talk.statements[-1]
    assert (last.text, last.moderated) == ("Let us meet outside", 1)
    assert last.author == session.log.state.participants["id000002"].number
    assert talk.statements[1].moderated == -1


def test_the_archive_holds_a_conversation_that_reads_back(session: Lived, tmp_path: Path) -> None:
    written = write_archive(session.log, tmp_path / "out")
    folder = tmp_path / "out" / "polis-polis"
    assert {path.parent for path in written} == {tmp_path / "out", folder}
    talk, again = voted(session.log, ACTIVITY.id, "en"), polis.read(folder)
    assert (again.statements, again.latest, again.groups) == (
        *(talk.statements, talk.latest),
        talk.groups,
    )
    assert len(talk.groups) == 20
