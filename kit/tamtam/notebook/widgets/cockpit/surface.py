"""A surface of the cockpit's make: drawn from the state, pressed, told what was refused."""

import threading
from abc import ABC, abstractmethod
from typing import Any

import ipywidgets as widgets

from tamtam.language.errors import TamtamError
from tamtam.notebook.widgets.alert import reason
from tamtam.notebook.widgets.cockpit.frame import CockpitFrame
from tamtam.notebook.widgets.cockpit.tree import Deeds
from tamtam.session.events import Entry
from tamtam.session.log import now_ms

#: How often it is drawn anew as time passes alone, and how soon after something happened (ms).
SLOW, FAST = 1000, 100


class Surface(ABC):
    """A `widget` in regions; `draw` fills them, `deeds` are what its buttons do.

    `update` is told of new events by a thread, buttons are pressed in another; a lock keeps them apart.
    What is told never waits for what is pressed: a press may write files for long, and one that ends the
    session waits for that very thread.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.widget = CockpitFrame(language, self._heard)
        self._lock = threading.RLock()
        self._drawn_at = 0
        self._stale = False
        self._hosted: widgets.Widget | None = None

    @abstractmethod
    def draw(self) -> None:
        """Let every region say what there is to say now."""

    @abstractmethod
    def deeds(self) -> Deeds:
        """What its buttons do, by name."""

    def update(self, entries: list[Entry]) -> None:
        """Bring it up to date with the log; also as time passes."""
        self._stale = self._stale or bool(entries)
        if not self._lock.acquire(blocking=False):
            return  # drawn when the press is done; what comes while it is drawn, at the next tick
        try:
            if now_ms() - self._drawn_at >= (FAST if self._stale else SLOW):
                self.redraw()
        finally:
            self._lock.release()

    def redraw(self) -> None:
        """Draw it anew at once."""
        self._drawn_at, self._stale = now_ms(), False
        self.draw()

    def host(self, widget: widgets.Widget | None) -> None:
        """Show a widget of its own where a slot for it is; the one before is gone for good."""
        if self._hosted is not None:
            _close(self._hosted)
        self._hosted = widget
        self.widget.hosted = widget.model_id if widget is not None else ""

    def say(self, words: str, sort: str = "") -> None:
        """Say this beneath the bar; "" says nothing any more."""
        self.widget.said = {"words": words, "sort": sort}

    def _heard(self, name: str, values: list[Any], typed: dict[str, Any], seen: list[str]) -> None:
        with self._lock:
            self.say("")
            further = [typed] if typed else [seen] if name == "accept_seen" else []
            try:
                self.deeds()[name](*values, *further)
            except (TamtamError, OSError) as error:
                self.say(reason(error, self.language), "refused")
            self.redraw()


def _close(widget: widgets.Widget) -> None:
    """Let a widget and all that is in it go."""
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()
