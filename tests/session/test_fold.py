"""Whatever happens in whatever order, the state is what its events say, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session import fold

from tests.rooms import START, Room, folded, recount, seen

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


# --- anything that can happen

people = st.sampled_from(PEOPLE)
activities = st.sampled_from(("baseline", "flows"))


@st.composite
def answers(draw: st.DrawFn) -> c.Answer:
    person, (activity, item, phase, value) = draw(people), draw(st.sampled_from(ANSWERS))
    key, turn = f"k{draw(st.integers(0, 300))}", draw(st.sampled_from([None, None, None, 1, 2]))
    return c.Answer(person, activity, item, phase, value, key, turn)


commands: tuple[st.SearchStrategy[c.AnyCommand], ...] = (
    *(answers() for _ in range(6)),
    st.builds(c.Forget, people),
    st.builds(lambda person, n: c.Join(person, f"{n}{person}", "fr"), people, st.integers(0, 9)),
    st.builds(lambda person, n: c.Rename(person, f"{n}{person}"), people, st.integers(0, 9)),
    st.builds(c.Speak, people, st.sampled_from(["fr", "en"])),
    st.builds(c.Open, activities, st.sampled_from([None, 60]), st.booleans()),
    st.builds(lambda activity: c.Open(activity, reopen=True), activities),
    st.builds(c.ExtraTime, people, st.booleans()),
    st.builds(c.Close, activities),
    st.builds(c.Time, activities, st.sampled_from(["pause", "resume", "add"]), st.just(30)),
    st.builds(c.Seat, st.sampled_from([2, 3]), st.lists(people).map(tuple)),
    st.builds(c.Sit, people, st.integers(0, 4)),
    st.builds(c.Note, st.sampled_from(["Two camps", "Silence"])),
)
#: A command; or the name of an activity, for its reveal.
happenings = st.one_of(*commands, activities)


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    room = Room()
    for person in PEOPLE[:4]:
        room.do(c.Join(person, f"Alias of {person}"))
    room.do(c.Open(draw(activities)))
    long = draw(st.booleans())
    for what in draw(st.lists(happenings, min_size=30 if long else 0, max_size=80)):
        if isinstance(what, str):
            room.reveal(what)
        else:
            room.do(what)
    if draw(st.booleans()):
        room.do(c.End())
        room.do(c.Forget(draw(people)))
    return room


@given(rooms())
def test_tallies_are_a_recount_of_the_answers_there_are(room: Room) -> None:
    for asked in room.state.asked.values():
        for turn in asked.turns:
            assert turn.tally.snapshot() == recount(asked, turn).snapshot()
            assert all(own and own.keys() <= asked.slots for own in turn.answers.values())
            full = {person for person, own in turn.answers.items() if own.keys() == asked.slots}
            assert turn.complete == full


@given(rooms())
def test_the_same_log_gives_the_same_state(room: Room) -> None:
    assert seen(folded(room.stored(erased=False))) == seen(room.state)


@given(rooms())
def test_a_log_that_was_erased_from_gives_the_same_state(room: Room) -> None:
    """Only where answers last changed differs: those that are gone change nothing any more."""
    replayed = seen(folded(room.stored(erased=True)), but=("changed_at",))
    assert replayed == seen(room.state, but=("changed_at",))


@given(rooms())
def test_nothing_is_left_of_those_who_were_forgotten(room: Room) -> None:
    whole = repr(seen(room.state))
    for person in PEOPLE:
        assert (person in whole) == (person in room.state.participants)


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


def test_tables_of_the_others_stay_when_someone_is_forgotten() -> None:
    room = room_of(ADA, BOB, CYD)
    room.do(c.Seat(2))
    room.do(c.Forget(ADA))
    assert set(room.state.tables[1]) == {BOB, CYD}
    assert {person.table for person in room.state.participants.values()} == {1}


def test_a_draw_of_those_present_leaves_the_others_standing() -> None:
    room = room_of(ADA, BOB, CYD)
    room.do(c.Seat(2))
    room.do(c.Seat(2, (BOB, CYD)))
    tables = {person.id: person.table for person in room.state.participants.values()}
    assert tables == {ADA: None, BOB: 1, CYD: 1}


def test_groups_are_drawn_anew_each_time() -> None:
    room = room_of(*PEOPLE)
    drawn = set()
    for _ in range(5):
        room.do(c.Seat(2))
        drawn.add(frozenset(map(frozenset, room.state.tables.values())))
    assert len(drawn) > 1


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
    fold.apply(room.state, e.Entry(99, START + 99, None))
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
