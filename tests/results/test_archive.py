"""The archive: everything there is, provable, and without what was erased."""

import csv
import hashlib
import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tamtam.language import texts
from tamtam.results import write_archive
from tamtam.results.answers import TidyAnswer, tidy_answers
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import Log, open_store
from tamtam.session.paper_sheet import row_id

from tests.decks import agreement, exchanges, new_session
from tests.results.sessions import TRAPS, Lived, as_text, lived
from tests.results.workbooks import sheets


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def archive(session: Lived, folder: Path) -> dict[str, str]:
    return {path.name: as_text(path) for path in write_archive(session.log, folder)}


def test_every_event_and_every_answer_that_counts(session: Lived, tmp_path: Path) -> None:
    files = archive(session, tmp_path / "out")
    lines = [json.loads(line) for line in files["log.jsonl"].splitlines()]
    assert [line["position"] for line in lines] == list(range(1, session.log.state.position + 1))
    assert lines[0]["type"] == "session_opened"
    answers = list(csv.DictReader(io.StringIO(files["answers.csv"])))
    state = session.log.state
    for id in ("baseline", "flows"):
        told = {
            (row["participant"], row["item"], row["phase"]): int(row["value"])
            for row in answers
            if row["activity"] == id
        }
        kept = {
            (person, *slot): value
            for person, own in state.activity(id).turn.answers.items()
            for slot, value in own.items()
        }
        assert told == kept


def test_every_column_of_every_row_says_what_the_log_says(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session(agreement(), exchanges())))
    session.join(4)
    session.do(c.Open("baseline"))
    session.answer("baseline", 4)
    session.do(c.Enter("baseline", "paper", ((("s1", "before", 2),),)))
    session.do(c.Open("baseline", again=True), c.Open("exchanges"))
    session.answer("exchanges", 4)
    table = io.StringIO(archive(session, tmp_path / "out")["answers.csv"])
    told = [
        {
            **row,
            "turn": int(row["turn"]),
            "by_hand": row["by_hand"] == "True",
        }
        for row in csv.DictReader(table)
    ]
    assert told == list(_answers_in(session.log))
    assert {row["by_hand"] for row in told} == {True, False}
    store.close()


def _answers_in(log: Log) -> Iterator[dict[str, Any]]:
    """The answers of a log in which nobody changed one, straight from its events."""
    for at, event in ((entry.at, entry.event) for entry in log.entries()):
        if isinstance(event, e.Answered):
            value = event.value
            told = json.dumps(value) if isinstance(value, list | dict) else str(value)
            place = {"item": event.item, "phase": event.phase, "value": told}
            who = {"participant": event.participant, "by_hand": False}
        elif isinstance(event, e.SheetEntered):
            [[(item, phase, value)]] = event.rows
            place = {"item": item, "phase": phase, "value": str(value)}
            who = {"participant": row_id(event.sheet, 1), "by_hand": True}
        else:
            continue
        asked = {"session": log.code, "activity": event.activity, "turn": event.turn}
        yield {**asked, **place, **who, "at": texts.instant(at)}


def test_a_workbook_beside_the_table_holds_the_same_rows(session: Lived, tmp_path: Path) -> None:
    files = archive(session, tmp_path / "out")
    [sheet] = sheets(tmp_path / "out" / "answers.xlsx").values()
    assert [[str(cell) for cell in row] for row in sheet] == list(
        csv.reader(io.StringIO(files["answers.csv"]))
    )
    assert type(sheet[1][sheet[0].index("value")]) is int


def test_for_excel_a_table_is_parted_as_it_is_where_numbers_have_a_comma(
    session: Lived, tmp_path: Path
) -> None:
    write_archive(session.log, tmp_path / "out", excel=True)
    raw = (tmp_path / "out" / "answers.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == list(TidyAnswer._fields)
    assert {len(row) for row in rows} == {len(TidyAnswer._fields)}


def test_the_hashes_in_it_prove_it(session: Lived, tmp_path: Path) -> None:
    """What an auditor does, with nothing but the file: payloads and salts give digests."""
    for line in archive(session, tmp_path / "out")["log.jsonl"].splitlines():
        told = json.loads(line)
        assert len(told["digest"]) == len(told["chain"]) == hashlib.sha256().digest_size * 2
    assert session.log.verify().ok


def test_only_the_latest_answer_and_none_that_was_taken_back(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session(agreement())))
    session.join(2)
    session.do(
        c.Open("baseline"),
        c.Answer("id000000", "baseline", "s1", "before", 2, "a"),
        c.Answer("id000001", "baseline", "s1", "before", 3, "b"),
        c.Answer("id000000", "baseline", "s1", "before", 5, "c"),
        c.Answer("id000001", "baseline", "s1", "before", None, "d"),
    )
    assert [(a.participant, a.value) for a in tidy_answers(session.log)] == [("id000000", 5)]
    store.close()


def test_what_was_erased_is_in_no_file(tmp_path: Path) -> None:
    for session in lived(tmp_path):
        session.do(c.Rename("id000003", "Zebulon-the-unforgotten"), c.Forget("id000003"))
        files = archive(session, tmp_path / "out")
        everything = "".join(files.values())
        assert "Zebulon" not in everything
        erased = [
            line for line in map(json.loads, files["log.jsonl"].splitlines()) if line["erased"]
        ]
        assert erased
        assert all(line["event"] is None and line["salt"] is None for line in erased)
        answers = files["answers.csv"]
        assert "id000003" not in answers


@pytest.mark.parametrize("trap", TRAPS)
def test_an_alias_is_kept_to_the_letter(tmp_path: Path, trap: str) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    session.do(c.Join("id000000", trap[:30]))
    lines = archive(session, tmp_path / "out")["log.jsonl"].splitlines()
    assert json.loads(lines[1])["event"]["alias"] == trap[:30]
    store.close()


def test_it_says_in_both_languages_whose_it_is(session: Lived, tmp_path: Path) -> None:
    read_me = archive(session, tmp_path / "out")["READ_ME.txt"]
    assert session.code in read_me
    assert "ne les distribuez pas" in read_me
    assert "do not hand them out" in read_me


def test_no_secret_is_in_it(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    secret = hashlib.sha256(b"a cookie").digest()
    session.do(c.Join("id000000", "Ada", credentials=(c.Credential("cookie", secret),)))
    everything = "".join(archive(session, tmp_path / "out").values())
    assert secret.hex() not in everything
    assert store.find(session.code, "cookie", secret) == "id000000"
    assert msgspec.json.encode(secret).decode().strip('"') not in everything
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows knows owners otherwise")
def test_nobody_else_reads_an_archive(session: Lived, tmp_path: Path) -> None:
    place = tmp_path / "archive"
    for path in write_archive(session.log, place):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows knows owners otherwise")
def test_a_folder_that_was_there_keeps_its_own_rights(session: Lived, tmp_path: Path) -> None:
    place = tmp_path / "there"
    place.mkdir(mode=0o755)
    place.chmod(0o755)
    assert write_archive(session.log, place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o755
