"""The questions of the room that everybody could read: what became of each, how many wanted to know too.

Who asked isn't known here, nor anything that waited to be approved, was hidden or was taken back.
"""

from collections.abc import Iterator
from html import escape

from tamtam.language import texts
from tamtam.session.state import State

COLUMNS = ("session", "question", "text", "seconds", "state")


def rows(state: State, language: str) -> Iterator[tuple[str, str, str, int, str]]:
    """A row for each question that is shown, those that most people second first.

    `seconds` is how many others wanted to know, `state` "answered", "later", "parked", or "open".
    """
    aside = state.backchannel
    shown = sorted(aside.activity.items, key=lambda item: -aside.seconds(item.id))
    for item in shown:
        mark = aside.proposals[item.id].mark
        became = "open" if mark in ("", "now") else mark
        text = texts.pick(item.text, language)
        yield (state.code, item.id, text, aside.seconds(item.id), became)


def section(state: State, language: str) -> str:
    """The same as a part of the report; empty where nobody asked anything."""

    def say(key: str, **values: int) -> str:
        return escape(texts.text(language, f"export.report.questions.{key}", **values))

    listed = "".join(
        f"<tr><td>{escape(text)}</td><td>{say('seconds', n=seconds) if seconds else ''}</td>"
        f"<td>{say(became)}</td></tr>\n"
        for _, _, text, seconds, became in rows(state, language)
    )
    if not listed:
        return ""
    heads = "".join(f'<th scope="col">{say(name)}</th>' for name in ("text", "too", "state"))
    return (
        f"<section>\n<h2>{say('title')}</h2>\n"
        '<div class="tt-report-scroll"><table>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{listed}</tbody>\n</table></div>\n</section>\n"
    )
