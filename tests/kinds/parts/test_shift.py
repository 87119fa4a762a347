"""The shift: what moved from one time to the next, what did not, and what it must not tell."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from tamtam import kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.parts.shift import TurnStanding, shift
from tamtam.kinds.parts.track import Track
from tamtam.language import texts
from tamtam.results.view import View
from tamtam.standing.standing import Standing

from tests import decks
from tests.decks import agreement, flows, words
from tests.kinds.people import ASKED, Answers, gathered_of, kind_of, simulated, tally_of

each_language = pytest.mark.parametrize("language", decks.LANGUAGES)
#: What is followed from one time to the next; anything else stands side by side.
FOLLOWED = [activity for activity in ASKED if kind_of(activity).tracks(activity)]
ORDERED = {"agreement", "rating", "flows", "shares", "attention", "wall_or_door", "change"}
SHARED = {"decisions", "gate", "choice", "statements"}


def time_of(
    activity: Activity, turn: int, everybody: Sequence[Answers], **how: Any
) -> TurnStanding:
    gathered = gathered_of(activity, tally_of(activity, everybody), everybody, 5)
    return TurnStanding(
        turn, kind_of(activity).standing(activity, gathered), gathered.answers, **how
    )


def moved(
    activity: Activity, was: Sequence[Answers], now: Sequence[Answers], **how: Any
) -> Standing | None:
    tracks = kind_of(activity).tracks(activity)
    return shift(activity, tracks, time_of(activity, 1, was, **how), time_of(activity, 2, now))


def rated(first: Sequence[int | None], second: int = 3) -> list[Answers]:
    """Who gave the first statement so, and the second always alike; None: they weren't there."""
    return [
        {("s1", "before"): value, ("s2", "before"): second} if value is not None else {}
        for value in first
    ]


def the(found: Standing | None) -> Standing:
    assert found is not None
    return found


def test_what_moved_is_said_and_what_did_not_and_no_cause() -> None:
    found = the(moved(agreement(), rated([2, 2, 3, 3, 2, 1]), rated([4, 4, 4, 3, 4, 3])))
    assert (found.outcome, found.about, found.kind) == ("gap", ("s1",), "change")
    assert found.sentence == {
        "en": "“Statement 1” goes up for 5 of 6: 2\u00a0→\u00a04; the chart doesn’t say why",
        "fr": "«\u00a0Statement 1\u00a0» monte pour 5 sur 6\u00a0: 2\u00a0→\u00a04\u00a0; "
        "le graphique ne dit pas pourquoi",
    }
    gap, pull = found.items[0].measures
    assert (gap.value, gap.n, round(pull.value, 3)) == (2, 6, 0.833)
    assert [item.outcome for item in found.items] == ["gap", "together"]


def test_where_nothing_moved_that_is_said() -> None:
    found = the(moved(agreement(), rated([2, 3, 4, 3, 3]), rated([2, 3, 4, 3, 3])))
    assert found.outcome == "together"
    assert found.sentence["en"] == "On each line, 5 of 5 say the same as last time"


def test_a_room_that_goes_both_ways_is_split() -> None:
    found = the(moved(agreement(), rated([2] * 5 + [4] * 5), rated([4] * 5 + [2] * 5)))
    assert found.outcome == "split"
    assert "“Statement 1”, 5 of 10 go up, 5 down" in found.sentence["en"]


def test_where_the_median_stays_people_are_counted() -> None:
    found = the(moved(agreement(), rated([3] * 6 + [1] * 5), rated([3] * 6 + [2] * 5)))
    assert "“Statement 1” goes up for 5 of 11, down for 0" in found.sentence["en"]


def test_each_time_counts_whoever_answered_then_and_pairs_who_answered_both() -> None:
    was, now = rated([1] * 10 + [None] * 5), rated([None] * 5 + [5] * 10)
    found = the(moved(agreement(), was, now))
    before, after = found.items[0].distributions
    assert (before.n, after.n, found.items[0].measures[0].n) == (10, 10, 5)
    assert found.details["people"] == [10, 10, 5]
    said = View(agreement(), found, "en").caption
    assert "10 people answered last time, 10 this time, 5 both times" in said


