"""A session read aloud: what was revealed, in the deck's order, and not a word more."""

from pathlib import Path

import msgspec
import pytest

from kit import Workshop, texts
from kit import commands as c
from kit.deck import Debrief
from kit.summary import Summary
from tests.decks import agreement, collecting, deck, flows, words
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
    listed = "Where the room holds together\nWhere we start" in said
    assert listed == (show == "chart")
    assert "Five flows" not in said


def test_what_was_revealed_as_nothing_is_left_out() -> None:
    assert repr(Summary.of(room_of("nothing").state, "en")) == "Nothing was revealed yet."


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_widest_gap_leads_to_the_question_to_ask(language: str) -> None:
    room = room_of()
    room.reveal("flows")
    summary = Summary.of(room.state, language)
    assert [line.activity.id for line in summary.with_outcome("gap")] == ["flows"]
    assert summary.with_outcome("gap")[0].gap == 0.6  # six of ten points


def test_of_two_gaps_the_wider_share_of_its_scale_asks_the_question() -> None:
    debrief = Debrief(*(words(name) for name in ("together", "split", "scattered", "wide scale")))
    other = msgspec.structs.replace(debrief, gap=words("narrow scale"))
    narrow = {"low": 0, "high": 4, "ends": {"low": words("never"), "high": words("often")}}
    use = msgspec.structs.replace(
        flows("use"), kind="rating", options=narrow, debrief=other, items=flows().items[1:]
    )
    room = Room(deck(msgspec.structs.replace(flows(), debrief=debrief), use))
    for person in PEOPLE:
        room.do(c.Join(person))
    for activity, today, wanted in (("flows", 2, 7), ("use", 0, 4)):
        room.do(c.Open(activity))
        for person in PEOPLE:
            for phase, value in (("today", today), ("wanted", wanted)):
                room.do(c.Answer(person, activity, "trust", phase, value, f"{activity}{phase}"))
        room.reveal(activity)
    summary = Summary.of(room.state, "en")
    assert summary.question() == "narrow scale"  # all of four points before five of ten
    assert "Five flows, Five flows" in repr(summary)


def test_how_a_standing_came_out_is_told_only_of_those_shown_whole() -> None:
    assert Summary.of(room_of("chart").state, "en").with_outcome("together")
    assert not Summary.of(room_of("sentence").state, "en").with_outcome("together")


def test_sentences_that_people_wrote_are_no_agreement() -> None:
    written = msgspec.structs.replace(collecting("said", held=False), kind="sentences", items=())
    room = Room(deck(written))
    for person in PEOPLE:
        room.do(c.Join(person))
    room.do(c.Open("said"))
    for person in PEOPLE:
        room.do(c.Propose("said", f"Words of {person}", "k", person))
    room.reveal("said")
    summary = Summary.of(room.state, "en")
    assert "6 sentences from 6 people" in repr(summary)
    assert not summary.with_outcome("together")


def test_someone_alone_reads_what_they_answered(tmp_path: Path) -> None:
    study = Workshop(language="en", store=tmp_path / "store.sqlite").study()
    study.answer("baseline", "client", 4)
    assert "Where we start from — These are your answers." in repr(study.summary())


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
    left = Summary.of(room.state, "en")
    assert "Mail" not in repr(left)
    assert "tools" not in {line.activity.id for line in left.with_outcome("together")}
