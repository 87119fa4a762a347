"""Colours, type, and text that stays text: what every chart is made of."""

import json
import re
from functools import cache
from typing import Any

from tamtam import assets
from tamtam.language.graphemes import columns, cut

#: A Plotly figure as plain data: ``{"data": […], "layout": {…}}``, or a part of one.
Figure = dict[str, Any]

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
#: Type sizes in px; that of rows on a wall, where a px is larger.
TITLE, LABEL, SMALL, ROW = 24, 17, 15, 13
#: About how many characters fit in a line of each size across a chart 900 px wide.
TITLE_LINE, LABEL_LINE, SMALL_LINE = 66, 84, 108

#: About how many characters of a label fit in a line beside a row, and what each line beyond the second
#: adds to the row's height.
ROW_LINE, ROW_GROWS = 19, 0.29

#: Plotly reads tags and entities, `%{…}` in templates, and `$…$` where MathJax is about.
_READ_BY_PLOTLY = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "%": "&#37;"}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # a no-break space stays one


@cache
def palette() -> dict[str, list[str]]:
    """Every colour by its name: [light, dark]."""
    colours: dict[str, list[str]] = json.loads(
        (assets.folder() / "palette.json").read_text("utf-8")
    )
    return colours


def colour(name: str) -> str:
    """The light variant of a named colour."""
    return palette()[name][0]


def dark(figure: Figure) -> Figure:
    """The same figure for a dark surface. Only colours change, never a text that looks like one."""
    exchanged = dict(palette().values())
    return _recoloured(figure, exchanged)


def _recoloured(part: Figure, exchanged: dict[str, str]) -> Figure:
    return {key: _exchange(key, value, exchanged) for key, value in part.items()}


def _exchange(key: str, value: Any, exchanged: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return _recoloured(value, exchanged)
    if isinstance(value, list):
        return [_exchange(key, one, exchanged) for one in value]
    return exchanged.get(value, value) if key.endswith("color") else value


def plain(text: str, width: int = 0) -> str:
    """`text` as Plotly will show it to the letter, in lines of at most `width` characters if given.

    >>> plain("<b>R&D</b>")
    '&lt;b&gt;R&amp;D&lt;/b&gt;'
    """
    return "<br>".join(
        "".join(_READ_BY_PLOTLY.get(c, c) for c in line) for line in lines(text, width)
    )


def grown(label: str) -> float:
    """By how much a row is higher than others, in rows, so that a long label beside it has its room."""
    return ROW_GROWS * max(0, len(lines(label, ROW_LINE)) - 2)


def below(label: str, least: float) -> float:
    """How far under the middle of its row a remark stands, in rows: `least`, or just under a long label."""
    return max(least, 0.14 * len(lines(label, ROW_LINE)) - 0.04)


def lines(text: str, width: int = 0) -> list[str]:
    """`text` broken at its spaces into lines of at most `width` letters; long words are cut.

    A word is cut between what is read as one character each, in every script.
    """
    broken = [""]
    for word in _SPACES.split(text.strip(" \t\r\n\f\v")):
        if width and broken[-1] and columns(broken[-1]) + 1 + columns(word) > width:
            broken.append("")
        broken[-1] += (" " if broken[-1] else "") + word
    return [piece for line in broken for piece in cut(line, width)] if width else broken
