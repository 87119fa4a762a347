"""What comes next, as one rule says it to every surface: the usual next thing, what else, what is asked."""

from collections.abc import Mapping

import msgspec
import pytest
from tamtam.deck.deck import Activity
from tamtam.language.errors import TamtamError
from tamtam.session import action_text
from tamtam.session import commands as c
from tamtam.session.caution import Caution
from tamtam.session.next_step import Action, Request, next_step, waiting
from tamtam.session.rules import decide

from tests import decks
from tests.rooms import Room


def room_of(*activities: Activity, cut: Mapping[str, float] | None = None) -> Room:
    deck = decks.deck(*activities)
    room = Room(msgspec.structs.replace(deck, cuts={"half_day": dict(cut)}) if cut else deck)
    for number in range(4):
        room.do(c.Join(f"p{number}"))
    return room


def main(room: Room, at: str | None = None) -> Action:
    found = next_step(room.state, at).main
    assert found is not None
    return found


def offered(room: Room) -> tuple[Action, ...]:
    return next_step(room.state).actions


def names(room: Room, at: str | None = None) -> list[str]:
    return [action.name for action in next_step(room.state, at).actions]


def press(room: Room, action: Action) -> None:
    """What a surface does with it; a reveal is worked out as the server does."""
    request = action.request
    if isinstance(request, c.RevealRequest):
        room.do(c.Close(request.activity, turn=request.turn, round=request.round))
        room.reveal(request.activity)
    else:
        room.do(request)


def answer(room: Room, activity: str, people: int = 4) -> None:
    asked = room.state.activity(activity)
    for person in range(people):
        for item, phase in asked.slots:
            value = 2 + 2 * (person % 2)  # nobody stands alone, and not all are on one side
            room.do(c.Answer(f"p{person}", activity, item, phase, value, f"{person}{item}{phase}"))


def refused(room: Room, request: Request) -> str:
    assert not isinstance(request, c.RevealRequest)
    with pytest.raises(TamtamError) as refusal:
        decide(room.state, request, room.state.at + 5)
    return refusal.value.code


def test_the_main_button_alone_leads_from_the_welcome_to_the_end() -> None:
    cut = {"welcome": 5, "baseline": 4, "break": 6, "flows": 9}
    room, pressed = room_of(cut=cut), []
    while not room.state.over:
        action = main(room)
        pressed.append(f"{action.name} {action.step}".strip())
        press(room, action)
        if action.name == "next":
            answer(room, action.step)
    assert pressed == [
        "begin welcome",
        *("next baseline", "close baseline", "reveal baseline"),
        "begin break",
        *("next flows", "close flows", "reveal flows"),
        "finish",
    ]
    assert next_step(room.state).actions == ()


def test_what_was_shown_is_never_taken_away_unasked() -> None:
    room = room_of()
    room.do(c.Open("baseline"))
    answer(room, "baseline")
    room.reveal("baseline")
    offer = next_step(room.state)
    assert offer.main and (offer.main.name, offer.main.step) == ("next", "flows")
    assert not {"sentence", "nothing", "close"} & set(names(room))
    hiding = [action for action in offer.actions if action.name in ("reopen", "again")]
    assert all(action.confirm for action in hiding) and len(hiding) == 2


def test_where_only_the_sentence_was_shown_more_can_be_but_not_less() -> None:
    room = room_of()
    room.do(c.Open("baseline"))
    answer(room, "baseline")
    standing = room.state.standing("baseline").to_json()
    room.do(c.Reveal("baseline", standing, room.state.position, "sentence"))
    assert "reveal" in names(room) and "nothing" not in names(room)


def test_after_the_last_step_it_is_finish_and_asks_first() -> None:
    room = room_of(decks.agreement())
    room.do(c.Open("baseline"))
    answer(room, "baseline")
    room.reveal("baseline")
    finish = main(room)
    assert finish.name == "finish" and finish.confirm and isinstance(finish.request, c.End)


def test_a_step_that_nobody_answered_or_that_was_left_holds_nobody_up() -> None:
    room = room_of()
    room.do(c.Open("baseline"))
    room.do(c.Close("baseline"))
    assert main(room).name == "next"
    room.do(c.Open("flows"))
    answer(room, "flows")
    room.do(c.Close("flows", "skip"))
    assert main(room).name == "finish" and "reveal" in names(room)


