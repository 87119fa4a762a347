"""A cohort: what several people answered who each studied alone, and chose to hand in.

A cohort is a session of its own, of which every step was opened once. What somebody hands in counts there
as a row on a sheet for each step: an answerer whom nothing ties to their other answers, nor to a name.
What they wrote is never handed in. It is handed in anew under the same id, which takes the place of the
former one.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tamtam.deck.deck import Deck
from tamtam.kinds import source_hash
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session.activity import ActivityState
from tamtam.session.state import State

#: What is written into a file that is handed in, and into one that tells where a cohort stands.
FORMAT, REFERENCE = "tamtam-hand-in", "tamtam-cohort"
#: The cut that a cohort asks: the steps that one person takes alone.
CUT = "alone"
#: As much as is handed in at once (bytes).
LARGEST = 200_000
#: The fewest answers of which anything is told.
LEAST = 5
#: What the name of a sheet begins with that was handed in.
_SHEET = "hand-in-"


class HandedAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer that is handed in."""

    activity: str
    item: str
    phase: str
    value: Any


class HandIn(Struct, frozen=True, forbid_unknown_fields=True):
    """What one person hands in: their answers, and an id that says nothing but that it is the same hand."""

    format: str
    workshop: str
    id: str
    answers: tuple[HandedAnswer, ...]


