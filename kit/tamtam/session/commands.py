"""Everything that can be asked of a session, by a participant or by the facilitator.

A command says what someone wants; `rules.decide` turns it into events or refuses it. The same classes
are the bodies of the server's routes and what a notebook runs without a server.
"""

from typing import Any

import msgspec
from msgspec import Struct

from tamtam.deck import formation
from tamtam.deck.deck import Deck

#: What a secret link may be for: leading from a phone, looking after proposals, the projector.
LINKS = ("clicker", "moderator", "screen", "screen_elsewhere")


class Command(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag=str.lower):
    """What every command is: immutable, and told apart by ``do``."""


class Credential(Struct, frozen=True):
    """The hash of something that proves who one is. `use`: "cookie", "words" or one of `LINKS`."""

    use: str
    digest: bytes


# --- a participant's


class Join(Command, frozen=True):
    """Come in. An empty `alias` asks for one to be made up."""

    participant: str
    alias: str = ""
    language: str = "en"
    simulated: bool = False
    credentials: tuple[Credential, ...] = ()


class Recognise(Command, frozen=True):
    """Let a participant be known by further credentials: another phone, or another network."""

    participant: str
    credentials: tuple[Credential, ...]


class Answer(Command, frozen=True):
    """Answer one item of the open activity for one phase. The same `key` twice counts once.

    `turn` None means the present one; a phone that was away says which it answers. `value` None takes
    the answer back.
    """

    participant: str
    activity: str
    item: str
    phase: str
    value: Any
    key: str
    turn: int | None = None


class Propose(Command, frozen=True):
    """Propose an item of the open activity; by the facilitator where `participant` is None.

    The same `key` twice counts once.
    """

    activity: str
    text: str
    key: str
    participant: str | None = None


class Withdraw(Command, frozen=True):
    """Take back an item of one's own."""

    participant: str
    activity: str
    item: str


class Rename(Command, frozen=True):
    """Take another alias."""

    participant: str
    alias: str


class Speak(Command, frozen=True):
    """Read in another language from now on."""

    participant: str
    language: str


class ExtraTime(Command, frozen=True):
    """Have extra time from now on, or no more: asked for without a reason, or given."""

    participant: str
    granted: bool = True


class Sit(Command, frozen=True):
    """Sit at a table of one's choice; 0 is the smallest there is, for who sits at none yet."""

    participant: str
    table: int = 0


class Rate(Command, frozen=True):
    """Say of the session itself how one found it, also once it is over; the latest counts."""

    participant: str
    question: str
    value: int


class Keep(Command, frozen=True):
    """Keep, alone, a bet under its id, under "players" whom one plays with; None takes it back.

    As JSON under "played" the games that were played to their end before, under "cohort" the counts of a
    cohort to stand beside, under "before" the answers' file of one's own of another time, under
    "draft.ID" what the form of the activity ID holds; under "step_done" what became of one's step of then.
    """

    participant: str
    name: str
    value: int | str | tuple[str, ...] | None


class AllowComparison(Command, frozen=True):
    """Want to be compared with oneself when the same is asked again, or no more."""

    participant: str
    allowed: bool = True


class NameFormer(Command, frozen=True):
    """Be who one was in the session that this one asks again; "" for no more."""

    participant: str
    former: str = ""


class Forget(Command, frozen=True):
    """Erase a participant and all they gave."""

    participant: str


class Remove(Command, frozen=True):
    """Erase these participants and all they gave, in one go; who isn't in is passed over."""

    participants: tuple[str, ...]


class Door(Command, frozen=True):
    """Close the door, or open it again: nobody new comes in, who is in comes back as ever."""

    closed: bool = True


# --- the facilitator's


