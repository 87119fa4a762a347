"""Which session a workshop's notebooks go on with: chosen once, kept beside the store for every kernel.

A part notebook, a kernel that was restarted and the next morning's JupyterLab all read the same small
file, so that they lead the session somebody chose and not merely the newest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tamtam.session.log import BesideStore, Sessions, SessionSummary, now_ms

#: Until when a session that nobody ended is gone on with rather than begun anew (ms): a workshop may have
#: a second day, and a weekend in between.
RESUMED_WITHIN = 4 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Resumable:
    """A session that can be gone on with: its summary, and the step it was at ("" before the first)."""

    session: SessionSummary
    step: str


def choose(store: Sessions, workshop: str, code: str) -> None:
    """Let the notebooks of `workshop` go on with session `code` from now on.

    Raises TamtamError where the folder of the store can't be written.
    """
    file = _file(store)
    file.write(file.read() | {workshop: {"code": code, "at": now_ms()}})


def chosen(store: Sessions, workshop: str, since: int = 0) -> SessionSummary | None:
    """The session that was chosen or gone on with in the last four days, unless it is over.

    Only where that was after `since` (ms since 1970).
    """
    kept = _file(store).read().get(workshop)
    if not isinstance(kept, dict) or not isinstance(kept.get("at"), int):
        return None
    if kept["at"] <= since or now_ms() - kept["at"] > RESUMED_WITHIN:
        return None
    return next(
        (each for each in store.sessions() if each.code == kept.get("code") and not each.over), None
    )


def resumable(store: Sessions, workshop: str) -> Iterator[Resumable]:
    """Every session of `workshop` led with a room that isn't over, the newest first."""
    for session in store.sessions():
        if session.workshop != workshop or session.audience == "alone" or session.over:
            continue
        with store.lock:
            log = store.log(session.code)
            log.refresh()
            current = log.state.current_activity
        yield Resumable(session, current.activity.step if current else "")


def _file(store: Sessions) -> BesideStore:
    return BesideStore(store, "chosen")