def test_too_few_either_time_is_no_shift() -> None:
    assert moved(agreement(), rated([1] * 4), rated([5] * 9)) is None
    assert moved(agreement(), rated([1] * 9), rated([5] * 4)) is None


def test_too_few_who_answered_both_times_are_in_no_measure() -> None:
    was, now = rated([1] * 7 + [None] * 8), rated([None] * 5 + [5] * 10)
    found = the(moved(agreement(), was, now))
    assert (found.items[0].measures, found.items[0].outcome) == ((), "scattered")
    assert found.sentence["en"] == "Only 2 answered both times: too few to say what moved"


def test_who_answered_both_times_is_counted_by_the_way_they_went() -> None:
    was, now = rated([2] * 6 + [1] * 5), rated([4] * 3 + [2] * 2 + [1] + [None] * 5)
    found = the(moved(agreement(), was, now))
    assert found.details["directions"]["s1"]["before"] == [1, 2, 3]


def test_too_few_who_answered_both_times_are_not_told_by_the_way_they_went() -> None:
    was, now = rated([1] * 6 + [None] * 8), rated([None] * 4 + [5] * 10)
    assert "s1" not in the(moved(agreement(), was, now)).details["directions"]


def test_nor_is_what_a_frozen_standing_holds_back() -> None:
    found = the(moved(agreement(), rated([2] * 12), rated([4] * 12), settled=False))
    assert found.details["directions"] == {} and found.items[0].measures == ()
    assert found.sentence["en"].startswith(
        "“Statement 1”: answers lie higher this time, 2\u00a0→\u00a04 (12 people, then 12)"
    )


# --- where few answered one of the two times alone


#: What seven answer who answer both times: nobody moves, or the first two change places.
STAY = (1, 2, 2, 4, 4, 5, 5)
SWAP = (2, 1, 2, 4, 4, 5, 5)


@pytest.mark.parametrize("few", [1, 4])
@pytest.mark.parametrize("came", [True, False], ids=["came", "left"])
def test_whether_anybody_moved_can_not_be_told_where_few_answered_once(
    few: int, came: bool
) -> None:
    """Else, where nobody did, the second time less the first is what those few answered.

    Two rooms look alike in both charts: in one nobody moves, in the other two change places.
    Nothing told of the shift may tell one from the other.
    """
    some, nobody = [3] * few, [None] * few
    told = []
    for later in (STAY, SWAP):
        first = [*STAY, *(nobody if came else some)]
        second = [*later, *(some if came else nobody)]
        found = the(moved(agreement(), rated(first), rated(second)))
        told.append(found.to_json())
        assert found.items[0].measures == () and found.details["directions"] == {}
    assert told[0] == told[1]


def test_of_five_who_came_it_is_told_who_moved() -> None:
    """They are as many as any standing tells of."""
    found = the(moved(agreement(), rated([*STAY] + [None] * 5), rated([*STAY, 3, 3, 2, 2, 1])))
    assert found.details["directions"]["s1"]["before"] == [0, 7, 0]


@pytest.mark.parametrize("few", [1, 4])
def test_a_share_tells_of_few_who_came_no_more_than_its_two_charts(few: int) -> None:
    gate = next(one for one in ASKED if one.id == "gate")
    item = gate.items[0].id
    inside, outside = ({(item, "today"): f"{side}_good"} for side in ("in", "out"))
    away: Answers = {}
    told = []
    for newcomer in (inside, outside):  # both charts are the same, whatever who came says
        ins = 9 - few * (newcomer is inside)
        others = [inside] * ins + [outside] * (12 - ins)
        was = [inside] * 3 + [outside] * 9 + [away] * few
        found = the(moved(gate, was, others + [newcomer] * few))
        told.append(found.to_json())
        assert found.details["directions"] == {}
    assert told[0] == told[1]


@each_language
def test_two_times_that_are_told_apart_are_told_in_words(language: str) -> None:
    was = rated([1] * 8 + [2] * 4 + [None] * 2)
    for values, key in (([5] * 14, "apart_more"), ([1] * 9 + [2] * 5, "apart")):
        found = the(moved(agreement(), was, rated(values)))
        view = View(agreement(), found, language)
        assert "12" in view.sentence and "14" in view.sentence and "{" not in view.caption, key
        assert view.plain_figure()["data"] and len(view.plain_table().rows) == 2
    assert found.claims[0].claim.name == "nothing"


