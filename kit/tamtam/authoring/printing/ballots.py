"""Ballots: what an activity asks, to be crossed or written on paper, as a facilitator enters it later.

What may be answered comes from the columns in which answers on paper are entered
(`tamtam.kinds.parts.columns`), so that a ballot and its table say the same.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import msgspec

from tamtam import kinds
from tamtam.authoring.printing.sheet import BOX, LINE, Printout, question_of, say, title_of
from tamtam.deck.deck import Activity, Item
from tamtam.kinds.parts.columns import Column, columns
from tamtam.language import texts

#: Lines left for what people propose, and for sentences of their own.
BLANKS, SENTENCES = 3, 4
BLANK = "blank"
_TREND = {-1: "↘", 0: "→", 1: "↗"}


def ballot(activity: Activity, language: str) -> Printout | None:
    """The ballot of an activity; None where its answers stand on another printout."""
    kind, asked = kinds.get(activity.kind), with_blanks(activity)
    if kind.without_ballot:
        return None
    body = question_of(activity, language) + _scale(activity, language)
    if kind.slots(asked):
        body += "".join(_tables(columns(kind, asked), language))
    else:
        body += _lines(activity, language)
    return Printout(f"ballot_{activity.id}", title_of(activity, language), "person", body)


def with_blanks(activity: Activity) -> Activity:
    """The activity with empty lines for what the room will propose, or what it finds elsewhere."""
    if activity.collect is None:
        return activity
    blanks = tuple(Item(f"{BLANK}_{n}", {}) for n in range(1, BLANKS + 1))
    items = () if "of" in activity.options else activity.items
    return msgspec.structs.replace(activity, items=(*items, *blanks))


def _scale(activity: Activity, language: str) -> str:
    """What the numbers mean, where the boxes don't say it themselves."""
    said = texts.section(language, f"kinds/{activity.kind}").get("on_paper", "")
    if ends := activity.options.get("ends"):
        low, high = (
            activity.options.get(end, default) for end, default in (("low", 0), ("high", 4))
        )
        named = (texts.pick(ends[end], language) for end in ("low", "high"))
        numbers = (texts.number(language, end) for end in (low, high))
        said = " … ".join(f"{number} {name}" for number, name in zip(numbers, named, strict=True))
    return f'<p class="tt-print-note">{escape(texts.spaced(language, said))}</p>\n' if said else ""


def _tables(found: Sequence[Column], language: str) -> Iterator[str]:
    """A table for all columns that take the same values; without values a line to write on."""
    alike: dict[tuple[Any, ...], list[Column]] = {}
    for column in found:
        alike.setdefault(tuple(column.values), []).append(column)
    for values, rows in alike.items():
        if not values:
            body = "".join(
                f'<tr><th scope="row">{_name(row, language)}</th><td>{LINE}</td></tr>\n'
                for row in rows
            )
            yield f'<table class="tt-print-write"><tbody>\n{body}</tbody></table>\n'
            continue
        head = "".join(f"<th>{escape(_value(rows[0], value, language))}</th>" for value in values)
        boxes = f"<td>{BOX}</td>" * len(values)
        body = "".join(
            f'<tr><th scope="row">{_name(row, language)}</th>{boxes}</tr>\n' for row in rows
        )
        look = "tt-print-cross" + (" tt-print-words" if isinstance(values[0], str) else "")
        yield (
            f'<table class="{look}"><thead><tr><td></td>{head}</tr></thead>\n'
            f"<tbody>\n{body}</tbody></table>\n"
        )


def _name(column: Column, language: str) -> str:
    """What a row is about; a line to write it on where the room finds it."""
    name = column.name[language]
    id, _, number = (column.part or column.slot[0]).partition(".")[0].partition("_")
    if id != BLANK:
        return escape(name)
    told = f"<small>{escape(name.partition(',')[2])}</small>" if "," in name else ""
    return f'<span class="tt-print-blank">{number} {LINE}</span>{told}'


def _value(column: Column, value: Any, language: str) -> str:
    named = column.named(value, language)
    if isinstance(value, str):
        return named or value
    if tuple(column.values) == tuple(_TREND) and not named:
        return _TREND[value]
    if named and min(column.values) < 0:  # a vote is a word; its number is the table's
        return named
    return f"{texts.number(language, value)} {named}".strip()


def _lines(activity: Activity, language: str) -> str:
    """Slips for sentences, to be cut apart and given to the facilitator."""
    prompt = escape(texts.pick(activity.collect.prompt if activity.collect else {}, language))
    slip = f'<div class="tt-print-slip"><p>{prompt}</p>{LINE}{LINE}{LINE}</div>\n'
    note = f'<p class="tt-print-note">{escape(say(language, "slips"))}</p>\n'
    return note + f'<div class="tt-print-slips">{slip * SENTENCES}</div>\n'
