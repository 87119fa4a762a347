"""What phones show of an activity while it is built, and the chart that simulated answers make."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import msgspec

from tamtam import kinds
from tamtam.authoring.building import trying
from tamtam.authoring.building.edits import Plain, at, languages_of
from tamtam.authoring.deck_file import pictures
from tamtam.deck.deck import Activity, Deck
from tamtam.language import spoken, texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.adaptation import as_on_a_phone
from tamtam.notebook.widgets.chart import ChartWidget
from tamtam.notebook.widgets.cockpit.tree import Node, button, el
from tamtam.notebook.widgets.form import FormWidget
from tamtam.results.view import View

if TYPE_CHECKING:
    from tamtam.notebook.form_texts import FormState


class PhonePreview:
    """The phone beside the card: the module that phones load, and a chart drawn in the cockpit's frame."""

    def __init__(
        self,
        language: str,
        chart: ChartWidget,
        host: Callable[[widgets.Widget | None], None],
        folder: Path,
    ) -> None:
        self._own = language
        self._folder = folder
        self._language = language
        self._chart = chart
        self._host = host
        self._shown: Activity | None = None
        self._form: FormWidget | None = None
        self._answers: dict[str, dict[str, Any]] = {}
        self._stale = False

    def turn_to(self, language: str) -> None:
        """Show it in another language of the deck."""
        self._language = language
        self._forget()

    def show(self, deck: Plain, id: str) -> None:
        """Show an activity as it is now; what showed last, where it is none that can be shown."""
        if self._language not in languages_of(deck):
            self._language = (languages_of(deck) or [self._own])[0]
        activity = _activity(deck, id, self._folder)
        self._stale = activity is None
        if self._shown is not None and self._shown.id != id:
            self._forget()
        if activity is None or activity == self._shown:
            return
        if self._shown is None or not _is_alike(activity, self._shown):
            self._forget()
        self._shown = activity
        state = self._state()
        if self._form is None:
            self._form = FormWidget(
                activity.kind, state["activity"], self._language, self._keep, self._propose
            )
            self._form.own = False  # as in a room
            self._host(self._form)
        self._form.show(state)

    def hide(self) -> None:
        """Show no activity."""
        self._forget()

    def tree(self, deck: Plain, id: str) -> list[Node]:
        """The phone, and the buttons beneath it."""
        if not id or self._shown is None:
            return [el("h3", self._say("title")), el("p", self._say("none"), look="muted")]
        collect, rounds = self._shown.collect, kinds.get(self._shown.kind).rounds(self._shown)
        first = collect is not None and bool(rounds) and rounds[0].collects
        asked = collect.prompt if collect and first else self._shown.question
        others = [one for one in languages_of(deck) if one != self._language]
        return [
            el("h3", self._say("title")),
            el("p", self._say("stale"), look="muted", role="status") if self._stale else None,
            el(
                "div",
                el("p", texts.pick(asked, self._language), look="asked", lang=self._language),
                el("div", slot="hosted", key="hosted"),
                look="phone",
                key="phone",
            ),
            el(
                "div",
                button(self._say("try"), "try"),
                *(button(self._say("in", spoken=spoken.name(one)), "turn", one) for one in others),
                look="list",
            ),
        ]

    def tried(self, deck: Plain) -> list[Node]:
        """The chart of simulated answers, in place of the card."""
        back = button(self._say("untry"), "untry", data_first=True)
        view = self._view(deck)
        if view is None:
            return [el("div", back, look="list"), el("p", self._say("only_in_room"))]
        self._chart.show(view)
        return [
            el("div", back, look="list"),
            el("p", self._say("tried", n=trying.PEOPLE), look="muted"),
            el("p", view.sentence, look="sentence"),
            el("div", slot="chart", key="chart"),
        ]

    def _view(self, deck: Plain) -> View | None:
        if self._shown is None or self._stale:
            return None
        try:
            whole = msgspec.convert(deck, Deck)
            standing = trying.standing(whole, self._shown)
            view = (
                View(trying.with_proposed(self._shown), standing, self._own) if standing else None
            )
            return view if view is not None and view.plain_figure() else None
        except (msgspec.ValidationError, TamtamError, LookupError, ValueError):
            return None  # a deck with mistakes, or a chart that needs what only a room has

    # --- what is tapped

    def _state(self) -> "FormState":
        assert self._shown is not None
        return {**as_on_a_phone(self._shown), "answers": self._answers}

    def _keep(self, item: str, phase: str, value: Any) -> "FormState":
        """Let the form keep what is tapped, as a phone does; it goes nowhere."""
        own = {**self._answers.get(item, {}), phase: value}
        kept = {name: one for name, one in own.items() if one is not None}
        self._answers = {**self._answers, item: kept}
        return self._state()

    def _propose(self, new: list[str], gone: list[str]) -> "FormState":
        return self._state()

    def _forget(self) -> None:
        if self._form is not None:
            self._host(None)
        self._shown, self._form, self._answers = None, None, {}

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._own, f"builder.phone.{key}", **values)


def _activity(deck: Plain, id: str, folder: Path) -> Activity | None:
    """An activity as phones get it, with its pictures in a folder; None where it is none yet."""
    try:
        activity = msgspec.convert(at(deck, ("activities", id)), Activity)
        if activity.kind not in kinds.known() or list(kinds.get(activity.kind).check(activity)):
            return None
    except (msgspec.ValidationError, TamtamError, LookupError):
        return None
    return pictures.read_alone(activity, folder)


def _is_alike(one: Activity, other: Activity) -> bool:
    """Whether what was answered to one still fits the other: the same is asked, perhaps in other words."""

    def asked(activity: Activity) -> Any:
        items = tuple(item.id for item in activity.items)
        return activity.id, activity.kind, items, activity.phases, activity.options.keys()

    return bool(asked(one) == asked(other))
