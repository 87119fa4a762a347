"""A deck while it is adapted: other words, items, minutes, another order. Pure; each change is a draft anew.

Words are those of one audience: where it has a wording of its own, that is what changes.
"""

from dataclasses import dataclass, replace
from typing import Any

import msgspec

from tamtam.deck.deck import Activity, Deck, Item, Text, Wording


@dataclass(frozen=True, slots=True)
class Draft:
    """The deck as `audience` reads it, with the minutes of `cut`."""

    deck: Deck
    audience: str
    cut: str

    def activity(self, id: str) -> Activity:
        """An activity as the audience reads it; its wordings are gone from it."""
        return next(a for a in self.deck.worded(self.audience).activities if a.id == id)

    def minutes(self, id: str) -> float | None:
        """The minutes an activity has in the cut; None where it isn't asked in it."""
        return self.deck.cuts.get(self.cut, {}).get(id)

    def asking(self, id: str, language: str, words: str) -> "Draft":
        """With another question."""
        written, worded = self._written(id), self.activity(id)
        question = {**worded.question, language: words}
        wording = written.wording.get(self.audience, Wording())
        if wording.question is None:
            return self._with(id, question=question)
        return self._worded(written, msgspec.structs.replace(wording, question=question))

    def prompting(self, id: str, language: str, words: str) -> "Draft":
        """With another prompt for items, in an activity that collects them."""
        collect = self._written(id).collect
        assert collect is not None
        prompt = {**collect.prompt, language: words}
        return self._with(id, collect=msgspec.structs.replace(collect, prompt=prompt))

    def saying(self, id: str, item: str, language: str, words: str) -> "Draft":
        """With another text of an item."""
        written, worded = self._written(id), self.activity(id).item(item)
        assert worded is not None
        text = {**worded.text, language: words}
        wording = written.wording.get(self.audience, Wording())
        if item not in wording.items:
            return self._with(id, items=_reworded(written.items, item, text))
        items = {**wording.items, item: text}
        return self._worded(written, msgspec.structs.replace(wording, items=items))

    def with_item(self, id: str, words: Text, *others: str) -> "Draft":
        """With one more item behind the others, in the group of the last; so in `others` that ask it too."""
        everywhere = {each: self._written(each).items for each in (id, *others)}
        taken = {item.id for items in everywhere.values() for item in items}
        number = len(everywhere[id]) + 1
        while f"own_{number}" in taken:
            number += 1
        draft = self
        for each, items in everywhere.items():
            group = items[-1].group if items else ""
            draft = draft._with(each, items=(*items, Item(f"own_{number}", words, group=group)))
        return draft

    def without_item(self, id: str, item: str) -> "Draft":
        """Without an item, and without what any audience reads of it."""
        written = self._written(id)
        wording = {
            audience: msgspec.structs.replace(
                own, items={other: text for other, text in own.items.items() if other != item}
            )
            for audience, own in written.wording.items()
        }
        items = tuple(other for other in written.items if other.id != item)
        return self._with(id, items=items, wording=wording)

    def lasting(self, id: str, minutes: float | None) -> "Draft":
        """With other minutes in the cut; None leaves the activity out of it."""
        granted = self.deck.cuts.get(self.cut, {})
        if minutes is not None:
            granted = {**granted, id: minutes}
        else:
            granted = {step: n for step, n in granted.items() if step != id}
        cuts = {**self.deck.cuts, self.cut: granted}
        return replace(self, deck=msgspec.structs.replace(self.deck, cuts=cuts))

    def moved(self, id: str, by: int) -> "Draft":
        """With an activity `by` places later, earlier where negative; not beyond the first or last."""
        activities = list(self.deck.activities)
        place = next(at for at, activity in enumerate(activities) if activity.id == id)
        moving = activities.pop(place)
        activities.insert(min(max(0, place + by), len(activities)), moving)
        deck = msgspec.structs.replace(self.deck, activities=tuple(activities))
        return replace(self, deck=deck)

    def _written(self, id: str) -> Activity:
        written = self.deck.activity(id)
        assert written is not None
        return written

    def _worded(self, written: Activity, wording: Wording) -> "Draft":
        return self._with(written.id, wording={**written.wording, self.audience: wording})

    def _with(self, id: str, **changes: Any) -> "Draft":
        activities = tuple(
            msgspec.structs.replace(activity, **changes) if activity.id == id else activity
            for activity in self.deck.activities
        )
        return replace(self, deck=msgspec.structs.replace(self.deck, activities=activities))


def _reworded(items: tuple[Item, ...], id: str, text: Text) -> tuple[Item, ...]:
    return tuple(
        msgspec.structs.replace(item, text=text) if item.id == id else item for item in items
    )
