"""A trial of a kind: simulated people answer it, and everything is asked of it that a session would ask."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind
from tamtam.kinds.own.guard import bare, where
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.language.errors import TamtamError

#: How many answer, and the least number that is shown.
PEOPLE, MIN_ANSWERS = 40, 5


def wrong(kind: Kind, activity: Activity, languages: Sequence[str]) -> Iterator[str]:
    """What one's own kind does otherwise than all kinds do, in English, beginning with what it is about."""
    kind = bare(kind)
    try:
        yield from _asked(kind, activity)
        people = _answers(kind, activity)
        tally = _counted(kind, activity, people)
        backwards = _counted(kind, activity, people[::-1])
        if tally.snapshot() != backwards.snapshot():
            yield "tally: the same answers in another order count otherwise"
        yield from _told(kind, activity, tally, people, languages)
    except TamtamError as error:
        yield f"{error.message('en')} {error.hint('en')}"
    except Exception as error:
        yield where(error)


def answered(kind: Kind, activity: Activity) -> GatheredAnswers:
    """What is gathered once simulated people have answered, of a kind in which nothing is `wrong`."""
    people = _answers(kind, activity)
    answers = {f"p{number}": own for number, own in enumerate(people) if own}
    tally = _counted(kind, activity, people)
    return GatheredAnswers(1, tally, len(answers), MIN_ANSWERS, answers)


def refused(kind: Kind, activity: Activity, given: Iterable[tuple[str, str, Any]]) -> Iterator[str]:
    """What a form gave as answers (item, phase, value) and its kind doesn't take, in English."""
    slots = set(kind.slots(activity))
    for item, phase, value in given:
        if (item, phase) not in slots:
            yield f"it answers “{item}” in phase “{phase}”, which slots() doesn't name"
        elif value is not None:
            try:
                kind.validate(activity, (item, phase), value)
            except TamtamError as error:
                yield f"it answers {json.dumps(value)}, which validate() refuses: {error.message('en')}"


def _asked(kind: Kind, activity: Activity) -> Iterator[str]:
    slots = kind.slots(activity)
    if not slots and activity.collect is None:
        yield "slots: it asks nothing"
    if len(slots) != len(set(slots)):
        yield "slots: the same is asked twice"
    if others := {phase for _, phase in slots} - set(activity.phases):
        yield f"slots: the activity has no phase {', '.join(sorted(others))}"


def _answers(kind: Kind, activity: Activity) -> list[dict[Slot, Any]]:
    """What people answer, as the kind takes it. Raises TamtamError where it refuses its own answers."""
    rng = random.Random(1)
    people = (kind.simulate(activity, rng) for _ in range(PEOPLE))
    return [
        {slot: kind.validate(activity, slot, value) for slot, value in own.items()}
        for own in people
    ]


def _counted(kind: Kind, activity: Activity, people: Iterable[dict[Slot, Any]]) -> Tally:
    """The tally of all answers, one of which was taken back and given again."""
    tally = kind.tally(activity)
    for answers in people:
        own: dict[Slot, Any] = {}
        for slot, value in answers.items():
            tally.update(own, slot, value)
            own[slot] = value
    for answers in [own for own in people if own][:1]:
        slot, value = next(iter(answers.items()))
        tally.update(answers, slot, None)
        tally.update(
            {other: given for other, given in answers.items() if other != slot}, slot, value
        )
    return tally


def _told(
    kind: Kind,
    activity: Activity,
    tally: Tally,
    people: Sequence[dict[Slot, Any]],
    languages: Sequence[str],
) -> Iterator[str]:
    answers = {f"p{number}": own for number, own in enumerate(people)}
    for n in (PEOPLE, 1):
        shown = dict(list(answers.items())[:n])
        counted = tally if n == PEOPLE else _counted(kind, activity, list(shown.values()))
        gathered = GatheredAnswers(1, counted, n, min(MIN_ANSWERS, n), shown)
        standing = kind.standing(activity, gathered)
        if not all(standing.sentence.get(language) for language in languages):
            yield "found: the standing says no sentence in some language of the deck"
        for language in languages:
            _plain(kind.figure(activity, standing, language), "figure")
            if not kind.caption(activity, standing, language):
                yield f"caption: there is none in {language}"
            table = kind.table(activity, standing, language)
            if any(len(row) != len(table.columns) for row in table.rows):
                yield "table: a row has more or fewer cells than there are columns"
        _plain(kind.on_phones(standing).to_json(), "on_phones")


def _plain(value: Any, what: str) -> None:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise TamtamError("kind_failed", kind=what, what=str(error)) from error