def test_going_on_with_answers_that_nobody_saw_asks_first() -> None:
    room = room_of()
    room.do(c.Open("baseline"))
    answer(room, "baseline")
    room.do(c.Close("baseline"))
    [onward] = [action for action in next_step(room.state).others if action.name == "next"]
    assert onward.confirm and onward.confirm.why == "unseen"


def test_what_closes_or_shows_with_something_unread_asks_first_as_long_as_it_would_be_voted_on() -> (
    None
):
    room = room_of(decks.collecting())
    room.do(c.Open("tools"))
    room.do(c.Propose("tools", "Mail", "k1", "p1"))
    room.do(c.Propose("tools", "Chat", "k2", "p2"))
    answer(room, "tools")
    asks = {one.name: (one.confirm.why, one.confirm.n) for one in offered(room) if one.confirm}
    assert asks == {"close": ("unread", 2), "reveal": ("unread", 2)}
    room.do(c.Close("tools"))
    assert (main(room).name, main(room).confirm) == ("reveal", None)
    assert waiting(room.state.activity("tools")) == 0
    room.do(c.Open("tools", reopen=True))
    assert waiting(room.state.activity("tools")) == 2


def test_what_is_only_written_is_asked_about_until_it_is_shown() -> None:
    written = msgspec.structs.replace(
        decks.collecting("words"), kind="sentences", items=(), phases=()
    )
    room = room_of(written)
    room.do(c.Open("words"))
    room.do(c.Propose("words", "Mail", "k1", "p1"))
    room.do(c.Propose("words", "Chat", "k2", "p2"))
    room.do(c.Close("words"))
    confirm = main(room).confirm
    assert confirm and (main(room).name, confirm.why, confirm.n) == ("reveal", "unread", 2)
    room.do(c.Moderate("words", (next(iter(room.state.activity("words").proposals)),)))
    confirm = main(room).confirm
    assert confirm and (confirm.why, confirm.n) == ("unread", 1)


def test_what_would_show_somebody_alone_asks_first_but_showing_nothing_doesnt() -> None:
    room = room_of()
    room.do(c.Open("baseline"))
    answer(room, "baseline", people=3)
    asks = {one.name: one.confirm.why for one in next_step(room.state).actions if one.confirm}
    assert asks == {"reveal": "caution"}
    room.do(c.Close("baseline"))
    asks = {one.name: one.confirm.why for one in next_step(room.state).actions if one.confirm}
    assert asks.keys() == {"reveal", "sentence", "next", "break"} and asks["reveal"] == "caution"
    room.do(c.Open("baseline", reopen=True))
    for item, phase in room.state.activity("baseline").slots:
        room.do(c.Answer("p3", "baseline", item, phase, 4, f"late{item}{phase}"))
    room.do(c.Close("baseline"))
    assert (main(room).name, main(room).confirm) == ("reveal", None)


def test_it_asks_once_for_each_sort_of_risk_and_says_the_others_beside_the_button() -> None:
    """Of a few people nearly every chart shows one alone: who says yes each time no longer reads it."""
    room = room_of(decks.agreement("one"), decks.agreement("two"), decks.agreement("three"))
    for activity, third in (("one", 4), ("two", 4), ("three", 2)):
        room.do(c.Open(activity))
        for person, value in enumerate((2, 2, third)):  # one alone, twice; then all on one side
            for item, phase in room.state.activity(activity).slots:
                room.do(c.Answer(f"p{person}", activity, item, phase, value, f"{activity}{item}"))
        room.do(c.Close(activity))
        asked, confirm = room.state.activity(activity), main(room).confirm
        assert Caution.of(asked, room.state.min_answers)
        assert (confirm and confirm.why) == (None if activity == "two" else "caution")
        room.reveal(activity)


def test_so_does_the_step_from_collecting_to_answering() -> None:
    room = room_of(decks.collecting(first=True))
    room.do(c.Open("tools"))
    room.do(c.Propose("tools", "Mail", "k1", "p1"))
    action = main(room)
    assert action.name == "advance" and action.confirm and action.confirm.n == 1


def test_the_step_a_card_shows_is_opened_from_there_and_says_what_that_closes() -> None:
    room = room_of()
    assert main(room, "flows").name == "open" and main(room, "flows").confirm is None
    room.do(c.Open("baseline"))
    confirm = main(room, "flows").confirm
    assert confirm and (confirm.why, confirm.step) == ("closes", "baseline")


