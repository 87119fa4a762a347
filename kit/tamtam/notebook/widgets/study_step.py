"""One step of a workshop studied alone: bets, the form, and beside it one's own answers and company."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from tamtam.language.texts import text
from tamtam.notebook.form_texts import FormState
from tamtam.notebook.output import in_marimo
from tamtam.notebook.widgets.elements import button, panel, words
from tamtam.notebook.widgets.form import FormWidget
from tamtam.results.bet_view import BetView
from tamtam.results.step_view import StepView

#: Keeps a bet, by its id.
Bet = Callable[[str, int], None]
#: Begins a game anew with players of some sorts.
Play = Callable[[tuple[str, ...]], None]


class StudyStep:
    """A form with its mirror beside it, and what stands above and below, as `widget`."""

    def __init__(self, form: FormWidget, language: str, bet: Bet, play: Play) -> None:
        self.form = form
        self._language = language
        self._bet, self._play = bet, play
        self._progress = widgets.HTML()
        self._bets = widgets.VBox()
        self._players = widgets.VBox()
        self.widget = panel(self._progress, self._bets, form, self._players)
        self._shown: tuple[object, ...] = ()
        form.observe(self._pressed, "pressed")

    def show(self, shown: FormState, view: StepView) -> None:
        """Bring all of it up to date with what is kept."""
        self.form.show(shown)
        self.show_view(view)

    def show_view(self, view: StepView) -> None:
        """Say anew how far one is and what one answered; the form knows already."""
        self._progress.value = words(view.progress, "muted")
        self.form.mirror = view.html(above=True)
        now = (view.above, view.players)
        if now != self._shown:  # what somebody types in is left alone
            self._shown = now
            if in_marimo():
                self._show_within(view)
                return
            self._bets.children = [self._bet_box(one) for one in view.above]
            self._players.children = self._player_boxes(view.players)

    def _show_within(self, view: StepView) -> None:
        """Bets and players within the form's own widget, where no other widget is shown."""
        self.form.bets = [
            {
                **one._asdict(),
                "said": one.said(self._language),
                "range": self._range(one),
                "make": self._say(f"bet.{'make' if one.value is None else 'again'}"),
            }
            for one in view.above
        ]
        said = {key: self._say(f"players.{key}") for key in ("lead", "choose", "play", "draw")}
        sorts = [(sort, self._say(f"players.{sort}")) for sort in view.players]
        self.form.players = {**said, "sorts": sorts} if sorts else {}

    def _pressed(self, change: dict[str, Any]) -> None:
        pressed = change["new"]
        if "bet" in pressed:
            self._bet(str(pressed["bet"]), int(pressed["value"]))
        elif "players" in pressed:
            self._play(tuple(map(str, pressed["players"])))

    def _bet_box(self, view: BetView) -> widgets.VBox:
        told = widgets.HTML(words(view.question, "checked"))
        below = [] if not view.said(self._language) else [words(view.said(self._language), "muted")]
        inside: list[widgets.Widget] = [told, *map(widgets.HTML, below)]
        if view.is_open:
            number = widgets.Text(  # empty until one bets: a number that stands there draws the bet to it
                "" if view.value is None else f"{view.value}", description=view.question
            )
            number.add_class("tamtam-bet-number")
            key = "again" if view.value is not None else "make"
            keep = button(self._say(f"bet.{key}"), lambda: self._made(view, number.value))
            row = widgets.HBox([number, widgets.HTML(words(self._range(view), "muted")), keep])
            row.add_class("tamtam-buttons")
            inside.append(row)
        box = widgets.VBox(inside)
        box.add_class("tamtam-check")
        return box

    def _made(self, view: BetView, typed: str) -> None:
        """Keep a bet that was typed; what is no number in its range stays as it is typed."""
        if typed.strip().isdecimal() and view.low <= int(typed) <= view.high:
            self._bet(view.id, int(typed))

    def _range(self, view: BetView) -> str:
        return self._say("bet.range", low=view.low, high=view.high)

    def _player_boxes(self, sorts: Sequence[str]) -> list[widgets.Widget]:
        """Three lists to choose simulated players from, and a button to begin the game with them."""
        if not sorts:
            return []
        named = [(self._say(f"players.{sort}"), sort) for sort in sorts]
        lists = [
            widgets.Dropdown(options=named, layout={"width": "auto"}, description=f"{n + 1}")
            for n in range(3)
        ]
        for one in lists:
            one.tooltip = self._say("players.choose")
        chosen = button(
            self._say("players.play"), lambda: self._play(tuple(one.value for one in lists))
        )
        drawn = button(self._say("players.draw"), lambda: self._play(()))
        buttons = widgets.HBox([chosen, drawn])
        buttons.add_class("tamtam-buttons")
        return [widgets.HTML(words(self._say("players.lead"), "muted")), *lists, buttons]

    def _say(self, key: str, **values: int) -> str:
        return text(self._language, f"notebook.study.{key}", **values)
