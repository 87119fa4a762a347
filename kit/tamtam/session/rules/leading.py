"""Leading: opening and closing, rounds, time, notes, the end."""

import msgspec

from tamtam.deck import formation
from tamtam.deck.deck import BREAK, WELCOME
from tamtam.language.characters import visible
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import dealing
from tamtam.session import events as e
from tamtam.session.activity import ActivityState, may_be_by_table
from tamtam.session.extra_time import until
from tamtam.session.rules.decision import (
    Decision,
    asks_to_wait,
    clean_text,
    one_of,
    within,
)
from tamtam.session.rules.items import carried
from tamtam.session.rules.seating import seats, seats_to_play
from tamtam.session.run_sheet import seconds_shown
from tamtam.session.state import State

LONGEST_NOTE = 10_000
#: What is agreed is a sentence; who looks after it and until when are a few words each.
LONGEST_AGREED, LONGEST_NAME = 300, 80
LONGEST_TIMER = 24 * 3600
LONGEST_PLAN = 200
#: A claim's key names its items, which are all that tie.
LONGEST_KEY = 2000
#: The least time that is shown for the last round of an activity, whatever those before it took (seconds).
LEAST_LEFT = 60


def open(state: State, command: c.Open, now: int) -> Decision:
    """Ask an activity: what was open is closed, people are seated, the first round begins."""
    asked = state.activity(command.activity)
    if asked.status == "open" and not command.again:
        late = carried(state, asked) if state.session.audience == "alone" else ()
        return Decision(late, repeated=not late)
    if asked.status == "revealed" and not (command.again or _may_reopen(asked, command)):
        raise TamtamError("already_revealed", activity=command.activity)
    within("seconds", command.seconds or 1, 1, LONGEST_TIMER)
    closing = closing_for(state, command.activity, now, command.anyway)
    anew = command.again or not asked.turns or asked.turn.talk
    turn = len(asked.turns) + 1 if anew else len(asked.turns)
    is_new = turn > len(asked.turns)
    seated, playing = _seats_of(state, asked, command) if is_new else ((), {})
    by_table = command.by_table and is_new
    opened = e.ActivityOpened(
        command.activity, turn, end_of(command.seconds, now), by_table, tables=playing
    )
    return Decision(
        (
            *closing,
            *seated,
            *carried(state, asked),
            opened,
            *(_first_round(state, asked, command, now) if is_new else ()),
        )
    )


def closing_for(state: State, activity: str, now: int, anyway: bool) -> tuple[e.AnyEvent, ...]:
    """The closing of what is open, before an activity is; refused while someone has extra time in it."""
    current = state.current_activity
    if current is not None and state.current != activity:
        asks_to_wait(state, current, now, anyway)
    return _close_open(state, "next")


def _seats_of(
    state: State, asked: ActivityState, command: c.Open
) -> tuple[tuple[e.AnyEvent, ...], formation.Tables]:
    """Where people sit for an activity: where they sit already, if they do; and who plays where in a game."""
    if asked.seated:
        return seats_to_play(state, command.present)
    if not command.by_table:
        return seats(state, asked.activity.formation, command.present), {}
    found = seats(state, "tables", command.present)
    if not may_be_by_table(asked.activity) or not (found or state.tables):
        raise TamtamError("not_by_table", activity=command.activity)
    return found, {}


def _may_reopen(asked: ActivityState, command: c.Open) -> bool:
    """Whether it goes on in the same turn, as is meant; a game that was played is over."""
    return command.reopen and not asked.seated


def end_of(seconds: int | None, now: int) -> int | None:
    """When so many seconds are up; None without."""
    return now + 1000 * seconds if seconds else None


def _first_round(
    state: State, asked: ActivityState, command: c.Open, now: int
) -> tuple[e.AnyEvent, ...]:
    people = len(command.present or state.participants)
    if not asked.rounds:
        deals = asked.activity.collect is not None and asked.activity.collect.deal > 0
        return (_dealing(state, asked, 0, None, people),) if deals else ()
    seconds = asked.rounds[0].seconds or command.seconds
    return (_dealing(state, asked, 1, end_of(seconds, now), people),)


def _dealing(
    state: State, asked: ActivityState, number: int, ends_at: int | None, people: int
) -> e.RoundOpened:
    """The beginning of a round, with the items that are dealt in it to so many people."""
    collect, collects = asked.activity.collect, bool(number) and asked.rounds[number - 1].collects
    opened = e.RoundOpened(asked.activity.id, number, ends_at)
    if collect is None or not collect.deal or collects:
        return opened
    dealt = dealing.deal(dealing.stack(asked), collect.deal, people, state.min_answers)
    return msgspec.structs.replace(opened, dealt=dealt.items, hand=dealt.hand) if dealt else opened


