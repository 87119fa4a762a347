"""Which session a workshop's notebooks go on with: chosen once, kept beside the store for every kernel.

A part notebook, a kernel that was restarted and the next morning's JupyterLab all read the same small
file, so that they lead the session somebody chose and not merely the newest.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from tamtam.language.errors import TamtamError
from tamtam.session import again
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


@dataclass(frozen=True, slots=True)
class Followable:
    """A session that another can follow, and the steps that would be asked again ("0B")."""

    session: SessionSummary
    steps: tuple[str, ...]


def followable(
    store: Sessions, workshop: str, marked: Mapping[str, float], now: int
) -> Iterator[Followable]:
    """Every session of `workshop` led with a room that is over or a few days old, and what it asks again.

    The newest first, rehearsals last. `marked` is what the workshop's deck marks, with minutes.
    """
    for session in sorted(store.sessions(), key=lambda one: one.rehearsal):
        if session.workshop != workshop or session.audience == "alone" or session.damaged:
            continue
        if not session.over and now - session.opened_at < RESUMED_WITHIN:
            continue
        with store.lock, suppress(TamtamError):
            log = store.log(session.code)
            log.refresh()
            asked = again.cut(log.state, marked)
            steps = [log.state.asked[id].activity.step for id in log.state.asked if id in asked]
            yield Followable(session, tuple(steps))


def following(store: Sessions, code: str) -> SessionSummary | None:
    """The session under way that follows session `code`, if there is one."""
    for session in store.sessions():
        if session.over or session.damaged:
            continue
        with store.lock:
            if store.log(session.code).state.session.follows == code:
                return session
    return None


def _file(store: Sessions) -> BesideStore:
    return BesideStore(store, "chosen")
