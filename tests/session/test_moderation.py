"""The queue of proposals: what waits first, what may be merged or edited, without anybody's name."""

from tamtam.session import commands as c
from tamtam.session.identifying import flags
from tamtam.session.moderation import Queue, flagger, queues
from tamtam.session.state import State

from tests.decks import agreement, collecting, deck
from tests.rooms import Room


class Table(Room):
    """A room of three in which items are collected."""

    def __init__(self) -> None:
        super().__init__(deck(collecting(), agreement()))
        for person in ("ada", "bob", "cyd"):
            self.do(c.Join(person, f"Alias of {person}"))

    def propose(self, person: str, text: str) -> str:
        self.do(c.Propose("tools", text, f"{person}/{text}", person))
        return list(self.state.activity("tools").proposals)[-1]

    def queue(self) -> Queue:
        return queues(self.state, "en")[0]


def listed(queue: Queue) -> list[tuple[str, str]]:
    return [(item.text, item.status) for item in queue.items]


def test_what_waits_comes_first_then_what_is_shown_then_what_was_put_aside() -> None:
    room = Table()
    assert queues(room.state, "en") == ()
    room.do(c.Open("tools"))
    hammer, saw, chat = (room.propose("ada", text) for text in ("Hammer", "Saw", "Chat"))
    room.do(c.Show("tools", hammer))
    room.do(c.Show("tools", saw))
    room.do(c.Merge("tools", saw, hammer))
    room.do(c.Hide("tools", "s1"))
    assert listed(room.queue()) == [
        ("Chat", "held"),
        ("Hammer", "shown"),
        ("Statement 1", "hidden"),  # it may have been a slip: before all that was merged
        ("Saw", "merged"),
    ]
    assert [item.id for item in room.queue().waiting()] == [chat]


def test_near_duplicates_of_what_is_shown_are_offered() -> None:
    room = Table()
    room.do(c.Open("tools"))
    one, other, third = (
        room.propose(person, text)
        for person, text in (("ada", "Meetings"), ("bob", "The meeting"), ("cyd", "Phones"))
    )
    assert room.queue().alike(other) == ()  # nothing that it could be merged into is shown yet
    room.do(c.Show("tools", one))
    assert room.queue().alike(other) == (one,)
    assert room.queue().alike(third) == ()


def test_what_somebody_answered_is_marked() -> None:
    room = Table()
    room.do(c.Open("tools"))
    item = room.propose("ada", "Hammer")
    room.do(c.Show("tools", item))
    assert [one.answered for one in room.queue().items if one.id == item] == [False]
    room.do(c.Answer("bob", "tools", item, "today", 4, "k"))
    assert [one.answered for one in room.queue().items if one.id == item] == [True]


def test_nothing_in_it_says_who_proposed() -> None:
    room = Table()
    room.do(c.Open("tools"))
    room.propose("ada", "Hammer")
    state: State = room.state
    assert "ada" not in repr(queues(state, "en")).lower().replace("hammer", "")


def test_only_what_was_listed_is_let_in_and_the_same_words_count_as_one() -> None:
    room = Table()
    room.do(c.Open("tools"))
    one, same, other = (
        room.propose(person, text)
        for person, text in (("ada", "Meetings"), ("bob", "meetings"), ("cyd", "Phones"))
    )
    late = room.propose("ada", "Came since")
    room.do(c.Moderate("tools", (one, same, other)))
    found = {id: item.status for id, item in room.state.activity("tools").proposals.items()}
    assert [found[id] for id in (one, same, other, late)] == ["shown", "merged", "shown", "held"]


def test_what_says_nearly_the_same_stands_together_and_is_taken_as_one_or_hidden() -> None:
    room = Table()
    room.do(c.Open("tools"))
    one, other, third = (
        room.propose(person, text)
        for person, text in (("ada", "Meetings"), ("bob", "Phones"), ("cyd", "The meeting"))
    )
    together = [[item.id for item in group] for group in room.queue().together()]
    assert together == [[one, third], [other]]
    room.do(c.Moderate("tools", (one, third), "accept_as_one"))
    room.do(c.Moderate("tools", (other,), "hide"))
    proposals = room.state.activity("tools").proposals
    assert [proposals[id].status for id in (one, other, third)] == ["shown", "hidden", "merged"]
    assert proposals[third].into == one


def test_what_may_give_somebody_away_is_flagged_and_what_the_deck_writes_is_not() -> None:
    room = Table()
    flagged = flagger(room.state)
    assert [flag.sort for flag in flagged("Claire décide, écrire à a.b@firm.example")] == [
        *("name", "email")
    ]
    assert [flag.words for flag in flagged("Appeler le 06 12 34 56 78")] == ["06 12 34 56 78"]
    assert flagged("alias of bob says no")[0].words == "Alias of bob"
    assert [flag.words for flag in flagged("On attend toujours Ombeline")] == ["Ombeline"]
    assert flagged("Les réunions du lundi. On en sort fatigué.") == ()


def test_a_german_noun_is_no_name_and_a_name_is_one() -> None:
    flagged = flagger(Table().state)
    assert flagged("Die Besprechung am Montag ist zu lang, mehr Zeit für Gespräche") == ()
    assert flagged("Das Montagstreffen in fünfzehn Minuten") == ()
    assert [flag.words for flag in flagged("Nachmittage ohne Besprechung")] == ["Besprechung"]
    assert flags("Nachmittage ohne Besprechung", (), german=True) == ()
    assert [flag.words for flag in flags("Demander à Roy", (), german=True)] == ["Roy"]
    assert [flag.words for flag in flagged("Frau Müller entscheidet das")] == ["Müller"]
    assert [flag.words for flag in flagged("Wir fragen immer Claire")] == ["Claire"]


def test_who_says_later_what_was_merged_is_offered_what_it_was_merged_into() -> None:
    room = Table()
    room.do(c.Open("tools"))
    shown, merged = (
        room.propose("ada", "Too many meetings"),
        room.propose("bob", "Endless gatherings"),
    )
    room.do(c.Show("tools", shown))
    room.do(c.Merge("tools", merged, shown))
    later = room.propose("cyd", "An endless gathering")
    assert room.queue().alike(later) == (shown,)
    room.do(c.Hide("tools", shown))
    assert room.queue().alike(later) == ()
