"""What to come back to: the gestures that everybody may read, and the day on which witnesses ask.

Only where commitments were revealed. Who made one isn't known here, and what was kept private isn't there.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from html import escape

from tamtam import kinds
from tamtam.deck.deck import Text
from tamtam.language import texts
from tamtam.results.revealed import RevealedStep
from tamtam.session.state import State

#: After so many days a witness asks what became of it.
DAYS = 30


def columns(state: State) -> tuple[str, ...]:
    """What the columns are called; the words stand in each language of the deck."""
    return ("session", "activity", "item", *state.deck.languages, "check_on")


def rows(state: State, shown: Sequence[RevealedStep]) -> Iterator[tuple[str, ...]]:
    """A row for each gesture that the room could read, with the day to ask about it (ISO 8601)."""
    for activity, item, words in aloud(shown):
        told = (texts.pick(words, language) for language in state.deck.languages)
        yield (state.code, activity, item, *told, day(state))


def section(state: State, shown: Sequence[RevealedStep], language: str) -> str:
    """The same as a part of the report; empty where nobody committed themselves."""
    if not any(map(_commits, shown)):
        return ""

    def say(key: str) -> str:
        return escape(texts.text(language, f"export.report.follow_up.{key}"))

    read = [escape(texts.pick(words, language)) for *_, words in aloud(shown)]
    listed = "".join(f"<li>{words}</li>\n" for words in read)
    told = f"<p>{say('aloud')}</p>\n<ul>\n{listed}</ul>\n" if read else ""
    on = day(state)
    return (
        f"<section>\n<h2>{say('title')}</h2>\n"
        f'<p class="tt-report-sentence">{say("check")} <time datetime="{on}">{on}</time></p>\n'
        f"<p>{say('lead')}</p>\n{told}</section>\n"
    )


def _commits(one: RevealedStep) -> bool:
    return one.show != "nothing" and kinds.get(one.activity.kind).beside


def aloud(shown: Sequence[RevealedStep]) -> Iterator[tuple[str, str, Text]]:
    """(activity, item, words) of what was shown beside the bars."""
    for one in shown:
        if one.show == "chart" and _commits(one):
            for item in one.activity.items:
                if item.is_proposed and one.standing.item(item.id):
                    yield one.activity.id, item.id, item.text


def day(state: State) -> str:
    """The day on which witnesses ask (ISO 8601)."""
    opened = datetime.fromtimestamp(state.opened_at / 1000, UTC)
    return (opened + timedelta(days=DAYS)).date().isoformat()