def test_each_phase_is_followed_on_its_own() -> None:
    one = {("trust", "today"): 3, ("trust", "wanted"): 6}
    other = {("trust", "today"): 3, ("trust", "wanted"): 9}
    found = the(moved(flows(), [one] * 6, [other] * 6))
    assert "“Trust” (wanted) goes up for 6 of 6: 6\u00a0→\u00a09;" in found.sentence["en"]
    assert [item.outcome for item in found.items] == ["few", "together", "few", "gap"]


def test_a_share_moves_by_who_says_yes() -> None:
    gate = next(one for one in ASKED if one.id == "gate")
    item = gate.items[0].id
    inside, outside = {(item, "today"): "in_good"}, {(item, "today"): "out_good"}
    found = the(moved(gate, [inside] * 3 + [outside] * 7, [inside] * 8 + [outside] * 2))
    assert "goes up for 5 of 10: 30%\u00a0→\u00a080%" in found.sentence["en"]
    assert found.items[0].measures[1].value == 0.5
    assert "Share of “inside”" in View(gate, found, "en").caption


def test_a_part_of_a_whole_is_read_from_the_one_answer_and_a_choice_from_what_was_chosen() -> None:
    ends: Any = ({"en": "0"}, {"en": "100"})
    part = Track("money", "today", 0, 100, ends, slot=("split", "today"))
    assert part.read({("split", "today"): {"money": 40, "trust": 60}}) == 40
    picked = Track("yes", "today", 0, 100, ends, (("yes",), ("no",)), slot=("chosen", "today"))
    assert [picked.read({("chosen", "today"): value}) for value in ("yes", "no", None)] == [
        1,
        0,
        None,
    ]


def test_kinds_without_anything_to_follow_stand_side_by_side() -> None:
    assert {activity.kind for activity in FOLLOWED} >= ORDERED | SHARED
    ranking = next(one for one in ASKED if one.kind == "ranking")
    assert moved(ranking, simulated(ranking, 9), simulated(ranking, 9, 2)) is None


@each_language
@pytest.mark.parametrize("activity", FOLLOWED, ids=lambda activity: str(activity.id))
def test_every_kind_that_is_followed_is_drawn_told_and_counted(
    activity: Activity, language: str
) -> None:
    found = the(moved(activity, simulated(activity, 14), simulated(activity, 14, 2)))
    assert Standing.from_json(found.to_json()).to_json() == found.to_json()
    view = View(activity, found, language)
    assert view.caption.startswith(view.sentence) and "{" not in view.caption
    assert view.plain_figure()["data"]
    table = view.plain_table()
    assert len(table.rows) == len(kind_of(activity).tracks(activity))
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert view.debrief == "" or activity.kind == "change"
    assert kinds.get(found.kind).name == "change"


def test_numbers_of_a_scale_with_two_sides_have_their_sign_everywhere() -> None:
    scaled = msgspec.structs.replace(
        next(one for one in ASKED if one.kind == "rating" and len(one.phases) == 1),
        options={"low": -2, "high": 3, "ends": {"low": words("none"), "high": words("all")}},
    )
    first, *rest = kind_of(scaled).slots(scaled)
    was, now = ([{first: value} | dict.fromkeys(rest, 0)] * 12 for value in (-1, 3))
    found = the(moved(scaled, was, now))
    assert "\u22121\u00a0→\u00a0+3" in found.sentence["en"]
    view = View(scaled, found, "en")
    assert "\u22121 before (" in view.caption and "+3 after (middle half: +3 to +3)" in view.caption
    drawn = [note["text"] for note in view.plain_figure()["layout"]["annotations"]]
    assert "<b>\u22121</b> →" in drawn and "<b>+3</b>" in drawn


@each_language
def test_a_phone_knows_the_name_of_every_phase_that_is_followed(language: str) -> None:
    known = texts.section(language, "phone")["form"]["phases"]
    followed = {
        track.phase for activity in FOLLOWED for track in kind_of(activity).tracks(activity)
    }
    assert followed - {"trend"} <= known.keys()
