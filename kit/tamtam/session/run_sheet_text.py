"""The run sheet in words: the one line that helps, and a line for each step."""

from collections.abc import Iterator
from typing import Any

from tamtam.deck.deck import PAUSES, Deck
from tamtam.language import texts
from tamtam.session.run_sheet import RunSheet, RunSheetRow

#: What tells how a time presses without its colour.
SIGNS = {"": "", "soon": "◑ ", "at_once": "● ", "over": "▲ "}


def line(sheet: RunSheet, deck: Deck, language: str) -> str:
    """The line that helps: "41 of 60 answered, 2 minutes over, drop 1D"."""
    if not any(row.where != "coming" for row in sheet.rows):
        return _say(language, "before", n=sheet.planned, reserve=sheet.reserve)
    parts = []
    if sheet.answered is not None:
        parts.append(_say(language, "answered", n=sheet.answered, of=sheet.people))
    if sheet.late is not None:
        parts.append(late(*sheet.late, language))
    parts.append(_time(sheet, language))
    if sheet.drop:
        parts.append(_drop(sheet, deck, language))
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _drop(sheet: RunSheet, deck: Deck, language: str) -> str:
    """What to leave out, and what that saves: "drop 1D to save 6 minutes"."""
    steps = ", ".join(named(id, deck, language) for id in sheet.drop)
    return _say(language, "drop", steps=steps, n=sheet.saves)


def late(n: int, until: int, language: str) -> str:
    """That some still answer in extra time: "1 person has extra time until 10:42"."""
    return texts.text(language, "notebook.late", n=n, until=texts.time_of_day(until))


def _time(sheet: RunSheet, language: str) -> str:
    behind = round(sheet.behind)
    if sheet.over and round(sheet.over):
        return _say(language, "over", n=round(sheet.over))
    if behind > 0:
        return _say(language, "behind", n=behind, reserve=sheet.reserve)
    return _say(language, "ahead", n=-behind) if behind < 0 else _say(language, "on_time")


def step(id: str, deck: Deck) -> str:
    """The place of an activity in the storyboard ("1D"); "" for a pause."""
    activity = deck.activity(id)
    return activity.step if activity else ""


def named(id: str, deck: Deck, language: str) -> str:
    """An activity by its place ("1D"), and by its title where another has the same ("3B Your attention")."""
    place, activity = step(id, deck), deck.activity(id)
    if activity is None or sum(one.step == place for one in deck.activities) == 1:
        return place
    return f"{place} {texts.pick(activity.title, language)}".strip()


def title(row: RunSheetRow, deck: Deck, language: str) -> str:
    """What a step is called."""
    activity = deck.activity(row.step)
    if activity is not None:
        return texts.pick(activity.title, language)
    return _say(language, f"pauses.{row.step}") if row.step in PAUSES else row.step


def clock(row: RunSheetRow, language: str) -> str:
    """What a step's time comes to: real beside planned, or how much is left, with a sign when it presses."""
    if row.where == "coming":
        return _say(language, "planned", n=row.planned)
    if row.where == "done":
        return _say(language, "took", n=round(row.real), planned=row.planned)
    if row.pressing == "over":
        return SIGNS["over"] + _say(language, "now_over", n=round(-row.left))
    return SIGNS[row.pressing] + _say(
        language, "now_left", n=max(1, round(row.left)), planned=row.planned
    )


def listed(sheet: RunSheet, deck: Deck, language: str) -> Iterator[str]:
    """A line for each step: where it is, its name, its time, its notes."""
    for row in sheet.rows:
        sign = {"done": "✓", "now": "▶", "coming": "·"}[row.where]
        name = " ".join(filter(None, (step(row.step, deck), title(row, deck, language))))
        yield " — ".join((f"{sign} {name}", clock(row, language), *row.notes))


def _say(language: str, key: str, **values: Any) -> str:
    return texts.text(language, f"notebook.agenda.{key}", **values)
