"""A store that may not be written can be listed, verified, exported; an emptied one is no new one."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tamtam import cli
from tamtam.language.errors import TamtamError
from tamtam.server import run
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store, open_to_read

from tests.decks import new_session


def used(place: Path) -> tuple[Store, str]:
    store = open_store(place)
    code = store.create(new_session())
    store.run([(code, c.Join("p1", "Ada")), (code, c.Open("baseline"))])
    return store, code


@contextlib.contextmanager
def locked(folder: Path, files: Iterable[Path]) -> Iterator[Path]:
    """A folder with copies of files, on a disk that may not be written."""
    copies, disk = folder / "copies", folder / "disk"
    copies.mkdir()
    disk.mkdir()
    for file in files:
        shutil.copy(file, copies)
    if subprocess.run(["mount", "--bind", copies, disk]).returncode:
        pytest.skip("needs the right to mount")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", disk], check=True)
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def said(*words: str) -> str:
    done = CliRunner().invoke(cli.main, [*words])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk of its own")
@pytest.mark.parametrize("is_open", [True, False], ids=["with its wal", "at rest"])
def test_a_store_that_may_not_be_written_is_listed_verified_and_exported(
    tmp_path: Path, is_open: bool
) -> None:
    store, code = used(tmp_path / "sessions.sqlite")
    if not is_open:
        store.close()
    with locked(tmp_path, tmp_path.glob("sessions.sqlite*")) as folder:
        place = folder / "sessions.sqlite"
        assert (folder / "sessions.sqlite-wal").exists() == is_open
        assert code in said("sessions", "--store", str(place))
        assert "3 events" in said("verify", code, "--store", str(place))
        said("export", code, str(tmp_path / "results"), "--store", str(place))
        with pytest.raises(TamtamError) as caught:
            open_to_read(place).run([(code, c.Join("p2", "Bob"))])
        assert caught.value.code == "disk_fails"
    store.close()


def test_to_read_nothing_is_made_where_nothing_is(tmp_path: Path) -> None:
    for look in (lambda place: open_store(place, read_only=True), open_to_read):
        with pytest.raises(TamtamError) as caught:
            look(tmp_path / "none.sqlite")
        assert caught.value.code == "no_store"
    assert not any(tmp_path.iterdir())


def test_an_emptied_file_where_sessions_were_is_not_taken_for_a_new_store(place: Store) -> None:
    file = Path(place.place)
    run.start(place)
    run.stop(place)
    place.close()
    file.write_bytes(b"")
    for read_only in (False, True):
        with pytest.raises(TamtamError) as caught:
            open_store(file, read_only=read_only)
        assert caught.value.code == "store_empty"
    assert file.stat().st_size == 0


def test_an_empty_file_that_somebody_made_is_a_new_store(tmp_path: Path) -> None:
    file = tmp_path / "mine.sqlite"
    file.touch()
    assert open_store(file).sessions() == []
