"""Games in rounds: the server drives them, by time or when all are in, with any kind that says its rounds."""

import asyncio
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import fmean
from typing import Any

import msgspec
import pytest
from tamtam import charts, kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, Round, whole_number
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.server.context import ServerContext
from tamtam.server.reveal import reveal
from tamtam.server.timers import due
from tamtam.server.views import phone as phone_view
from tamtam.session import action_text
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import Store, open_store
from tamtam.standing.standing import Measure, Standing, Table

from tests import decks
from tests.decks import collecting, deck
from tests.rooms import START, Room, folded, seen

DECK = decks.shipped()
POT = DECK.worded("team").activity("common_pot")


class TwoThirds(Kind):
    """Each guesses two thirds of the mean guess, round after round; the mean is told in between."""

    name = "two_thirds"
    seated = True

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return tuple(("guess", phase) for phase in activity.phases)

    def rounds(self, activity: Activity) -> tuple[Round, ...]:
        return tuple(
            Round(phase, (phase,), seconds=30, waits_for_all=True) for phase in activity.phases
        )

    def validate(self, activity: Activity, slot: Slot, value: Any) -> int:
        return whole_number(value, 0, 100)

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def told(
        self, activity: Activity, gathered: GatheredAnswers, participant: str
    ) -> dict[str, Any] | None:
        over = activity.phases[: gathered.over]
        return {"targets": [_target(gathered, phase) for phase in over]}

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        targets = [_target(gathered, phase) for phase in activity.phases]
        measures = tuple(Measure("target", target, gathered.n) for target in targets)
        words = {"fr": "Joué", "en": "Played"}
        head = (activity.id, gathered.turn, self.name, gathered.n, gathered.min_answers)
        return Standing(*head, "together", words, measures=measures)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        return {"data": [], "layout": {}}

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        return standing.sentence[language]

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        return Table((), ())

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        return {slot: rng.randint(0, 100) for slot in self.slots(activity)}

    def respond(
        self, activity: Activity, rng: random.Random, told: dict[str, Any] | None
    ) -> dict[Slot, Any]:
        targets = (told or {})["targets"]
        guess = round(2 / 3 * targets[-1]) if targets else rng.randint(0, 100)
        return {("guess", activity.phases[len(targets)]): guess}


def _target(gathered: GatheredAnswers, phase: str) -> float:
    guesses = [own[slot] for own in gathered.answers.values() for slot in own if slot[1] == phase]
    return round(2 / 3 * fmean(guesses), 4) if guesses else 0.0


class Game(Room):
    """A room that plays, its clock in the test's hand; `people` answer as they are told."""

    def __init__(self, asked: Activity, people: int) -> None:
        super().__init__(deck(asked))
        self.now = START
        self.people = [f"p{number}" for number in range(people)]
        for person in self.people:
            self.do(c.Join(person))
        self.do(c.Open(asked.id))
        self.asked = self.state.activity(asked.id)

    def told(self, person: str) -> Any:
        return phone_view.mine(self.state, self.asked, self.state.participants[person])

    def answer(self, person: str) -> None:
        kind, asked = self.asked.kind, self.asked.activity
        told = self.told(person)["told"]
        for slot, value in kind.respond(asked, random.Random(person), told).items():
            if self.asked.takes(slot):
                key = f"{slot}{self.asked.turn.round}"
                self.do(c.Answer(person, asked.id, *slot, value, key))

    def goes_on(self, reason: str) -> None:
        self.do(c.Advance(self.asked.activity.id, self.asked.turn.round, reason))


@pytest.fixture
def two_thirds() -> Iterator[Activity]:
    kinds.register(TwoThirds)
    words = {"fr": "Devinez", "en": "Guess"}
    yield Activity(
        *("guessing", "2Z", "opening", "two_thirds", words, words, 5),
        phases=("round_1", "round_2", "round_3"),
        formation="tables",
    )
    kinds.unregister("two_thirds")


