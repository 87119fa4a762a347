"""What a standing is: where the group stands on one activity, as plain data that JSON can hold.

A kind makes one from its tally; a reveal freezes one into the log; charts, captions, tables, phones
and exports are drawn from it and from nothing else, so that they can't disagree.
"""

from collections.abc import Collection
from typing import Any

import msgspec
from msgspec import Struct

from tamtam.deck.deck import Text
from tamtam.standing.claims import AnyClaim

#: together: one hump · split: two humps · scattered: no hump · gap: today and wanted lie apart
#: few: too few answers to show
OUTCOMES = ("together", "split", "scattered", "gap", "few")


class Measure(Struct, frozen=True, omit_defaults=True):
    """One number about one item: its value, how many answers it rests on, and how sure it is.

    `low` and `high` bound a 95 % interval where one exists; `method` says which.
    """

    name: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None
    method: str = ""


class Distribution(Struct, frozen=True, omit_defaults=True):
    """How the answers to one item in one phase are spread: counts by value, as written in JSON.

    `counts` is None where fewer than the least number answered. With `in_classes` they are of three
    classes, each under the value beside the middle that is on its side, and there are no quartiles.
    """

    phase: str
    n: int
    counts: dict[str, int] | None = None
    median: float | None = None
    low_quartile: float | None = None
    high_quartile: float | None = None
    in_classes: bool = False


class StandingClaim(Struct, frozen=True, omit_defaults=True):
    """A claim that holds, with the sentence that says it, in every language."""

    claim: AnyClaim
    sentence: Text

    @property
    def outcome(self) -> str:
        """How a standing comes out that says it."""
        return self.claim.outcome


class ItemStanding(Struct, frozen=True, omit_defaults=True):
    """Where the group stands on one item: the first claim that holds of it, and its tag in words."""

    item: str
    distributions: tuple[Distribution, ...] = ()
    measures: tuple[Measure, ...] = ()
    outcome: str = "few"
    claim: AnyClaim | None = None
    tag: Text | None = None

    def measure(self, name: str) -> Measure | None:
        """The measure called `name`, or None."""
        return next((m for m in self.measures if m.name == name), None)

    def distribution(self, phase: str) -> Distribution | None:
        """The distribution for `phase`, or None."""
        return next((d for d in self.distributions if d.phase == phase), None)


class Standing(Struct, frozen=True, omit_defaults=True):
    """Where the group stands on one activity.

    `n` people gave at least one answer. Below `min_answers` `items` is empty and `outcome` "few".
    `sentence` is the one sentence to say, in every language; `about` are the items it names.
    `claims` are all that hold, by how much they surprise; the first is the one that `sentence` says,
    so that `outcome` and `about` are its own. `details` is the kind's own, for its chart; `measures` are
    about the whole, not about one item. They too obey `min_answers`. `by_hand` of the `n` answered on
    paper; `silent` are those in the room who gave no answer.
    """

    activity: str
    turn: int
    kind: str
    n: int
    min_answers: int
    outcome: str
    sentence: Text
    items: tuple[ItemStanding, ...] = ()
    details: dict[str, Any] = {}
    measures: tuple[Measure, ...] = ()
    about: tuple[str, ...] = ()
    by_hand: int = 0
    claims: tuple[StandingClaim, ...] = ()
    silent: int = 0

    @property
    def enough(self) -> bool:
        """Whether enough people answered for anything but the count to be shown."""
        return self.n >= self.min_answers

    def item(self, id: str) -> ItemStanding | None:
        """The standing of one item, or None."""
        return next((item for item in self.items if item.item == id), None)

    def measure(self, name: str) -> Measure | None:
        """The measure of the whole called `name`, or None."""
        return next((m for m in self.measures if m.name == name), None)

    @property
    def claim(self) -> AnyClaim | None:
        """The claim that is said; None where too few answered, or a kind has none."""
        return self.claims[0].claim if self.claims else None

    @property
    def debriefs(self) -> tuple[str, ...]:
        """Under which keys the question to debrief it is looked for, the most particular first."""
        return self.claim.debriefs if self.claim else (self.outcome,)

    def highlighting(self, key: str) -> "Standing":
        """The standing that says the claim with that key first; itself where it doesn't hold."""
        first = next((one for one in self.claims if one.claim.key == key), None)
        if first is None or first is self.claims[0]:
            return self
        return msgspec.structs.replace(
            self,
            outcome=first.outcome,
            sentence=first.sentence,
            about=first.claim.about,
            claims=(first, *(one for one in self.claims if one is not first)),
        )

    def without(self, gone: Collection[str], sentence: Text) -> "Standing":
        """The standing without the items `gone`; with another `sentence` where it named one of them."""
        if not gone:
            return self
        return msgspec.structs.replace(
            self,
            items=tuple(item for item in self.items if item.item not in gone),
            details=_without(self.details, gone),
            sentence=sentence if set(self.about) & set(gone) else self.sentence,
            about=tuple(item for item in self.about if item not in gone),
            claims=tuple(one for one in self.claims if not set(one.claim.about) & set(gone)),
        )

    def spoken(self, languages: Collection[str]) -> "Standing":
        """The standing in words of some languages only."""

        def kept(words: Text) -> Text:
            return {language: words[language] for language in languages if language in words}

        return msgspec.structs.replace(
            self,
            sentence=kept(self.sentence),
            items=tuple(
                msgspec.structs.replace(item, tag=kept(item.tag)) if item.tag else item
                for item in self.items
            ),
            claims=tuple(
                msgspec.structs.replace(one, sentence=kept(one.sentence)) for one in self.claims
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, as a reveal stores them."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Standing":
        """The standing that a reveal stored."""
        return msgspec.convert(plain, cls)


def _without(part: Any, gone: Collection[str]) -> Any:
    """A kind's details without what stands under the id of an item that is gone, or is such an id."""
    if isinstance(part, dict):
        return {key: _without(value, gone) for key, value in part.items() if key not in gone}
    if isinstance(part, list | tuple):
        return [_without(one, gone) for one in part if not (isinstance(one, str) and one in gone)]
    return part


class Table(Struct, frozen=True):
    """The data under a chart: column names and rows of text and numbers, in one language."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
