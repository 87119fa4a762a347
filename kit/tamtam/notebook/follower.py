"""A thread that follows a session's log and tells the widgets of a notebook what is new.

A thread, because a cell that runs keeps the kernel's event loop busy; the charts go on moving.
"""

import logging
import threading
import weakref
from collections.abc import Callable

from tamtam.session.events import Entry
from tamtam.session.log import Log

#: How often to look at the log, and how often to tell the time to those who show it (seconds).
POLL, TICK = 0.05, 0.25

_log = logging.getLogger("tamtam")

#: Called with what was committed since; with nothing at each tick.
Listener = Callable[[list[Entry]], None]


class Follower:
    """Tells listeners of new events, and each quarter second that time passes, until it is stopped.

    Listeners are bound methods and held weakly: a widget that is gone isn't told any more.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._listeners: list[weakref.WeakMethod[Listener]] = []
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener`, a bound method, from now on."""
        with self._lock:
            self._listeners.append(weakref.WeakMethod(listener))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="tamtam-follow", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Tell nobody any more; returns when the thread is gone."""
        self._ended.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        position, ticks = self._log.state.position, 0
        while not self._ended.wait(POLL):
            ticks += 1
            # Other threads refresh this log too: what is new is judged by position.
            self._log.refresh()
            if self._log.state.position > position:
                entries = list(self._log.entries(position))
                position = entries[-1].position
                self._tell(entries)
            elif ticks % round(TICK / POLL) == 0:
                self._tell([])

    def _tell(self, entries: list[Entry]) -> None:
        with self._lock:
            self._listeners = [known for known in self._listeners if known() is not None]
            listeners = [listener for known in self._listeners if (listener := known())]
        for listener in listeners:
            try:
                listener(entries)
            except Exception:  # one widget's trouble must not stop the others
                _log.exception("a widget could not be brought up to date")
