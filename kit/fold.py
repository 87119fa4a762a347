"""Events in, state out: what a session is now, from nothing but its log.

The fold reads no clock, no random generator and no file, and each event costs O(1), so that the same
log gives the same state on any machine and a follower keeps up whatever the size of the session.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from kit import events as e
from kit import kinds
from kit.deck import WELCOME, Activity, Deck, Item
from kit.errors import TamtamError
from kit.kinds.kind import Gathered, Kind
from kit.kinds.tally import Slot, Tally
from kit.standing.standing import Standing

Status = Literal["waiting", "open", "closed", "revealed"]


@dataclass(slots=True)
class Participant:
    """Someone in the session. `table` is where they were last seated, None before that."""

    id: str
    alias: str
    language: str
    simulated: bool
    joined_at: int
    table: int | None = None


@dataclass(slots=True)
class Turn:
    """One asking of an activity: turn 1, and another each time it is asked again.

    `answers` holds each participant's latest answers by slot; `complete` those who answered every
    slot; `changed_at` the position of the last event that changed an answer; `standing` what was
    revealed last, frozen, at position `revealed_at`, with `show` ("chart", "sentence", "nothing");
    `changed` those whose answers changed since.
    """

    number: int
    tally: Tally
    answers: dict[str, dict[Slot, Any]] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)
    changed_at: int = 0
    standing: Standing | None = None
    show: str | None = None
    revealed_at: int = 0
    changed: set[str] = field(default_factory=set)

    def holds(self, min_answers: int) -> bool:
        """Whether what was revealed stays as it is: a newer one would tell what a few answered."""
        return self.standing is not None and len(self.changed) < min_answers


@dataclass(slots=True)
class Asked:
    """An activity in this session: where it is in its life, and every turn it was asked."""

    activity: Activity
    kind: Kind
    slots: frozenset[Slot]
    status: Status = "waiting"
    turns: list[Turn] = field(default_factory=list)
    opened_at: int | None = None
    ends_at: int | None = None
    left: int | None = None

    @property
    def turn(self) -> Turn:
        """The present turn; an empty first one where the activity wasn't asked yet."""
        return self.turns[-1] if self.turns else Turn(1, self.kind.tally(self.activity))


def _asked(activity: Activity) -> Asked:
    kind = kinds.get(activity.kind)
    return Asked(activity, kind, frozenset(kind.slots(activity)))


