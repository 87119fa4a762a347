"""How people found the session, as they said at its end: only counts, from enough of them on.

The counts stay as they are until as many people differ from them, so that of two exports the later one
gives away nobody who rated in between.
"""

from collections import Counter
from collections.abc import Iterator
from html import escape

from tamtam.language import texts
from tamtam.session.rules.people import RATED, STEPS
from tamtam.session.state import State

COLUMNS = ("session", "question", "value", "count", "n")


def counted(state: State) -> Iterator[tuple[str, Counter[int]]]:
    """Each question that enough people answered, with how many gave each value, as last told."""
    for question in RATED:
        told = state.ratings.get(question)
        if told and told.told:
            yield question, told.counts()


def rows(state: State) -> Iterator[tuple[str, str, int, int, int]]:
    """A row for each value of each question."""
    low, high = STEPS
    for question, counts in counted(state):
        for value in range(low, high + 1):
            yield (state.code, question, value, counts[value], counts.total())


def section(state: State, language: str) -> str:
    """The same as a part of the report; empty where too few said anything."""

    def say(key: str, **values: int) -> str:
        return escape(texts.text(language, f"export.report.feedback.{key}", **values))

    low, high = STEPS
    values = range(low, high + 1)
    listed = "".join(
        f'<tr><th scope="row">{say(question)}</th>'
        + "".join(f"<td>{counts[value]}</td>" for value in values)
        + "</tr>\n"
        for question, counts in counted(state)
    )
    if not listed:
        return ""
    heads = "".join(
        f'<th scope="col">{say(f"step_{value}") if value in STEPS else value}</th>'
        for value in values
    )
    return (
        f"<section>\n<h2>{say('title')}</h2>\n"
        '<div class="tt-report-scroll"><table>\n'
        f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n{listed}</tbody>\n</table></div>\n</section>\n"
    )
