"""Erasing from kept sessions, with and without a server that writes: what is gone is gone from the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kit import keeping
from kit.errors import TamtamError
from kit.log import Store, open_store
from kit.server import run
from tests.export.sessions import Lived, lived


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
    found = keeping.person(session.store, session.code, " person  3 ")
    assert (found.id, found.alias, found.answers) == ("id000003", "Person 3", 8)
    with pytest.raises(TamtamError) as refused:
        keeping.person(session.store, session.code, "Person 99")
    assert refused.value.code == "no_such_participant"


def test_a_forgotten_person_is_gone_from_counts_and_from_the_file(
    session: Lived, written_by: str
) -> None:
    assert files_hold(session.store, b"Person 3")
    keeping.forget(
        session.store, session.code, keeping.person(session.store, session.code, "Person 3")
    )
    state = session.log.state
    assert "id000003" not in state.participants
    assert len(state.asked["baseline"].turn.answers) == 11
    frozen = state.asked["baseline"].turn.standing
    assert frozen is not None and frozen.n == 12  # what was shown stays as it was shown
    run.stop(session.store)
    assert not files_hold(session.store, b"Person 3")
    found = open_store(session.store.place).verify(session.code)
    assert found.ok and found.erased == 9
