"""What is allowed, command by command."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session import fold
from tamtam.session.log import Outcome, Store, open_store
from tamtam.session.rules import decide
from tamtam.session.state import State

from tests.decks import exchanges, in_one, new_session
from tests.refusals import refused

NOW = 1_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "store.sqlite", lambda: NOW)
    yield store
    store.close()


@pytest.fixture
def room(store: Store) -> "Room":
    return Room(store, store.create(new_session()))


class Room:
    """A session driven by commands."""

    def __init__(self, store: Store, code: str) -> None:
        self.store, self.code = store, code

    @property
    def state(self) -> State:
        return self.store.log(self.code).state

    def do(self, *commands: c.AnyCommand) -> "Room":
        for result in self.store.run([(self.code, command) for command in commands]):
            if not isinstance(result, Outcome):
                raise result
        return self

    def refuses(self, command: c.AnyCommand) -> str:
        with pytest.raises(TamtamError) as caught:
            decide(self.state, command, NOW)
        assert caught.value.message("fr") != caught.value.message("en")
        return caught.value.code

    def answered(self, people: int) -> "Room":
        for i in range(people):
            self.do(c.Join(f"p{i}"), c.Answer(f"p{i}", "baseline", "s1", "before", i % 5 + 1, "k"))
        return self

    def reveal(self, **changes: Any) -> c.Reveal:
        standing = self.state.standing("baseline").to_json() | changes
        return c.Reveal("baseline", standing, self.state.position)


def test_an_alias_is_unique_whatever_its_case_and_spaces(room: Room) -> None:
    room.do(c.Join("p1", "Ada  Lovelace"))
    assert room.refuses(c.Join("p2", "ada lovelace")) == "alias_taken"


def test_the_suggested_alias_is_free(room: Room) -> None:
    room.do(c.Join("p1", "Ada"), c.Join("p2", "Ada 2"))
    with pytest.raises(TamtamError) as caught:
        decide(room.state, c.Join("p3", "Ada"), NOW)
    room.do(c.Join("p3", caught.value.values["suggestion"]))


def test_an_alias_is_made_up_where_none_is_given(room: Room) -> None:
    room.do(c.Join("p1", "", "fr"), c.Join("p2", "", "fr"))
    aliases = [participant.alias for participant in room.state.participants.values()]
    assert len(set(aliases)) == 2


def test_an_alias_loses_what_can_not_be_seen(room: Room) -> None:
    room.do(c.Join("p1", " A\u202eda\x00\n "))
    assert room.state.participants["p1"].alias == "Ada"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("D’Almeida", "D'Almeida"),
        ("Zoé", "Zoe\u0301"),
        ("İpek", "ipek"),
        ("Jean-Luc", "JEAN\u2010LUC"),
        ("Ａｄａ", "Ada"),
        ("Ada", "A\u200dda"),
        ("Straße", "STRASSE"),
    ],
)
def test_an_alias_is_unique_however_it_is_typed(room: Room, name: str, other: str) -> None:
    room.do(c.Join("p1", name))
    assert room.refuses(c.Join("p2", other)) == "alias_taken"
    assert room.state.called(other).id == "p1"
    room.do(c.Rename("p1", "Someone else"), c.Join("p2", other))
    assert room.state.called(name).id == "p2"


def test_accents_tell_people_apart_and_find_the_one_that_was_meant(room: Room) -> None:
    room.do(c.Join("p1", "Zoé"), c.Join("p2", "Noé"), c.Join("p3", "Noe"))
    assert room.state.called("zoe").id == "p1"
    assert (room.state.called("NOE").id, room.state.called("noé").id) == ("p3", "p2")
    for unclear in ("Nöe", "Zed"):
        with refused("no_such_participant"):
            room.state.called(unclear)


@pytest.mark.parametrize("alias", ["\u200b", "\u3164", "\u2800", "\ufe0f", "\u0301", "x" * 31])
def test_an_alias_nobody_could_read_is_refused(room: Room, alias: str) -> None:
    assert room.refuses(c.Join("p1", alias)) == "bad_alias"


def test_a_session_speaks_a_language_of_its_deck_and_so_does_who_comes_in(store: Store) -> None:
    session = new_session()
    english = msgspec.structs.replace(session, deck=in_one("en", session.deck))
    with refused("not_an_option"):
        store.create(msgspec.structs.replace(english, language="fr"))
    room = Room(store, store.create(english))
    room.do(c.Join("p1", language="fr"), c.Speak("p1", "fr"))
    assert room.state.participants["p1"].language == "en"


def test_simulated_participants_stay_out_of_a_real_session(room: Room) -> None:
    assert room.refuses(c.Join("p1", simulated=True)) == "not_a_rehearsal"


def test_opening_an_activity_closes_the_one_that_is_open(room: Room) -> None:
    room.do(c.Open("baseline"), c.Open("flows"))
    assert [room.state.asked[id].status for id in ("baseline", "flows")] == ["closed", "open"]


def test_opening_what_is_open_changes_nothing(room: Room) -> None:
    room.do(c.Open("baseline"))
    assert decide(room.state, c.Open("baseline"), NOW).repeated


def test_asking_again_keeps_the_former_answers_apart(room: Room) -> None:
    room.do(c.Open("baseline")).answered(2).do(c.Open("baseline", again=True))
    assert [len(turn.answers) for turn in room.state.activity("baseline").turns] == [2, 0]


def test_an_unknown_activity_is_refused_with_those_there_are(room: Room) -> None:
    with pytest.raises(TamtamError) as caught:
        decide(room.state, c.Open("basline"), NOW)
    assert caught.value.values["activities"] == "baseline, flows"


def test_a_reveal_closes_the_activity_and_freezes_the_standing(room: Room) -> None:
    room.do(c.Open("baseline")).answered(6)
    before = room.state.standing("baseline")
    room.do(room.reveal())
    asked = room.state.activity("baseline")
    assert (asked.status, asked.turn.standing) == ("revealed", before)


def test_a_reveal_of_older_answers_is_stale(room: Room) -> None:
    room.do(c.Open("baseline")).answered(6)
    reveal = room.reveal()
    room.do(c.Answer("p0", "baseline", "s1", "before", 5, "k2"))
    assert room.refuses(reveal) == "standing_stale"


def test_a_distribution_of_too_few_can_not_be_revealed(room: Room) -> None:
    room.do(c.Open("baseline")).answered(4)
    items = [{"item": "s1", "distributions": [{"phase": "before", "n": 4, "counts": {"1": 4}}]}]
    assert room.refuses(room.reveal(items=items)) == "too_few_answers"


def test_an_item_with_too_few_answers_can_not_be_revealed_either(room: Room) -> None:
    room.do(c.Open("baseline")).answered(6)
    room.do(c.Answer("p0", "baseline", "s2", "before", 5, "k2"))
    items = [{"item": "s2", "distributions": [{"phase": "before", "n": 1, "counts": {"5": 1}}]}]
    assert room.refuses(room.reveal(items=items)) == "too_few_answers"


def test_a_measure_of_the_whole_needs_as_many_answers(room: Room) -> None:
    room.do(c.Open("baseline")).answered(6)
    measures = [{"name": "concordance", "value": 0.5, "n": 4}]
    assert room.refuses(room.reveal(measures=measures)) == "too_few_answers"


def test_a_standing_that_is_none_is_refused(room: Room) -> None:
    room.do(c.Open("baseline"))
    assert room.refuses(c.Reveal("baseline", {"n": "many"}, 99)) == "unreadable"


def test_what_was_never_asked_can_not_be_revealed(room: Room) -> None:
    assert room.refuses(c.Reveal("baseline", {}, 0)) == "nothing_to_reveal"


def test_what_was_revealed_is_only_asked_again_on_purpose(room: Room) -> None:
    room.do(c.Open("baseline")).answered(6).do(room.reveal())
    assert room.refuses(c.Open("baseline")) == "already_revealed"
    room.do(c.Open("baseline", reopen=True))
    assert (room.state.activity("baseline").status, len(room.state.asked["baseline"].turns)) == (
        "open",
        1,
    )


def reopened(room: Room) -> Room:
    """The revealed activity takes answers again in the same turn, as an older log may have it."""
    fold.apply(room.state, e.Entry(room.state.position + 1, NOW, e.ActivityOpened("baseline", 1)))
    return room


def changes(room: Room, people: range) -> None:
    for i in people:
        answered = e.Answered(f"p{i}", "baseline", 1, "s1", "before", (i + 1) % 5 + 1, f"new{i}")
        fold.apply(room.state, e.Entry(room.state.position + 1, NOW, answered))


def test_what_was_revealed_stays_until_five_people_have_changed_their_answers(room: Room) -> None:
    """One late answer can't be read off from what was shown before and after it."""
    room.do(c.Open("baseline")).answered(6).do(room.reveal())
    frozen = room.reveal()
    changes(reopened(room), range(4))
    changes(room, range(4))  # the same people once more
    assert room.reveal() != frozen
    assert room.refuses(room.reveal()) == "standing_frozen"
    assert decide(room.state, frozen, NOW).events
    changes(room, range(4, 5))
    assert decide(room.state, room.reveal(), NOW).events
    assert room.refuses(frozen) == "standing_stale"


