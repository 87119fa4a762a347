"""The run sheet: a half-day in a moment, with the time given."""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from tamtam.deck.deck import Deck
from tamtam.session import commands as c
from tamtam.session import run_sheet_text
from tamtam.session.log import open_store
from tamtam.session.run_sheet import RunSheet, earlier, of_cut, run_sheet, with_step, without
from tamtam.session.state import State

from tests.decks import agreement, deck, new_session
from tests.refusals import refused

MINUTE = 60_000
START = 1_000 * MINUTE
CUTS = {
    "half_day": {"welcome": 12.0, "a": 5, "b": 10, "break": 10, "d": 19, "e": 6, "reserve": 4},
    "one_hour": {"a": 3.0, "d": 11, "reserve": 2},
}


def a_deck() -> Deck:
    steps = [
        msgspec.structs.replace(agreement(id), step=step)
        for id, step in (("a", "0B"), ("b", "1B"), ("d", "1D"), ("e", "2A"))
    ]
    return msgspec.structs.replace(
        deck(*steps), cuts=CUTS, drop_first={"half_day": ("d", "a", "e")}
    )


@dataclass
class Day:
    """A session on a clock that is set by hand, in minutes since it began."""

    place: Path
    minute: float = 0
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.store = open_store(self.place, clock=lambda: self.now)
        new = msgspec.structs.replace(new_session(), deck=a_deck(), cut="half_day")
        self.code = self.store.create(new)

    @property
    def now(self) -> int:
        return START + round(self.minute * MINUTE)

    def at(self, minute: float, *commands: c.AnyCommand) -> RunSheet:
        self.minute = minute
        for outcome in self.store.run([(self.code, command) for command in commands]):
            if isinstance(outcome, Exception):
                raise outcome
        return self.sheet()

    def sheet(self) -> RunSheet:
        self.state = self.store.log(self.code).state
        return run_sheet(self.state, self.now)

    def line(self) -> str:
        return run_sheet_text.line(self.sheet(), self.state.deck, "en")


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path / "sessions.sqlite")


def steps(sheet: RunSheet, where: str) -> list[str]:
    return [row.step for row in sheet.rows if row.where == where]


def test_before_anything_began_the_whole_cut_is_to_come(day: Day) -> None:
    sheet = day.sheet()
    assert steps(sheet, "coming") == ["welcome", "a", "b", "break", "d", "e"]
    assert (sheet.planned, sheet.reserve, sheet.behind, sheet.ends_at) == (62, 4, 0, None)
    assert day.line() == "Not started. 62 minutes planned, 4 in reserve"


def test_every_step_has_its_planned_and_its_real_minutes(day: Day) -> None:
    day.at(0, c.Begin("welcome"))
    day.at(15, c.Open("a"))
    sheet = day.at(18)
    assert [(r.step, r.planned, r.real) for r in sheet.rows[:2]] == [
        ("welcome", 12, 15),
        ("a", 5, 3),
    ]
    assert sheet.behind == 3
    assert sheet.ends_at == START + (18 + 2 + 10 + 10 + 19 + 6) * MINUTE
    assert day.line() == "0 of 0 have answered, 3 minutes behind; the reserve of 4 is enough"


def test_a_welcome_nobody_took_note_of_counts_neither_way(day: Day) -> None:
    sheet = day.at(30, c.Open("a"))
    assert "welcome" not in [row.step for row in sheet.rows]
    assert (sheet.planned, sheet.behind) == (50, 0)
    assert day.line().endswith("on time")


def test_a_step_over_its_time_makes_the_end_late_while_it_lasts(day: Day) -> None:
    day.at(0, c.Open("a"))
    assert day.at(5).behind == 0
    assert day.at(7).behind == 2


def test_beyond_the_reserve_it_is_said_what_to_drop_first(day: Day) -> None:
    day.at(0, *(c.Join(f"p{n}", f"Person {n}") for n in range(3)))
    day.at(0, c.Open("a"))
    answers = [c.Answer("p0", "a", item, "before", 3, f"key {item}") for item in ("s1", "s2")]
    sheet = day.at(11, *answers)
    assert (sheet.over, sheet.drop) == (2, ("d",))
    assert day.line() == "1 of 3 has answered, 2 minutes over, skip 1D to save 19 minutes"
    sheet = day.at(33)
    assert (sheet.over, sheet.drop) == (24, ("d", "e"))  # a is under way: it can't be dropped
    assert day.line().endswith("skip 1D, 2A to save 25 minutes")


def test_what_is_left_out_gains_its_time(day: Day) -> None:
    day.at(0, c.Open("a"))
    sheet = day.at(11, c.Plan(("b", "break", "e")))
    assert steps(sheet, "coming") == ["b", "break", "e"]
    assert (sheet.behind, sheet.drop) == (6 - 19, ())
    assert day.line().endswith("13 minutes ahead")


def test_skipped_before_it_was_asked_a_step_comes_no_more(day: Day) -> None:
    assert "b" not in steps(day.at(0, c.Close("b", "skip")), "coming")


