"""One's own notebook: what somebody who studied alone takes home, as files that need no network.

A page to read and print, one's answers as a table and as JSON, and a calendar file that rings on Monday
with one's step, and after 30 and after 90 days. `own_shift.py` reads that JSON again and tells what
one answers otherwise by then.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from tamtam import assets, kinds
from tamtam.assets import minify
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.results import echo_view
from tamtam.results.folder import Folder
from tamtam.results.mirror_view import MirrorView
from tamtam.results.own_shift import ANSWERS, FORMAT, OwnShift
from tamtam.results.step_view import StepView
from tamtam.session.state import State

PAGE, TABLE, CALENDAR = "my_notebook.html", "my_answers.csv", "come_back.ics"
#: After how many days the calendar file rings.
DAYS = (30, 90)


def write(
    state: State, steps: Sequence[str], participant: str, folder: Path, language: str
) -> list[Path]:
    """Write the four files into `folder`, made if it isn't there; returns them.

    `steps` are the activities in their order. Raises TamtamError where the folder can't be written.
    """
    seen = [StepView.of(state, id, participant, language) for id in steps]
    views = [one.mirror for one in seen]
    out = Folder(folder)
    since = OwnShift.of(state, participant, language)
    shown = [one for one in seen if not one.is_empty]
    out.text(PAGE, _page(state, shown, participant, language, since.html() if since else ""))
    rows = [
        (id, *slot, value) for id in steps for slot, value in _own(state, id, participant).items()
    ]
    columns = ("activity", "item", "phase", "value")
    written = [
        {"activity": view.activity.id, "text": text} for view in views for text in view.written
    ]
    out.table(TABLE, (*columns, "asked", "answer"), _cells(state, rows, written, language))
    out.text(ANSWERS, answers(state, steps, participant, language))
    out.text(CALENDAR, _calendar(state, own_steps(views), language))
    return out.written


def answers(state: State, steps: Sequence[str], participant: str, language: str) -> str:
    """The answers' file: answers, what was written, one's step, the day; `OwnAnswers` reads it again."""
    views = [MirrorView.of(state, id, participant, language) for id in steps]
    kept = {
        "format": FORMAT,
        "workshop": state.session.workshop,
        "when": f"{datetime.now():%Y-%m-%d}",
        "answers": [
            {"activity": id, "item": item, "phase": phase, "value": value}
            for id in steps
            for (item, phase), value in _own(state, id, participant).items()
        ],
        "written": [
            {"activity": view.activity.id, "text": text} for view in views for text in view.written
        ],
        "step": own_steps(views),
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _cells(
    state: State,
    rows: Sequence[tuple[str, str, str, Any]],
    written: Sequence[Mapping[str, str]],
    language: str,
) -> Iterator[tuple[object, ...]]:
    """The table's rows: each answer as it is kept and in words, then what was written."""
    for id, item, phase, value in rows:
        asked = state.activity(id).activity
        lines = kinds.get(asked.kind).mirror(asked, {(item, phase): value}, language)
        name = lines[0].name if len(lines) == 1 else texts.pick(asked.title, language)
        words = "; ".join(
            mark.words if len(lines) == 1 else _named(line.name, mark.words, language)
            for line in lines
            for mark in line.marks
        )
        plain = value if isinstance(value, int | str) else json.dumps(value, ensure_ascii=False)
        yield id, item, phase, plain, name, words
    for one in written:
        title = texts.pick(state.activity(one["activity"]).activity.title, language)
        yield one["activity"], "", "", "", title, one["text"]


def _named(name: str, words: str, language: str) -> str:
    return texts.text(language, "export.own.cell", name=name, words=words)


def _own(state: State, activity: str, participant: str) -> dict[Slot, Any]:
    return dict(state.activity(activity).turn.answers.get(participant, {}))


