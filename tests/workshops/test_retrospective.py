"""The retrospective: a second workshop, of which nothing in the package knows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tamtam
from tamtam import Workshop, assets, authoring, results
from tamtam.authoring import deck_file
from tamtam.server import run
from tamtam.session.log import open_store

DECK = deck_file.read(assets.workshops() / "retrospective" / "deck.yaml")
CODE = [
    *Path(tamtam.__file__).parent.rglob("*.py"),
    *(path for path in assets.folder().rglob("*.js*") if "vendor" not in path.parts),
]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "sessions.sqlite"
    yield place
    store = open_store(place)
    run.stop(store)
    store.close()


def test_nothing_in_the_package_names_any_of_its_activities() -> None:
    named = re.compile(rf"\b({'|'.join(activity.id for activity in DECK.activities)})\b")
    assert named.search("last_weeks") and len(CODE) > 200
    knowing = [path.name for path in CODE if named.search(path.read_text("utf-8"))]
    assert knowing == []


def test_it_takes_thirty_minutes_and_its_pages_say_what_its_deck_says() -> None:
    assert DECK.lengths() == {"one_hour": 30}
    for path, text in authoring.pages("retrospective"):
        assert path.read_text("utf-8") == text, "to renew it: tamtam write retrospective"


def test_every_step_has_what_its_facilitator_needs_in_both_languages() -> None:
    for activity in DECK.activities:
        words = (activity.say, activity.expect, activity.question_d, activity.pitfall)
        assert all(set(each) == {"fr", "en"} for each in words), activity.id
        assert activity.debrief is not None and activity.debrief.together


@pytest.mark.parametrize("language", ["fr", "en"])
def test_simulated_people_go_through_it_to_what_is_handed_out(
    place: Path, tmp_path: Path, language: str
) -> None:
    room = Workshop("retrospective", language=language, cut="one_hour", store=place).open(
        rehearsal=True, new=True
    )
    room.rehearse(9, seed=2, pace=0, wait=True)
    for id in room.activities():
        room.open(id)
        room.play_through()
        assert room.reveal(id).sentence
    room.end()
    assert room.activities() == tuple(activity.id for activity in DECK.activities)
    with room.state() as state:
        assert all(asked.turn.standing for asked in state.asked.values())
        results.write_results(state, tmp_path / "results")
    report = (tmp_path / "results" / "report.html").read_text("utf-8")
    assert all(activity.title[language] in report for activity in DECK.activities)
