"""A mirror: one person's own answers to an activity, in words and as places on a line; nobody else's.

What someone sees who studies alone: no room, no median, no n. A kind says what is left to say of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from tamtam.deck.deck import Activity
from tamtam.language import texts

#: The marks of charts: what is, what is wished for or comes after, what is believed to come.
TODAY, WANTED, FORECAST = "●", "○", "◆"
#: The phases that are drawn as what is wished for.
_WANTED = frozenset({"wanted", "after", "others"})


class OwnAnswer(NamedTuple):
    """One answer: in which phase, "" where there is only one, in words, and where on a line.

    `at` runs from 0, the least that may be answered, to 1, the most; None where answers have no order.
    """

    phase: str
    words: str
    at: float | None = None
    glyph: str = TODAY


class _NamesPhases(Protocol):
    def phase_words(self, phase: str, language: str) -> str: ...


class MirrorLine(NamedTuple):
    """What somebody answered about one thing, phase by phase."""

    name: str
    marks: tuple[OwnAnswer, ...]


def line(name: str, marks: Iterable[OwnAnswer]) -> MirrorLine:
    """A line of a mirror; its phases are left unnamed where there is one answer alone."""
    drawn = tuple(marks)
    return MirrorLine(
        name, tuple(one._replace(phase="") for one in drawn) if len(drawn) == 1 else drawn
    )


def mark(phase: str, name: str, words: str, at: float | None = None) -> OwnAnswer:
    """An answer given in a phase, which is called by `name`."""
    glyph = FORECAST if phase == "forecast" else WANTED if phase in _WANTED else TODAY
    return OwnAnswer(name, words, at, glyph)


def shares(
    kind: _NamesPhases,
    activity: Activity,
    given: Mapping[str, Mapping[str, int]],
    most: int,
    language: str,
) -> tuple[MirrorLine, ...]:
    """What each item got of a budget that was shared out, phase by phase, `most` being all one may get."""
    if not given:
        return ()
    return tuple(
        line(
            texts.pick(item.text, language),
            (
                mark(
                    phase, kind.phase_words(phase, language), f"{got[item.id]}", got[item.id] / most
                )
                for phase, got in given.items()
            ),
        )
        for item in activity.items
    )


def place(value: Any, ends: tuple[int, int] | None) -> float | None:
    """Where a number lies between the least and the most that may be answered; None for what is no number."""
    if ends is None or type(value) is not int or ends[0] == ends[1]:
        return None
    return (value - ends[0]) / (ends[1] - ends[0])


def ends_of(values: Sequence[Any]) -> tuple[int, int] | None:
    """The least and the most of numbers; None where they aren't numbers."""
    return (
        (min(values), max(values)) if values and all(type(one) is int for one in values) else None
    )
