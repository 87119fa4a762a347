"""The standings worker answers as a notebook would: the same standing and chart, from the log alone."""

import os
import subprocess
import sys
from typing import Any

import msgspec
import pytest
from tamtam import charts, kinds
from tamtam.results.view import View
from tamtam.server import standings_worker
from tamtam.server.standings_worker import StandingRefusal, StandingReply, StandingRequest
from tamtam.session import commands as c
from tamtam.session.log import Store
from tamtam.standing.standing import Standing

from tests import decks
from tests.decks import new_session


@pytest.fixture
def code(store: Store) -> str:
    """A session in which 6 people answered a first statement."""
    code = store.create(new_session())
    store.run([(code, c.Open("baseline"))])
    for i in range(6):
        answer = c.Answer(f"p{i}", "baseline", "s1", "before", i % 5 + 1, "k")
        store.run([(code, c.Join(f"p{i}")), (code, answer)])
    return code


def worked_out(store: Store, question: StandingRequest) -> StandingReply:
    told = msgspec.json.decode(
        standings_worker.answer(store, msgspec.json.encode(question)), type=standings_worker.Answer
    )
    assert isinstance(told, StandingReply)
    return told


def test_it_works_out_what_the_state_says(store: Store, code: str) -> None:
    state = store.log(code).state
    told = worked_out(store, StandingRequest(code, "baseline", state.position))
    assert Standing.from_json(told.standing) == state.standing("baseline")
    assert (told.position, told.drawings) == (state.position, {})


def plain(figure: dict[str, Any]) -> Any:
    """A figure as JSON has it."""
    return msgspec.json.decode(msgspec.json.encode(figure))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_draws_in_each_language_for_light_and_dark(
    store: Store, code: str, language: str
) -> None:
    state = store.log(code).state
    view = View(state.activity("baseline").activity, state.standing("baseline"), language)
    told = worked_out(store, StandingRequest(code, "baseline", 0, languages=("fr", "en")))
    drawing = told.drawings[language]
    figure = view.plain_figure(charts.WALL)
    assert (drawing.light, drawing.dark) == (plain(figure), plain(charts.dark(figure)))
    said = (drawing.sentence, drawing.people, drawing.caption)
    assert said == (view.sentence, view.people(), view.caption)


def test_it_draws_one_facet_where_one_is_asked_for(store: Store) -> None:
    activity = decks.exchanges()
    code = store.create(decks.new_session(activity))
    slots = kinds.get("exchanges").slots(activity)
    given = [("r1" if item == "role" else ["r2"], (item, phase)) for item, phase in slots]
    store.run([(code, c.Join(f"p{n}")) for n in range(6)] + [(code, c.Open("exchanges"))])
    for n in range(6):
        store.run(
            [(code, c.Answer(f"p{n}", "exchanges", *slot, value, slot[0])) for value, slot in given]
        )
    told = worked_out(
        store, StandingRequest(code, "exchanges", 0, languages=("en",), facet="warns")
    )
    assert "Who warns you?" in told.drawings["en"].sentence
    assert "teaches" not in told.drawings["en"].caption
    assert len(told.standing["items"]) == 2  # what is frozen is the whole


def test_the_revealed_one_is_the_frozen_one(store: Store, code: str) -> None:
    state = store.log(code).state
    standing = state.standing("baseline")
    reveal = c.Reveal("baseline", standing.to_json(), state.position)
    store.run([(code, reveal), (code, c.Forget("p0"))])
    told = worked_out(store, StandingRequest(code, "baseline", state.position, revealed=True))
    assert Standing.from_json(told.standing) == standing
    assert worked_out(store, StandingRequest(code, "baseline", 0)).standing["n"] == standing.n - 1


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (StandingRequest("ZZZZZZ", "baseline", 0), "no_such_session"),
        (StandingRequest("", "nothing", 0), "no_such_activity"),
        (StandingRequest("", "baseline", 0, revealed=True), "nothing_to_reveal"),
    ],
)
def test_what_it_can_not_answer_it_refuses_in_words(
    store: Store, code: str, question: StandingRequest, error: str
) -> None:
    asked = msgspec.structs.replace(question, code=question.code or code)
    told: Any = msgspec.json.decode(
        standings_worker.answer(store, msgspec.json.encode(asked)), type=standings_worker.Answer
    )
    assert isinstance(told, StandingRefusal)
    assert told.code == error


def test_as_a_process_it_sees_what_others_write_and_ends_with_its_input(
    store: Store, code: str
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tamtam.server.standings_worker"],
        env=os.environ | {"TAMTAM_STORE": store.address},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin and process.stdout
    for expected in (6, 7):
        process.stdin.write(msgspec.json.encode(StandingRequest(code, "baseline", 0)) + b"\n")
        process.stdin.flush()
        told = msgspec.json.decode(process.stdout.readline(), type=standings_worker.Answer)
        assert isinstance(told, StandingReply) and told.standing["n"] == expected
        late = c.Answer("late", "baseline", "s1", "before", 3, "k")
        store.run([(code, c.Join("late")), (code, late)])
    process.stdin.close()
    assert process.wait(10) == 0
    process.stdout.close()
