"""Sentences: each participant writes one or a few; the room reads those that are shown, without names.

There is nothing to rate, so a standing counts people and lists what they wrote, in the order it came.
"""

import random
from collections.abc import Iterator
from typing import Any

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, refuse
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import ItemStanding, Standing, Table

WORDS = Words("sentences")
#: So many sentences a chart has room for; the table has them all.
MOST_DRAWN = 14


class Sentences(Kind):
    """Free text from the room, held until somebody has read it where the deck says so."""

    name = "sentences"
    comparable = False
    outcomes = ("together",)
    not_on_paper = "paper_sentences"

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        if activity.collect is None:
            yield "collect", "a prompt: what people are asked to write"
        elif activity.collect.first or activity.collect.deal:
            yield "collect", "neither first nor deal: there is nothing to answer"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return ()

    def validate(self, activity: Activity, slot: Slot, value: Any) -> Any:
        raise refuse("not_an_option", options="–")

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        items = tuple(ItemStanding(item.id, outcome="together") for item in activity.items)
        key = "say.own" if min_answers == 1 else "say.room"
        sentence = {
            language: WORDS.text(
                language,
                key,
                people=WORDS.text(language, "people", n=n),
                sentences=WORDS.text(language, "sentences", n=len(items)),
            )
            for language in texts.LANGUAGES
        }
        return Standing(*head, "together", sentence, items)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        frame = charts.Frame.of(activity, standing, language, canvas)
        written = _written(activity, standing, language)
        more = len(written) - MOST_DRAWN
        rest = WORDS.text(language, "more", n=more) if more > 0 else ""
        return charts.quotes(frame, written[:MOST_DRAWN], rest)

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        quoted = [scale.quoted(activity, item.item, language) for item in standing.items]
        return " ".join([scale.said(standing, language), *quoted])

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        rows = tuple((text,) for text in _written(activity, standing, language))
        return Table((columns["sentence"],), rows)

    def quotes(self, activity: Activity, standing: Standing, language: str) -> tuple[str, ...]:
        return tuple(_written(activity, standing, language))

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        """Nothing to answer: simulated participants write what `propose` says."""
        return {}


def _written(activity: Activity, standing: Standing, language: str) -> list[str]:
    return [scale.name_of(activity, item.item, language) for item in standing.items]
