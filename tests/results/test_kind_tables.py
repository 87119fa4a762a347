"""Tables of kinds that tell more than counts: read by programs, with the numbers that the room saw."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.results import write_results
from tamtam.session.log import open_store

from tests import decks
from tests.decks import agreement, new_session
from tests.results.sessions import Lived
from tests.results.test_data_package import described, validated


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    store = open_store(tmp_path / "sessions.sqlite")
    one = Lived(store, store.create(new_session(decks.statements(), agreement())))
    one.join(14)
    for id in ("polis", "baseline"):
        one.played(id, 14)
    yield one
    store.close()


def rows(folder: Path) -> list[dict[str, str]]:
    table = (folder / "csv" / "statements.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(table)))


def test_votes_have_a_file_of_their_own_alike_in_every_language(
    session: Lived, tmp_path: Path
) -> None:
    told = []
    for language in decks.LANGUAGES:
        write_results(session.log.state, tmp_path / language, language)
        told.append(rows(tmp_path / language))
    standing = session.log.state.activity("polis").turn.standing
    assert standing is not None
    assert len(told[0]) == len(standing.items) == 3
    assert list(told[0][0])[:6] == ["session", "activity", "turn", "statement", "n", "agree"]
    for one, other in zip(*told, strict=True):
        assert one["activity"] == "polis" and one["turn"] == "1"
        assert int(one["agree"]) + int(one["pass"]) + int(one["disagree"]) == int(one["n"]) == 14
        assert 0 <= float(one["share_low"]) <= float(one["share"]) <= float(one["share_high"]) <= 1
        assert {name for name in one if one[name] != other[name]} <= {"statement", "camps"}


@pytest.mark.parametrize("excel", [False, True])
def test_what_its_columns_hold_is_described(session: Lived, tmp_path: Path, excel: bool) -> None:
    write_results(session.log.state, tmp_path / "out", "fr", excel)
    [one] = [one for one in described(tmp_path / "out")["resources"] if one["name"] == "statements"]
    types = {field["name"]: field["type"] for field in one["schema"]["fields"]}
    assert (types["statement"], types["agree"], types["share"]) == ("string", "integer", "number")
    assert all(field["title"] for field in one["schema"]["fields"])
    if excel:  # numbers with a decimal comma are numbers to a validator, too
        assert validated(tmp_path / "out") == []


def test_a_table_that_is_no_longer_there_does_not_stay(session: Lived, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_results(session.log.state, folder)
    (folder / "csv" / "mine.csv").write_text("keep me")
    write_results(session.log.state, folder, without=("polis",))
    there = {path.name for path in (folder / "csv").iterdir()}
    assert there == {"counts.csv", "codebook.csv", "mine.csv"}
