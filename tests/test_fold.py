"""Whatever happens in whatever order, the state is what its events say, and nothing else."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import commands as c
from kit import events as e
from kit.errors import TamtamError
from kit.fold import Asked, State, Turn
from kit.kinds.tally import Tally
from kit.rules import decide
from tests.decks import deck

START = 1_000_000
PEOPLE = tuple(f"person-{name}" for name in ("ada", "bob", "cyd", "dan", "eve", "fay"))
#: (activity, item, phase) and an answer to it; some of them nobody asks.
ANSWERS = (
    *(("baseline", "s1", "before", value) for value in (1, 5, None)),
    *(("baseline", "s2", "before", value) for value in (2, 4, None, 9)),
    *(("flows", "trust", "today", value) for value in (0, 7, None)),
    *(("flows", "trust", "wanted", value) for value in (7, 10, None)),
    *(("flows", "trust.trend", "today", value) for value in (-1, 1, None)),
    *(("flows", "money", phase, 3) for phase in ("today", "wanted", "after")),
)


class Room:
    """A session in memory: what was asked of it, what came of it, what its log would hold."""

    def __init__(self) -> None:
        self.state = State("ROOM23")
        self.log: list[e.Entry] = []
        self.erased: set[int] = set()
        self.happen(e.SessionOpened("small", deck(), {}, 1, 3, "team", "en", "half_day", True))

    def happen(self, event: e.AnyEvent) -> None:
        entry = e.Entry(len(self.log) + 1, START + 10 * len(self.log), event)
        self.log.append(entry)
        self.state.apply(entry)

    def do(self, command: c.AnyCommand) -> None:
        try:
            decision = decide(self.state, command, self.state.at + 5)
        except TamtamError:
            return
        for event in decision.events:
            self.happen(event)
        if decision.erase:
            self._erase(decision.erase)

    def reveal(self, activity: str) -> None:
        standing = self.state.standing(activity).to_json()
        self.do(c.Reveal(activity, standing, self.state.position))

    def end_round(self, activity: str, told: dict[str, int]) -> None:
        self.happen(e.RoundOpened(activity, 1, self.state.at + 60_000))
        feedback = {person: {"earned": earned} for person, earned in told.items()}
        self.happen(e.RoundClosed(activity, 1, "time", feedback))

    def _erase(self, participant: str) -> None:
        """What the store does to a log: all that was theirs goes, but that they were forgotten."""
        for place, (_, _, event) in enumerate(self.log):
            theirs = getattr(event, "participant", None) == participant
            if theirs and not isinstance(event, e.Forgotten):
                self.erased.add(place)

    def stored(self, erased: bool) -> list[e.Entry]:
        """The log as it comes back from JSON, with or without what was to be erased."""
        back = msgspec.json.Decoder(e.AnyEvent)
        return [
            e.Entry(
                position,
                at,
                None
                if erased and position - 1 in self.erased
                else back.decode(msgspec.json.encode(event)),
            )
            for position, at, event in self.log
        ]


def folded(entries: list[e.Entry]) -> State:
    state = State("ROOM23")
    for entry in entries:
        state.apply(entry)
    return state


def seen(state: State, *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """All there is to a state, as data."""
    whole = {name: value for name, value in vars(state).items() if name != "asked"}
    return whole | {"asked": {id: _asked(asked, but) for id, asked in state.asked.items()}}


def _asked(asked: Asked, but: tuple[str, ...]) -> dict[str, Any]:
    whole = {name: getattr(asked, name) for name in Asked.__slots__ if name not in ("turns", *but)}
    return whole | {"turns": [_turn(turn, but) for turn in asked.turns]}


def _turn(turn: Turn, but: tuple[str, ...]) -> dict[str, Any]:
    whole = {name: getattr(turn, name) for name in Turn.__slots__ if name not in but}
    return whole | {"tally": turn.tally.snapshot()}


def recount(asked: Asked, turn: Turn) -> Tally:
    tally = asked.kind.tally(asked.activity)
    for answers in turn.answers.values():
        own: dict[tuple[str, str], Any] = {}
        for slot, value in answers.items():
            tally.update(own, slot, value)
            own[slot] = value
    return tally


# --- anything that can happen

people = st.sampled_from(PEOPLE)
activities = st.sampled_from(("baseline", "flows"))


@st.composite
def answers(draw: st.DrawFn) -> c.Answer:
    person, (activity, item, phase, value) = draw(people), draw(st.sampled_from(ANSWERS))
    key, turn = f"k{draw(st.integers(0, 300))}", draw(st.sampled_from([None, None, None, 1, 2]))
    return c.Answer(person, activity, item, phase, value, key, turn)


def seatings(ones: set[str], two: str) -> c.Seat:
    return c.Seat({1: tuple(sorted(ones - {two})), 2: (two,)})


commands: tuple[st.SearchStrategy[c.AnyCommand], ...] = (
    *(answers() for _ in range(6)),
    st.builds(c.Forget, people),
    st.builds(lambda person, n: c.Join(person, f"{n}{person}", "fr"), people, st.integers(0, 9)),
    st.builds(lambda person, n: c.Rename(person, f"{n}{person}"), people, st.integers(0, 9)),
    st.builds(c.Speak, people, st.sampled_from(["fr", "en"])),
    st.builds(c.Open, activities, st.sampled_from([None, 60]), st.booleans()),
    st.builds(c.Close, activities),
    st.builds(c.Time, activities, st.sampled_from(["pause", "resume", "add"]), st.just(30)),
    st.builds(seatings, st.sets(people), people),
    st.builds(c.Note, st.sampled_from(["Two camps", "Silence"])),
)
#: A command; else an activity's reveal, or the end of a round in it with what people are told.
happenings = st.one_of(
    *commands,
    st.tuples(activities, st.none()),
    st.tuples(activities, st.dictionaries(people, st.integers(0, 9))),
)


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    room = Room()
    for person in PEOPLE[:4]:
        room.do(c.Join(person, f"Alias of {person}"))
    room.do(c.Open(draw(activities)))
    long = draw(st.booleans())
    for what in draw(st.lists(happenings, min_size=30 if long else 0, max_size=80)):
        if not isinstance(what, tuple):
            room.do(what)
        elif what[1] is None:
            room.reveal(what[0])
        else:
            room.end_round(*what)
    if draw(st.booleans()):
        room.do(c.End())
        room.do(c.Forget(draw(people)))
    return room


anything = settings(deadline=None, max_examples=200)


@anything
@given(rooms())
def test_tallies_are_a_recount_of_the_answers_there_are(room: Room) -> None:
    for asked in room.state.asked.values():
        for turn in asked.turns:
            assert turn.tally.snapshot() == recount(asked, turn).snapshot()
            assert all(own and own.keys() <= asked.slots for own in turn.answers.values())
            full = {person for person, own in turn.answers.items() if own.keys() == asked.slots}
            assert turn.complete == full


@anything
@given(rooms())
def test_the_same_log_gives_the_same_state(room: Room) -> None:
    assert seen(folded(room.stored(erased=False))) == seen(room.state)


@anything
@given(rooms())
def test_a_log_that_was_erased_from_gives_the_same_state(room: Room) -> None:
    """Only where answers last changed differs: those that are gone change nothing any more."""
    replayed = seen(folded(room.stored(erased=True)), but=("changed_at",))
    assert replayed == seen(room.state, but=("changed_at",))


@anything
@given(rooms())
def test_nothing_is_left_of_those_who_were_forgotten(room: Room) -> None:
    whole = repr(seen(room.state))
    for person in PEOPLE:
        assert (person in whole) == (person in room.state.participants)


@anything
@given(rooms())
def test_only_one_activity_is_open_and_only_people_of_the_room_answer(room: Room) -> None:
    open_ones = [id for id, asked in room.state.asked.items() if asked.status == "open"]
    assert open_ones in ([], [room.state.current])
    for id, asked in room.state.asked.items():
        for turn in asked.turns:
            assert turn.answers.keys() <= room.state.participants.keys()
            assert room.state.standing(id, turn.number).n == len(turn.answers)


# --- one at a time


def room_of(*names: str) -> Room:
    room = Room()
    for person in names:
        room.do(c.Join(person, f"Alias of {person}"))
    room.do(c.Open("baseline"))
    return room


ADA, BOB, CYD = PEOPLE[:3]


def test_feedback_and_tables_of_the_others_stay_when_someone_is_forgotten() -> None:
    room = room_of(ADA, BOB, CYD)
    room.do(c.Seat({1: (ADA, BOB), 2: (CYD,)}))
    room.end_round("baseline", {ADA: 24, BOB: 14, "nobody": 3})
    room.do(c.Forget(ADA))
    assert room.state.feedback == {BOB: {"earned": 14}}
    tables = {person.id: person.table for person in room.state.participants.values()}
    assert tables == {BOB: 1, CYD: 2}


def test_the_last_feedback_counts_and_another_round_leaves_that_of_others() -> None:
    room = room_of(ADA, BOB)
    room.end_round("baseline", {ADA: 24, BOB: 14})
    room.end_round("baseline", {ADA: 29})
    assert room.state.feedback == {ADA: {"earned": 29}, BOB: {"earned": 14}}


def test_who_comes_after_the_seating_has_no_table_yet() -> None:
    room = room_of(ADA, BOB)
    room.do(c.Seat({1: (ADA, BOB)}))
    room.do(c.Join(CYD))
    room.do(c.Seat({1: (BOB, CYD)}))
    tables = {person.id: person.table for person in room.state.participants.values()}
    assert tables == {ADA: None, BOB: 1, CYD: 1}


def test_a_changed_answer_counts_once_and_one_taken_back_not_at_all() -> None:
    room = room_of(ADA, BOB)
    for person, value, key in ((ADA, 1, "k1"), (ADA, 5, "k2"), (BOB, 2, "k1"), (BOB, None, "k2")):
        room.do(c.Answer(person, "baseline", "s1", "before", value, key))
    turn = room.state.activity("baseline").turn
    assert turn.answers == {ADA: {("s1", "before"): 5}}
    assert turn.tally.snapshot() == {"s1 before": {5: 1}}


def test_an_answer_sent_twice_is_one_event() -> None:
    room = room_of(ADA)
    answer = c.Answer(ADA, "baseline", "s1", "before", 4, "k1")
    room.do(answer)
    position = room.state.position
    room.do(answer)
    assert room.state.position == position


def test_taking_back_what_was_never_given_leaves_no_answer() -> None:
    room = room_of(ADA)
    room.do(c.Answer(ADA, "baseline", "s1", "before", None, "k1"))
    assert room.state.activity("baseline").turn.answers == {}


def test_what_was_revealed_stays_when_someone_is_forgotten_afterwards() -> None:
    room = room_of(ADA, BOB, CYD)
    for person in (ADA, BOB, CYD):
        room.do(c.Answer(person, "baseline", "s1", "before", 4, "k1"))
    room.reveal("baseline")
    shown = room.state.activity("baseline").turn.standing
    room.do(c.Forget(ADA))
    turn = room.state.activity("baseline").turn
    assert shown and (turn.standing, shown.n, len(turn.answers)) == (shown, 3, 2)


def test_an_alias_is_free_again_once_its_owner_is_forgotten() -> None:
    room = room_of(ADA)
    room.do(c.Forget(ADA))
    room.do(c.Join(BOB, f"Alias of {ADA}"))
    assert room.state.participants[BOB].alias == f"Alias of {ADA}"


def test_an_erased_event_only_moves_the_position() -> None:
    room = room_of(ADA)
    before = seen(room.state)
    room.state.apply(e.Entry(99, START + 99, None))
    assert seen(room.state) == before | {"position": 99, "at": START + 99}


def test_who_takes_an_answer_back_is_no_longer_done() -> None:
    room = room_of(ADA)
    turn = room.state.activity("baseline").turn
    for item, value, done in (("s1", 4, set()), ("s2", 2, {ADA}), ("s1", None, set())):
        room.do(c.Answer(ADA, "baseline", item, "before", value, f"{item} {value}"))
        assert turn.complete == done


def test_who_is_forgotten_is_no_longer_done() -> None:
    room = room_of(ADA)
    for item in ("s1", "s2"):
        room.do(c.Answer(ADA, "baseline", item, "before", 3, item))
    room.do(c.Forget(ADA))
    assert room.state.activity("baseline").turn.complete == set()
