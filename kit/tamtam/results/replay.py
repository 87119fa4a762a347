"""Replay: how each step came to what the room saw, from the log played back.

A frame is where the group stood after some more people had answered. Two frames of a step tell by their
difference what those answered who came in between, as two reveals do. So a frame is there only where at
least `min_answers` people differ from every other one in each answer that anybody changed; where somebody's
answers were erased since, there is only what was revealed. Nothing is played that was not revealed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.parts.tally import Slot
from tamtam.session import events as e
from tamtam.session import fold
from tamtam.session.state import State
from tamtam.session.turn import Turn
from tamtam.standing.standing import Standing

#: At most so many frames are looked for in a step.
MOST = 12
#: Everybody's answers at one moment.
Answers = Mapping[str, Mapping[Slot, Any]]


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the group stood at a moment (ms since 1970)."""

    at: int
    standing: Standing
    answers: Answers = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ReplayedStep:
    """One revealed turn: frames in their order, the last what the room saw; `whole` if that was a chart."""

    activity: Activity
    frames: tuple[Moment, ...]
    whole: bool


def replay(entries: Iterable[e.Entry], final: State) -> list[ReplayedStep]:
    """Every revealed turn, in the order of the deck; `entries` are the log of the session `final`."""
    wanted = {
        (id, turn.number): turn
        for id, asked in final.asked.items()
        for turn in asked.turns
        if turn.show and turn.show != "nothing" and turn.standing is not None
    }
    found: dict[tuple[str, int], list[Moment]] = {key: [] for key in wanted}
    shown: dict[tuple[str, int], list[Moment]] = {key: [] for key in wanted}
    then = State(final.code)
    for entry in entries:
        fold.apply(then, entry)
        event = entry.event
        if not isinstance(event, e.Answered | e.Revealed):
            continue
        key = event.activity, event.turn
        if key not in wanted or entry.position > wanted[key].revealed_at:
            continue
        if isinstance(event, e.Revealed):
            shown[key].append(_frame(then, key, Standing.from_json(event.standing)))
        elif _is_time(then, key, wanted[key], found[key]):
            found[key].append(_frame(then, key, None))
    return [
        _step(final, key, turn, found[key], shown[key])
        for key, turn in wanted.items()
        if shown[key]
    ]


def _frame(then: State, key: tuple[str, int], standing: Standing | None) -> Moment:
    turn = then.asked[key[0]].turns[key[1] - 1]
    answers = {id: dict(turn.own(id)) for id in turn.answers}
    return Moment(then.at, standing or then.standing(*key), answers)


def _is_time(then: State, key: tuple[str, int], last: Turn, found: Sequence[Moment]) -> bool:
    """Whether so many more people have answered that a frame is looked for."""
    if last.show not in ("chart", "shift") or any(one.somebody_left for one in last.frozen):
        return False
    asked = then.asked[key[0]]
    people = asked.people(asked.turns[key[1] - 1])
    all_of_them = last.standing.n if last.standing else 0
    between = max(then.min_answers, -(-all_of_them // MOST))
    return people >= (len(found) + 1) * between and people < all_of_them


def _step(
    final: State, key: tuple[str, int], turn: Turn, found: list[Moment], shown: list[Moment]
) -> ReplayedStep:
    """A step's frames: what was revealed, and of the others those that tell nothing of a few."""
    asked = final.asked[key[0]]
    before: list[Moment] = []
    for frame in reversed(found):
        beside = (*shown, *before)
        if not any(tells_a_few(frame.answers, one.answers, final.min_answers) for one in beside):
            before.insert(0, frame)
    frames = [
        Moment(one.at, there, one.answers)
        for one in (*before, shown[-1])
        if (there := asked.of_what_is_there(one.standing)) is not None
    ]
    return ReplayedStep(asked.activity, tuple(frames), turn.show in ("chart", "shift"))


def tells_a_few(one: Answers, other: Answers, few: int) -> bool:
    """Whether two moments, side by side, tell what fewer than `few` people answered."""
    differing: Counter[Slot] = Counter()
    for id in one.keys() | other.keys():
        own, then = one.get(id, {}), other.get(id, {})
        differing.update(
            slot for slot in own.keys() | then.keys() if own.get(slot) != then.get(slot)
        )
    return any(count < few for count in differing.values())
