"""Quadrants: how many stand in each corner of two questions, and never who.

A square's area is about its corner's share, in the middle of the band that may be told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from tamtam.charts import theme, traces
from tamtam.charts.canvas import Canvas
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain
from tamtam.language import texts

#: Where the corners lie, in the order of `crossing.CORNERS`: both up right, the first down right.
_PLACES = ((0.5, 0.5), (0.5, -0.5), (-0.5, 0.5), (-0.5, -0.5))
#: The drawing reaches a little further than the corners, for the words of the ends, in two lines.
_END, _WORDS, _LINE = 1.0, 1.12, 0.17
#: The side of a square of everybody, in px and as a share of a corner's width; the height of the drawing.
_LARGEST, _SIDE, _NEEDS = 130, 0.42, 330
#: In corners narrower than this, in px, numbers are as large as names.
_NARROW = 300


@dataclass(frozen=True, slots=True)
class Quadrants:
    """No and yes across and up, the corners' names, the least and most in each, and a remark.

    Corners come as `crossing.CORNERS`, the first question across. Without bands only the remark shows.
    """

    across: tuple[str, str]
    up: tuple[str, str]
    names: tuple[str, str, str, str]
    bands: Sequence[tuple[int, int]]
    remark: str


def quadrants(frame: Frame, drawn: Quadrants) -> Figure:
    """The four corners with the two questions as axes."""
    layout = frame.layout(needs=_NEEDS)
    remark = theme.lines(drawn.remark, frame.canvas.line(0.97))
    layout["annotations"] = [
        *_ends(drawn, frame.canvas),
        *_corners(drawn, frame),
        *_remark(remark),
    ]
    layout["shapes"] = [rule((-_END, _END), (0, 0)), rule((0, 0), (-_END, _END))]
    layout["xaxis"] |= {"range": [-_END, _END]}
    layout["yaxis"] |= {
        "range": [-_WORDS - 2.4 * _LINE, _WORDS + (0.6 + max(2, len(remark))) * _LINE]
    }
    return {"data": [_squares(drawn.bands, frame.canvas.inner / 2)], "layout": layout}


def band_in_words(band: tuple[int, int], language: str) -> str:
    """How many there may be: "5 to 9", "fewer than 5"; one number where it is one."""
    low, high = band
    if low == high:
        return str(texts.number(language, low))
    if not low:
        return texts.text(language, "crossing.fewer", n=high + 1)
    return texts.text(language, "standing.from_to", low=low, high=high)


def _squares(bands: Sequence[tuple[int, int]], corner: float) -> Figure:
    """A square a corner, each of which is so many px wide."""
    largest = min(_LARGEST, _SIDE * corner)
    middles = [(low + high) / 2 for low, high in bands]
    everybody = sum(middles) or 1
    return traces.points(
        [x + 0.26 for (x, _), _ in zip(_PLACES, middles, strict=False)],
        [y for (_, y), _ in zip(_PLACES, middles, strict=False)],
        {
            "symbol": "square",
            "size": [round(largest * sqrt(middle / everybody), 1) for middle in middles],
            "color": colour("between"),
            "line": {"color": colour("line"), "width": 1.5},
            "opacity": 1,
        },
    )


def _corners(drawn: Quadrants, frame: Frame) -> Iterator[Figure]:
    """Each corner's name and its number, left of its square."""
    large = theme.TITLE if frame.canvas.inner / 2 > _NARROW else theme.LABEL
    for (x, y), name in zip(_PLACES, drawn.names, strict=True):
        yield note(plain(name, 24), x - 0.44, y + (0.2 if drawn.bands else 0), "left")
    for (x, y), band in zip(_PLACES, drawn.bands, strict=False):
        words, told = plain(band_in_words(band, frame.language)), band[0] > 0
        size, ink = (large, "ink") if told else (theme.SMALL, "muted")
        yield note(words, x - 0.44, y - 0.14, "left", ink=ink, size=size)


def _remark(lines: Sequence[str]) -> Iterator[Figure]:
    """How many answered both, above the corners, in as many lines as it takes."""
    text = "<br>".join(map(plain, lines))
    yield note(text, -_END, _WORDS + _LINE / 2, "left", ink="muted", size=theme.SMALL) | {
        "yanchor": "bottom"
    }


def _ends(drawn: Quadrants, canvas: Canvas) -> Iterator[Figure]:
    """What the axes lead to: yes upwards and to the right."""
    (left, right), (down, up) = drawn.across, drawn.up
    half, size = canvas.line(0.47), theme.SMALL
    yield note(plain(f"↑ {up}"), 0.0, _WORDS, "center", ink="muted", size=size)
    yield note(plain(f"↓ {down}"), 0.0, -_WORDS, "center", ink="muted", size=size)
    for words, x, anchor in ((f"← {left}", -_END, "left"), (f"{right} →", _END, "right")):
        end = note(plain(words, half), x, -_WORDS - _LINE / 2, anchor, ink="muted", size=size)
        yield end | {"yanchor": "top"}
