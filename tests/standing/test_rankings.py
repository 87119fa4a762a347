"""Rankings: the storyboard's W, W as a mean correlation of people, ties, chance counted out in full."""

from itertools import combinations, permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import standing
from tamtam.standing import chance
from tamtam.standing.chance import chi_square_above
from tamtam.standing.rankings import Rankings, midranks

THREE: Rankings = {(1, 2, 3, 4, 5): 1, (2, 1, 3, 5, 4): 1, (1, 3, 2, 4, 5): 1}

#: Some people's full rankings of 2 to 7 things.
full = st.integers(2, 7).flatmap(
    lambda things: st.dictionaries(
        st.permutations(range(1, things + 1)).map(tuple), st.integers(1, 5), min_size=1
    ).filter(lambda rankings: sum(rankings.values()) >= 2)
)
#: The same with ties.
tied = st.integers(2, 6).flatmap(
    lambda things: st.dictionaries(
        st.tuples(*[st.integers(1, 3)] * things).filter(lambda row: len(set(row)) > 1),
        st.integers(1, 4),
        min_size=1,
    ).filter(lambda rankings: sum(rankings.values()) >= 2)
)


def rows(rankings: Rankings) -> list[tuple[int, ...]]:
    """One person a row."""
    return [row for row, count in rankings.items() for _ in range(count)]


# --- W


def test_concordance_is_that_of_the_storyboard() -> None:
    assert standing.concordance(THREE) == pytest.approx(76 * 12 / (9 * 120))
    assert standing.concordance(THREE) == pytest.approx(0.8444, abs=5e-5)


@given(full)
def test_concordance_is_the_mean_correlation_of_two_people(rankings: Rankings) -> None:
    """W = ((m − 1)·r + 1) / m, r the mean of Spearman's rho over all pairs of people (Kendall)."""
    pairs = combinations(rows(rankings), 2)
    rhos = [float(np.corrcoef(one, other)[0, 1]) for one, other in pairs]
    m = sum(rankings.values())
    expected = ((m - 1) * sum(rhos) / len(rhos) + 1) / m
    assert standing.concordance(rankings) == pytest.approx(expected, abs=1e-9)


@given(tied)
def test_ties_share_their_ranks_and_are_allowed_for(rankings: Rankings) -> None:
    """W is the share of all variance of the ranks that lies between things."""
    ranks = pd.DataFrame(rows(rankings)).rank(axis=1).to_numpy()
    centred = ranks - (ranks.shape[1] + 1) / 2
    between = len(ranks) * (centred.mean(axis=0) ** 2).sum()
    assert standing.concordance(rankings) == pytest.approx(between / (centred**2).sum())


@given(tied)
def test_ranks_are_those_of_pandas(rankings: Rankings) -> None:
    ranks = pd.DataFrame(rows(rankings)).rank(axis=1)
    assert [midranks(row) for row in rows(rankings)] == [tuple(row) for row in ranks.to_numpy()]
    assert standing.mean_ranks(rankings) == pytest.approx(tuple(ranks.mean()))


@given(st.integers(2, 7), st.integers(2, 300))
def test_all_alike_agree_fully_and_two_opposite_camps_not_at_all(things: int, people: int) -> None:
    there = tuple(range(1, things + 1))
    assert standing.concordance({there: people}) == 1
    assert standing.concordance({there: people, there[::-1]: people}) == 0


@pytest.mark.parametrize("rankings", [{}, {(1, 2, 3): 0}, {(1, 2, 3): 1}, {(1,): 9}, {(2, 2): 9}])
def test_where_nothing_can_be_compared_there_is_no_concordance(rankings: Rankings) -> None:
    assert standing.concordance(rankings) is None
    assert standing.concordance_chance(rankings) is None


def test_without_rankings_there_are_no_mean_ranks() -> None:
    assert (standing.mean_ranks({}), standing.rank_polarization({})) == (None, None)


# --- which thing splits the room


def test_the_thing_that_is_first_for_some_and_last_for_others_splits_the_room_most() -> None:
    room: Rankings = {(1, 2, 3, 4): 5, (4, 1, 2, 3): 5, (1, 3, 2, 4): 2}
    found = standing.rank_polarization(room) or ()
    assert max(range(4), key=found.__getitem__) == 0
    assert standing.rank_polarization({(1, 2, 3, 4): 5}) == (0, 0, 0, 0)


@given(tied)
def test_how_far_a_thing_splits_the_room_goes_from_0_to_1(rankings: Rankings) -> None:
    found = standing.rank_polarization(rankings) or ()
    assert len(found) == len(next(iter(rankings)))
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in found)


# --- chance


def exact_chance(rankings: Rankings) -> float:
    """Over every way there is for each person to have given out the same ranks."""
    here = standing.concordance(rankings) or 0.0
    people = rows(rankings)
    as_high = total = 0
    for ways in product(*[list(permutations(row)) for row in people]):
        room: dict[tuple[int, ...], int] = {}
        for row in ways:
            room[row] = room.get(row, 0) + 1
        as_high += (standing.concordance(room) or 0.0) >= here - 1e-9
        total += 1
    return as_high / total


@pytest.mark.parametrize(
    "rankings",
    [
        {(1, 2, 3): 3, (1, 3, 2): 1},
        {(1, 2, 3): 2, (3, 2, 1): 2},
        {(1, 2, 3): 3, (2, 1, 3): 1, (3, 2, 1): 1},
        {(1, 2, 3, 4): 2, (1, 2, 4, 3): 1},
        {(1, 1, 2): 3, (2, 1, 1): 1},
        {(1, 2, 2, 3): 1, (1, 2, 3, 4): 2},
    ],
)
def test_the_chance_of_such_a_concordance_is_that_of_every_possible_room(
    rankings: Rankings,
) -> None:
    found = standing.concordance_chance(rankings)
    assert found and found[1] == "permutation"
    assert found[0] == pytest.approx(exact_chance(rankings), abs=0.035)


def test_the_chance_of_three_alike_among_many_ways_is_small_but_never_nothing() -> None:
    assert standing.concordance_chance({tuple(range(1, 8)): 30}) == (1 / 2_000, "permutation")


@given(tied)
def test_the_same_rankings_give_the_same_chance(rankings: Rankings) -> None:
    turned = dict(reversed(list(rankings.items())))
    assert standing.concordance_chance(turned) == standing.concordance_chance(rankings)


@pytest.mark.parametrize(
    ("degrees", "five_percent"), [(1, 3.8415), (2, 5.9915), (3, 7.8147), (6, 12.5916), (9, 16.919)]
)
def test_chi_square_is_that_of_the_tables(degrees: int, five_percent: float) -> None:
    assert chi_square_above(five_percent, degrees) == pytest.approx(0.05, abs=5e-6)


@pytest.mark.parametrize(("things", "more"), [(3, 6), (4, 4), (7, 9)])
def test_large_rooms_join_on_to_small_ones(
    things: int, more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same hundred people, counted out and by the chi-squared distribution."""
    there = tuple(range(1, things + 1))
    turns = [there[start:] + there[:start] for start in range(things)]
    room = dict.fromkeys(turns, (100 - more) // things)
    room[there] += 100 - sum(room.values())
    counted = standing.concordance_chance(room)
    monkeypatch.setattr(chance, "MOST_PEOPLE", 99)
    told = standing.concordance_chance(room)
    assert counted and told and (counted[1], told[1]) == ("permutation", "chi_square")
    assert 0.02 < counted[0] < 0.98
    assert told[0] == pytest.approx(counted[0], abs=0.03)
