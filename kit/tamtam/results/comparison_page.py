"""The page of two sessions compared: one HTML file, like the report."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from tamtam.kinds.parts.shift import WORDS
from tamtam.language import texts
from tamtam.results import report, report_steps
from tamtam.results.comparison import ComparedStep, Comparison, HandedOut
from tamtam.results.folder import Folder

FILE = "comparison.html"


def write(comparison: Comparison, folder: Path, language: str) -> list[Path]:
    """Write the page into a folder; returns it. Raises TamtamError where it can't be written."""
    out = Folder(folder)
    out.text(FILE, page(comparison, language))
    return out.written


def page(comparison: Comparison, language: str) -> Iterator[str]:
    """The page's HTML, in pieces."""
    steps = "".join(_step(one, language) for one in comparison)
    empty = f'<p class="tt-report-empty">{_say(language, "empty")}</p>\n'
    body = (steps or empty) + _left_out(comparison, language)
    title = texts.text(language, "export.comparison.title")
    return report.page(title, _head(comparison, language), body, language)


def _say(language: str, key: str, **values: Any) -> str:
    return escape(texts.text(language, f"export.comparison.{key}", **values))


def _head(comparison: Comparison, language: str) -> str:
    both = (("first", comparison.first), ("second", comparison.second))
    sessions = "".join(f"<li>{_session(which, one, language)}</li>\n" for which, one in both)
    rehearsed = any(one.rehearsal for _, one in both)
    banner = f'<p class="tt-report-banner">{_say(language, "rehearsal")}</p>\n'
    return (
        f"<header>\n{banner if rehearsed else ''}<h1>{_say(language, 'title')}</h1>\n"
        f"<ul>\n{sessions}</ul>\n"
        f'<p class="tt-report-note">{_say(language, "not_concluded")}</p>\n'
        f'<p class="tt-report-note">{_say(language, "seldom")}</p>\n</header>\n'
    )


def _session(which: str, one: HandedOut, language: str) -> str:
    """Which session it is, in a line; its moment is a place of its own."""
    words = _say(
        language,
        "session",
        which=WORDS.text(language, which),
        title=texts.pick(one.title, language),
        code=one.session,
        people=texts.text(language, "export.report.people", n=one.people),
        when="\0",
    )
    return words.replace("\0", report.when(escape(one.opened_at)))


def _step(one: ComparedStep, language: str) -> str:
    view = one.view(language)
    return (
        f"<section>\n<h2>{escape(view.title())}</h2>\n"
        f'<p class="tamtam-sr">{escape(texts.pick(one.activity.question, language))}</p>\n'
        f"{report_steps.drawn(view)}"
        f"{report_steps.numbers(view, escape(texts.text(language, 'export.report.numbers')))}"
        f'<p class="tt-report-note">{_say(language, "not_concluded")}</p>\n</section>\n'
    )


def _left_out(comparison: Comparison, language: str) -> str:
    """What both asked and why it isn't compared; empty where there is nothing of it."""
    asked = comparison.second.last
    listed = "".join(
        f"<li>{escape(texts.pick(asked[id].asked.title, language))}: {_say(language, f'why.{why}')}</li>\n"
        for id, why in comparison.left_out.items()
    )
    if not listed:
        return ""
    return f"<section>\n<h2>{_say(language, 'left_out')}</h2>\n<ul>\n{listed}</ul>\n</section>\n"
