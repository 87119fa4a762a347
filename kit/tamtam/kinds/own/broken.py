"""What stands in for a kind of one's own that can't run: it asks nothing, and says why."""

import random
from typing import Any

from tamtam import charts
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.kind import GatheredAnswers, Kind
from tamtam.kinds.own.guard import NoTally
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import Standing, Table


class BrokenKind(Kind):
    """A kind that can't run here; `trouble` is why. What was answered to it lies in the log as it was."""

    outcomes = ()

    def __init__(self, name: str, trouble: TamtamError) -> None:
        self.name = name  # type: ignore[misc]
        self.trouble = trouble

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return ()

    def validate(self, activity: Activity, slot: Slot, value: Any) -> Any:
        raise self.trouble

    def tally(self, activity: Activity) -> Tally:
        return NoTally()

    def standing(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        head = (activity.id, gathered.turn, self.name, gathered.n, gathered.min_answers)
        return Standing(*head, "few", self._said())

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        return self.standing(activity, gathered)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        frame = charts.Frame.of(activity, standing, language, canvas)
        return charts.chosen_bars(frame, [])

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        return self.trouble.message(language)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        return Table((), ())

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        return ""

    def side_name(self, activity: Activity, side: str, language: str) -> str:
        return ""

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        return {}

    def _said(self) -> Text:
        return {language: self.trouble.message(language) for language in texts.LANGUAGES}
