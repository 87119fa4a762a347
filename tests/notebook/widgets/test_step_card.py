"""One step under a cell: the cockpit's card, pressed as a person would; a real room behind it."""

import time
from pathlib import Path

import ipywidgets as widgets
import pytest
from tamtam import Room, Workshop
from tamtam.authoring.unplanned import PREFIX
from tamtam.notebook.widgets.cockpit.tree import Node, buttons_of, texts_of
from tamtam.notebook.widgets.paper_sheet import ByHand
from tamtam.notebook.widgets.step_card import StepCard
from tamtam.session import commands as c

from tests.notebook.widgets.test_cockpit import labels, main, press, press_with, read, region

BY_TABLE = "Open 1B If we closed, one sentence per table"


@pytest.fixture
def room(place: Path) -> Room:
    return Workshop(language="en", store=place).open(rehearsal=True, new=True)


@pytest.fixture
def card(room: Room) -> StepCard:
    room.rehearse(8, seed=2, pace=0, wait=True)
    return StepCard(room, "baseline")


def reveal(card: StepCard, label: str = "Reveal the chart") -> None:
    """Reveal it, whatever it warns of: eight people often have one among them who stands alone."""
    press(card, label)
    if "Yes, do it" in labels(card):
        press(card, "Yes, do it")
    while is_closed(card):  # a busy machine works it out for longer than a press waits
        time.sleep(0.1)
    card.redraw()


def is_closed(card: StepCard) -> bool:
    card._lead._log.refresh()
    with card._lead.state() as state:
        return state.activity(card._step.at).status == "closed"


def answered(room: Room, card: StepCard) -> None:
    press(card, "Open to phones")
    room.rehearsed()
    press(card, "Close answers")


def test_the_buttons_are_those_of_the_moment_and_of_this_step_alone(
    room: Room, card: StepCard
) -> None:
    assert labels(card) == ["Open to phones", "Skip"]
    press(card, "Open to phones")
    assert labels(card) == ["Close answers", "Reveal the chart", "Pause", "+ 1 minute", "Skip"]
    press(card, "Pause")
    assert "Paused, " in read(card, "bar") and "Resume" in labels(card)
    press(card, "Resume")
    room.rehearsed()
    card.redraw()
    assert "8 of 8 done" in read(card, "bar")
    press(card, "Close answers")
    assert labels(card) == ["Reveal the chart", "Only the sentence", "Show nothing", "Reopen"]
    press(card, "Reopen")
    reveal(card)
    assert labels(card) == ["Reopen", "Ask again"]  # what comes next is the cockpit's
    assert card.widget.caption


def test_skipped_it_can_still_be_opened(card: StepCard) -> None:
    press(card, "Skip")
    assert labels(card) == ["Open to phones"]
    press(card, "Open to phones")
    assert main(card) == "Close answers"


def test_asked_again_it_can_show_what_moved_or_this_time_alone(room: Room, card: StepCard) -> None:
    answered(room, card)
    reveal(card)
    reveal(card, "Ask again")
    assert "asked 2 times" in read(card, "bar")
    room.rehearsed()
    press(card, "Close answers")
    press_with(card, "fold", "preview", True)
    assert "both times" not in card.widget.caption
    press(card, "Look at the shift since last time")
    assert "8 people answered last time, 8 this time, 8 both times" in card.widget.caption
    press(card, "Look at this time only")
    assert "both times" not in card.widget.caption
    reveal(card, "Reveal the shift")
    assert "8 both times" in card.widget.caption and "8 both times" in card.words()
    reveal(card)
    assert "both times" not in card.widget.caption and "Reveal the shift" in labels(card)


def test_reopened_it_says_how_long_what_was_shown_stays(room: Room, card: StepCard) -> None:
    answered(room, card)
    reveal(card)
    press(card, "Reopen")
    assert "leaves the phones and the wall" in read(card, "bar")
    press(card, "Yes, do it")
    with room.state() as state:
        people = list(state.participants)
    slot = ("baseline", "colleagues", "before")
    for number, person in enumerate(people[:5], start=1):
        with room.state() as state:
            value = 1 if state.asked["baseline"].turn.answers[person][slot[1:]] != 1 else 2
        room._store.run([(room.code, c.Answer(person, *slot, value, f"late{number}"))])
    press(card, "Close answers")
    assert labels(card)[0] == "Reveal again"


