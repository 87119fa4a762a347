"""Whether what is asked twice is asked in the same words both times: else no change can be told."""

from collections.abc import Iterator
from typing import Any

import msgspec

from tamtam import kinds
from tamtam.authoring.deck_file.shape import Found, listed, unknown
from tamtam.authoring.deck_file.tree import Node
from tamtam.deck.deck import AUDIENCES, Activity
from tamtam.language.reason import Reason


def mistakes(deck: Node) -> Iterator[Found]:
    """Items that an activity asks again in other words than the one before, or that weren't asked there."""
    activities = {node.text("id"): node for node in deck.entries("activities")}
    for node in activities.values():
        before = activities.get(_repeated(node))
        if before is not None:
            yield from _differences(node, before)


def _repeated(node: Node) -> str:
    """The id of the activity whose items are asked again; "" where that can't be told."""
    if node.text("kind") not in kinds.known():
        return ""
    try:
        activity = msgspec.convert(node.plain(), Activity)
        return kinds.get(activity.kind).repeats(activity)
    except msgspec.ValidationError:
        return ""  # which is named elsewhere


def _differences(node: Node, before: Node) -> Iterator[Found]:
    asked = {item.text("id"): item for item in before.entries("items")}
    for item in node.entries("items"):
        id = item.text("id")
        if id not in asked:
            yield item, unknown(id, asked), listed(asked) or "items, which are missing"
            continue
        for audience in AUDIENCES:
            own, other = (_read(each, id, audience) for each in (node, before))
            if own and other and _said(own) != _said(other):
                said = f"“{id}” is asked in “{before.text('id')}” in other words"
                what = Reason(said, "other_words", other=before.text("id"))
                yield own, what, f"the same words, for “{audience}”: {_said(other)}"
                break


def _read(activity: Node, id: str, audience: str) -> Node | None:
    """What an audience reads of an item: its own wording, else the words that all read."""
    worded = dict(activity.items("wording")).get(audience)
    own = dict(worded.items("items")).get(id) if worded else None
    item = next(item for item in activity.entries("items") if item.text("id") == id)
    return own or item.get("text")


def _said(text: Node) -> Any:
    plain = text.plain()
    return {k: str(v).strip() for k, v in plain.items()} if isinstance(plain, dict) else plain
