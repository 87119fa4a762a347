"""Tables with types inside: what pandas and SPSS' format hold is what the archive's tables say."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest
from tamtam.results import research, write_archive
from tamtam.results.answers import tidy_answers
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import agreement, exchanges, new_session
from tests.results.sessions import Lived


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session(agreement(), exchanges())))
    session.join(6)
    session.do(c.Open("baseline"))
    session.answer("baseline", 5)
    session.do(c.Enter("baseline", "paper", ((("s1", "before", 2),),)))
    session.do(c.Open("exchanges"))
    session.answer("exchanges", 6)
    yield session
    store.close()


def test_every_answer_is_in_parquet_with_its_type(session: Lived, tmp_path: Path) -> None:
    write_archive(session.log, tmp_path / "out")
    read = pd.read_parquet(tmp_path / "out" / research.ANSWERS)
    table = pd.read_csv(tmp_path / "out" / "answers.csv", dtype=str, keep_default_na=False)
    for name in ("session", "activity", "item", "phase", "participant", "value"):
        assert list(read[name].astype(str)) == list(table[name]), name
    given = list(tidy_answers(session.log))
    assert [None if pd.isna(n) else int(n) for n in read["number"]] == [
        one.value if type(one.value) is int else None for one in given
    ]
    assert [at.timestamp() * 1000 for at in read["at"]] == [one.at for one in given]
    assert list(read["by_hand"]) == [one.by_hand for one in given]
    assert {True, False} == set(read["by_hand"])


@pytest.mark.parametrize("excel", [False, True])
def test_people_are_the_same_in_parquet_for_spss_and_in_the_table(
    session: Lived, tmp_path: Path, excel: bool
) -> None:
    out = tmp_path / "out"
    write_archive(session.log, out, excel)
    table = pd.read_csv(out / "people.csv", sep=";" if excel else ",", dtype=str)
    parquet = pd.read_parquet(out / "people.parquet")
    frame, about = pyreadstat.read_sav(out / "people.sav")
    assert list(table) == list(parquet) == list(frame)
    for name in table:
        if name != "by_hand":
            told = [None if pd.isna(cell) else str(cell).lstrip("'") for cell in table[name]]
            assert [_said(cell) for cell in parquet[name]] == told, name
            assert [_said(cell) for cell in frame[name]] == told, name
    labels = pq.read_schema(out / "people.parquet").field("baseline_s1_before").metadata
    assert labels[b"label"].decode() == about.column_names_to_labels["baseline_s1_before"]
    assert about.variable_value_labels["baseline_s1_before"]


def _said(cell: object) -> str | None:
    if cell is None or cell == "" or (isinstance(cell, float) and pd.isna(cell)):
        return None
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def test_a_session_without_answers_has_empty_tables(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    write_archive(store.log(store.create(new_session())), tmp_path / "out")
    assert pd.read_parquet(tmp_path / "out" / research.ANSWERS).empty
    assert pd.read_parquet(tmp_path / "out" / "people.parquet").empty
    store.close()


def test_without_the_packages_an_archive_is_whole_and_says_what_is_missing(
    session: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(research, "_PARQUET", "no_such_module")
    monkeypatch.setattr(research, "_SAV", "no_such_module")
    written = {path.name: path for path in write_archive(session.log, tmp_path / "out")}
    assert "answers.csv" in written and "people.csv" in written
    assert not {"answers.parquet", "people.parquet", "people.sav"} & set(written)
    assert "tamtam[research]" in written["READ_ME.txt"].read_text("utf-8")
