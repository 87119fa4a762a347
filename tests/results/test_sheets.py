"""The workbook of a session: a sheet a step, in words; its first sheet leads to each other one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tamtam.language import texts
from tamtam.results import write_results
from tamtam.results.sheets import NAME
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests import decks
from tests.decks import new_session
from tests.results.sessions import TRAPS, Lived, as_text, lived, tricky_deck
from tests.results.workbooks import frozen, links, sheets


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Lived]:
    yield from lived(tmp_path)


def written(session: Lived, folder: Path, language: str = "en") -> dict[str, list[list[Any]]]:
    write_results(session.log.state, folder, language)
    return sheets(folder / NAME)


def test_each_step_has_its_sheet_with_its_sentence_and_numbers_that_are_numbers(
    session: Lived, tmp_path: Path
) -> None:
    found = written(session, tmp_path)
    assert list(found) == ["Contents", "0B Where we start", "3B Five flows", "All counts"]
    for id, name in (("baseline", "0B Where we start"), ("flows", "3B Five flows")):
        asked = session.log.state.activity(id)
        standing = asked.turn.standing
        assert standing is not None
        [title], [sentence], _, head, *rows = found[name]
        assert (title, sentence) == (name, standing.sentence["en"])
        table = asked.kind.table(asked.activity, standing, "en")
        assert [row[0] for row in rows] == [row[0] for row in table.rows]
        of_n = [row[head.index("n")] for row in rows]
        assert of_n and all(isinstance(n, int) for n in of_n)
        assert {len(row) for row in rows} == {len(head)}


def test_the_first_sheet_leads_to_each_other_one_and_heads_stay_in_sight(
    session: Lived, tmp_path: Path
) -> None:
    found = written(session, tmp_path)
    to = [place.rpartition("!")[0].strip("'") for place in links(tmp_path / NAME).values()]
    assert to == list(found)[1:]
    assert all(frozen(tmp_path / NAME))


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_all_counts_stand_in_words_and_are_those_of_the_table_for_programs(
    session: Lived, tmp_path: Path, language: str
) -> None:
    found = written(session, tmp_path, language)
    [head, *rows] = found[texts.text(language, "export.workbook.counts")]
    every = [
        [count, item_n.n]
        for asked in session.log.state.asked.values()
        for item in (asked.turn.standing.items if asked.turn.standing else ())
        for item_n in item.distributions
        for count in (item_n.counts or {}).values()
    ]
    assert sorted(row[-2:] for row in rows) == sorted(every)
    answers = {
        row[head.index(texts.text(language, "export.workbook.columns.answer"))] for row in rows
    }
    assert answers >= set(texts.section(language, "kinds/agreement")["values"].values())


def test_of_what_was_shown_as_a_sentence_there_is_no_sheet(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    session.join(8)
    session.played("baseline", 8, show="sentence")
    session.played("flows", 8, show="nothing")
    found = written(session, tmp_path / "out")
    assert list(found) == ["Contents"]
    standing = session.log.state.activity("baseline").turn.standing
    hidden = session.log.state.activity("flows").turn.standing
    assert standing is not None and hidden is not None
    told = [row[1] for row in found["Contents"][4:]]
    assert told[0] == standing.sentence["en"] and hidden.sentence["en"] not in told
    store.close()


def test_too_few_have_no_sheet(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    session = Lived(store, store.create(new_session()))
    session.join(4)
    session.played("baseline", 4)
    assert list(written(session, tmp_path / "out")) == ["Contents"]
    store.close()


def test_two_steps_of_one_name_and_names_full_of_traps_have_a_sheet_each(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    new = msgspec.structs.replace(new_session(), deck=tricky_deck())
    session = Lived(store, store.create(new))
    session.join(6)
    session.played("baseline", 6)
    session.played("baseline", 6, seed=2)
    session.played("flows", 6)
    session.do(c.Rate("id000001", "worth", 4))
    found = written(session, tmp_path / "out")
    assert len(found) == 5
    cells = {cell for rows in found.values() for row in rows for cell in row}
    assert cells & set(TRAPS)
    assert not re.search("<f[ >/]", as_text(tmp_path / "out" / NAME))  # a formula
    store.close()
