"""Two answers of somebody alone side by side, in words: whether what they said agrees with what they said."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tamtam.deck.deck import EACH, Echo, Part
from tamtam.language import texts
from tamtam.results import own_numbers
from tamtam.session.state import State

#: What may be said, by whether the first number is high and whether the second is; what jars comes first.
_SAID = ((True, False), (False, True), (True, True), (False, False))


class _Beside(NamedTuple):
    """Two numbers that stand beside each other, of an item or of none."""

    first: float
    second: float
    item: str = ""


def told(state: State, part: Part, participant: str, language: str) -> tuple[str, ...]:
    """What is said of a part's echoes whose answers are there."""
    said = (_said(state, echo, participant, language) for echo in part.study.echoes)
    return tuple(one for one in said if one)


def _said(state: State, echo: Echo, participant: str, language: str) -> str:
    words = dict(
        zip(_SAID, (echo.first_alone, echo.second_alone, echo.both, echo.neither), strict=True)
    )
    pairs: dict[tuple[bool, bool], list[_Beside]] = {high: [] for high in _SAID}
    for pair in _beside(state, echo, participant):
        pairs[pair.first > echo.first_over, pair.second > echo.second_over].append(pair)
    for high, found in pairs.items():
        if found and words[high]:
            widest = max(found, key=lambda pair: abs(pair.first))
            return _filled(texts.pick(words[high], language), state, echo, widest, language)
    return ""


def _filled(words: str, state: State, echo: Echo, pair: _Beside, language: str) -> str:
    item = state.activity(echo.named[0][0]).activity.item(pair.item)
    values = {
        "first": str(texts.number(language, pair.first)),
        "second": str(texts.number(language, pair.second)),
        "item": texts.pick(item.text, language) if item else "",
    }
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", value)
    return words


def _beside(state: State, echo: Echo, participant: str) -> Iterator[_Beside]:
    (_, first), (_, second) = echo.named
    ones, others = (_numbers(state, *name, participant) for name in echo.named)
    if EACH in (first, second):
        yield from (_Beside(ones[id], others[id], id) for id in ones if id in others)
    elif first in ones and second in others:
        yield _Beside(ones[first], others[second])


def _numbers(state: State, activity: str, number: str, participant: str) -> Mapping[str, float]:
    """The numbers of one's own at an activity among which one is called so: its items', or its outcomes."""
    if number == EACH or state.activity(activity).activity.item(number):
        return own_numbers.by_item(state, activity, participant)
    return own_numbers.outcomes(state, activity, participant)
