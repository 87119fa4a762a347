"""Everything that can have happened in a session: one frozen class an event, a leaf of the imports.

An event is stored as JSON with its class name in snake case under ``type``; when it happened and at
which position stand beside it in the log (`Entry`). Whatever time or chance decided is in the event,
so that folding a log needs neither clock nor random generator. Times are whole milliseconds since
1970 (UTC).
"""

import re
from typing import Any, NamedTuple

from msgspec import Struct

from tamtam.deck.deck import Deck
from tamtam.standing.cross_tab import CrossTab


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Event(Struct, frozen=True, omit_defaults=True, tag_field="type", tag=_snake, gc=False):
    """What every event is: immutable, told apart by ``type``, and in no cycle of references."""


class SessionOpened(Event, frozen=True):
    """A session began. Its deck, as its audience reads it, stays in the log: no file is read again.

    `kinds` maps each kind to a hash of its code; `min_answers` is the least number of answers for a
    distribution to be shown; `rehearsal` marks a session whose participants are simulated.
    """

    workshop: str
    deck: Deck
    kinds: dict[str, str]
    seed: int
    min_answers: int
    audience: str
    language: str
    cut: str
    rehearsal: bool = False


class Joined(Event, frozen=True):
    """A participant came in, under an alias that nobody else in the session has.

    `number` counts everybody who ever came in, from 1: items are dealt by it.
    """

    participant: str
    alias: str
    language: str
    simulated: bool = False
    number: int = 0


class Renamed(Event, frozen=True):
    """A participant took another alias."""

    participant: str
    alias: str


class LanguageChosen(Event, frozen=True):
    """A participant reads in another language now."""

    participant: str
    language: str


class ExtraTimeSet(Event, frozen=True):
    """A participant asked for extra time or was given it, from now on; or has it no more."""

    participant: str
    granted: bool = True


class Seated(Event, frozen=True):
    """Participants were put at tables: `tables` maps a table's number to the participants at it."""

    tables: dict[int, tuple[str, ...]]


class ActivityOpened(Event, frozen=True):
    """Answers to an activity are taken from now on. `turn` 1 is the first time it is asked.

    `ends_at` is when its time is up, None without a timer. With `by_table` each table proposes one item;
    with `talk` it is talked about: what is chosen stays on each phone.
    """

    activity: str
    turn: int
    ends_at: int | None = None
    by_table: bool = False
    talk: bool = False


class CardsTurned(Event, frozen=True):
    """In an activity that is talked about, phones show what was chosen on them, each to its holder."""

    activity: str


class ActivityClosed(Event, frozen=True):
    """No more answers are taken. `reason`: "facilitator", "time", "rounds", "reveal",
    "next", "skip" or "end".

    Of those with extra time they are taken until `late_until`, unless it is revealed before.
    """

    activity: str
    reason: str
    late_until: int | None = None


class RoundOpened(Event, frozen=True):
    """A round of the open activity began. `dealt` are the items dealt to participants in it."""

    activity: str
    number: int
    ends_at: int | None = None
    dealt: tuple[str, ...] = ()


class RoundClosed(Event, frozen=True):
    """A round ended. `reason`: "facilitator", "all" (everybody had answered) or "time"."""

    activity: str
    number: int
    reason: str


class TimerChanged(Event, frozen=True):
    """The open activity's timer runs until `ends_at`, or stands still with `left` ms to go."""

    activity: str
    ends_at: int | None = None
    left: int | None = None


class Answered(Event, frozen=True):
    """A participant's answer to one item in one phase. The latest counts; `key` makes it count once.

    `turn` is the time of asking that it answers; `value` None takes the answer back.
    """

    participant: str
    activity: str
    turn: int
    item: str
    phase: str
    value: Any
    key: str


class SheetEntered(Event, frozen=True):
    """Answers on paper were typed in: each of `rows` is one answerer's, as (item, phase, value).

    With `counts` only counts per value were known, and each row is a single answer.
    """

    activity: str
    sheet: str
    turn: int
    rows: tuple[tuple[tuple[str, str, Any], ...], ...]
    counts: bool = False


class SheetWithdrawn(Event, frozen=True):
    """What was typed in from a sheet was taken back: it is erased from the log and counts no more."""

    activity: str
    sheet: str


