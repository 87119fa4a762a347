"""A choice: what most chose, two camps or none, and the order of the bars."""

import pytest
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing

from tests.kinds.people import DECKS, IMPROVISED, Answers, kind_of, standing_of

BREAK, TIREDNESS = IMPROVISED
SEVERAL = next(one for one in DECKS["choice"].activities if one.options)


def chose(*counts: int) -> list[Answers]:
    """So many people chose the first option, the second, the third."""
    return [
        {("chosen", "today"): f"option_{number}"}
        for number, count in enumerate(counts, start=1)
        for _ in range(count)
    ]


def stands(*counts: int, min_answers: int = 5) -> Standing:
    return standing_of(BREAK, chose(*counts), min_answers)


@pytest.mark.parametrize(
    ("counts", "outcome", "said"),
    [
        ([8, 2, 2], "together", "8 of 12 chose “Yes”"),
        ([18, 8, 4], "scattered", "18 of 30 chose “Yes”"),
        ([7, 14, 0], "together", "14 of 21 chose “No”"),
        ([6, 6, 0], "scattered", "Tied: “Yes” and “No”, 6 of 12 each"),
        ([5, 5, 5], "scattered", "Tied: “Yes”, “No” and “In half an hour”, 5 of 15 each"),
        ([1, 5, 6], "scattered", "No majority: “In half an hour” comes first, 6 of 12"),
    ],
)
def test_the_sentence_says_what_most_chose_or_that_there_are_camps(
    counts: list[int], outcome: str, said: str
) -> None:
    standing = stands(*counts)
    assert (standing.outcome, standing.sentence["en"]) == (outcome, said)


def test_a_share_has_its_wilson_interval_and_counts_sum_to_everybody() -> None:
    standing = stands(6, 2, 0)
    share = standing.items[0].measure("share")
    assert share and (share.value, share.n, share.method) == (0.75, 8, "wilson")
    assert (share.low, share.high) == pytest.approx((0.4093, 0.9285), abs=1e-4)
    for item in standing.items:
        assert sum((item.distributions[0].counts or {}).values()) == standing.n


def labels(standing: Standing, *, of: int) -> list[str]:
    activity = IMPROVISED[of]
    figure = kind_of(activity).figure(activity, standing, "en")
    return [n["text"] for n in figure["layout"]["annotations"] if "<b>" not in n["text"]]


def test_what_most_chose_comes_first_in_chart_and_table() -> None:
    standing = stands(1, 5, 3)
    assert labels(standing, of=0) == ["No", "In half an hour", "Yes"]
    rows = kind_of(BREAK).table(BREAK, standing, "en").rows
    assert [row[:3] for row in rows] == [("No", 9, 5), ("In half an hour", 9, 3), ("Yes", 9, 1)]


def test_steps_stay_in_their_order() -> None:
    standing = standing_of(TIREDNESS, chose(1, 2, 5, 1, 0))
    assert labels(standing, of=1) == ["1", "2", "3", "4", "5"]


def test_someone_alone_reads_their_own_choice() -> None:
    assert (
        stands(0, 1, min_answers=1).sentence["en"]
        == "You chose “No”: what would make you choose otherwise?"
    )


def picked(*together: list[str]) -> Standing:
    return standing_of(SEVERAL, [{("chosen", "today"): ids} for ids in together])


def test_of_several_that_one_may_choose_each_is_counted_of_all_people() -> None:
    standing = picked(*[["tea", "soup"]] * 3, *[["tea"]] * 3)
    assert standing.sentence["en"] == "6 of 6 chose “Tea”"
    rows = kind_of(SEVERAL).table(SEVERAL, standing, "en").rows
    assert [row[:3] for row in rows] == [("Tea", 6, 6), ("Soup", 6, 3), ("Bread", 6, 0)]
    tied = picked(*[["tea", "soup"]] * 5)
    assert tied.sentence["en"] == "Tied: “Tea” and “Soup”, 5 of 5 each"


def test_several_are_each_chosen_once_and_no_more_than_may_be() -> None:
    kind, slot = kind_of(SEVERAL), ("chosen", "today")
    assert kind.validate(SEVERAL, slot, ["soup", "tea"]) == ["tea", "soup"]
    for value in ([], ["tea", "tea"], ["tea", "soup", "bread"], ["salt"], "tea", [["tea"]]):
        with pytest.raises(TamtamError):
            kind.validate(SEVERAL, slot, value)
