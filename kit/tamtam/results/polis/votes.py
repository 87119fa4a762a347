"""One vote of a conversation, as the files of pol.is tell it."""

from typing import NamedTuple


class PolisVote(NamedTuple):
    """One vote: +1 agree, 0 pass, −1 disagree. `at` is when it was cast (ms since 1970)."""

    at: int
    statement: int
    voter: int
    value: int
