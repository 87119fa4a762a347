"""The preview of the stage: the chart, folded away until the facilitator asks for it."""

from collections.abc import Callable

import ipywidgets as widgets

from tamtam.language.errors import TamtamError
from tamtam.notebook.session import Session
from tamtam.notebook.widgets.elements import button
from tamtam.notebook.widgets.live_chart import LiveChart
from tamtam.results.view import View
from tamtam.session import shift as shifts
from tamtam.session.activity import ActivityState
from tamtam.session.log import now_ms
from tamtam.session.shown import Shown
from tamtam.session.state import State

#: Least time between two drawings (ms): a burst of answers is one movement.
PACE = 200


class Preview:
    """Where the group stands, or what moved since the last time, as `widget`.

    `turned` is called when it was folded or turned to the other; `view` is what it shows, None before.
    """

    def __init__(self, session: Session, activity: str, turned: Callable[[], None]) -> None:
        self._session = session
        self._id = activity
        self._turned = turned
        self._chart: LiveChart | None = None
        self._drawn: tuple[object, ...] = ()
        self._drawn_at = 0
        self.unfolded = False
        self.moved = False
        self.view: View | None = None
        self._fold = button("", self._turn_fold, "fold")
        self._other = button("", self._turn_over, "small")
        self._box = widgets.VBox()
        self.widget = widgets.VBox([self._fold, self._other, self._box])

    def update(self, asked: ActivityState, state: State) -> None:
        """Bring it up to date."""
        turn = asked.turn
        shown = Shown.of(asked) if asked.status == "revealed" else None
        revealed = shown is not None and shown.with_chart
        self._fold.layout.display = None if asked.turns else "none"
        label = self._say("shown" if revealed else "preview")
        self._fold.description = f"{'▾' if self.unfolded else '▸'} {label}"
        can_turn = self.unfolded and shifts.has_shift(state, asked)
        self.moved = self.moved and can_turn
        self._other.layout.display = None if can_turn else "none"
        self._other.description = self._say("this_time" if self.moved else "moved")
        if not self.unfolded or not asked.turns:
            self._box.children = []
            return
        key = (turn.number, turn.changed_at, turn.revealed_at, self.moved, turn.facet)
        if self._drawn != key and now_ms() - self._drawn_at >= PACE:
            self._drawn, self._drawn_at = key, now_ms()
            self._draw(self._chosen(asked))
        if self._chart is not None:
            self._box.children = [self._chart]

    def unfold(self, moved: bool) -> None:
        """Show what was just revealed, at once: what moved, or where the group stands."""
        self.unfolded, self.moved, self._drawn_at = True, moved, 0

    def _chosen(self, asked: ActivityState) -> View:
        """What to draw: as it was shown to the room, else as it is now."""
        turn, is_shown = asked.turn, asked.turn.shows_chart and asked.status == "revealed"
        if self.moved:
            try:
                shown = asked.shift_shown(turn) if is_shown else None
                if shown is None:
                    return self._session.shift(self._id)
                return View(asked.activity, shown, self._session.language)
            except TamtamError:  # someone was forgotten
                self.moved = False
        shown = asked.shown(turn) if is_shown else None
        if shown is None:
            return self._session.standing(self._id, turn.facet)
        return View(asked.activity, shown, self._session.language, turn.facet)

    def _draw(self, view: View) -> None:
        self.view = view
        if self._chart is None:
            self._chart = LiveChart(view)
        else:
            self._chart.show(view)

    def _turn_fold(self) -> None:
        self.unfolded = not self.unfolded
        self._turned()

    def _turn_over(self) -> None:
        self.moved = not self.moved
        self._drawn_at = 0  # at once
        self._turned()

    def _say(self, key: str) -> str:
        return self._session.say(f"stage.{key}")
