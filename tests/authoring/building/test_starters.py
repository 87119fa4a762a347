"""What an activity begins with: it runs as it is, draws its chart, and has its words and its picture."""

from pathlib import Path

import pytest
from tamtam import assets, kinds
from tamtam.authoring import copying, deck_file
from tamtam.authoring.building import askings, edits, starters, trying
from tamtam.authoring.building.own_deck import OwnDeck
from tamtam.language import texts
from tamtam.results.view import View

from tests import decks


@pytest.mark.parametrize("languages", [["fr"], ["en"]], ids="".join)
def test_every_kind_that_is_offered_begins_without_a_mistake_and_draws_its_chart(
    languages: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copying.begin("all", languages[0])
    own = OwnDeck(tmp_path / "all" / "deck.yaml")
    for kind in starters.kinds():
        own.edit(lambda deck, kind=kind: starters.added(deck, kind))  # type: ignore[misc]
    assert own.mistakes() == []
    deck = deck_file.read(own.path)
    assert {one.kind for one in deck.activities} == set(kinds.names())
    for activity in deck.activities:
        if starters.need(activity.kind):
            continue  # its chart is of what the room said before
        standing = trying.standing(deck, activity)
        assert standing is not None, activity.kind
        view = View(trying.with_proposed(activity), standing, languages[0])
        assert view.sentence and view.plain_figure()["data"] is not None, activity.kind
        assert standing.enough, activity.kind


@pytest.mark.parametrize(("kind", "first"), [("change", "agreement"), ("minority", "statements")])
def test_what_has_to_be_asked_first_comes_along_once(kind: str, first: str) -> None:
    deck = {"id": "one", "languages": ["en"], "parts": [{"id": "only"}], "activities": []}
    other = edits.with_activity(deck, starters.activity("gate", ["en"]))
    both = starters.added(other, kind, behind="gate")
    assert edits.ids(both) == ["gate", first, kind]
    again = starters.added(both, kind, behind="gate")
    assert edits.ids(again) == ["gate", first, f"{kind}_2", kind]
    assert list(again["activities"][2]["options"].values()) == [first]


def test_sentences_asked_twice_are_the_same_for_every_audience() -> None:
    deck = {"id": "one", "languages": ["en"], "parts": [{"id": "only"}], "activities": []}
    asked = edits.with_activity(deck, starters.activity("agreement", ["en"]))
    place = ("activities", "agreement", "wording", "mixed")
    worded = edits.put(asked, (*place, "items", "help", "en"), "I get help here.")
    made = starters.added(edits.put(worded, (*place, "question", "en"), "You?"), "change")
    before, after = made["activities"]
    assert before["items"] == after["items"]
    assert after["wording"] == {"mixed": {"items": {"help": {"en": "I get help here."}}}}
    said = askings.saying(
        made, ("activities", "agreement", "items", "goal", "text", "en"), "So.", True
    )
    assert [one["items"][0]["text"] for one in said["activities"]] == [{"en": "So."}] * 2


def test_a_chart_that_rests_on_what_a_room_was_shown_is_not_made_up() -> None:
    deck = decks.shipped()
    rests = [one for one in deck.activities if kinds.get(one.kind).source(one)]
    assert rests and all(trying.standing(deck, one) is None for one in rests)


def test_each_has_a_picture_and_words_in_both_languages() -> None:
    for kind in starters.kinds():
        assert (assets.folder() / "images" / "kinds" / f"{kind}.svg").is_file(), kind
        for language in texts.LANGUAGES:
            said = texts.section(language, "choosing")[kind]
            assert said["when"].endswith(".") and said["not"].endswith("."), kind


def test_what_a_bet_may_be_decided_by_is_called_in_both_languages() -> None:
    names = {name for kind in kinds.names() for name in kinds.get(kind).numbers}
    for language in texts.LANGUAGES:
        assert names <= texts.section(language, "builder")["part"]["numbers"].keys()
