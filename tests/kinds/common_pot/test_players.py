"""Simulated players give what the models they are named after predict, and not what another type's does.

Fischbacher, Gächter & Fehr, Economics Letters 71, 2001: about half of the people give more the more the
others give, but a little less than they; about a third give nothing whatever the others do. Fischbacher &
Gächter, American Economic Review 100, 2010: that little less is enough for gifts to fade at a table
without any free rider.
"""

import random
from itertools import pairwise
from statistics import fmean

import pytest
from tamtam.kinds.common_pot.players import TYPES, Before, Player

ROUNDS = 10
STILL = 0.1  # how far a share may be off what a type does, moods included


def given(type: str, others: float, *, seen: bool = False, most: float | None = None) -> float:
    """The share that players of a type give on average to others who gave so much."""
    before = Before(others, others if most is None else most)
    return fmean(
        Player(type, 0.5, ()).gives(seen, before, mood) for mood in (-0.08, -0.04, 0, 0.04, 0.08)
    )


def course(types: list[str], seed: int = 1) -> list[dict[str, float]]:
    """What each type gives at one table, round by round, while only the total is told."""
    rng = random.Random(seed)
    players = [
        Player(
            type, rng.uniform(0.35, 0.75), tuple(rng.uniform(-0.08, 0.08) for _ in range(ROUNDS))
        )
        for type in types
    ]
    told: list[Before | None] = [None] * len(players)
    found = []
    for number in range(ROUNDS):
        gifts = [
            min(1.0, max(0.0, player.gives(False, before, player.moods[number])))
            for player, before in zip(players, told, strict=True)
        ]
        told = [
            Before(fmean(gifts[:at] + gifts[at + 1 :]), max(gifts)) for at in range(len(players))
        ]
        found.append(
            {
                type: fmean(
                    gift for gift, one in zip(gifts, players, strict=True) if one.type == type
                )
                for type in types
            }
        )
    return found


@pytest.mark.parametrize("others", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_a_free_rider_gives_next_to_nothing_and_an_altruist_nearly_all_whatever_the_others_do(
    others: float,
) -> None:
    for seen in (False, True):
        assert given("free_rider", others, seen=seen) == pytest.approx(0, abs=STILL)
        assert given("altruist", others, seen=seen) == pytest.approx(0.95, abs=STILL)


def test_a_conditional_cooperator_gives_more_the_more_others_give_but_less_than_they() -> None:
    schedule = [(others / 10, given("conditional", others / 10)) for others in range(11)]
    assert all(before < after for (_, before), (_, after) in pairwise(schedule)), (
        "matches what others give"
    )
    assert all(own < others for others, own in schedule[1:]), "a little less than they"
    assert all(own > 0.5 * others for others, own in schedule[1:]), "and not much less"


def test_only_eyes_move_who_minds_their_image_and_they_lift_a_conditional_cooperator() -> None:
    assert given("image", 0.5, seen=True) > given("image", 0.5) + 0.4
    assert given("image", 0.9) == pytest.approx(given("image", 0.1))
    looked_at = given("conditional", 0.5, seen=True, most=0.9)
    assert given("conditional", 0.5) < 0.5 < looked_at < 0.9


def test_gifts_fade_at_a_table_of_conditional_cooperators_without_any_free_rider() -> None:
    fading = [round["conditional"] for round in course(["conditional"] * 4)]
    assert fading[0] > 0.4 and fading[-1] < 0.25 * fading[0]


def test_one_free_rider_makes_them_fade_sooner_and_one_altruist_later() -> None:
    def middle(fourth: str) -> float:
        return fmean(
            course(["conditional"] * 3 + [fourth], seed)[ROUNDS // 2]["conditional"]
            for seed in range(20)
        )

    assert middle("free_rider") < middle("conditional") < middle("altruist")


def test_half_of_the_people_are_conditional_and_between_a_fifth_and_a_third_ride_free() -> None:
    rng = random.Random(5)
    drawn = [Player.drawn(rng, 6).type for _ in range(4_000)]
    share = {type: drawn.count(type) / len(drawn) for type in TYPES}
    assert share["conditional"] == pytest.approx(0.5, abs=0.05)
    assert 0.2 < share["free_rider"] < 0.34
    assert share["altruist"] < share["image"] < share["free_rider"]


def test_strangers_put_in_about_half_in_the_first_round() -> None:
    """First rounds come to 40 to 60 % (Ledyard in: Handbook of Experimental Economics, 1995)."""
    rng = random.Random(7)
    players = [Player.drawn(rng, 6) for _ in range(4_000)]
    first = fmean(max(0.0, one.gives(False, None, one.moods[0])) for one in players)
    assert 0.4 < first < 0.6
