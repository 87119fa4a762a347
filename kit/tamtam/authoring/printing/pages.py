"""The printouts of a deck: notice and run sheet, what each person fills in, what a table and a wall need."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from tamtam import assets, kinds
from tamtam.assets import minify
from tamtam.authoring.printing import ballots, cards
from tamtam.authoring.printing.sheet import Printout, say
from tamtam.deck.deck import Activity, Deck
from tamtam.language import texts

#: What each person has in their hands, each table, the wall: in this order they are printed.
FOR_WHOM = ("facilitator", "person", "table", "wall")


def pages(deck: Deck, cut: str, language: str, guide: str = "") -> str:
    """All printouts of a cut as one HTML document; the notice is what the `guide` quotes."""
    asked = [found for id in deck.steps(cut) if (found := deck.activity(id))]
    sheets = [*_facilitators(deck, cut, language, guide), *_sheets(asked, language)]
    sheets.sort(key=lambda sheet: FOR_WHOM.index(sheet.whom))  # stable: else as the deck has them
    title = escape(texts.pick(deck.title, language))
    style = minify.css((assets.folder() / "print" / "print.css").read_text("utf-8"))
    body = "".join(sheet.html(language) for sheet in sheets)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"{_contents(title, sheets, language)}{body}</main>\n</body>\n</html>\n"
    )


def _contents(title: str, sheets: Iterable[Printout], language: str) -> str:
    """What there is, and how often to print it; this page stays on the screen."""
    lines = "".join(
        f'<li><a href="#{sheet.id}">{escape(sheet.title)}</a> '
        f"<span>{escape(say(language, f'copies.{sheet.whom}'))}</span></li>\n"
        for sheet in sheets
    )
    lead = escape(say(language, "lead"))
    return f'<nav>\n<h1>{title}</h1>\n<p>{lead}</p>\n<ol class="tt-print-contents">\n{lines}</ol>\n</nav>\n'


def _sheets(asked: Iterable[Activity], language: str) -> Iterator[Printout]:
    for activity in asked:
        if name := kinds.get(activity.kind).printout:
            yield cards.PRINTOUTS[name](activity, language)
        if sheet := ballots.ballot(activity, language):
            yield sheet


# --- the facilitator's


def _facilitators(deck: Deck, cut: str, language: str, guide: str) -> Iterator[Printout]:
    if quoted := notice(guide):
        yield Printout("notice", say(language, "notice"), "person", quoted)
    yield Printout(
        "run_sheet", say(language, "run_sheet"), "facilitator", _run_sheet(deck, cut, language)
    )


def notice(guide: str) -> str:
    """What a guide quotes, as HTML: the notice to show and to hand out. Empty where it quotes nothing."""
    quoted = re.findall(r"^>[ ]?(.*)$", guide, re.MULTILINE)
    paragraphs = "\n".join(quoted).strip().split("\n\n")
    return "".join(f"<p>{_marked(one)}</p>\n" for one in paragraphs if one.strip())


def _marked(words: str) -> str:
    """Markdown's bold and italics as HTML, everything else as text."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(words))
    return re.sub(r"\*(.+?)\*", r"<em>\1</em>", bold)


def _run_sheet(deck: Deck, cut: str, language: str) -> str:
    """Steps with their minutes, room for the time of day, and what to leave out first."""
    rows = []
    for step in deck.steps(cut):
        activity = deck.activity(step)
        name = texts.pick(activity.title, language) if activity else say(language, f"pauses.{step}")
        dropped_first = deck.drop_first.get(cut, ())
        first = dropped_first.index(step) + 1 if step in dropped_first else 0
        dropped = say(language, "drop", n=first) if first else ""
        minutes = texts.number(language, deck.minutes(step, cut))
        cells = (activity.step if activity else "", name, minutes, "", "", dropped)
        rows.append("".join(f"<td>{escape(str(cell))}</td>" for cell in cells))
    names = ("step", "what", "minutes", "planned", "real", "late")
    head = "".join(f"<th>{escape(say(language, f'columns.{name}'))}</th>" for name in names)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f'<table class="tt-print-run"><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>\n'
