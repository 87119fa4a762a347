"""The sieve: what shared decisions do to each flow, who gains and who pays, and no sum of it."""

import msgspec
import pytest
from tamtam.deck.deck import Item
from tamtam.language import texts
from tamtam.standing.standing import Standing

from tests.decks import flows, words
from tests.kinds.people import Answers, kind_of, standing_of

SIEVE = msgspec.structs.replace(
    flows("sieve"),
    kind="sieve",
    items=(Item("money", words("Money")), Item("trust", words("Trust"))),
    phases=("self", "others"),
)


def decided(oneself: list[int], others: list[int], item: str = "money") -> list[Answers]:
    return [
        {(item, "self"): one, (item, "others"): other}
        for one, other in zip(oneself, others, strict=True)
    ]


@pytest.mark.parametrize(
    ("oneself", "others", "outcome", "said"),
    [
        (
            [2] * 6,
            [-1] * 6,
            "gap",
            "Money: 6 of 6 decisions do more for oneself (median +2) than for others (−1)",
        ),
        (
            [-1] * 6,
            [2] * 6,
            "gap",
            "Money: 6 of 6 decisions do more for others (median +2) than for oneself (−1)",
        ),
        (
            [1] * 6,
            [3] * 6,
            "gap",
            "Money: 6 of 6 decisions do more for others (median +3) than for oneself (+1)",
        ),
        (
            [3] * 6,
            [0] * 6,
            "gap",
            "Money: 6 of 6 decisions do more for oneself (median +3) than for others (0)",
        ),
        (
            [1] * 8,
            [2, 2, 2, 2, -2, -2, -2, -2],
            "split",
            "Money: 4 decisions are a gain for others, 4 a loss",
        ),
        (
            [2, 2, 2, 2, -2, -2, -2, -2],
            [1] * 8,
            "split",
            "Money: 4 decisions are a gain for oneself, 4 a loss",
        ),
        (
            [-3, 0, 1, 2, 3] * 2,
            [1] * 10,
            "scattered",
            "Money: nothing clear; more for others in 4, more for oneself in 4, of 10 decisions",
        ),
        (
            [1] * 6,
            [1] * 6,
            "together",
            "Money: 6 of 6 decisions do as much for others as for oneself",
        ),
    ],
)
def test_the_sentence_says_who_gains_and_who_pays(
    oneself: list[int], others: list[int], outcome: str, said: str
) -> None:
    standing = standing_of(SIEVE, decided(oneself, others))
    assert (standing.outcome, standing.items[0].outcome) == (outcome, outcome)
    assert standing.sentence["en"].startswith(said)


def test_nothing_anywhere_adds_flows_up() -> None:
    """Good for money and bad for trust stays two things: no measure is about the whole."""
    people = [
        one | other
        for one, other in zip(
            decided([3] * 6, [3] * 6), decided([-3] * 6, [-3] * 6, "trust"), strict=True
        )
    ]
    standing = standing_of(SIEVE, people)
    assert standing.measures == () and not {"sum", "score"} & standing.details.keys()
    assert [item.distributions[0].median for item in standing.items] == [3, -3]


def test_too_few_who_share_are_told_as_such() -> None:
    standing = standing_of(SIEVE, decided([1] * 4, [1] * 4))
    assert (
        standing.sentence["en"]
        == "4 people have shared their bars. The chart appears from 5 people on."
    )
    one = standing_of(SIEVE, decided([1], [1]))
    assert (
        one.sentence["fr"]
        == "1 personne a partagé ses barres. Le graphique apparaît à partir de 5 personnes."
    )


def test_someone_alone_reads_their_own_decision() -> None:
    standing = standing_of(SIEVE, decided([2], [-1]), min_answers=1)
    assert standing.sentence["en"] == "Money: +2 for yourself, −1 for others"
    assert "Money: +2 for yourself, −1 for others." in kind_of(SIEVE).caption(SIEVE, standing, "en")


def gap_of(standing: Standing) -> float:
    found = standing.items[0].measure("gap")
    assert found
    return found.value


def test_the_gap_is_each_decision_s_own_step_from_oneself_to_others() -> None:
    """Medians would say 0: who gives to others takes it from oneself, decision by decision."""
    assert gap_of(standing_of(SIEVE, decided([1, 2, 3, -3, 1, 0], [3, 4 - 1, 3, -1, 3, 2]))) == 2


@pytest.mark.parametrize(
    ("value", "french", "english"), [(2, "+2", "+2"), (-1.5, "−1,5", "−1.5"), (0.0, "0", "0")]
)
def test_a_number_of_two_sides_has_its_sign(value: float, french: str, english: str) -> None:
    assert [texts.signed(language, value) for language in ("fr", "en")] == [french, english]
