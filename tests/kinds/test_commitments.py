"""Commitments: what they feed and how sure people are counts; words only where everybody may read them."""

import random
from typing import Any

import msgspec
import pytest
from tamtam.deck.deck import Activity, Collect
from tamtam.kinds.commitments import WORDS
from tamtam.language.errors import TamtamError
from tamtam.results.view import View
from tamtam.session import commands as c
from tamtam.session.rules import decide
from tamtam.standing.standing import Standing

from tests import decks
from tests.decks import deck, words
from tests.kinds.people import ALL, Answers, kind_of, simulated, standing_of
from tests.rooms import START, Room, folded, recount, seen

[WORKSHOP] = [activity for activity in ALL if activity.id == "commitments"]
#: As the deck has it: nobody proposed anything.
ASKED = msgspec.structs.replace(
    WORKSHOP, items=tuple(item for item in WORKSHOP.items if not item.is_proposed)
)
KIND = kind_of(ASKED)
FEEDS, CONFIDENCE, SEEN, DATE, WITNESS = KIND.slots(ASKED)
SECRET = "If I doubt, then I say so; Awa asks me about it"


def people(feeds: dict[str, int], sure: int = 8, seen: str = "private") -> list[Answers]:
    """So many whose gesture feeds each of these."""
    own = {CONFIDENCE: sure, SEEN: seen, DATE: "yes", WITNESS: "no"}
    return [{FEEDS: flow, **own} for flow, count in feeds.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("feeds", "outcome", "said"),
    [
        ({"trust": 8, "money": 4}, "together", "8 of 12 steps feed “Trust”"),
        ({"trust": 7, "emotion": 5}, "scattered", "7 of 12 steps feed “Trust”"),
        (
            {"trust": 5, "emotion": 5, "money": 2},
            "scattered",
            "Tied: “Trust” and “Emotion”, 5 of 12 steps each",
        ),
        (
            {"trust": 5, "emotion": 3, "money": 2, "matter": 2},
            "scattered",
            "“Trust” is fed most: 5 of 12 steps",
        ),
    ],
)
def test_the_sentence_says_what_is_fed_with_all_that_tie(
    feeds: dict[str, int], outcome: str, said: str
) -> None:
    standing = standing_of(ASKED, people(feeds))
    assert (standing.outcome, standing.sentence["en"]) == (outcome, said)


def test_where_a_third_are_not_sure_that_is_what_there_is_to_talk_about() -> None:
    sure, unsure = people({"trust": 8}), people({"trust": 4}, sure=6)
    standing = standing_of(ASKED, sure + unsure)
    assert (standing.outcome, standing.about) == ("gap", ())
    assert standing.sentence["en"].startswith("4 of 12 rate their confidence in their step below 7")
    assert standing.details["counts"]["low"] == 4
    assert standing_of(ASKED, [*sure, *sure[:1], *unsure[1:]]).outcome == "together"
    assert "8" in View(ASKED, standing, "en").debrief


def test_the_median_and_the_shares_have_their_intervals() -> None:
    everybody = people({"trust": 12, "money": 4})
    for place, own in enumerate(everybody):
        own[CONFIDENCE] = 3 + place % 8
    measures = {one.name: one for one in standing_of(ASKED, everybody).measures}
    confidence = measures["confidence"]
    assert (confidence.value, confidence.low, confidence.high) == (6.5, 4, 9)
    share = standing_of(ASKED, everybody).items[3].measure("share")
    assert share and (share.value, share.n, share.method) == (0.75, 16, "wilson")
    assert (share.low, share.high) == pytest.approx((0.5050, 0.8982), abs=1e-4)
    assert (measures["date"].value, measures["witness"].value) == (1, 0)


