"""A conversation from pol.is as a session: everybody's votes in the log, the map revealed."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tamtam.cli import main
from tamtam.results.polis import files as polis
from tamtam.results.polis import imported
from tamtam.session.log import open_store

from tests.standing.opinion.conversation import GOLDEN


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the real conversation was imported into, by the command."""
    file = tmp_path_factory.mktemp("kept") / "sessions.sqlite"
    done = CliRunner().invoke(main, ["import-polis", str(GOLDEN), "--store", str(file)])
    assert done.exit_code == 0, done.output
    (session,) = open_store(file).sessions()
    assert session.code in done.output
    return file


def test_it_is_a_session_like_any_other_and_over(kept: Path) -> None:
    store = open_store(kept)
    (session,) = store.sessions()
    assert (session.workshop, session.over) == (imported.WORKSHOP, True)
    assert store.verify(session.code).ok


def test_the_votes_that_count_are_in_its_log(kept: Path) -> None:
    store, talk = open_store(kept), polis.read(GOLDEN)
    state = store.log(store.sessions()[0].code).state
    asked = {one.id for one in talk.statements if one.moderated >= 0}
    expected = {key: value for key, value in talk.latest.items() if key[1] in asked}
    answers = state.asked[imported.ACTIVITY].turn.answers
    found = {
        (int(person, 16), int(item[1:])): value
        for person, own in answers.items()
        for (item, _), value in own.items()
    }
    assert found == expected


def test_it_opens_with_where_people_stand(kept: Path) -> None:
    store = open_store(kept)
    asked = store.log(store.sessions()[0].code).state.asked[imported.ACTIVITY]
    standing = asked.turn.standing
    assert standing is not None
    assert asked.turn.show == "chart"
    assert standing.n == 30
    assert standing.details["order"][0] in {item.item for item in standing.items}
    assert asked.activity.title["en"] == "Protecting and Restoring NZ’s Biodiversity"


def test_a_folder_without_a_conversation_is_named(tmp_path: Path) -> None:
    store = str(tmp_path / "sessions.sqlite")
    done = CliRunner().invoke(main, ["import-polis", str(tmp_path), "--store", store])
    assert done.exit_code == 1
    assert str(tmp_path) in done.output
