"""A session read aloud: what was revealed, in the deck's order, and not a word more."""

import pytest

from kit import commands as c
from kit import texts
from kit.summary import Summary
from tests.decks import agreement, collecting, deck, flows
from tests.rooms import Room

PEOPLE = tuple(f"p{number}" for number in range(6))


def room_of(show: str = "chart") -> Room:
    """Both activities were answered; the first was revealed as `show` says, the second not at all."""
    room = Room(deck(agreement(), flows(), collecting(held=False)))
    for person in PEOPLE:
        room.do(c.Join(person))
    room.do(c.Open("baseline"))
    for person in PEOPLE:
        room.do(c.Answer(person, "baseline", "s1", "before", 5, f"k{person}"))
    standing = room.state.standing("baseline").to_json()
    room.do(c.Reveal("baseline", standing, room.state.position, show))
    room.do(c.Open("flows"))
    for person in PEOPLE:
        room.do(c.Answer(person, "flows", "trust", "today", 2, f"t{person}"))
        room.do(c.Answer(person, "flows", "trust", "wanted", 8, f"w{person}"))
    return room


@pytest.mark.parametrize("show", ["chart", "sentence"])
def test_what_was_revealed_is_said_and_nothing_else(show: str) -> None:
    said = repr(Summary.of(room_of(show).state, "en"))
    assert "The room holds together on “Statement 1”" in said
    assert "Where the room holds together\nWhere we start" in said
    assert "Five flows" not in said


def test_what_was_revealed_as_nothing_is_left_out() -> None:
    assert repr(Summary.of(room_of("nothing").state, "en")) == "Nothing was revealed yet."


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_widest_gap_leads_to_the_question_to_ask(language: str) -> None:
    room = room_of()
    room.reveal("flows")
    summary = Summary.of(room.state, language)
    assert [line.activity.id for line in summary.with_outcome("gap")] == ["flows"]
    assert summary.with_outcome("gap")[0].gap == 6


def test_what_people_wrote_is_text_and_goes_when_it_is_hidden() -> None:
    room = room_of()
    room.do(c.Open("tools"))
    room.do(c.Propose("tools", "<b>Mail</b>", "k", PEOPLE[0]))
    item = room.state.activity("tools").activity.items[-1].id
    for person in PEOPLE:
        room.do(c.Answer(person, "tools", item, "today", 5, f"m{person}"))
    room.reveal("tools")
    summary = Summary.of(room.state, "en")
    assert "<b>Mail</b>" in repr(summary)
    assert "&lt;b&gt;Mail&lt;/b&gt;" in summary._repr_html_()
    room.do(c.Hide("tools", item))
    assert "Mail" not in repr(Summary.of(room.state, "en"))
