"""Agreement: the storyboard's numbers as people see them, and the sentence that is said."""

import msgspec
import pytest
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers
from tamtam.standing.standing import Standing

from tests.decks import agreement
from tests.kinds.people import ASKED, Answers, kind_of, standing_of, tally_of

ONE = agreement(statements=1)


def answered(counts: list[int], item: str = "s1", phase: str = "before") -> list[Answers]:
    return [{(item, phase): value} for value, n in enumerate(counts, start=1) for _ in range(n)]


def stands(*counts: list[int]) -> Standing:
    """Where people stand on as many statements, everybody answering each."""
    activity = agreement(statements=len(counts))
    columns = [
        [value for value, n in enumerate(of_one, start=1) for _ in range(n)] for of_one in counts
    ]
    everybody = [
        {(f"s{i}", "before"): value for i, value in enumerate(row, start=1)}
        for row in zip(*columns, strict=True)
    ]
    return standing_of(activity, everybody)


@pytest.mark.parametrize(
    ("counts", "a"),
    [
        ([0, 0, 10, 0, 0], 1),
        ([0, 1, 2, 4, 3], 0.5),
        ([2, 2, 2, 2, 2], 0),
        ([4, 1, 0, 1, 4], -0.6556),
        ([5, 0, 0, 0, 5], -1),
        ([5, 0, 5, 0, 0], 0.1667),
    ],
)
def test_a_statement_has_its_agreement_with_n_and_a_range_from_thirty_answers_on(
    counts: list[int], a: float
) -> None:
    for times in (2, 3):
        measure = stands([times * count for count in counts]).items[0].measure("agreement")
        assert measure and measure.n == 10 * times
        assert measure.value == pytest.approx(a, abs=5e-5)
        told = times == 3 and max(counts) < 10
        assert (measure.low is not None, measure.method == "resampled") == (told, told)


def test_a_statement_has_its_counts_median_and_quartiles() -> None:
    [item] = stands([0, 2, 4, 8, 6]).items
    [found] = item.distributions
    assert (found.phase, found.n) == ("before", 20)
    assert found.counts == {"1": 0, "2": 2, "3": 4, "4": 8, "5": 6}
    assert (found.low_quartile, found.median, found.high_quartile) == (3, 4, 5)
    median = item.measure("median")
    assert median and (median.value, median.n, median.low, median.high) == (4, 20, 3, 5)


@pytest.mark.parametrize(
    ("counts", "outcome", "said"),
    [
        ([0, 0, 1, 5, 6], "together", "Views are close on “Statement 1”: 11 of 12 agree"),
        (
            [6, 5, 1, 0, 0],
            "together",
            "Views are close on “Statement 1”: 11 of 12 disagree with it",
        ),
        (
            [0, 1, 10, 1, 0],
            "together",
            "Views are close on “Statement 1”: 10 of 12 stay in between",
        ),
        ([5, 1, 0, 2, 4], "split", "Views are split on “Statement 1”: 6 agree, 6 disagree, of 12"),
        ([3, 2, 2, 2, 3], "scattered", "No majority on “Statement 1”: 5 agree, 2 in between"),
        ([2, 2, 3, 3, 2], "scattered", "No majority on “Statement 1”: 5 agree, 3 in between"),
        ([1, 1, 3, 3, 4], "scattered", "A majority agrees with “Statement 1”: 7 of 12"),
    ],
)
def test_the_sentence_says_how_the_room_stands(counts: list[int], outcome: str, said: str) -> None:
    standing = stands(counts)
    assert standing.outcome == outcome
    assert standing.sentence["en"].startswith(said)


def test_the_sentence_is_about_the_most_split_statement() -> None:
    standing = stands([0, 0, 0, 5, 7], [6, 0, 0, 0, 6], [5, 1, 0, 2, 4])
    assert (standing.outcome, "“Statement 2”" in standing.sentence["en"]) == ("split", True)


