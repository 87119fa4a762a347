"""The archive's script: every count that was shown, found again by somebody who has pandas and no Tamtam."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.results import write_archive
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests.decks import new_session
from tests.results.recomputing import counts_in, read_by_cell, recomputed, said
from tests.results.sessions import Lived, lived


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


@pytest.mark.parametrize("people", [7, 13])
@pytest.mark.parametrize("excel", [False, True])
def test_every_count_is_found_again_also_of_a_few_and_as_excel_reads_it(
    tmp_path: Path, people: int, excel: bool
) -> None:
    for session in lived(tmp_path, people):
        session.played("baseline", people, seed=5)
        write_archive(session.log, tmp_path / "out", excel)
    assert recomputed(tmp_path / "out") == counts_in(tmp_path / "out") > 20
    done = read_by_cell(tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{counts_in(tmp_path / 'out')} of" in done.stdout


def test_what_was_changed_since_it_was_shown_is_named(session: Lived, tmp_path: Path) -> None:
    session.do(c.Forget("id000003"))
    write_archive(session.log, tmp_path / "out")
    done = said(tmp_path / "out")
    assert done.returncode == 1
    assert "changed or erased" in done.stdout
    assert "baseline" in done.stdout


def test_one_number_that_was_tampered_with_is_named_alone(session: Lived, tmp_path: Path) -> None:
    write_archive(session.log, tmp_path / "out")
    table = tmp_path / "out" / "counts.csv"
    first, line, *rest = table.read_text("utf-8-sig").splitlines()
    *cells, count, n = line.split(",")
    table.write_text("\n".join([first, ",".join([*cells, f"{int(count) + 1}", n]), *rest]))
    done = said(tmp_path / "out")
    there = counts_in(tmp_path / "out")
    assert done.stdout.startswith(f"{there - 1} of {there} counts")
    assert done.returncode == 1


def test_nothing_shown_is_said_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    write_archive(session.log, tmp_path / "out")
    assert recomputed(tmp_path / "out") == counts_in(tmp_path / "out") == 0
    store.close()
