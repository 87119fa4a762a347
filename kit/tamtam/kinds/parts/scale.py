"""What kinds whose answers are whole numbers on a scale share: distributions, medians, words."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Self, TypeVar

import msgspec
from msgspec import Struct

from tamtam import standing
from tamtam.deck.deck import Activity, Text
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Measure, Standing

#: How a number is written in a language: plainly, or with its sign.
Write = Callable[[str, Any], Any]

S = TypeVar("S", bound=Struct)


class Conclusion(NamedTuple):
    """What there is to say of a standing: its outcome, its sentence, the items that the sentence names."""

    outcome: str
    sentence: Text
    about: tuple[str, ...] = ()


def distribution(phase: str, counts: Mapping[int, int], min_answers: int) -> Distribution:
    """The distribution of one slot's counts; only its n where fewer than `min_answers` answered."""
    n = sum(counts.values())
    if n < max(min_answers, 1):
        return Distribution(phase, n)
    return Distribution(
        phase,
        n,
        counts={str(value): count for value, count in sorted(counts.items())},
        median=standing.median(counts),
        low_quartile=standing.quantile(counts, 0.25),
        high_quartile=standing.quantile(counts, 0.75),
    )


#: From how many people on a mark is drawn for each; below, one could be followed.
PEOPLE_FOR_MARKS = 12


def people(found: Distribution) -> tuple[tuple[int, int], ...]:
    """(value, how many gave it), for the marks that stand for people; none below 12 people."""
    if found.counts is None or found.n < PEOPLE_FOR_MARKS:
        return ()
    return tuple((int(value), count) for value, count in found.counts.items() if count)


def median_measure(name: str, counts: Mapping[int, int]) -> Measure:
    """The median of at least one answer as a measure, with its exact interval from 6 answers on."""
    interval = standing.median_interval(counts)
    return measure(
        name, standing.median(counts), sum(counts.values()), interval, "order_statistics"
    )


#: From how many answers on the resampling range of agreement A is told: with fewer it says nothing.
ENOUGH_TO_RESAMPLE = 30


def agreement_measure(name: str, counts: Mapping[int, int]) -> Measure:
    """Agreement A of counts along a scale; from 30 answers on with the range that resampling gives.

    That range is no 95 % interval: of a handful of answers it covers the A of what they were drawn from
    far less often.
    """
    spread, n = tuple(counts.values()), sum(counts.values())
    enough = n >= ENOUGH_TO_RESAMPLE
    interval = standing.agreement_range(spread) if enough else None
    return measure(name, standing.agreement(spread), n, interval, "resampled")


def gap_measures(steps: Mapping[int, int]) -> tuple[Measure, Measure]:
    """From counts of each person's step: the gap (their median) and the net pull (up less down, over n)."""
    n, pull, interval = (
        sum(steps.values()),
        standing.net_pull(steps),
        standing.net_pull_interval(steps),
    )
    return median_measure("gap", steps), measure("pull", pull, n, interval, "bonett_price")


def options_of(activity: Activity, type: type[S]) -> S:
    """The options of an activity as what its kind takes; they were checked when the deck was read."""
    return msgspec.convert(activity.options, type)


def measure(
    name: str, value: float | None, n: int, interval: tuple[float, float] | None, method: str
) -> Measure:
    """A measure, rounded to be the same on any machine; `method` is that of its interval."""
    if interval is None:
        return Measure(name, rounded(value or 0.0), n)
    low, high = interval
    return Measure(name, rounded(value or 0.0), n, rounded(low), rounded(high), method)


def rounded(value: float) -> float:
    """To 9 decimals, and never −0."""
    return round(value, 9) + 0.0


def value_of(item: ItemStanding, name: str) -> float:
    """A measure's value; 0 where the item has no such measure."""
    found = item.measure(name)
    return found.value if found else 0.0


def shown(items: tuple[ItemStanding, ...]) -> list[ItemStanding]:
    """The items of which more than the count may be shown."""
    return [item for item in items if item.outcome != "few"]


def name_of(activity: Activity, id: str, language: str) -> str:
    """An item's text in one language."""
    item = activity.item(id)
    return texts.pick(item.text, language) if item else id


def quoted(activity: Activity, id: str, language: str) -> str:
    """An item's text as it stands inside a sentence, in quotation marks: its full stop goes."""
    words = name_of(activity, id, language).rstrip()
    return texts.quoted(language, words.removesuffix("."))


def phase_name(phase: str, language: str) -> str:
    """A phase as people read it: "today", « aujourd’hui »; as the deck has it, if unknown."""
    known = texts.section(language, "standing")["phases"]
    return str(known.get(phase, phase))


def too_few(n: int, language: str) -> str:
    """That an item has too few answers for anything but their number to be shown."""
    return texts.text(language, f"standing.{'item_few' if n else 'item_none'}", n=n)


def middle_half(found: Distribution, language: str, number: Write = texts.number) -> str:
    """The two quartiles in words, "3 to 5"; empty where there are none, as of a few people."""
    low, high = found.low_quartile, found.high_quartile
    if low is None or high is None:
        return ""
    ends = {"low": number(language, low), "high": number(language, high)}
    words = texts.text(language, "standing.from_to", **ends)
    return InWords(words, Numbers(low=low, high=high))


def around(found: Distribution, language: str, number: Write = texts.number) -> str:
    """The middle half, as it follows a median in a sentence: " (middle half: 3 to 5)"; empty without."""
    half = middle_half(found, language, number)
    return texts.text(language, "standing.middle_half", half=half) if half else ""


class Numbers(NamedTuple):
    """What a cell of a table tells: a value, the bounds of an interval, or both."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class InWords(str):
    """Numbers as people read them in a cell of a table; whoever works with it finds them in `numbers`."""

    numbers: Numbers

    def __new__(cls, words: str, numbers: Numbers) -> Self:
        """The words, and what they say."""
        made = super().__new__(cls, words)
        made.numbers = numbers
        return made


def number(value: float | None, language: str) -> str:
    """A number in a cell of a table; empty where there is none."""
    return "" if value is None else InWords(texts.number(language, value), Numbers(value))


def in_words(found: Measure | None, language: str) -> str:
    """A measure with its interval: "1.5 (1 to 2)"; empty where there is none.

    What is above zero never reads as zero: "less than 0.01".
    """
    if found is None:
        return ""
    return InWords(_with_interval(found, language), Numbers(found.value, found.low, found.high))


def _with_interval(found: Measure, language: str) -> str:
    value = str(texts.number(language, found.value))
    if 0 < found.value < 0.005:
        value = texts.text(language, "standing.less_than", n=0.01)
    if found.low is None or found.high is None:
        return value
    return f"{value} ({texts.text(language, 'standing.from_to', low=found.low, high=found.high)})"


def few(n: int, min_answers: int) -> dict[str, str]:
    """What is said where too few people answered: how many, and from how many on there is more.

    `n` is how many there are of what is counted: of people; of answers to the item that has most,
    where enough people answered, but none of the items has enough. Someone alone (`min_answers` 1)
    has answered nothing yet.
    """
    if min_answers == 1:
        return texts.both("standing.alone_none")
    return texts.both("standing.few", n=n, min_answers=min_answers)


def said(found: Standing, language: str) -> str:
    """The sentence of a standing, ended by a full stop where it has no end of its own."""
    sentence = texts.pick(found.sentence, language)
    return sentence if sentence.endswith((".", "?", "…")) else f"{sentence}."
