"""The shift: what moved from one time to the next, item by item, and what did not.

An item moves from the spread of those who answered then to the spread of those who answer now; how it
moves is told by those who answered both times, pair by pair. It is `split` where a fifth of them go up and
a fifth down; a `gap` where it pulls one way by a fifth of them at least, or the median moves by a tenth
of the scale; else `together`. These are conventions of ours. The
sentence names the item that pulls most and says how many others move; never what moved them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Answers
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.track import ALL, PERCENT, Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import Distribution, ItemStanding, Standing

#: The kind by whose code and words a shift is drawn.
KIND = "change"
WORDS = Words(KIND)
#: The share of the people by which an item pulls, or by which each of two camps goes its way.
PULL = 0.2
#: Where medians tell: a gap, as a share of the scale.
GAP = 0.1

#: How often each (before, after) was given by someone who gave both.
Pairs = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class TurnStanding:
    """One time of asking: where the group stood, what each answered, whether both say the same.

    They don't where a standing stays frozen while a few have changed their answers since.
    """

    turn: int
    standing: Standing
    answers: Answers
    settled: bool = True


def shift(
    activity: Activity, tracks: Sequence[Track], was: TurnStanding, now: TurnStanding
) -> Standing | None:
    """What moved from `was` to `now`; None where either time has too few answers, or nothing to follow."""
    least = max(now.standing.min_answers, 1)
    if not tracks or min(was.standing.n, now.standing.n) < least:
        return None
    pairs = [pairs_of(track, was.answers, now.answers) for track in tracks]
    items = []
    lines: dict[str, dict[str, list[list[int]]]] = {}
    for track, both in zip(tracks, pairs, strict=True):
        spreads = _spread(track, was.standing, least), _spread(track, now.standing, least)
        items.append(between(track, spreads, both, least))
        if was.settled and now.settled and may_follow(track, spreads, both, least):
            lines.setdefault(track.item, {})[track.phase] = lines_of(both)
    details = {
        "tracks": described(tracks),
        "lines": lines,
        "people": [was.standing.n, now.standing.n, len(was.answers.keys() & now.answers.keys())],
        "turns": [was.turn, now.turn],
    }
    head = (activity.id, now.turn, KIND, now.standing.n, now.standing.min_answers)
    if not scale.shown(tuple(items)):
        return None
    said = say(activity, items, details)
    return Standing(*head, said.outcome, said.sentence, tuple(items), details, about=said.about)


def pairs_of(track: Track, was: Answers, now: Answers) -> Pairs:
    """What those who answered both times said of a track, in order."""
    pairs: dict[tuple[int, int], int] = {}
    for participant, own in now.items():
        before, after = track.read(was.get(participant, {})), track.read(own)
        if before is not None and after is not None:
            pairs[before, after] = pairs.get((before, after), 0) + 1
    return dict(sorted(pairs.items()))


def between(
    track: Track, spreads: tuple[Distribution, Distribution], pairs: Pairs, min_answers: int
) -> ItemStanding:
    """One item from its first spread to its second; how it pulls, where enough answered both times."""
    if any(found.counts is None for found in spreads):
        return ItemStanding(track.item, tuple(Distribution(one.phase, one.n) for one in spreads))
    steps = steps_of(pairs)
    n = sum(steps.values())
    enough = n >= max(min_answers, 1)
    measures = scale.gap_measures(steps) if enough else ()
    down, up = (count / n for count in down_and_up(steps)) if enough else (0.0, 0.0)
    if min(down, up) >= PULL:
        outcome = "split"
    else:
        far = abs(_apart(spreads)) >= GAP * (track.high - track.low)
        outcome = "gap" if far or abs(up - down) >= PULL else "together"
    return ItemStanding(track.item, spreads, measures, outcome)


def steps_of(pairs: Pairs) -> dict[int, int]:
    """How often each step after − before was taken."""
    steps: dict[int, int] = {}
    for (before, after), count in pairs.items():
        steps[after - before] = steps.get(after - before, 0) + count
    return steps


def down_and_up(steps: Mapping[int, int]) -> tuple[int, int]:
    """How many went down, and up."""
    down = sum(count for step, count in steps.items() if step < 0)
    return down, sum(count for step, count in steps.items() if step > 0)


def lines_of(pairs: Pairs) -> list[list[int]]:
    """The people of an item, as they are drawn: [before, after, how many]."""
    return [[*pair, count] for pair, count in pairs.items()]


def may_follow(
    track: Track, spreads: tuple[Distribution, ...], pairs: Pairs, min_answers: int
) -> bool:
    """Whether a line may be drawn for each who answered both times.

    Never below twelve; nor where only a few answered one time alone: what the lines leave of a spread
    would be theirs.
    """
    n = sum(pairs.values())
    alone = [found.n - n for found in spreads]
    hidden = all(left == 0 or left >= min_answers for left in alone)
    return track.sides is None and n >= scale.PEOPLE_FOR_MARKS and hidden


def described(tracks: Sequence[Track]) -> dict[str, dict[str, Any]]:
    """By item and phase what a chart has to know of each track."""
    found: dict[str, dict[str, Any]] = {}
    for track in tracks:
        found.setdefault(track.item, {})[track.phase] = {
            "low": track.low,
            "high": track.high,
            "ends": list(track.ends),
            "share": track.yes,
        }
    return found


def _spread(track: Track, standing: Standing, min_answers: int) -> Distribution:
    """The spread of a track in a standing; for a share its per cent in the place of the median."""
    item = standing.item(track.item)
    found = item.distribution(track.phase) if item else None
    if found is None:
        return Distribution(track.phase, 0)
    if track.sides is None or found.counts is None:
        return found
    yes, no = (
        sum(found.counts.get(str(value), 0) for value in side)
        for side in track.counted or track.sides
    )
    if yes + no < min_answers:
        return Distribution(track.phase, yes + no)
    share = float(round(ALL * yes / (yes + no)))
    return Distribution(track.phase, yes + no, {"0": no, "1": yes}, share, share, share)


def _apart(spreads: Sequence[Distribution]) -> float:
    before, after = (found.median or 0.0 for found in spreads)
    return after - before


# --- the sentence


def say(
    activity: Activity,
    items: Sequence[ItemStanding],
    details: dict[str, Any],
    heading: str = "shift.",
) -> scale.Said:
    """The item that pulls most, and how many others move; or that nothing does.

    `heading` is where the sentences stand among the words of a change.
    """
    shown = scale.shown(tuple(items))
    moved = [item for item in shown if item.outcome != "together"]
    if not moved:
        return scale.Said("together", WORDS.both(f"{heading}same"))
    first = max(moved, key=_strength)
    apart, pull = _apart(first.distributions), scale.value_of(first, "pull")
    by_people = first.outcome != "split" and not apart
    key = "split" if first.outcome == "split" else "up" if (apart or pull) > 0 else "down"
    sentence = {
        language: WORDS.text(
            language,
            f"{heading}{key}_by_people" if by_people else f"{heading}{key}",
            item=named(activity, first, details, language),
            **in_words(first.distributions, _is_share(first, details), language),
            rest=_rest(len(moved) - 1, len(shown) - 1, language),
        )
        for language in texts.LANGUAGES
    }
    return scale.Said(first.outcome, sentence, (first.item,))


def _strength(item: ItemStanding) -> tuple[float, float]:
    """How strongly an item moves: what tells one from another."""
    return abs(scale.value_of(item, "pull")), abs(_apart(item.distributions))


def _is_share(item: ItemStanding, details: dict[str, Any]) -> bool:
    return bool(details["tracks"][item.item][item.distributions[-1].phase]["share"])


def _rest(moved: int, others: int, language: str) -> str:
    """How many of the other items move: what didn't is part of what there is to say."""
    if not others:
        return ""
    if not moved:
        return WORDS.text(language, "rest.none", n=others)
    if moved == others:
        return WORDS.text(language, "rest.all", n=others)
    return WORDS.text(language, "rest.some", n=moved, of=others)


def named(activity: Activity, item: ItemStanding, details: dict[str, Any], language: str) -> str:
    """An item in quotation marks; with its phase where it was asked in several."""
    name = scale.quoted(activity, item.item, language)
    if len(details["tracks"].get(item.item, ())) < 2:
        return name
    phase = scale.phase_name(item.distributions[0].phase, language)
    return WORDS.text(language, "of_phase", item=name, phase=phase)


def in_words(spreads: Sequence[Distribution], is_share: bool, language: str) -> dict[str, str]:
    """The median `before` and `after`, or the share in per cent."""
    sign = PERCENT[language] if is_share else ""
    words = (f"{texts.number(language, found.median)}{sign}" for found in spreads)
    return dict(zip(("before", "after"), words, strict=True))