def test_another_game_runs_without_another_engine(two_thirds: Activity) -> None:
    game = Game(two_thirds, 9)
    for number in range(3):
        for person in game.people:
            assert not game.state.everybody_is_done(game.asked)
            game.answer(person)
        assert game.state.everybody_is_done(game.asked)
        assert len(game.told("p0")["told"]["targets"]) == number
        game.goes_on("all")
    assert game.asked.status == "closed"
    first, _, last = (one.value for one in game.state.standing("guessing").measures)
    assert last < first / 2
    assert seen(folded(game.stored(erased=False))) == seen(game.state)


# --- the common pot, as a server without any kernel drives it


@pytest.fixture
def table() -> Game:
    assert POT
    return Game(POT, 4)


@pytest.mark.parametrize("reason", ["facilitator", "time"])
def test_the_round_in_which_a_game_is_closed_is_told_as_well(table: Game, reason: str) -> None:
    for person in table.people:
        table.answer(person)
    assert table.told("p0")["told"]["rounds"] == []
    table.do(c.Close("common_pot", reason))
    assert [one["phase"] for one in table.told("p0")["told"]["rounds"]] == ["round_1"]


def test_a_round_is_over_when_all_have_given_and_the_talk_waits_for_nobody(table: Game) -> None:
    for _ in range(3):
        for missing, person in enumerate(table.people):
            assert table.told(person)["missing"] == 4 - missing
            table.answer(person)
        assert table.state.everybody_is_done(table.asked)
        table.goes_on("all")
    assert table.asked.round and table.asked.round.name == "talk"
    for person in table.people:
        table.answer(person)
    assert not table.state.everybody_is_done(table.asked)


def test_everywhere_it_is_the_same_round_of_as_many_and_a_talk_is_none_of_them(table: Game) -> None:
    counted = []
    for _ in table.asked.rounds:
        round = action_text.round_of(table.asked)
        counted.append(round and round["en"])
        table.goes_on("time")
    assert counted == [*(f"round {n} of 6" for n in (1, 2, 3)), None] + [
        f"round {n} of 6" for n in (4, 5, 6)
    ]
    assert table.asked.rounds_left == 0


def test_thumbs_are_nothing_anybody_waits_for(table: Game) -> None:
    for step in range(5):
        for person in table.people:
            table.answer(person)
        table.goes_on("time" if step == 3 else "all")
    names = {person: table.told(person)["told"]["me"] for person in table.people}
    slot = (f"thumbs.{names['p1']}", "after_4")
    table.do(c.Answer("p0", "common_pot", *slot, "up", "k"))
    assert "p0" not in table.asked.turn.complete
    table.goes_on("time")
    assert table.told("p1")["told"]["rounds"][3]["thumbs"] == {"up": 1, "down": 0}


def test_who_leaves_stops_no_table_and_who_comes_late_watches(table: Game) -> None:
    for person in table.people[:3]:
        table.answer(person)
    assert table.told("p0")["missing"] == 1
    table.do(c.Join("late"))
    late = table.told("late")
    assert (late["watches"], late["told"], late["missing"]) == (True, None, None)
    table.do(c.Answer("late", "common_pot", "give", "round_1", 20, "k"))
    assert "late" not in table.asked.turn.answers
    table.goes_on("time")
    assert (table.asked.turn.round, table.asked.status) == (2, "open")
    [first] = table.told("p0")["told"]["rounds"]
    assert first["n"] == 3


def test_who_is_forgotten_leaves_a_seat_empty_and_the_others_their_names(table: Game) -> None:
    before = table.told("p0")["told"]["me"]
    for person in table.people[:3]:
        table.answer(person)
    table.do(c.Forget("p3"))
    assert table.told("p0")["told"]["me"] == before
    assert len(table.told("p0")["told"]["others"]) == 2
    assert table.state.everybody_is_done(table.asked)
    assert seen(folded(table.stored(erased=True))) == seen(table.state)


def test_a_server_alone_plays_a_whole_game_by_the_clock(tmp_path: Path) -> None:
    """No kernel, nobody who presses anything: what is due is done until the activity is closed."""
    store = open_store(tmp_path / "sessions.sqlite")
    whole = msgspec.structs.replace(DECK, cuts={}, drop_first={})
    code = store.create(c.NewSession("trois_constats", whole, seed=1))
    people = [f"p{number}" for number in range(7)]
    store.run([(code, c.Join(person)) for person in people])
    store.run([(code, c.Open("common_pot"))])
    with ThreadPoolExecutor() as aside:  # browser tests leave a loop running in this thread
        ended = aside.submit(asyncio.run, played_by_the_clock(store, code, people)).result()
    assert ended == ["time", "all"] + 5 * ["time"]
    store = open_store(tmp_path / "sessions.sqlite")
    log = store.log(code)
    log.refresh()
    state = log.state
    assert state.activity("common_pot").status == "closed"
    standing = state.standing("common_pot")
    assert standing.n == 7 and standing.details["earned"][1]
    store.close()


