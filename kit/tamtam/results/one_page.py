"""One page to hand over: the summary of a session on one sheet of A4, in letters as large as fit."""

from datetime import datetime
from html import escape
from math import ceil
from pathlib import Path

from tamtam import assets
from tamtam.assets import minify
from tamtam.language import texts
from tamtam.language.typed import as_html
from tamtam.results.folder import Folder
from tamtam.results.summary import Section, Summary
from tamtam.session.state import State

NAME = "page.html"
#: Sizes of letters (pt), the largest first.
SIZES = tuple(size / 4 for size in range(50, 23, -1))
#: What two columns have (mm): the width of one, the height of both beneath the head.
WIDTH, HEIGHT = 87.0, 2 * 236.0
#: A point in mm; how wide a letter is and how high a line, of the size of the letters.
POINT, LETTER, LINE = 0.3528, 0.54, 1.3
#: How much a heading takes of lines, and a space between paragraphs.
HEADING, SPACE = 2.4, 0.35


def write(state: State, folder: Path, language: str) -> Path:
    """Write the page into a folder; returns its file."""
    out = Folder(folder)
    out.text(NAME, page(state, language))
    return out.written[0]


def page(state: State, language: str) -> str:
    """The page: nothing but text, no script, nothing from a network."""
    summary = Summary.of(state, language)
    sections = summary.sections
    title = texts.pick(state.deck.title, language)
    people = texts.text(language, "export.report.people", n=len(state.participants))
    when = _day(state.opened_at, language)
    least = texts.text(language, "export.report.note", min_answers=state.min_answers)
    foot = least if sections else summary.notice  # which says then that there is nothing yet
    body = "".join(
        f"<h2>{as_html(one.heading)}</h2>" + "".join(f"<p>{as_html(said)}</p>" for said in one.said)
        for one in sections
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)} · {escape(state.code)}</title>\n"
        f"<style>{_style()}article {{ font-size: {fitting(sections)}pt; }}</style>\n</head>\n<body>\n"
        f"<main><header><h1>{escape(title)}</h1><p>{escape(when)} · {escape(people)}</p></header>\n"
        f"<article>{body}</article>\n<footer>{escape(foot)}</footer></main>\n</body>\n</html>\n"
    )


def _style() -> str:
    sheet = assets.folder() / "report" / "page.css"
    return minify.css(sheet.read_text(encoding="utf-8"))


def _day(at: int, language: str) -> str:
    then = datetime.fromtimestamp(at / 1000)
    return f"{then.day} {texts.text(language, f'notebook.when.months.{then.month}')} {then.year}"


def fitting(sections: tuple[Section, ...]) -> float:
    """The largest size of letters (pt) in which all of it stands on the page."""
    return next((size for size in SIZES if _height(sections, size) <= HEIGHT), SIZES[-1])


def _height(sections: tuple[Section, ...], size: float) -> float:
    """How high it is in one column (mm), in letters of a size."""
    in_a_line = WIDTH / (size * POINT * LETTER)
    lines = sum(
        HEADING + sum(ceil(len(said) / in_a_line) + SPACE for said in one.said) for one in sections
    )
    return lines * size * POINT * LINE