def test_who_is_forgotten_after_a_reveal_is_not_told_by_the_next_one(room: Room) -> None:
    room.do(c.Open("baseline")).answered(7).do(room.reveal())
    frozen = room.reveal()
    room.do(c.Forget("p0"))
    assert room.refuses(room.reveal()) == "standing_frozen"
    room.do(frozen)
    assert room.state.activity("baseline").turn.standing is not None
    fold.apply(room.state, e.Entry(room.state.position + 1, NOW, e.Forgotten("p1")))
    assert room.state.activity("baseline").turn.changed == set()


def test_a_facet_is_chosen_by_its_name_and_asked_again_the_whole_is_shown(store: Store) -> None:
    room = Room(store, store.create(new_session(exchanges())))
    assert room.refuses(c.Focus("exchanges", "warns")) == "nothing_to_reveal"
    room.do(c.Open("exchanges"), c.Focus("exchanges", "warns"))
    turn = room.state.activity("exchanges").turn
    assert turn.facet == "warns" and turn.standing is None
    assert decide(room.state, c.Focus("exchanges", "warns"), NOW).repeated
    assert room.refuses(c.Focus("exchanges", "hears")) == "not_an_option"
    room.do(c.Focus("exchanges"))
    assert turn.facet == ""
    room.do(c.Focus("exchanges", "warns"), c.Open("exchanges", again=True))
    assert room.state.activity("exchanges").turn.facet == ""


