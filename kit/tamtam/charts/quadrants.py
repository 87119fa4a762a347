"""Quadrants: how many stand in each corner of two questions, and never who.

A square's area is about its corner's share, in the middle of the band that may be told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from tamtam.charts import theme
from tamtam.charts.frame import Frame, note, rule
from tamtam.charts.theme import Figure, colour, plain
from tamtam.language import texts

#: Where the corners lie, in the order of `crossing.CORNERS`: both up right, the first down right.
_PLACES = ((0.5, 0.5), (0.5, -0.5), (-0.5, 0.5), (-0.5, -0.5))
#: The drawing reaches a little further than the corners, for the words of the ends.
_END, _WORDS = 1.0, 1.14
#: The side of a square of everybody, in px, and the height of the drawing.
_LARGEST, _NEEDS = 130, 330


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
    layout["annotations"] = [*_ends(drawn), *_corners(drawn, frame.language)]
    layout["shapes"] = [rule((-_END, _END), (0, 0)), rule((0, 0), (-_END, _END))]
    layout["xaxis"] |= {"range": [-_END, _END]}
    layout["yaxis"] |= {"range": [-_WORDS - 0.1, _WORDS + 0.1]}
    return {"data": [_squares(drawn.bands)], "layout": layout}


def band_in_words(band: tuple[int, int], language: str) -> str:
    """How many there may be: "5 to 9", "fewer than 5"; one number where it is one."""
    low, high = band
    if low == high:
        return str(texts.number(language, low))
    if not low:
        return texts.text(language, "crossing.fewer", n=high + 1)
    return texts.text(language, "standing.from_to", low=low, high=high)


def _squares(bands: Sequence[tuple[int, int]]) -> Figure:
    middles = [(low + high) / 2 for low, high in bands]
    everybody = sum(middles) or 1
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x + 0.22 for (x, _), _ in zip(_PLACES, middles, strict=False)],
        "y": [y for (_, y), _ in zip(_PLACES, middles, strict=False)],
        "marker": {
            "symbol": "square",
            "size": [round(_LARGEST * sqrt(middle / everybody), 1) for middle in middles],
            "color": colour("between"),
            "line": {"color": colour("line"), "width": 1.5},
            "opacity": 1,
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _corners(drawn: Quadrants, language: str) -> Iterator[Figure]:
    """Each corner's name and its number, left of its square."""
    for (x, y), name in zip(_PLACES, drawn.names, strict=True):
        yield note(plain(name, 24), x - 0.44, y + (0.2 if drawn.bands else 0), "left")
    for (x, y), band in zip(_PLACES, drawn.bands, strict=False):
        words, told = plain(band_in_words(band, language)), band[0] > 0
        size, ink = (theme.TITLE, "ink") if told else (theme.SMALL, "muted")
        yield note(words, x - 0.44, y - 0.14, "left", ink=ink, size=size)
    yield note(plain(drawn.remark, 60), -_END, _WORDS + 0.02, "left", ink="muted", size=theme.SMALL)


def _ends(drawn: Quadrants) -> Iterator[Figure]:
    """What the axes lead to: yes upwards and to the right."""
    (left, right), (down, up) = drawn.across, drawn.up
    for words, x, y, anchor in (
        (f"← {left}", -_END, -_WORDS, "left"),
        (f"{right} →", _END, -_WORDS, "right"),
        (f"↓ {down}", 0.0, -_WORDS, "center"),
        (f"↑ {up}", 0.0, _WORDS + 0.02, "center"),
    ):
        yield note(plain(words), x, y, anchor, ink="muted", size=theme.SMALL)
