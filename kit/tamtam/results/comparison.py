"""Two sessions compared: before and 90 days after, or two teams; from what was handed out of each.

A step is compared where both sessions asked it in the same words, on the same scale, and showed its chart.
Nobody knows who was in both, so nothing is told of anybody's step: two groups are compared, and a difference
is said only where drawing two groups from the same answers would seldom lie as far apart, over all that is
compared together. Nothing is told of fewer than the larger `min_answers`, nor any cause.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from tamtam import kinds
from tamtam.charts.drawing import drawing
from tamtam.charts.svg import svg
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.parts.apart import Groups
from tamtam.kinds.parts.shift import KIND, WORDS, described, named, spread
from tamtam.kinds.parts.track import Track
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.language.typed import unlinked
from tamtam.results.revealed import revealed
from tamtam.results.shown_standings import standings
from tamtam.results.view import View
from tamtam.session import by_person
from tamtam.session.state import State
from tamtam.standing.claims import DIFFERENCE
from tamtam.standing.standing import Distribution, ItemStanding, Standing

FILE = "standings.json"
#: Why a step that both asked isn't compared: a key of the texts `export.comparison.why`.
REWORDED, FEW, UNSHOWN, UNFOLLOWED = "reworded", "few", "unshown", "unfollowed"


class HandedOutStep(msgspec.Struct):
    """One revealed turn, as `standings.json` has it."""

    activity: str
    turn: int
    show: str
    asked: Activity
    standing: dict[str, Any] | None = None


class HandedOut(msgspec.Struct):
    """What was handed out of a session."""

    session: str
    title: Text
    opened_at: str
    rehearsal: bool
    min_answers: int
    people: int
    revealed: list[HandedOutStep]

    @classmethod
    def of(cls, source: "State | Path") -> "HandedOut":
        """Of a session, or of a folder of results. Raises TamtamError where there is nothing to compare."""
        try:
            if isinstance(source, State):
                told = standings(source, list(revealed(source)))
            else:
                told = json.loads((source / FILE).read_text("utf-8"))
            return msgspec.convert(told, cls)
        except (OSError, ValueError) as error:
            raise TamtamError("no_results", folder=source) from error

    @property
    def last(self) -> dict[str, HandedOutStep]:
        """The last turn of each activity."""
        return {one.activity: one for one in self.revealed}


@dataclass(frozen=True, slots=True)
class ComparedStep:
    """A step that both asked: what lies apart; its chart, sentence and table are the view's."""

    activity: Activity
    standing: Standing

    def view(self, language: str) -> View:
        """How it is read in a language."""
        return View(self.activity, self.standing, language)


@dataclass(frozen=True, repr=False)
class Comparison:
    """Two sessions, the steps compared in the second one's order, and why others are not.

    `by_person` is what moved of those who let themselves be compared with themselves: never handed out.
    """

    first: HandedOut
    second: HandedOut
    steps: tuple[ComparedStep, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)
    by_person: tuple[ComparedStep, ...] = ()
    language: str = texts.LANGUAGES[0]

    def __iter__(self) -> Iterator[ComparedStep]:
        return iter(self.steps)

    def only(self, activities: Collection[str]) -> "Comparison":
        """The same of these activities alone."""
        steps = tuple(one for one in self.steps if one.activity.id in activities)
        left_out = {id: why for id, why in self.left_out.items() if id in activities}
        return replace(self, steps=steps, left_out=left_out, by_person=())

    def sentences(self, activity: str) -> list[str]:
        """What is said of one activity: of both groups, then of the same people."""
        both = (*self.steps, *self.by_person)
        return [one.view(self.language).sentence for one in both if one.activity.id == activity]

    def _said(self, key: str) -> str:
        return texts.text(self.language, f"export.comparison.{key}")

    def __repr__(self) -> str:
        told = [unlinked(repr(one.view(self.language))) for one in self.steps]
        moved = [unlinked(repr(one.view(self.language))) for one in self.by_person]
        same = [self._said("by_person"), *moved] if moved else []
        return "\n\n".join([*(told or [self._said("empty")]), self._said("not_concluded"), *same])

    def _repr_html_(self) -> str:
        """A chart and a sentence for each step, and what may not be concluded."""
        drawn, moved = self._drawn(self.steps), self._drawn(self.by_person)
        empty = f"<p>{escape(self._said('empty'))}</p>"
        same = f"<p>{escape(self._said('by_person'))}</p>{moved}" if moved else ""
        return f"{drawn or empty}<p>{escape(self._said('not_concluded'))}</p>{same}"

    def _drawn(self, steps: Sequence[ComparedStep]) -> str:
        views = [one.view(self.language) for one in steps]
        return "".join(
            f"<h3>{escape(view.title())}</h3>{svg(drawing(view.plain_figure()), view.caption)}"
            for view in views
        )


def compare(
    first: "State | Path", second: "State | Path", language: str | None = None
) -> Comparison:
    """What lies apart between two sessions, or folders of results.

    Raises TamtamError where one of them has nothing that can be compared.
    """
    one, other = HandedOut.of(first), HandedOut.of(second)
    least = max(one.min_answers, other.min_answers, 1)
    found: dict[str, tuple[Activity, list[Groups]]] = {}
    left_out: dict[str, str] = {}
    for id, then in one.last.items():
        now = other.last.get(id)
        if now is None:
            continue
        pairs = _pairs(then, now, least)
        if isinstance(pairs, str):
            left_out[id] = pairs
        else:
            found[id] = (now.asked, pairs)
    together = sum(len([pair for pair in pairs if pair.enough]) for _, pairs in found.values())
    order = [id for id in other.last if id in found]
    steps = tuple(_step(*found[id], least, together) for id in order)
    moves = _by_person(first, second, order)
    return Comparison(
        *(one, other, steps, left_out, moves), language or texts.language_of_machine()
    )


