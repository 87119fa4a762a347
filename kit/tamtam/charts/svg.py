"""A chart as SVG: one picture that needs no network, no script and no browser to be drawn."""

from collections.abc import Iterator, Sequence
from html import escape

from tamtam.charts import theme
from tamtam.charts.marks import Area, Disc, DrawnChart, Mark, Point, Stroke, TextLine

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
#: How long strokes and gaps are, for a line 1 px wide.
DASHES = {"dash": (5, 4), "dot": (1.5, 2.5), "dashdot": (6, 3, 1.5, 3)}


def svg(drawing: DrawnChart, caption: str = "") -> str:
    """The picture; `caption` says it in words to who can't see it."""
    told = f'role="img" aria-label="{escape(caption)}" ' if caption else ""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {told}viewBox="0 0 {_px(drawing.width)} '
        f'{_px(drawing.height)}" font-family="{escape(theme.FONT)}">'
    )
    ground = f'<rect width="100%" height="100%" fill="{drawing.paper}"/>'
    return head + ground + "".join(map(_mark, drawing.marks)) + "</svg>"


def in_the_dark() -> str:
    """Rules of CSS that exchange the light colours of pictures on a page for the dark ones."""
    return "".join(
        f'svg [{part}="{light}"]{{{part}:{dark}}}'
        for light, dark in theme.palette().values()
        for part in ("fill", "stroke")
    )


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_px(x)},{_px(y)}" for x, y in points)


def _mark(mark: Mark) -> str:
    if isinstance(mark, TextLine):
        return _words(mark)
    if isinstance(mark, Stroke):
        dash = " ".join(_px(one * max(mark.width, 1)) for one in DASHES.get(mark.dash, ()))
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        return (
            f'<polyline points="{_points(mark.points)}" fill="none" stroke="{mark.ink}" '
            f'stroke-width="{_px(mark.width)}"{dashed}{_opacity(mark.opacity)}/>'
        )
    style = "".join(_style(mark))
    if isinstance(mark, Disc):
        return f'<circle cx="{_px(mark.x)}" cy="{_px(mark.y)}" r="{_px(mark.radius)}"{style}/>'
    return f'<polygon points="{_points(mark.points)}"{style}/>'


def _style(mark: Area | Disc) -> Iterator[str]:
    yield f' fill="{mark.fill or "none"}"'
    if mark.ink and mark.width:
        yield f' stroke="{mark.ink}" stroke-width="{_px(mark.width)}"'
    yield _opacity(mark.opacity)


def _opacity(value: float) -> str:
    return f' opacity="{value:.2f}"' if value < 1 else ""


def _words(line: TextLine) -> str:
    runs = "".join(
        f'<tspan font-weight="700">{escape(run.text)}</tspan>' if run.bold else escape(run.text)
        for run in line.runs
    )
    return (
        f'<text x="{_px(line.x)}" y="{_px(line.y)}" font-size="{_px(line.size)}" fill="{line.ink}" '
        f'text-anchor="{_ANCHORS[line.anchor]}">{runs}</text>'
    )
