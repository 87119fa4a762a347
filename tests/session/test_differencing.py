"""Two standings of one turn laid side by side: what a few answered can't be read off their difference."""

from collections.abc import Mapping

import pytest
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules import decide
from tamtam.session.shift import shift
from tamtam.standing.standing import Standing

from tests.decks import agreement, deck
from tests.rooms import Room, folded

LEAST = 5
#: What six people answer to two statements.
FIRST = {f"p{n}": {"s1": 1 + n % 5, "s2": 4} for n in range(6)}


class Attacked:
    """A room that was shown where it stands, and whoever looks again."""

    def __init__(self, answers: Mapping[str, Mapping[str, int]] = FIRST) -> None:
        self.room = Room(deck(agreement()), min_answers=LEAST)
        self.room.do(c.Open("baseline"))
        self.sent = 0
        for person, own in answers.items():
            self.comes(person, own)
        assert self.shows_anew()

    def comes(self, person: str, own: Mapping[str, int]) -> None:
        self.room.do(c.Join(person))
        self.changes(person, own)

    def changes(self, person: str, own: Mapping[str, int]) -> None:
        for item, value in own.items():
            self.sent += 1
            key = f"k{self.sent}"
            self.room.do(c.Answer(person, "baseline", item, "before", value, key))

    def reopens(self) -> None:
        self.room.do(c.Open("baseline", reopen=True))

    def standing(self) -> Standing:
        return self.room.state.standing("baseline")

    def shows_anew(self) -> bool:
        """Whether where the room stands now may be shown; if so, it is."""
        state = self.room.state
        command = c.Reveal("baseline", self.standing().to_json(), state.position)
        try:
            decide(state, command, state.at)
        except TamtamError as error:
            assert error.code == "standing_frozen"
            return False
        self.room.do(command)
        return True


@pytest.fixture
def attacked() -> Attacked:
    attacked = Attacked()
    attacked.reopens()
    return attacked


def test_the_same_answers_sent_again_hide_no_newcomer(attacked: Attacked) -> None:
    for person in list(FIRST)[:4]:
        attacked.changes(person, FIRST[person])
    attacked.comes("late", {"s1": 5, "s2": 1})
    assert attacked.room.state.activity("baseline").turn.changed == {"late"}
    assert not attacked.shows_anew()


def test_an_answer_changed_and_changed_back_hides_no_newcomer(attacked: Attacked) -> None:
    for person in list(FIRST)[:4]:
        attacked.changes(person, {"s1": 3, "s2": 2})
        attacked.changes(person, FIRST[person])
    attacked.comes("late", {"s1": 5, "s2": 1})
    assert not attacked.shows_anew()


def test_five_who_change_one_answer_hide_nobody_s_other_answer(attacked: Attacked) -> None:
    for person in list(FIRST)[:5]:
        attacked.changes(person, {"s1": 1 + FIRST[person]["s1"] % 5})
    attacked.comes("late", {"s2": 1})
    assert not attacked.shows_anew()


def test_three_reveals_tell_no_more_than_two(attacked: Attacked) -> None:
    """Those who change go back again, all but one: the third would tell that one by the first."""
    for n in range(5):
        attacked.changes(f"p{n}", {"s1": 1 + (n + 1) % 5, "s2": 2})
    assert attacked.shows_anew()
    attacked.reopens()
    for n in range(4):
        attacked.changes(f"p{n}", FIRST[f"p{n}"])
    attacked.comes("late", {"s1": 5, "s2": 1})
    assert not attacked.shows_anew()


def test_who_leaves_is_not_told_by_those_who_change_something_else(attacked: Attacked) -> None:
    """Four come for the first statement only, one changes it: the second differs by who left alone."""
    attacked.room.do(c.Forget("p5"))
    for n in range(5):
        attacked.comes(f"late{n}", {"s1": 3})
    assert not attacked.shows_anew()
    again = folded(attacked.room.stored(erased=True)).activity("baseline")
    assert again.turn.holds(LEAST)
    for n in range(5):
        attacked.changes(f"late{n}", {"s2": 2})
    assert attacked.shows_anew()


def test_a_sheet_taken_back_is_not_told_either(attacked: Attacked) -> None:
    rows = ((("s1", "before", 1), ("s2", "before", 1)),)
    attacked.room.happen(e.SheetEntered("baseline", "sheet1", 1, rows))
    attacked.room.happen(e.SheetWithdrawn("baseline", "sheet1"))
    for n in range(5):
        attacked.comes(f"late{n}", {"s1": 3})
    assert not attacked.shows_anew()


def test_five_who_answer_all_of_it_anew_can_be_shown(attacked: Attacked) -> None:
    for n in range(5):
        attacked.comes(f"late{n}", {"s1": 3, "s2": 2})
    assert attacked.shows_anew()
    assert attacked.room.state.activity("baseline").turn.changed == set()
    attacked.reopens()
    attacked.comes("later", {"s1": 1, "s2": 1})
    assert not attacked.shows_anew()


@pytest.mark.parametrize("few", [1, 4])
def test_a_second_time_tells_nothing_of_few_who_came_for_it(few: int) -> None:
    """Whether the others stayed and who came says 5, or one went to 5 and who came says what they said.

    Both rooms are shown the same two charts; what moved must not tell one from the other.
    """
    told = []
    for mover, newcomer in ((None, 5), ("p0", FIRST["p0"]["s1"])):
        attacked = Attacked()
        attacked.room.do(c.Close("baseline"))
        attacked.room.do(c.Open("baseline", again=True))
        for person, own in FIRST.items():
            attacked.changes(person, own | {"s1": 5} if person == mover else own)
        attacked.comes("late0", {"s1": newcomer, "s2": 4})
        for number in range(1, few):
            attacked.comes(f"late{number}", {"s1": 3, "s2": 4})
        moved = shift(attacked.room.state, "baseline")
        assert moved is not None
        told.append((attacked.standing().to_json(), moved.to_json()))
    assert told[0] == told[1]
