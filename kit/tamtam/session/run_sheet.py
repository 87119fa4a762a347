"""The run sheet: what was planned, what it took, what is to come, and what to drop first.

Pure: a state and a time make the sheet, so that a workshop of half a day is tried out in a test of a
moment. Times are minutes, moments ms since 1970.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tamtam.deck.deck import RESERVE, WELCOME
from tamtam.session.extra_time import waits_for
from tamtam.session.state import State

Where = Literal["done", "now", "coming"]
Pressing = Literal["", "soon", "at_once", "over"]
#: How much of a step's time is left when it is said (shares): first soon, then at once.
SOON, AT_ONCE = 0.20, 0.05
_MINUTE = 60_000


def pressing(left: float, whole: float) -> Pressing:
    """How a time presses of which `left` remains: at 20 % and 5 % of the `whole`, and beyond it.

    >>> pressing(6, 10), pressing(2, 10), pressing(0.5, 10), pressing(-1, 10)
    ('', 'soon', 'at_once', 'over')
    """
    if whole <= 0:
        return ""
    if left < 0:
        return "over"
    return "at_once" if left / whole <= AT_ONCE else "soon" if left / whole <= SOON else ""


@dataclass(frozen=True, slots=True)
class RunSheetRow:
    """One step: an activity's id or a pause, its `planned` minutes, and the `real` ones so far.

    `nth` counts how often the step stood on the sheet before; `notes` are the facilitator's.
    """

    step: str
    where: Where
    planned: float
    real: float = 0.0
    nth: int = 0
    notes: tuple[str, ...] = ()

    @property
    def left(self) -> float:
        """Minutes left of what was planned; negative once it is over."""
        return self.planned - self.real

    @property
    def pressing(self) -> Pressing:
        """Whether the time of the step under way runs out."""
        return pressing(self.left, self.planned) if self.where == "now" else ""


@dataclass(frozen=True, slots=True)
class ShorterCut:
    """Another cut that can still be taken: its steps still to come, and their minutes."""

    cut: str
    steps: tuple[str, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class RunSheet:
    """Every step as it was and will be, in order.

    `behind` is how much later than planned the end is expected, negative where time was gained;
    `reserve` what the cut grants for that. `drop` are the ids to leave out so that the end holds, `saves`
    the minutes that gains. `shorter` are the cuts that would take less than what is still to come.
    `answered` of `people` have answered what is asked now, None where nothing is; `late` says how many
    still do in extra time, and until when.
    """

    rows: tuple[RunSheetRow, ...]
    cut: str
    planned: float
    reserve: float
    behind: float
    drop: tuple[str, ...]
    saves: float
    shorter: tuple[ShorterCut, ...]
    people: int
    answered: int | None
    ends_at: int | None
    late: tuple[int, int] | None = None

    @property
    def over(self) -> float:
        """Minutes beyond the planned end, the reserve used up; 0 where it holds."""
        return max(0.0, self.behind - self.reserve)


def run_sheet(state: State, now: int) -> RunSheet:
    """The run sheet of a session at `now`."""
    rows = tuple(_rows(state, now))
    planned = _planned(state)
    left = sum(max(row.left, 0.0) for row in rows if row.where != "done")
    behind = sum(row.real for row in rows) + left - planned if state.begun else 0.0
    reserve = state.deck.cuts.get(state.cut, {}).get(RESERVE, 0.0)
    drop = () if state.over else _drop(state, behind - reserve)
    to_come = sum(row.planned for row in rows if row.where == "coming")
    return RunSheet(
        rows=rows,
        cut=state.cut,
        planned=planned,
        reserve=reserve,
        behind=behind,
        drop=drop,
        saves=sum(state.deck.minutes(step, state.cut) for step in drop),
        shorter=() if state.over else tuple(_shorter(state, to_come)),
        people=len(state.participants),
        answered=_answered(state),
        ends_at=None if state.over or not state.begun else now + round(left * _MINUTE),
        late=_late(state, now),
    )


def coming(state: State) -> str | None:
    """The activity that is planned next, None where none is."""
    return next((step for step in state.plan if step in state.asked), None)


def seconds_shown(state: State, activity: str) -> int:
    """The time shown for an activity: its own minutes, or less where the session's cut grants less."""
    own = state.activity(activity).activity.minutes
    return round(60 * min(own, state.deck.minutes(activity, state.cut)))


