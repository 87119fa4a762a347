"""A session in memory, as tests of the fold and the rules drive it: commands in, events and state out."""

from typing import Any

import msgspec
from tamtam.deck.deck import Deck
from tamtam.kinds.parts.tally import Tally
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session import fold
from tamtam.session.activity import ActivityState
from tamtam.session.rules import decide
from tamtam.session.shift import shift
from tamtam.session.state import State
from tamtam.session.turn import Turn

from tests.decks import deck

START = 1_000_000


class Room:
    """A session in memory: what was asked of it, what came of it, what its log would hold."""

    def __init__(self, asked: Deck | None = None, min_answers: int = 3) -> None:
        self.state = State("ROOM23")
        self.log: list[e.Entry] = []
        self.erased: set[int] = set()
        self.happen(
            e.SessionOpened(
                *("small", asked or deck(), {}, 1, min_answers, "team", "en", "half_day", True)
            )
        )

    def happen(self, event: e.AnyEvent) -> None:
        entry = e.Entry(len(self.log) + 1, START + 10 * len(self.log), event)
        self.log.append(entry)
        fold.apply(self.state, entry)

    def do(self, command: c.AnyCommand) -> None:
        try:
            decision = decide(self.state, command, self.state.at + 5)
        except TamtamError:
            return
        for event in decision.events:
            self.happen(event)
        for gone in decision.erase:
            self._erase(gone)
        if decision.unsay:
            self._unsay(decision.unsay)

    def reveal(self, activity: str) -> None:
        standing = self.state.standing(activity).to_json()
        moved = shift(self.state, activity)
        told = moved.to_json() if moved else None
        self.do(c.Reveal(activity, standing, self.state.position, shift=told))

    def _erase(self, participant: str) -> None:
        """What the store does to a log: all that was theirs goes, but that they were forgotten."""
        for place, (_, _, event) in enumerate(self.log):
            theirs = getattr(event, "participant", None) == participant
            if theirs and not isinstance(event, e.Forgotten):
                self.erased.add(place)

    def _unsay(self, item: tuple[str, str]) -> None:
        """What the store does to a log where words were taken back before anybody saw them."""
        for place, (_, _, event) in enumerate(self.log):
            if isinstance(event, e.ItemProposed | e.ItemEdited):
                self.erased |= {place} if (event.activity, event.item) == item else set()
        self.state = folded(self.stored(erased=True))

    def stored(self, erased: bool) -> list[e.Entry]:
        """The log as it comes back from JSON, with or without what was to be erased."""
        back = msgspec.json.Decoder(e.AnyEvent)
        return [
            e.Entry(
                position,
                at,
                None
                if erased and position - 1 in self.erased
                else back.decode(msgspec.json.encode(event)),
            )
            for position, at, event in self.log
        ]


def folded(entries: list[e.Entry]) -> State:
    state = State("ROOM23")
    for entry in entries:
        fold.apply(state, entry)
    return state


def seen(state: State, *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """All there is to a state, as data."""
    apart = ("asked", "backchannel")
    whole = {name: value for name, value in vars(state).items() if name not in apart}
    activities = {id: _asked(asked, but) for id, asked in state.asked.items()}
    return whole | {"asked": activities, "backchannel": _asked(state.backchannel, but)}


def _asked(asked: ActivityState, but: tuple[str, ...]) -> dict[str, Any]:
    whole = {name: value for name, value in vars(asked).items() if name not in ("turns", *but)}
    return whole | {"turns": [_turn(turn, but) for turn in asked.turns]}


def _turn(turn: Turn, but: tuple[str, ...]) -> dict[str, Any]:
    whole = {name: getattr(turn, name) for name in Turn.__slots__ if name not in but}
    history = turn.history.snapshot() if turn.history and "history" not in but else None
    return whole | {"tally": turn.tally.snapshot(), "history": history}


def recount(asked: ActivityState, turn: Turn) -> Tally:
    tally = asked.kind.tally(asked.activity)
    for answers in turn.answers.values():
        own: dict[tuple[str, str], Any] = {}
        for slot, value in answers.items():
            tally.update(own, slot, value)
            own[slot] = value
    return tally