class ItemProposed(Event, frozen=True):
    """A participant, or the facilitator where None, proposed an item; `held` until it is approved.

    `table` is the one it is proposed for, where each table proposes one; 0 elsewhere.
    """

    activity: str
    item: str
    text: str
    participant: str | None = None
    held: bool = False
    key: str = ""
    table: int = 0


class ItemsCarried(Event, frozen=True):
    """An activity asks about these items of another one from now on, those that its kind found there.

    Only their ids are in it: their words stay where they were written, and go when they go there.
    """

    activity: str
    items: tuple[str, ...]


class ItemWithdrawn(Event, frozen=True):
    """A participant took back an item of their own."""

    activity: str
    item: str
    participant: str


class ItemEdited(Event, frozen=True):
    """The text of an item was changed."""

    activity: str
    item: str
    text: str


class ItemMerged(Event, frozen=True):
    """An item says the same as another: what is answered to it counts for `into`; "" parts them again."""

    activity: str
    item: str
    into: str


class ItemHidden(Event, frozen=True):
    """An item is shown no more (`hidden`), or is approved or shown again."""

    activity: str
    item: str
    hidden: bool = True


class QuestionMarked(Event, frozen=True):
    """A question asked aside was taken up ("now"), "answered", left for "later", "parked", or unmarked."""

    item: str
    mark: str


class Revealed(Event, frozen=True):
    """The standing of an activity was frozen and shown: `show` is "chart", "shift", "sentence" or "nothing".

    `shift` is what moved since it was asked before, frozen with it; None where that can't be told.
    """

    activity: str
    turn: int
    show: str
    standing: dict[str, Any]
    shift: dict[str, Any] | None = None


class Focused(Event, frozen=True):
    """The chart of an activity shows one facet of it from now on; `facet` "" is the whole."""

    activity: str
    turn: int
    facet: str = ""


class DeckEdited(Event, frozen=True):
    """The deck of this session was changed while it ran."""

    deck: Deck


class Planned(Event, frozen=True):
    """The facilitator changed what is still to come: `steps` in their order, activities and pauses.

    What isn't among them is left out; what was asked already is to be asked again. `cut` is the one
    whose minutes count from now on, "" where that stays.
    """

    steps: tuple[str, ...]
    cut: str = ""


class PauseBegan(Event, frozen=True):
    """A step without an activity began: "welcome" or "break"."""

    pause: str


class CrossTabulated(Event, frozen=True):
    """Two questions were crossed, each an activity, an item and a phase; `told` is all that was told.

    It stays until so many people's answers have changed that no single one can be read off.
    """

    first: tuple[str, str, str]
    second: tuple[str, str, str]
    told: CrossTab


class Agreed(Event, frozen=True):
    """The room agreed aloud on one thing to try: what, who looks after it, until when. The last counts."""

    what: str
    who: str = ""
    until: str = ""


class Noted(Event, frozen=True):
    """The facilitator wrote a note, about an activity if it is named."""

    text: str
    activity: str | None = None


class Forgotten(Event, frozen=True):
    """A participant asked to be forgotten: what they gave is erased from the log and counts no more."""

    participant: str


class Pruned(Event, frozen=True):
    """Every single answer was erased from the log. What was revealed stays as it was shown."""


class SessionClosed(Event, frozen=True):
    """The session is over. Nothing is taken any more."""


AnyEvent = (
    SessionOpened
    | Joined
    | Renamed
    | LanguageChosen
    | ExtraTimeSet
    | Seated
    | ActivityOpened
    | CardsTurned
    | ActivityClosed
    | RoundOpened
    | RoundClosed
    | TimerChanged
    | Answered
    | SheetEntered
    | SheetWithdrawn
    | ItemProposed
    | ItemsCarried
    | ItemWithdrawn
    | ItemEdited
    | ItemMerged
    | ItemHidden
    | QuestionMarked
    | Revealed
    | Focused
    | DeckEdited
    | Planned
    | PauseBegan
    | CrossTabulated
    | Agreed
    | Noted
    | Forgotten
    | Pruned
    | SessionClosed
)


class Entry(NamedTuple):
    """An event with its place in the log of its session: positions count 1, 2, 3 … in commit order.

    `event` is None where it was erased.
    """

    position: int
    at: int
    event: AnyEvent | None