def test_the_line_that_is_said_first_is_chosen_before_it_is_frozen_and_frozen_with_it(
    room: Room,
) -> None:
    assert room.refuses(c.Highlight("baseline", "x")) == "nothing_to_reveal"
    room.do(c.Open("baseline")).answered(7)
    room.do(*(c.Answer(f"p{i}", "baseline", "s2", "before", 5, "second") for i in range(7)))
    first, second = room.state.standing("baseline").claims[:2]
    stale = room.reveal()
    room.do(c.Highlight("baseline", second.claim.key))
    assert room.refuses(stale) == "standing_stale"
    assert decide(room.state, c.Highlight("baseline", second.claim.key), NOW).repeated
    room.do(room.reveal())
    frozen = room.state.activity("baseline").turn.standing
    assert frozen is not None and frozen.claims[:2] == (second, first)
    assert (frozen.sentence, frozen.about) == (second.sentence, second.claim.items)
    assert room.refuses(c.Highlight("baseline")) == "already_revealed"
    room.do(c.Open("baseline", again=True))
    assert room.state.activity("baseline").turn.highlight == ""


def test_a_line_that_holds_no_more_gives_way_to_what_stands_out(room: Room) -> None:
    room.do(c.Open("baseline")).answered(7)
    before = room.state.standing("baseline")
    room.do(c.Highlight("baseline", "gap.more:nowhere"))
    assert room.state.standing("baseline") == before


def test_a_timer_pauses_and_goes_on_with_what_was_left(room: Room) -> None:
    room.do(c.Open("baseline", seconds=60), c.Time("baseline", "pause"))
    assert room.state.activity("baseline").left == 60_000
    room.do(c.Time("baseline", "add", 30), c.Time("baseline", "resume"))
    assert room.state.activity("baseline").ends_at == NOW + 90_000


def test_a_timer_never_ends_before_now(room: Room) -> None:
    room.do(c.Open("baseline", seconds=60), c.Time("baseline", "add", -3600))
    assert room.state.activity("baseline").ends_at == NOW


@pytest.mark.parametrize("command", [c.Join("p9"), c.Open("flows"), c.Time("baseline")])
def test_nothing_is_begun_once_the_session_is_over(room: Room, command: c.AnyCommand) -> None:
    room.do(c.Open("baseline"), c.End())
    assert room.refuses(command) == "session_over"


def test_ending_closes_what_is_open(room: Room) -> None:
    room.do(c.Open("baseline"), c.End())
    assert room.state.activity("baseline").status == "closed"


def test_people_can_be_forgotten_after_the_end(room: Room) -> None:
    room.do(c.Join("p1"), c.End(), c.Forget("p1"))
    assert room.state.participants == {}


def test_only_participants_are_seated(room: Room) -> None:
    room.do(c.Join("p1"), c.Join("p2"), c.Seat(2, ("p1", "nobody")))
    assert room.state.tables == {1: ("p1",)}
    assert room.state.participants["p2"].table is None
    assert room.refuses(c.Seat(1)) == "out_of_range"


def test_deciding_changes_nothing(room: Room) -> None:
    decision = decide(room.state, c.Open("baseline"), NOW)
    assert decision.events == (e.ActivityOpened("baseline", 1),)
    assert room.state.activity("baseline").status == "waiting"