async def played_by_the_clock(store: Store, code: str, people: list[str]) -> list[str]:
    """What ended each round; in all but the second somebody says nothing."""
    context, now, reasons = ServerContext(store, "key"), 0, []
    for _ in range(7):
        asked = context.state(code).activity("common_pot")
        assert asked.round and asked.ends_at
        for person in people[: 7 if asked.turn.round == 2 else 6]:
            answers_what_is_asked(store, code, person)
        step = due(context, code, now) or due(context, code, asked.ends_at)
        now = asked.ends_at
        assert isinstance(step, c.Advance)
        reasons.append(step.reason)
        await context.run(code, step)
    await context.close()
    return reasons


def test_a_reveal_finds_it_closed_when_the_last_answer_closed_it_in_the_same_moment(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path / "sessions.sqlite")
    code = store.create(c.NewSession("rounds", deck(collecting(first=True, held=False)), seed=1))
    people = [f"p{number}" for number in range(5)]
    store.run([(code, c.Join(person)) for person in people])
    store.run([(code, c.Open("tools")), (code, c.Propose("tools", "Mail", "k", "p1"))])
    store.run([(code, c.Advance("tools", 1))])
    with ThreadPoolExecutor() as aside:  # browser tests leave a loop running in this thread
        aside.submit(asyncio.run, revealed_as_it_closes(store, code)).result()


async def revealed_as_it_closes(store: Store, code: str) -> None:
    context = ServerContext(store, "key")
    try:
        await asyncio.gather(
            context.run(code, c.Advance("tools", 2, "all")),
            reveal(context, code, c.RevealRequest("tools")),
        )
        asked = context.state(code).activity("tools")
        assert asked.status == "revealed"
    finally:
        await context.close()


def answers_what_is_asked(store: Store, code: str, person: str) -> None:
    log = store.log(code)
    log.refresh()
    asked = log.state.activity("common_pot")
    told = asked.kind.told(asked.activity, log.state.gathered(asked, asked.turn), person)
    answers = asked.kind.respond(asked.activity, random.Random(person), told)
    given = [slot for slot in answers if asked.takes(slot)]
    store.run(
        [(code, c.Answer(person, "common_pot", *slot, answers[slot], f"{slot}")) for slot in given]
    )


def test_the_second_step_of_collecting_keeps_the_timer_that_was_set() -> None:
    room = Room(deck(collecting("tools", first=True, held=False)))
    room.do(c.Join("p"))
    room.do(c.Open("tools", seconds=300))
    ends_at = room.state.activity("tools").ends_at
    room.do(c.Propose("tools", "A hammer", "k", "p"))
    room.do(c.Advance("tools", 1))
    asked = room.state.activity("tools")
    assert (asked.turn.round, asked.ends_at) == (2, ends_at) and ends_at is not None


def test_behind_a_ladder_the_last_step_has_what_the_rungs_left_and_a_minute_at_least() -> None:
    for minutes, left in ((9, 6), (2, 1)):
        ladder = msgspec.structs.replace(
            collecting("tools", ladder={"alone": 1, "pairs": 2}, held=False), minutes=minutes
        )
        room = Room(deck(ladder))
        room.do(c.Join("p"))
        room.do(c.Open("tools"))
        room.do(c.Propose("tools", "A hammer", "k", "p"))
        room.do(c.Advance("tools", 1))
        room.do(c.Advance("tools", 2))
        asked = room.state.activity("tools")
        opened = next(one.at for one in reversed(room.log) if isinstance(one.event, e.RoundOpened))
        assert asked.turn.round == 3 and asked.ends_at is not None
        assert abs(asked.ends_at - opened - 60_000 * left) < 1000
