"""An unplanned question: typed, asked, answered, revealed and kept like any other."""

import csv
from pathlib import Path

import msgspec
import pytest
from tamtam import Room, Workshop
from tamtam.authoring import unplanned
from tamtam.session import commands as c
from tamtam.session.log import Store

from tests.decks import agreement, deck, flows, new_session, words
from tests.refusals import refused


@pytest.fixture
def room(store: Store) -> Room:
    """A rehearsal with 8 simulated participants in it."""
    opened = Workshop(language="en", store=store.place).open(rehearsal=True)
    opened.rehearse(8, seed=3, pace=0, wait=True)
    return opened


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("yes, no", (["yes", "no"], None)),
        ("  yes ; no, not yet ", (["yes", "no, not yet"], None)),
        ("1-5", ([], (1, 5))),
        ("0 – 10", ([], (0, 10))),
        ("5-1", (["5-1"], None)),
        ("", ([], None)),
        ("half-day, day", (["half-day", "day"], None)),
    ],
)
def test_a_line_is_read_as_options_or_as_a_scale(
    line: str, read: tuple[list[str], tuple[int, int] | None]
) -> None:
    assert unplanned.read(line) == read


@pytest.mark.parametrize(
    ("question", "options", "code"),
    [
        ("And?", ["one"], "not_a_choice"),
        ("And?", ["same", " same "], "not_a_choice"),
        ("And?", [str(n) for n in range(13)], "not_a_choice"),
        (" ", ["yes", "no"], "text_empty"),
        ("x" * 201, ["yes", "no"], "text_too_long"),
        ("And?", ["yes", "x" * 201], "text_too_long"),
        ("And?", ["yes", " "], "text_empty"),
    ],
)
def test_what_can_not_be_asked_is_told(question: str, options: list[str], code: str) -> None:
    with refused(code):
        unplanned.asked(deck(), question, options)


def test_it_is_on_the_phones_at_once_and_in_the_results_like_any_other(
    room: Room, tmp_path: Path
) -> None:
    id = room.improvise("Do we take a break?", ["yes", "no"])
    room.rehearsed()
    view = room.reveal()
    assert (view.activity.id, view.standing.n) == (id, 8)
    assert "“yes”" in view.sentence or "“no”" in view.sentence
    assert view.figure().data
    room.write_results(tmp_path / "out")
    with (tmp_path / "out" / "csv" / "counts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["activity"] == id]
    assert sum(int(row["count"]) for row in rows if row["value"] == "1") == 8
    report = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "Do we take a break?" in report
    assert len(room.answers(id)) == 8


def test_in_one_s_own_words_what_is_written_waits_and_then_is_shown(room: Room) -> None:
    id = room.improvise("One word for today?")
    with room.state() as state:
        people = list(state.participants)
    room._store.run(
        [(room.code, c.Propose(id, f"word {p}", f"key {p}", participant=p)) for p in people]
    )
    assert {one.status for one in room.items(id).values()} == {"held"}
    with room.state() as state:
        assert state.activity(id).activity.items == ()
    room.approve()
    view = room.reveal()
    assert view.standing.n == len(people) == 8
    assert f"word {people[0]}" in view.caption


def test_several_follow_one_another_and_the_plan_stays(room: Room) -> None:
    with room.state() as state:
        plan = tuple(step for step in state.plan if step != "welcome")
    first = room.improvise("Do we take a break?", ["yes", "no"])
    second = room.improvise("How tired are you?", scale=(1, 5))
    assert first != second
    with room.state() as state:
        assert state.asked[first].status == "closed"
        assert state.asked[second].activity.options == {"ordered": True}
        assert state.plan == plan


def test_what_is_typed_is_text(room: Room) -> None:
    id = room.improvise("<b>Now</b>?", ["<img src=x>", "$no$"])
    room.rehearsed()
    view = room.reveal()
    assert view.activity.question["en"] == "<b>Now</b>?"
    drawn = str(view.plain_figure())
    assert "<img" not in drawn and "&lt;img" in drawn
    assert "<b>Now" not in view._repr_html_() and id in room._log.state.asked


# --- the deck is edited under the eyes of everybody


def code_of(store: Store) -> str:
    return store.create(new_session())


def run_one(store: Store, code: str, command: c.AnyCommand) -> None:
    [outcome] = store.run([(code, command)])
    if isinstance(outcome, Exception):
        raise outcome


def test_what_was_asked_stays_as_it_was_asked(store: Store) -> None:
    code = code_of(store)
    run_one(store, code, c.Open("baseline"))
    base = agreement()
    reworded = msgspec.structs.replace(base, question=words("How far, really?"))
    fewer = msgspec.structs.replace(base, items=base.items[:1])
    again = msgspec.structs.replace(base, phases=("before", "after"))
    for changed in (reworded, fewer, again):
        with refused("items_answered"):
            run_one(store, code, c.Revise(deck(changed, flows())))
    with refused("items_answered"):
        run_one(store, code, c.Revise(deck(flows())))


def test_the_rest_may_change_and_what_was_answered_counts_on(store: Store) -> None:
    code = code_of(store)
    run_one(store, code, c.Join("p1", "Ann"))
    run_one(store, code, c.Open("baseline"))
    run_one(store, code, c.Answer("p1", "baseline", "s1", "before", 4, "k1"))
    base = msgspec.structs.replace(agreement(), minutes=9, say=words("Take your time"))
    other = msgspec.structs.replace(flows(), question=words("How much?"))
    run_one(store, code, c.Revise(deck(base, other)))
    state = store.log(code).state
    assert state.asked["baseline"].turn.answers == {"p1": {("s1", "before"): 4}}
    assert state.asked["baseline"].activity.minutes == 9
    assert state.asked["flows"].activity.question["en"] == "How much?"
    run_one(store, code, c.Answer("p1", "baseline", "s2", "before", 2, "k2"))
    assert store.verify(code).ok


def test_a_deck_with_mistakes_is_no_deck(store: Store) -> None:
    code = code_of(store)
    wrong = msgspec.structs.replace(flows(), minutes=-1)
    with refused("deck_has_mistakes"):
        run_one(store, code, c.Revise(deck(agreement(), wrong)))


def test_the_same_deck_again_adds_nothing(store: Store) -> None:
    code = code_of(store)
    before = store.log(code).state.position
    run_one(store, code, c.Revise(deck()))
    assert store.log(code).state.position == before
