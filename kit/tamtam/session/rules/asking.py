"""Asking: an activity is opened, gone through round by round, and closed."""

import msgspec

from tamtam.deck import formation
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import dealing
from tamtam.session import events as e
from tamtam.session.activity import ActivityState, may_be_by_table
from tamtam.session.extra_time import until
from tamtam.session.rules.decision import Decision, asks_to_wait, one_of, within
from tamtam.session.rules.items import carried
from tamtam.session.rules.seating import seats, seats_to_play
from tamtam.session.rules.timing import LONGEST_TIMER, end_of
from tamtam.session.run_sheet import seconds_shown
from tamtam.session.state import State

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
    return close_open(state, "next")


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


def close_open(state: State, reason: str) -> tuple[e.AnyEvent, ...]:
    """The closing of the activity that is open, if one is."""
    current = state.current_activity
    if state.current is None or current is None or current.status != "open":
        return ()
    return (e.ActivityClosed(state.current, reason),)
