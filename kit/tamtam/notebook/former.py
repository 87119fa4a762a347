"""The session that another asks again, where both are kept: what lies apart since, worked out once."""

from tamtam.language.errors import TamtamError
from tamtam.results.comparison import Comparison, compare
from tamtam.session.log import Sessions
from tamtam.session.state import State


def former(store: Sessions, state: State) -> State | None:
    """The session that this one asks again; None where it asks none, or that one isn't kept here."""
    if not (code := state.session.follows):
        return None
    try:
        with store.lock:
            log = store.log(code)
            log.refresh()
            return log.state
    except TamtamError:
        return None


class SinceFormer:
    """What lies apart between the former session and this one, as far as both were shown."""

    def __init__(self, store: Sessions, language: str) -> None:
        self._store = store
        self._language = language
        self._known: tuple[tuple[int, ...], Comparison | None] | None = None

    def comparison(self, state: State) -> Comparison | None:
        """The comparison, worked out anew once more is shown or of more people; None without a former one."""
        turns = (turn for asked in state.asked.values() for turn in asked.turns)
        people = sum(1 for one in state.participants.values() if one.former)
        shown = (people, *(turn.revealed_at for turn in turns if turn.show))
        if self._known is None or self._known[0] != shown:
            before = former(self._store, state)
            found = compare(before, state, self._language) if before else None
            self._known = shown, found
        return self._known[1]
