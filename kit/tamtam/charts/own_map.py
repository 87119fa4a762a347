"""A map of what one person placed, as SVG that needs nothing else: across, up, and which way it pulls."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from tamtam.charts import among

_LEFT, _TOP, _SIDE = 40, 24, 300
_WIDTH, _HEIGHT = 460, _TOP + _SIDE + 44
#: How wide a letter of a name is at most, how far it stands from its mark, how high a line is, in px.
_LETTER, _GAP, _LINE = 8.2, 13, 16
#: How far up or down a name goes to lie over no other, the nearest first.
_OFFSETS = (0, *(off * _LINE for n in range(1, 7) for off in (n, -n)))
#: A shape for each pull, so that colour alone says nothing.
GIVES, DRAINS, NEITHER = "▲", "▼", "●"


class MapPlace(NamedTuple):
    """Something on the map: its name, how far across and up it stands (0 to 1), and its pull."""

    name: str
    across: float
    up: float
    pull: int


class MapWords(NamedTuple):
    """The names of the axes, of the four corners row by row, of the three pulls, and all of it in words.

    Where nothing pulls no pull has a name.
    """

    across: str
    up: str
    corners: tuple[str, ...]
    pulls: tuple[str, ...]
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
    inside = frame + corners + named + "".join(map(_mark, places, _labels(places)))
    return among.svg(_WIDTH, _HEIGHT, words.spoken, inside)


class _Label(NamedTuple):
    """A name where it stands: from `left` to `right`, in the middle of its height at `y`."""

    text: str
    left: float
    right: float
    y: float
    is_left_of_mark: bool


def _labels(places: Sequence[MapPlace]) -> list[_Label]:
    """Each name beside its mark, as far up or down as it takes to lie over no other name."""
    found: list[_Label] = []
    for one in places:
        x, y = _at(one)
        before = x > _LEFT + 0.55 * _SIDE
        most = int(((x if before else _WIDTH - x) - _GAP) / _LETTER)
        text = one.name if len(one.name) <= most else f"{one.name[: most - 1].rstrip()}…"
        long = len(text) * _LETTER
        left = x - _GAP - long if before else x + _GAP
        tries = (_Label(text, left, left + long, y + off, before) for off in _OFFSETS)
        free = (it for it in tries if not any(_overlap(it, other) for other in found))
        found.append(next(free, _Label(text, left, left + long, y, before)))
    return found


def _overlap(one: _Label, other: _Label) -> bool:
    beside = one.right < other.left or other.right < one.left
    return not beside and abs(one.y - other.y) < _LINE


def _at(one: MapPlace) -> tuple[float, float]:
    return _LEFT + one.across * _SIDE, _TOP + (1 - one.up) * _SIDE


def _mark(one: MapPlace, label: _Label) -> str:
    """A mark, with its name beside it."""
    x, y = _at(one)
    glyph = GIVES if one.pull > 0 else DRAINS if one.pull < 0 else NEITHER
    side, anchor = (label.right, "end") if label.is_left_of_mark else (label.left, "start")
    return (
        f'<text x="{x:.0f}" y="{y + 6:.0f}" text-anchor="middle" font-size="18" '
        f'fill="var(--tamtam-{"wanted" if one.pull < 0 else "today"})">{glyph}</text>'
        f'<text x="{side:.0f}" y="{label.y + 5:.0f}" text-anchor="{anchor}" font-size="13" '
        f'font-weight="650" fill="currentColor">{escape(label.text)}</text>'
    )