def test_else_about_the_one_that_most_people_share() -> None:
    standing = stands([0, 0, 2, 5, 5], [0, 0, 0, 6, 6], [3, 2, 3, 2, 2])
    assert standing.sentence["fr"].startswith(
        "Les avis se rejoignent sur «\u00a0Statement 2\u00a0»\u00a0: 12 sur 12"
    )


def test_two_thirds_on_one_side_are_together_fewer_are_a_majority() -> None:
    [held, loose] = (stands(counts).items[0] for counts in ([1, 1, 2, 3, 5], [1, 1, 3, 3, 4]))
    assert (held.outcome, loose.outcome) == ("together", "scattered")
    assert [item.tag and item.tag["en"] for item in (held, loose)] == [
        "8 of 12 agree",
        "7 of 12 agree",
    ]


def test_four_of_ten_who_agree_hold_nothing_together() -> None:
    """As many stand in between: neither is the room's, and the tag says the same as the sentence."""
    standing = stands([0, 2, 4, 4, 0])
    assert standing.sentence["en"] == (
        "No majority on “Statement 1”: 4 agree, 4 in between, 2 disagree"
    )
    assert standing.items[0].tag and standing.items[0].tag["en"] == "no majority"


def test_a_third_who_cannot_say_no_are_not_passed_over() -> None:
    """Eleven of thirty disagree: nineteen are a majority, and no more is said of them."""
    standing = stands([5, 6, 0, 9, 10])
    assert standing.outcome in ("scattered", "split")
    assert "19" in standing.sentence["fr"] and "rejoignent" not in standing.sentence["fr"]


def test_statements_that_tie_are_told_together() -> None:
    standing = stands([0, 0, 2, 5, 5], [1, 1, 0, 0, 10], [0, 0, 2, 10, 0])
    assert standing.about == ("s1", "s2", "s3")
    assert standing.sentence["en"] == (
        "Views are close on “Statement 1” (the same for “Statement 2” and “Statement 3”): 10 of 12 agree"
    )


def test_one_singular_and_many() -> None:
    standing = stands([1, 0, 0, 3, 8])
    caption = kind_of(ONE).caption(ONE, standing, "en")
    assert "11 agree, 0 in between, 1 disagrees" in caption


def test_someone_alone_reads_their_own_answers() -> None:
    standing = standing_of(ONE, answered([0, 0, 0, 1, 0]), min_answers=1)
    assert standing.sentence["fr"] == "Voici vos réponses. Laquelle vous surprend\u00a0?"


def asked_twice() -> Activity:
    return msgspec.structs.replace(ONE, phases=("before", "after"))


def test_the_last_phase_that_enough_people_answered_counts() -> None:
    before = answered([6, 0, 0, 0, 0])
    after = [own | {("s1", "after"): 5} for own in before[:4]] + before[4:]
    item = standing_of(asked_twice(), after).items[0]
    assert [found.counts is None for found in item.distributions] == [False, True]
    later = [own | {("s1", "after"): 5} for own in before]
    medians = [
        standing_of(asked_twice(), people).items[0].measure("median") for people in (after, later)
    ]
    assert [median and median.value for median in medians] == [1, 5]


def test_a_table_has_a_row_for_each_phase() -> None:
    people = [own | {("s1", "after"): 5} for own in answered([12, 0, 0, 0, 0])]
    table = kind_of(ONE).table(asked_twice(), standing_of(asked_twice(), people), "en")
    assert [row[1] for row in table.rows] == ["before", "after"]
    assert [row[3:8] for row in table.rows] == [(12, 0, 0, 0, 0), (0, 0, 0, 0, 12)]
    few = [own | {("s1", "after"): 5} for own in answered([6, 0, 0, 0, 0])]
    table = kind_of(ONE).table(asked_twice(), standing_of(asked_twice(), few), "en")
    assert [row[3:8] for row in table.rows] == [
        ("", "6 (1–2)", "0 (3)", "0 (4–5)", ""),
        ("", "0 (1–2)", "0 (3)", "6 (4–5)", ""),
    ]


