"""What stands around every chart: the sentence as its title, the question, how many answered."""

from dataclasses import dataclass, replace

from tamtam.charts import theme
from tamtam.charts.canvas import EDGE, MARGIN_FOOT, MARGIN_TOP, PAGE, Canvas
from tamtam.charts.theme import Figure, colour, plain
from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.standing.standing import Standing


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a chart, in one language, and the `canvas` it is drawn on.

    `enough` is whether there is anything to draw.
    """

    sentence: str
    question: str
    people: str
    language: str
    enough: bool = True
    canvas: Canvas = PAGE

    @classmethod
    def of(
        cls, activity: Activity, standing: Standing, language: str, canvas: Canvas = PAGE
    ) -> "Frame":
        """The frame of an activity's chart."""
        return cls(
            texts.pick(standing.sentence, language),
            texts.pick(activity.question, language),
            people(standing, language),
            language,
            standing.enough,
            canvas,
        )

    def word(self, key: str) -> str:
        """A text of charts and standings in the frame's language."""
        return texts.text(self.language, f"standing.{key}")

    def layout(self, needs: float) -> Figure:
        """Type, colours, axes that stay still, and room for a drawing `needs` px high."""
        canvas = self.canvas
        title, top = self._title() if canvas.headed else ({"text": ""}, MARGIN_TOP)
        foot = 40 if canvas.headed else MARGIN_FOOT
        axis = {"type": "linear", "fixedrange": True, "zeroline": False, "showgrid": False}
        return {
            "template": {"layout": {}},
            "title": title,
            "font": {"family": theme.FONT, "size": theme.LABEL, "color": colour("ink")},
            "paper_bgcolor": colour("paper"),
            "plot_bgcolor": colour("paper"),
            "autosize": True,
            **({"width": canvas.width} if canvas.height else {}),
            "height": canvas.height or round(top + needs + foot),
            "margin": {"l": EDGE, "r": EDGE, "t": top, "b": foot},
            "xaxis": {**axis, "showticklabels": False},
            "yaxis": {**axis, "showticklabels": False},
            "annotations": [],
            "shapes": [],
            "showlegend": False,
            "hovermode": False,
            "dragmode": False,
            "uirevision": "still",
        }

    def _title(self) -> tuple[Figure, int]:
        """The sentence and, under it, the question and how many answered; where the drawing begins."""
        title = theme.lines(self.sentence, theme.TITLE_LINE)
        under = theme.lines(f"{self.question} · {self.people}", theme.SMALL_LINE)
        words = {
            "text": "<br>".join(map(plain, title)),
            "subtitle": {
                "text": "<br>".join(map(plain, under)),
                "font": {"size": theme.SMALL, "color": colour("muted")},
            },
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            # Plotly puts a title that has a subtitle 8.4 px higher for each line more.
            "pad": {"l": EDGE, "t": 18 + 8.4 * (len(title) - 1)},
            "font": {"size": theme.TITLE, "color": colour("ink")},
        }
        return words, 22 + 30 * len(title) + 20 * len(under) + 12

    def empty(self) -> Figure:
        """A chart with too few answers: the question, and how many answers there are."""
        asked = replace(self, sentence=self.question, question=self.people, people="")
        layout = asked.layout(needs=200)
        if self.canvas.headed:
            layout["title"]["subtitle"]["text"] = plain(self.people)
        layout["xaxis"] |= {"range": [0, 1]}
        layout["yaxis"] |= {"range": [0, 1]}
        words = plain(self.sentence, 48)
        layout["annotations"] = [note(words, 0.5, 0.5, "center", ink="muted", size=theme.TITLE)]
        return {"data": [], "layout": layout}


def people(standing: Standing, language: str) -> str:
    """How many answered, in words, how many of them on paper, and how many in the room did not."""
    said = texts.text(language, "standing.people", n=standing.n)
    if standing.by_hand:
        said = texts.text(language, "standing.by_hand", people=said, n=standing.by_hand)
    if not standing.silent:
        return said
    return texts.text(language, "standing.silent", people=said, n=standing.silent)


def note(
    text: str, x: float, y: float, anchor: str, *, ink: str = "ink", size: int = theme.LABEL
) -> Figure:
    """A label at a place of the drawing. `text` has been made `plain`."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xanchor": anchor,
        "yanchor": "middle",
        "align": anchor,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": colour(ink)},
    }


def rule(x: tuple[float, float], y: tuple[float, float], *, dash: str = "solid") -> Figure:
    """A thin straight line of the drawing, under the data."""
    return {
        "type": "line",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "layer": "below",
        "line": {"color": colour("line"), "width": 1, "dash": dash},
    }


def arrow(start: tuple[float, float], end: tuple[float, float]) -> Figure:
    """A thick arrow from one place of the drawing to another."""
    return {
        "text": "",
        "x": end[0],
        "y": end[1],
        "ax": start[0],
        "ay": start[1],
        "axref": "x",
        "ayref": "y",
        "showarrow": True,
        "arrowhead": 2,
        "arrowsize": 0.8,
        "arrowwidth": 4,
        "arrowcolor": colour("ink"),
        "standoff": 12,
        "startstandoff": 10,
    }