def advance(state: State, command: c.Advance, now: int) -> Decision:
    """End the present round and begin the next; close the activity behind the last.

    Nobody is led from collecting items to a round in which there are none to answer.
    """
    asked = state.activity(command.activity)
    one_of("reason", command.reason, ("facilitator", "all", "time"))
    if asked.status != "open" or asked.round is None:
        if command.turn is not None and asked.turns:
            return _late(asked, command.reason)  # it ended by itself in the same moment
        raise TamtamError("not_open", activity=command.activity)
    number = asked.turn.round
    if not _is_meant(asked, command.turn, command.round):
        return _late(asked, command.reason)
    if command.reason == "facilitator" and asked.round.collects and not asked.activity.items:
        raise TamtamError("nothing_shown", activity=command.activity)
    closed = e.RoundClosed(command.activity, number, command.reason)
    if number == len(asked.rounds):
        return Decision((closed, _closed(state, asked, "rounds", now)))
    next = asked.rounds[number]
    seated = seats(state, next.formation or "alone", command.present)
    people = len(command.present or state.participants)
    ends_at = _end_of_round(state, asked, now)
    return Decision((closed, *seated, _dealing(state, asked, number + 1, ends_at, people)))


def _end_of_round(state: State, asked: ActivityState, now: int) -> int | None:
    """When the round after the present one is up: its own seconds, else what is left of the whole.

    What the rounds before it were granted of the activity's time is used up by them.
    """
    number = asked.turn.round
    present, following = asked.rounds[number - 1 : number + 1]
    if following.seconds:
        return end_of(following.seconds, now)
    if present.seconds is None:
        return now + asked.left if asked.left is not None else asked.ends_at
    granted = sum(round.seconds or 0 for round in asked.rounds[:number])
    return end_of(max(LEAST_LEFT, seconds_shown(state, asked.activity.id) - granted), now)


def _late(asked: ActivityState, reason: str) -> Decision:
    """What a press comes to that meant another turn or round: nothing, and whoever pressed is told so."""
    if reason not in ("facilitator", "skip"):
        return Decision(repeated=True)
    raise TamtamError("moved_on", activity=asked.activity.id)


def _is_meant(asked: ActivityState, turn: int | None, round: int | None) -> bool:
    """Whether a turn and a round are those under way; None means whichever is."""
    return turn in (None, asked.turn.number) and round in (None, asked.turn.round)


def close(state: State, command: c.Close, now: int) -> Decision:
    """Take no more answers; where the turn that is meant was closed meanwhile, nothing is left to do."""
    asked = state.activity(command.activity)
    if asked.status != "open" and not (command.reason == "skip" and asked.status == "waiting"):
        return _closed_already(asked, command)
    one_of("reason", command.reason, ("facilitator", "time", "next", "skip"))
    if not _is_meant(asked, command.turn, command.round):
        return _late(asked, command.reason)
    if command.reason in ("facilitator", "time"):
        return Decision(
            (*_last_played(asked, command.reason), _closed(state, asked, command.reason, now))
        )
    return Decision((e.ActivityClosed(command.activity, command.reason),))


def _closed_already(asked: ActivityState, command: c.Close) -> Decision:
    """What a close comes to that finds it closed: done already, where this turn and round were meant."""
    if command.turn is None or not asked.turns:
        raise TamtamError("not_open", activity=command.activity)
    if command.reason == "facilitator" and _is_meant(asked, command.turn, command.round):
        return Decision(repeated=True)
    return _late(asked, command.reason)


def _last_played(asked: ActivityState, reason: str) -> tuple[e.RoundClosed, ...]:
    """A game that is closed ends with the round that was played: each is told what came of it."""
    id, round = asked.activity.id, asked.turn.round
    return (e.RoundClosed(id, round, reason),) if asked.seated and round else ()


def _closed(state: State, asked: ActivityState, reason: str, now: int) -> e.ActivityClosed:
    """The end of an activity, which those with extra time may still answer for a while."""
    id = asked.activity.id
    return e.ActivityClosed(id, reason, until(state, asked, seconds_shown(state, id), now))


def _close_open(state: State, reason: str) -> tuple[e.AnyEvent, ...]:
    current = state.current_activity
    if state.current is None or current is None or current.status != "open":
        return ()
    return (e.ActivityClosed(state.current, reason),)


def focus(state: State, command: c.Focus, now: int) -> Decision:
    """Show one facet of an activity's chart, or the whole."""
    asked = state.activity(command.activity)
    if not asked.turns:
        raise TamtamError("nothing_to_reveal", activity=command.activity)
    one_of("facet", command.facet, ("", *asked.kind.facets(asked.activity)))
    if asked.turn.facet == command.facet:
        return Decision(repeated=True)
    return Decision((e.Focused(command.activity, asked.turn.number, command.facet),))


