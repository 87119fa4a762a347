"""People who answer, and where they stand: what the tests of kinds and charts begin with."""

import random
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from tamtam import kinds
from tamtam.authoring import deck_file, unplanned
from tamtam.deck import formation
from tamtam.deck.deck import Activity, Deck, Item
from tamtam.kinds.kind import GatheredAnswers, Kind
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.standing.standing import Standing

from tests import decks

#: One person's answers.
Answers = dict[Slot, Any]

_DECK = decks.shipped()

#: What somebody thinks of on the spot, and the workshop doesn't ask: a choice, and a scale.
IMPROVISED = (
    unplanned.asked(_DECK, "Do we take a break?", ["Yes", "No", "In half an hour"]),
    msgspec.structs.replace(
        unplanned.asked(_DECK, "How tired are you?", scale=(1, 5)), id="tiredness"
    ),
)


def with_examples(activity: Activity, deck: Deck = _DECK) -> Activity:
    """The activity with items that it may carry from another, and those that people may propose."""
    examples = activity.collect.examples if activity.collect else ()
    proposed = (Item(f"p{number}", text) for number, text in enumerate(examples, start=1))
    source = deck.activity(kinds.get(activity.kind).source(activity))
    carried = source.items[1:3] if source else ()
    return msgspec.structs.replace(activity, items=(*carried, *activity.items, *proposed))


#: What the workshop that came with the product asks, as a team reads it, and what is improvised.
ALL = (*map(with_examples, _DECK.worded("team").activities), *IMPROVISED)
#: Those among them that have something to answer, beside what people write.
ASKED = tuple(activity for activity in ALL if kinds.get(activity.kind).slots(activity))

#: The smallest deck that asks each kind, by the kind: `tamtam new-kind` writes one too.
DECKS = {
    path.stem: deck_file.read(path)
    for path in sorted((Path(__file__).parent / "decks").glob("*.yaml"))
}
#: All that they ask: the kind itself, and what it refers to.
_SMALL = tuple(with_examples(asked, deck) for deck in DECKS.values() for asked in deck.activities)
#: Every kind on its own small deck, also one that no workshop asks, then what the workshop asks.
EVERY = (*(asked for asked in _SMALL if asked.id.startswith(f"small_{asked.kind}")), *ALL)
#: All that can be answered.
_KNOWN = tuple(asked for asked in (*EVERY, *_SMALL) if kinds.get(asked.kind).slots(asked))


def kind_of(activity: Activity) -> Kind:
    return kinds.get(activity.kind)


def simulated(activity: Activity, people: int, seed: int = 1) -> list[Answers]:
    rng = random.Random(seed)
    return [kind_of(activity).simulate(activity, rng) for _ in range(people)]


def tally_of(activity: Activity, everybody: Iterable[Answers]) -> Tally:
    tally = kind_of(activity).tally(activity)
    for answers in everybody:
        own: Answers = {}
        for slot, value in answers.items():
            tally.update(own, slot, value)
            own[slot] = value
    return tally


def standing_of(activity: Activity, everybody: Sequence[Answers], min_answers: int = 5) -> Standing:
    gathered = gathered_of(activity, tally_of(activity, everybody), everybody, min_answers)
    return kind_of(activity).standing(activity, gathered)


def gathered_of(
    activity: Activity, tally: Tally, everybody: Sequence[Answers], min_answers: int
) -> GatheredAnswers:
    """What a standing rests on: people sit as it is asked, and answered what it relates to as well."""
    answers = {f"p{number}": own for number, own in enumerate(everybody) if own}
    related = {
        other.id: dict(zip(answers, simulated(other, len(answers), seed=9), strict=True))
        for other in _KNOWN
        if other.id in kind_of(activity).related(activity)
    }
    tables = formation.tables(list(answers), formation.USUAL, seed=1)
    course = kind_of(activity).history(activity, min_answers)
    if course is not None:
        for id, own in answers.items():
            for slot, value in own.items():
                course.take(id, slot, value)
    return GatheredAnswers(
        *(1, tally, len(answers), min_answers, answers, related, tables),
        source=shown_of(kind_of(activity).source(activity)),
        history=course,
    )


@cache
def shown_of(id: str) -> Standing | None:
    """What a room of thirty was shown of an activity."""
    found = next((activity for activity in _KNOWN if activity.id == id), None)
    return standing_of(found, simulated(found, 30, seed=9)) if found else None
