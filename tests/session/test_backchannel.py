"""What phones say beside any activity: questions, seconds to them, and the pace."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.deck.deck import BACKCHANNEL
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session import fold
from tamtam.session.backchannel import FRESH, LONGEST, MARKS, MOST, PACES, Backchannel
from tamtam.session.rules import decide

from tests.decks import agreement, deck
from tests.rooms import START, Room, folded, recount, seen

PEOPLE = tuple(f"person-{name}" for name in ("ada", "bob", "cyd", "dan"))
ADA, BOB, CYD, DAN = PEOPLE


class Table(Room):
    """A room of four; who is forgotten is erased from its log, as the store does."""

    def __init__(self, **changes: str) -> None:
        super().__init__(msgspec.structs.replace(deck(), **changes))
        for person in PEOPLE:
            self.do(c.Join(person, f"Alias of {person}"))

    @property
    def backchannel(self) -> Backchannel:
        return self.state.backchannel

    def _erase(self, participant: str) -> None:
        super()._erase(participant)
        self.state = folded(self.stored(erased=True))

    def ask(self, person: str, text: str) -> str:
        self.do(c.Propose(BACKCHANNEL, text, f"{person}/{text}", person))
        return next(
            id for id, one in self.backchannel.proposals.items() if one.item.text["en"] == text
        )

    def asked_and_shown(self, person: str, text: str) -> str:
        question = self.ask(person, text)
        self.do(c.Show(BACKCHANNEL, question))
        return question

    def second(self, person: str, question: str, value: bool | None = True) -> None:
        key = f"{person}/{self.state.position}"
        self.do(c.Answer(person, BACKCHANNEL, question, "second", value, key))

    def pace(self, person: str, word: str | None) -> None:
        self.do(
            c.Answer(person, BACKCHANNEL, "pace", "now", word, f"{person}/{self.state.position}")
        )

    def shown(self) -> list[str]:
        return [item.id for item in self.backchannel.activity.items]

    def refuses(self, command: c.AnyCommand) -> str | None:
        try:
            decide(self.state, command, self.state.at)
        except TamtamError as error:
            return error.code
        return None


# --- questions


def test_a_question_waits_until_it_is_approved_unless_the_deck_lets_it_in() -> None:
    room = Table()
    question = room.ask(ADA, "What for?")
    assert (room.shown(), room.backchannel.proposals[question].status) == ([], "held")
    assert room.refuses(c.Answer(BOB, BACKCHANNEL, question, "second", True, "k")) == "no_such_item"
    room.do(c.Show(BACKCHANNEL, question))
    assert room.shown() == [question]
    at_once = Table(questions="at_once")
    question = at_once.ask(ADA, "What for?")
    assert at_once.shown() == [question]


def test_it_is_asked_at_any_time_and_leaves_what_is_open_alone() -> None:
    room = Table()
    room.ask(ADA, "Before anything?")
    room.do(c.Open("baseline"))
    room.do(c.Answer(ADA, "baseline", "s1", "before", 4, "k1"))
    before = room.state.begun, room.state.plan, seen(room.state)["asked"]
    room.asked_and_shown(BOB, "Meanwhile?")
    room.pace(CYD, "lost")
    assert (room.state.begun, room.state.plan, seen(room.state)["asked"]) == before
    assert room.state.current == "baseline"
    room.do(c.Close("baseline"))
    room.ask(CYD, "Between two?")
    assert len(room.backchannel.proposals) == 3
    room.do(c.End())
    assert room.refuses(c.Propose(BACKCHANNEL, "Too late?", "k9", DAN)) == "session_over"
    assert room.refuses(c.Answer(DAN, BACKCHANNEL, "pace", "now", "fast", "k9")) == "closed"


def test_it_is_never_opened_revealed_or_planned() -> None:
    room = Table()
    standing = room.state.standing("baseline").to_json()
    for command in (
        c.Open(BACKCHANNEL),
        c.Close(BACKCHANNEL),
        c.Reveal(BACKCHANNEL, standing, room.state.position),
        c.Plan((BACKCHANNEL,)),
    ):
        assert room.refuses(command) == "no_such_activity"


def test_a_second_tap_takes_a_second_back_and_nobody_counts_twice() -> None:
    room = Table()
    question = room.asked_and_shown(ADA, "What for?")
    room.second(BOB, question)
    room.second(BOB, question)
    room.second(CYD, question)
    assert room.backchannel.seconds(question) == 2
    room.second(BOB, question, None)
    assert room.backchannel.seconds(question) == 1
    assert (
        room.refuses(c.Answer(BOB, BACKCHANNEL, question, "second", False, "k")) == "not_an_option"
    )


def test_seconds_to_a_merged_question_count_once_a_person_for_the_other() -> None:
    room = Table()
    one, other = (room.asked_and_shown(ADA, text) for text in ("What for?", "Why?"))
    for person in (BOB, CYD):
        room.second(person, one)
    for person in (CYD, DAN):
        room.second(person, other)
    room.do(c.Merge(BACKCHANNEL, other, one))
    assert (room.shown(), room.backchannel.seconds(one)) == ([one], 3)


def test_nobody_floods_the_queue_and_who_was_answered_may_ask_on() -> None:
    room = Table()
    questions = [room.asked_and_shown(ADA, f"Question {number}?") for number in range(MOST)]
    one_more = c.Propose(BACKCHANNEL, "One more?", "k", ADA)
    assert room.refuses(one_more) == "enough_asked"
    room.do(c.Hide(BACKCHANNEL, questions[0]))
    assert room.refuses(one_more) == "enough_asked"
    assert room.refuses(c.Propose(BACKCHANNEL, "Mine?", "k", BOB)) is None
    room.do(c.Mark(questions[1], "answered"))
    assert room.refuses(one_more) is None
    assert room.refuses(c.Propose(BACKCHANNEL, "x" * (LONGEST + 1), "k", BOB)) == "text_too_long"


def test_only_a_question_that_is_shown_is_marked_and_one_at_a_time_is_taken_up() -> None:
    room = Table()
    one, other = (room.asked_and_shown(ADA, text) for text in ("What for?", "Why?"))
    held = room.ask(ADA, "A name?")
    assert room.refuses(c.Mark(held, "now")) == "no_such_item"
    assert room.refuses(c.Mark(one, "wonderful")) == "not_an_option"
    room.do(c.Mark(one, "now"))
    room.do(c.Mark(other, "now"))
    assert (room.backchannel.taken_up(), room.backchannel.proposals[one].mark) == (other, "")
    room.do(c.Hide(BACKCHANNEL, other))
    assert room.backchannel.taken_up() is None


def test_a_deck_that_wants_no_questions_and_one_studied_alone_take_none() -> None:
    room = Table(questions="none")
    assert room.refuses(c.Propose(BACKCHANNEL, "What for?", "k", ADA)) == "closed"
    assert room.refuses(c.Answer(ADA, BACKCHANNEL, "pace", "now", "fast", "k")) == "closed"
    assert deck().worded("alone").questions == "none"
    room.do(c.Revise(msgspec.structs.replace(deck(), questions="at_once")))
    question = room.ask(ADA, "What for?")
    assert room.shown() == [question]


# --- the pace


def test_each_person_has_one_word_on_the_pace_to_change_and_to_take_back() -> None:
    room = Table()
    for person, word in ((ADA, "fast"), (BOB, "lost"), (BOB, "fine"), (CYD, "fast"), (CYD, None)):
        room.pace(person, word)
    assert room.backchannel.paces(room.state.at) == {"fast": 1, "fine": 1, "lost": 0}
    assert room.refuses(c.Answer(ADA, BACKCHANNEL, "pace", "now", "bored", "k")) == "not_an_option"


def test_what_was_said_before_the_first_question_still_counts_behind_it() -> None:
    room = Table()
    room.pace(ADA, "lost")
    room.do(c.Hide(BACKCHANNEL, room.asked_and_shown(BOB, "What for?")))
    assert room.backchannel.paces(room.state.at)["lost"] == 1


def test_a_word_on_the_pace_goes_stale_and_counts_again_when_it_is_said_again() -> None:
    room = Table()
    room.pace(ADA, "lost")
    said = room.state.at
    assert room.backchannel.paces(said + FRESH - 1)["lost"] == 1
    assert room.backchannel.paces(said + FRESH)["lost"] == 0
    assert room.backchannel.pace_of(ADA, said + FRESH) is None
    later = e.Entry(
        len(room.log) + 1, said + FRESH, e.Answered(ADA, BACKCHANNEL, 1, "pace", "now", "lost", "k")
    )
    fold.apply(room.state, later)
    assert room.backchannel.paces(said + FRESH)["lost"] == 1


# --- what is left of someone, and of older sessions


def test_of_who_is_forgotten_neither_questions_nor_seconds_nor_pace_are_left() -> None:
    room = Table()
    mine, other = room.asked_and_shown(ADA, "Adas question?"), room.asked_and_shown(BOB, "Why?")
    room.do(c.Edit(BACKCHANNEL, mine, "Adas question, edited?"))
    room.second(ADA, other)
    room.second(CYD, mine)
    room.pace(ADA, "lost")
    room.do(c.Forget(ADA))
    assert room.shown() == [other]
    assert room.backchannel.seconds(other) == 0
    assert room.backchannel.paces(room.state.at)["lost"] == 0
    assert "Adas question" not in repr(seen(room.state)) and ADA not in repr(seen(room.state))
    room.do(c.Mark(mine, "answered"))
    assert "Adas question" not in repr(seen(room.state))


def test_when_answers_are_erased_questions_stay_without_their_seconds() -> None:
    room = Table()
    question = room.asked_and_shown(ADA, "What for?")
    room.second(BOB, question)
    room.pace(BOB, "fast")
    room.do(c.Prune())
    assert (room.shown(), room.backchannel.seconds(question)) == ([question], 0)
    assert room.backchannel.paces(room.state.at) == dict.fromkeys(PACES, 0)


def test_a_session_of_an_older_version_folds_and_may_be_asked_from_now_on() -> None:
    room = Table()
    first = msgspec.json.decode(msgspec.json.encode(room.log[0].event))
    assert "questions" not in first["deck"]  # as it was written before there were any
    again = folded(room.stored(erased=False))
    assert again.backchannel.status == "open"


def test_an_older_deck_that_calls_an_activity_so_keeps_it() -> None:
    room = Room(deck(agreement(BACKCHANNEL)))
    room.do(c.Join(ADA))
    room.do(c.Open(BACKCHANNEL))
    room.do(c.Answer(ADA, BACKCHANNEL, "s1", "before", 4, "k1"))
    assert room.state.activity(BACKCHANNEL).turn.answers == {ADA: {("s1", "before"): 4}}
    assert room.state.backchannel.turn.answers == {}


# --- anything that can happen

people = st.sampled_from(PEOPLE)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    room = Table(questions=draw(st.sampled_from(["held", "at_once"])))

    def question() -> str:
        known = list(room.backchannel.proposals) or ["p0"]
        return draw(st.sampled_from(known))

    for _ in range(draw(st.integers(0, 40))):
        match draw(st.integers(0, 11)):
            case 0 | 1:
                person = draw(people)
                key = f"{room.state.position}"
                room.do(c.Propose(BACKCHANNEL, f"Words of {person}, {key}", key, person))
            case 2:
                room.do(c.Withdraw(draw(people), BACKCHANNEL, question()))
            case 3 | 4:
                room.do(c.Show(BACKCHANNEL, question()))
            case 5:
                room.do(c.Hide(BACKCHANNEL, question()))
            case 6:
                room.do(c.Merge(BACKCHANNEL, question(), draw(st.sampled_from(["", question()]))))
            case 7:
                room.do(c.Mark(question(), draw(st.sampled_from(MARKS))))
            case 8:
                room.do(c.Forget(draw(people)))
            case 9:
                room.do(c.Join(draw(people)))
            case 10:
                room.pace(draw(people), draw(st.sampled_from([*PACES, None])))
            case _:
                room.second(draw(people), question(), draw(st.sampled_from([True, None])))
    return room


@given(tables())
def test_whatever_is_said_counts_are_a_recount_and_refold(room: Table) -> None:
    said, turn = room.backchannel, room.backchannel.turn
    assert turn.tally.snapshot() == recount(said, turn).snapshot()
    assert {item for own in turn.answers.values() for item, _ in own} <= {*room.shown(), "pace"}
    assert seen(folded(room.stored(erased=True))) == seen(room.state)
    assert sum(said.paces(room.state.at).values()) == len(said.said_at)
    assert [one.mark for one in said.proposals.values()].count("now") <= 1
    whole = repr(seen(room.state))
    for person in PEOPLE:
        assert (person in whole) == (person in room.state.participants)


@pytest.mark.parametrize("word", PACES)
def test_the_log_has_when_it_was_said_and_the_fold_reads_no_clock(word: str) -> None:
    room = Table()
    room.pace(ADA, word)
    assert room.backchannel.said_at == {ADA: room.log[-1].at}
    assert room.log[-1].at > START
