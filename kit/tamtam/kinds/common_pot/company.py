"""The common pot alone: one person at a table with three simulated players.

They give before they see one's gift of the round, each in their own way (`players.py`), as people at a
table would. All of it is worked out anew from one's own gifts, their sorts and a seed.
"""

import random
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from tamtam.kinds.common_pot import players
from tamtam.kinds.common_pot.game import GIVE, Pot, after
from tamtam.kinds.common_pot.players import TYPES, Player
from tamtam.kinds.kind import ONESELF, GatheredAnswers, Replay
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.standing.public_good import payoffs

#: The sorts of players one may choose; chance draws among all there are (`players.TYPES`).
SORTS = ("free_rider", "conditional", "altruist")
#: How many tokens more one gives where a game is played over again to see what would have been.
MORE = 5
#: Whoever plays alone, and the simulated players, as they are seated; the only table there is.
ME, SIMULATED, TABLE = ONESELF, ("simulated_1", "simulated_2", "simulated_3"), 1


def played(
    pot: Pot, own: Mapping[Slot, Any], sorts: tuple[str, ...], seed: int, more: int = 0
) -> GatheredAnswers:
    """The game so far: one gave in as many rounds as are over, each time `more` tokens more than one did."""
    answers: dict[str, dict[Slot, Any]] = {ME: {}, **{id: {} for id in SIMULATED}}
    table = {TABLE: (ME, *SIMULATED)}
    drawn = _drawn(pot, sorts, seed)
    over = 0
    for number, phase in enumerate(pot.phases[: rounds_given(pot, own)]):
        before = GatheredAnswers(1, Counts(), 4, 1, answers, tables=table, over=over, seed=seed)
        told = {id: pot.told(before, id) for id in SIMULATED}
        for id, player in drawn.items():
            chance = random.Random(f"{seed}/{id}/{phase}")
            answers[id] |= players.playing(pot, player, told[id], chance)
        answers[ME] |= {
            slot: value for slot, value in own.items() if slot[1] in (phase, after(phase))
        }
        answers[ME][GIVE, phase] = min(pot.tokens, own[GIVE, phase] + more)
        over = number + 1 + (number + 1 >= pot.half)  # the talk that there isn't counts as a step
    return GatheredAnswers(1, Counts(), 4, 1, answers, tables=table, over=over, seed=seed)


def told(pot: Pot, game: GatheredAnswers) -> dict[str, Any] | None:
    """What one is told at that table; one has no made-up name there, as nobody else reads it."""
    found = pot.told(game, ME)
    if found is None:
        return None
    for one in found["rounds"]:
        if "given" in one:
            one["given"] = {
                "me" if name == found["me"] else name: gift for name, gift in one["given"].items()
            }
    return found | {"me": "me"}


def rounds_given(pot: Pot, own: Mapping[Slot, Any]) -> int:
    """In how many rounds one gave, one after the other."""
    given = [(GIVE, phase) in own for phase in pot.phases]
    return given.index(False) if False in given else len(given)


def earned(pot: Pot, game: GatheredAnswers) -> tuple[float, float]:
    """What a game paid in all: to oneself, and to each simulated player on average, in tokens."""
    rounds = [
        payoffs([game.answers[id][GIVE, phase] for id in (ME, *SIMULATED)], pot.tokens, pot.back)
        for phase in pot.phases[: rounds_given(pot, game.answers[ME])]
    ]
    mine = sum(paid[0] for paid in rounds)
    theirs = [sum(paid[at] for paid in rounds) for at in range(1, len(SIMULATED) + 1)]
    return mine / 10, round(fmean(theirs) / 10, 1)


def replayed(pot: Pot, own: Mapping[Slot, Any], sorts: tuple[str, ...], seed: int) -> Replay:
    """What the game paid, and what it would have paid had one given more in each round."""
    was, then = (played(pot, own, sorts, seed, more) for more in (0, MORE))
    found = sorts_of(pot, sorts, seed)
    return Replay(*earned(pot, was), MORE, *earned(pot, then), found)


def mean(values: Sequence[float]) -> float:
    """A mean to one decimal; 0 of nothing."""
    return round(fmean(values), 1) if values else 0.0


def sorts_of(pot: Pot, sorts: tuple[str, ...], seed: int) -> tuple[str, ...]:
    """The sorts of the three players: those chosen, else those that chance drew."""
    return tuple(player.type for player in _drawn(pot, sorts, seed).values())


def _drawn(pot: Pot, sorts: tuple[str, ...], seed: int) -> dict[str, Player]:
    found = {}
    for at, id in enumerate(SIMULATED):
        chance = random.Random(f"{seed}/{id}")
        sort = sorts[at] if sorts else chance.choices(list(TYPES), list(TYPES.values()))[0]
        found[id] = Player.of(sort, chance, len(pot.phases))
    return found
