"""One page to send: a session on one sheet of A4, the three most telling charts and what there is to say.

Which charts are the most telling is a rule: one that splits the room, one with a wide gap, one it agrees on,
then the next of each; of each sort the one furthest apart, and none that can't be read so small. One without
a clear finding stands there only where there is no other. Who hands it out may name others.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice, zip_longest
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from tamtam.charts import theme
from tamtam.charts.canvas import Canvas
from tamtam.charts.drawing import drawing
from tamtam.language import texts
from tamtam.language.typed import unlinked
from tamtam.results import logo
from tamtam.results.findings import Line
from tamtam.results.folder import Folder
from tamtam.results.revealed import Edition, note
from tamtam.results.summary import Section, Summary
from tamtam.results.view import View
from tamtam.session import cohort
from tamtam.session.state import State

if TYPE_CHECKING:
    from tamtam.results.paper import Paper

NAME = "summary.pdf"
#: How many charts, and which outcome tells most; the last is none.
CHARTS, _ORDER = 3, ("split", "gap", "together", "scattered")
#: What stands beside the charts, by the keys of the summary's sections.
_BESIDE = ("together", "split", "gaps", "try", "ahead")
#: Surface of a small chart: all of it fits, and its title is written above it; how high at most (px) a chart
#: may want to be to be read there.
_SMALL, _HIGHEST = Canvas(800, 370, headed=False, row=theme.ROW), 700
#: The page (mm): its edge, the width of charts, where the words beside them begin and how wide they are.
_EDGE, _LEFT, _BEGIN, _RIGHT, _FOOT = 14.0, 120.0, 140.0, 56.0, 284.0
#: Sizes of type (pt), the largest first: what stands beside the charts takes the first that fits.
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)

#: Sizes of letters of the report's first page (pt), the largest first.
SIZES = tuple(size / 4 for size in range(50, 23, -1))
#: What two columns have (mm): the width of one, the height of both beneath the head.
WIDTH, HEIGHT = 87.0, 2 * 236.0
#: A point in mm; how wide a letter is and how high a line, of the size of the letters.
POINT, LETTER, LINE = 0.3528, 0.54, 1.3
#: How much a heading takes of lines, and a space between paragraphs.
HEADING, SPACE = 2.4, 0.35


def write(state: State, folder: Path, edition: Edition) -> Path:
    """Write the page into a folder; returns its file."""
    out = Folder(folder)
    out.saved(NAME, page(state, edition))
    return out.written[0]


def telling(lines: Sequence[Line], charts: Sequence[str] = ()) -> tuple[Line, ...]:
    """The lines whose charts tell most, in the session's order; else those of the activities in `charts`."""
    whole = [line for line in lines if line.whole and not line.moved]
    if charts:
        return tuple(line for line in whole if line.activity.id in charts)[:CHARTS]
    small = [line for line in sorted(whole, key=lambda one: -one.gap) if _is_small(line)]
    *clear, others = [[one for one in small if one.outcome == outcome] for outcome in _ORDER]
    in_turn = (one for ranked in zip_longest(*clear) for one in ranked if one is not None)
    best = list(islice(chain(in_turn, others), CHARTS))
    return tuple(line for line in whole if line in best)


def _is_small(line: Line) -> bool:
    """Whether its chart can be read where it is drawn small."""
    view = View(line.activity, line.standing, texts.LANGUAGES[0])
    wanted = view.plain_figure(replace(_SMALL, height=0))
    return bool(wanted["layout"]["height"] <= _HIGHEST)


def page(state: State, edition: Edition) -> "Paper":
    """The page, drawn."""
    from tamtam.results.paper import Paper  # fonts take a moment that a cockpit may not need

    language = edition.language
    if edition.logo:
        logo.data_address(edition.logo)  # refused in words before a page is begun
    summary = Summary.of(state, language, edition.chosen(state))
    told = telling(summary.lines, edition.named(edition.charts, state))
    title = texts.pick(state.deck.title, language)
    paper = Paper(f"{title} · {state.code}", language, state.opened_at)
    paper.add_page()
    top = _head(paper, state, edition, title) + 4
    foot = note(state, language)
    _charts(paper, told, language, top)
    beside = [one for one in summary.sections if one.key in _BESIDE]
    _words(paper, beside, (_BEGIN, top, _RIGHT) if told else (_EDGE, top, 182.0))
    paper.set_xy(_EDGE, _FOOT)
    paper.ink(theme.colour("muted"))
    said = [foot if summary.sections else summary.notice]
    if paper.lacking:
        said.append(texts.text(language, "export.letters.page"))
    paper.written(" ".join(said), 182, 7.5)
    return paper