def highlight(state: State, command: c.Highlight, now: int) -> Decision:
    """Let a claim be said first, before a standing is frozen; whether it holds is seen when that is."""
    asked = state.activity(command.activity)
    if not asked.turns:
        raise TamtamError("nothing_to_reveal", activity=command.activity)
    if asked.turn.holds(state.min_answers):
        raise TamtamError("already_revealed", activity=command.activity)
    within("claim", len(command.claim), 0, LONGEST_KEY)
    if asked.turn.highlight == command.claim:
        return Decision(repeated=True)
    return Decision((e.Highlighted(command.activity, asked.turn.number, command.claim),))


def time(state: State, command: c.Time, now: int) -> Decision:
    """Change the timer."""
    if state.pause is not None and command.activity == state.pause.pause:
        return _longer_pause(state.pause, command, now)
    asked = state.activity(command.activity)
    if asked.status != "open":
        raise TamtamError("not_open", activity=command.activity)
    within("seconds", command.seconds, -LONGEST_TIMER, LONGEST_TIMER)
    left = asked.left if asked.left is not None else max(0, (asked.ends_at or now) - now)
    paused = asked.left is not None
    if command.change == "add":
        left = max(0, left + 1000 * command.seconds)
    else:
        one_of("change", command.change, ("pause", "resume", "add"))
        paused = command.change == "pause"
    changed = (
        e.TimerChanged(command.activity, left=left)
        if paused
        else e.TimerChanged(command.activity, now + left)
    )
    return Decision((changed,))


def _longer_pause(pause: e.PauseBegan, command: c.Time, now: int) -> Decision:
    """Move the planned end of the pause under way; one that is over already is moved on from now."""
    one_of("change", command.change, ("add",))
    within("seconds", command.seconds, -LONGEST_TIMER, LONGEST_TIMER)
    ends_at = max(now, pause.ends_at or now) + 1000 * command.seconds
    return Decision((e.PauseBegan(pause.pause, max(now, ends_at)),))


def plan(state: State, command: c.Plan, now: int) -> Decision:
    """Change what is still to come."""
    for step in command.steps:
        if step not in (WELCOME, BREAK):
            state.activity(step)
    within("steps", len(command.steps), 0, LONGEST_PLAN)
    if command.cut:
        one_of("cut", command.cut, tuple(state.deck.cuts))
    if command.steps == state.plan and command.cut in ("", state.cut):
        return Decision(repeated=True)
    return Decision((e.Planned(command.steps, command.cut),))


def begin(state: State, command: c.Begin, now: int) -> Decision:
    """Begin a pause; what was open is closed."""
    one_of("pause", command.pause, (WELCOME, BREAK))
    if state.step == command.pause:
        return Decision(repeated=True)
    within("seconds", command.seconds or 1, 1, LONGEST_TIMER)
    began = e.PauseBegan(command.pause, end_of(command.seconds, now))
    return Decision((*_close_open(state, "next"), began))


def note(state: State, command: c.Note, now: int) -> Decision:
    """Keep a note."""
    if not command.text.strip():
        raise TamtamError("text_empty", field="text")
    if len(command.text) > LONGEST_NOTE:
        raise TamtamError("text_too_long", field="text", longest=LONGEST_NOTE)
    if command.activity is not None:
        state.activity(command.activity)
    return Decision((e.Noted(command.text, command.activity),))


def agree(state: State, command: c.Agree, now: int) -> Decision:
    """Keep what the room agreed to try."""
    what = clean_text(command.what, LONGEST_AGREED)
    who, until = (visible(text) for text in (command.who, command.until))
    for field, said in (("who", who), ("until", until)):
        if len(said) > LONGEST_NAME:
            raise TamtamError("text_too_long", field=field, longest=LONGEST_NAME)
    agreed = e.Agreed(what, who, until)
    return Decision(repeated=True) if agreed == state.agreed else Decision((agreed,))


def end(state: State, command: c.End, now: int) -> Decision:
    """End the session."""
    if state.over:
        return Decision(repeated=True)
    return Decision((*_close_open(state, "end"), e.SessionClosed()))


def prune(state: State, command: c.Prune, now: int) -> Decision:
    """End the session and erase every single answer; what is spared for a comparison, the second time."""
    if state.pruned and not state.spares:
        return Decision(repeated=True)
    spared = frozenset() if state.pruned else state.spared()
    pruned = e.PrunedButSpared() if spared else e.Pruned()
    return Decision((*end(state, c.End(), now).events, pruned), prune=True, spare=spared)
