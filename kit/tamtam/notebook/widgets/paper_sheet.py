"""Entering answers on paper: type or paste, read what was understood, take it, take it back."""

import ipywidgets as widgets

from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.paper_sheet import PaperEntry
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, panel, words
from tamtam.session import paper
from tamtam.session.activity import ActivityState
from tamtam.session.events import Entry
from tamtam.session.paper import Column
from tamtam.session.rules.paper import may_take_paper

#: Up to how many fields counts are typed into; more are a table to paste.
MOST_FIELDS = 80


class ByHand:
    """The form as `widget`, hidden where an activity can't be answered on paper, or not now."""

    def __init__(self, lead: Lead, activity: str) -> None:
        self._lead = lead
        self._id = activity
        self._read: PaperEntry | None = None
        self._slots: frozenset[object] = frozenset()
        self._table = widgets.Textarea(layout={"width": "100%", "height": "9em"})
        self._table.observe(lambda _: self._forget_reading(), "value")
        self._how = widgets.ToggleButtons(
            options=[(self._say("rows"), "rows"), (self._say("tally"), "counts")],
            description=self._say("how"),
            style={"description_width": "initial", "button_width": "auto"},
        )
        self._how.observe(lambda _: self._show_how(), "value")
        self._fields: dict[tuple[str, object], widgets.BoundedIntText] = {}
        self._counts = widgets.VBox()
        self._told = Alert(lead.language)
        self._look = button(self._say("look"), self._told.attempting(self.look))
        self._take = button(self._say("take"), self._told.attempting(self.take), "primary")
        self._taken: dict[str, int] = {}
        self._sheets = widgets.VBox()
        self._order = widgets.HTML()
        buttons = widgets.HBox([self._look, self._take])
        buttons.add_class("tamtam-buttons")
        self.widget = panel(
            *(widgets.HTML(words(self._say("lead"), "muted")), self._how, self._order),
            *(self._table, self._counts, buttons, self._told.widget, self._sheets),
        )
        self.update([])

    def update(self, entries: list[Entry]) -> None:
        """Bring the form up to date: whether paper is taken now, and what was."""
        with self._lead.state() as state:
            self._show(state.activity(self._id))

    def finish(self) -> str | None:
        """Nothing to be said once all that was typed is taken; None while it isn't: the form says so."""
        if not self._has_typed():
            return ""
        self._told.say(self._say("unsaved"))
        return None

    def _has_typed(self) -> bool:
        return bool(self._table.value.strip() or any(one.value for one in self._fields.values()))

    def _show(self, asked: ActivityState) -> None:
        if not may_take_paper(asked):
            self.widget.layout.display = "none"
            return
        self.widget.layout.display = None
        if self._slots != asked.slots:
            self._slots = asked.slots
            self._ask(asked)
        taken = {
            id: sheet.people(turn.answers)
            for turn in asked.turns
            for id, sheet in turn.sheets.items()
        }
        if self._taken != taken:
            self._taken = taken
            self._sheets.children = [self._sheet(id, n) for id, n in taken.items()]

    # --- what is shown

    def _ask(self, asked: ActivityState) -> None:
        """Fields for what the activity asks now."""
        language = self._lead.language
        columns = paper.columns(asked.kind, asked.activity, asked.takes)
        names = " · ".join(column.name[language] for column in columns)
        allowed = {column.allowed(language) for column in columns if column.values}
        lines = [self._say("order", columns=names)]
        if len(allowed) == 1 and all(column.values for column in columns):
            lines.append(self._say("may_be", allowed=allowed.pop()))
        self._order.value = words(" ".join(lines))
        self._table.placeholder = f"{self._say('example')}\n{paper.heading(columns, language)}"
        size = sum(len(column.values) for column in columns)
        by_counts = asked.kind.is_counted(asked.activity) and size <= MOST_FIELDS
        self._how.layout.display = None if by_counts else "none"
        self._fields = {}
        self._counts.children = [self._row(column) for column in columns] if by_counts else []
        self._how.value = "rows"
        self._show_how()

    def _row(self, column: Column) -> widgets.Widget:
        """One question with a field for each value."""
        language = self._lead.language
        fields = []
        for value in column.values:
            name = column.named(value, language)
            label = name if isinstance(value, str) else texts.number(language, value)
            field = widgets.BoundedIntText(
                value=0,
                max=paper.LONGEST_SHEET,
                description=label,
                tooltip=f"{column.name[language]}: {name or label}",
                layout={"width": "auto" if isinstance(value, str) else "96px"},
                style={"description_width": "initial"},
            )
            field.observe(lambda _: self._forget_reading(), "value")
            self._fields[column.slot[0], value] = field
            fields.append(field)
        row = widgets.HBox(fields)
        row.add_class("tamtam-buttons")
        return widgets.VBox([widgets.HTML(words(column.name[language])), row])

    def _show_how(self) -> None:
        rows = self._how.value == "rows"
        for widget, there in ((self._table, rows), (self._order, rows), (self._counts, not rows)):
            widget.layout.display = None if there else "none"
        self._forget_reading()

    def _forget_reading(self) -> None:
        """What changed since it was read has to be read again before it is taken."""
        self._read = None
        self._told.clear()
        self._take.layout.display = "none"

    def _sheet(self, id: str, n: int) -> widgets.HBox:
        """One sheet that was taken, with the button to take it back."""
        back = button(self._say("back"), self._told.attempting(lambda: self.take_back(id)))
        row = widgets.HBox([widgets.HTML(words(self._say("taken", n=n))), back])
        row.add_class("tamtam-buttons")
        return row

    # --- what is done

    def look(self) -> None:
        """Read what was typed, and say what was understood."""
        self._read = self._lead.read_paper(self._id, self._typed())
        found = self._read.understood
        lines = list(found.told(self._lead.language))
        with self._lead.state() as state:
            asked = state.activity(self._id)
            if found.is_ready and asked.turn.standing is not None:
                lines.append(self._say("after_reveal", n=state.min_answers))
        sort = "error" if found.mistakes else ""
        self._told.widget.value = (
            f'<div role="status">{"".join(words(line, sort) for line in lines)}</div>'
        )
        self._take.layout.display = None if found.is_ready else "none"

    def _typed(self) -> str | dict[str, dict[object, int]]:
        if self._how.value == "rows":
            return str(self._table.value)
        counts: dict[str, dict[object, int]] = {}
        for (item, value), field in self._fields.items():
            counts.setdefault(item, {})[value] = field.value
        return counts

    def take(self) -> None:
        """Take what was read."""
        if self._read is None:
            return
        self._read.take()
        self._table.value = ""
        for field in self._fields.values():
            field.value = 0
        self._forget_reading()
        self.update([])

    def take_back(self, sheet: str) -> None:
        """Take a sheet back."""
        self._lead.take_back(sheet, self._id)
        self._told.say(self._say("taken_back"))
        self.update([])

    def _say(self, key: str, **values: object) -> str:
        return texts.text(self._lead.language, f"paper.{key}", **values)
