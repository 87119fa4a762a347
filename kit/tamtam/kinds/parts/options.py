"""What kinds share whose items are options: to choose, to know, to spend on."""

from collections.abc import Callable, Iterable, Sequence

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.parts import mirror, saying, scale
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.standing import ItemStanding, Standing


def name_of(activity: Activity, value: str, language: str) -> str:
    """What an option is called, by the value that stands for it; empty where it is none."""
    item = activity.item(value)
    return texts.pick(item.text, language) if item else ""


def listed(activity: Activity, ids: Sequence[str], language: str) -> str:
    """Options in a row, as they stand in a sentence that says of each how many took it."""
    return saying.listed([scale.quoted(activity, id, language) for id in ids], language)


def chosen(
    words: Words, activity: Activity, ids: Iterable[str], language: str
) -> tuple[mirror.MirrorLine, ...]:
    """What one chose, a line each."""
    name = words.text(language, "form.you")
    return tuple(
        mirror.line(name, [mirror.OwnAnswer("", scale.name_of(activity, id, language))])
        for id in ids
    )


def bars(
    activity: Activity,
    items: Sequence[ItemStanding],
    count: Callable[[ItemStanding], int],
    n: int,
    language: str,
) -> list[charts.OptionCount]:
    """A bar an option in the order of `items`: its `count` of `n`; what most chose is marked."""
    most = max(map(count, items), default=0)
    return [
        charts.OptionCount(
            scale.name_of(activity, item.item, language), count(item), n, count(item) == most
        )
        for item in items
    ]


def caption(
    words: Words,
    activity: Activity,
    standing: Standing,
    items: Sequence[ItemStanding],
    count: Callable[[ItemStanding], int],
    language: str,
) -> str:
    """What is said, how it is drawn, and each option in the order of `items` with its `count`."""
    told = (
        texts.text(
            language,
            "standing.about",
            item=scale.name_of(activity, item.item, language),
            words=words.text(language, "counted", n=count(item)),
        )
        for item in items
    )
    return saying.caption(standing, words.text(language, "drawn"), told, language)
