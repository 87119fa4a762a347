"""The run sheet of today's cut: what was, is and comes, with clock times; what to drop when late."""

from typing import Any

from tamtam.deck.deck import RESERVE
from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el, fold
from tamtam.session import run_sheet_text
from tamtam.session.log import now_ms
from tamtam.session.run_sheet import RunSheet, RunSheetRow, earlier, of_cut, without
from tamtam.session.state import State

_MINUTE = 60_000
SIGNS = {"done": "✓", "now": "●", "coming": "○"}


class SheetPane:
    """The rows, and what can be planned otherwise."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._language = lead.language
        self.deeds: Deeds = {
            "plan": self._plan,
            "cut": self._cut,
            "drop": self._drop,
        }

    def tree(self, state: State, sheet: RunSheet, at: str) -> list[Node]:
        """The sheet; `at` is the step that the card shows."""
        first = len(sheet.rows) - len(state.plan)
        rows = [
            self._row(state, row, number - first, start, at, sheet)
            for number, (row, start) in enumerate(
                zip(sheet.rows, _starts(state, sheet), strict=True)
            )
            if row.step != RESERVE
        ]
        cut = self._cut_name(state, sheet.cut)
        return [
            el("h3", self._say("today", cut=cut)),
            self._nobody_plays(state),
            self._late(state, sheet),
            el("ol", *rows, look="rows"),
            self._further(state, sheet),
        ]

    def _cut_name(self, state: State, cut: str) -> str:
        n = state.deck.lengths().get(cut, 0)
        return texts.text(self._language, f"notebook.agenda.cut.{state.deck.called(cut)}", n=n)

    def _nobody_plays(self, state: State) -> Node:
        """In a rehearsal gone on with: that those who were simulated in it answer no more."""
        if not state.session.rehearsal or not state.participants or state.over:
            return None
        if self._lead.simulates:
            return None
        return el("p", self._say("nobody_plays"), look="muted", role="note")

    def _late(self, state: State, sheet: RunSheet) -> Node:
        """What to drop first when the end no longer holds, and what that saves; else that it holds."""
        if not state.begun:
            return None
        if not sheet.drop:
            late = round(sheet.behind)
            words = texts.text(
                self._language, "notebook.agenda.behind", n=late, reserve=sheet.reserve
            )
            return el("p", words, look="muted", role="note") if late > 0 else None
        saved = sum(state.deck.minutes(id, state.cut) for id in sheet.drop)
        names = ", ".join(run_sheet_text.named(id, state.deck, self._language) for id in sheet.drop)
        told = self._say("drop_told", n=round(sheet.over), steps=names)
        press = button(self._say("drop", steps=names, n=round(saved)), "drop", *sheet.drop)
        return el("div", el("p", told), press, look="late", role="note")

    def _row(
        self,
        state: State,
        row: RunSheetRow,
        number: int,
        start: int | None,
        at: str,
        sheet: RunSheet,
    ) -> Node:
        first = el("em", self._say("first")) if row.step in sheet.drop else None
        line, looked = self._line(state, row, start), row.step == at
        shown = row.step in state.asked
        sort = f"row {row.where} {row.pressing} {'looked' if looked else ''}".strip()
        head = (
            button_of(line, "look", row.step, key=f"look:{row.step}:{row.nth}", current=looked)
            if shown
            else el("span", *line, look="line")
        )
        notes = (
            el("ul", *(el("li", note) for note in row.notes), look="notes") if row.notes else None
        )
        acts = self._acts(state, row, number) if row.where == "coming" else None
        return el(
            "li",
            head,
            first,
            acts,
            notes,
            look=sort,
            key=f"{row.step}:{row.nth}",
            aria_current="step" if row.where == "now" else None,
        )

    def _line(self, state: State, row: RunSheetRow, start: int | None) -> tuple[Node, ...]:
        """Where a step is, when it begins, what it is called, how many minutes it takes."""
        step = run_sheet_text.step(row.step, state.deck)
        title = run_sheet_text.title(row, state.deck, self._language)
        minutes = row.real if row.where == "done" else row.planned
        return (
            el("span", SIGNS[row.where], look="sign", aria_label=self._say(f"where.{row.where}")),
            el("span", texts.time_of_day(start) if start else "", look="at"),
            el("span", " ".join(filter(None, (step, title))), look="step-name"),
            el("span", self._say("minutes", n=round(minutes)), look="minutes"),
        )

    def _acts(self, state: State, row: RunSheetRow, number: int) -> Node:
        name = run_sheet_text.title(row, state.deck, self._language)
        sooner, later = earlier(state.plan, number), earlier(state.plan, number + 1)
        what = {
            "↑": ("earlier", sooner),
            "↓": ("later", later),
            "×": ("leave_out", without(state.plan, number)),
        }
        return el(
            "span",
            *(
                button(
                    sign,
                    "plan",
                    *plan,
                    look="tiny",
                    key=f"{key}:{row.step}:{row.nth}",
                    aria_label=f"{texts.text(self._language, f'notebook.agenda.{key}')} – {name}",
                    title=texts.text(self._language, f"notebook.agenda.{key}"),
                )
                for sign, (key, plan) in what.items()
                if plan != state.plan
            ),
            look="moves",
        )

    def _further(self, state: State, sheet: RunSheet) -> Node:
        """What today's cut leaves out, and the shorter cuts."""
        if state.over:
            return None
        there = {row.step for row in sheet.rows}
        out = [id for id in state.deck.steps("half_day") if id in state.asked and id not in there]
        left = [
            button(
                self._say("take_in", step=self._named(state, id)),
                "plan",
                *_landed(state, id),
                look="small",
                key=f"in:{id}",
            )
            for id in out
        ]
        to_come = sum(state.deck.minutes(step, state.cut) for step in state.plan)
        cuts = []
        for cut in state.deck.lengths():
            minutes = sum(state.deck.minutes(step, cut) for step in of_cut(state, cut))
            if cut != state.cut and minutes < to_come:
                label = texts.text(
                    self._language,
                    "notebook.agenda.take",
                    cut=self._cut_name(state, cut),
                    n=minutes,
                )
                cuts.append(button(label, "cut", cut, look="small"))
        inside = [*cuts, *left]
        return (
            fold(self._say("otherwise"), el("div", *inside, look="list"), key="otherwise")
            if inside
            else None
        )

    def _named(self, state: State, id: str) -> str:
        activity = state.activity(id).activity
        return f"{activity.step} {texts.pick(activity.title, self._language)}"

    # --- what is done

    def _plan(self, *steps: str) -> None:
        self._lead.plan(steps)

    def _cut(self, cut: str) -> None:
        with self._lead.state() as state:
            steps = of_cut(state, cut)
        self._lead.plan(steps, cut)

    def _drop(self, *ids: str) -> None:
        with self._lead.state() as state:
            left = tuple(step for step in state.plan if step not in ids)
        self._lead.plan(left)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.sheet.{key}", **values)


