"""Rooms that are hard to speak of: ties, all alike, all at an end, camps, steps that cancel, holes."""

import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from tamtam.deck.deck import Activity
from tamtam.kinds.parts.tally import Slot

from tests.kinds.people import Answers, kind_of

#: How rooms answer, by the name of what is hard about them.
SORTS = (
    "noise",
    "alike",
    "ends",
    "camps",
    "ties",
    "opposite",
    "doubles",
    "leaning",
    "line",
    "one answer",
    "as simulated",
)
#: Who answers what: all, all but some, all but one, an item only few.
HOLES = ("none", "some", "one", "an item")


@st.composite
def rooms(draw: st.DrawFn, activity: Activity) -> list[Answers]:
    """A room of 5 to 60 people; what they answer follows from its sort and a seed."""
    people, seed = draw(st.integers(5, 60)), draw(st.integers(0, 2**20))
    return room_of(
        activity, people, seed, draw(st.sampled_from(SORTS)), draw(st.sampled_from(HOLES))
    )


def room_of(
    activity: Activity, people: int, seed: int, sort: str = "noise", holes: str = "none"
) -> list[Answers]:
    """So many people who answer as that sort of room does."""
    rng = random.Random(f"{activity.id} {people} {seed} {sort}")
    if sort == "as simulated":
        everybody = [kind_of(activity).simulate(activity, rng) for _ in range(people)]
    else:
        draw = _Drawing(activity, rng, people)
        everybody = [draw.person(number, sort) for number in range(people)]
    return _with_holes(activity, everybody, holes, rng)


class _Drawing:
    """How each person of a room answers each slot."""

    def __init__(self, activity: Activity, rng: random.Random, people: int) -> None:
        self.activity, self.rng, self.people = activity, rng, people
        self.slots = [slot for slot in kind_of(activity).slots(activity) if "thumbs" not in slot[0]]
        self.values = {slot: values_of(activity, slot, rng) for slot in self.slots}
        self.creeds = [self._any() for _ in range(3)]
        self.places = [rng.uniform(-1, 1) for _ in range(people)]
        self.shifts = {slot: rng.randrange(9) for slot in self.slots}

    def _any(self) -> Answers:
        return {slot: self.rng.choice(values) for slot, values in self.values.items()}

    def person(self, number: int, sort: str) -> Answers:
        """What somebody answers."""
        by_sort: dict[str, Callable[[Slot, list[Any]], Any]] = {
            "noise": lambda slot, values: self._fresh(slot, values),
            "alike": lambda slot, values: self.creeds[0][slot],
            "ends": lambda slot, values: self.rng.choice((values[0], values[-1])),
            "camps": lambda slot, values: self.creeds[number % 2][slot],
            "doubles": lambda slot, values: self.creeds[number % 3][slot],
            "ties": lambda slot, values: values[(number + self.shifts[slot]) % len(values)],
            "opposite": lambda slot, values: self._opposite(number, slot, values),
            "leaning": lambda slot, values: self._leaning(slot, values),
            "line": lambda slot, values: self._along(number, slot, values),
            "one answer": lambda slot, values: values[number * number % 7 % len(values)],
        }
        return {slot: by_sort[sort](slot, values) for slot, values in self.values.items()}

    def _fresh(self, slot: Slot, values: list[Any]) -> Any:
        """Any answer at all, not one of those that were listed, where they are too many to list."""
        if kind_of(self.activity).values(self.activity, slot):
            return self.rng.choice(values)
        return self.rng.choice(values_of(self.activity, slot, self.rng))

    def _opposite(self, number: int, slot: Slot, values: list[Any]) -> Any:
        """Half go from one end to the other, half the other way, on the same item."""
        later = self.slots.index(slot) % 2
        return values[0] if (number + later) % 2 else values[-1]

    def _along(self, number: int, slot: Slot, values: list[Any]) -> Any:
        """Everybody has a place on one line, and each item lies somewhere on it."""
        place = self.places[number % len(self.places)] + (self.shifts[slot] - 4) / 6
        return values[min(len(values) - 1, max(0, round((place + 1) / 2 * (len(values) - 1))))]

    def _leaning(self, slot: Slot, values: list[Any]) -> Any:
        """Most near one place of the scale, some anywhere."""
        if self.rng.random() < 0.25:
            return self.rng.choice(values)
        middle = self.shifts[slot] % len(values)
        return values[min(len(values) - 1, max(0, middle + self.rng.choice((-1, 0, 0, 1))))]


def values_of(activity: Activity, slot: Slot, rng: random.Random) -> list[Any]:
    """What a slot may be answered with, in the order of its scale where it has one."""
    kind, ids = kind_of(activity), [item.id for item in activity.items]
    if known := list(kind.values(activity, slot)):
        return known
    match activity.kind:
        case "attention":
            return [_split(ids, rng) for _ in range(12)] + [
                {id: 100 * (id == chosen) for id in ids} for chosen in ids
            ]
        case "ranking":
            return [rng.sample(ids, len(ids)) for _ in range(30)]
        case "exchanges":
            roles = [role["id"] for role in activity.options["roles"]] + ["others"]
            if slot[0] == "role":
                return roles
            named = [rng.sample(roles, rng.randint(0, 3)) for _ in range(30)]
            return [[role for role in roles if role in some] for some in named]
        case "common_pot":
            return list(range(activity.options.get("tokens", 20) + 1))
        case "estimate":
            truth = activity.options["truths"][slot[0].partition(".")[0]]
            return [round(truth * 2 ** (step / 4)) for step in range(-10, 11)]
        case "shares":
            return list(range(0, 101, 5))
    return [kind.simulate(activity, rng)[slot] for _ in range(30)]


def _split(ids: list[str], rng: random.Random) -> dict[str, int]:
    cuts = sorted(rng.randint(0, 20) for _ in ids[1:])
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, 20], strict=True)]
    return {id: 5 * part for id, part in zip(ids, parts, strict=True)}


def _with_holes(
    activity: Activity, everybody: list[Answers], holes: str, rng: random.Random
) -> list[Answers]:
    slots = kind_of(activity).slots(activity)
    if holes == "some":
        return [
            {slot: value for slot, value in own.items() if rng.random() > 0.2 or slot == slots[0]}
            for own in everybody
        ]
    if holes == "one":
        return [*everybody[:-1], {slots[0]: everybody[-1][slots[0]]}]
    if holes == "an item":
        gone = rng.choice(slots)
        return [
            {slot: value for slot, value in own.items() if slot[0] != gone[0] or number % 4 == 0}
            for number, own in enumerate(everybody)
        ]
    return everybody
