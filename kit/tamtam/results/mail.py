"""The words of a mail to send results with: the summary, as plain text and with headings (Markdown)."""

from collections.abc import Iterator

from tamtam.language import texts
from tamtam.language.typed import unlinked
from tamtam.results.revealed import Edition
from tamtam.results.summary import Summary
from tamtam.session.state import State

#: Who reads for themselves has more minutes than a room that listens: a few quotes stay in every language.
LONGEST = 7


def files(state: State, edition: Edition) -> Iterator[tuple[str, str]]:
    """The name and the text of each file: both forms, in each language of the deck."""
    for language in state.deck.languages:
        summary = Summary.of(state, language, edition.chosen(state), LONGEST)
        title = texts.pick(state.deck.title, language)
        yield f"mail-{language}.txt", f"{title}\n\n{body(summary)}\n"
        yield f"mail-{language}.md", f"# {title}\n\n{body(summary, '## ')}\n"


def body(summary: Summary, heading: str = "") -> str:
    """The summary between a greeting and a word on what isn't in it; what was typed leads nowhere."""
    parts = [_say(summary, "begin")]
    for section in summary.sections:
        between = "\n\n" if heading else "\n"
        parts.append(between.join((heading + section.heading, *map(unlinked, section.said))))
    parts.append(_say(summary, "end"))
    return "\n\n".join(parts)


def _say(summary: Summary, key: str) -> str:
    return texts.text(summary.language, f"export.mail.{key}")