class CohortCounts(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a cohort stands: of each answer that was revealed how many gave it, by activity, item, phase.

    `people` are those it tells of: who handed in since is not among them. There is nothing of what fewer
    than five answered, nor of what is told in classes only.
    """

    format: str
    workshop: str
    code: str
    people: int
    counts: dict[str, dict[str, dict[str, dict[str, int]]]]


def new_cohort(workshop: str, deck: Deck, language: str) -> c.NewSession:
    """A session for a cohort: its steps are worded as each of them read them."""
    used = {activity.kind for activity in deck.activities}
    return c.NewSession(
        workshop,
        _worded(deck),
        {name: source_hash(name) for name in sorted(used)},
        min_answers=LEAST,
        audience="team",
        language=language,
        cut=CUT,
    )


def _worded(deck: Deck) -> Deck:
    """The deck as each read it alone, but that people of a class sit as they would in a room."""
    alone = deck.worded("alone")
    seated = zip(alone.activities, deck.activities, strict=True)
    activities = tuple(replace(one, formation=before.formation) for one, before in seated)
    return replace(alone, activities=activities)


def is_cohort(state: State) -> bool:
    """Whether a session is a cohort's."""
    return state.session.cut == CUT and state.session.audience != "alone"


def steps(state: State) -> tuple[str, ...]:
    """The steps of which something can be handed in: neither games nor what stays with its author."""
    return tuple(id for id in state.deck.steps(CUT) if _takes(state.activity(id)))


def of_oneself(state: State, participant: str) -> HandIn:
    """What somebody who studies alone would hand in: no word they wrote, nothing about what they wrote."""
    answers = []
    for id in steps(state):
        asked = state.activity(id)
        own = asked.turn.answers.get(participant, {})
        answers += [
            HandedAnswer(id, item, phase, value)
            for (item, phase), value in own.items()
            if not asked.is_written(item.partition(".")[0])
        ]
    return HandIn(FORMAT, state.session.workshop, _own_id(state, participant), tuple(answers))


def read(handed: bytes) -> HandIn:
    """What is handed in, from JSON. Raises TamtamError for anything else."""
    try:
        found = msgspec.json.decode(handed, type=HandIn)
    except msgspec.DecodeError as error:
        raise TamtamError("no_hand_in") from error
    if found.format != FORMAT or not found.answers or not 8 <= len(found.id) <= 64:
        raise TamtamError("no_hand_in")
    return found


def read_counts(told: bytes) -> CohortCounts:
    """Where a cohort stands, from JSON. Raises TamtamError for anything else."""
    try:
        found = msgspec.json.decode(told, type=CohortCounts)
    except msgspec.DecodeError as error:
        raise TamtamError("no_reference") from error
    if found.format != REFERENCE or found.people < LEAST or len(told) > LARGEST:
        raise TamtamError("no_reference")
    return found


def commands(state: State, handed: HandIn) -> tuple[c.Enter | c.TakeBack, ...]:
    """What takes it into a cohort, in the place of what the same hand gave before.

    Raises TamtamError where the session is no cohort of that workshop, and for an answer that can't be.
    """
    if not is_cohort(state) or handed.workshop != state.session.workshop:
        raise TamtamError("no_cohort", code=state.code)
    known = steps(state)
    given: dict[str, list[tuple[str, str, Any]]] = {}
    for one in handed.answers:
        if one.activity in known:
            asked = state.activity(one.activity)
            if (one.item, one.phase) not in asked.slots:
                raise TamtamError("no_hand_in")
            value = asked.kind.validate(asked.activity, (one.item, one.phase), one.value)
            given.setdefault(one.activity, []).append((one.item, one.phase, value))
    if not given:
        raise TamtamError("no_hand_in")
    found: list[c.Enter | c.TakeBack] = []
    for activity in known:
        row = tuple(given.get(activity, ()))
        sheet = _sheet(handed.id, activity, row)
        former = _of_hand(state.activity(activity), handed.id)
        found += [c.TakeBack(activity, one) for one in former if not row or one != sheet]
        if row and sheet not in former:
            found.append(c.Enter(activity, sheet, (row,)))
    return tuple(found)


def people(state: State) -> int:
    """How many people have handed in."""
    return len(
        {
            sheet.removeprefix(_SHEET).partition(".")[0]
            for id in steps(state)
            for turn in state.activity(id).turns
            for sheet in turn.sheets
            if sheet.startswith(_SHEET)
        }
    )


def present(state: State) -> int:
    """How many people a session is of: those who joined it; of a cohort those who handed in."""
    return people(state) if is_cohort(state) else len(state.participants)


def opening(state: State) -> Iterator[c.Open]:
    """What lets every step of a new cohort take what is handed in."""
    return (c.Open(id) for id in steps(state) if not state.activity(id).turns)


def counts(state: State) -> CohortCounts:
    """Where a cohort stands by what was revealed of it; raises TamtamError where it is no cohort."""
    if not is_cohort(state):
        raise TamtamError("no_cohort", code=state.code)
    told: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    most = 0
    for id in steps(state):
        standing = state.activity(id).turn.standing if state.activity(id).turns else None
        for item in standing.items if standing else ():
            for one in item.distributions:
                if one.counts is not None and not one.in_classes and one.n >= LEAST:
                    told.setdefault(id, {}).setdefault(item.item, {})[one.phase] = dict(one.counts)
                    most = max(most, one.n)
    return CohortCounts(REFERENCE, state.session.workshop, state.code, most, told)


def _takes(asked: ActivityState) -> bool:
    kind = asked.kind
    return kind.comparable and not kind.players and not kind.not_on_paper and bool(asked.slots)


def _own_id(state: State, participant: str) -> str:
    """The same each time, and of no use but that."""
    return _digest(f"{participant}/{state.code}/{state.session.seed}")


def _sheet(hand: str, activity: str, row: Sequence[tuple[str, str, Any]]) -> str:
    """A sheet's name: from the id it can't be guessed, from the name not the id."""
    said = msgspec.json.encode(sorted(row, key=lambda one: (one[0], one[1])))
    return f"{_SHEET}{_digest(hand)}.{_digest(activity + said.decode())}"


def _of_hand(asked: ActivityState, hand: str) -> list[str]:
    begins = f"{_SHEET}{_digest(hand)}."
    return [sheet for turn in asked.turns for sheet in turn.sheets if sheet.startswith(begins)]


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:16]
