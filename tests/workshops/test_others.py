"""The other workshops that came with Tamtam: of none of them the package knows anything."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tamtam
from tamtam import Workshop, assets, authoring, results
from tamtam.deck.deck import Deck, Item, Text
from tamtam.language import texts
from tamtam.server import run
from tamtam.session.log import open_store

from tests import decks

#: How many minutes each takes.
MINUTES = {"retrospective": 30, "our_crowd": 20}
DECKS = {name: decks.shipped(name) for name in MINUTES}
CODE = [
    *Path(tamtam.__file__).parent.rglob("*.py"),
    *(path for path in assets.folder().rglob("*.js*") if "vendor" not in path.parts),
]
each = pytest.mark.parametrize("name", MINUTES)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "sessions.sqlite"
    yield place
    store = open_store(place)
    run.stop(store)
    store.close()


def knowing(deck: Deck) -> list[str]:
    """The files of the package that name an activity of a deck."""
    named = re.compile(rf"\b({'|'.join(activity.id for activity in deck.activities)})\b")
    return [path.name for path in CODE if named.search(path.read_text("utf-8"))]


@each
def test_nothing_in_the_package_names_any_of_its_activities(name: str) -> None:
    assert len(CODE) > 200
    assert knowing(DECKS[name]) == []


def test_nothing_in_the_package_knows_the_three_observations() -> None:
    """It names the workshop to begin with where none is named, and nothing of what that asks."""
    deck = decks.shipped()
    asked = [text for one in deck.activities for text in (one.question, *map(_text, one.items))]
    sentences = {words for text in asked for words in text.values() if len(words.split()) > 7}
    code = "\n".join(path.read_text("utf-8") for path in CODE)
    assert len(sentences) > 40 and [words for words in sentences if words in code] == []
    observations = re.compile(r"three.observations?|trois.constats|barbar", re.IGNORECASE)
    found = {name.casefold() for name in observations.findall(code)}
    assert found <= {"trois_constats"}


def _text(item: Item) -> Text:
    return item.text


@each
def test_it_takes_its_minutes_and_its_pages_say_what_its_deck_says(name: str) -> None:
    assert DECKS[name].lengths() == {"one_hour": MINUTES[name]}
    for path, text in authoring.pages(name):
        assert path.read_text("utf-8") == text, f"to renew it: tamtam write {name}"


@each
def test_every_step_has_what_its_facilitator_needs_in_each_language(name: str) -> None:
    assert DECKS[name].languages == ("fr", "en", "de")
    for activity in DECKS[name].activities:
        words = (activity.say, activity.expect, activity.question_d, activity.pitfall)
        assert all(set(each) == set(DECKS[name].languages) for each in words), activity.id
        assert activity.debrief is not None and activity.debrief.together


@pytest.mark.parametrize("language", ["en", "de"])
@each
def test_simulated_people_go_through_it_to_what_is_handed_out(
    place: Path, tmp_path: Path, name: str, language: str
) -> None:
    room = Workshop(name, language=language, cut="one_hour", store=place).open(
        rehearsal=True, new=True
    )
    room.rehearse(9, seed=2, pace=0, wait=True)
    for id in room.activities():
        room.open(id)
        room.play_through()
        assert room.reveal(id).sentence
    room.end()
    assert room.activities() == tuple(activity.id for activity in DECKS[name].activities)
    with room.state() as state:
        assert all(asked.turn.standing for asked in state.asked.values())
        results.write_results(state, tmp_path / "results")
    report = (tmp_path / "results" / "report.html").read_text("utf-8")
    titles = [texts.pick(activity.title, language) for activity in DECKS[name].activities]
    assert [title for title in titles if title not in report] == []