# --- one statement against another activity's

INTEGRITY = next(activity for activity in ASKED if activity.id == "integrity")


def crossed(*counts: int) -> Standing:
    """Where people stand of whom so many are in each corner: helped and free, helped, free, neither."""
    own, elsewhere = {}, {}
    for corner, count in enumerate(counts):
        for number in range(count):
            id = f"p{corner}-{number}"
            own[id] = {("say_no", "today"): 5 if corner in (0, 2) else 3}
            elsewhere[id] = {("colleagues", "before"): 4 if corner < 2 else 2}
    tally = tally_of(INTEGRITY, own.values())
    gathered = GatheredAnswers(1, tally, len(own), 5, own, {"baseline": elsewhere})
    return kind_of(INTEGRITY).standing(INTEGRITY, gathered)


def notes(standing: Standing, language: str = "en") -> list[str]:
    figure = kind_of(INTEGRITY).figure(INTEGRITY, standing, language)
    return [note["text"] for note in figure["layout"]["annotations"] if note.get("xref") == "x2"]


def test_people_are_told_by_quadrant_in_steps_and_never_one_by_one() -> None:
    standing = crossed(17, 8, 7, 8)
    assert standing.details["quadrants"]["bands"] == [[15, 19], [5, 9], [5, 9], [5, 9]]
    assert {"Regulation", "Cage", "Indifference", "Dependence", "15 to 19"} <= set(notes(standing))
    caption = kind_of(INTEGRITY).caption(INTEGRITY, standing, "en")
    assert (
        "Regulation: 15 to 19 (What is expected of me helps, I can say no). "
        "Dependence: 5 to 9 (What is expected of me helps, Not sure I can say no)." in caption
    )
    table = kind_of(INTEGRITY).table(INTEGRITY, standing, "en")
    assert [row[2] for row in table.rows[-4:]] == ["15 to 19", "5 to 9", "5 to 9", "5 to 9"]


def test_a_quadrant_of_few_has_no_number() -> None:
    assert "fewer than 5" in notes(crossed(17, 8, 7, 3))


@pytest.mark.parametrize("counts", [(12, 0, 1, 0), (4, 0, 0, 0)])
def test_quadrants_that_would_give_someone_away_are_empty(counts: tuple[int, ...]) -> None:
    standing = crossed(*counts)
    drawn = notes(standing) if standing.items else []
    assert not {"10 to 14", "fewer than 5"} & set(drawn)
    assert standing.details.get("quadrants", {"bands": []})["bands"] == []


def test_the_quadrants_keep_their_place_beneath_the_bars() -> None:
    some, none = (
        kind_of(INTEGRITY).figure(INTEGRITY, crossed(*counts), "fr")["layout"]
        for counts in ((17, 8, 7, 8), (12, 0, 1, 0))
    )
    for axis in ("yaxis", "xaxis2", "yaxis2"):
        assert some[axis] == none[axis]
    low, high = some["yaxis"]["domain"]
    assert some["yaxis2"]["domain"][1] < low < high == 1


def test_what_is_not_crossed_says_nothing_of_quadrants() -> None:
    standing = stands([0, 1, 2, 4, 3])
    assert standing.details == {}
    assert "xaxis2" not in kind_of(ONE).figure(ONE, standing, "en")["layout"]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([5, 0, 0, 0, 2], "A majority disagrees with “Statement 1”: 5 of 7"),
        (
            [16, 0, 0, 0, 5],
            "Views are close on “Statement 1”: 16 of 21 disagree with it",
        ),
        ([11, 0, 0, 0, 9], "Views are split on “Statement 1”: 9 agree, 11 disagree, of 20"),
        (
            [15, 0, 6, 0, 0],
            "Views are close on “Statement 1”: 15 of 21 disagree with it",
        ),
    ],
)
def test_two_thirds_against_a_quarter_are_neither_two_camps_nor_close(
    counts: list[int], said: str
) -> None:
    assert stands(counts).sentence["en"] == said
