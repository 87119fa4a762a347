"""A room along one line: who stands at its two ends."""

import numpy as np
from numpy.typing import NDArray

from tamtam.standing.opinion.ballots import Floats
from tamtam.standing.opinion.grouping import Whole

#: An end is this share of the people on the line.
END_SHARE = 1 / 3


def ends(along: Floats, inside: NDArray[np.bool_], least: int) -> Whole:
    """The third of people furthest out each way: 0 at the low end of the line, 1 at the high one, else −1.

    `along` is where each of P people stands, `inside` who is on the line at all. An end has at least
    `least` people, and whoever stands where its last one does; where both would meet, there are none.

    >>> ends(np.array([3.0, 1, 2, 9, 7, 8, 5, 5, 5]), np.ones(9, bool), 3).tolist()
    [0, 0, 0, 1, 1, 1, -1, -1, -1]
    """
    found = np.full(len(along), -1, np.intp)
    standing = np.sort(along[inside])
    size = max(least, round(END_SHARE * len(standing)))
    if 2 * size > len(standing) or standing[size - 1] >= standing[-size]:
        return found
    found[inside & (along <= standing[size - 1])] = 0
    found[inside & (along >= standing[-size])] = 1
    return found
