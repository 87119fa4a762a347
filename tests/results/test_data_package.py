"""The descriptor: every table is there as it says, column by column, and each cell is of its type."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tamtam.language import texts
from tamtam.results import write_results
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests import decks
from tests.decks import new_session
from tests.results.sessions import Lived, lived

#: What a cell of a type reads as (Table Schema 1); raises ValueError where it doesn't.
READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "string": str,
    "date": date.fromisoformat,
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    for one in lived(tmp_path):
        one.do(c.End())
        one.do(*(c.Rate(f"id{n:06}", "worth", 4) for n in range(6)))
        yield one


def described(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return told


@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_every_table_is_what_it_says(
    session: Lived, tmp_path: Path, excel: bool, language: str
) -> None:
    folder = tmp_path / "out"
    written = write_results(session.log.state, folder, language, excel)
    told = described(folder)
    assert re.fullmatch(r"[a-z0-9._-]+", told["name"])  # as the specification wants names
    assert datetime.fromisoformat(told["created"]).tzinfo is not None
    paths = {one["path"] for one in told["resources"]}
    tables = {f"csv/{path.name}" for path in written if path.suffix == ".csv"}
    assert paths == tables >= {"csv/feedback.csv"}
    for one in told["resources"]:
        table = io.StringIO((folder / one["path"]).read_text("utf-8-sig"), newline="")
        head, *rows = csv.reader(table, delimiter=one["dialect"]["delimiter"])
        fields = one["schema"]["fields"]
        assert head == [field["name"] for field in fields]
        assert all(field["title"] for field in fields) and one["title"]
        for row in rows:
            for cell, field in zip(row, fields, strict=True):
                if cell not in one["schema"]["missingValues"]:
                    READ[field["type"]](cell)


def test_a_number_is_called_one(session: Lived, tmp_path: Path) -> None:
    write_results(session.log.state, tmp_path / "out")
    resources = {one["name"]: one for one in described(tmp_path / "out")["resources"]}
    types = {one["name"]: one["type"] for one in resources["counts"]["schema"]["fields"]}
    assert types["count"] == types["n"] == types["turn"] == "integer"
    assert types["value"] == "string"  # a number, a word or a class, by question


def validated(folder: Path) -> list[str]:
    """What Frictionless, a validator of the Data Package standard, finds wrong."""
    script = (
        "from frictionless import validate; report = validate('datapackage.json');"
        "print(len(report.tasks));"
        "[print(error.message) for one in [report, *report.tasks] for error in one.errors]"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    tables, *errors = done.stdout.splitlines()
    assert int(tables) == len(described(folder)["resources"])
    return errors


def test_a_validator_of_the_standard_finds_nothing_wrong_and_would(
    session: Lived, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    write_results(session.log.state, folder, "fr", excel=True)
    assert validated(folder) == []
    table = folder / "csv" / "counts.csv"
    *lines, last = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([*lines, last.replace(";12", ";many")]), "utf-8")
    assert validated(folder)


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_each_question_is_there_with_its_wording_and_every_name_in_the_counts(
    session: Lived, tmp_path: Path, language: str
) -> None:
    write_results(session.log.state, tmp_path / "out", language)
    asked = {one["activity"]: one for one in described(tmp_path / "out")["questions"]}
    state = session.log.state
    assert list(asked) == ["baseline", "flows"]
    for id, one in asked.items():
        activity = state.activity(id).activity
        assert one["question"] == texts.pick(activity.question, language)
        assert (one["kind"], one["n"]) == (activity.kind, 12)
    with (tmp_path / "out" / "csv" / "counts.csv").open(encoding="utf-8-sig", newline="") as table:
        for row in csv.DictReader(table):
            one = asked[row["activity"]]
            assert row["item"] in one["items"] and row["phase"] in one["phases"]
            assert row["label"] == one["values"].get(row["answer"], row["answer"])


def test_of_what_was_shown_as_a_sentence_only_the_wording_is_told(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    session.join(8)
    session.played("baseline", 8, show="sentence")
    write_results(session.log.state, tmp_path / "out")
    [one] = described(tmp_path / "out")["questions"]
    assert set(one) == {"activity", "turn", "title", "question", "kind", "shown"}
    store.close()