def button_of(line: tuple[Node, ...], do: str, value: str, *, key: str, current: bool) -> Node:
    """A row that can be pressed, to look at its step."""
    pressed = "true" if current else None
    return el(
        "button", *line, look="line", type="button", do=[do, value], key=key, aria_pressed=pressed
    )


def _starts(state: State, sheet: RunSheet) -> list[int | None]:
    """When each step began, or is to begin (ms since 1970); None while nothing has begun."""
    begun = [at for at, _ in state.begun]
    if not begun:
        return [None] * len(sheet.rows)
    at = now_ms()
    starts: list[int | None] = []
    for number, row in enumerate(sheet.rows):
        if number < len(begun):
            starts.append(begun[number])
            at += round(max(row.left, 0.0) * _MINUTE) if row.where == "now" else 0
        else:
            starts.append(at)
            at += round(row.planned * _MINUTE)
    return starts


def _landed(state: State, id: str) -> tuple[str, ...]:
    """The plan with a step where the deck has it."""
    order = {step: number for number, step in enumerate(state.deck.steps("half_day"))}
    place = next(
        (
            number
            for number, step in enumerate(state.plan)
            if order.get(step, -1) > order.get(id, -1)
        ),
        len(state.plan),
    )
    return (*state.plan[:place], id, *state.plan[place:])
