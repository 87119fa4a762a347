"""Answers on paper: what of a sheet is taken, and how it is taken back."""

from typing import Any

from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.activity import ActivityState
from tamtam.session.paper_sheet import Row
from tamtam.session.rules.decision import Decision, checked_key, within
from tamtam.session.state import State

#: The most rows of one sheet.
LONGEST_SHEET = 1000


def enter(state: State, command: c.Enter, now: int) -> Decision:
    """Take in what was written on paper, also once the activity is closed or was revealed.

    What was revealed stays as it was shown until it is revealed anew, which takes as many changed
    answers as for answers on phones.
    """
    asked = state.activity(command.activity)
    sheet = checked_key(command.sheet)
    if any(sheet in turn.sheets for turn in asked.turns):
        return Decision(repeated=True)
    if sheet in state.participants:
        raise TamtamError("key_reused", field="sheet")
    takes_paper(asked)
    within("rows", len(command.rows), 1, LONGEST_SHEET)
    rows = tuple(tuple(_row(asked, row)) for row in command.rows)
    turn = len(asked.turns)
    return Decision((e.SheetEntered(command.activity, sheet, turn, rows, command.counts),))


def takes_paper(asked: ActivityState) -> None:
    """Refuse an activity that can't be answered on paper, or not now."""
    if asked.kind.not_on_paper:
        raise TamtamError(asked.kind.not_on_paper, activity=asked.activity.id)
    if asked.turns and asked.turn.talk:
        raise TamtamError("only_talked_about", activity=asked.activity.id)
    if not asked.turns:
        raise TamtamError("paper_too_early", activity=asked.activity.id)
    if not any(map(asked.takes, asked.slots)):
        raise TamtamError("paper_collects", activity=asked.activity.id)


def may_take_paper(asked: ActivityState) -> bool:
    """Whether it can be answered on paper now."""
    try:
        takes_paper(asked)
    except TamtamError:
        return False
    return True


def _row(asked: ActivityState, row: Row) -> list[tuple[str, str, Any]]:
    """One answerer's answers in canonical form; each question once, at least one."""
    taken = [slot for slot in asked.slots if asked.takes(slot)]
    slots = [(item, phase) for item, phase, _ in row]
    within("row", len(slots), 1, len(taken))
    if len(set(slots)) < len(slots) or not set(slots) <= set(taken):
        raise TamtamError(
            "no_such_item", field="rows", items=", ".join(sorted({item for item, _ in taken}))
        )
    return [
        (item, phase, asked.kind.validate(asked.activity, (item, phase), value))
        for item, phase, value in row
    ]


def take_back(state: State, command: c.TakeBack, now: int) -> Decision:
    """Take back what was entered from a sheet, and erase it."""
    asked = state.activity(command.activity)
    if not any(command.sheet in turn.sheets for turn in asked.turns):
        return Decision(repeated=True)
    withdrawn = e.SheetWithdrawn(command.activity, command.sheet)
    return Decision((withdrawn,), erase=(command.sheet,))