def seconds_of(state: State, pause: str) -> int | None:
    """How long a pause lasts in the session's cut; None where it says nothing of it."""
    return round(60 * state.deck.minutes(pause, state.cut)) or None


def earlier(plan: tuple[str, ...], number: int) -> tuple[str, ...]:
    """A plan in which the step at `number` comes one sooner.

    >>> earlier(("flows", "polis", "exit"), 2)
    ('flows', 'exit', 'polis')
    """
    if not 0 < number < len(plan):
        return plan
    return (*plan[: number - 1], plan[number], plan[number - 1], *plan[number + 1 :])


def without(plan: tuple[str, ...], number: int) -> tuple[str, ...]:
    """A plan that leaves out the step at `number`."""
    return (*plan[:number], *plan[number + 1 :])


def with_step(state: State, step: str) -> tuple[str, ...]:
    """The plan with a step of the deck that isn't in it, where the deck has it."""
    return state.deck.placed(state.plan, step, state.cut)


def of_cut(state: State, cut: str) -> tuple[str, ...]:
    """What would still be to come in another cut: its steps that haven't begun yet."""
    begun = {step for _, step in state.begun}
    return tuple(step for step in state.deck.steps(cut) if step not in begun)


def _rows(state: State, now: int) -> Iterator[RunSheetRow]:
    until = state.closed_at if state.closed_at is not None else now
    ends = [*(at for at, _ in state.begun[1:]), until]
    seen: dict[str, int] = {}
    for number, (at, step) in enumerate(state.begun):
        last = number == len(state.begun) - 1 and not state.over
        real = max(0, ends[number] - at) / _MINUTE
        yield _row(state, seen, step, "now" if last else "done", real)
    for step in () if state.over else state.plan:
        yield _row(state, seen, step, "coming", 0.0)


def _row(state: State, seen: dict[str, int], step: str, where: Where, real: float) -> RunSheetRow:
    nth = seen[step] = seen.get(step, -1) + 1
    notes = () if nth else tuple(note.text for note in state.notes if note.activity == step)
    return RunSheetRow(step, where, state.deck.minutes(step, state.cut), real, nth, notes)


def _planned(state: State) -> float:
    """The minutes of the cut; without the welcome where nobody took note of when it began."""
    steps = state.deck.steps(state.cut)
    skipped = bool(state.begun) and WELCOME not in (*(step for _, step in state.begun), *state.plan)
    return sum(state.deck.minutes(s, state.cut) for s in steps if not (skipped and s == WELCOME))


def _drop(state: State, over: float) -> tuple[str, ...]:
    """What to leave out of what is to come, in the order of the cut, until `over` minutes are gained."""
    dropped: list[str] = []
    for id in state.deck.drop_first.get(state.cut, ()):
        if over > 0 and id in state.plan:
            dropped.append(id)
            over -= state.deck.minutes(id, state.cut)
    return tuple(dropped)


def _shorter(state: State, to_come: float) -> Iterator[ShorterCut]:
    """The cuts that would take less than the `to_come` minutes of the present plan."""
    for cut in state.deck.lengths():
        steps = of_cut(state, cut)
        minutes = sum(state.deck.minutes(step, cut) for step in steps)
        if cut != state.cut and steps and minutes < to_come:
            yield ShorterCut(cut, steps, minutes)


def _late(state: State, now: int) -> tuple[int, int] | None:
    """How many answer in extra time what was closed last, and until when."""
    asked = state.asked.get(state.step or "")
    n = waits_for(state, asked, now) if asked else 0
    return (n, asked.late_until) if asked and asked.late_until and n else None


def _answered(state: State) -> int | None:
    """How many have answered everything that is asked now, or was until it closed."""
    asked = state.asked.get(state.step or "")
    if asked is None or not asked.turns or asked.status == "revealed" or asked.turn.talk:
        return None
    return len(asked.turn.complete)