class State:
    """What a session is after `position` events, the last of them at `at` (ms since 1970).

    `asked` maps activity ids, in the deck's order, to their life so far; `current` is the one opened
    last. `begun` has when each step began, activities and pauses; `plan` the steps still to come, with
    the minutes of `cut`. `content_of_key` recognises an answer that is sent twice: per participant and
    key, a hash of what was sent with it.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.position = 0
        self.at = 0
        self.opened: e.SessionOpened | None = None
        self.opened_at = 0
        self.participants: dict[str, Participant] = {}
        self.aliases: dict[str, str] = {}
        self.asked: dict[str, Asked] = {}
        self.current: str | None = None
        self.feedback: dict[str, Any] = {}
        self.content_of_key: dict[tuple[str, str], int] = {}
        self.notes: list[e.Noted] = []
        self.begun: list[tuple[int, str]] = []
        self.plan: tuple[str, ...] = ()
        self.cut = ""
        self.over = False
        self.closed_at: int | None = None
        self.pruned = False

    @property
    def session(self) -> e.SessionOpened:
        """How the session was opened. Raises TamtamError where its first event isn't there."""
        if self.opened is None:
            raise TamtamError("no_such_session", code=self.code)
        return self.opened

    @property
    def deck(self) -> Deck:
        """The deck of this session, as last edited."""
        return self.session.deck

    @property
    def min_answers(self) -> int:
        """The least number of answers to show a distribution; 1 for a person alone with their own."""
        return 1 if self.session.audience == "alone" else self.session.min_answers

    @property
    def step(self) -> str | None:
        """The step under way, an activity or a pause; None before the first."""
        return self.begun[-1][1] if self.begun else None

    def activity(self, id: str) -> Asked:
        """The activity called `id` in this session. Raises TamtamError naming those there are."""
        if id not in self.asked:
            raise TamtamError("no_such_activity", activity=id, activities=", ".join(self.asked))
        return self.asked[id]

    def standing(self, activity: str, turn: int | None = None) -> Standing:
        """Where the group stands on an activity now, in its present turn or in turn number `turn`."""
        asked = self.activity(activity)
        chosen = asked.turn if turn is None or not asked.turns else asked.turns[turn - 1]
        related = {
            id: self.asked[id].turn.answers
            for id in asked.kind.related(asked.activity)
            if id in self.asked
        }
        gathered = Gathered(
            *(chosen.number, chosen.tally, len(chosen.answers), self.min_answers),
            answers=chosen.answers,
            related=related,
        )
        return asked.kind.standing(asked.activity, gathered)

    def apply(self, entry: e.Entry) -> None:
        """Take one more event in. An erased one only moves the position."""
        self.position = entry.position
        self.at = entry.at
        if entry.event is not None:
            _APPLY[type(entry.event)](self, entry.event, entry.at)

    # --- one function an event

    def _session_opened(self, event: e.SessionOpened, at: int) -> None:
        self.opened = event
        self.opened_at = at
        self.asked = {activity.id: _asked(activity) for activity in event.deck.activities}
        self.cut = event.cut
        self.plan = event.deck.steps(event.cut)

    def _joined(self, event: e.Joined, at: int) -> None:
        self.participants[event.participant] = Participant(
            event.participant, event.alias, event.language, event.simulated, at
        )
        self.aliases[alias_key(event.alias)] = event.participant

    def _renamed(self, event: e.Renamed, at: int) -> None:
        if participant := self.participants.get(event.participant):
            self.aliases.pop(alias_key(participant.alias), None)
            participant.alias = event.alias
            self.aliases[alias_key(event.alias)] = event.participant

    def _language_chosen(self, event: e.LanguageChosen, at: int) -> None:
        if participant := self.participants.get(event.participant):
            participant.language = event.language

    def _seated(self, event: e.Seated, at: int) -> None:
        table_of = {id: table for table, seated in event.tables.items() for id in seated}
        for participant in self.participants.values():
            participant.table = table_of.get(participant.id)

    def _activity_opened(self, event: e.ActivityOpened, at: int) -> None:
        asked = self.asked[event.activity]
        if event.turn > len(asked.turns):
            asked.turns.append(Turn(event.turn, asked.kind.tally(asked.activity)))
        asked.status = "open"
        asked.opened_at = at
        asked.ends_at = event.ends_at
        asked.left = None
        self.current = event.activity
        self._begin(event.activity, at)

    def _begin(self, step: str, at: int) -> None:
        if step != self.step:  # one that is opened anew at once goes on
            self.begun.append((at, step))
            # Once anything else began, the welcome is over, whether or not somebody took note of it.
            self.plan = _without(_without(self.plan, step), WELCOME)

    def _activity_closed(self, event: e.ActivityClosed, at: int) -> None:
        asked = self.asked[event.activity]
        if asked.status == "waiting":
            self.plan = _without(self.plan, event.activity)
        asked.status = "revealed" if asked.turn.show else "closed"
        asked.ends_at = asked.left = None

    def _round_opened(self, event: e.RoundOpened, at: int) -> None:
        self.asked[event.activity].ends_at = event.ends_at

    def _round_closed(self, event: e.RoundClosed, at: int) -> None:
        self.asked[event.activity].ends_at = None
        self.feedback.update(
            {id: told for id, told in event.feedback.items() if id in self.participants}
        )

    def _timer_changed(self, event: e.TimerChanged, at: int) -> None:
        asked = self.asked[event.activity]
        asked.ends_at, asked.left = event.ends_at, event.left

    def _answered(self, event: e.Answered, at: int) -> None:
        asked = self.asked[event.activity]
        turn = asked.turns[event.turn - 1]
        participant = event.participant
        own = turn.answers.get(participant)
        if own is None:
            own = turn.answers[participant] = {}
        slot = (event.item, event.phase)
        turn.tally.update(own, slot, event.value)
        turn.changed_at = self.position
        if turn.standing is not None:
            turn.changed.add(participant)
        self.content_of_key[(participant, event.key)] = content_of(event)
        if event.value is None:
            _forget_slot(turn, participant, own, slot)
            return
        own[slot] = event.value
        if len(own) == len(asked.slots):
            turn.complete.add(participant)

    def _item_proposed(self, event: e.ItemProposed, at: int) -> None:
        asked = self.asked[event.activity]
        words = dict.fromkeys(self.deck.languages, event.text)
        self._set_items(asked, (*asked.activity.items, Item(event.item, words)))

    def _item_edited(self, event: e.ItemEdited, at: int) -> None:
        asked = self.asked[event.activity]
        words = dict.fromkeys(self.deck.languages, event.text)
        self._set_items(
            asked,
            tuple(
                msgspec.structs.replace(item, text=words) if item.id == event.item else item
                for item in asked.activity.items
            ),
        )

    def _item_gone(self, event: e.ItemMerged | e.ItemHidden, at: int) -> None:
        asked = self.asked[event.activity]
        kept = tuple(item for item in asked.activity.items if item.id != event.item)
        self._set_items(asked, kept)

    def _set_items(self, asked: Asked, items: tuple[Item, ...]) -> None:
        asked.activity = msgspec.structs.replace(asked.activity, items=items)
        asked.slots = frozenset(asked.kind.slots(asked.activity))

    def _revealed(self, event: e.Revealed, at: int) -> None:
        asked = self.asked[event.activity]
        turn = asked.turns[event.turn - 1]
        standing = Standing.from_json(event.standing)
        if standing != turn.standing:
            turn.changed.clear()
        turn.standing, turn.show, turn.revealed_at = standing, event.show, self.position
        asked.status = "revealed"

    def _deck_edited(self, event: e.DeckEdited, at: int) -> None:
        before, after = self.deck.steps(self.cut), event.deck.steps(self.cut)
        added = (step for step in after if step not in before)
        self.plan = (*(step for step in self.plan if step in after), *added)
        self.opened = msgspec.structs.replace(self.session, deck=event.deck)
        fresh = {activity.id: _asked(activity) for activity in event.deck.activities}
        for id, asked in self.asked.items():
            if asked.turns and id in fresh:
                asked.activity = fresh[id].activity
                asked.slots = fresh[id].slots
                fresh[id] = asked
        self.asked = fresh

    def _planned(self, event: e.Planned, at: int) -> None:
        self.plan = event.steps
        self.cut = event.cut or self.cut

    def _pause_began(self, event: e.PauseBegan, at: int) -> None:
        self._begin(event.pause, at)

    def _noted(self, event: e.Noted, at: int) -> None:
        self.notes.append(event)

    def _forgotten(self, event: e.Forgotten, at: int) -> None:
        """Take a participant out, as if they had never come; what was revealed stays revealed."""
        if participant := self.participants.pop(event.participant, None):
            self.aliases.pop(alias_key(participant.alias), None)
        self.feedback.pop(event.participant, None)
        for key in [key for key in self.content_of_key if key[0] == event.participant]:
            del self.content_of_key[key]
        for asked in self.asked.values():
            for turn in asked.turns:
                _take_back(turn, event.participant, self.position)

    def _pruned(self, event: e.Pruned, at: int) -> None:
        """Take all answers out, as they are in the log no more; what was revealed stays revealed."""
        self.pruned = True
        self.feedback.clear()
        self.content_of_key.clear()
        for asked in self.asked.values():
            for turn in asked.turns:
                for participant in list(turn.answers):
                    _take_back(turn, participant, self.position)

    def _session_closed(self, event: e.SessionClosed, at: int) -> None:
        self.over = True
        self.closed_at = at