def test_what_is_to_come_is_reordered_and_repeated_and_another_kernel_sees_it(
    day: Day, tmp_path: Path
) -> None:
    day.at(0, c.Open("a"))
    day.at(5, c.Open("b"))
    planned = ("e", "a", "d")
    day.at(6, c.Plan(planned))
    other = open_store(tmp_path / "sessions.sqlite")
    sheet = run_sheet(other.log(day.code).state, day.now)
    other.close()
    assert steps(sheet, "coming") == ["e", "a", "d"]
    assert [row.nth for row in sheet.rows if row.step == "a"] == [0, 1]
    sheet = day.at(15, c.Open("a"))
    assert (steps(sheet, "done"), steps(sheet, "now")) == (["a", "b"], ["a"])
    assert steps(sheet, "coming") == ["e", "d"]


def test_a_break_has_minutes_of_its_own(day: Day) -> None:
    day.at(0, c.Open("a"))
    day.at(5, c.Begin("break"))
    assert day.state.asked["a"].status == "closed"
    sheet = day.at(12)
    [now] = [row for row in sheet.rows if row.where == "now"]
    assert (now.step, now.real, now.left) == ("break", 7, 3)
    assert sheet.answered is None


def test_another_cut_leaves_its_own_steps_and_minutes(day: Day) -> None:
    day.at(0, c.Open("a"))
    assert of_cut(day.state, "one_hour") == ("d",)
    sheet = day.at(3, c.Plan(of_cut(day.state, "one_hour"), "one_hour"))
    assert (sheet.cut, sheet.planned, sheet.reserve, sheet.behind) == ("one_hour", 14, 2, 0)
    assert [row.planned for row in sheet.rows] == [3, 11]


@pytest.mark.parametrize(
    ("minute", "pressing", "told"),
    [
        (3.9, "", "6 of 10 minutes left"),
        (8, "soon", "◑ 2 of 10 minutes left"),
        (9.5, "at_once", "● 1 of 10 minutes left"),
        (13, "over", "▲ 3 minutes over"),
    ],
)
def test_time_presses_at_a_fifth_and_a_twentieth_and_says_so_by_a_sign(
    day: Day, minute: float, pressing: str, told: str
) -> None:
    day.at(0, c.Open("b"))
    sheet = day.at(minute)
    [now] = [row for row in sheet.rows if row.where == "now"]
    assert now.pressing == pressing
    assert run_sheet_text.clock(now, "en") == told


def test_the_end_stops_the_clock(day: Day) -> None:
    day.at(0, c.Open("a"))
    day.at(5, c.End())
    sheet = day.at(500)
    assert [(row.step, row.where, row.real) for row in sheet.rows] == [("a", "done", 5)]
    assert (sheet.drop, sheet.ends_at) == ((), None)


def test_notes_stand_at_their_step(day: Day) -> None:
    day.at(0, c.Open("a"), c.Note("They laughed at the third.", "a"), c.Note("Cold room."))
    assert [row.notes for row in day.sheet().rows if row.step == "a"] == [
        ("They laughed at the third.",)
    ]


def test_nothing_is_planned_that_is_not_there(day: Day) -> None:
    with refused("no_such_activity"):
        day.at(0, c.Plan(("a", "z")))
    with refused("not_an_option"):
        day.at(0, c.Plan(("a",), "two_hours"))
    with refused("not_an_option"):
        day.at(0, c.Begin("reserve"))
    with refused("out_of_range"):
        day.at(0, c.Plan(("a",) * 1000))


def test_moving_the_first_sooner_or_the_last_later_changes_nothing() -> None:
    plan = ("a", "b", "d")
    assert earlier(plan, 0) == earlier(plan, 3) == plan
    assert (earlier(plan, 1), without(plan, 1)) == (("b", "a", "d"), ("a", "d"))


def test_a_deck_without_cuts_runs_all_its_activities(tmp_path: Path) -> None:
    store = open_store(tmp_path / "plain.sqlite")
    state = store.log(store.create(new_session())).state
    sheet = run_sheet(state, 0)
    assert [(row.step, row.planned) for row in sheet.rows] == [("baseline", 5), ("flows", 13)]
    store.close()


def test_a_cut_longer_than_what_is_left_is_not_offered(day: Day) -> None:
    sheet = day.at(0, c.Open("a"))
    assert [(one.cut, one.steps, one.minutes) for one in sheet.shorter] == [
        ("one_hour", ("d",), 11)
    ]
    assert day.at(0, c.Plan(("e",))).shorter == ()
    assert [row.planned for row in day.at(0, c.Plan(("d",), "one_hour")).rows] == [3, 11]
    assert day.sheet().shorter == ()  # half a day would be longer


def test_what_to_drop_is_said_of_the_cut_that_runs(day: Day) -> None:
    day.at(0, c.Open("a"))
    sheet = day.at(40, c.Plan(("d", "e"), "one_hour"))
    assert sheet.over and sheet.drop == () and sheet.saves == 0


def test_a_step_ticked_into_the_cut_comes_where_the_deck_has_it(day: Day) -> None:
    day.at(0, c.Open("a"))
    whole = day.state.deck
    without_b = {**CUTS["half_day"]}
    del without_b["b"]
    shorter = msgspec.structs.replace(whole, cuts={**CUTS, "half_day": without_b})
    assert steps(day.at(1, c.Revise(shorter)), "coming") == ["break", "d", "e"]
    assert steps(day.at(2, c.Revise(whole)), "coming") == ["b", "break", "d", "e"]


def test_a_step_the_cut_leaves_out_is_put_where_the_deck_has_it(day: Day) -> None:
    day.at(0, c.Plan(("a", "e"), "half_day"))
    assert with_step(day.state, "d") == ("a", "d", "e")
    assert with_step(day.state, "b") == ("a", "b", "e")
