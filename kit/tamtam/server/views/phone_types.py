"""What a phone is told, as types: what is on the wire, from which those of the browser's code are made."""

from typing import Any, Literal, TypedDict

from tamtam.deck.deck import Text
from tamtam.session.activity import Status
from tamtam.session.proposal import ItemStatus


class PictureView(TypedDict):
    """A picture beside an item: its address, what is to be seen on it, how many px it is wide and high."""

    src: str
    alt: Text
    width: int
    height: int


class ItemView(TypedDict):
    """One thing that is answered; `group` puts some of them together."""

    id: str
    text: Text
    hint: Text | None
    group: str
    picture: PictureView | None


class CollectView(TypedDict):
    """That items can be proposed: what is asked for, how many, how long; `held` until approved.

    `by_table` says that each table proposes one, and how; null where everybody proposes their own.
    """

    prompt: Text
    most: int
    longest: int
    held: bool
    by_table: Text | None


class RoundView(TypedDict):
    """The present round: which of how many; the phases it takes answers to, null for all of them."""

    name: str
    number: int
    of: int
    phases: tuple[str, ...] | None
    formation: str


class FormView(TypedDict):
    """What a form is told of an activity: what is asked, nothing that is the facilitator's."""

    id: str
    step: str
    kind: str
    title: Text
    question: Text
    phases: tuple[str, ...]
    options: dict[str, Any]
    items: list[ItemView]
    formation: str


class TalkView(TypedDict):
    """That it is talked about: whether cards were `turned`, and the `form` that each holds for itself."""

    turned: bool
    form: str


class ActivityView(FormView):
    """What is asked now. Times in ms: `ends_at` since 1970, `left` while the timer is paused.

    `form` is the address of the module that asks it; `standing` is the revealed one, as far as it
    was shown; `collect` is there while items are collected, `round` where there are rounds; `resting`
    are the items that are asked no more; `talk` is there where nothing of it is stored.
    """

    turn: int
    form: str
    status: Status
    ends_at: int | None
    left: int | None
    collect: CollectView | None
    round: RoundView | None
    resting: list[str]
    talk: TalkView | None
    show: str | None
    standing: dict[str, Any] | None


class PauseView(TypedDict):
    """A step without an activity, "welcome" or "break": what it is called, when it is planned to end.

    `until` is that as the room's clock shows it; "" where its end is open, or has passed.
    """

    step: str
    title: Text
    ends_at: int | None
    until: str


class SessionView(TypedDict):
    """What every page is told of the session. `now` is the server's clock (ms since 1970).

    `status` is "break" while there is one, whatever was asked before it. `notice` says that answers aren't
    saved at the moment and why, or that a chart is still being worked out; null where all is well.
    `languages` are the deck's, `language` that of the session.
    """

    code: str
    title: Text
    position: int
    now: int
    status: Status | Literal["lobby", "break", "over"]
    pause: PauseView | None
    language: str
    languages: tuple[str, ...]
    rehearsal: bool
    notice: Text | None


class BackchannelView(TypedDict):
    """That questions can be asked at any time: the address of the form to do so, which shows them.

    `news` is the log position at which a question last changed: where it is another, the form's activity
    is to be read anew.
    """

    form: str
    news: int


class SharedView(SessionView):
    """What everyone in the session sees; `people` is how many are in it.

    `door` says that nobody new comes in, to who isn't in yet; null while the door is open.
    """

    people: int
    door: Text | None
    min_answers: int
    activity: ActivityView | None
    aside: BackchannelView | None


class ProposalView(TypedDict):
    """An item that one proposed, and what became of it."""

    item: str
    text: str
    status: ItemStatus


class MineView(TypedDict):
    """What only this participant has in an activity: items they are dealt (null: all), what they proposed.

    `watches` is whether they may only look on, `told` what a game tells them, `order` the items in the
    order in which they are asked them (null: as they stand), `missing` how many at their table have
    still to answer in this round (null for who sits nowhere). `late_until` is until when they may
    answer though it is closed, as they have extra time (ms since 1970; null without).
    """

    dealt: tuple[str, ...] | None
    proposals: list[ProposalView]
    watches: bool
    told: dict[str, Any] | None
    order: tuple[str, ...] | None
    missing: int | None
    late_until: int | None


class PersonalView(TypedDict):
    """One participant's own part: answers by activity, turn, item and phase; what else is theirs."""

    participant: str
    alias: str
    language: str
    table: int | None
    extra_time: bool
    ratings: dict[str, int]
    answers: dict[str, dict[str, dict[str, dict[str, Any]]]]
    mine: dict[str, MineView]


class StateView(TypedDict):
    """Both parts; `personal` is null for someone who isn't in the session."""

    shared: SharedView
    personal: PersonalView | None


class AboutView(TypedDict):
    """What one may read before coming in: what the organiser says of `privacy`, null where they don't.

    `server` is where answers go over the internet; null where they go to the laptop of the room.
    `database` says that PostgreSQL keeps them, and older states as long as its owner does.
    """

    responsible: Text | None
    purpose: Text | None
    kept: Text | None
    sponsor: Text | None
    server: str | None
    database: bool


class AgreedView(TypedDict):
    """What the room agreed aloud to try, who looks after it, until when; the latter two may be empty."""

    what: str
    who: str
    until: str


class NotebookView(TypedDict):
    """What a participant takes along: each activity that is over, as it was shown; what was agreed."""

    steps: list[ActivityView]
    agreed: AgreedView | None
