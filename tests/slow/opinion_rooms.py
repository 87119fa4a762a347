"""Made-up rooms of which the truth is known: noise, one line, two lines, camps."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Chance = np.random.RandomState
#: The share of votes that are passes.
PASSES = 0.1


@dataclass(frozen=True, slots=True)
class Truth:
    """A sort of room: what is true of it, and how to draw one of so many people and statements."""

    name: str
    shape: str
    draw: Callable[[int, int, Chance], Floats]


def noise(people: int, statements: int, chance: Chance) -> Floats:
    """Votes that have nothing to do with each other; each statement has its own share who agree."""
    agree = np.broadcast_to(chance.uniform(0.2, 0.8, statements), (people, statements))
    return _with_passes(np.where(chance.random_sample(agree.shape) < agree, 1.0, -1.0), chance)


def line(slope: float, *, even: bool = False, spread: float = 1.0) -> Callable[..., Floats]:
    """One line: people are spread along it normally, or evenly; a logistic curve for each statement.

    `slope` is how steep the curves are in its middle, by standard deviations of people; `spread` how
    far the places lie apart where they turn.
    """

    def draw(people: int, statements: int, chance: Chance) -> Floats:
        place = (
            chance.uniform(-(3**0.5), 3**0.5, people) if even else chance.standard_normal(people)
        )
        turn = spread * chance.standard_normal(statements)
        steep = chance.choice([-1, 1], statements) * slope
        steep = steep * np.exp(0.3 * chance.standard_normal(statements))
        agree = 1 / (1 + np.exp(-steep * (place[:, None] - turn)))
        return _with_passes(np.where(chance.random_sample(agree.shape) < agree, 1.0, -1.0), chance)

    return draw


def camps(k: int, keep: float) -> Callable[..., Floats]:
    """k camps of about the same size, each with a creed that its people keep so often, else vote by chance.

    Two camps oppose each other on two thirds of the statements; more of them agree and disagree as it
    falls, and share a third.
    """

    def draw(people: int, statements: int, chance: Chance) -> Floats:
        creeds = chance.choice([-1.0, 1.0], (k, statements))
        shared = chance.random_sample(statements) > 2 / 3
        creeds[:, shared] = creeds[0, shared]
        if k == 2:
            creeds[1, ~shared] = -creeds[0, ~shared]
        votes: Floats = creeds[np.arange(people) % k]
        astray = chance.random_sample(votes.shape) > keep
        votes[astray] = chance.choice([-1, 0, 1], int(astray.sum()))
        return votes

    return draw


def two_lines(people: int, statements: int, chance: Chance) -> Floats:
    """People spread over a plane without camps: two things on which they differ independently."""
    places = chance.standard_normal((people, 2))
    steep = 1.7 * chance.standard_normal((2, statements))
    agree = 1 / (1 + np.exp(-(places @ steep - chance.standard_normal(statements))))
    return _with_passes(np.where(chance.random_sample(agree.shape) < agree, 1.0, -1.0), chance)


def _with_passes(votes: Floats, chance: Chance) -> Floats:
    votes[chance.random_sample(votes.shape) < PASSES] = 0
    return votes


TRUTHS = (
    Truth("noise", "loose", noise),
    Truth("one line, shallow curves (1)", "line", line(1.0)),
    Truth("one line (2)", "line", line(2.0)),
    Truth("one line, steep curves (4)", "line", line(4.0)),
    Truth("one line, people spread evenly (2)", "line", line(2.0, even=True)),
    Truth("one line, spread evenly, steep (4)", "line", line(4.0, even=True)),
    Truth("one line, all curves turn in its middle (2)", "line", line(2.0, spread=0.3)),
    Truth("two lines", "unclear", two_lines),
    Truth("two camps, creed kept 95 %", "camps", camps(2, 0.95)),
    Truth("two camps, 80 %", "camps", camps(2, 0.8)),
    Truth("two camps, 65 %", "camps", camps(2, 0.65)),
    Truth("three camps, 95 %", "camps", camps(3, 0.95)),
    Truth("three camps, 80 %", "camps", camps(3, 0.8)),
)
SIZES = ((12, 6), (20, 10), (30, 15), (60, 15), (60, 20))
