"""What a chart would look like: simulated people answer an activity, without a session."""

import random
from dataclasses import replace

import msgspec

from tamtam import kinds
from tamtam.deck import formation
from tamtam.deck.deck import Activity, Deck, Item
from tamtam.kinds.kind import Answers, GatheredAnswers
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.standing.standing import Standing

#: How many answer, and the least number that is shown.
PEOPLE, MIN_ANSWERS = 24, 5


def with_proposed(activity: Activity) -> Activity:
    """The activity with what people would propose, where it collects."""
    examples = activity.collect.examples if activity.collect else ()
    proposed = (Item(f"p{number}", text) for number, text in enumerate(examples, start=1))
    return msgspec.structs.replace(activity, items=(*activity.items, *proposed))


def standing(deck: Deck, activity: Activity, people: int = PEOPLE) -> Standing | None:
    """Where simulated people stand; None where that rests on what a room was shown before."""
    kind = kinds.get(activity.kind)
    if kind.source(activity) or kind.repeats(activity):
        return None
    asked = with_proposed(activity)
    answers = _answers(asked, people)
    related = {
        other: _answers(with_proposed(found), people, seed=2)
        for other in kind.related(activity)
        if (found := deck.activity(other))
    }
    history = kind.history(asked, MIN_ANSWERS)
    if history is not None:
        for participant, own in answers.items():
            for slot, value in own.items():
                history.take(participant, slot, value)
    written = {item.id: 1 + (at == 0) * 3 for at, item in enumerate(asked.items)}
    tables = formation.tables(list(answers), formation.USUAL, seed=1)
    tally = _tally(asked, answers)
    gathered = GatheredAnswers(
        1, tally, people, MIN_ANSWERS, answers, related, tables, history=history
    )
    return kind.standing(asked, replace(gathered, backing=lambda: written))


def _answers(activity: Activity, people: int, seed: int = 1) -> Answers:
    chance, kind = random.Random(seed), kinds.get(activity.kind)
    return {f"s{number}": kind.simulate(activity, chance) for number in range(people)}


def _tally(activity: Activity, answers: Answers) -> Tally:
    tally = kinds.get(activity.kind).tally(activity)
    for given in answers.values():
        own: dict[Slot, object] = {}
        for slot, value in given.items():
            tally.update(own, slot, value)
            own[slot] = value
    return tally
