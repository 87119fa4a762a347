"""Everything that can have happened in a session: one frozen class an event, a leaf of the imports.

An event is stored as JSON with its class name in snake case under ``type``; when it happened and at
which position stand beside it in the log (`Entry`). Whatever time or chance decided is in the event,
so that folding a log needs neither clock nor random generator. Times are whole milliseconds since
1970 (UTC).
"""

import re
from enum import Flag, auto
from typing import Any, ClassVar, NamedTuple

from msgspec import Struct

from tamtam.deck.deck import Deck
from tamtam.standing.cross_tab import CrossTab


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Tells(Flag):
    """Whose page an event changes: what all phones see, and what single ones see of their own."""

    NOBODY = 0
    #: What every phone sees alike.
    SHARED = auto()
    #: What each phone sees of its own.
    EACH = auto()
    #: What the participant it names sees of their own.
    OWN = auto()
    #: What the author of the item it names sees of their own, or their table.
    AUTHOR = auto()


class Event(Struct, frozen=True, omit_defaults=True, tag_field="type", tag=_snake, gc=False):
    """What every event is: immutable, told apart by ``type``, and in no cycle of references.

    Each says in `tells` whose page it changes.
    """

    tells: ClassVar[Tells]


class SessionOpened(Event, frozen=True):
    """A session began. Its deck, as its audience reads it, stays in the log: no file is read again.

    `kinds` maps each kind to a hash of its code; `min_answers` is the least number of answers for a
    distribution to be shown; `rehearsal` marks a session whose participants are simulated; `follows` is the
    code of the session that it asks again, "" where there is none.
    """

    tells = Tells.NOBODY
    workshop: str
    deck: Deck
    kinds: dict[str, str]
    seed: int
    min_answers: int
    audience: str
    language: str
    cut: str
    rehearsal: bool = False
    follows: str = ""


class Joined(Event, frozen=True):
    """A participant came in, under an alias that nobody else in the session has.

    `number` counts everybody who ever came in, from 1: items are dealt by it.
    """

    tells = Tells.NOBODY
    participant: str
    alias: str
    language: str
    simulated: bool = False
    number: int = 0


class Renamed(Event, frozen=True):
    """A participant took another alias."""

    tells = Tells.OWN
    participant: str
    alias: str


class DoorTurned(Event, frozen=True):
    """The door was closed, so that nobody new comes in, or opened again."""

    tells = Tells.SHARED
    closed: bool


class LanguageChosen(Event, frozen=True):
    """A participant reads in another language now."""

    tells = Tells.OWN
    participant: str
    language: str


class ExtraTimeSet(Event, frozen=True):
    """A participant asked for extra time or was given it, from now on; or has it no more."""

    tells = Tells.OWN
    participant: str
    granted: bool = True


class Rated(Event, frozen=True):
    """What a participant says of the session itself: to a question a value from 1 to 5; the latest counts."""

    tells = Tells.OWN
    participant: str
    question: str
    value: int


class ComparisonAllowed(Event, frozen=True):
    """A participant wants to be compared with themselves when the same is asked again, or no more.

    Until then their answers to what is asked again are kept, also where all others are erased.
    """

    tells = Tells.NOBODY
    participant: str
    allowed: bool = True


class FormerNamed(Event, frozen=True):
    """A participant was in the session that this one asks again: there they are `former`, "" for no more."""

    tells = Tells.NOBODY
    participant: str
    former: str = ""


class ChoiceKept(Event, frozen=True):
    """What somebody alone keeps beside their answers; None takes it back.

    A bet, whom they play with, or what a form holds that isn't sent: words of one's own, as JSON.
    """

    tells = Tells.NOBODY
    participant: str
    name: str
    value: int | str | tuple[str, ...] | None


class Seated(Event, frozen=True):
    """Participants sit at tables from now on: `tables` maps a table's number to the participants at it."""

    tells = Tells.EACH
    tables: dict[int, tuple[str, ...]]


class SatDown(Event, frozen=True):
    """A participant sits at another table than before: one they chose or, coming late, the smallest."""

    tells = Tells.OWN
    participant: str
    table: int


