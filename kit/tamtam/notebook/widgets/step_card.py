"""One step under a cell of a part's notebook: the cockpit's own card, for who leads cell by cell."""

from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.output import CellNote
from tamtam.notebook.widgets.cockpit.panel import PanelPane
from tamtam.notebook.widgets.cockpit.stepping import StepPane
from tamtam.notebook.widgets.cockpit.surface import Surface
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el
from tamtam.results.view import View
from tamtam.session.display import Display
from tamtam.session.log import now_ms
from tamtam.session.run_sheet import run_sheet
from tamtam.session.state import State

#: What stands beneath the step: the rest is in the cockpit.
TABS = ("read", "questions", "more")


class StepCard(Surface):
    """Bar, card and three tabs of one activity, as `widget`; folded where today's plan is without it.

    `note`, if set, is kept up to date with what the card says in words. An unplanned question that is
    asked here takes the card's place until one goes back.
    """

    def __init__(self, lead: Lead, activity: str) -> None:
        super().__init__(lead.language)
        self._lead = lead
        self._id = activity
        self.note: CellNote | None = None
        self._unfolded = False
        self._step = StepPane(lead, self.widget, pinned=activity)
        self._panel = PanelPane(lead, self.host, TABS)
        self._deeds: Deeds = {
            **self._step.deeds,
            **self._panel.deeds,
            "pose": lambda typed: self._step.look(self._panel.pose(typed)),
            "read_now": self._read_now,
            "unfold": self._unfold,
        }
        self.widget.layout_name = "card"
        self.redraw()

    def draw(self) -> None:
        """What stands in each region now."""
        with self._lead.state() as state:
            step, bar = self._step.step(state), self._step.bar(state, run_sheet(state, now_ms()))
            if self._is_left_out(state):
                label = self._lead.say("stage.left_out")
                bar = [bar[0], button(label, "unfold", look="small")]
                self.widget.draw(step, bar=[*self._superseded(), *bar], step=[], panel=[])
                return
            # One card of a notebook is enough to ask the server how it is.
            alerts = self._panel.door.alerts(state) if state.step == step else []
            self.widget.draw(
                step,
                bar=[*self._superseded(), *alerts, *bar],
                step=[node for node in self._step.card(state) if node is not None],
                panel=[node for node in self._panel.tree(state, step) if node is not None],
            )
        if self.note:
            self.note.say(self.words())

    def deeds(self) -> Deeds:
        """What its buttons do."""
        return self._deeds

    def words(self) -> str:
        """What the card says, in words: for a notebook that is read without its kernel."""
        with self._lead.state() as state:
            asked = state.activity(self._id)
            title = texts.pick(asked.activity.title, self.language)
            status = self._lead.say(f"stage.status.{asked.status}")
            shown = Display.of(asked)
            view = (
                View.of(asked.activity, shown, self.language)
                if shown and shown.with_chart
                else None
            )
        said = self._lead.say("stage.words", title=title, status=status)
        return f"{said} {view.caption if view else ''}\n{self._lead.say('again')}"

    def _is_left_out(self, state: State) -> bool:
        """Whether today's cut is without it, and nobody took it in nor wants it all the same."""
        planned = (*state.plan, *state.deck.steps(state.cut))
        asked = state.activity(self._id)
        return not (self._unfolded or asked.turns or self._id in planned or state.over)

    def _superseded(self) -> list[Node]:
        told = self._lead.superseded()
        return [el("p", told, look="superseded", role="alert")] if told else []

    def _unfold(self) -> None:
        self._unfolded = True

    def _read_now(self) -> None:
        self._step.deeds["forgo"]()
        self._panel.turn_to("read")
