"""Cards and sheets: values to put in an order, decisions, tokens, the house of flows, a gesture to keep."""

from collections.abc import Callable, Mapping
from html import escape
from string import ascii_uppercase
from typing import Any

import msgspec

from tamtam import kinds
from tamtam.authoring.printing.ballots import with_blanks
from tamtam.authoring.printing.sheet import BOX, LINE, Printout, question_of, say, title_of
from tamtam.deck.deck import Activity, Item
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.columns import columns
from tamtam.language import texts


def to_rank(activity: Activity, language: str) -> Printout:
    """A card for each item, to be laid in an order; its rank is written on it."""
    rank = escape(say(language, "rank"))
    made = "".join(
        f'<div class="tt-print-card"><p class="tt-print-large">{escape(_text(item, language))}</p>'
        f"<p>{rank} {LINE}</p></div>\n"
        for item in activity.items
    )
    return _cards(activity, made, "person", language)


def decisions(activity: Activity, language: str) -> Printout:
    """A card for each decision, with the ways in which it may be taken: today ●, wanted ○."""
    made = []
    for item in activity.items:
        alone = msgspec.structs.replace(activity, items=(item,))
        today, *_ = columns(kinds.get(activity.kind), alone)
        ways = "".join(
            f"<tr><th scope='row'>{escape(today.named(value, language))}</th>"
            f"{f'<td>{BOX}</td>' * len(activity.phases)}</tr>\n"
            for value in today.values
        )
        head = "".join(
            f"<th>{escape(scale.phase_name(phase, language))}</th>" for phase in activity.phases
        )
        made.append(
            f'<div class="tt-print-card tt-print-wide">'
            f'<p class="tt-print-large">{escape(_text(item, language))}</p>'
            f'<table class="tt-print-cross"><thead><tr><td></td>{head}</tr></thead><tbody>{ways}</tbody>'
            "</table></div>\n"
        )
    return _cards(activity, "".join(made), "table", language)


def _cards(activity: Activity, made: str, whom: str, language: str) -> Printout:
    note = f'<p class="tt-print-note">{escape(say(language, "cut"))}</p>\n'
    body = f'{question_of(activity, language)}{note}<div class="tt-print-cards">\n{made}</div>\n'
    title = say(language, "cards", title=title_of(activity, language))
    return Printout(f"cards_{activity.id}", title, whom, body)


def tokens(activity: Activity, language: str) -> Printout:
    """What one puts into the pot, round by round, where the game is played on paper; and the tokens."""
    options: Any = scale.options_of(activity, kinds.get(activity.kind).Options)
    rounds = [phase for phase in activity.phases if phase.startswith("round_")]
    names = ("put_in", "expected", "total", "back", "have")
    head = "".join(f"<th>{escape(say(language, f'pot.{name}'))}</th>" for name in names)
    half = len(rounds) // 2
    rows = "".join(
        f'<tr><th scope="row">{escape(say(language, "pot.round", n=n))}'
        f"<small>{escape(say(language, 'pot.unseen' if n <= half else 'pot.seen'))}</small></th>"
        f"{f'<td>{LINE}</td>' * len(names)}</tr>\n"
        for n in range(1, len(rounds) + 1)
    )
    rule = escape(say(language, "pot.rule", tokens=options.tokens, share=options.back / 10))
    coins = '<span class="tt-print-token">1</span>' * options.tokens
    body = (
        f'<p class="tt-print-note">{rule}</p>\n'
        f'<table class="tt-print-pot"><thead><tr><td></td>{head}</tr></thead>\n'
        f'<tbody>\n{rows}</tbody></table>\n<div class="tt-print-tokens">{coins}</div>\n'
    )
    title = say(language, "pot.title", title=title_of(activity, language))
    return Printout(f"tokens_{activity.id}", title, "person", body)


def commitment(activity: Activity, language: str) -> Printout:
    """A card to keep: if, then, who asks, when, how sure, and what it feeds. Two on a page."""
    feeds = "".join(
        f"<span class='tt-print-choice'>{BOX} {escape(_text(item, language))}</span>"
        for item in activity.items
    )
    sure = "".join(f"<span class='tt-print-choice'>{BOX} {n}</span>" for n in range(11))
    lines = "".join(
        f"<p><strong>{escape(say(language, f'gesture.{name}'))}</strong> {LINE}</p>\n"
        for name in ("if", "then", "witness", "when")
    )
    card = (
        f'<div class="tt-print-gesture">{question_of(activity, language)}{lines}'
        f"<p>{escape(say(language, 'gesture.feeds'))}<br>{feeds}</p>\n"
        f"<p>{escape(say(language, 'gesture.sure'))}<br>{sure}</p>\n"
        f'<p class="tt-print-note">{escape(say(language, "gesture.keep"))}</p></div>\n'
    )
    return Printout(f"gesture_{activity.id}", title_of(activity, language), "person", card * 2)