class ActivityOpened(Event, frozen=True):
    """Answers to an activity are taken from now on. `turn` 1 is the first time it is asked.

    `ends_at` is when its time is up, None without a timer. With `by_table` each table proposes one item;
    with `talk` it is talked about: what is chosen stays on each phone. `tables` says who plays at which, if
    it is a game.
    """

    tells = Tells.SHARED
    activity: str
    turn: int
    ends_at: int | None = None
    by_table: bool = False
    talk: bool = False
    tables: dict[int, tuple[str, ...]] = {}


class CardsTurned(Event, frozen=True):
    """In an activity that is talked about, phones show what was chosen on them, each to its holder."""

    tells = Tells.SHARED
    activity: str


class ActivityClosed(Event, frozen=True):
    """No more answers are taken. `reason`: "facilitator", "time", "rounds", "reveal",
    "next", "skip" or "end".

    Of those with extra time they are taken until `late_until`, unless it is revealed before.
    """

    tells = Tells.SHARED
    activity: str
    reason: str
    late_until: int | None = None


class RoundOpened(Event, frozen=True):
    """A round of the open activity began. `dealt` are the items dealt in it, so many to a `hand`.

    Items that are not among them wait. With a hand of 0 it is as large as the deck says; where nothing is
    dealt, everybody answers all.
    """

    tells = Tells.SHARED | Tells.EACH
    activity: str
    number: int
    ends_at: int | None = None
    dealt: tuple[str, ...] = ()
    hand: int = 0


class RoundClosed(Event, frozen=True):
    """A round ended. `reason`: "facilitator", "all" (everybody had answered) or "time"."""

    tells = Tells.SHARED | Tells.EACH
    activity: str
    number: int
    reason: str


class TimerChanged(Event, frozen=True):
    """The open activity's timer runs until `ends_at`, or stands still with `left` ms to go."""

    tells = Tells.SHARED
    activity: str
    ends_at: int | None = None
    left: int | None = None


class Answered(Event, frozen=True):
    """A participant's answer to one item in one phase. The latest counts; `key` makes it count once.

    `turn` is the time of asking that it answers; `value` None takes the answer back.
    """

    tells = Tells.NOBODY  # but another phone of theirs, and who waits at their table
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

    tells = Tells.NOBODY
    activity: str
    sheet: str
    turn: int
    rows: tuple[tuple[tuple[str, str, Any], ...], ...]
    counts: bool = False


class SheetWithdrawn(Event, frozen=True):
    """What was typed in from a sheet was taken back: it is erased from the log and counts no more."""

    tells = Tells.NOBODY
    activity: str
    sheet: str


class ItemProposed(Event, frozen=True):
    """A participant, or the facilitator where None, proposed an item; `held` until it is approved.

    `table` is the one it is proposed for, where each table proposes one; 0 elsewhere.
    """

    tells = Tells.SHARED | Tells.AUTHOR
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

    tells = Tells.NOBODY
    activity: str
    items: tuple[str, ...]


class ItemWithdrawn(Event, frozen=True):
    """A participant took back an item of their own."""

    tells = Tells.SHARED | Tells.OWN
    activity: str
    item: str
    participant: str


class ItemEdited(Event, frozen=True):
    """The text of an item was changed."""

    tells = Tells.SHARED | Tells.AUTHOR
    activity: str
    item: str
    text: str


class ItemMerged(Event, frozen=True):
    """An item says the same as another: what is answered to it counts for `into`; "" parts them again."""

    tells = Tells.SHARED | Tells.AUTHOR
    activity: str
    item: str
    into: str


class ItemHidden(Event, frozen=True):
    """An item is shown no more (`hidden`), or is approved or shown again."""

    tells = Tells.SHARED | Tells.AUTHOR
    activity: str
    item: str
    hidden: bool = True


class QuestionMarked(Event, frozen=True):
    """A question asked aside was taken up ("now"), "answered", left for "later", "parked", or unmarked."""

    tells = Tells.SHARED
    item: str
    mark: str


