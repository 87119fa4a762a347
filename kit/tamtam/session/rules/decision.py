"""What a command comes to, and the checks that many rules make."""

from dataclasses import dataclass

from tamtam.language import texts
from tamtam.language.characters import visible
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.activity import ActivityState
from tamtam.session.extra_time import waits_for
from tamtam.session.sent_keys import content_of
from tamtam.session.state import State

LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command comes to.

    `repeated` says that it was done before and nothing is to be added; `credentials` are to be kept
    for `participant`, or for the session; `revoke` names a use whose credentials are to be dropped,
    `erase` participants, or a sheet, whose events are to be erased, `unsay` an activity and an item of it
    whose words are; `prune` says that all answers are, but those of a participant to an activity that are
    in `spare`.
    """

    events: tuple[e.AnyEvent, ...] = ()
    repeated: bool = False
    participant: str | None = None
    credentials: tuple[c.Credential, ...] = ()
    revoke: str | None = None
    erase: tuple[str, ...] = ()
    unsay: tuple[str, str] | None = None
    prune: bool = False
    spare: frozenset[tuple[str, str]] = frozenset()


def asks_to_wait(state: State, asked: ActivityState, now: int, anyway: bool) -> None:
    """Refuse, unless it is to be done `anyway`, what would end the extra time that someone answers in."""
    n = waits_for(state, asked, now)
    if n and not anyway:
        clock = texts.time_of_day(asked.late_until or now)
        raise TamtamError("extra_time_runs", n=n, until=clock)


def one_of(field: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is none of those allowed."""
    if value not in allowed:
        raise TamtamError("not_an_option", field=field, options=", ".join(allowed))


def within(field: str, value: int, low: int, high: int) -> None:
    """Refuse a number out of its range."""
    if not low <= value <= high:
        raise TamtamError("out_of_range", field=field, low=low, high=high)


def checked_key(key: str) -> str:
    """The key by which something counts once, if it is one."""
    if not key:
        raise TamtamError("text_empty", field="key")
    if len(key) > LONGEST_KEY:
        raise TamtamError("text_too_long", field="key", longest=LONGEST_KEY)
    return key


def is_repeated(state: State, sent: e.Answered | e.ItemProposed) -> bool:
    """Whether the same was sent before; TamtamError where its key stood for something else."""
    before = state.sent.of(sent.participant or "").get(sent.key)
    if before is not None and before != content_of(sent):
        raise TamtamError("key_reused", field="key")
    return before is not None


def clean_text(text: str, longest: int) -> str:
    """A sentence as it will be shown: without what draws nothing, single spaces."""
    clean = visible(text)
    if not clean:
        raise TamtamError("text_empty", field="text")
    if len(clean) > longest:
        raise TamtamError("text_too_long", field="text", longest=longest)
    return clean
