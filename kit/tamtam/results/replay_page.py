"""The page that plays a session back: one HTML file with a step, a slider and a button to play.

It stands in a notebook and on the wall alike, and asks nothing of a network.
"""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from tamtam.charts.drawing import drawing
from tamtam.charts.svg import svg
from tamtam.language import texts
from tamtam.results import report
from tamtam.results.folder import Folder
from tamtam.results.replay import Moment, ReplayedStep
from tamtam.results.view import View
from tamtam.session.state import State


def write(state: State, steps: Sequence[ReplayedStep], file: Path, language: str) -> Path:
    """Write the page; returns it. Raises TamtamError where it can't be written."""
    out = Folder(file.parent)
    out.text(file.name, page(state, steps, language))
    return file


def page(state: State, steps: Sequence[ReplayedStep], language: str) -> Iterator[str]:
    """The page's HTML, in pieces."""
    title = f"{texts.pick(state.deck.title, language)} · {state.code}"
    drawn = "".join(_step(one, language) for one in steps)
    empty = f'<p class="tt-report-empty">{_say(language, "empty")}</p>\n'
    note = _say(language, "note", min_answers=state.min_answers)
    rehearsal = texts.text(language, "export.report.rehearsal")
    banner = f'<p class="tt-report-banner">{escape(rehearsal)}</p>\n'
    head = (
        f'<header class="tt-replay-head">\n{banner if state.session.rehearsal else ""}'
        f"<h1>{escape(title)}</h1>\n{_controls(steps, language) if steps else ''}</header>\n"
    )
    body = f'{drawn or empty}<p class="tt-report-note">{note}</p>\n'
    return report.page(title, head, body, language, "replay")


def _controls(steps: Sequence[ReplayedStep], language: str) -> str:
    """What plays it; the script brings it out, as without it every frame is there to be read."""
    options = "".join(
        f'<option value="{at}">{escape(_name(one, language))}</option>'
        for at, one in enumerate(steps)
    )
    return (
        '<div class="tt-replay-controls" hidden>\n'
        f"<label>{_say(language, 'step')} <select>{options}</select></label>\n"
        f'<button type="button" data-play="{_say(language, "play")}" data-stop="{_say(language, "stop")}">'
        f"{_say(language, 'play')}</button>\n"
        f'<label class="tt-replay-moment">{_say(language, "moment")} '
        '<input type="range" min="0" value="0"></label>\n</div>\n'
    )


def _name(one: ReplayedStep, language: str) -> str:
    return f"{one.activity.step} {texts.pick(one.activity.title, language)}".strip()


def _step(one: ReplayedStep, language: str) -> str:
    frames = "".join(_frame(one, frame, language) for frame in one.frames)
    return (
        f'<section class="tt-replay-step">\n<h2>{escape(_name(one, language))}</h2>\n'
        f'<p class="tt-report-question">{escape(texts.pick(one.activity.question, language))}</p>\n'
        f"{frames}</section>\n"
    )


def _frame(one: ReplayedStep, frame: Moment, language: str) -> str:
    view = View(one.activity, frame.standing, language)
    is_last = frame is one.frames[-1]
    key = "revealed" if is_last else "answers"
    told = _say(language, key, n=frame.standing.n)
    drawn = svg(drawing(view.plain_figure()), view.caption) if one.whole else ""
    shown = (
        f"<figure>{drawn}</figure>"  # its sentence is its title
        if drawn
        else f'<p class="tt-report-sentence">{escape(view.sentence)}</p>'
    )
    return (
        f'<div class="tt-replay-frame" data-told="{told}">\n'
        f'<p class="tt-report-caption">{told}</p>\n{shown}\n</div>\n'
    )


def _say(language: str, key: str, **values: Any) -> str:
    return escape(texts.text(language, f"export.replay.{key}", **values))
