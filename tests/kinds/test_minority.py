"""Minority: two separate counts beside each other, and never who gave both."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pytest
from tamtam import assets, kinds
from tamtam.authoring import deck_file
from tamtam.deck.deck import Activity, Item
from tamtam.kinds.kind import GatheredAnswers
from tamtam.kinds.minority import LEAST, MOST, Minority
from tamtam.standing.standing import Distribution, ItemStanding, Standing

from tests import decks
from tests.decks import collecting, words

KIND = kinds.get("minority")


def asked(*items: str) -> Activity:
    return msgspec.structs.replace(
        collecting("barbarian"),
        kind="minority",
        items=tuple(Item(id, words(id.title())) for id in items or ("a", "b")),
        options={"of": "polis"},
    )


def shown(
    votes: Mapping[str, tuple[int, int, int]],
    min_answers: int = 5,
    map: dict[str, object] | None = None,
) -> Standing:
    """What the room saw of sentences, by how many agreed, passed and disagreed."""
    items = tuple(
        ItemStanding(
            id,
            (Distribution("today", sum(counts), dict(zip(("1", "0", "-1"), counts, strict=True))),),
            outcome="split",
        )
        for id, counts in votes.items()
    )
    details = {"map": map} if map else {}
    return Standing(
        *("polis", 1, "statements", 30, min_answers, "split", words("So it is"), items), details
    )


def standing_of(
    marks: Mapping[str, Sequence[int]], source: Standing | None = None, min_answers: int = 5
) -> Standing:
    """Where people stand who answered so about each sentence, person by person."""
    activity = asked(*marks)
    tally = KIND.tally(activity)
    people = max(map(len, marks.values()))
    for person in range(people):
        own: dict[tuple[str, str], int] = {}
        for id, given in marks.items():
            if person < len(given):
                tally.update(own, (id, "today"), given[person])
                own[id, "today"] = given[person]
    return KIND.standing(activity, GatheredAnswers(1, tally, people, min_answers, source=source))


# --- which sentences


def test_sentences_that_fewer_agree_with_than_disagree_are_asked_about() -> None:
    found = shown({"a": (3, 2, 10), "b": (9, 0, 6), "c": (7, 0, 8), "d": (0, 0, 15)})
    assert KIND.carries(asked(), found) == ("a", "c", "d")


def test_fewer_than_three_are_no_choice() -> None:
    votes = {f"s{number}": (3, 2, 10) for number in range(LEAST - 1)}
    assert KIND.carries(asked(), shown(votes)) == ()


def test_someone_alone_is_asked_about_whatever_they_set_aside() -> None:
    assert KIND.carries(asked(), shown({"a": (1, 0, 0), "b": (0, 0, 1)}, 1)) == ("b",)


def test_of_many_those_most_held_are_asked_about_in_the_order_of_the_vote() -> None:
    votes = {f"s{number}": (number, 0, 20) for number in range(10)}
    assert KIND.carries(asked(), shown(votes)) == tuple(
        f"s{number}" for number in range(3, 3 + MOST)
    )


@pytest.mark.parametrize(("size", "is_small"), [(8, True), (14, False)])
def test_what_one_small_camp_holds_is_in_the_minority(size: int, is_small: bool) -> None:
    """It passes over the heads of the others: ten agree, eight disagree, twelve pass."""
    votes = {"a": (10, 12, 8), **{f"s{number}": (3, 0, 27) for number in range(LEAST)}}
    camps = {"a": [[7, 8], [3, 22]], **{f"s{number}": [None, [1, 20]] for number in range(LEAST)}}
    found = shown(votes, map={"sizes": [size, 30 - size], "people": 30, "votes": camps})
    assert ("a" in KIND.carries(asked(), found)) == is_small


def test_a_sentence_that_too_few_voted_on_is_not_asked_about() -> None:
    found = shown(dict.fromkeys("abc", (1, 0, 9)))
    few = msgspec.structs.replace(
        found.items[0], distributions=(Distribution("today", 4),), outcome="few"
    )
    assert (
        KIND.carries(asked(), msgspec.structs.replace(found, items=(few, *found.items[1:]))) == ()
    )


# --- the finding


def test_what_few_hold_and_many_find_useful_is_the_finding() -> None:
    standing = standing_of(
        {"a": [1] * 14 + [-1] * 6, "b": [1] * 18 + [-1] * 2},
        shown({"a": (7, 3, 20), "c": (9, 1, 20)}),
    )
    assert (standing.outcome, standing.about) == ("gap", ("a",))
    said = "7 of 30 agreed with “A”, yet 14 of 20 say it could serve us"
    assert standing.sentence["en"] == said
    assert standing.sentence["fr"].startswith("7 sur 30 approuvaient «\u00a0A\u00a0»")


def test_how_few_agreed_is_told_nowhere() -> None:
    """Neither in the standing nor in anything drawn from it: four or none, it reads the same."""
    marks = {"a": [1] * 14 + [-1] * 6, "b": [-1] * 20}
    found = [standing_of(marks, shown({"a": (few, 3, 20), "b": (6, 0, 23)})) for few in (0, 4)]
    four = msgspec.structs.replace(found[1], details={"held": {"a": [None, 27], "b": [6, 29]}})
    assert found[1] == four
    assert found[0].details["held"]["a"] == [None, 23]
    assert (
        found[1].sentence["en"]
        == "Fewer than 5 agreed with “A”, yet 14 of 20 say it could serve us"
    )
    activity = asked("a", "b")
    assert KIND.table(activity, four, "en").rows[0][-1] == "few"
    assert "few agreed with it before" in KIND.caption(activity, four, "en")
    drawn = [note["text"] for note in KIND.figure(activity, four, "en")["layout"]["annotations"]]
    assert drawn[:5] == ["■ could serve us", "■ agreed before", "A", "<b>14</b> / 20", "few"]


def test_an_idea_that_was_not_voted_on_is_only_useful_or_not() -> None:
    useful = standing_of({"a": [1] * 9 + [-1], "b": [-1] * 10})
    assert (useful.outcome, useful.about, useful.details) == ("together", ("a",), {"held": {}})
    assert useful.sentence["en"] == "9 of 10 say that “A” could serve us"


def test_a_room_in_two_camps_is_told_so_and_one_that_wants_none_too() -> None:
    split = standing_of({"a": [1] * 7 + [-1] * 7, "b": [-1] * 8 + [0] * 6})
    assert (split.outcome, split.about) == ("split", ("a",))
    assert "for 7 it could serve us, for 7 not, of 14" in split.sentence["en"]
    none = standing_of({"a": [1] * 2 + [-1] * 8, "b": [-1] * 10})
    assert (none.outcome, none.about) == ("together", ("b",))
    assert none.sentence["en"] == "10 of 10 say that “B” could not serve us"


def test_sides_that_chance_may_part_as_much_are_only_counted() -> None:
    even = standing_of({"a": [1] * 4 + [-1] * 4 + [0] * 2})
    assert even.outcome == "scattered"
    assert even.sentence["en"].endswith("for 4 it could serve us, for 4 not, of 10")


def test_a_finding_needs_more_than_chance() -> None:
    """Six of ten among three answers, over three sentences: any room may come to that."""
    source = shown({"a": (6, 3, 20)})
    marks = {"a": [1] * 6 + [-1] * 4, "b": [-1] * 10, "c": [0] * 10}
    item = standing_of(marks, source).item("a")
    assert item and item.outcome == "scattered"


def test_someone_alone_is_told_of_an_idea_that_could_serve_them() -> None:
    source = shown({"a": (0, 0, 1)}, 1)
    assert (
        "serve you all the same: “A”"
        in standing_of({"a": [1], "b": [-1]}, source, 1).sentence["en"]
    )
    outside = standing_of({"a": [-1], "b": [0]}, source, 1)
    assert (outside.sentence["en"], outside.about) == (
        "For now, you let none of them in",
        (),
    )


def test_nothing_of_it_can_be_crossed_with_how_people_voted() -> None:
    assert all(KIND.sides(asked(), slot) is None for slot in KIND.slots(asked()))
    assert KIND.related(asked()) == ()


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_a_sentence_with_too_few_answers_keeps_its_rows(language: str) -> None:
    standing = standing_of({"a": [1] * 6, "b": [1] * 2}, shown({"b": (6, 0, 9)}))
    figure = KIND.figure(asked("a", "b"), standing, language)
    assert figure["data"][0]["x"] == [100.0, 0.0, 40.0]


def test_a_deck_that_asks_it_in_steps_is_told_what_is_allowed() -> None:
    assert isinstance(KIND, Minority)
    stepped = msgspec.structs.replace(collecting("b", first=True), phases=("today", "wanted"))
    assert [path for path, _ in KIND.check(stepped)] == ["collect", "phases"]
    closed = msgspec.structs.replace(stepped, collect=None)
    assert [path for path, _ in KIND.check(closed)] == ["collect", "phases"]


def test_sentences_come_from_an_activity_there_is(tmp_path: Path) -> None:
    written = (assets.workshops() / "trois_constats" / deck_file.FILE).read_text("utf-8")
    place = tmp_path / deck_file.FILE
    place.write_text(written.replace("{of: polis}", "{of: poll}"), "utf-8")
    [mistake] = deck_file.mistakes(place)
    assert "no “poll” (“polis”?)" in str(mistake)