def test_while_someone_has_extra_time_it_says_so_and_reveals_when_asked_twice(room: Room) -> None:
    people = [c.Join(f"p{number}", f"Voice {number}") for number in range(6)]
    room._store.run([(room.code, person) for person in people])
    room.extra_time("voice 5")
    card = StepCard(room, "baseline")
    press(card, "Open to phones")
    for number in range(5):
        answer = c.Answer(
            f"p{number}", "baseline", "colleagues", "before", 2 + 2 * (number % 2), "k"
        )
        room._store.run([(room.code, answer)])
    press(card, "Close answers")
    assert "1 person has extra time until" in read(card, "bar") and "Voice 5" not in read(card)
    reveal(card)
    assert labels(card)[0] == "Reopen"


def test_from_forty_people_on_each_table_may_be_asked_for_one_sentence(room: Room) -> None:
    card = StepCard(room, "missing")
    for first, last in ((0, 39), (39, 40)):
        people = [c.Join(f"p{number}", f"Voice {number}") for number in range(first, last)]
        room._store.run([(room.code, person) for person in people])
        room._log.refresh()
        card.redraw()
        assert (BY_TABLE in labels(card)) == (last == 40)
    assert BY_TABLE not in labels(StepCard(room, "baseline"))
    press(card, BY_TABLE)
    with room.state() as state:
        turn = state.asked["missing"].turn
        assert turn.by_table and sum(map(len, turn.tables.values())) == 40


def test_before_the_question_there_is_what_to_say_and_what_to_look_for(
    room: Room, card: StepCard
) -> None:
    asked = room.activity("baseline")
    assert asked.say["en"] in read(card, "step") and asked.expect["en"] in read(card, "step")
    answered(room, card)
    assert asked.say["en"] not in read(card) and asked.expect["en"] in read(card, "step")


def test_once_the_preview_is_unfolded_the_question_that_will_fit_is_there(
    room: Room, card: StepCard
) -> None:
    answered(room, card)
    view = room.standing("baseline")
    assert view.debrief and view.debrief not in read(card)
    press_with(card, "fold", "preview", True)
    assert "Only you see this" in read(card)
    assert view.debrief in read(card) and view.sentence in read(card)
    press_with(card, "fold", "preview", False)
    assert view.debrief not in read(card)


@pytest.mark.parametrize("shown", ["Only the sentence", "Show nothing"])
def test_what_phones_do_not_show_is_said_and_can_still_be_shown(
    room: Room, card: StepCard, shown: str
) -> None:
    answered(room, card)
    reveal(card, shown)
    assert "Phones show" in read(card)
    reveal(card)
    assert "Phones show" not in read(card)


def test_one_facet_is_chosen_for_preview_and_wall_alike(room: Room) -> None:
    room.rehearse(8, seed=2, pace=0, wait=True)
    card = StepCard(room, "exchanges")
    answered(room, card)
    press_with(card, "fold", "preview", True)
    assert "Who warns you?" in read(card, "step")
    press_with(card, "facet", "exchanges", "warns")
    with room.state() as state:
        assert state.activity("exchanges").turn.facet == "warns"
    assert card.widget.caption == room.standing("exchanges", "warns").caption
    reveal(card)
    assert room.standing("exchanges", "warns").sentence in card.words()