class Open(Command, frozen=True):
    """Take answers to an activity; one that is open is closed first. `seconds` sets a timer.

    `again` asks it anew: the former answers are kept apart. `reopen` takes more answers to what was
    revealed already, in the same turn: what was shown stays as it was until enough have changed. Where
    people sit together for it, those `present` find a seat, everybody if none are named.
    While someone answers the one before in extra time it is refused, unless it is to be done `anyway`.
    With `by_table` each table proposes one item, which any of its members may replace.
    """

    activity: str
    seconds: int | None = None
    again: bool = False
    present: tuple[str, ...] = ()
    reopen: bool = False
    anyway: bool = False
    by_table: bool = False


class Converse(Command, frozen=True):
    """Have an activity talked about: each chooses on their phone, nothing is sent. `seconds` sets a timer."""

    activity: str
    seconds: int | None = None
    anyway: bool = False


class TurnOver(Command, frozen=True):
    """Let every phone show what was chosen on it, in an activity that is talked about."""

    activity: str


class Close(Command, frozen=True):
    """Take no more answers. `reason`: "facilitator", "time", "next" or "skip".

    `turn` and `round` are those that are meant: where it has gone on since, nothing is closed. None means
    whatever is under way.
    """

    activity: str
    reason: str = "facilitator"
    turn: int | None = None
    round: int | None = None


class Advance(Command, frozen=True):
    """End round `round` of the open activity and begin the next; behind the last one it closes.

    `round`, and `turn` if it is named, are those that are meant: a press that comes late ends nothing.
    `reason`: "facilitator", "all" or "time". Where people sit together for the next, those `present`
    are drawn into groups.
    """

    activity: str
    round: int
    reason: str = "facilitator"
    present: tuple[str, ...] = ()
    turn: int | None = None


class Show(Command, frozen=True):
    """Approve a held item, or show a hidden one again."""

    activity: str
    item: str


class Hide(Command, frozen=True):
    """Show an item no more; the answers it was given count no more, until it is shown again."""

    activity: str
    item: str


class Moderate(Command, frozen=True):
    """Let in, or hide, these items that wait: those that were read, and no other.

    `verdict` "accept" shows each; one that says to the letter what another does is merged into it, and
    goes on waiting where that one is hidden. "accept_as_one" shows the first and merges the others into
    it; "hide" hides them. What waits no more is left as it is.
    """

    activity: str
    items: tuple[str, ...]
    verdict: str = "accept"


class Merge(Command, frozen=True):
    """Let what is answered to `item` count for `into`, which says the same; "" parts them again."""

    activity: str
    item: str
    into: str = ""


class Mark(Command, frozen=True):
    """Say what becomes of a question asked aside: "now" takes it up, on the wall too; "answered", "later",
    "parked"; "" takes the mark off.
    """

    item: str
    mark: str = ""


class Edit(Command, frozen=True):
    """Change the text of an item that nobody has answered."""

    activity: str
    item: str
    text: str


class Reveal(Command, frozen=True):
    """Freeze and show a standing: `show` "chart", "shift", "sentence" or "nothing". Closes the activity.

    `shift` is what moved since it was asked before: frozen along with the standing whatever is shown.
    `position` is the log position both were computed at; if answers came since, they are refused as
    stale, so that what is shown is what was given. While someone answers in extra time it is refused,
    unless it is to be done `anyway`.
    """

    activity: str
    standing: dict[str, Any]
    position: int
    show: str = "chart"
    shift: dict[str, Any] | None = None
    anyway: bool = False


class RevealRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Have the server reveal: close what is open, work the standing out, freeze and show it (`Reveal`).

    `show` is how much of it: "chart", "shift", "sentence" or "nothing". `anyway`: also while someone
    answers in extra time. `turn` and `round` are those that are meant, None whatever is under way.
    """

    activity: str
    show: str = "chart"
    anyway: bool = False
    turn: int | None = None
    round: int | None = None


class Enter(Command, frozen=True):
    """Enter answers on paper: each of `rows` is one answerer's, as (item, phase, value).

    The same `sheet` twice counts once. With `counts` only counts per value are known, and each row
    is a single answer.
    """

    activity: str
    sheet: str
    rows: tuple[tuple[tuple[str, str, Any], ...], ...]
    counts: bool = False


class TakeBack(Command, frozen=True):
    """Take back and erase all that was entered from a sheet."""

    activity: str
    sheet: str


class Focus(Command, frozen=True):
    """Let the chart of an activity show one facet of it; "" is the whole."""

    activity: str
    facet: str = ""


class Highlight(Command, frozen=True):
    """Let what is revealed next of an activity say this claim first, by its key.

    "" is the one that stands out most; so is one that holds no more.
    """

    activity: str
    claim: str = ""


class Time(Command, frozen=True):
    """Change the open activity's timer: "pause", "resume", or add `seconds` (which may be negative).

    `activity` may be the pause under way, to which seconds are added.
    """

    activity: str
    change: str = "add"
    seconds: int = 0


class Seat(Command, frozen=True):
    """Draw participants to tables of about `size`, anew each time; those `present`, or all."""

    size: int = formation.USUAL
    present: tuple[str, ...] = ()


class CrossTabulate(Command, frozen=True):
    """Relate two questions, "baseline.colleagues" and another; what is told of it then stays a while."""

    one: str
    other: str


class Agree(Command, frozen=True):
    """Keep what the room agreed to try, who looks after it, until when; the last is what counts."""

    what: str
    who: str = ""
    until: str = ""


class Note(Command, frozen=True):
    """Keep a note."""

    text: str
    activity: str | None = None


class Revise(Command, frozen=True):
    """Change the deck of this session. What was asked already stays as it was asked."""

    deck: Deck


class Plan(Command, frozen=True):
    """Change what is still to come: `steps` in their order; `cut` "" keeps the minutes' cut."""

    steps: tuple[str, ...]
    cut: str = ""


class Begin(Command, frozen=True):
    """Begin a pause, "welcome" or "break"; an activity that is open is closed.

    It is planned to last `seconds`; None leaves its end open. The next step ends it.
    """

    pause: str
    seconds: int | None = None


class End(Command, frozen=True):
    """End the session."""


class Prune(Command, frozen=True):
    """End the session, if it goes on, and erase every single answer. What was revealed stays.

    The first time what is asked again is spared of those who want to be compared then.
    """


class Grant(Command, frozen=True):
    """Let who has a secret do what a link is for: `use` is one of `LINKS`, `digest` its SHA-256.

    What was granted before stays good.
    """

    use: str
    digest: bytes


class Revoke(Command, frozen=True):
    """Make every link for `use` worthless; pages that are open are told which session was `begun` instead."""

    use: str
    begun: str = ""


AnyFacilitatorCommand = (
    Open
    | Converse
    | TurnOver
    | Close
    | Advance
    | Reveal
    | Enter
    | TakeBack
    | Focus
    | Highlight
    | Time
    | Propose
    | Show
    | Hide
    | Moderate
    | Merge
    | Mark
    | Edit
    | Seat
    | Revise
    | Plan
    | Begin
    | CrossTabulate
    | Agree
    | Note
    | End
    | ExtraTime
    | Forget
    | Remove
    | Door
    | Prune
    | Grant
    | Revoke
)
AnyCommand = (
    Join
    | Recognise
    | Answer
    | Withdraw
    | Rename
    | Speak
    | Rate
    | AllowComparison
    | NameFormer
    | Keep
    | Sit
    | AnyFacilitatorCommand
)


class NewSession(Struct, frozen=True, forbid_unknown_fields=True):
    """What opening a session takes; the store draws its join code and its seed if none is given."""

    workshop: str
    deck: Deck
    kinds: dict[str, str] = {}
    min_answers: int = 5
    audience: str = "team"
    language: str = "en"
    cut: str = "half_day"
    rehearsal: bool = False
    seed: int | None = None
    follows: str = ""


decode_facilitator = msgspec.json.Decoder(AnyFacilitatorCommand).decode
