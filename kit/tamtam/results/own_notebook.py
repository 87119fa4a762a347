"""One's own notebook: what somebody who studied alone takes home, as files that need no network.

A page to read and print, one's answers as a table and as JSON, and a calendar file that rings after 30
and after 90 days. `compare` reads that JSON again and says what one answers otherwise by now.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from tamtam import assets, kinds
from tamtam.assets import minify
from tamtam.kinds.parts.mirror import MirrorLine
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.results.folder import Folder
from tamtam.results.mirror_view import MirrorView
from tamtam.results.step_view import StepView
from tamtam.session.state import State

PAGE, TABLE, ANSWERS, CALENDAR = (
    "my_notebook.html",
    "my_answers.csv",
    "my_answers.json",
    "come_back.ics",
)
#: After how many days the calendar file rings.
DAYS = (30, 90)
#: What is written into the answers' file, so that it is known again.
FORMAT = "tamtam-own-answers"


class Difference(NamedTuple):
    """What somebody answers otherwise by now: in words, then and now."""

    activity: str
    name: str
    phase: str
    then: str
    now: str


def write(
    state: State, steps: Sequence[str], participant: str, folder: Path, language: str
) -> list[Path]:
    """Write the four files into `folder`, made if it isn't there; returns them.

    `steps` are the activities in their order. Raises TamtamError where the folder can't be written.
    """
    seen = [StepView.of(state, id, participant, language) for id in steps]
    views = [one.mirror for one in seen]
    out = Folder(folder)
    out.text(PAGE, _page(state, [one for one in seen if not one.is_empty], language))
    rows = [
        (id, *slot, value) for id in steps for slot, value in _own(state, id, participant).items()
    ]
    columns = ("activity", "item", "phase", "value")
    written = [
        {"activity": view.activity.id, "text": text} for view in views for text in view.written
    ]
    out.table(TABLE, (*columns, "asked", "answer"), _cells(state, rows, written, language))
    answers = [dict(zip(columns, row, strict=True)) for row in rows]
    kept = {
        "format": FORMAT,
        "workshop": state.session.workshop,
        "answers": answers,
        "written": written,
    }
    out.text(ANSWERS, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    out.text(CALENDAR, _calendar(state, _steps(views), language))
    return out.written


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
            mark.words if len(lines) == 1 else f"{line.name}: {mark.words}"
            for line in lines
            for mark in line.marks
        )
        plain = value if isinstance(value, int | str) else json.dumps(value, ensure_ascii=False)
        yield id, item, phase, plain, name, words
    for one in written:
        title = texts.pick(state.activity(one["activity"]).activity.title, language)
        yield one["activity"], "", "", "", title, one["text"]


def compare(state: State, participant: str, path: Path, language: str) -> list[Difference]:
    """What a participant answers otherwise than in an answers' file of their own, step by step.

    Only what was answered both times is compared. Raises TamtamError where the file can't be read, is
    none of these, or belongs to another workshop.
    """
    then: dict[str, dict[Slot, Any]] = {}
    for row in _read(path, state.session.workshop):
        then.setdefault(row["activity"], {})[row["item"], row["phase"]] = row["value"]
    return [
        found
        for id, before in then.items()
        if id in state.asked
        for found in _differences(state, id, before, _own(state, id, participant), language)
    ]


def _own(state: State, activity: str, participant: str) -> dict[Slot, Any]:
    return dict(state.activity(activity).turn.answers.get(participant, {}))


def _differences(
    state: State, activity: str, then: dict[Slot, Any], now: dict[Slot, Any], language: str
) -> Iterator[Difference]:
    asked = state.activity(activity).activity
    kind = kinds.get(asked.kind)
    valid = {slot: value for slot, value in then.items() if slot in kind.slots(asked)}
    before = _words(kind.mirror(asked, valid, language))
    for (name, phase), words in _words(kind.mirror(asked, now, language)).items():
        if (was := before.get((name, phase))) is not None and was != words:
            yield Difference(activity, name, phase, was, words)


def _words(lines: Sequence[MirrorLine]) -> dict[tuple[str, str], str]:
    return {(line.name, mark.phase): mark.words for line in lines for mark in line.marks}


def _read(path: Path, workshop: str) -> list[dict[str, Any]]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        _refuse(path, error)
    if (
        not isinstance(kept, dict)
        or kept.get("format") != FORMAT
        or kept.get("workshop") != workshop
    ):
        _refuse(path)
    rows = kept.get("answers")
    fields = {"activity", "item", "phase", "value"}
    if not isinstance(rows, list) or not all(
        isinstance(r, dict) and fields <= r.keys() for r in rows
    ):
        _refuse(path)
    return rows


def _refuse(path: Path, error: Exception | None = None) -> NoReturn:
    raise TamtamError("no_own_answers", path=path, name=ANSWERS) from error


def _page(state: State, views: Sequence[StepView], language: str) -> str:
    """The page: every step with its question, one's answers, and what to ask oneself."""
    title = escape(texts.pick(state.deck.title, language))
    sheets = ("look.css", "report/report.css", "notebook/mirror.css", "notebook/own.css")
    style = minify.css("".join((assets.folder() / one).read_text("utf-8") for one in sheets))
    say = _Say(language)
    short = _in_short([view.mirror for view in views], say)
    parts = "".join(_part(state, part.id, views, language) for part in state.deck.parts)
    answered = (
        f'{short}<div class="tamtam-own-steps">{parts}</div>' if parts else f"<p>{say('empty')}</p>"
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


def _steps(views: Sequence[MirrorView]) -> tuple[str, ...]:
    """The step that one wants to take, in one's own words."""
    return tuple(
        text for view in views if kinds.get(view.activity.kind).plans for text in view.written
    )


def _in_short(views: Sequence[MirrorView], say: "_Say") -> str:
    """What stands first: one's step, then each step's sentence on a line of its own."""
    own = "".join(
        f'<blockquote class="tamtam-own-step" dir="auto">{escape(one)}</blockquote>'
        for one in _steps(views)
    )
    told = "".join(
        f"<dt>{escape(texts.pick(one.activity.title, one.language))}</dt>"
        f'<dd dir="auto">{escape(one.sentence)}</dd>'
        for one in views
        if one.sentence
    )
    step = f"<h2>{say('step')}</h2>{own}" if own else ""
    return f'<section class="tamtam-own-short">{step}<h2>{say("short")}</h2><dl>{told}</dl></section>\n'


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
    """Two days to come back on, each with an alarm at nine in the morning (RFC 5545)."""
    title = texts.pick(state.deck.title, language)
    now = datetime.now(tz=UTC)
    told = "".join(f"DESCRIPTION:{_ical(one)}\n" for one in step[:1])
    events = "".join(
        "BEGIN:VEVENT\n"
        f"UID:{state.code}-{days}@tamtam\nDTSTAMP:{now:%Y%m%dT%H%M%SZ}\n"
        f"DTSTART:{now + timedelta(days=days):%Y%m%d}T090000\nDURATION:PT30M\n"
        f"SUMMARY:{_ical(texts.text(language, 'export.own.come_back', title=title, n=days))}\n"
        f"{told}"
        "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:PT0M\n"
        f"DESCRIPTION:{_ical(title)}\nEND:VALARM\nEND:VEVENT\n"
        for days in DAYS
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
