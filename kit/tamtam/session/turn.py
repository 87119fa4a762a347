"""One asking of an activity: what was given and what counts of it, what was frozen and shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tamtam.kinds.parts.history import History
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.session import events as e
from tamtam.session.freeze import Freeze, Own
from tamtam.session.paper_sheet import PaperSheet
from tamtam.standing.standing import Standing


@dataclass(slots=True)
class Turn:
    """One asking of an activity: turn 1, and another each time it is asked again.

    `history` is what the kind keeps of the order in which answers came, if it keeps any. `answers`
    holds each participant's latest answers that count, by slot; `given` all they gave, where items are
    collected. `complete` are those who did all they are asked (in the present round, if the activity
    has rounds); `changed_at` the position of the last event that changed an answer, or which claim is
    said first: `highlight`, by its key, "" for the one that stands out most; `round` the present
    round's number, 0 without, `over` how many are over; `dealt` the items that are dealt to
    participants, so many to a `hand` (0: as many as the deck says); `tables` who sits where; `sheets`
    what was entered from paper; `standing` what was revealed last, frozen, at position `revealed_at`,
    with `show` ("chart", "shift", "sentence", "nothing"); `frozen` all that was revealed of it, the
    last one last. `shift` is what had moved since the time before, frozen with it; it stays
    `shift_shown` until less than a chart is shown. `facet` is which of its facets a chart of it shows,
    "" for the whole.
    """

    number: int
    tally: Tally
    history: History | None = None
    answers: dict[str, dict[Slot, Any]] = field(default_factory=dict)
    given: dict[str, dict[Slot, Any]] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)
    changed_at: int = 0
    round: int = 0
    over: int = 0
    dealt: tuple[str, ...] = ()
    hand: int = 0
    tables: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    sheets: dict[str, PaperSheet] = field(default_factory=dict)
    standing: Standing | None = None
    show: str | None = None
    revealed_at: int = 0
    frozen: list[Freeze] = field(default_factory=list)
    shift: Standing | None = None
    shift_shown: bool = False
    by_table: bool = False
    talk: bool = False
    turned: bool = False
    facet: str = ""
    highlight: str = ""

    def table_of(self, participant: str) -> int:
        """The table that someone sat at when it was opened; 0 for who came later."""
        seated = (table for table, ids in self.tables.items() if participant in ids)
        return next(seated, 0)

    def members(self, table: int) -> set[str]:
        """Who sits at a table, without those who were forgotten."""
        return set(self.tables.get(table, ())) - {""}

    @property
    def shows_chart(self) -> bool:
        """Whether more than a sentence was revealed: where it stands, or what moved beside it."""
        return self.show in ("chart", "shift")

    def reveal(self, event: e.Revealed, position: int) -> None:
        """Freeze and show what was revealed. What is shown again as it was stays as old as it is."""
        standing = Standing.from_json(event.standing)
        if standing != self.standing:
            self.frozen.append(Freeze())
        self.standing, self.show, self.revealed_at = standing, event.show, position
        self.shift = Standing.from_json(event.shift) if event.shift else None
        self.shift_shown = self.shows_chart and (self.shift_shown or event.show == "shift")

    def own(self, participant: str) -> Own:
        """All that somebody gave, whether it counts or not."""
        answers: Own = self.answers.get(participant, {})
        return self.given.get(participant, answers)

    @property
    def changed(self) -> set[str]:
        """Those whose answers are others than when it was revealed last."""
        return self.frozen[-1].changed(self.own) if self.frozen else set()

    def holds(self, min_answers: int) -> bool:
        """Whether what was revealed stays as it is: a newer one would tell what a few answered."""
        if not self.frozen:
            return False
        if len(self.changed) < min_answers:
            return True
        left = any(one.somebody_left for one in self.frozen)
        slots = {slot for own in self.answers.values() for slot in own} if left else set()
        return any(one.tells_a_few(self.own, slots, min_answers) for one in self.frozen)

    def on_paper(self) -> set[str]:
        """The answerers who are a row of a sheet."""
        return {id for sheet in self.sheets.values() for id in sheet.ids}

    def count(self, participant: str, slot: Slot, value: Any) -> None:
        """Let a value count as a participant's answer to a slot; None takes the answer back."""
        own = self.answers.get(participant)
        if own is None:
            if value is None:
                return
            own = self.answers[participant] = {}
        self.tally.update(own, slot, value)
        if self.history is not None and own.get(slot) != value:
            self.history.take(participant, slot, value)
        if value is not None:
            own[slot] = value
            return
        own.pop(slot, None)
        if not own:
            del self.answers[participant]

    def recount(self, tally: Tally, counting: Iterable[tuple[str, Slot, Any]]) -> None:
        """Count anew, from an empty tally; the history is told of what is otherwise now."""
        before, history = self.answers, self.history
        self.tally, self.answers, self.history = tally, {}, None
        for participant, slot, value in counting:
            self.count(participant, slot, value)
        self.history = history
        if history is not None:
            for participant, slot, value in _differences(before, self.answers):
                history.take(participant, slot, value)


def _differences(
    before: Mapping[str, Mapping[Slot, Any]], after: Mapping[str, Mapping[Slot, Any]]
) -> Iterator[tuple[str, Slot, Any]]:
    """What counts no more, with None, then what counts now and didn't, each in the order it came."""
    for participant, own in before.items():
        now = after.get(participant, {})
        yield from ((participant, slot, None) for slot in own if slot not in now)
    for participant, own in after.items():
        was = before.get(participant, {})
        yield from ((participant, slot, v) for slot, v in own.items() if was.get(slot) != v)
