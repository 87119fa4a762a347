"""Tables are drawn once and kept; one may choose another, and whoever comes late finds a place."""

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tamtam.deck.deck import Activity, Deck
from tamtam.deck.formation import LEAST, MOST
from tamtam.language.errors import TamtamError
from tamtam.server.views import phone as phone_view
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.commands import NewSession
from tamtam.session.log import open_store
from tamtam.session.rules import decide

from tests.decks import agreement, collecting, deck, flows
from tests.rooms import Room, folded, seen
from tests.session.test_rounds import POT

LADDER = msgspec.structs.replace(
    collecting("steps", ladder={"alone": 1, "pairs": 1, "fours": 1}), kind="rating"
)


def asked() -> Deck:
    assert POT
    return deck(_together(agreement(), "tables"), _together(flows(), "pairs"), LADDER, POT)


def _together(activity: Activity, formation: str) -> Activity:
    return msgspec.convert({**msgspec.to_builtins(activity), "formation": formation}, Activity)


def room_of(people: int) -> Room:
    room = Room(asked())
    for number in range(people):
        room.do(c.Join(f"p{number:02}", f"Name {number}"))
    return room


def sizes(room: Room) -> list[int]:
    return sorted(len(ids) for ids in room.state.tables.values())


def table_of(room: Room, person: str) -> int | None:
    return room.state.participants[person].table


def refused(room: Room, command: c.AnyCommand) -> str:
    try:
        decide(room.state, command, room.state.at)
    except TamtamError as error:
        return error.code
    return ""


def test_tables_are_drawn_by_the_first_step_at_which_people_sit_together_and_kept() -> None:
    room = room_of(24)
    room.do(c.Open("baseline"))
    drawn = room.state.tables
    assert sizes(room) == [4] * 6
    for command in (c.Open("flows"), c.Open("steps"), c.Open("common_pot")):
        room.do(command)
        assert room.state.tables == drawn
    while room.state.asked["common_pot"].status == "open":
        room.do(c.Advance("common_pot", room.state.asked["common_pot"].turn.round))
    assert room.state.tables == drawn
    assert sum(isinstance(one.event, e.Seated) for one in room.log) == 1


def test_a_ladder_climbs_within_the_tables() -> None:
    room = room_of(12)
    room.do(c.Open("steps"))
    assert room.state.tables == {}  # one begins alone
    room.do(c.Advance("steps", 1))
    drawn = room.state.tables
    assert sizes(room) == [4, 4, 4]
    room.do(c.Propose("steps", "One", "k", "p00"))
    room.do(c.Advance("steps", 2))
    assert room.state.asked["steps"].turn.round == 3 and room.state.tables == drawn


def test_who_comes_late_is_seated_where_the_fewest_are() -> None:
    room = room_of(11)
    room.do(c.Seat())
    assert sizes(room) == [3, 4, 4]
    small = min(room.state.tables, key=lambda table: len(room.state.tables[table]))
    room.do(c.Join("late"))
    assert table_of(room, "late") == small and sizes(room) == [4, 4, 4]


def test_before_there_are_tables_nobody_is_seated() -> None:
    room = room_of(3)
    room.do(c.Sit("p00"))
    assert room.state.tables == {} and table_of(room, "p00") is None


def test_one_may_sit_elsewhere_and_nobody_else_moves() -> None:
    room = room_of(12)
    room.do(c.Seat())
    before = {id: one.table for id, one in room.state.participants.items()}
    there = (before["p00"] or 0) % 3 + 1
    room.do(c.Sit("p00", there))
    assert {id: one.table for id, one in room.state.participants.items()} == {
        **before,
        "p00": there,
    }
    assert sizes(room) == [3, 4, 5]
    assert refused(room, c.Sit("p00", 100)) == "out_of_range"
    assert refused(room, c.Sit("stranger", 1)) == "not_in_session"


def test_those_who_chose_a_table_first_keep_it_and_the_rest_of_the_room_fills_up() -> None:
    room = room_of(12)
    room.do(c.Sit("p00", 7))
    room.do(c.Open("baseline"))
    assert table_of(room, "p00") == 7
    assert sizes(room) == [4, 4, 4]


def test_only_who_is_here_is_seated_and_who_comes_back_finds_a_place() -> None:
    room = room_of(9)
    room.do(c.Open("baseline", present=tuple(f"p{n:02}" for n in range(8))))
    assert sizes(room) == [4, 4] and table_of(room, "p08") is None
    room.do(c.Sit("p08"))
    assert sizes(room) == [4, 5]


def test_in_a_game_who_is_away_keeps_a_seat_and_watches() -> None:
    room = room_of(12)
    room.do(c.Seat())
    away = room.state.tables[1][0]
    here = tuple(id for id in room.state.participants if id != away)
    room.do(c.Open("common_pot", present=here))
    game = room.state.asked["common_pot"]
    assert table_of(room, away) == 1 and not game.plays(away)
    assert sorted(id for ids in game.turn.tables.values() for id in ids) == sorted(here)
    mine = phone_view.mine(room.state, game, room.state.participants[away])
    assert mine["watches"] and mine["told"] is None
    assert refused(room, c.Answer(away, "common_pot", "give", "round_1", 5, "k")) == "only_watches"
    assert refused(room, c.Sit(away, 2)) == ""
    assert refused(room, c.Sit(game.turn.tables[1][0], 2)) == "seats_are_kept"


def test_who_comes_while_a_game_is_played_has_a_table_and_watches() -> None:
    room = room_of(8)
    room.do(c.Open("common_pot"))
    room.do(c.Join("late"))
    game = room.state.asked["common_pot"]
    assert table_of(room, "late") in (1, 2) and not game.plays("late")
    for person in room.state.participants:
        for item in ("give", "expect"):
            room.do(c.Answer(person, "common_pot", item, "round_1", 5, f"{person}{item}"))
    assert room.state.everybody_is_done(game)


@given(st.lists(st.integers(1, 6), min_size=3, max_size=40), st.integers(0, 5))
def test_whatever_tables_people_chose_a_game_has_three_to_five_at_each(
    chosen: list[int], gone: int
) -> None:
    room = room_of(len(chosen))
    for number, table in enumerate(chosen):
        room.do(c.Sit(f"p{number:02}", table))
    here = tuple(f"p{number:02}" for number in range(max(3, len(chosen) - gone)))
    room.do(c.Open("common_pot", present=here))
    game = room.state.asked["common_pot"].turn
    assert all(LEAST <= len(ids) <= MOST for ids in game.tables.values())
    assert sorted(id for ids in game.tables.values() for id in ids) == sorted(here)
    assert all(table_of(room, id) == n for n, ids in game.tables.items() for id in ids)
    everybody = sorted(id for ids in room.state.tables.values() for id in ids)
    assert everybody == sorted(room.state.participants)
    assert seen(folded(room.stored(erased=False))) == seen(room.state)


def test_tables_are_the_same_after_a_restart(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    code = store.create(NewSession("small", deck(agreement())))
    people = (c.Join(f"p{number}") for number in range(9))
    commands: list[c.AnyCommand] = [*people, c.Seat(), c.Sit("p0", 9)]
    done = store.run([(code, command) for command in commands])
    assert not any(isinstance(outcome, TamtamError) for outcome in done)
    before = dict(store.log(code).state.tables)
    store.close()
    again = open_store(tmp_path / "sessions.sqlite")
    assert dict(again.log(code).state.tables) == before and sum(map(len, before.values())) == 9
    assert again.log(code).state.participants["p0"].table == 9
    again.close()
