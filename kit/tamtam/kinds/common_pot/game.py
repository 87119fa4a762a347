"""The common pot as it is played: what is seen at which table, what a round came to, who is told what.

Each table plays half of its rounds unseen, where only the total is told, and half seen, where each gift
is told beside a name made for the game. Between the halves people talk. From four tables on half of
them, drawn by lot, begin seen. Whoever gave nothing in a round isn't in it: their gift is missing, not 0.
Whole numbers, plain Python.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tamtam.kinds.kind import GatheredAnswers, Round
from tamtam.kinds.parts.tally import Slot
from tamtam.standing.public_good import payoffs

GIVE, EXPECT, THUMBS = "give", "expect", "thumbs"
UP, DOWN = "up", "down"
#: The names people go by at a table, one for each seat.
NAMES = ("kora", "gong", "oud", "sitar", "sanza")
TALK = "talk"
#: From so many tables on, half of them begin seen.
TABLES_FOR_BOTH_ORDERS = 4


class Play(NamedTuple):
    """What was given in one round at one table, by participant; `place` is the round's within its half."""

    table: int
    phase: str
    seen: bool
    place: int
    given: dict[str, int]
    expected: dict[str, int]


@dataclass(frozen=True, slots=True)
class Pot:
    """The game an activity asks for: its `phases` ("round_1" …), and what a token is worth.

    `back` is what each token in the pot pays everybody at the table, in tenths of a token.
    """

    phases: tuple[str, ...]
    tokens: int
    back: int
    seconds: int
    talk: int

    @property
    def half(self) -> int:
        """How many rounds there are before the talk, and after it."""
        return len(self.phases) // 2

    def rounds(self) -> tuple[Round, ...]:
        """Each round, and the talk in the middle; thumbs for a round are taken in the step after it."""
        steps = [
            Round(phase, (phase, *before), seconds=self.seconds, waits_for_all=True)
            for phase, before in zip(self.phases, self._after(), strict=True)
        ]
        talk = Round(TALK, (after(self.phases[self.half - 1]),), seconds=self.talk)
        return (*steps[: self.half], talk, *steps[self.half :])

    def _after(self) -> Iterator[tuple[str, ...]]:
        for place in range(len(self.phases)):
            follows = place not in (0, self.half)  # the talk follows the first half
            yield (after(self.phases[place - 1]),) if follows else ()

    def slots(self) -> tuple[Slot, ...]:
        """Gifts and expectations of each round, and a thumb for each name in the step after it."""
        played = [(item, phase) for phase in self.phases for item in (GIVE, EXPECT)]
        thumbs = [(thumb(name), after(phase)) for phase in self.phases[:-1] for name in NAMES]
        return (*played, *thumbs)

    def over(self, gathered: GatheredAnswers) -> tuple[str, ...]:
        """The phases that are over; the talk is none."""
        return self.phases[: gathered.over - (gathered.over > self.half)]

    def sees(self, gathered: GatheredAnswers, table: int) -> tuple[bool, ...]:
        """For each phase whether a table sees each gift."""
        first = table in _seen_first(gathered)
        return (first,) * self.half + (not first,) * self.half

    def plays(self, gathered: GatheredAnswers) -> Iterator[Play]:
        """Every round at every table in which somebody gave or expected something."""
        for table, seated in gathered.tables.items():
            for number, seen in enumerate(self.sees(gathered, table)):
                phase = self.phases[number]
                given, expected = (_said(gathered, seated, (i, phase)) for i in (GIVE, EXPECT))
                if given or expected:
                    yield Play(table, phase, seen, number % self.half, given, expected)

    def told(self, gathered: GatheredAnswers, participant: str) -> dict[str, Any] | None:
        """What someone at a table is told: who they are there, what is seen when, the rounds over."""
        tables = gathered.tables.items()
        mine = next(((number, seats) for number, seats in tables if participant in seats), None)
        if mine is None:
            return None
        table, seated = mine
        names, sees = names_at(gathered, table), self.sees(gathered, table)
        rounds = []
        for number, (phase, seen) in enumerate(zip(self.over(gathered), sees, strict=False)):
            given = _said(gathered, seated, (GIVE, phase))
            rounds.append(self._result(phase, given, participant))
            if seen:
                by_name = {names[id]: gift for id, gift in given.items()}
                rounds[-1]["given"] = {name: by_name[name] for name in NAMES if name in by_name}
                step = number + 1 + (number >= self.half)
                if gathered.over > step:  # thumbs are told once nobody gives any more
                    rounds[-1]["thumbs"] = _thumbs(gathered, seated, participant, (names, phase))
        others = [name for id, name in names.items() if id != participant]
        return {
            "table": table,
            "me": names[participant],
            "others": sorted(others, key=NAMES.index),
            "sees": list(sees),
            "rounds": rounds,
        }

    def _result(self, phase: str, given: Mapping[str, int], participant: str) -> dict[str, Any]:
        paid = payoffs(tuple(given.values()), self.tokens, self.back)
        own = dict(zip(given, paid, strict=True)).get(participant)
        pot = sum(given.values())
        return {
            "phase": phase,
            "n": len(given),
            "pot": pot,
            "back": self.back * pot,
            "gave": given.get(participant),
            "payoff": own,
        }


def after(phase: str) -> str:
    """The phase in which thumbs are given for a round."""
    return phase.replace("round", "after")


def thumb(name: str) -> str:
    """The item of a thumb for somebody."""
    return f"{THUMBS}.{name}"


def names_at(gathered: GatheredAnswers, table: int) -> dict[str, str]:
    """The name each participant at a table goes by in this game: drawn by lot, seat by seat."""
    lot = random.Random(f"names {gathered.seed} {gathered.turn} {table}")
    drawn = lot.sample(NAMES, len(NAMES))
    seats = gathered.tables[table]
    return {id: name for id, name in zip(seats, drawn, strict=False) if id}


def _seen_first(gathered: GatheredAnswers) -> frozenset[int]:
    """The tables that begin seen."""
    tables = sorted(gathered.tables)
    if len(tables) < TABLES_FOR_BOTH_ORDERS:
        return frozenset()
    lot = random.Random(f"order {gathered.seed} {gathered.turn}")
    return frozenset(lot.sample(tables, len(tables) // 2))


def _said(gathered: GatheredAnswers, seated: tuple[str, ...], slot: Slot) -> dict[str, int]:
    """What those at a table answered to a slot; who didn't is left out."""
    found = {id: gathered.answers.get(id, {}).get(slot) for id in seated if id}
    return {id: value for id, value in found.items() if value is not None}


def _thumbs(
    gathered: GatheredAnswers,
    seated: tuple[str, ...],
    participant: str,
    of: tuple[dict[str, str], str],
) -> dict[str, int]:
    """The thumbs that someone got from the others for a round, given since."""
    names, phase = of
    slot = (thumb(names[participant]), after(phase))
    got = _said(gathered, tuple(id for id in seated if id != participant), slot)
    values = list(got.values())
    return {way: values.count(way) for way in (UP, DOWN)}  # type: ignore[arg-type]
