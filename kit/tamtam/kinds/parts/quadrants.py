"""Corners: one statement of an activity against one asked elsewhere, as four named quadrants.

An option of kinds whose answers are whole numbers on a scale; `tamtam.standing.cross_tab` says
what may be told.
"""

from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct

from tamtam import charts
from tamtam.deck.deck import Text
from tamtam.kinds.kind import Answers, GatheredAnswers
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.standing import cross_tab
from tamtam.standing.cross_tab import CrossTab, Side
from tamtam.standing.standing import Standing

#: Under what a standing keeps the crossing in its details.
DETAIL = "quadrants"


class Across(Struct, frozen=True, forbid_unknown_fields=True):
    """The statement asked elsewhere, drawn from left (`low`) to right (`high`)."""

    activity: str
    item: str
    phase: str
    low: Text
    high: Text


class Up(Struct, frozen=True, forbid_unknown_fields=True):
    """The activity's own statement, drawn from below (`low`) upwards (`high`)."""

    item: str
    low: Text
    high: Text


class Names(Struct, frozen=True, forbid_unknown_fields=True):
    """What each corner is called: yes to both, only to the one across, only to the one up, to neither."""

    both: Text
    across: Text
    up: Text
    neither: Text


class QuadrantsOption(Struct, frozen=True, forbid_unknown_fields=True):
    """The two statements and the four names, as `options: {quadrants: …}` in a deck."""

    across: Across
    up: Up
    names: Names

    def crossed(self, gathered: GatheredAnswers, phase: str, yes: Collection[Any]) -> CrossTab:
        """How people lie in the corners; `phase` is that of the own statement, `yes` what agrees."""
        elsewhere = gathered.related.get(self.across.activity, {})
        first = _side(elsewhere, (self.across.item, self.across.phase), yes)
        second = _side(gathered.answers, (self.up.item, phase), yes)
        return cross_tab.cross(first, second, gathered.min_answers)

    def figure(self, frame: charts.Frame, standing: Standing, language: str) -> charts.Figure:
        """The four corners."""
        found = crossed_in(standing)
        drawn = charts.Quadrants(
            across=_ends(self.across, language),
            up=_ends(self.up, language),
            names=self._names(language),
            bands=found.bands,
            remark=_remark(found, standing.min_answers, language),
        )
        return charts.quadrants(frame, drawn)

    def caption(self, standing: Standing, language: str) -> str:
        """The corners in words."""
        found = crossed_in(standing)
        words = [_remark(found, standing.min_answers, language)]
        for (name, place), band in zip(self._corners(language), found.bands, strict=False):
            told = f"{charts.band_in_words(band, language)} ({place})"
            words.append(texts.text(language, "standing.about", item=name, words=told))
        if found.bands:
            words.append(texts.text(language, "crossing.between"))
        return " ".join(words)

    def rows(self, standing: Standing, language: str) -> Iterator[tuple[str, str]]:
        """Each corner, by name and place, and how many are in it."""
        found = crossed_in(standing)
        for (name, place), band in zip(self._corners(language), found.bands, strict=False):
            low, high = band
            words = charts.band_in_words(band, language)
            yield f"{name} ({place})", scale.InWords(words, scale.Numbers(low=low, high=high))

    def _corners(self, language: str) -> Iterator[tuple[str, str]]:
        """Each corner's name, and what people in it say."""
        across, up = _ends(self.across, language), _ends(self.up, language)
        for name, (right, above) in zip(self._names(language), _YES, strict=True):
            yield name, f"{across[right]}, {up[above]}"

    def _names(self, language: str) -> tuple[str, str, str, str]:
        both, across, up, neither = (
            texts.pick(name, language)
            for name in (self.names.both, self.names.across, self.names.up, self.names.neither)
        )
        return both, across, up, neither


#: Whether people in each corner say yes across, and up; in the order of `crossing.CORNERS`.
_YES = ((1, 1), (1, 0), (0, 1), (0, 0))


def crossed_in(standing: Standing) -> CrossTab:
    """The crossing that a standing keeps; an empty one where it has none."""
    kept = standing.details.get(DETAIL)
    return CrossTab.from_json(kept) if kept else CrossTab(0)


def _side(answers: Answers, slot: Slot, yes: Collection[Any]) -> Side:
    return {id: own[slot] in yes for id, own in answers.items() if slot in own}


def _ends(end: Across | Up, language: str) -> tuple[str, str]:
    return texts.pick(end.low, language), texts.pick(end.high, language)


def _remark(found: CrossTab, min_answers: int, language: str) -> str:
    """How many answered both, and why no corner is told where none is."""
    words = f"{texts.text(language, 'crossing.people', n=found.n)}."
    if found.bands:
        return words
    why = "untold" if found.n >= min_answers else "few"
    return f"{words} {texts.text(language, f'crossing.{why}', min_answers=min_answers)}"
