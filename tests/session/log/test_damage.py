"""A store that was damaged: what is wrong is named, nothing else is hidden, what is whole is taken over."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from tamtam import Workshop
from tamtam.cli import main
from tamtam.language.errors import TamtamError
from tamtam.session import cohort
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests.decks import deck, new_session
from tests.session.log.test_store import answer, done


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    store = open_store(place)
    yield store
    store.close()


def played(store: Store, answers: int = 300) -> str:
    """A session with some answers, written to the file itself rather than to its WAL."""
    code = store.create(new_session())
    done(store, code, c.Join("p1", "Ada"), c.Open("baseline"))
    done(store, code, *(answer(n % 5 + 1, f"k{n}") for n in range(answers)))
    return code


def told(place: Path, *words: str) -> str:
    ran = CliRunner().invoke(main, [*words, "--store", str(place)])
    return ran.output


def edit(place: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(place)) as other:
        other.execute(statement, values)
        other.commit()


def flip(place: Path, mark: bytes) -> None:
    """Flip one bit right behind the last place where `mark` stands in the file."""
    whole = bytearray(place.read_bytes())
    whole[whole.rindex(mark) + len(mark)] ^= 1
    place.write_bytes(whole)


def test_a_missing_tail_is_named(store: Store, place: Path) -> None:
    code = played(store)
    last = store.log(code).state.position
    edit(place, "DELETE FROM events WHERE session = ? AND position > ?", code, last - 10)
    found = open_store(place).verify(code)
    assert found.problems == [
        f"position {last - 10}: the log ends here; {last} events were written"
    ]


def test_a_lost_wal_is_named_or_lost_nothing(place: Path, tmp_path: Path) -> None:
    store = open_store(place)
    code = played(store)
    known = store.log(code).state.position
    copy = tmp_path / "copy" / "store.sqlite"
    copy.parent.mkdir()
    copy.write_bytes(place.read_bytes())  # without what its WAL holds
    store.close()
    with closing(sqlite3.connect(copy)) as other:
        tables = {name for (name,) in other.execute("SELECT name FROM sqlite_master")}
    if "events" not in tables:
        return  # nothing had reached the file: there is no session to be taken for whole
    again = open_store(copy)
    codes = {session.code for session in again.sessions()}
    assert (
        code not in codes or not again.verify(code).ok or (again.log(code).state.position == known)
    )


def test_a_payload_erased_without_a_word_is_named(store: Store, place: Path) -> None:
    code = played(store)
    edit(place, "UPDATE events SET payload = NULL, salt = NULL WHERE position = 9")
    [problem] = open_store(place).verify(code).problems
    assert problem == "position 9: erased, and no event says why"


def test_a_flipped_bit_is_named_and_the_session_not_gone_on_with(place: Path) -> None:
    store = open_store(place)
    code = played(store)
    store.close()
    flip(place, b'"item":"s1"')
    found = open_store(place).verify(code)
    assert not found.ok and "position" in found.problems[0]
    with pytest.raises(TamtamError) as refusal:
        Workshop("trois_constats", store=place).resume(code)
    assert refusal.value.code == "log_not_whole"


def test_one_damaged_session_hides_no_other(store: Store, place: Path) -> None:
    damaged, whole = played(store), played(store)
    edit(place, "UPDATE events SET payload = x'00' WHERE session = ? AND position = 1", damaged)
    listed = told(place, "sessions")
    assert f"{damaged}  damaged" in listed and f"{whole}  20" in listed
    assert whole in {session.code for session in open_store(place).sessions()}
    assert open_store(place).verify(whole).ok


def test_a_damaged_cohort_hides_no_other(store: Store, place: Path) -> None:
    """How many are in one is known from its events, which can't be read here."""
    whole = played(store, 1)
    code = store.create(cohort.new_cohort("small", deck(), "en"))
    done(store, code, *cohort.opening(store.log(code).state))
    edit(place, "UPDATE events SET payload = x'00' WHERE session = ? AND position = 2", code)
    listed = {one.code: one.damaged for one in open_store(place).sessions()}
    assert listed[whole] == "" != listed[code]


def test_what_is_whole_is_taken_into_a_new_store(store: Store, place: Path, tmp_path: Path) -> None:
    damaged, whole = played(store), played(store)
    edit(place, "UPDATE events SET payload = x'00' WHERE session = ? AND position = 50", damaged)
    rescued = tmp_path / "rescued.sqlite"
    said = told(place, "rescue", str(rescued))
    events = store.log(whole).state.position
    assert f"{whole}: {events} of {events} events" in said
    assert f"{damaged}: 49 of {events} events" in said
    again = open_store(rescued)
    assert all(again.verify(code).ok for code in (damaged, whole))
    assert again.log(damaged).state.position == 49
    done(again, damaged, answer(3, "again"))  # it can be gone on with
    assert again.verify(damaged).ok


def test_a_backup_taken_while_it_runs_is_whole_and_never_overwritten(
    store: Store, place: Path, tmp_path: Path
) -> None:
    code = played(store)
    copy = tmp_path / "stick" / "copy.sqlite"
    assert str(copy) in told(place, "backup", str(copy))
    done(store, code, answer(1, "later"))
    again = open_store(copy)
    assert again.verify(code).ok
    assert again.log(code).state.position == store.log(code).state.position - 1
    assert copy.stat().st_mode & 0o077 == 0
    assert "already exists" in told(place, "backup", str(copy))


def test_a_store_of_before_is_anchored_when_it_is_opened(place: Path) -> None:
    store = open_store(place)
    code = played(store)
    store.close()
    edit(place, "DROP TABLE heads")
    edit(place, "PRAGMA user_version = 1")
    again = open_store(place)
    assert again.verify(code).ok
    done(again, code, answer(2, "now"))
    assert again.verify(code).ok
