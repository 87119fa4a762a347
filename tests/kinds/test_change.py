"""Change: only who answered both times is in a step; what moved is said without a cause."""

from collections.abc import Sequence

import msgspec
from tamtam import kinds
from tamtam.deck.deck import Activity, Item
from tamtam.kinds.kind import GatheredAnswers
from tamtam.kinds.parts.tally import Counts
from tamtam.standing.standing import Standing

from tests.decks import agreement, words


def asked() -> Activity:
    return msgspec.structs.replace(
        agreement("exit"),
        kind="change",
        phases=("after",),
        items=(Item("a", words("First")), Item("b", words("Second"))),
        options={"since": "baseline"},
    )


def standing_of(
    pairs: Sequence[tuple[int | None, int | None]], min_answers: int = 5, reworded: str = ""
) -> Standing:
    """Where people stand who answered the first item so, before and after; the second 3 and 3."""
    activity = asked()
    tally, answers, before = Counts(), {}, {}
    for person, (was, now) in enumerate(pairs):
        own: dict[tuple[str, str], int] = {}
        for slot, value in ((("a", "after"), now), (("b", "after"), 3)):
            if value is not None:
                tally.update(own, slot, value)
                own[slot] = value
        answers[f"p{person}"] = own
        if was is not None:
            before[f"p{person}"] = {("a", "before"): was, ("b", "before"): 3}
    gathered = GatheredAnswers(
        *(1, tally, len(answers), min_answers, answers, {"baseline": before}),
        reworded=frozenset(reworded),
    )
    return kinds.get("change").standing(activity, gathered)


def test_the_strongest_pull_is_named_and_no_cause() -> None:
    standing = standing_of([(2, 4), (3, 4), (3, 3), (1, 3), (4, 5), (2, 4)])
    assert (standing.outcome, standing.about) == ("gap", ("a",))
    assert (
        standing.sentence["en"]
        == "5 of 6 agree more with “First”: median 2.5\u00a0→\u00a04; the chart doesn’t say why"
    )
    gap, pull = standing.items[0].measures
    assert (gap.value, round(pull.value, 4), pull.n) == (1.5, 0.8333, 6)


def test_who_came_late_or_left_early_moves_nothing() -> None:
    standing = standing_of([(3, 3)] * 6 + [(None, 5)] * 9 + [(1, None)] * 9)
    assert standing.outcome == "together"
    assert [found.n for found in standing.items[0].distributions] == [6, 6]
    assert standing.n == 24


def test_who_left_early_is_not_the_difference_from_what_was_shown_before() -> None:
    """Twelve rated before, eleven of them rate again: the twelfth’s answer stays theirs."""
    standing = standing_of([(3, 4)] * 5 + [(2, 2)] * 6 + [(1, None)])
    before, after = standing.items[0].distributions
    assert before.counts == {"1": 1, "2": 6, "3": 5, "4": 0, "5": 0}
    assert (before.n, after.n) == (12, 11)
    assert standing.details["people"] == [12, 12, 12]  # the second statement was rated by all
    said = standing.sentence["en"]
    assert said == "On “Second”, 12 of 12 say the same as last time"
    assert "12 people, then 11" in standing.claims[1].sentence["en"]
    assert "a" not in standing.details["directions"] and standing.items[0].measures == ()
    for language in ("fr", "en"):
        told = kinds.get("change").caption(asked(), standing, language)
        assert "12" in told
    left = standing_of([(3, 4)] * 5 + [(2, 2)] * 6 + [(1, None)] * 5)
    assert [one.n for one in left.items[0].distributions] == [11, 11]


def test_few_who_answered_both_times_are_only_counted() -> None:
    standing = standing_of([(1, 5)] * 4 + [(None, 5)] * 9)
    assert standing.items[0].outcome == "few"
    assert standing.items[0].distributions[0].counts is None
    assert "a" not in standing.details.get("directions", {})


def test_a_room_that_pulls_both_ways_is_split() -> None:
    standing = standing_of([(2, 4)] * 5 + [(4, 2)] * 4)
    assert (standing.outcome, standing.about) == ("split", ("a",))


def test_who_went_up_stayed_and_went_down_is_counted() -> None:
    standing = standing_of([(2, 4)] * 3 + [(3, 3)] * 2 + [(4, 2)])
    assert standing.details["directions"]["a"] == {"after": [1, 2, 3]}


def test_a_pair_of_different_wordings_is_never_drawn_as_one() -> None:
    standing = standing_of([(1, 5)] * 8, reworded="a")
    kind, activity = kinds.get("change"), asked()
    assert standing.about == ("b",) and "First" not in standing.sentence["en"]
    assert standing.items[0].measures == ()
    assert all(found.counts is None for found in standing.items[0].distributions)
    assert "“First”: asked with different wordings" in kind.caption(activity, standing, "en")
    row = kind.table(activity, standing, "en").rows[0]
    assert row == ("First", 0, "", "", "", "")
    assert "asked with different wordings" in str(kind.figure(activity, standing, "en"))
    assert "asked with different wordings" not in str(
        kind.figure(activity, standing_of([(1, 5)] * 8), "en")
    )


def test_where_all_was_asked_in_other_words_it_is_said_and_nothing_drawn() -> None:
    standing = standing_of([(1, 5)] * 8, reworded="ab")
    assert standing.outcome == "few" and not standing.about
    assert standing.sentence["en"].startswith("Asked with different wordings each time")
