"""Two questions crossed, as a person reads it: in a notebook cell, in a terminal, as a figure."""

from typing import Any

from tamtam import charts
from tamtam.language import texts
from tamtam.results.view import ChartView
from tamtam.session.cross_tab import Variable
from tamtam.standing.cross_tab import CrossTab
from tamtam.standing.standing import Table

#: Whether people in each corner say yes to the first question, and to the second.
_YES = ((1, 1), (1, 0), (0, 1), (0, 0))


class CrossTabView(ChartView):
    """How two questions go together in one language: the first across, the second up."""

    def __init__(
        self, first: Variable, second: Variable, cross: CrossTab, min_answers: int, language: str
    ) -> None:
        self.first = first
        self.second = second
        self.cross = cross
        self.language = language
        self._min_answers = min_answers

    @property
    def sentence(self) -> str:
        if not self.cross.bands:
            return self._say("nothing")
        largest = max(self.cross.bands)
        if self.cross.bands.count(largest) > 1:
            return self._say("even", n=self.cross.n)
        most = self.cross.bands.index(largest)
        first, second = self._corner(most)
        band = self._bands()[most]
        return self._say("sentence", band=band, n=self.cross.n, first=first, second=second)

    @property
    def caption(self) -> str:
        words = [f"{self.sentence}.", self._say("drawn"), *filter(None, [self._remark()])]
        for corner, band in enumerate(self._bands()):
            first, second = self._corner(corner)
            words.append(self._say("corner", first=first, second=second, band=band))
        return " ".join(words)

    def plain_figure(self) -> dict[str, Any]:
        frame = charts.Frame(self.sentence, self.title(), self.people(), self.language)
        across, up = (question.answers(self.language) for question in (self.first, self.second))
        drawn = charts.Quadrants(across, up, ("", "", "", ""), self.cross.bands, self._remark())
        return charts.quadrants(frame, drawn)

    def plain_table(self) -> Table:
        columns = texts.section(self.language, "crossing")["columns"]
        words: dict[str, str] = texts.spaced_all(self.language, columns)
        rows = (
            (*self._corner(corner), low, high)
            for corner, (low, high) in enumerate(self.cross.bands)
        )
        return Table(tuple(words.values()), tuple(rows))

    def people(self) -> str:
        return self._say("people", n=self.cross.n)

    def title(self) -> str:
        return " × ".join(question.text(self.language) for question in (self.first, self.second))

    def _corner(self, corner: int) -> tuple[str, str]:
        """What people in a corner say to the first question, and to the second."""
        first, second = (
            self._say("stands", item=q.text(self.language), answer=q.answers(self.language)[yes])
            for q, yes in zip((self.first, self.second), _YES[corner], strict=True)
        )
        return first, second

    def _bands(self) -> list[str]:
        return [charts.band_in_words(band, self.language) for band in self.cross.bands]

    def _remark(self) -> str:
        if self.cross.bands:
            return ""
        few = self.cross.n < self._min_answers
        return self._say("few" if few else "untold", min_answers=self._min_answers)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self.language, f"crossing.{key}", **values)
