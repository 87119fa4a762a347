"""Asked again, and reopened: what is kept apart, what is compared, what stays as it was shown."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from tamtam.language.errors import TamtamError
from tamtam.results.revealed import revealed
from tamtam.results.summary import Summary
from tamtam.session import commands as c
from tamtam.session.rules import decide
from tamtam.session.shift import has_shift, shift
from tamtam.standing.standing import Standing

from tests.decks import agreement, collecting, deck, statements, words
from tests.rooms import Room, folded, seen

PEOPLE = tuple(f"p{number}" for number in range(7))
FIRST, SECOND = (1, 1, 2, 2, 3, 1, 2), (4, 4, 4, 5, 3, 4, 4)


def room_of(*times: Sequence[int]) -> Room:
    """People who answered the first statement each time so; least for a chart: three."""
    room = Room(deck(agreement(statements=1)))
    for person in PEOPLE:
        room.do(c.Join(person))
    for number, values in enumerate(times):
        room.do(c.Open("baseline", again=number > 0))
        answer(room, values, f"time{number}")
        if number < len(times) - 1:
            reveal(room)
    return room


def answer(room: Room, values: Sequence[int], key: str, people: Sequence[str] = PEOPLE) -> None:
    for person, value in zip(people, values, strict=False):
        room.do(c.Answer(person, "baseline", "s1", "before", value, f"{key} {person}"))


def as_now(room: Room, show: str = "chart") -> c.Reveal:
    moved = shift(room.state, "baseline")
    return c.Reveal(
        *("baseline", room.state.standing("baseline").to_json(), room.state.position, show),
        shift=moved.to_json() if moved else None,
    )


def reveal(room: Room, show: str = "chart") -> None:
    room.do(as_now(room, show))


def refused(room: Room, command: c.AnyCommand) -> str:
    with pytest.raises(TamtamError) as caught:
        decide(room.state, command, room.state.at)
    return caught.value.code


def the(found: Standing | None) -> Standing:
    assert found is not None
    return found


def medians(room: Room) -> list[float | None]:
    found = the(shift(room.state, "baseline"))
    return [one.median for one in found.items[0].distributions]


def test_a_second_time_is_compared_with_the_first_and_both_are_kept() -> None:
    room = room_of(FIRST, SECOND)
    assert medians(room) == [2, 4]
    turns = room.state.asked["baseline"].turns
    assert [turn.answers["p0"] for turn in turns] == [{("s1", "before"): 1}, {("s1", "before"): 4}]


def test_a_third_time_is_compared_with_the_last_that_enough_answered() -> None:
    room = room_of(FIRST, SECOND, (5, 5))
    assert shift(room.state, "baseline") is None and not _has_shift(room)
    room = room_of(FIRST, (5, 5), SECOND)
    assert medians(room) == [2, 4] and _has_shift(room)
    assert the(shift(room.state, "baseline")).details["turns"] == [1, 3]


def _has_shift(room: Room) -> bool:
    return has_shift(room.state, room.state.asked["baseline"])


def test_what_was_asked_once_has_no_shift() -> None:
    room = room_of(FIRST)
    assert shift(room.state, "baseline") is None and not _has_shift(room)
    reveal(room)
    assert refused(room, as_now(room, "shift")) == "no_shift"


def test_a_shift_is_frozen_with_the_standing_whatever_is_shown_first() -> None:
    room = room_of(FIRST, SECOND)
    reveal(room)
    turn = room.state.asked["baseline"].turn
    frozen = turn.shift
    assert frozen is not None and not turn.shift_shown
    room.do(c.Open("baseline", reopen=True))
    answer(room, (1, 1), "late")
    assert shift(room.state, "baseline") != frozen
    assert refused(room, as_now(room, "shift")) == "standing_frozen"
    told = (the(turn.standing).to_json(), room.state.position, "shift", the(frozen).to_json())
    room.do(c.Reveal("baseline", *told))
    assert (turn.show, turn.shift, turn.shift_shown) == ("shift", frozen, True)


def test_a_standing_of_other_answers_is_no_shift() -> None:
    room = room_of(FIRST, SECOND)
    stale = as_now(room, "shift")
    answer(room, (2,), "later")
    assert refused(room, stale) == "standing_stale"
    of_another_turn = msgspec.structs.replace(as_now(room, "shift"), shift=_first(room))
    assert refused(room, of_another_turn) == "standing_stale"


def _first(room: Room) -> dict[str, Any]:
    return the(room.state.asked["baseline"].turns[0].standing).to_json()


def test_what_a_first_time_still_holds_back_its_shift_holds_back_too() -> None:
    """Two changed their answer after the first reveal: what is compared is what the room saw."""
    room = room_of(FIRST)
    reveal(room)
    room.do(c.Open("baseline", reopen=True))
    answer(room, (5, 5), "late")
    room.do(c.Open("baseline", again=True))
    answer(room, SECOND, "second")
    assert medians(room) == [2, 4]
    before = the(shift(room.state, "baseline")).items[0].distributions[0]
    assert before == the(room.state.asked["baseline"].turns[0].standing).items[0].distributions[0]


def test_results_and_summary_have_the_shift_once_it_was_shown() -> None:
    room = room_of(FIRST, SECOND)
    reveal(room)
    assert [one.shift for one in revealed(room.state)] == [None, None]
    reveal(room, "shift")
    reveal(room)  # back to this time alone: what was shown was shown
    first, second = revealed(room.state)
    assert first.shift is None and second.shift is not None and second.whole
    said = repr(Summary.of(room.state, "en"))
    assert "Where we start, since last time — “Statement 1” goes up for" in said
    reveal(room, "sentence")
    assert [one.shift for one in revealed(room.state)] == [None, None]
    assert "since last time" not in repr(Summary.of(room.state, "en"))


def test_the_same_log_gives_the_same_shift() -> None:
    room = room_of(FIRST, SECOND)
    reveal(room, "shift")
    assert seen(folded(room.stored(erased=False))) == seen(room.state)


def test_who_is_forgotten_is_in_no_pair_and_what_was_shown_before_stays() -> None:
    """Counted anew without them, a first time beside what the room saw of it would tell what they said."""
    room = room_of(FIRST, SECOND)
    room.do(c.Forget("p0"))
    assert the(shift(room.state, "baseline")).details["people"] == [7, 6, 6]
    found = the(shift(room.state, "baseline"))
    assert found.items[0].measures == () and not found.details["directions"]


def test_an_item_that_is_hidden_leaves_the_shift_that_was_shown() -> None:
    room = Room(deck(collecting(held=False)))
    for person in PEOPLE:
        room.do(c.Join(person))
    room.do(c.Open("tools"))
    room.do(c.Propose("tools", "The whiteboard", "k", "p0"))
    item = next(id for id in room.state.asked["tools"].proposals if id != "s1")
    for number in (0, 1):
        for person in PEOPLE:
            room.do(c.Answer(person, "tools", item, "today", 2 + number, f"{number}{person}"))
            room.do(c.Answer(person, "tools", "s1", "today", 3, f"{number}{person}s"))
        if not number:
            room.do(c.Open("tools", again=True))
    asked = room.state.asked["tools"]
    told = (room.state.standing("tools").to_json(), room.state.position, "shift")
    room.do(c.Reveal("tools", *told, the(shift(room.state, "tools")).to_json()))
    assert {one.item for one in the(asked.displayed(asked.turn)).items} == {"s1", item}
    room.do(c.Hide("tools", item))
    left = the(asked.displayed(asked.turn))
    assert [one.item for one in left.items] == ["s1"]
    assert item not in repr(left.details) and "withdrawn" in left.sentence["en"]


def test_sentences_that_are_voted_on_again_are_followed_by_their_share() -> None:
    room = Room(deck(statements(sentences=1)))
    for person in PEOPLE:
        room.do(c.Join(person))
    for number, values in enumerate(((-1,) * 7, (1,) * 5 + (0,) * 2)):
        room.do(c.Open("polis", again=number > 0))
        for person, value in zip(PEOPLE, values, strict=True):
            room.do(c.Answer(person, "polis", "s1", "today", value, f"{number}{person}"))
    assert "0%\u00a0→\u00a071%" in the(shift(room.state, "polis")).sentence["en"]


# --- reopened in the same turn


def test_reopened_answers_count_in_the_same_turn_and_what_was_shown_stays() -> None:
    room = room_of(FIRST)
    reveal(room)
    asked = room.state.asked["baseline"]
    shown = asked.turn.standing
    room.do(c.Join("late"))
    room.do(c.Open("baseline", reopen=True, seconds=60))
    room.do(c.Answer("late", "baseline", "s1", "before", 5, "k"))
    assert (asked.status, len(asked.turns), len(asked.turn.answers)) == ("open", 1, 8)
    room.do(c.Close("baseline"))
    assert (asked.status, asked.turn.standing) == ("revealed", shown)
    assert refused(room, as_now(room)) == "standing_frozen"


def test_once_enough_have_changed_it_is_shown_anew() -> None:
    room = room_of(FIRST)
    reveal(room)
    room.do(c.Open("baseline", reopen=True))
    answer(room, (5, 5, 5), "late")
    reveal(room)
    turn = room.state.asked["baseline"].turn
    assert the(turn.standing) == room.state.standing("baseline")
    assert turn.changed == set()


@pytest.mark.parametrize("same", [True, False])
def test_what_was_asked_before_in_other_words_is_not_compared(same: bool) -> None:
    """As an older log may hold it, or a deck that was edited in between."""
    before = agreement(statements=2)
    items = tuple(
        msgspec.structs.replace(item, text=item.text if same else words(f"Not {item.id}"))
        for item in before.items
    )
    after = msgspec.structs.replace(
        before,
        id="exit",
        kind="change",
        items=items,
        phases=("after",),
        options={"since": "baseline"},
    )
    room = Room(deck(before, after))
    for activity, phase, value in (("baseline", "before", 2), ("exit", "after", 4)):
        room.do(c.Open(activity))
        for person in PEOPLE:
            room.do(c.Join(person))
            for item in ("s1", "s2"):
                key = f"{activity}{item}"
                room.do(c.Answer(person, activity, item, phase, value, key))
    found = room.state.standing("exit")
    assert found.n == len(PEOPLE)
    drawn = [one.counts for item in found.items for one in item.distributions]
    assert all(drawn) if same else not any(drawn)
    assert found.details.get("reworded", []) == ([] if same else ["s1", "s2"])
