"""Simulated company for somebody alone: players of a game, and a group to stand beside.

Nothing of it is in the log: it follows from the session's seed and from what one answered oneself.
"""

import json
import random
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from tamtam.deck.deck import Activity
from tamtam.kinds.kind import ONESELF, GatheredAnswers, Kind, Replay, SimulatedPerson
from tamtam.kinds.parts.tally import Slot
from tamtam.session.activity import ActivityState
from tamtam.session.state import State

#: What the players one chose are kept under, and how many play beside one.
PLAYERS, COMPANY = "players", 3
#: What the name begins with under which a form's draft is kept.
DRAFT = "draft."
#: What the counts of a cohort are kept under that one stands beside.
COHORT = "cohort"
#: What the games are kept under that one played before this one.
FORMER = "played"
#: What the answers' file of one's own is kept under that one compares with, and what became of one's step.
BEFORE, DONE = "before", "step_done"
#: What may have become of one's step.
DONES = ("yes", "partly", "no")
#: How many simulated people there are to stand beside.
GROUP = 30
#: How many games are kept, the last ones.
LAST = 5


class Former(NamedTuple):
    """A game that was played to its end: the sorts of its players, what it paid oneself and each of them."""

    sorts: tuple[str, ...]
    mine: float
    theirs: float


def game(state: State, asked: ActivityState, participant: str) -> GatheredAnswers | None:
    """The game that a participant plays with three simulated players; None where it is no game."""
    if asked.activity.formation != "alone":
        return None
    own, players = asked.turn.answers.get(participant, {}), _players(state, participant)
    return asked.kind.company(asked.activity, own, players, state.session.seed)


def _players(state: State, participant: str) -> tuple[str, ...]:
    """Whom one chose to play with; nobody where chance is to draw them."""
    chosen = state.participants[participant].kept.get(PLAYERS)
    return chosen if isinstance(chosen, tuple) else ()


def replay(state: State, asked: ActivityState, participant: str) -> Replay | None:
    """What a game that one played alone paid, and would have paid; None before its end."""
    if asked.activity.formation != "alone":
        return None
    own, players = asked.turn.answers.get(participant, {}), _players(state, participant)
    return asked.kind.what_if(asked.activity, own, players, state.session.seed)


def former(state: State, participant: str) -> tuple[Former, ...]:
    """The games that a participant played to their end before the one they play now."""
    kept = state.participants[participant].kept.get(FORMER)
    return msgspec.json.decode(kept, type=tuple[Former, ...]) if isinstance(kept, str) else ()


def with_this(state: State, asked: ActivityState, participant: str) -> str | None:
    """The games that were played with this one among them, where it is over, as they are kept."""
    games = former(state, participant)
    if over := replay(state, asked, participant):
        games = (*games, Former(over.sorts, over.mine, over.theirs))
    return msgspec.json.encode(games[-LAST:]).decode() if games else None


def group(state: State, asked: ActivityState) -> tuple[SimulatedPerson, ...]:
    """Thirty simulated people, who answer in their own way what the deck asks of everybody."""
    whole = asked.activity
    own = tuple(item for item in whole.items if not item.is_proposed)
    if not asked.kind.comparable or asked.kind.players or not own:
        return ()
    activity = replace(whole, items=own)
    return tuple(_simulated(asked.kind, activity, state.session.seed, n + 1) for n in range(GROUP))


def others(state: State, asked: ActivityState, participant: str) -> tuple[Mapping[Slot, Any], ...]:
    """What simulated people answered: the players of one's game, or the group."""
    played = game(state, asked, participant)
    if played is None:
        return tuple(one.answers for one in group(state, asked))
    return tuple(answers for id, answers in played.answers.items() if id != ONESELF)


def _simulated(kind: Kind, activity: Activity, seed: int, number: int) -> SimulatedPerson:
    lot = f"{seed}/{number}/{activity.id}"
    camp = kind.simulated_camp(random.Random(lot))
    return SimulatedPerson(camp, kind.simulate(activity, random.Random(lot)))


def draft(state: State, activity: str, participant: str) -> dict[str, Any]:
    """What the form of an activity holds for somebody alone that isn't sent; nothing without."""
    kept = state.participants[participant].kept.get(f"{DRAFT}{activity}")
    found = json.loads(kept) if isinstance(kept, str) else {}
    return found if isinstance(found, dict) else {}
