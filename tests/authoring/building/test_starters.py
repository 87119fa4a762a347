"""What an activity begins with: it runs as it is, draws its chart, and has its words and its picture."""

from pathlib import Path

import pytest
from tamtam import assets, kinds
from tamtam.authoring import copying, deck_file
from tamtam.authoring.building import edits, starters, trying
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
        begun = starters.activity(kind, languages)
        own.edit(lambda deck, begun=begun: edits.with_activity(deck, begun))  # type: ignore[misc]
    assert own.mistakes() == []
    deck = deck_file.read(own.path)
    for activity in deck.activities:
        standing = trying.standing(deck, activity)
        assert standing is not None, activity.kind
        view = View(trying.with_proposed(activity), standing, languages[0])
        assert view.sentence and view.plain_figure()["data"] is not None, activity.kind
        assert standing.enough, activity.kind


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
