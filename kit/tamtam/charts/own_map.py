"""A map of what one person placed, as SVG that needs nothing else: across, up, and which way it pulls."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from tamtam.charts import among

_LEFT, _TOP, _SIDE = 40, 24, 300
_WIDTH, _HEIGHT = 460, _TOP + _SIDE + 44
#: A shape for each pull, so that colour alone says nothing.
GIVES, DRAINS, NEITHER = "▲", "▼", "●"


class MapPlace(NamedTuple):
    """Something on the map: its name, how far across and up it stands (0 to 1), and its pull."""

    name: str
    across: float
    up: float
    pull: int


class MapWords(NamedTuple):
    """The names of the axes, of the four corners row by row, of the three pulls, and all of it in words."""

    across: str
    up: str
    corners: tuple[str, ...]
    pulls: tuple[str, str, str]
    spoken: str


def drawn(places: Sequence[MapPlace], words: MapWords) -> str:
    """The map: its cross and corners, each thing with its name beside it."""
    right, bottom, middle = _LEFT + _SIDE, _TOP + _SIDE, _SIDE / 2
    frame = (
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" {among.GREY}/>'
        f'<path d="M{_LEFT + middle:.0f} {_TOP}V{bottom}M{_LEFT} {_TOP + middle:.0f}H{right}" {among.GREY}/>'
    )
    corners = "".join(
        f'<text x="{_LEFT + 8 + (_SIDE - 16) * (at % 2)}" y="{_TOP + 18 + (at // 2) * (_SIDE - 26)}" '
        f'text-anchor="{"end" if at % 2 else "start"}" font-size="13" fill="currentColor" '
        f'fill-opacity=".75">{escape(name)}</text>'
        for at, name in enumerate(words.corners)
    )
    named = (
        f'<text x="{right}" y="{bottom + 18}" text-anchor="end" font-size="13" fill="currentColor">'
        f"{escape(words.across)} →</text>"
        f'<text x="{_LEFT}" y="{_TOP - 8}" font-size="13" fill="currentColor">↑ {escape(words.up)}</text>'
        f'<text x="{_LEFT}" y="{bottom + 38}" font-size="13" fill="currentColor">'
        f"{escape(' · '.join(words.pulls))}</text>"
    )
    inside = (
        frame + corners + named + "".join(_mark(one, places[:at]) for at, one in enumerate(places))
    )
    return among.svg(_WIDTH, _HEIGHT, words.spoken, inside)


def _mark(one: MapPlace, before: Sequence[MapPlace]) -> str:
    """A mark with its name, a line lower for each that stands in the same place already."""
    x, y = _LEFT + one.across * _SIDE, _TOP + (1 - one.up) * _SIDE
    lower = 16 * sum((one.across, one.up) == (other.across, other.up) for other in before)
    glyph = GIVES if one.pull > 0 else DRAINS if one.pull < 0 else NEITHER
    end = one.across > 0.55
    return (
        f'<text x="{x:.0f}" y="{y + 6:.0f}" text-anchor="middle" font-size="18" '
        f'fill="var(--tamtam-{"wanted" if one.pull < 0 else "today"})">{glyph}</text>'
        f'<text x="{x + (-13 if end else 13):.0f}" y="{y + 5 + lower:.0f}" '
        f'text-anchor="{"end" if end else "start"}" font-size="13" font-weight="650" '
        f'fill="currentColor">{escape(one.name)}</text>'
    )
