"""Two sessions compared: what lies apart and what doesn't, and never more than both were shown."""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from tamtam.cli import main
from tamtam.deck.deck import Activity, Item
from tamtam.results import compare, comparison_page, write_results
from tamtam.session import commands as c
from tamtam.session.log import Store
from tamtam.standing import groups_chance

from tests.decks import agreement, flows, new_session, words
from tests.refusals import refused
from tests.results.sessions import TRAPS, Lived

#: Opens a session in which these values were answered to the first statement, and shown.
Held = Callable[..., Lived]


@pytest.fixture
def held(store: Store) -> Held:
    def lived(
        values: Sequence[int], activity: Activity | None = None, show: str = "chart"
    ) -> Lived:
        asked = activity or agreement(statements=1)
        session = Lived(store, store.create(new_session(asked)))
        session.join(len(values))
        item, phase = asked.items[0].id, asked.phases[0]
        session.do(c.Open(asked.id))
        session.do(
            *(c.Answer(f"id{n:06}", asked.id, item, phase, v, "k") for n, v in enumerate(values))
        )
        session.reveal(asked.id, show)
        return session

    return lived


LOW, HIGH = [1, 1, 2, 2, 2, 1, 2, 3, 1, 2, 2, 1], [5, 4, 5, 4, 4, 5, 3, 5, 4, 5, 4]


def test_what_lies_apart_is_said_with_n_of_each_and_no_cause(held: Held, tmp_path: Path) -> None:
    found = compare(held(LOW).log.state, held(HIGH).log.state)
    [step] = found
    assert " ".join(step.standing.sentence["en"].split()) == (
        "“Statement 1” stands higher in the second session: 2 → 4 (12 people, then 11)"
    )
    assert "plus haut" in step.standing.sentence["fr"]
    assert step.standing.outcome == "gap"
    [page] = comparison_page.write(found, tmp_path, "en")
    html = page.read_text("utf-8")
    assert step.standing.sentence["en"] in html
    assert "Not to be concluded: why" in html
    assert "different people" in html


def test_the_other_way_round_it_stands_lower(held: Held) -> None:
    [step] = compare(held(HIGH).log.state, held(LOW).log.state)
    assert "stands lower" in step.standing.sentence["en"]


def test_a_notebook_shows_a_chart_a_step_and_what_may_not_be_concluded(held: Held) -> None:
    found = compare(held(LOW).log.state, held(HIGH).log.state, "en")
    assert "stands higher in the second session" in " ".join(repr(found).split())
    shown = found._repr_html_()
    assert shown.count("<svg") == 1 and "Not to be concluded" in shown
    assert "Not to be concluded" in repr(found)


def test_what_is_answered_alike_is_said_to_be(held: Held) -> None:
    session = held(LOW)
    [step] = compare(session.log.state, session.log.state)
    assert step.standing.sentence["en"].startswith("No difference: on “Statement 1”")
    assert step.standing.outcome == "scattered"


def test_without_a_clear_difference_a_median_that_both_share_is_said_once(held: Held) -> None:
    [step] = compare(held([3, 3, 3, 4, 4, 2]).log.state, held([3, 3, 3, 3, 4, 4]).log.state)
    said = " ".join(step.standing.sentence["en"].split())
    assert said == (
        "No clear difference: answers lie furthest apart on “Statement 1”, with the same median, "
        "3 (6 people, then 6)"
    )


def test_the_numbers_give_each_median_with_its_interval(held: Held) -> None:
    [step] = compare(held(LOW * 2).log.state, held(HIGH * 2).log.state)
    [row] = step.view("en").table().to_dict("records")
    assert (row["n, first session"], row["n, second session"]) == (24, 22)
    assert row["First session"] == 2 and row["First session, from"] <= 2
    assert row["Second session"] == 4 and row["Second session, to"] >= 4


def test_in_two_groups_of_the_same_people_nothing_is_found_but_seldom() -> None:
    chance = random.Random(1)
    rooms = 200
    found = 0
    for _ in range(rooms):
        first, second = [0] * 5, [0] * 5
        for group in (first, second):
            for _ in range(chance.choice((5, 12, 24))):
                group[chance.choice((0, 1, 1, 2, 3, 3, 3, 4))] += 1
        found += groups_chance(first, second, 1) <= 1 / 16
    assert found <= 0.1 * rooms


