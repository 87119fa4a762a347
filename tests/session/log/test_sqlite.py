"""What is true of a store in a file: what is left in it, who may read it, what it must be."""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests.decks import collecting, new_session
from tests.session.log.test_store import answer, done


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    store = open_store(place)
    yield store
    store.close()


@pytest.fixture
def code(store: Store) -> str:
    code = store.create(new_session())
    done(store, code, c.Join("p1", "Ada"), c.Join("p2", "Bo"), c.Open("baseline"))
    return code


def test_what_a_forgotten_participant_gave_is_in_no_file(
    store: Store, place: Path, code: str
) -> None:
    done(store, code, c.Rename("p1", "Zebulon Quirk"), answer(4, "key-of-p1"))
    done(store, code, c.Forget("p1"))
    for file in place.parent.iterdir():
        assert b"Zebulon" not in file.read_bytes()
        assert b"key-of-p1" not in file.read_bytes()


def test_a_server_rewrites_the_files_later_and_a_new_one_does_it_for_it(
    store: Store, place: Path, code: str
) -> None:
    done(store, code, c.Join("p9", "Zebulonia"))
    store.scrubs_at_once = False
    done(store, code, c.Forget("p9"))
    assert not store.is_scrubbed()
    assert store.log(code).verify().ok and "p9" not in store.log(code).state.participants
    another = open_store(place)  # the first was killed before it came to that
    assert not another.is_scrubbed() and another.scrub() and store.is_scrubbed()
    files = b"".join(file.read_bytes() for file in place.parent.iterdir())
    assert b"Zebulonia" not in files
    another.close()


def test_words_taken_back_before_they_were_shown_are_in_no_file(store: Store, place: Path) -> None:
    code = store.create(new_session(collecting(held=True)))
    done(store, code, c.Join("p1", "Ada"), c.Open("tools"))
    for number, words in enumerate(("Zebulon", "Quirkish", "Shown once")):
        done(store, code, c.Propose("tools", f"{words} mail", f"k{number}", "p1"))
    first, second, third = list(store.log(code).state.activity("tools").proposals)[1:]
    done(store, code, c.Edit("tools", second, "Reworded Quirkish"), c.Show("tools", third))
    for item in (first, second, third):
        done(store, code, c.Withdraw("p1", "tools", item))
    files = b"".join(file.read_bytes() for file in place.parent.iterdir())
    assert b"Zebulon" not in files and b"Quirkish" not in files
    assert b"Shown once" in files  # the room has seen it
    verified = store.log(code).verify()
    assert (verified.ok, verified.erased) == (True, 3)
    assert list(store.log(code).state.activity("tools").proposals) == ["s1"]


def test_what_is_acknowledged_has_left_for_the_disk(store: Store) -> None:
    """SQLite's FULL (2): a commit returns once the disk has said that it has it."""
    connection = store._database._connection  # type: ignore[attr-defined]  # of this database alone
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_store_of_a_newer_version_is_left_alone(place: Path) -> None:
    with sqlite3.connect(place) as newer:
        newer.execute("PRAGMA user_version=99")
    newer.close()
    with pytest.raises(TamtamError, check=lambda error: error.code == "store_is_newer"):
        open_store(place)


@pytest.mark.parametrize("place", ["file/store.sqlite", "folder"])
def test_a_place_that_can_not_hold_a_store_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()
    with pytest.raises(TamtamError) as caught:
        open_store(tmp_path / place)
    assert caught.value.code == "store_not_writable"
    assert str(tmp_path) in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")
def test_only_its_user_can_read_a_store(store: Store, place: Path, code: str) -> None:
    for file in place.parent.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all, " * 500)
    with pytest.raises(TamtamError, check=lambda error: error.code == "store_damaged"):
        open_store(tmp_path / "letter.txt")
