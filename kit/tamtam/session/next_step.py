"""What comes next: the main button, what else can be done, and what is asked first, from the state alone.

Cockpit, card and clicker ask this one rule, so that they never differ:

    offer = next_step(state)              # of the session: the clicker
    offer = next_step(state, at="flows")  # of a step that a card shows
    offer.main, offer.others                   # an Action or None, a tuple of Actions

An `Action` has a `name` (see `ActionName`), a `step` (the activity or pause it is about), the `request`
to send and, where something is to be asked first, a `confirm`. A `RevealRequest` goes to the server's
`reveal`, every other request is a command for its `run`. Requests name the turn and the round that the
button was drawn for: one that comes late is refused (`moved_on`) and does nothing. Whatever is refused
with `extra_time_runs` is asked about in the same way, and then sent as `anyway(request)`.

`next` opens the activity that is planned next, `begin` begins the pause that is. A surface that shows a
step before it opens it may go to `action.step` instead, and ask again with `at=action.step`: the main
button is `open` then. Main is never what takes away what was just shown; after the last step it is
`finish`. Where the session is over there is nothing to do. Words are in `session/action_text.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from tamtam.deck import formation
from tamtam.deck.deck import BREAK, WELCOME
from tamtam.session import commands as c
from tamtam.session import shift as shifts
from tamtam.session.activity import ActivityState, may_be_by_table
from tamtam.session.caution import Caution
from tamtam.session.run_sheet import seconds_of, seconds_shown
from tamtam.session.state import State

# fmt: off
ActionName = Literal[
    "open", "by_table", "converse", "turn_over", "advance", "close",
    "reveal", "anew", "shift", "sentence", "nothing",
    "reopen", "again", "skip", "pause", "resume", "more",
    "next", "begin", "break", "seat", "finish",
]
# fmt: on
Request = c.AnyFacilitatorCommand | c.RevealRequest
Why = Literal[
    "unread", "caution", "reopen", "again", "rounds", "closes", "unseen", "seats", "finish"
]

_PAUSES = (WELCOME, BREAK)
#: From how many people on it is offered that each table sends one sentence.
MANY = 40
#: How much is shown by which action.
SHOWS: dict[ActionName, str] = {
    "reveal": "chart",
    "anew": "chart",
    "shift": "shift",
    "sentence": "sentence",
    "nothing": "nothing",
}


@dataclass(frozen=True, slots=True)
class Confirm:
    """What is asked before something is done: `unread` proposals wait (`n` of them), it would for the
    first time today show somebody alone or all on one side (`caution`), what the room sees goes
    (`reopen`, `again`), `rounds` are still to come (`n`), it `closes` what is open (`step`), what was
    answered there was never shown (`unseen`), people leave the tables they sit at (`seats`), the session
    ends (`finish`).
    """

    why: Why
    n: int = 0
    step: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button: what it does, about which step, what it sends."""

    name: ActionName
    step: str
    request: Request
    confirm: Confirm | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done now: the usual next thing, and what else is possible."""

    main: Action | None = None
    others: tuple[Action, ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """All of them, the main one first."""
        return (*([self.main] if self.main else []), *self.others)


def next_step(state: State, at: str | None = None) -> Offer:
    """What can be done in a session now; with `at` about that activity or pause."""
    if state.over:
        return Offer()
    step = state.step if at is None else at
    asked = state.asked.get(step or "")
    if asked is None:
        return _of_pause(state, step)
    if asked.status == "open":
        return _offer(_while_open(state, asked))
    if not asked.turns or asked.turn.talk:
        return _before(state, asked) if at is not None else _onward(state, asked)
    if asked.status == "closed":
        return _closed(state, asked)
    return _revealed(state, asked)


def anyway(request: Request) -> Request:
    """The same request, to be done though somebody still answers in extra time."""
    if isinstance(request, c.Open | c.Converse | c.RevealRequest):
        return msgspec.structs.replace(request, anyway=True)
    return request


def waiting(asked: ActivityState) -> int:
    """How many proposals of an activity are still to be read, as long as something comes of it."""
    if not asked.may_let_in:
        return 0
    return sum(one.status == "held" for one in asked.proposals.values())


def _offer(actions: Iterator[Action]) -> Offer:
    return Offer(next(actions, None), tuple(actions))


# --- an activity that is open


def _while_open(state: State, asked: ActivityState) -> Iterator[Action]:
    id = asked.activity.id
    if asked.turn.talk:
        if not asked.turn.turned:
            yield Action("turn_over", id, c.TurnOver(id))
        yield _closing(asked)
        yield from _timing(asked)
    elif asked.round and asked.turn.round < len(asked.rounds):
        yield _advancing(asked)
        yield from _timing(asked)
        yield _closing(asked, Confirm("rounds", asked.rounds_left))
    else:
        # What is voted on enters no more once it is closed: that is asked about now, and not later.
        yield _closing(asked, _unread(asked) if asked.slots and not asked.kind.beside else None)
        yield _revealing(state, asked, "reveal")
        yield from _timing(asked)
    yield Action("skip", id, _named(c.Close(id, "skip"), asked))


def _named(close: c.Close, asked: ActivityState) -> c.Close:
    """A close that says which turn and round it means."""
    return msgspec.structs.replace(close, turn=asked.turn.number, round=asked.turn.round)


def _closing(asked: ActivityState, confirm: Confirm | None = None) -> Action:
    id = asked.activity.id
    return Action("close", id, _named(c.Close(id), asked), confirm)


def _advancing(asked: ActivityState) -> Action:
    id, turn = asked.activity.id, asked.turn
    last = asked.collects and not asked.rounds[turn.round].collects
    confirm = _unread(asked) if last else None
    return Action("advance", id, c.Advance(id, turn.round, turn=turn.number), confirm)


def _unread(asked: ActivityState) -> Confirm | None:
    n = waiting(asked)
    return Confirm("unread", n) if n else None


def _timing(asked: ActivityState) -> Iterator[Action]:
    id = asked.activity.id
    if asked.left is not None:
        yield Action("resume", id, c.Time(id, "resume"))
    elif asked.ends_at is not None:
        yield Action("pause", id, c.Time(id, "pause"))
    yield Action("more", id, c.Time(id, "add", 60))


# --- one that is closed or shown


def _closed(state: State, asked: ActivityState) -> Offer:
    id = asked.activity.id
    names: list[ActionName] = ["reveal", "sentence", "nothing"]
    if shifts.has_shift(state, asked):
        names.insert(1, "shift")
    shows = [_revealing(state, asked, name) for name in names]
    nothing_to_show = asked.skipped or not (asked.people(asked.turn) or waiting(asked))
    onward = _onward(state, asked, unseen=not nothing_to_show)
    reopen = [Action("reopen", id, c.Open(id, reopen=True))]
    if nothing_to_show:
        return Offer(onward.main, (*shows, *reopen, *onward.others))
    return Offer(shows[0], (*shows[1:], *reopen, *onward.actions))


def _revealed(state: State, asked: ActivityState) -> Offer:
    """Onward; and more of what was shown, never less of it."""
    id, turn = asked.activity.id, asked.turn
    onward = _onward(state, asked)
    more: list[Action] = []
    if not turn.holds(state.min_answers):
        more.append(_revealing(state, asked, "anew"))
    elif turn.show != "chart":
        more.append(_revealing(state, asked, "reveal"))
    if turn.show != "shift" and shifts.has_shift(state, asked):
        more.append(_revealing(state, asked, "shift"))
    if turn.show == "nothing":
        more.append(_revealing(state, asked, "sentence"))
    if not asked.seated:
        more.append(Action("reopen", id, c.Open(id, reopen=True), Confirm("reopen")))
    seconds = seconds_shown(state, id) or None
    again = Action("again", id, c.Open(id, seconds, again=True), Confirm("again"))
    return Offer(onward.main, (*more, *onward.others, again))


def _revealing(state: State, asked: ActivityState, name: ActionName) -> Action:
    id, turn = asked.activity.id, asked.turn
    request = c.RevealRequest(id, SHOWS[name], turn=turn.number, round=turn.round)
    confirm = _unread(asked) or (_caution(state, asked) if name != "nothing" else None)
    return Action(name, id, request, confirm)


def _caution(state: State, asked: ActivityState) -> Confirm | None:
    found = Caution.of(asked, state.min_answers)
    is_new = found and found.is_new(state.asked.values(), state.min_answers)
    return Confirm("caution") if is_new else None


# --- one that is still to come


def _before(state: State, asked: ActivityState) -> Offer:
    """What can be done with a step that its card shows before it is asked."""
    id = asked.activity.id
    skip = [Action("skip", id, c.Close(id, "skip"))] if asked.status == "waiting" else []
    main, *others = _openings(state, id, "open", _in_the_way(state, asked))
    return Offer(main, (*others, *skip))


def _in_the_way(state: State, asked: ActivityState) -> Confirm | None:
    """What is to be asked before it opens: another activity is open, and would be closed."""
    current = state.current_activity
    if current is None or current is asked or current.status != "open":
        return None
    return Confirm("closes", step=current.activity.id)


def _openings(state: State, id: str, name: ActionName, confirm: Confirm | None) -> list[Action]:
    """The ways to ask an activity: the usual one, then by table, or with cards where people are few."""
    asked, people = state.asked[id], len(state.participants)
    seconds = seconds_shown(state, id) or None
    ways = [Action(name, id, c.Open(id, seconds), confirm)]
    if people >= MANY and may_be_by_table(asked.activity):
        ways.append(Action("by_table", id, c.Open(id, seconds, by_table=True), confirm))
    if people < state.min_answers and asked.may_be_talked_about:
        ways.append(Action("converse", id, c.Converse(id, seconds), confirm))
    return ways


# --- what follows


def _of_pause(state: State, step: str | None) -> Offer:
    """What can be done before the first step, or in a pause: a break goes on until the next step."""
    if step in _PAUSES and state.step != step:
        return Offer(_beginning(state, "begin", step))
    longer = []
    if state.pause is not None and state.pause.ends_at is not None:
        longer = [Action("more", state.pause.pause, c.Time(state.pause.pause, "add", 60))]
    onward = _onward(state, None)
    return Offer(onward.main, (*longer, *onward.others, *_seating(state)))


def _seating(state: State) -> Iterator[Action]:
    """Where people will sit together, tables may be drawn while nothing is asked."""
    ahead = (state.asked[step].activity for step in state.plan if step in state.asked)
    if len(state.participants) >= formation.LEAST and any(a.formation != "alone" for a in ahead):
        yield Action("seat", "", c.Seat(), Confirm("seats") if state.tables else None)


def _onward(state: State, asked: ActivityState | None, unseen: bool = False) -> Offer:
    """The step that is planned next, a break at any time, the end behind the last one."""
    confirm = Confirm("unseen", step=asked.activity.id) if unseen and asked else None
    steps = [step for step in state.plan if step in _PAUSES or step in state.asked]
    if not steps:
        main, others = Action("finish", "", c.End(), Confirm("finish")), []
    elif steps[0] in _PAUSES:
        main = _beginning(state, "begin", steps[0], confirm)
        activity = next((step for step in steps if step in state.asked), None)
        others = [_openings(state, activity, "next", confirm)[0]] if activity else []
    else:
        main, *others = _openings(state, steps[0], "next", confirm)
    if state.begun and state.step != BREAK and BREAK not in steps[:1]:
        others.append(_beginning(state, "break", BREAK, confirm))
    return Offer(main, tuple(others))


def _beginning(
    state: State, name: ActionName, pause: str, confirm: Confirm | None = None
) -> Action:
    return Action(name, pause, c.Begin(pause, seconds_of(state, pause)), confirm)
