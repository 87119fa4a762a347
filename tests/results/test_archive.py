"""The archive: everything there is, provable, and without what was erased."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tamtam.results import write_archive
from tamtam.results.answers import tidy_answers
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import agreement, new_session
from tests.results.sessions import TRAPS, Lived, lived


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def archive(session: Lived, folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8-sig") for path in write_archive(session.log, folder)}


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
    assert store.find("cookie", secret) == (session.code, "id000000")
    assert msgspec.json.encode(secret).decode().strip('"') not in everything
    store.close()
