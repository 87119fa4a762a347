"""Two small pictures of simulated people with oneself among them, as SVG that needs nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from math import cos, pi, sin
from typing import NamedTuple

#: How lines look that aren't oneself.
GREY = 'stroke="currentColor" stroke-opacity=".35"'
#: A glyph for each camp, so that colour alone says nothing.
GLYPHS = {"A": "▲", "B": "■"}
_WIDTH, _HEIGHT, _RADIUS = 440, 240, 88


class StripWords(NamedTuple):
    """What stands at the two ends of a strip, over oneself, and what the picture says in words."""

    low: str
    high: str
    you: str
    spoken: str


class Circle(NamedTuple):
    """A question with what it comes to, the roles around the circle, who names whom and how often.

    `mine` is one's own role, None without; `named` are the roles one names.
    """

    title: str
    spoken: str
    roles: Mapping[str, str]
    links: Mapping[tuple[str, str], int]
    mine: str | None
    named: tuple[str, ...]


def strip(people: Sequence[tuple[str, int]], most: int, words: StripWords) -> str:
    """Everybody by how many of `most` votes are as one's own, camp by glyph; oneself at the right end."""
    width, left, step = 460, 30, 400 / max(1, most)
    stacked: Counter[int] = Counter()
    marks = []
    for camp, alike in sorted(people, key=lambda one: (one[1], one[0])):
        x, y = left + alike * step, 20 + 13 * stacked[alike]
        stacked[alike] += 1
        marks.append((x, y, camp))
    high = 40 + 13 * max(stacked.values(), default=1)
    drawn = "".join(
        f'<text x="{x:.0f}" y="{high - y}" text-anchor="middle" font-size="13" '
        f'fill="var(--tamtam-{"today" if camp == "A" else "wanted"})">{GLYPHS.get(camp, "●")}</text>'
        for x, y, camp in marks
    )
    right = left + 400
    you = (
        f'<text x="{right}" y="{high - 20 - 13 * stacked[most]}" text-anchor="middle" font-size="13" '
        f'font-weight="700" fill="currentColor">◆ {escape(words.you)}</text>'
    )
    axis = (
        f'<line x1="{left}" x2="{right}" y1="{high - 12}" y2="{high - 12}" stroke="currentColor"/>'
        f'<text x="{left - 24}" y="{high + 4}" font-size="12" fill="currentColor">{escape(words.low)}</text>'
        f'<text x="{right + 24}" y="{high + 4}" text-anchor="end" font-size="12" '
        f'fill="currentColor">{escape(words.high)}</text>'
    )
    return svg(width, high + 12, words.spoken, drawn + you + axis)


def circle(shown: Circle) -> str:
    """Roles around a circle: grey lines as often as simulated people name, thick ones for oneself."""
    ids = list(shown.roles)
    place = {
        id: (
            _WIDTH / 2 + _RADIUS * sin(2 * pi * at / len(ids)),
            _HEIGHT / 2 - _RADIUS * cos(2 * pi * at / len(ids)),
        )
        for at, id in enumerate(ids)
    }
    lines = [
        _line(place[a], place[b], f'{GREY} stroke-width="{min(n, 8) / 2}"')
        for (a, b), n in shown.links.items()
        if a != b and a in place and b in place
    ]
    if shown.mine in place:
        lines += [
            _line(place[shown.mine], place[role], 'stroke="var(--tamtam-accent)" stroke-width="3"')
            for role in shown.named
            if role != shown.mine and role in place
        ]
    dots = [_dot(place[id], name, id == shown.mine) for id, name in shown.roles.items()]
    inside = "".join([*lines, *dots])
    drawn = svg(_WIDTH, _HEIGHT, shown.spoken, inside)
    return f"<figure><figcaption>{escape(shown.title)}</figcaption>{drawn}</figure>"


def _line(a: tuple[float, float], b: tuple[float, float], look: str) -> str:
    return f'<line x1="{a[0]:.0f}" y1="{a[1]:.0f}" x2="{b[0]:.0f}" y2="{b[1]:.0f}" {look}/>'


def _dot(at: tuple[float, float], name: str, is_mine: bool) -> str:
    x, y = at
    away = 1 if y >= _HEIGHT / 2 else -1
    anchor = "middle" if abs(x - _WIDTH / 2) < 20 else "start" if x > _WIDTH / 2 else "end"
    beside = 0 if anchor == "middle" else 10 if anchor == "start" else -10
    below = (20 if away > 0 else -10) if anchor == "middle" else 4
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{7 if is_mine else 5}" '
        f'fill="{"var(--tamtam-accent)" if is_mine else "currentColor"}"/>'
        f'<text x="{x + beside:.0f}" y="{y + below:.0f}" text-anchor="{anchor}" font-size="13"'
        f' font-weight="{700 if is_mine else 400}" '
        f'fill="currentColor">{escape(name)}</text>'
    )


def svg(width: int, height: int, spoken: str, inside: str) -> str:
    """A picture with what it says in words."""
    return (
        f'<svg role="img" aria-label="{escape(spoken)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" style="max-width:100%;height:auto">{inside}</svg>'
    )