def test_a_press_that_comes_late_ends_no_round_and_is_told_so() -> None:
    room = room_of(decks.collecting(first=True, held=False))
    room.do(c.Open("tools"))
    first = main(room)
    press(room, first)
    assert room.state.activity("tools").turn.round == 2
    assert refused(room, first.request) == "moved_on"
    close = main(room)
    press(room, close)
    room.do(c.Open("tools", again=True))
    assert close.name == "close" and refused(room, close.request) == "moved_on"
    assert room.state.activity("tools").status == "open"


def test_a_press_that_finds_it_closed_is_done_already_or_told_that_it_has_gone_on() -> None:
    """Time was up, or the last one answered, in the moment it was pressed: it isn't to be opened first."""
    room = room_of(decks.collecting(first=True, held=False))
    room.do(c.Open("tools"))
    advance = main(room)
    room.do(c.Propose("tools", "Mail", "k1", "p1"))
    press(room, advance)
    close = main(room)
    skip = next(one for one in next_step(room.state).actions if one.name == "skip")
    room.do(c.Close("tools", "time"))
    assert isinstance(close.request, c.Close)
    assert decide(room.state, close.request, room.state.at).repeated
    assert refused(room, skip.request) == refused(room, advance.request) == "moved_on"


def test_but_the_clock_that_comes_late_is_silent() -> None:
    room = room_of(decks.collecting(first=True))
    room.do(c.Open("tools"))
    room.do(c.Advance("tools", 1))
    assert decide(room.state, c.Advance("tools", 1, "time"), room.state.at).repeated


def test_the_answers_to_what_was_collected_keep_the_time_of_the_activity() -> None:
    room = room_of(decks.collecting(first=True))
    room.do(c.Open("tools", seconds=300))
    ends_at = room.state.activity("tools").ends_at
    room.do(c.Advance("tools", 1))
    assert room.state.activity("tools").ends_at == ends_at
    room.do(c.Open("tools", seconds=300, again=True))
    room.do(c.Time("tools", "pause"))
    left = room.state.activity("tools").left
    room.do(c.Advance("tools", 1))
    asked = room.state.activity("tools")
    assert left and asked.ends_at and asked.ends_at - room.state.at <= left


def test_a_break_has_an_end_that_can_be_moved_and_the_next_step_ends_it() -> None:
    room = room_of(cut={"baseline": 4, "break": 6, "flows": 9})
    room.do(c.Open("baseline"))
    room.do(c.Begin("break", 360))
    pause = room.state.pause
    assert pause and pause.ends_at and room.state.on_stage is None
    assert room.state.activity("baseline").status == "closed"
    room.do(c.Time("break", "add", 60))
    assert room.state.pause and room.state.pause.ends_at == pause.ends_at + 60_000
    assert [step for _, step in room.state.begun] == ["baseline", "break"]
    assert names(room)[:2] == ["next", "more"]
    press(room, main(room))
    assert room.state.pause is None and room.state.on_stage is room.state.activity("flows")


def test_what_is_revealed_in_a_break_is_seen() -> None:
    room = room_of()
    room.do(c.Open("baseline"))
    answer(room, "baseline")
    room.do(c.Begin("break", 360))
    room.reveal("baseline")
    assert room.state.on_stage is room.state.activity("baseline")


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_every_button_and_every_question_has_its_words(language: str) -> None:
    room = room_of(decks.collecting(first=True), decks.flows(), cut={"welcome": 5, "tools": 4})
    deck = room.state.deck
    said = set()
    while not room.state.over:
        for action in next_step(room.state).actions:
            said.add(action_text.label(action, deck, language))
            if action.confirm:
                said.add(action_text.question(action.confirm, deck, language))
        press(room, main(room))
    assert len(said) > 12 and not any("{" in words for words in said)


def test_tables_can_be_drawn_before_the_first_step_and_anew_when_asked_twice() -> None:
    together = msgspec.convert(
        {**msgspec.to_builtins(decks.flows()), "formation": "tables"}, Activity
    )
    room = Room(decks.deck(decks.agreement(), together))
    for person in ("p1", "p2", "p3"):
        assert "seat" not in {one.name for one in next_step(room.state).actions}
        room.do(c.Join(person))
    [draw] = [one for one in next_step(room.state).actions if one.name == "seat"]
    assert (draw.request, draw.confirm) == (c.Seat(), None)
    room.do(c.Seat())
    [draw] = [one for one in next_step(room.state).actions if one.name == "seat"]
    assert draw.confirm and draw.confirm.why == "seats"
    room.do(c.Open("flows"))
    assert "seat" not in {one.name for one in next_step(room.state).actions}
