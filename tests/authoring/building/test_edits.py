"""Edits of a deck as plain data: what each changes, and that it changes nothing else."""

import copy
from typing import Any

import pytest
from tamtam.authoring.building import edits, timing

DECK: dict[str, Any] = {
    "title": {"fr": "Un"},
    "languages": ["fr"],
    "parts": [{"id": "only", "title": {"fr": "Partie"}}],
    "activities": [
        {
            "id": "a",
            "step": "1",
            "part": "only",
            "minutes": 5,
            "items": [{"id": "x", "text": {"fr": "X"}}, {"id": "y", "text": {"fr": "Y"}}],
            "wording": {"mixed": {"items": {"x": {"fr": "X bis"}}}},
        },
        {"id": "b", "step": "2", "part": "only", "minutes": 4},
        {"id": "c", "step": "3", "part": "only", "minutes": 3},
    ],
    "cuts": {"one_hour": {"welcome": 3, "a": 5, "break": 10, "b": 2, "c": 3, "reserve": 2}},
    "drop_first": {"one_hour": ["b"]},
    "closing": {"trial": "b"},
}


@pytest.fixture(autouse=True)
def nothing_given_is_changed() -> Any:
    before = copy.deepcopy(DECK)
    yield
    assert before == DECK


def test_a_new_activity_stands_behind_the_one_that_was_looked_at_and_in_every_length() -> None:
    new = {"id": "a", "kind": "choice", "minutes": 7}
    made = edits.with_activity(DECK, new, behind="a")
    assert edits.ids(made) == ["a", "a_2", "b", "c"]
    assert [one["step"] for one in made["activities"]] == ["1", "2", "3", "4"]
    assert made["activities"][1]["part"] == "only"
    assert list(made["cuts"]["one_hour"]) == ["welcome", "a", "break", "a_2", "b", "c", "reserve"]


def test_a_removed_activity_is_named_nowhere_any_more() -> None:
    made = edits.without_activity(DECK, "b")
    assert "b" not in made["cuts"]["one_hour"]
    assert "drop_first" not in made and "closing" not in made
    assert [one["step"] for one in made["activities"]] == ["1", "2"]


def test_moving_moves_in_the_lengths_too_and_pauses_stay_where_they_are() -> None:
    made = edits.moved(DECK, ("activities", "c"), -2)
    assert edits.ids(made) == ["c", "a", "b"]
    assert list(made["cuts"]["one_hour"]) == ["welcome", "c", "break", "a", "b", "reserve"]
    assert edits.ids(edits.moved(DECK, ("activities", "a"), -1)) == ["a", "b", "c"]


def test_steps_that_somebody_named_keep_their_names() -> None:
    named = edits.put(DECK, ("activities", "b", "step"), "2B")
    made = edits.moved(named, ("activities", "b"), -1)
    assert [one["step"] for one in made["activities"]] == ["2B", "1", "3"]


def test_a_removed_line_goes_with_what_others_read_in_its_place() -> None:
    made = edits.without_item(DECK, "a", "x")
    assert [one["id"] for one in made["activities"][0]["items"]] == ["y"]
    assert "wording" not in made["activities"][0]


def test_lines_put_in_place_of_others_keep_the_ids_of_those_that_stay() -> None:
    made = edits.with_items(DECK, "a", [("Y",), ("Été à l’eau",), ("y",)], instead=True)
    assert [one["id"] for one in made["activities"][0]["items"]] == ["y", "ete_a_l_eau", "y_2"]


def test_another_length_of_an_activity_reaches_the_lengths_that_had_the_same() -> None:
    made = timing.lasting(DECK, "a", 8)
    assert made["activities"][0]["minutes"] == 8 and made["cuts"]["one_hour"]["a"] == 8
    assert timing.lasting(DECK, "b", 8)["cuts"]["one_hour"]["b"] == 2


def test_left_out_of_a_length_it_is_not_dropped_from_it_either() -> None:
    made = timing.granted(DECK, "one_hour", "b", None)
    assert "b" not in made["cuts"]["one_hour"] and "drop_first" not in made
    back = timing.granted(made, "one_hour", "b", 6)
    assert list(back["cuts"]["one_hour"]) == ["welcome", "a", "break", "b", "c", "reserve"]


def test_a_break_can_be_added_and_moved() -> None:
    bare = timing.granted(DECK, "one_hour", "break", None)
    made = timing.granted(bare, "one_hour", "break", 10)
    assert list(made["cuts"]["one_hour"]) == ["welcome", "a", "break", "b", "c", "reserve"]
    later = timing.later_break(made, "one_hour", 1)
    assert list(later["cuts"]["one_hour"]) == ["welcome", "a", "b", "break", "c", "reserve"]


def test_one_language_less_takes_its_words_along() -> None:
    both = edits.put(edits.with_language(DECK, "en"), ("title", "en"), "One")
    assert edits.without_language(both, "en") == DECK


def test_one_language_more_has_a_name_for_each_part_s_notebook() -> None:
    named = edits.put(DECK, ("parts", "only", "notebook"), {"fr": "seule"})
    made = edits.with_language(named, "en")
    assert made["parts"][0]["notebook"] == {"fr": "seule", "en": "only"}
    assert edits.without_language(made, "en") == named


def test_without_words_a_text_goes_unless_it_is_needed() -> None:
    said = edits.saying(DECK, ("welcome", "fr"), " Bonjour \n", needed=False)
    assert said["welcome"] == {"fr": "Bonjour"}
    assert edits.saying(said, ("welcome", "fr"), "  ", needed=False) == DECK
    assert edits.saying(DECK, ("title", "fr"), "", needed=True)["title"] == {"fr": ""}


@pytest.mark.parametrize(
    ("words", "id"),
    [("L’Été, enfin", "l_ete_enfin"), ("1 + 1", "item"), ("日本", "item"), ("p12", "item")],
)
def test_an_id_recalls_its_words(words: str, id: str) -> None:
    assert edits.named(words) == id
