"""A workshop while it is adapted: words of one audience, minutes of one cut, and the file's own comments."""

from pathlib import Path

import msgspec
import pytest
from tamtam.authoring import deck_file
from tamtam.authoring.unplanned import PREFIX
from tamtam.deck.deck import Deck
from tamtam.notebook.adaptation import Adaptation, place_of_results

DECK = """\
# Of our house; ask Ada before you change it.
id: house
version: 1
title: {en: "Our house"}
languages: [en]
parts:
  - {id: only, title: {en: "The only part"}}
activities:
  # Asked on arrival.
  - id: baseline
    step: "1"
    part: only
    kind: agreement
    title: {en: "Before"}
    question: {en: "How far do you agree?"}
    minutes: 5
    phases: [before]
    items:
      - {id: s1, text: {en: "It is quiet"}, group: here} # since 2019
      - {id: s2, text: {en: "It is warm"}, group: here}
    wording:
      mixed:
        question: {en: "How far, in your house?"}
        items: {s2: {en: "Yours is warm"}}
  - id: ideas
    step: "2"
    part: only
    kind: sentences
    title: {en: "Ideas"}
    question: {en: "What else?"}
    minutes: 4
    collect: {prompt: {en: "One idea"}, most: 1}
  - id: exit
    step: "3"
    part: only
    kind: change
    title: {en: "After"}
    question: {en: "And now?"}
    minutes: 3
    phases: [after]
    options: {since: baseline}
    items:
      - {id: s1, text: {en: "It is quiet"}, group: here}
      - {id: s2, text: {en: "It is warm"}, group: here}
    wording: {mixed: {items: {s2: {en: "Yours is warm"}}}}
cuts:
  half_day: {baseline: 5, ideas: 4, exit: 3, reserve: 2} # not longer: the room is taken at noon
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its notebooks are worked in beside it."""
    (tmp_path / "house" / "en").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "house" / "en")
    path = tmp_path / "house" / deck_file.FILE
    path.write_text(DECK, "utf-8")
    return path


def adapted(path: Path, audience: str = "team") -> Adaptation:
    return Adaptation("house", path, audience, "half_day")


def test_what_was_not_changed_stays_as_it_was_written_comments_among_it(path: Path) -> None:
    made = adapted(path)
    made.ask("ideas", "en", "Anything else?")
    made.last("ideas", 6)
    assert made.save().path == path
    changed = DECK.replace("What else?", "Anything else?").replace("ideas: 4,", "ideas: 6,")
    assert path.read_text("utf-8") == changed


def test_in_a_session_comments_stay_too_and_what_nobody_planned_goes_along_with_it_alone(
    path: Path,
) -> None:
    heard: list[Deck] = []
    first = deck_file.read(path).activities[0]
    unplanned = msgspec.structs.replace(first, id=f"{PREFIX}1")
    made = Adaptation(
        "house", path, "team", "half_day", revise=heard.append, unplanned=(unplanned,)
    )
    made.move("ideas", -1)
    made.save()
    made.drop_item("baseline", "s1")
    made.save()
    said = path.read_text("utf-8")
    assert "# Of our house" in said and "# Asked on arrival." in said and "# not longer" in said
    assert "since 2019" not in said and PREFIX not in said
    assert [one.id for one in heard[-1].activities] == ["ideas", "baseline", "exit", unplanned.id]


def test_words_change_for_those_who_read_them(path: Path) -> None:
    made = adapted(path, "mixed")
    made.ask("baseline", "en", "Here?")
    made.say("baseline", "s2", "en", "Yours is hot")
    made.say("baseline", "s1", "en", "It is still")
    made.prompt("ideas", "en", "Two ideas")
    mixed, everybody = made.activity("baseline"), made.deck.activity("baseline")
    assert (mixed.question["en"], everybody and everybody.question["en"]) == (
        "Here?",
        "How far do you agree?",
    )
    assert [item.text["en"] for item in mixed.items] == ["It is still", "Yours is hot"]
    assert [item.text["en"] for item in made.activity("exit").items] == [
        "It is still",
        "Yours is hot",
    ]
    collect = made.activity("ideas").collect
    assert collect and (collect.prompt, collect.most) == ({"en": "Two ideas"}, 1)
    made.save()  # both askings say the same, or this would be refused


def test_an_item_comes_and_goes_wherever_it_is_asked_and_leaves_no_wording_behind(
    path: Path,
) -> None:
    made = adapted(path)
    made.add_item("exit", {"en": "It is big"})
    made.add_item("baseline", {"en": "It is big enough"})
    made.drop_item("exit", "s2")
    for id in ("baseline", "exit"):
        activity = made.deck.activity(id)
        assert activity and [item.id for item in activity.items] == [
            "s1",
            "it_is_big",
            "it_is_big_enough",
        ]
        assert {item.group for item in activity.items} == {"here"}
    made.save()


def test_minutes_are_those_of_the_cut_and_none_leaves_it_out(path: Path) -> None:
    made = adapted(path)
    made.last("exit", 12)
    made.last("baseline", None)
    assert made.deck.cuts == {"half_day": {"ideas": 4, "exit": 12, "reserve": 2}}
    assert (made.minutes("exit"), made.minutes("baseline")) == (12, None)
    made.last("baseline", None)
    assert made.minutes("baseline") is None


@pytest.mark.parametrize(("by", "place"), [(1, 1), (9, 2), (-1, 0), (0, 0)])
def test_an_activity_is_moved_but_not_beyond_the_ends(path: Path, by: int, place: int) -> None:
    made = adapted(path)
    made.move("baseline", by)
    assert [one.id for one in made.deck.activities].index("baseline") == place


def test_results_lie_with_the_workshop_whose_they_are_whichever_notebook_it_is_led_from(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    assert place_of_results("house", "K7P2QX") == Path("results-K7P2QX")
    assert place_of_results("mine", "K7P2QX") == tmp_path / "mine" / "results-K7P2QX"
    assert place_of_results("nowhere", "K7P2QX") == Path("results-K7P2QX")
