"""Simulated players of a common pot: free riders, conditional cooperators, altruists, image minders.

Conditional cooperators give a little less than they saw the others give, so that gifts fade where only
the total is told; where each gift is seen they look to those who give most, and image minders give too.
The shares of types and the shape of fading follow Fischbacher, Gächter & Fehr, "Are people
conditionally cooperative?", Economics Letters 71, 2001, and Fischbacher & Gächter, American Economic
Review 100, 2010; how eyes move them is an assumption, which a rehearsal shows and doesn't prove.
"""

import random
from dataclasses import dataclass
from typing import Any

from tamtam.kinds.common_pot.game import DOWN, EXPECT, GIVE, NAMES, UP, Pot, after, thumb
from tamtam.kinds.parts.tally import Slot

#: How many of each type there are among a hundred.
TYPES = {"free_rider": 25, "conditional": 50, "altruist": 10, "image": 15}


@dataclass(frozen=True, slots=True)
class Before:
    """What a player knows of the round before, as shares of the tokens: the others' mean, the most."""

    others: float
    most: float


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody with a way to play; `moods` are small differences, one a round, in shares of the tokens."""

    type: str
    start: float
    moods: tuple[float, ...]

    @classmethod
    def drawn(cls, rng: random.Random, rounds: int) -> "Player":
        """A player by lot; the same `rng` gives the same."""
        [type] = rng.choices(list(TYPES), list(TYPES.values()))
        return cls.of(type, rng, rounds)

    @classmethod
    def of(cls, type: str, rng: random.Random, rounds: int) -> "Player":
        """A player of a sort; chance decides only how they begin, and their moods."""
        start = rng.uniform(0.35, 0.75)
        return cls(type, start, tuple(rng.uniform(-0.08, 0.08) for _ in range(rounds)))

    def gives(self, seen: bool, before: Before | None, mood: float) -> float:
        """The share of the tokens that they put in."""
        if self.type == "free_rider":
            return max(0.0, mood)
        if self.type == "altruist":
            return 0.95 + mood
        if self.type == "image":
            return (0.75 if seen else 0.15) + mood
        if before is None:
            return self.start + mood
        wish = before.others + 0.6 * (before.most - before.others) if seen else 0.8 * before.others
        return wish + mood

    def expects(self, before: Before | None, mood: float) -> float:
        """The share that they expect of the others."""
        return (before.others if before else self.start) - mood


def simulated(pot: Pot, rng: random.Random) -> dict[Slot, Any]:
    """A whole game of someone whose table fades while unseen and gives more while seen."""
    player = Player.drawn(rng, len(pot.phases))
    answers: dict[Slot, Any] = {}
    for number, phase in enumerate(pot.phases):
        seen, place = number >= pot.half, number % pot.half
        others = 0.5 + (0.06 if seen else -0.1) * place
        before = Before(others, min(1.0, others + 0.4)) if number else None
        answers |= _step(pot, player, phase, seen, before)
    for phase in pot.phases[:-1]:
        answers |= {(thumb(name), after(phase)): rng.choice((UP, DOWN)) for name in NAMES}
    return answers


def responding(pot: Pot, rng: random.Random, told: dict[str, Any] | None) -> dict[Slot, Any]:
    """What someone does now: thumbs for the round before where its gifts were seen, and the next gift."""
    player = Player.drawn(rng, len(pot.phases))
    return {} if told is None else playing(pot, player, told, rng)


def playing(
    pot: Pot, player: Player, told: dict[str, Any] | None, rng: random.Random
) -> dict[Slot, Any]:
    """What a player does now who is told so much: thumbs for the round before, and the next gift."""
    if told is None:
        return {}
    rounds = told["rounds"]
    answers: dict[Slot, Any] = {}
    last = rounds[-1] if rounds else None
    if last and "given" in last:
        mean = sum(last["given"].values()) / max(1, last["n"])
        answers = {
            (thumb(name), after(last["phase"])): UP if gift >= mean else DOWN
            for name, gift in last["given"].items()
            if name != told["me"] and last["phase"] != pot.phases[-1]
        }
    if len(rounds) < len(pot.phases):
        number = len(rounds)
        seen = told["sees"][number]
        answers |= _step(pot, player, pot.phases[number], seen, _known(pot, last))
    return answers


def _known(pot: Pot, last: dict[str, Any] | None) -> Before | None:
    """What a result tells of the others: the mean always, the most where gifts were seen."""
    if last is None or last["n"] < 2:
        return None
    mean = (last["pot"] - (last["gave"] or 0)) / (last["n"] - (last["gave"] is not None))
    most = max(last["given"].values()) if last.get("given") else min(pot.tokens, mean * 1.5)
    return Before(mean / pot.tokens, most / pot.tokens)


def _step(
    pot: Pot, player: Player, phase: str, seen: bool, before: Before | None
) -> dict[Slot, int]:
    mood = player.moods[pot.phases.index(phase)]
    shares = {GIVE: player.gives(seen, before, mood), EXPECT: player.expects(before, mood)}
    return {
        (item, phase): round(pot.tokens * min(1.0, max(0.0, share)))
        for item, share in shares.items()
    }
