"""Compared with oneself: only who said so in both sessions, by three words, for the facilitator's eyes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tamtam.results import compare, write_results
from tamtam.results.comparison import Comparison
from tamtam.server import retention
from tamtam.session import again
from tamtam.session import commands as c
from tamtam.session.state import State

from tests.decks import agreement, deck, flows, new_session
from tests.results.sessions import as_text
from tests.server.conftest import Served

PEOPLE = 7
Person = dict[str, str]
#: Two sessions of the same people; who they are in each, and the words they had in the first.
Both = tuple[Served, Served, list[Person], list[str]]


def since(served: Served, person: Person, **body: Any) -> Any:
    if not body:
        return served.wire.get(f"{served.api}/since", headers=person)
    return served.wire.post(f"{served.api}/since", json=body, headers=person)


def opened(served: Served, new: c.NewSession) -> Served:
    return Served(
        served.store, served.running, served.control, served.control.create(new), served.wire
    )


def come(served: Served) -> tuple[list[Person], list[str]]:
    people, words = [], []
    for _ in range(PEOPLE):
        answer = served.join()
        people.append({"cookie": answer.headers["set-cookie"].partition(";")[0]})
        words.append(" ".join(answer.json()["words"]))
    return people, words


def asked(served: Served, people: list[Person], values: list[int]) -> None:
    served.do(c.Open("baseline"))
    for person, value in zip(people, values, strict=True):
        for item in ("s1", "s2"):
            assert served.answer(person, value, f"k{item}", item=item).status_code == 201
    served.reveal()


@pytest.fixture
def both(served: Served) -> Both:
    marked = msgspec.structs.replace(
        deck(agreement(), flows()), cuts={"again": {"baseline": 4.0}, "half_day": {"flows": 9.0}}
    )
    first = opened(served, msgspec.structs.replace(new_session(), deck=marked, seed=None))
    people, words = come(first)
    asked(first, people, [1, 1, 2, 1, 2, 1, 1])
    for person in people[:6]:
        assert since(first, person, allowed=True).json()["allowed"] is True
    second = opened(served, again.new_session(state_of(first), {}, "en"))
    return first, second, people, words


def state_of(served: Served) -> State:
    log = served.store.log(served.code)
    log.refresh()
    return log.state


def compared(first: Served, second: Served) -> Comparison:
    return compare(state_of(first), state_of(second), "en")


def test_who_keeps_three_words_is_compared_and_nothing_of_it_is_handed_out(
    both: Both, tmp_path: Path
) -> None:
    first, second, _, words = both
    people, _ = come(second)
    asked(second, people, [4, 5, 4, 4, 5, 4, 4])
    for person, kept in zip(people[:4], words, strict=False):
        assert since(second, person, words=kept.upper()).json()["found"] is True
    assert compared(first, second).by_person == ()  # four are too few
    assert since(second, people[4], words=words[4]).json()["found"] is True
    found = compared(first, second)
    [step] = found.by_person
    assert step.standing.details["people"] == [5, 5, 5]
    assert "5" in step.view("en").sentence and "For your eyes" in repr(found)
    written = write_results(state_of(second), tmp_path, "en", since=found)
    ids = {id for one in (first, second) for id in state_of(one).participants}
    for path in written:
        told = as_text(path)
        assert step.view("en").sentence not in told, path.name
        assert not any(id in told for id in ids), path.name
        assert not any(kept in told.casefold() for kept in words), path.name


def test_words_of_who_did_not_want_it_or_of_nobody_lead_to_nobody(both: Both) -> None:
    _, second, _, words = both
    people, _ = come(second)
    for wrong in (words[6], "no such words"):
        refused = since(second, people[0], words=wrong)
        assert (refused.status_code, refused.json()["error"]) == (404, "no_former_answers")
    assert since(second, people[0], words=words[0]).json()["found"] is True
    assert since(second, people[1], words=words[0]).status_code == 404  # nobody is so twice
    assert since(second, people[0], words="").json()["found"] is False
    assert since(second, people[1], words=words[0]).json()["found"] is True


def test_the_log_holds_no_word_by_which_somebody_is_found(both: Both) -> None:
    first, second, _, words = both
    people, _ = come(second)
    since(second, people[0], words=words[0])
    for one in (first, second):
        log = one.store.log(one.code)
        told = b"".join(msgspec.json.encode(e.event) for e in log.entries()).decode().casefold()
        assert not any(kept in told for kept in words)


def test_pruning_spares_what_they_let_be_kept_until_120_days_are_over(both: Both) -> None:
    first, second, people, words = both
    retention.prune(first.store, first.code)
    state = state_of(first)
    assert state.pruned and len(state.asked["baseline"].turn.answers) == 6
    assert first.store.verify(first.code).ok
    here, _ = come(second)
    asked(second, here, [4, 5, 4, 4, 5, 4, 4])
    for person, kept in zip(here, words[:6], strict=False):
        since(second, person, words=kept)
    assert compared(first, second).by_person[0].standing.details["people"][2] == 6
    assert since(first, people[0], allowed=False).json()["allowed"] is None
    assert len(state_of(first).asked["baseline"].turn.answers) == 5
    day = 24 * 3600 * 1000
    left = [one for one in first.store.sessions() if one.code == first.code]
    assert left[0].spares

    def old(days: int) -> bool:
        grown = retention.grown_old(first.store, 30, left[0].opened_at + days * day + 1)
        return first.code in [one.code for one in grown]

    assert (old(90), old(120)) == (False, True)
    retention.prune(first.store, first.code)
    state = state_of(first)
    assert not state.asked["baseline"].turn.answers and not state.spares
    assert first.store.verify(first.code).ok and not old(120)


def test_who_is_forgotten_is_compared_no_more(both: Both) -> None:
    first, second, people, words = both
    here, _ = come(second)
    since(second, here[0], words=words[0])
    first.wire.post(f"{first.api}/me", json={"forget": True}, headers=people[0])
    asked(second, here, [4, 5, 4, 4, 5, 4, 4])
    assert compared(first, second).by_person == ()


def test_where_nothing_is_asked_again_nothing_is_offered(
    server: Callable[[], Served],
) -> None:
    served = server()
    person = served.person()
    told = since(served, person).json()
    assert (told["allowed"], told["found"], told["steps"]) == (None, None, [])
    refused = since(served, person, allowed=True)
    assert (refused.status_code, refused.json()["error"]) == (409, "not_asked_again")
