"""Where the group stands, as a person reads it: in a notebook cell, in a terminal, as a figure."""

import sys
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Self

from tamtam import charts, kinds
from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.language.typed import as_html, unlinked
from tamtam.results import numbers
from tamtam.session.display import Display
from tamtam.standing.standing import Standing, Table

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


class ChartView(ABC):
    """A chart with its words and numbers, in one language, before anything draws it.

    `figure()` is the chart, `caption` the chart in words, `table()` its numbers. Shown by itself at
    the end of a notebook cell or by `print`.
    """

    language: str

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The one sentence to say."""

    @property
    @abstractmethod
    def caption(self) -> str:
        """The chart in words; it begins with the sentence."""

    @abstractmethod
    def plain_figure(self) -> dict[str, Any]:
        """The chart as plain data, `data` and `layout`."""

    @abstractmethod
    def plain_table(self) -> Table:
        """The numbers under the chart, as plain data."""

    @abstractmethod
    def people(self) -> str:
        """How many answered, in words."""

    @abstractmethod
    def title(self) -> str:
        """What it is about."""

    def figure(self) -> "go.Figure":
        """The chart as a Plotly figure, to look at, change or save."""
        import plotly.graph_objects as go  # half a second that a session may not need
        import plotly.io as pio

        if "ipykernel" in sys.modules:
            # JupyterLab draws this from its own copy; else each chart would carry all of plotly.js.
            pio.renderers.default = "plotly_mimetype"
        return go.Figure(self.plain_figure())

    def table(self) -> "pd.DataFrame":
        """The numbers under the chart; an interval has two columns of its own."""
        return numbers.frame(self.plain_table(), self.language)

    def __repr__(self) -> str:
        people = f" ({self.people()})" if self.people() else ""
        return unlinked(f"{self.title()}{people}\n{self.caption}")

    def _repr_html_(self) -> str:
        table = self.plain_table()
        head = "".join(f'<th scope="col">{as_html(str(name))}</th>' for name in table.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{as_html(str(cell))}</td>" for cell in row) + "</tr>"
            for row in table.rows
        )
        numbers = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        rest = self.caption.removeprefix(self.sentence).lstrip(". ")  # a caption begins with it
        people = f" · {as_html(self.people())}" if self.people() else ""
        return (
            f"<p><strong>{as_html(self.sentence)}</strong>{people}</p>"
            f"{f'<p>{as_html(rest)}</p>' if rest else ''}{numbers if table.rows else ''}"
        )


class View(ChartView):
    """The standing of one activity in one language; with `facet` what it says of that facet."""

    def __init__(
        self, activity: Activity, standing: Standing, language: str, facet: str = ""
    ) -> None:
        self.activity = activity
        self.language = language
        self.facet = facet
        self._kind = kinds.get(standing.kind)  # of what moved another than the activity's
        whole = not facet or standing.outcome == "few"
        self.standing = standing if whole else self._kind.facet(activity, standing, facet)

    @classmethod
    def of(cls, activity: Activity, shown: Display, language: str) -> Self:
        """What was revealed of an activity, as it is shown."""
        return cls(activity, shown.standing, language, shown.facet)

    @property
    def facets(self) -> dict[str, str]:
        """What may be shown one at a time beside the whole: names by id."""
        return {
            id: self._kind.facet_name(self.activity, id, self.language)
            for id in self._kind.facets(self.activity)
        }

    @property
    def page(self) -> str:
        """Which page of how many it is, in words; empty where it isn't one."""
        pages = self._kind.pages(self.activity)
        named = self._kind.facet_name(self.activity, self.facet, self.language)
        return named if self.facet in pages else ""

    @property
    def sentence(self) -> str:
        return texts.pick(self.standing.sentence, self.language)

    @property
    def caption(self) -> str:
        words = self._kind.caption(self.activity, self.standing, self.language)
        told = {"n": self.standing.by_hand, "of": self.standing.n}
        by_hand = texts.text(self.language, "standing.by_hand_told", **told) if told["n"] else ""
        return f"{words} {by_hand}".rstrip()

    @property
    def debrief(self) -> str:
        """The question to ask now: the one for what is claimed; empty where the deck has none."""
        questions = self.activity.debrief if self.standing.kind == self.activity.kind else None
        fitting = questions.question(self.standing.debriefs) if questions else {}
        return texts.pick(fitting, self.language) if fitting else ""

    def plain_figure(self, canvas: charts.Canvas = charts.PAGE) -> dict[str, Any]:
        """The chart as plain data, drawn on a surface: a page, unless it says which."""
        return self._kind.figure(self.activity, self.standing, self.language, canvas)

    def plain_table(self) -> Table:
        return self._kind.table(self.activity, self.standing, self.language)

    def people(self) -> str:
        """How many answered; "" where the sentence says it already, as there is nothing else to say."""
        if not self.standing.enough:
            return ""
        return self._kind.people(self.standing, self.language)

    def title(self) -> str:
        return texts.pick(self.activity.title, self.language)