@pytest.mark.parametrize(
    ("private", "witness", "everyone", "told"),
    [
        (6, 5, 5, [["private", 6], ["witness", 5], ["all", 5]]),
        (6, 4, 5, [["close", 10], ["all", 5]]),
        (6, 4, 4, [["private", 6], ["told", 8]]),
        (9, 3, 1, []),
        (12, 0, 0, []),
        (4, 4, 4, []),
    ],
)
def test_who_may_see_it_is_told_of_no_group_of_a_few(
    private: int, witness: int, everyone: int, told: list[Any]
) -> None:
    groups = {"private": private, "witness": witness, "all": everyone}
    everybody = [own for seen, n in groups.items() for own in people({"trust": n}, seen=seen)]
    standing = standing_of(ASKED, everybody)
    assert standing.details["seen"] == told
    hidden = {str(count) for count in groups.values()} - {str(count) for _, count in told}
    rows = KIND.table(ASKED, standing, "en").rows
    seen = set(WORDS.names("en", "seen").values())
    named = [str(row[2]) for row in rows if row[0] in seen]
    assert not hidden & set(named) and len(named) == len(told)


def test_bars_are_sorted_and_the_numbers_under_them_stand_in_words() -> None:
    standing = standing_of(ASKED, people({"matter": 2, "trust": 7, "money": 3}, seen="all"))
    caption = KIND.caption(ASKED, standing, "en")
    places = [caption.index(f"{name}: ") for name in ("Trust", "Money", "Matter")]
    assert places == sorted(places)
    assert (
        "Confidence: at least half say 8 out of 10 or more (12 answers). "
        "0 people say less than 7: what would make it an 8? 12" in caption
    )
    first = KIND.figure(ASKED, standing, "en")["data"][0]
    assert first["x"] == sorted(first["x"], reverse=True)


# --- what everybody may read


class Polis(Room):
    """A room that commits itself; its log can be folded again."""

    def __init__(self, size: int = 4, **collect: Any) -> None:
        asked = msgspec.structs.replace(
            ASKED, collect=Collect(words("Share it"), longest=300, most=1, **collect)
        )
        super().__init__(deck(asked))
        for number in range(size):
            self.do(c.Join(f"person-{number}"))
        self.do(c.Open("commitments"))

    def commit(self, number: int, **said: Any) -> None:
        given = {
            "feeds": "trust",
            "confidence": 8,
            "seen": "private",
            "date": "no",
            "witness": "no",
        }
        for item, value in (given | said).items():
            key = f"{number}{item}{self.state.position}"
            self.do(c.Answer(f"person-{number}", "commitments", item, "today", value, key))

    def share(self, number: int, text: str = SECRET) -> str:
        self.commit(number, seen="all")
        self.do(
            c.Propose("commitments", text, f"k{number}{self.state.position}", f"person-{number}")
        )
        return list(self.state.activity("commitments").proposals)[-1]

    def refuses(self, command: c.AnyCommand) -> str:
        with pytest.raises(TamtamError) as caught:
            decide(self.state, command, START)
        return caught.value.code

    def stands(self) -> tuple[Activity, Standing]:
        asked = self.state.activity("commitments")
        turn = asked.turn
        assert turn.tally.snapshot() == recount(asked, turn).snapshot()
        assert seen(folded(self.stored(erased=False))) == seen(self.state)
        return asked.activity, self.state.standing("commitments")


def test_what_is_shared_is_held_then_read_beside_the_bars_without_a_name() -> None:
    room = Polis()
    for number in range(3):
        room.commit(number)
    shared = room.share(3)
    activity, standing = room.stands()
    assert SECRET not in KIND.caption(activity, standing, "en")
    assert standing.n == 4  # counted, whether or not its words were read
    room.do(c.Edit("commitments", shared, SECRET.replace("Awa", "my neighbour")))
    room.do(c.Show("commitments", shared))
    activity, standing = room.stands()
    for language in decks.LANGUAGES:
        told = KIND.caption(activity, standing, language)
        assert "my neighbour" in told and "Awa" not in told and "person-3" not in told
        assert KIND.table(activity, standing, language).rows[-1][1:] == ("", "", "")
    assert [item.item for item in standing.items if item.distributions] == [
        i.id for i in ASKED.items
    ]


def test_below_the_least_number_nothing_shared_is_read() -> None:
    room = Polis(held=False)
    room.share(0)
    activity, standing = room.stands()
    assert (standing.n, standing.items, standing.outcome) == (1, (), "few")
    assert SECRET not in str(KIND.figure(activity, standing, "en"))


