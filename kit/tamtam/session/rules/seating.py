"""Tables: drawn once and kept, chosen by oneself, joined by who comes later, fit for a game."""

from tamtam.deck import formation
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules.decision import Decision, within
from tamtam.session.state import State

#: The highest number of a table, and how many people may be drawn to one.
MOST_TABLES, MOST_AT_ONE = 99, 12


def seat(state: State, command: c.Seat, now: int) -> Decision:
    """Draw people to tables anew, unless something goes on at those they are at."""
    within("size", command.size, 2, MOST_AT_ONE)
    asked = state.current_activity
    if asked and asked.status == "open" and (asked.seated or asked.turn.by_table):
        raise TamtamError("seats_are_kept", activity=asked.activity.id)
    people = _by_name(state, command.present)
    if not people:
        return Decision(repeated=True)
    return Decision((e.Seated(_drawn(state, people, command.size)),))


def sit(state: State, command: c.Sit, now: int) -> Decision:
    """Sit down at a table of one's choice; 0 is the smallest, for who sits at none yet."""
    participant = state.participant(command.participant)
    if not command.table:
        return Decision(late(state, participant.id) if participant.table is None else ())
    within("table", command.table, 1, MOST_TABLES)
    if participant.table == command.table:
        return Decision(repeated=True)
    asked = state.current_activity
    if asked and asked.status == "open" and asked.plays(participant.id):
        raise TamtamError("seats_are_kept", activity=asked.activity.id)
    return Decision((e.SatDown(participant.id, command.table),))


def late(state: State, participant: str) -> tuple[e.AnyEvent, ...]:
    """The seat of somebody who comes when tables are there: where the fewest people sit."""
    tables = state.tables
    return (e.SatDown(participant, formation.smallest(tables)),) if tables else ()


def seats(state: State, together: str, present: tuple[str, ...]) -> tuple[e.AnyEvent, ...]:
    """Tables for a step at which people sit together so: who is here and sits nowhere finds a place.

    Nothing where everybody is on their own, or sits already.
    """
    if together == "alone":
        return ()
    return _changed(state, _joined(state, present))


def seats_to_play(
    state: State, present: tuple[str, ...]
) -> tuple[tuple[e.AnyEvent, ...], formation.Tables]:
    """Who plays where: at each table enough of those who are here, but not more than may play at one.

    Who is away for the moment keeps a seat, and watches.
    """
    tables, here = _joined(state, present), set(present) or state.participants.keys()
    there = {n: tuple(id for id in ids if id in here) for n, ids in tables.items()}
    playing = formation.playable(there)
    kept = dict(playing)
    for table, ids in tables.items():
        place = table if table in kept else formation.smallest(kept)
        if gone := tuple(id for id in ids if id not in here):
            kept[place] = (*kept.get(place, ()), *gone)
    return _changed(state, kept), playing


def _joined(state: State, present: tuple[str, ...]) -> formation.Tables:
    """The tables there are, with those who are here and sit nowhere."""
    people = _by_name(state, present)
    standing = [name for name, id in people.items() if state.participants[id].table is None]
    seated = state.tables
    if not seated:
        return _drawn(state, people, formation.USUAL)
    order = formation.by_lot(standing, f"{state.session.seed}")
    return formation.joined(seated, [people[name] for name in order])


def _drawn(state: State, people: dict[str, str], size: int) -> formation.Tables:
    """People drawn to tables; by their names, which the same rehearsal has again, where ids are new."""
    drawn = formation.tables(list(people), size, state.session.seed + state.seatings)
    return {table: tuple(people[name] for name in at) for table, at in drawn.items()}


def _changed(state: State, tables: formation.Tables) -> tuple[e.AnyEvent, ...]:
    is_new = bool(tables) and tables != state.tables
    return (e.Seated(tables),) if is_new else ()


def _by_name(state: State, present: tuple[str, ...]) -> dict[str, str]:
    """The ids of those `present`, or of all, by their names."""
    return {p.alias: p.id for p in state.participants.values() if not present or p.id in present}