def test_its_chance_is_that_of_all_ways_to_share_the_answers_out() -> None:
    """Two of five of each value: brute force over every way to share them out."""
    from itertools import combinations

    first, second = [3, 2, 0], [0, 2, 3]
    answers = [value for value in range(3) for _ in range(first[value] + second[value])]

    def apart(chosen: Sequence[int]) -> int:
        others = [answers[at] for at in range(len(answers)) if at not in chosen]
        return abs(sum((b > answers[a]) - (b < answers[a]) for a in chosen for b in others))

    ways = [apart(chosen) for chosen in combinations(range(10), 5)]
    here = apart([0, 1, 2, 3, 4])
    exact = sum(way >= here for way in ways) / len(ways)
    assert groups_chance(first, second, 1) == pytest.approx(exact, abs=0.01)


def test_much_compared_together_asks_for_more() -> None:
    assert groups_chance(LOW[:5], HIGH[:5], 1) < groups_chance(LOW[:5], HIGH[:5], 40)
    assert groups_chance([0, 0], [3, 4], 1) == 1


def test_folders_say_the_same_as_sessions(held: Held, tmp_path: Path) -> None:
    one, other = held(LOW), held(HIGH)
    for name, session in (("a", one), ("b", other)):
        write_results(session.log.state, tmp_path / name)
    of_folders = compare(tmp_path / "a", tmp_path / "b")
    of_sessions = compare(one.log.state, other.log.state)
    assert of_folders.steps == of_sessions.steps != ()
    assert of_folders.left_out == of_sessions.left_out


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"question": words("How much do you disagree?")}, "reworded"),
        ({"items": (Item("s1", words("Another statement")),)}, "reworded"),
    ],
)
def test_other_words_are_never_compared(held: Held, changed: dict[str, object], why: str) -> None:
    other = msgspec.structs.replace(agreement(statements=1), **changed)
    found = compare(held(LOW).log.state, held(HIGH, other).log.state)
    assert found.steps == ()
    assert found.left_out == {"baseline": why}


def test_of_too_few_nothing_is_told_of_either_session(held: Held, tmp_path: Path) -> None:
    found = compare(held(LOW).log.state, held(HIGH[:4]).log.state)
    assert found.steps == ()
    assert list(found.left_out) == ["baseline"]
    [page] = comparison_page.write(found, tmp_path, "en")
    assert "<table" not in page.read_text("utf-8")


def test_what_was_shown_as_a_sentence_is_not_compared(held: Held) -> None:
    found = compare(held(LOW).log.state, held(HIGH, show="sentence").log.state)
    assert found.left_out == {"baseline": "unshown"}


def test_fewer_than_twelve_are_told_in_classes_by_both(held: Held) -> None:
    [step] = compare(held(LOW[:7]).log.state, held(HIGH[:7]).log.state)
    [item] = step.standing.items
    for one in item.distributions:
        assert one.in_classes
        assert one.counts is not None and not {"1", "5"} & {v for v, n in one.counts.items() if n}


def test_what_only_one_session_asked_is_left_out_silently(held: Held) -> None:
    found = compare(held(LOW).log.state, held(HIGH, flows()).log.state)
    assert (found.steps, found.left_out) == ((), {})


def test_typed_words_stay_text_on_the_page(held: Held, tmp_path: Path) -> None:
    trap = msgspec.structs.replace(
        agreement(statements=1), title=words(TRAPS[0]), items=(Item("s1", words(TRAPS[6])),)
    )
    found = compare(held(LOW, trap).log.state, held(HIGH, trap).log.state)
    [page] = comparison_page.write(found, tmp_path, "en")
    html = page.read_text("utf-8")
    assert TRAPS[0] not in html
    assert html.count("<script") == 1


@pytest.mark.parametrize("told", [None, "{", "[]", '{"session": "A"}'])
def test_a_folder_without_results_is_told(held: Held, tmp_path: Path, told: str | None) -> None:
    if told is not None:
        (tmp_path / "standings.json").write_text(told)
    with refused("no_results"):
        compare(held(LOW).log.state, tmp_path)


def test_nothing_for_the_facilitator_is_handed_out(held: Held, tmp_path: Path) -> None:
    asked = msgspec.structs.replace(agreement(statements=1), pitfall=words("They may laugh"))
    write_results(held(LOW, asked).log.state, tmp_path)
    text = (tmp_path / "standings.json").read_text("utf-8")
    assert "They may laugh" not in text
    assert json.loads(text)["revealed"][0]["asked"]["items"][0]["text"]["en"] == "Statement 1"


def test_the_command_takes_a_code_and_a_folder(held: Held, tmp_path: Path) -> None:
    one, other = held(LOW), held(HIGH)
    write_results(one.log.state, tmp_path / "a")
    wanted = (str(tmp_path / "a"), other.code.lower(), str(tmp_path / "out"), "--language", "en")
    done = CliRunner().invoke(main, ["compare", *wanted, "--store", other.store.place])
    assert done.exit_code == 0, done.output
    assert "stands higher" in done.output
    assert (tmp_path / "out" / "comparison.html").exists()
