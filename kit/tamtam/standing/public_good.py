"""What a common pot pays, and how much of what it could pay a table got. Whole numbers, plain Python.

Each of n people has an endowment of tokens, puts some into the pot, and keeps the rest. The pot is
multiplied by 0.4·n and shared equally: each token in it pays everybody 0.4, or another number of
tenths. Payoffs are in tenths of a token, so that they are exact.
"""

from collections.abc import Sequence

ENDOWMENT = 20
#: What everybody gets for each token in the pot, in tenths of a token.
RETURN = 4


def payoffs(
    contributions: Sequence[int], endowment: int = ENDOWMENT, back: int = RETURN
) -> tuple[int, ...]:
    """What each person ends a round with, in tenths of a token: endowment − own + 0.4·Σ.

    `back` is what everybody gets for each token in the pot, in tenths.

    >>> payoffs([20, 10, 5, 0])
    (140, 240, 290, 340)
    """
    shared = back * sum(contributions)
    return tuple(10 * (endowment - own) + shared for own in contributions)


def efficiency(
    contributions: Sequence[int], endowment: int = ENDOWMENT, back: int = RETURN
) -> float | None:
    """The share of the possible gain that a table realised, 0 (nobody gave) to 1 (everybody all).

    (mean payoff − endowment) / (payoff if all give all − endowment). None where a pot pays
    back no more than was put in, as with fewer than 3 people.

    >>> efficiency([20, 10, 5, 0])
    0.4375
    """
    people = len(contributions)
    if back * people <= 10:
        return None
    nobody, everybody = 10 * endowment, back * people * endowment
    mean = sum(payoffs(contributions, endowment, back)) / people
    return (mean - nobody) / (everybody - nobody)
