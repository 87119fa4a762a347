"""Sentences: who wrote counts, what they wrote is shown from enough people on, and only as text."""

import html

import pytest
from tamtam import kinds
from tamtam.deck.deck import Activity, Collect
from tamtam.results.view import View
from tamtam.session import commands as c
from tamtam.standing.standing import Standing

from tests import decks
from tests.decks import deck, words
from tests.rooms import Room

HOSTILE = "<b>=HYPERLINK(1)</b> %{x} 2026-01-02"


def asked() -> Activity:
    return Activity(
        id="missing",
        step="1B",
        part="opening",
        kind="sentences",
        title=words("If we closed"),
        question=words("What would be missing?"),
        minutes=2,
        collect=Collect(prompt=words("What would be missing?"), most=2, held=False),
    )


def room_of(people: int) -> Room:
    """Everybody wrote one sentence, the first person two."""
    room = Room(deck(asked()))
    room.do(c.Open("missing"))
    for number in range(people):
        room.do(c.Join(f"p{number}"))
        room.do(c.Propose("missing", f"{HOSTILE} {number}", "k", f"p{number}"))
    room.do(c.Propose("missing", "One more", "k2", "p0"))
    return room


def standing_of(people: int) -> tuple[Activity, Standing]:
    room = room_of(people)
    return room.state.activity("missing").activity, room.state.standing("missing")


def test_people_are_counted_not_sentences() -> None:
    _, standing = standing_of(4)
    assert (standing.n, len(standing.items)) == (4, 5)
    assert standing.sentence["en"] == "5 sentences from 4 people: which one stays with you?"


def test_too_few_people_are_only_counted() -> None:
    activity, standing = standing_of(2)  # the room shows from 3 on
    assert (standing.n, standing.items, standing.outcome) == (2, (), "few")
    assert HOSTILE not in View(activity, standing, "en").caption


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_what_was_written_is_only_ever_text(language: str) -> None:
    activity, standing = standing_of(4)
    kind = kinds.get("sentences")
    drawn = [
        one["text"] for one in kind.figure(activity, standing, language)["layout"]["annotations"]
    ]
    assert not any("<b>" in text or "%{" in text for text in drawn)
    assert f"{HOSTILE} 3" in [html.unescape(text) for text in drawn]
    assert kind.table(activity, standing, language).rows[0] == (f"{HOSTILE} 0",)


def test_more_than_a_chart_has_room_for_is_said() -> None:
    activity, standing = standing_of(20)
    layout = kinds.get("sentences").figure(activity, standing, "en")["layout"]
    assert layout["annotations"][-1]["text"] == "and 7 more, in the table"


def test_a_reveal_shows_them_and_a_hidden_one_goes_afterwards() -> None:
    room = room_of(4)
    room.reveal("missing")
    asked = room.state.activity("missing")
    assert asked.status == "revealed" and asked.turn.standing
    first = asked.turn.standing.items[0].item
    room.do(c.Hide("missing", first))
    shown = asked.shown(asked.turn)
    assert shown and first not in {item.item for item in shown.items}
