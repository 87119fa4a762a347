"""The report: one HTML file that holds all it shows, opens anywhere and asks nothing of a network.

First the session on one page, then what there is to find, then each step on a screen of its own, at last
the numbers. Charts are drawn here, so it needs no script to be read, and prints as it stands.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from tamtam import assets
from tamtam.assets import minify
from tamtam.charts.svg import in_the_dark
from tamtam.language import texts
from tamtam.results import logo, one_page, report_steps
from tamtam.results.report_steps import ReportWords
from tamtam.results.revealed import Edition, RevealedStep, note
from tamtam.results.summary import Summary
from tamtam.session import cohort
from tamtam.session.state import State


def report(
    state: State, shown: Sequence[RevealedStep], edition: Edition, after: str = ""
) -> Iterator[str]:
    """The report's HTML, in pieces; `after` is HTML that stands behind the steps.

    Every text in it is escaped: typed words are only ever text.
    """
    language = edition.language
    title = f"{texts.pick(state.deck.title, language)} · {state.code}"
    steps = [report_steps.step(one, language) for one in shown]
    empty = f'<p class="tt-report-empty">{ReportWords(language)("empty")}</p>\n'
    body = ("".join(steps) or empty) + after + report_steps.annex(list(shown), language)
    first = head(state, edition) + _summary(state, edition) + _contents(shown, language)
    yield from page(title, first, body, language)


def page(title: str, head: str, body: str, language: str, name: str = "report") -> Iterator[str]:
    """One HTML file, in pieces; `name` is that of its script, and of a style beside the report's."""
    script = (assets.folder() / "report" / f"{name}.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(title)}</title>\n<style>{_style(name)}</style>\n</head>\n<body>\n<main>\n"
    yield f"{head}{body}</main>\n<footer>{ReportWords(language)('made')}</footer>\n"
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _style(name: str) -> str:
    of_its_own = dict.fromkeys(("report", name))
    sheets = (
        assets.folder() / "look.css",
        *(assets.folder() / "report" / f"{one}.css" for one in of_its_own),
    )
    dark = f"@media screen and (prefers-color-scheme: dark) {{{in_the_dark()}}}"
    return minify.css("".join(sheet.read_text("utf-8") for sheet in sheets)) + dark


def _hash(piece: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(piece.encode()).digest()).decode()}'"


def head(state: State, edition: Edition) -> str:
    """Who hands it out, what it is, when and with how many people, what of the session is in it."""
    language = edition.language
    say = ReportWords(language)
    banner = (
        f'<p class="tt-report-banner">{say("rehearsal")}</p>\n' if state.session.rehearsal else ""
    )
    people = say("people", n=cohort.present(state))
    opened = when(texts.instant(state.opened_at))
    noted = escape(note(state, language))
    return (
        f"<header>\n{_sender(edition)}{banner}<h1>{escape(texts.pick(state.deck.title, language))}</h1>\n"
        f'<p class="tt-report-when">{opened} · {escape(state.code)} · {people}</p>\n'
        f'<p class="tt-report-note">{noted}</p>\n</header>\n'
    )


def _sender(edition: Edition) -> str:
    """Who hands it out: a logo, a name; empty where neither is given."""
    mark = f'<img alt="" src="{logo.data_address(edition.logo)}">' if edition.logo else ""
    if not (mark or edition.organisation):
        return ""
    return f'<p class="tt-report-sender">{mark}{escape(edition.organisation)}</p>\n'


def _summary(state: State, edition: Edition) -> str:
    """The session on one page, before its charts; nothing where nothing was shown."""
    summary = Summary.of(state, edition.language, edition.chosen(state))
    if not summary.sections:
        return ""
    title = escape(texts.text(edition.language, "authoring.summary.title"))
    size = one_page.fitting(summary.sections)
    return (
        f'<section class="tt-report-summary" style="--tamtam-fitting:{size}pt">\n<h2>{title}</h2>\n'
        f"{summary.html()}</section>\n"
    )


def _contents(shown: Sequence[RevealedStep], language: str) -> str:
    """A link to each step and to the numbers."""
    if not shown:
        return ""
    say = ReportWords(language)
    steps = [(report_steps.anchor(one), report_steps.name(one, language)) for one in shown]
    numbers = [("annex", say("numbers"))] if any(one.whole for one in shown) else []
    links = "".join(f'<li><a href="#{to}">{named}</a></li>\n' for to, named in steps + numbers)
    return f'<nav class="tt-report-contents">\n<h2>{say("contents")}</h2>\n<ol>\n{links}</ol>\n</nav>\n'


def when(written: str) -> str:
    """A moment in UTC, the same on any machine; the script says it by the reader's clock."""
    day, clock = written[:10], written[11:16]
    return f'<time datetime="{written}">{day} {clock} UTC</time>'
