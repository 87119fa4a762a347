"""What a kind keeps of the way answers came, beside its tally: where a room watches something grow.

A tally forgets the order of arrival; a history lives by it. It is told each change in the order of the
log, and nothing else, so that the same log gives the same history: whoever looks at it, when and how
often may not show in it.
"""

from abc import ABC, abstractmethod
from typing import Any

from tamtam.kinds.parts.tally import Slot


class History(ABC):
    """The answers of one turn as they came.

    It lives in every process that folds the log, the server too: `take` is plain Python and O(1), and
    what costs more is worked out when somebody asks for it.
    """

    @abstractmethod
    def take(self, participant: str, slot: Slot, value: Any) -> None:
        """From now on a participant's answer to a slot is `value`; None: there is none any more."""

    @abstractmethod
    def snapshot(self) -> Any:
        """All that was taken, as plain data, equal for the same log."""
