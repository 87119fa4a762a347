"""An archive comes back: the same session, byte for byte, or nothing at all and why."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from tamtam.cli import main
from tamtam.results import archive, write_archive, write_results
from tamtam.session import commands as c
from tamtam.session.log import Store, lines, open_store

from tests.refusals import refused
from tests.results.sessions import TRAPS, Lived, lived


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    """A session with a name full of traps, someone forgotten, and answers on paper."""
    for one in lived(tmp_path):
        one.do(c.Rename("id000002", TRAPS[0][:30]), c.Forget("id000003"))
        one.do(c.Open("baseline", again=True))
        one.do(c.Enter("baseline", "paper", ((("s1", "before", 2),),)))
        yield one


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Store]:
    """The store of another computer."""
    store = open_store(tmp_path / "elsewhere" / "sessions.sqlite")
    yield store
    store.close()


@pytest.fixture
def folder(session: Lived, tmp_path: Path) -> Path:
    write_archive(session.log, tmp_path / "archive")
    return tmp_path / "archive"


def in_bytes(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_session_comes_back_event_for_event_with_its_hashes(
    session: Lived, folder: Path, elsewhere: Store
) -> None:
    code, found = archive.restore(elsewhere, folder)
    assert code == session.code
    assert found == session.log.verify()
    assert found.ok and found.erased
    assert list(elsewhere.log(code).rows()) == list(session.log.rows())
    assert elsewhere.log(code).state.position == session.log.state.position


def test_it_writes_the_same_archive_and_the_same_results_there(
    session: Lived, folder: Path, elsewhere: Store, tmp_path: Path
) -> None:
    log = elsewhere.log(archive.restore(elsewhere, folder)[0])
    write_archive(log, tmp_path / "again")
    assert in_bytes(tmp_path / "again") == in_bytes(folder)
    write_results(session.log.state, tmp_path / "here")
    write_results(log.state, tmp_path / "there")
    assert in_bytes(tmp_path / "there") == in_bytes(tmp_path / "here")


def test_one_goes_on_with_it(folder: Path, elsewhere: Store) -> None:
    code, _ = archive.restore(elsewhere, folder)
    there = Lived(elsewhere, code)
    there.do(c.Join("id000099", "Late"), c.Answer("id000099", "baseline", "s1", "before", 4, "k"))
    assert elsewhere.verify(code).ok


def test_what_is_there_already_stays_as_it_is(session: Lived, folder: Path) -> None:
    session.do(c.Join("id000099", "Late"))
    position = session.log.state.position
    with refused("session_there"):
        archive.restore(session.store, folder)
    session.log.fold_again()
    assert session.log.state.position == position
    assert session.log.verify().ok


def _without_the_last(log: list[bytes]) -> list[bytes]:
    return log[:-1]


def _without_the_first(log: list[bytes]) -> list[bytes]:
    return log[1:]


def _in_another_order(log: list[bytes]) -> list[bytes]:
    return [log[0], log[2], log[1], *log[3:]]


def _with_another_answer(log: list[bytes]) -> list[bytes]:
    at = next(n for n, line in enumerate(log) if b'"type":"joined"' in line)
    return [*log[:at], log[at].replace(b"Person", b"Nobody"), *log[at + 1 :]]


def _half_a_line(log: list[bytes]) -> list[bytes]:
    return [*log[:-1], log[-1][:40]]


def _with_a_minus(log: list[bytes]) -> list[bytes]:
    return [log[0].replace(b'"position":1', b'"position":-1'), *log[1:]]


def _of_nothing(log: list[bytes]) -> list[bytes]:
    return []


@pytest.mark.parametrize(
    "harm",
    [
        *(_without_the_last, _without_the_first, _in_another_order, _with_another_answer),
        *(_half_a_line, _with_a_minus, _of_nothing),
    ],
)
def test_a_log_that_is_not_whole_is_refused_and_nothing_is_taken(
    folder: Path, elsewhere: Store, harm: Callable[[list[bytes]], list[bytes]]
) -> None:
    log = folder / "log.jsonl"
    log.write_bytes(b"".join(harm(log.read_bytes().splitlines(keepends=True))))
    with refused("archive_not_whole"):
        archive.restore(elsewhere, folder)
    assert elsewhere.sessions() == []
    assert not archive.verify(folder).ok


def test_a_log_of_another_session_is_refused(folder: Path, elsewhere: Store) -> None:
    told = json.loads((folder / "archive.json").read_text())
    (folder / "archive.json").write_text(json.dumps(told | {"session": "ABCDEF"}))
    with refused("archive_not_whole"):
        archive.restore(elsewhere, folder)


def test_an_event_that_is_none_is_refused_though_its_hashes_are_right(
    session: Lived, folder: Path, elsewhere: Store
) -> None:
    """Whoever writes a log themselves can make a chain for anything."""
    from tamtam.session.events import Entry, Joined
    from tamtam.session.log import chain
    from tamtam.session.log.batch import head_of

    nobody = Joined(participant="id0", alias="Ada", language="en")
    row = chain.row_of("ABCDEF", Entry(1, 1, nobody), chain.first_link("ABCDEF"))
    (folder / "log.jsonl").write_text("".join(lines.written([row])))
    head = head_of(row)
    told = archive.Manifest("ABCDEF", head.events, head.chain.hex(), {})
    (folder / "archive.json").write_bytes(msgspec.json.encode(told))
    with refused("archive_not_whole"):
        archive.restore(elsewhere, folder)
    assert elsewhere.sessions() == []


@pytest.mark.parametrize("gone", ["archive.json", "log.jsonl"])
def test_a_folder_without_an_archive_is_told(folder: Path, elsewhere: Store, gone: str) -> None:
    (folder / gone).unlink()
    with refused("no_archive"):
        archive.restore(elsewhere, folder)


def test_a_table_that_somebody_saved_anew_is_named_and_keeps_nothing_from_coming_back(
    folder: Path, elsewhere: Store
) -> None:
    (folder / "answers.csv").write_text("a;b\n")
    (folder / "answers.xlsx").unlink()
    assert archive.verify(folder).problems == [
        "answers.csv: the file was changed",
        "answers.xlsx: missing",
    ]
    assert archive.restore(elsewhere, folder)[1].ok


def test_the_commands_say_what_came_back_and_prove_a_folder(
    session: Lived, folder: Path, tmp_path: Path
) -> None:
    def typed(*words: str) -> str:
        store = str(tmp_path / "third.sqlite")
        done = CliRunner().invoke(main, [*words, "--store", store], env={"LC_ALL": "C"})
        return f"{done.exit_code} {done.output}"

    assert typed("verify", str(folder)).startswith("0 ")
    assert f"{session.code}" in typed("import", str(folder))
    assert typed("verify", session.code).startswith("0 ")
    assert typed("import", str(folder)).startswith("1 ")
    (folder / "READ_ME.txt").write_text("")
    assert "READ_ME.txt" in typed("verify", str(folder))
    assert typed("verify", str(folder)).startswith("1 ")
