"""The first page of a folder of results: what each file in it is for."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from tamtam.language import spoken, texts
from tamtam.results import report, slides
from tamtam.results.report_steps import PICTURES
from tamtam.session.state import State

FILE = "index.html"
#: What most people open first.
_FIRST = ("summary.pdf", "report.html", "slides.pptx", "results.xlsx")


def page(state: State, written: Sequence[Path], language: str) -> Iterator[str]:
    """The page's HTML, in pieces: a link to each file and what it is for, the report first."""
    folder = f"{PICTURES}/"
    of_charts = any(path.parent.name == PICTURES for path in written)
    names = [path.name for path in written if path.parent.name != PICTURES]
    names += [folder] if of_charts else []
    order = sorted(names, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    title = f"{texts.pick(state.deck.title, language)} · {state.code}"
    listed = "".join(
        f'<tr><th scope="row"><a href="{escape(name)}">{escape(name)}</a></th>'
        f"<td>{escape(_use(name, language))}</td></tr>\n"
        for name in order
    )
    head = f"<header>\n<h1>{escape(title)}</h1>\n</header>\n"
    missing = "" if slides.possible() else escape(texts.text(language, "export.slides.missing"))
    body = f"<table>\n<tbody>\n{listed}</tbody>\n</table>\n" + (
        f'<p class="tt-report-note">{missing}</p>\n' if missing else ""
    )
    return report.page(title, head, body, language)


def _use(name: str, language: str) -> str:
    """What a file is for; some there are in each language."""
    sort, _, of = Path(name).stem.partition("-")
    named = spoken.name(of) if of else ""
    return texts.text(language, f"export.files.{sort}", spoken=named)
