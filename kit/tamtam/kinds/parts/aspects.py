"""Aspects: an item that is answered in several respects has a slot for each, as ``tea.across``."""

from collections.abc import Iterator

from tamtam.deck.deck import Activity
from tamtam.kinds.parts.tally import Slot
from tamtam.language.reason import at_least


def slot(activity: Activity, id: str, aspect: str) -> Slot:
    """Where one aspect of an item is answered, in an activity that asks once."""
    return f"{id}.{aspect}", activity.phases[0]


def check(activity: Activity) -> Iterator[tuple[str, str]]:
    """What is wrong with an activity that asks once for several aspects of its items."""
    if not activity.items and activity.collect is None:
        yield "items", at_least(1, "at least one, or collect, so that people propose them")
    if len(activity.phases) != 1:
        yield "phases", "one, as in [today]"
    yield from check_ids(activity)


def check_ids(activity: Activity) -> Iterator[tuple[str, str]]:
    """Which items' ids have the full stop that parts an item from its aspect."""
    for index, item in enumerate(activity.items):
        if "." in item.id:
            yield f"items[{index}].id", "an id without a full stop"