def test_an_update_of_a_chart_sends_only_what_moved(
    room: Room, card: StepCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open("baseline")
    room.rehearsed()
    card.redraw()
    press_with(card, "fold", "preview", True)
    sent: list[set[str]] = []
    real = card.widget.send_state

    def send_state(key: str | list[str] | None = None) -> None:
        sent.append({key} if isinstance(key, str) else set(key or ()))
        real(key)

    monkeypatch.setattr(card.widget, "send_state", send_state)
    with room.state() as state:
        one = next(iter(state.participants))
    room._store.run([(room.code, c.Answer(one, "baseline", "client", "before", 1, "another"))])
    card.widget.show(room.standing("baseline"))
    [moved] = sent
    assert moved <= {"data", "moving", "caption"}


def test_what_is_refused_is_said_on_the_card(room: Room, card: StepCard) -> None:
    press(card, "Open to phones")
    do = buttons_of(region(card, "bar"))["Close answers"]
    room.end()
    press_with(card, *do)  # pressed as the session ended elsewhere
    assert card.widget.said["sort"] == "refused"


def test_an_unplanned_question_takes_the_card_s_place_until_one_goes_back(
    room: Room, card: StepCard
) -> None:
    press_with(card, "tab", "more")
    press(card, "Ask now", question="Do we take a break?", options="yes")
    assert "A question needs 2 to 12 options" in card.widget.said["words"]
    press_with(card, "tab", "more")
    press(card, "Ask now", question="Do we take a break?", options="yes, no")
    assert "Do we take a break?" in read(card, "step") and main(card) == "Close answers"
    room.rehearsed()
    reveal(card)
    with room.state() as state:
        [asked] = (asked for id, asked in state.asked.items() if id.startswith(PREFIX))
        assert asked.turn.standing and asked.turn.standing.n == 8
    press(card, "Back to the step under way")
    assert main(card) == "Open to phones"


def typed_on_paper(card: StepCard, table: str) -> ByHand:
    sheet = card._panel._hosted
    assert isinstance(sheet, ByHand)
    sheet._table.value = table
    sheet.look()
    return sheet


def test_answers_on_paper_are_typed_in_and_not_put_away_before_they_are_saved(
    room: Room, card: StepCard
) -> None:
    press(card, "Open to phones")
    press_with(card, "tab", "more")
    press_with(card, "paper", "baseline")
    sheet = typed_on_paper(card, "\n".join(["4\t4\t4"] * 6))
    press_with(card, "put_away")
    assert card._panel._hosted is sheet and "not saved yet" in sheet._told.widget.value
    sheet.take()
    press_with(card, "put_away")
    assert card._panel._hosted is None and "6 on paper" in read(card, "bar")
    assert isinstance(sheet.widget, widgets.Widget) and sheet.widget.comm is None  # it is gone


def test_where_few_are_in_the_room_it_offers_to_talk(place: Path) -> None:
    room = Workshop(language="en", store=place).open(new=True)
    card = StepCard(room, "baseline")
    assert labels(card)[:3] == ["Open to phones", "Talk about it, with cards", "Skip"]
    press(card, "Talk about it, with cards")
    assert "A conversation: nothing is stored" in read(card, "bar")
    assert labels(card)[:2] == ["Turn the cards over", "Close answers"]
    press(card, "Turn the cards over")
    press(card, "Close answers")
    assert labels(card)[:2] == ["Open to phones", "Talk about it, with cards"]


def test_what_it_came_to_is_kept_in_words(room: Room, card: StepCard) -> None:
    assert "not asked yet" in card.words()
    answered(room, card)
    view = room.standing("baseline")
    assert view.caption not in card.words()
    reveal(card)
    assert "revealed" in card.words() and view.caption in card.words()


def test_a_step_says_the_minutes_of_today_and_one_left_out_is_folded_and_says_so(
    place: Path,
) -> None:
    room = Workshop(language="en", cut="one_hour", store=place).open(rehearsal=True, new=True)
    with room.state() as state:
        planned = next(step for step in state.plan if step in state.asked)
        minutes = state.deck.minutes(planned, "one_hour")
        assert "uses" not in state.plan
    assert f"not asked yet · {minutes:g} minutes" in read(StepCard(room, planned), "bar")
    card = StepCard(room, "uses")
    assert labels(card) == ["Not in today’s plan: show it all the same"]
    assert read(card, "step", "panel") == ""
    press(card, "Not in today’s plan: show it all the same")
    assert main(card) == "Open to phones" and read(card, "step")


def test_beneath_it_is_what_waits_to_be_read(room: Room) -> None:
    room.rehearse(8, seed=2, pace=0, wait=True)
    card = StepCard(room, "uses")
    press(card, "Open to phones")
    room.rehearsed()
    press_with(card, "tab", "read")
    assert "Approve" in tabs(card)


def tabs(card: StepCard) -> str:
    node: Node = region(card, "panel")
    return " ".join(texts_of(node))
