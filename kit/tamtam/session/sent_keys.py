"""Idempotency keys: what was sent before is recognised when it comes again, and counts once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tamtam.session import events as e

#: How many keys of each sender are known again: a phone repeats its last sendings, never hundreds.
KEYS_KEPT = 200


@dataclass(slots=True)
class SentKeys:
    """Per sender ("" is the facilitator) and key a hash of what was sent with it; the newest `KEYS_KEPT`."""

    by_sender: dict[str, dict[str, int]] = field(default_factory=dict)

    def of(self, sender: str) -> Mapping[str, int]:
        """The keys of one sender, each with the hash of what it stood for."""
        return self.by_sender.get(sender, {})

    def keep(self, sent: e.Answered | e.ItemProposed) -> None:
        """Know a sending again should it come twice."""
        known = self.by_sender.setdefault(sent.participant or "", {})
        known[sent.key] = content_of(sent)
        if len(known) > KEYS_KEPT:
            del known[next(iter(known))]

    def forget(self, sender: str) -> None:
        """Recognise nothing of somebody any more."""
        self.by_sender.pop(sender, None)

    def clear(self) -> None:
        """Recognise nothing of anybody any more."""
        self.by_sender.clear()


def content_of(sent: e.Answered | e.ItemProposed) -> int:
    """A hash of what was sent, to tell a repeated sending from another use of its key."""
    said: tuple[Any, ...] = (
        (sent.activity, sent.turn, sent.item, sent.phase, sent.value)
        if isinstance(sent, e.Answered)
        else (sent.activity, sent.text)
    )
    return hash(msgspec.json.encode(said, order="sorted"))
