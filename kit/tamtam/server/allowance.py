"""How fast one participant may write: a bucket of tokens each. The rate is limited, not the number.

A phone that was away sends all that waited at once, and a slider moves often: both stay far below. A
program that floods the log with one person's answers is told to wait, in words.
"""

from collections import OrderedDict
from dataclasses import dataclass

from tamtam.language.errors import TamtamError

#: How many may come at once, and how many a second from then on.
BURST, RATE = 200, 10.0
#: How many participants are remembered at once.
MOST = 20_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Allowance:
    """Counts what participants write; raises TamtamError where one writes too fast."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, participant: str, now: float) -> None:
        """One more from a participant at `now` (seconds)."""
        bucket = self._buckets.setdefault(participant, _Bucket(BURST, now))
        self._buckets.move_to_end(participant)
        bucket.left = min(BURST, bucket.left + RATE * (now - bucket.at))
        bucket.at = now
        if bucket.left < 1:
            raise TamtamError("too_fast", seconds=1)
        bucket.left -= 1
        while len(self._buckets) > MOST:  # who wrote longest ago has all of it again, or soon
            self._buckets.popitem(last=False)