def house(activity: Activity, language: str) -> Printout:
    """The house with an arrow for each flow: those of the market from the left, the others from the right."""
    left = [item for item in activity.items if item.group == "market"]
    right = [item for item in activity.items if item.group != "market"]
    drawn = "".join(
        _arrow(_text(item, language), at, len(side), from_left)
        for side, from_left in ((left, True), (right, False))
        for at, item in enumerate(side)
    )
    picture = (
        '<svg viewBox="0 0 1000 640" role="img" aria-hidden="true">'
        '<path d="M300 640V280L500 90L700 280V640Z" fill="none" stroke="black" stroke-width="4"/>'
        f"{drawn}</svg>\n"
    )
    examples = "".join(
        f'<tr><th scope="row">{escape(_text(item, language))}</th><td>{LINE}</td></tr>\n'
        for item in activity.items
    )
    lead = f'<p class="tt-print-note">{escape(say(language, "house"))}</p>\n'
    table = f'<table class="tt-print-write"><tbody>\n{examples}</tbody></table>\n'
    body = f"{question_of(activity, language)}{picture}{lead}{table}"
    return Printout(f"house_{activity.id}", title_of(activity, language), "wall", body)


def plane(activity: Activity, language: str) -> Printout:
    """The plane with its axes and corners; in its fields one writes the letters of the items."""
    kind, asked = kinds.get(activity.kind), with_blanks(activity)
    options: Any = scale.options_of(activity, kind.Options)
    steps = [*kind.values(activity, kind.slots(asked)[0])]
    items = "".join(
        f"<tr><th>{_letter(at)}</th><td>{escape(_text(item, language)) or LINE}</td></tr>\n"
        for at, item in enumerate(asked.items)
    )
    across, up = (_axis(options, axis, language) for axis in ("across", "up"))
    rows = "".join(
        f'<tr><th scope="row">{n}</th>{_fields(options, n, steps, language)}</tr>\n'
        for n in reversed(steps)
    )
    foot = "".join(f"<th>{n}</th>" for n in steps)
    note = texts.text(language, f"kinds/{activity.kind}.on_paper")
    body = (
        f"{question_of(activity, language)}"
        f'<p class="tt-print-note">{escape(note)}</p>\n'
        f'<table class="tt-print-letters"><tbody>\n{items}</tbody></table>\n'
        f'<p class="tt-print-note">↑ {escape(up)}</p>\n'
        f'<table class="tt-print-plane"><tbody>\n{rows}<tr><td></td>{foot}</tr>\n</tbody></table>\n'
        f'<p class="tt-print-note tt-print-end">{escape(across)} →</p>\n'
    )
    return Printout(f"plane_{activity.id}", title_of(activity, language), "person", body)


def _letter(at: int) -> str:
    """A, B … Z, then AA, BB …"""
    turns, letter = divmod(at, len(ascii_uppercase))
    return ascii_uppercase[letter] * (1 + turns)


def _axis(options: Any, axis: str, language: str) -> str:
    name, low, high = (
        texts.pick(getattr(getattr(options, axis), part), language)
        for part in ("name", "low", "high")
    )
    return f"{name} ({low} → {high})"


def _fields(options: Any, up: int, steps: list[int], language: str) -> str:
    """A row of fields; those at the four corners bear their names."""
    rows = {steps[0]: "below", steps[-1]: "above"}
    columns = {steps[0]: "left", steps[-1]: "right"}
    names = (
        texts.pick(getattr(options.corners, f"{rows[up]}_{columns[at]}"), language)
        if up in rows and at in columns
        else ""
        for at in steps
    )
    return "".join(f"<td><small>{escape(name)}</small></td>" for name in names)


def _arrow(name: str, at: int, of: int, from_left: bool) -> str:
    y = 330 + (at + 0.5) * 290 / of
    start, end = (60, 380) if from_left else (940, 620)
    tip = -24 if from_left else 24
    return (
        f'<path d="M{start} {y:.0f}H{end}m{tip} -14l{-tip} 14l{tip} 14" fill="none" '
        'stroke="black" stroke-width="4"/>'
        f'<text x="{170 if from_left else 830}" y="{y - 16:.0f}" font-size="30" '
        f'text-anchor="middle">{escape(name)}</text>'
    )


def _text(item: Item, language: str) -> str:
    return texts.pick(item.text, language)


#: What a kind may have printed beside a ballot, or instead of one, by the name that it says.
PRINTOUTS: Mapping[str, Callable[[Activity, str], Printout]] = {
    "rank_cards": to_rank,
    "decision_cards": decisions,
    "tokens": tokens,
    "house": house,
    "commitment_card": commitment,
    "plane": plane,
}