def _without(plan: tuple[str, ...], step: str) -> tuple[str, ...]:
    """A plan without the first time that `step` stands in it."""
    if step not in plan:
        return plan
    number = plan.index(step)
    return (*plan[:number], *plan[number + 1 :])


def _forget_slot(turn: Turn, participant: str, own: dict[Slot, Any], slot: Slot) -> None:
    own.pop(slot, None)
    turn.complete.discard(participant)
    if not own:
        del turn.answers[participant]


def _take_back(turn: Turn, participant: str, position: int) -> None:
    own = turn.answers.get(participant, {})
    turn.changed.discard(participant)  # folded again, their answers won't be there
    for slot in list(own):
        turn.tally.update(own, slot, None)
        turn.changed_at = position
        _forget_slot(turn, participant, own, slot)


def alias_key(alias: str) -> str:
    """What makes two aliases the same to a reader: case and spaces don't count."""
    return " ".join(alias.split()).casefold()


def content_of(answer: e.Answered) -> int:
    """A hash of what an answer says, to tell a repeated sending from another use of its key."""
    said = (answer.activity, answer.turn, answer.item, answer.phase, answer.value)
    return hash(msgspec.json.encode(said, order="sorted"))


_APPLY: dict[type, Callable[[State, Any, int], None]] = {
    e.SessionOpened: State._session_opened,
    e.Joined: State._joined,
    e.Renamed: State._renamed,
    e.LanguageChosen: State._language_chosen,
    e.Seated: State._seated,
    e.ActivityOpened: State._activity_opened,
    e.ActivityClosed: State._activity_closed,
    e.RoundOpened: State._round_opened,
    e.RoundClosed: State._round_closed,
    e.TimerChanged: State._timer_changed,
    e.Answered: State._answered,
    e.ItemProposed: State._item_proposed,
    e.ItemEdited: State._item_edited,
    e.ItemMerged: State._item_gone,
    e.ItemHidden: State._item_gone,
    e.Revealed: State._revealed,
    e.DeckEdited: State._deck_edited,
    e.Planned: State._planned,
    e.PauseBegan: State._pause_began,
    e.Noted: State._noted,
    e.Forgotten: State._forgotten,
    e.Pruned: State._pruned,
    e.SessionClosed: State._session_closed,
}
