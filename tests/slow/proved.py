"""What is said of difficult rooms is proved from their raw answers: so many rooms of each activity."""

import random
from collections.abc import Iterator

from tamtam.deck.deck import Activity

from tests.kinds.claims import proof
from tests.kinds.claims.rooms import HOLES, SORTS, room_of

#: From the smallest room that anything is said of, to one that fills a hall.
PEOPLE = (5, 60)


def counter_examples(activity: Activity, rooms: int) -> Iterator[str]:
    """What is false in which room; the rooms are the same at every run."""
    rng = random.Random(activity.id)
    for number in range(rooms):
        people, seed = rng.randint(*PEOPLE), rng.randrange(2**30)
        room = room_of(activity, people, seed, rng.choice(SORTS), rng.choice(HOLES))
        try:
            proof.prove(activity, room)
        except AssertionError as error:
            yield f"{activity.id}, room {number}: {error}"


def table(rooms: int) -> tuple[str, list[str]]:
    """How many rooms of each activity were proved, as Markdown; and what was false."""
    lines = ["| kind | activity | rooms | with a false sentence |", "|---|---|---|---|"]
    wrong: list[str] = []
    for id, activity in proof.ASKED.items():
        found = list(counter_examples(activity, rooms))
        lines.append(f"| {activity.kind} | {id} | {rooms:,} | {len(found):,} |")
        print(lines[-1], flush=True)
        wrong += found
    return "\n".join(lines), wrong
