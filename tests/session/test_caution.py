"""What a facilitator is told before a reveal: that it would show one person alone, or all on one side."""

import pytest
from tamtam.session import commands as c
from tamtam.session.caution import Caution

from tests.decks import agreement, deck, flows
from tests.kinds.people import IMPROVISED
from tests.rooms import Room


def room_of(*answers: int, status: str = "open") -> Room:
    room = Room(deck(agreement(statements=1), flows()), min_answers=5)
    room.do(c.Open("baseline"))
    for number, value in enumerate(answers):
        room.do(c.Join(f"p{number}"))
        room.do(c.Answer(f"p{number}", "baseline", "s1", "before", value, f"k{number}"))
    if status == "closed":
        room.do(c.Close("baseline"))
    return room


def found(room: Room) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    caution = Caution.of(room.state.activity("baseline"), 5)
    return (caution.alone, caution.alike) if caution else None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((1, 2, 1, 2), None),  # too few for a chart
        ((1, 2, 1, 2, 5), (("s1",), ())),
        ((1, 2, 1, 2, 1), ((), ("s1",))),  # all disagree, whatever they ticked
        ((5, 5, 5, 5, 5), ((), ("s1",))),
        ((1, 2, 4, 5, 4), None),
        ((1,) * 11 + (5,), None),  # twelve: one is a mark among others
        ((1, 2) * 8, ((), ("s1",))),
    ],
)
@pytest.mark.parametrize("status", ["open", "closed"])
def test_it_is_called_for_by_one_alone_or_all_alike(
    answers: tuple[int, ...], expected: object, status: str
) -> None:
    assert found(room_of(*answers, status=status)) == expected


def test_once_it_is_revealed_there_is_nothing_to_look_out_for() -> None:
    room = room_of(1, 2, 1, 2, 5)
    room.reveal("baseline")
    assert room.state.activity("baseline").status == "revealed"
    assert found(room) is None


def test_of_what_only_some_were_asked_about_nobody_knows_whose_answer_it_is() -> None:
    room = Room(deck(agreement(statements=2)), min_answers=3)
    room.do(c.Open("baseline"))
    for number in range(7):
        room.do(c.Join(f"p{number}"))
        for item in ("s1", "s2") if number < 3 else ("s1",):
            value = 1 + 3 * (number % 2)
            room.do(c.Answer(f"p{number}", "baseline", item, "before", value, f"k{number}{item}"))
    assert (
        Caution.of(room.state.activity("baseline"), 3) is None
    )  # one alone of three: but which three


def test_it_says_in_both_languages_what_it_is_about_and_what_to_do() -> None:
    caution = Caution.of(room_of(1, 2, 1, 2, 5).state.activity("baseline"), 5)
    assert caution is not None
    assert caution.words("en").startswith("On “Statement 1” one person stands apart")
    assert "do not ask who" in caution.words("en")
    assert caution.words("fr").startswith("Pour «\u00a0Statement 1\u00a0», une personne est seule")
    assert not any("Statement" in words for words in Caution.hint().values())


def test_of_a_choice_it_names_the_question() -> None:
    asked = IMPROVISED[0]
    room = Room(deck(asked), min_answers=5)
    room.do(c.Open(asked.id))
    for number in range(6):
        room.do(c.Join(f"p{number}"))
        chosen = asked.items[number == 5].id
        room.do(c.Answer(f"p{number}", asked.id, "chosen", "today", chosen, f"k{number}"))
    caution = Caution.of(room.state.activity(asked.id), 5)
    assert caution is not None
    assert caution.words("en").startswith(f"On “{asked.title['en']}” one person stands apart")