def _head(paper: "Paper", state: State, edition: Edition, title: str) -> float:
    """Who hands it out, what it is, when, how many were there; returns where it ends (mm)."""
    language = edition.language
    paper.set_xy(_EDGE, 12)
    if edition.logo:
        paper.image(str(edition.logo), x=_EDGE, y=11, h=9)
        paper.set_xy(_EDGE, 22)
    paper.ink(theme.colour("muted"))
    if edition.organisation:
        paper.written(edition.organisation, 182, 9, bold=True)
    paper.ink(theme.colour("ink"))
    paper.written(title, 182, 19, bold=True)
    when = texts.date(state.opened_at, language)
    people = texts.text(language, "export.report.people", n=cohort.present(state))
    rehearsal = texts.text(language, "export.report.rehearsal") if state.session.rehearsal else ""
    paper.ink(theme.colour("muted"))
    paper.written(" · ".join(filter(None, (when, people, state.code, rehearsal))), 182, 9)
    return float(paper.y)


def _charts(paper: "Paper", told: Sequence[Line], language: str, top: float) -> None:
    """The charts under each other, each below its sentence."""
    room = (_FOOT - 2 - top) / CHARTS
    for number, line in enumerate(told):
        paper.set_xy(_EDGE, top + number * room)
        paper.ink(theme.colour("accent"))
        paper.written(line.title(language), _LEFT, 8, bold=True)
        paper.ink(theme.colour("ink"))
        paper.written(_plain(line.sentence(language)), _LEFT, 9.5, bold=True)
        view = View(line.activity, line.standing, language)
        paper.ink(theme.colour("muted"))
        paper.written(view.people(), _LEFT, 7)
        drawn = drawing(view.plain_figure(_SMALL))
        left = top + (number + 1) * room - 3 - paper.y
        width = min(_LEFT, left * drawn.width / drawn.height)
        paper.chart(drawn, _EDGE, paper.y + 0.5, width)


def _words(paper: "Paper", sections: Sequence[Section], place: tuple[float, float, float]) -> None:
    """What binds, what splits, what to try, what comes next; in the largest type that fits."""
    left, top, width = place
    room = _FOOT - 4 - top
    fits = (size for size in _SIZES if _tall(paper, sections, width, size) <= room)
    size = next(fits, _SIZES[-1])
    paper.set_xy(left, top)
    for section in sections:
        paper.ink(theme.colour("accent"))
        paper.written(section.heading, width, size + 0.5, bold=True)
        paper.ink(theme.colour("ink"))
        for said in section.said:
            paper.written(_plain(said), width, size)
            paper.y += 0.8
        paper.y += 2


def _tall(paper: "Paper", sections: Sequence[Section], width: float, size: float) -> float:
    """How high that is (mm)."""
    return sum(
        paper.high(section.heading, width, size + 0.5, bold=True)
        + sum(paper.high(_plain(said), width, size) + 0.8 for said in section.said)
        + 2
        for section in sections
    )


def _plain(said: str) -> str:
    """A text as it is printed: what was typed leads nowhere."""
    return unlinked(said)


def fitting(sections: tuple[Section, ...]) -> float:
    """The largest size of letters (pt) in which all of it stands on the report's first page."""
    return next((size for size in SIZES if _height(sections, size) <= HEIGHT), SIZES[-1])


def _height(sections: tuple[Section, ...], size: float) -> float:
    """How high it is in one column (mm), in letters of a size."""
    in_a_line = WIDTH / (size * POINT * LETTER)
    lines = sum(
        HEADING + sum(ceil(len(said) / in_a_line) + SPACE for said in one.said) for one in sections
    )
    return lines * size * POINT * LINE