def test_taking_the_words_back_leaves_what_counts_and_the_other_way_round() -> None:
    room = Polis(held=False)
    for number in range(4):
        room.share(number, f"{SECRET} {number}")
    first = next(iter(room.state.activity("commitments").proposals))
    assert SECRET in KIND.caption(*room.stands(), "en")
    room.commit(0)  # to oneself now
    room.do(c.Withdraw("person-0", "commitments", first))
    activity, standing = room.stands()
    assert standing.n == 4 and f"{SECRET} 0" not in KIND.caption(activity, standing, "en")
    room.commit(1, feeds=None, confidence=None, seen=None, date=None, witness=None)
    activity, standing = room.stands()
    assert standing.n == 3 and f"{SECRET} 1" in KIND.caption(activity, standing, "en")


def test_who_is_forgotten_is_counted_no_more_and_read_no_more() -> None:
    room = Polis(held=False)
    for number in range(4):
        room.share(number, f"{SECRET} {number}")
    room.do(c.Forget("person-2"))
    activity = room.state.activity("commitments").activity
    standing = room.state.standing("commitments")
    assert standing.n == 3 and f"{SECRET} 2" not in KIND.caption(activity, standing, "en")


def test_what_a_gesture_feeds_can_be_neither_hidden_nor_merged_nor_worded_anew() -> None:
    room = Polis(held=False)
    shared = room.share(0)
    for command in (
        c.Hide("commitments", "trust"),
        c.Merge("commitments", "trust", shared),
        c.Merge("commitments", shared, "trust"),
        c.Edit("commitments", "trust", "Love"),
    ):
        assert room.refuses(command) == "no_such_item"


def test_a_trial_that_the_facilitator_writes_stands_among_what_everybody_reads() -> None:
    room = Polis()
    for number in range(3):
        room.commit(number)
    room.do(c.Propose("commitments", "For 30 days we set our own hours; Lin, until May", "k"))
    activity, standing = room.stands()
    assert standing.n == 3
    assert "Lin, until May" in KIND.caption(activity, standing, "en")


def test_alone_it_is_told_without_groups_and_with_its_words() -> None:
    activity = replace_shared("If I doubt, then I say so.")
    standing = standing_of(activity, people({"trust": 1}, sure=9), min_answers=1)
    assert standing.sentence["en"] == "Your step feeds “Trust”; you are 9 out of 10 sure of it"
    assert standing.details["seen"] == []
    caption = KIND.caption(activity, standing, "en")
    assert (
        caption.endswith("Your words: “If I doubt, then I say so.”") and "everyone" not in caption
    )


def replace_shared(text: str) -> Activity:
    proposed = msgspec.structs.replace(WORKSHOP.items[-1], id="p7", text=words(text))
    return msgspec.structs.replace(ASKED, items=(*ASKED.items, proposed))


# --- the deck, and rehearsals


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"items": ASKED.items[:1]}, "items"),
        ({"items": (msgspec.structs.replace(ASKED.items[0], id="seen"), *ASKED.items)}, "items"),
        ({"phases": ("today", "wanted")}, "phases"),
        ({"collect": None}, "collect"),
        ({"collect": Collect(words("Share it"), longest=300, first=True)}, "collect"),
        ({"collect": Collect(words("Share it"), longest=140)}, "collect.longest"),
    ],
)
def test_a_deck_that_asks_otherwise_is_told_what_is_allowed(
    changes: dict[str, Any], path: str
) -> None:
    found = list(KIND.check(msgspec.structs.replace(ASKED, **changes)))
    assert [where for where, _ in found] == [path]


def test_simulated_people_mostly_keep_it_and_about_one_in_four_shares() -> None:
    everybody = simulated(ASKED, 400)
    private = sum(own[SEEN] == "private" for own in everybody)
    assert 160 < private < 240
    assert all(own[WITNESS] == "yes" for own in everybody if own[SEEN] == "witness")
    rng = random.Random(1)
    assert 70 < sum(bool(KIND.propose(ASKED, rng)) for _ in range(400)) < 130
