"""Erasing from kept sessions, with and without a server that writes: what is gone is gone from the file."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tamtam.language.errors import TamtamError
from tamtam.results import write_results
from tamtam.results.answers import tidy_answers
from tamtam.server import retention, run
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests.decks import new_session
from tests.results.sessions import Lived, lived


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


@pytest.fixture(params=["alone", "with a server"])
def written_by(request: pytest.FixtureRequest, session: Lived) -> Iterator[str]:
    """Who writes: this process, or the server that runs."""
    if request.param != "alone":
        run.start(session.store)
    yield request.param
    run.stop(session.store)


def files_hold(store: Store, words: bytes) -> bool:
    """Whether any file of the store holds these bytes."""
    name = Path(store.place).name
    return any(words in path.read_bytes() for path in store.folder.glob(f"{name}*"))


def test_a_person_is_found_by_their_name_however_it_is_typed(session: Lived) -> None:
    found = retention.person(session.store, session.code, " person  3 ")
    assert (found.id, found.alias, found.answers) == ("id000003", "Person 3", 8)
    with pytest.raises(TamtamError) as refused:
        retention.person(session.store, session.code, "Person 99")
    assert refused.value.code == "no_such_participant"


def test_a_forgotten_person_is_gone_from_counts_and_from_the_file(
    session: Lived, written_by: str
) -> None:
    assert files_hold(session.store, b"Person 3")
    retention.forget(
        session.store, session.code, retention.person(session.store, session.code, "Person 3")
    )
    state = session.log.state
    assert "id000003" not in state.participants
    assert len(state.asked["baseline"].turn.answers) == 11
    frozen = state.asked["baseline"].turn.standing
    assert frozen is not None and frozen.n == 12  # what was shown stays as it was shown
    run.stop(session.store)
    assert not files_hold(session.store, b"Person 3")
    fresh = open_store(session.store.place)
    found = fresh.verify(session.code)
    assert found.ok and found.erased == 9
    fresh.close()


def test_of_many_who_are_forgotten_no_file_keeps_a_trace(tmp_path: Path) -> None:
    for session in lived(tmp_path, people=40):
        for number in range(0, 40, 3):
            session.do(c.Forget(f"id{number:06}"))
            given = f'"participant":"id{number:06}","activity"'.encode()
            assert not files_hold(session.store, given)


def test_only_sessions_of_people_grow_old_and_only_once(session: Lived) -> None:
    opened_at = session.store.sessions()[0].opened_at
    day = 24 * 3600 * 1000
    session.store.create(msgspec.structs.replace(new_session(), audience="alone"))
    assert retention.grown_old(session.store, 30, opened_at + 30 * day) == []
    [old] = retention.grown_old(session.store, 30, opened_at + 30 * day + 1)
    assert old.code == session.code
    retention.prune(session.store, session.code)
    assert retention.grown_old(session.store, 30, opened_at + 90 * day) == []


def test_of_a_pruned_session_the_results_stay_and_the_answers_are_in_no_file(
    session: Lived, written_by: str, tmp_path: Path
) -> None:
    session.do(c.Open("baseline", again=True))  # nobody ended it, and it is open
    session.answer("baseline", 12, seed=2)
    before = [path.read_bytes() for path in write_results(session.log.state, tmp_path / "before")]
    assert files_hold(session.store, b'"key":"')
    retention.prune(session.store, session.code)
    state = session.log.state
    assert state.over and state.pruned
    assert [turn.answers for asked in state.asked.values() for turn in asked.turns] == [{}] * 3
    after = [path.read_bytes() for path in write_results(state, tmp_path / "after")]
    assert after == before
    assert session.store.verify(session.code).ok
    run.stop(session.store)
    assert not files_hold(session.store, b'"key":"')
    fresh = open_store(session.store.place)
    found = fresh.verify(session.code)
    assert found.ok and found.erased == 12 * (2 + 2 + 6)
    assert fresh.log(session.code).state.standing("baseline").n == 0
    assert not list(tidy_answers(fresh.log(session.code)))
    fresh.close()


def test_a_pruned_session_takes_nothing_any_more_and_is_pruned_once(session: Lived) -> None:
    retention.prune(session.store, session.code)
    position = session.log.state.position
    retention.prune(session.store, session.code)
    assert session.log.state.position == position
    with pytest.raises(TamtamError) as refused:
        session.do(c.Open("flows", again=True))
    assert refused.value.code == "session_over"
