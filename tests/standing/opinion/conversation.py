"""The real conversation of `tests/golden/polis`, as arrays, read in the plainest way; made-up rooms."""

import csv
import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tamtam.standing.opinion.map import OpinionMap

GOLDEN = Path(__file__).parents[2] / "golden" / "polis"


@dataclass(frozen=True, slots=True)
class Conversation:
    """`votes` P × S, the group that was published for each person (−1 for none), rejected columns."""

    votes: NDArray[np.float64]
    published: NDArray[np.intp]
    rejected: tuple[int, ...]


@cache
def conversation() -> Conversation:
    people = table("participants-votes")
    ids = [column for column in people[0] if column.isdigit()]
    votes = [[float(person[id] or "nan") for id in ids] for person in people]
    moderated = {comment["comment-id"]: comment["moderated"] for comment in table("comments")}
    return Conversation(
        np.array(votes),
        np.array([int(person["group-id"] or -1) for person in people]),
        tuple(column for column, id in enumerate(ids) if moderated[id] == "-1"),
    )


def table(name: str) -> list[dict[str, str]]:
    with gzip.open(GOLDEN / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def same(one: OpinionMap, other: OpinionMap) -> bool:
    """Whether two maps are the same to the last bit."""
    pairs = [(getattr(one, name), getattr(other, name)) for name in OpinionMap.__slots__]
    return all(np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b for a, b in pairs)


def camps(
    sizes: tuple[int, ...], statements: int, noise: float, seed: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Votes of camps that each agree or disagree with everything, a share of them replaced by chance.

    Also returns whose camp everybody is of.
    """
    chance = np.random.RandomState(seed)
    creeds = chance.choice([-1.0, 1.0], (len(sizes), statements))
    camp = np.repeat(np.arange(len(sizes)), sizes)
    votes = creeds[camp]
    astray = chance.random_sample(votes.shape) < noise
    votes[astray] = chance.choice([-1, 0, 1], int(astray.sum()))
    return votes, camp


def by_chance(people: int, statements: int, seed: int = 1) -> NDArray[np.float64]:
    """Votes that hang together by nothing."""
    chance = np.random.RandomState(seed)
    return chance.choice([-1.0, 0.0, 1.0], (people, statements), p=[0.3, 0.2, 0.5])


def one_line(
    people: int, statements: int, seed: int = 1, slope: float = 2.5
) -> NDArray[np.float64]:
    """Votes of people who stand anywhere along one line, most of them in its middle; some pass."""
    chance = np.random.RandomState(seed)
    place, height = chance.standard_normal(people), chance.standard_normal(statements)
    steep = slope * chance.choice([-1, 1], statements)
    agree = 1 / (1 + np.exp(-steep * (place[:, None] - height)))
    votes = np.where(chance.random_sample(agree.shape) < agree, 1.0, -1.0)
    votes[chance.random_sample(votes.shape) < 0.1] = 0
    return votes


def with_gaps(votes: NDArray[np.float64], missing: float, seed: int = 2) -> NDArray[np.float64]:
    """The same votes, a share of them not cast."""
    gaps = np.random.RandomState(seed).random_sample(votes.shape) < missing
    return np.where(gaps, np.nan, votes)