def _by_person(
    first: "State | Path", second: "State | Path", activities: Sequence[str]
) -> tuple[ComparedStep, ...]:
    """What moved of those who were in both and let themselves be compared; nothing from files."""
    if not (isinstance(first, State) and isinstance(second, State)):
        return ()
    if second.session.follows != first.code:
        return ()
    found = ((id, by_person.moved(first, second, id)) for id in activities)
    return tuple(ComparedStep(second.asked[id].activity, one) for id, one in found if one)


def _pairs(then: HandedOutStep, now: HandedOutStep, least: int) -> list[Groups] | str:
    """What both answered, track by track; else why it can't be compared."""
    if "chart" not in (then.show, now.show) or not (then.standing and now.standing):
        return UNSHOWN
    same_kind = then.asked.kind == now.asked.kind
    if not same_kind or not _same_words(then.asked.question, now.asked.question):
        return REWORDED
    tracks = kinds.get(now.asked.kind).tracks(now.asked)
    before = {(t.item, t.phase): t for t in kinds.get(then.asked.kind).tracks(then.asked)}
    if not tracks:
        return UNFOLLOWED
    same = [track for track in tracks if _same_scale(before.get((track.item, track.phase)), track)]
    same = [track for track in same if _same_item(then.asked, now.asked, track.item)]
    if not same:
        return REWORDED
    was, found = (_standing(one) for one in (then, now))
    if was is None or found is None:
        return UNSHOWN
    pairs = [
        Groups(track, spread(track, was, least), spread(track, found, least)) for track in same
    ]
    pairs = [pair if pair.enough else _too_few(pair) for pair in pairs]
    return pairs if any(pair.enough for pair in pairs) else FEW


def _standing(step: HandedOutStep) -> Standing | None:
    """The standing of a step whose chart was shown."""
    try:
        return msgspec.convert(step.standing, Standing)
    except msgspec.ValidationError:  # the room saw a sentence
        return None


def _too_few(pair: Groups) -> Groups:
    """Of what too few answered in one session, neither's counts."""
    return Groups(
        pair.track,
        Distribution(pair.first.phase, pair.first.n),
        Distribution(pair.second.phase, pair.second.n),
    )


def _same_words(one: Text, other: Text) -> bool:
    """Whether two texts say the same in every language that both have."""
    both = one.keys() & other.keys()
    return bool(both) and all(one[language] == other[language] for language in both)


def _same_item(then: Activity, now: Activity, id: str) -> bool:
    before, after = then.item(id), now.item(id)
    if before is None or after is None:
        return before is after
    return _same_words(before.text, after.text)


def _same_scale(then: Track | None, now: Track) -> bool:
    """Whether a track means the same both times."""
    if then is None or (then.low, then.high) != (now.low, now.high):
        return False
    if (then.sides, then.counted) != (now.sides, now.counted):
        return False
    return all(_same_words(*ends) for ends in zip(then.ends, now.ends, strict=True))


def _step(activity: Activity, pairs: Sequence[Groups], least: int, together: int) -> ComparedStep:
    """What lies apart on one step; `together` is how much is compared on all of them."""
    enough = [pair for pair in pairs if pair.enough]
    chances = [pair.chance(together) for pair in enough]
    first = min(range(len(enough)), key=lambda at: (chances[at], -enough[at].apart()))
    found = chances[first] <= DIFFERENCE
    people = [max(pair.first.n for pair in pairs), max(pair.second.n for pair in pairs)]
    details = {
        "tracks": described([pair.track for pair in pairs]),
        "people": people,
        "turns": [1, 2],
    }
    items = tuple(
        _item(pair, pair.enough and chances[enough.index(pair)] <= DIFFERENCE) for pair in pairs
    )
    sentence = {
        language: _sentence(activity, enough[first], found, details, language)
        for language in texts.LANGUAGES
    }
    outcome = "gap" if found else "scattered"
    head = (activity.id, 2, KIND, min(people), least, outcome, sentence, items, details)
    return ComparedStep(activity, Standing(*head, about=(enough[first].track.item,)))


def _item(pair: Groups, apart: bool) -> ItemStanding:
    outcome = "few" if not pair.enough else "gap" if apart else "scattered"
    return ItemStanding(pair.track.item, (pair.first, pair.second), (), outcome)


def _sentence(
    activity: Activity, pair: Groups, found: bool, details: dict[str, Any], language: str
) -> str:
    write = texts.percent if pair.track.sides else texts.number
    before, after = (str(write(language, one.median or 0)) for one in (pair.first, pair.second))
    key = "noise" if pair.leaning() else "alike"
    if key == "noise" and before == after:
        key = "noise_same"
    if found:
        key = "more" if pair.leaning() > 0 else "less"
        key += "" if pair.by_medians else "_same"
    item = named(activity, _item(pair, found), details, language)
    people = {"first": pair.first.n, "second": pair.second.n}
    return WORDS.text(language, f"sessions.{key}", item=item, before=before, after=after, **people)