class Revealed(Event, frozen=True):
    """The standing of an activity was frozen and shown: `show` is "chart", "shift", "sentence" or "nothing".

    `shift` is what moved since it was asked before, frozen with it; None where that can't be told.
    """

    tells = Tells.SHARED
    activity: str
    turn: int
    show: str
    standing: dict[str, Any]
    shift: dict[str, Any] | None = None


class Focused(Event, frozen=True):
    """The chart of an activity shows one facet of it from now on; `facet` "" is the whole."""

    tells = Tells.NOBODY
    activity: str
    turn: int
    facet: str = ""


class Highlighted(Event, frozen=True):
    """What is revealed next of an activity says this claim first, by its key; "" what stands out most."""

    tells = Tells.NOBODY
    activity: str
    turn: int
    claim: str = ""


class DeckEdited(Event, frozen=True):
    """The deck of this session was changed while it ran; a picture that it had is not in it again."""

    tells = Tells.SHARED
    deck: Deck


class Planned(Event, frozen=True):
    """The facilitator changed what is still to come: `steps` in their order, activities and pauses.

    What isn't among them is left out; what was asked already is to be asked again. `cut` is the one
    whose minutes count from now on, "" where that stays.
    """

    tells = Tells.NOBODY
    steps: tuple[str, ...]
    cut: str = ""


class PauseBegan(Event, frozen=True):
    """A step without an activity began, "welcome" or "break"; or the one under way has another end.

    `ends_at` is when it is planned to end, None where that is open. It goes on until the next step begins.
    """

    tells = Tells.SHARED
    pause: str
    ends_at: int | None = None


class CrossTabulated(Event, frozen=True):
    """Two questions were crossed, each an activity, an item and a phase; `told` is all that was told.

    It stays until so many people's answers have changed that no single one can be read off.
    """

    tells = Tells.NOBODY
    first: tuple[str, str, str]
    second: tuple[str, str, str]
    told: CrossTab


class Agreed(Event, frozen=True):
    """The room agreed aloud on one thing to try: what, who looks after it, until when. The last counts."""

    tells = Tells.NOBODY
    what: str
    who: str = ""
    until: str = ""


class Noted(Event, frozen=True):
    """The facilitator wrote a note, about an activity if it is named."""

    tells = Tells.NOBODY
    text: str
    activity: str | None = None


class Forgotten(Event, frozen=True):
    """A participant asked to be forgotten: what they gave is erased from the log and counts no more."""

    tells = Tells.OWN
    participant: str


class Pruned(Event, frozen=True):
    """Every single answer was erased from the log. What was revealed stays as it was shown."""

    tells = Tells.NOBODY


class PrunedButSpared(Event, frozen=True):
    """Every single answer was erased, but those kept for who wants to be compared when it is asked again."""

    tells = Tells.NOBODY


class SessionClosed(Event, frozen=True):
    """The session is over. Nothing is taken any more."""

    tells = Tells.SHARED


AnyEvent = (
    SessionOpened
    | Joined
    | Renamed
    | DoorTurned
    | LanguageChosen
    | ExtraTimeSet
    | Rated
    | ComparisonAllowed
    | FormerNamed
    | ChoiceKept
    | Seated
    | SatDown
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
    | Highlighted
    | DeckEdited
    | Planned
    | PauseBegan
    | CrossTabulated
    | Agreed
    | Noted
    | Forgotten
    | Pruned
    | PrunedButSpared
    | SessionClosed
)


#: Events that say in `activity` and `item` what they are about.
AboutItem = ItemProposed | ItemEdited | ItemMerged | ItemHidden


def whose(event: AnyEvent) -> str:
    """The participant whose own page an event changes, of those that tell `OWN`."""
    named: str = getattr(event, "participant")  # noqa: B009 — a test holds that each names one
    return named


class Entry(NamedTuple):
    """An event with its place in the log of its session: positions count 1, 2, 3 … in commit order.

    `event` is None where it was erased.
    """

    position: int
    at: int
    event: AnyEvent | None
