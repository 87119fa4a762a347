"""Events as former versions wrote them, brought into the words of this one; nothing else knows them.

What is stored stays as it was written, so that its chain still verifies.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from tamtam.deck.deck import PAUSES


def upgraded(payload: bytes) -> bytes:
    """A stored event as this version writes it; the same where it knows of no change."""
    event = msgspec.json.decode(payload)
    if isinstance(event, dict) and isinstance(event.get("deck"), dict):
        for step in _STEPS:
            step(event["deck"])
    return msgspec.json.encode(event)


def _drop_first_of_each_cut(deck: dict[str, Any]) -> None:
    """Formerly one list said what to leave out of any cut when time runs short."""
    dropped = deck.get("drop_first")
    if isinstance(dropped, list):
        cuts = deck.get("cuts", {})
        asked = {cut: [id for id in dropped if id in granted] for cut, granted in cuts.items()}
        deck["drop_first"] = {
            cut: [id for id in ids if id not in PAUSES] for cut, ids in asked.items() if ids
        }


#: What changed in a deck, the oldest first.
_STEPS: tuple[Callable[[dict[str, Any]], None], ...] = (_drop_first_of_each_cut,)