def _page(
    state: State, views: Sequence[StepView], participant: str, language: str, since: str
) -> str:
    """The page: what moved `since`, every step with its question, one's answers, what to ask oneself."""
    title = escape(texts.pick(state.deck.title, language))
    sheets = ("look.css", "report/report.css", "notebook/mirror.css", "notebook/own.css")
    style = minify.css("".join((assets.folder() / one).read_text("utf-8") for one in sheets))
    say = _Say(language)
    echoes = _echoes(state, participant, language)
    short = _in_short([view.mirror for view in views], echoes, say)
    parts = "".join(_part(state, part.id, views, language) for part in state.deck.parts)
    moved = f"<section>\n<h2>{say('since.title')}</h2>\n{since}</section>\n" if since else ""
    answered = (
        f'{short}{moved}<div class="tamtam-own-steps">{parts}</div>'
        if parts
        else f"<p>{say('empty')}</p>"
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{say('title')} · {title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"<header>\n<h1>{say('title')}</h1>\n<p>{title}</p>\n"
        f'<p class="tt-report-when">{escape(_today(language))}</p>\n'
        f'<p class="tt-report-note">{say("note")}</p>\n'
        f"</header>\n{answered}</main>\n</body>\n</html>\n"
    )


def _part(state: State, part: str, views: Sequence[StepView], language: str) -> str:
    steps = [view for view in views if view.mirror.activity.part == part]
    if not steps:
        return ""
    title = next(one.title for one in state.deck.parts if one.id == part)
    return f"<h2>{escape(texts.pick(title, language))}</h2>\n{''.join(map(_step, steps))}"


def _step(view: StepView) -> str:
    activity, language = view.mirror.activity, view.mirror.language
    asks = texts.pick(activity.question_d, language) if activity.question_d else ""
    return (
        f"<section>\n<h3>{escape(texts.pick(activity.title, language))}</h3>\n"
        f'<p class="tt-report-question">{escape(texts.pick(activity.question, language))}</p>\n'
        f'<div class="tamtam-mirror">{view.html()}</div>\n'
        f"{f'<p><em>{escape(asks)}</em></p>' if asks else ''}\n</section>\n"
    )


def own_steps(views: Sequence[MirrorView]) -> tuple[str, ...]:
    """The step that one wants to take, in one's own words."""
    return tuple(
        text for view in views if kinds.get(view.activity.kind).plans for text in view.written
    )


def _in_short(views: Sequence[MirrorView], echoes: str, say: "_Say") -> str:
    """What stands first: one's step, `echoes`, then each step's sentence on a line of its own."""
    own = "".join(
        f'<blockquote class="tamtam-own-step" dir="auto">{escape(one)}</blockquote>'
        for one in own_steps(views)
    )
    told = "".join(
        f"<dt>{escape(texts.pick(one.activity.title, one.language))}</dt>"
        f'<dd dir="auto">{escape(one.sentence)}</dd>'
        for one in views
        if one.sentence
    )
    step = f"<h2>{say('step')}</h2>{own}" if own else ""
    short = f"<h2>{say('short')}</h2><dl>{told}</dl>"
    return f'<section class="tamtam-own-short">{step}{echoes}{short}</section>\n'


def _echoes(state: State, participant: str, language: str) -> str:
    """Answers that are laid side by side, of every part."""
    said = [
        f'<p class="tamtam-own-echo" dir="auto">{escape(one)}</p>'
        for part in state.deck.parts
        for one in echo_view.told(state, part, participant, language)
    ]
    title = escape(texts.text(language, "course.echoes"))
    return f"<h2>{title}</h2>{''.join(said)}" if said else ""


class _Say:
    """The page's own words, escaped."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, key: str, **values: Any) -> str:
        return escape(texts.text(self._language, f"export.own.{key}", **values))


def _today(language: str) -> str:
    now = datetime.now()
    month = texts.text(language, f"notebook.when.months.{now.month}")
    return texts.text(language, "export.own.date", day=now.day, month=month, year=f"{now.year}")


def _calendar(state: State, step: Sequence[str], language: str) -> str:
    """Next Monday with one's step, and two days to come back on; each rings at nine (RFC 5545)."""
    title = texts.pick(state.deck.title, language)
    now = datetime.now(tz=UTC)
    told = "".join(f"DESCRIPTION:{_ical(one)}\n" for one in step[:1])
    monday = 7 - now.weekday()
    days = {}
    if step:
        days[monday] = _ical(step[0]), f"DESCRIPTION:{_ical(title)}\n"
    for later in DAYS:
        asked = texts.text(language, "export.own.come_back", title=title, n=later)
        days[later] = _ical(asked), told
    events = "".join(
        "BEGIN:VEVENT\n"
        f"UID:{state.code}-{'monday' if after == monday else after}@tamtam\n"
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}\n"
        f"DTSTART:{now + timedelta(days=after):%Y%m%d}T090000\nDURATION:PT30M\n"
        f"SUMMARY:{summary}\n{more}"
        f"BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:PT0M\nDESCRIPTION:{summary}\n"
        "END:VALARM\nEND:VEVENT\n"
        for after, (summary, more) in days.items()
    )
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:Tamtam\n{events}END:VCALENDAR\n"
    return "".join(f"{line}\r\n" for line in map(_folded, whole.splitlines()))


def _ical(text: str) -> str:
    for special in "\\;,":
        text = text.replace(special, f"\\{special}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """A line of at most 75 bytes, the rest on lines that begin with a space."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > 74:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
