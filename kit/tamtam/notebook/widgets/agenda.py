"""The run sheet as the facilitator leads by it: where the time is, what comes, what to leave out."""

import threading
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from tamtam.deck.deck import BREAK, PAUSES, Deck
from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, looks, panel, words
from tamtam.notebook.widgets.extra_time import ExtraTimeFold
from tamtam.session import run_sheet_text
from tamtam.session.events import Entry
from tamtam.session.log import now_ms
from tamtam.session.run_sheet import RunSheet, RunSheetRow, earlier, run_sheet, without
from tamtam.session.state import State


class Agenda:
    """The run sheet, as `widget`; `update` is told of new events and of passing time.

    A row and its buttons are made anew only when the steps change, so that a focused button stays.
    """

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._language = lead.language
        self._lock = threading.RLock()
        self._built: tuple[Any, ...] = ()
        self._moved = ("", "")
        self._line = widgets.HTML()
        self._rows = widgets.VBox()
        self._times: list[widgets.HTML] = []
        self._alert = Alert(lead.language)
        self._cuts = _row()
        self._about = widgets.Dropdown(description=self._say("note.about"))
        self._text = widgets.Text(placeholder=self._say("note.text"), continuous_update=False)
        self._text.add_class("tamtam-note-text")
        self._note = _row()
        self._note.children = [
            self._about,
            self._text,
            button(self._say("note.keep"), self._press(self._keep)),
        ]
        self._extra = ExtraTimeFold(lead)
        self.widget = panel(
            *(
                self._line,
                self._rows,
                self._cuts,
                self._note,
                self._extra.widget,
                self._alert.widget,
            )
        )
        self.update([])

    def update(self, entries: list[Entry]) -> None:
        """Bring the sheet up to date; also as time passes."""
        with self._lock, self._lead.state() as state:
            sheet, deck = run_sheet(state, now_ms()), state.deck
            self._extra.update(state)
            said = run_sheet_text.line(sheet, deck, self._language)
            sort = "title over" if sheet.over else "title"
            self._line.value = f'<div role="status">{words(said, sort)}</div>'
            built = (sheet.cut, *((row.step, row.where, row.nth) for row in sheet.rows))
            if built != self._built:
                self._built = built
                self._build(sheet, state)
            for place, row in zip(self._times, sheet.rows, strict=True):
                place.value = self._told(row, deck, sheet)

    # --- what is shown

    def _build(self, sheet: RunSheet, state: State) -> None:
        self._times = [widgets.HTML() for _ in sheet.rows]
        plan, first = state.plan, len(sheet.rows) - len(state.plan)
        rows = []
        for number, (row, place) in enumerate(zip(sheet.rows, self._times, strict=True)):
            line = _row()
            acts = self._actions(row, plan, number - first)
            for act in acts:  # heard by who can't see the row
                act.tooltip = f"{act.description} – {self._name(row, state.deck)}"
            line.children = [place, *acts]
            rows.append(line)
        self._rows.children = rows
        self._refocus(sheet)
        asked = [row for row in sheet.rows if row.step in state.asked and not row.nth]
        kept = state.step if state.step in state.asked else None
        self._about.options = [(self._name(row, state.deck), row.step) for row in asked]
        self._about.value = kept or (asked[0].step if asked else None)
        self._show_cuts(sheet, state)

    def _actions(
        self, row: RunSheetRow, plan: tuple[str, ...], number: int
    ) -> list[widgets.Button]:
        """What can be done with a step; `number` is its place among those to come."""
        if row.where != "coming":
            if row.where == "done" and row.step not in PAUSES:
                return [self._planning("repeat", row.step, (row.step, *plan))]
            return []
        act = self._press(lambda: self._lead.begin(row.step))
        begin = [button(self._say("begin"), act, "small")]
        sooner = [self._planning("earlier", row.step, earlier(plan, number))]
        later = [self._planning("later", row.step, earlier(plan, number + 1))]
        return [
            *(begin if row.step in PAUSES else []),
            *(sooner if number else []),
            *(later if number < len(plan) - 1 else []),
            self._planning("leave_out", row.step, without(plan, number)),
        ]

    def _planning(self, label: str, step: str, plan: tuple[str, ...]) -> widgets.Button:
        def act() -> None:
            self._moved = (step, self._say(label))
            self._lead.plan(plan)

        return button(self._say(label), self._press(act), "small")

    def _refocus(self, sheet: RunSheet) -> None:
        """Where a step was moved, let its new row have the focus: the pressed button is gone."""
        step, label = self._moved
        self._moved = ("", "")
        for row, line in zip(sheet.rows, self._rows.children, strict=True):
            acts = line.children[1:]
            if row.where == "coming" and row.step == step and acts:
                next((act for act in acts if act.description == label), acts[0]).focus()
                return

    def _show_cuts(self, sheet: RunSheet, state: State) -> None:
        """The other cuts: how long each would still take, and a button that takes it."""
        offered = [button(self._say("break"), self._press(lambda: self._lead.begin(BREAK)))]
        offered = [] if BREAK in state.plan or state.over or not state.begun else offered
        for shorter in sheet.shorter:
            n = state.deck.lengths()[shorter.cut]
            cut = self._say(f"cut.{state.deck.called(shorter.cut)}", n=n)
            label = self._say("take", cut=cut, n=shorter.minutes)
            offered.append(button(label, self._press(self._taking(shorter.steps, shorter.cut))))
        self._cuts.children = offered

    def _taking(self, steps: tuple[str, ...], cut: str) -> Callable[[], None]:
        return lambda: self._lead.plan(steps, cut)

    def _told(self, row: RunSheetRow, deck: Deck, sheet: RunSheet) -> str:
        sort = looks("step", row.where, row.pressing)
        first = self._say("first") if row.step in sheet.drop and row.where == "coming" else ""
        notes = "".join(f"<li>{escape(note)}</li>" for note in row.notes)
        here = ' aria-current="step"' if row.where == "now" else ""
        return (
            f"<div{sort}{here}><b>{escape(run_sheet_text.step(row.step, deck))}</b>"
            f"<span>{escape(run_sheet_text.title(row, deck, self._language))}"
            f"{f' · <em>{escape(first)}</em>' if first else ''}</span>"
            f"<span>{escape(run_sheet_text.clock(row, self._language))}</span></div>"
            + (f'<ul class="tamtam-notes">{notes}</ul>' if notes else "")
        )

    def _name(self, row: RunSheetRow, deck: Deck) -> str:
        title = run_sheet_text.title(row, deck, self._language)
        return " · ".join(filter(None, (run_sheet_text.step(row.step, deck), title)))

    # --- what is done

    def _keep(self) -> None:
        if self._text.value.strip():
            self._lead.note(self._text.value, self._about.value)
            self._text.value = ""

    def _press(self, act: Callable[[], None]) -> Callable[[], None]:
        def press() -> None:
            with self._lock:
                self._alert.attempt(act)
                self.update([])

        return press

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"notebook.agenda.{key}", **values)


def _row() -> widgets.HBox:
    row = widgets.HBox()
    row.add_class("tamtam-buttons")
    return row
