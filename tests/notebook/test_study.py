"""The workshop alone: kept, gone on with, one's own standing, and no server about."""

from pathlib import Path

import pytest
from tamtam import Workshop
from tamtam.language.errors import TamtamError
from tamtam.server import run
from tamtam.session.log import open_store

from tests.refusals import refused


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(language="en", store=tmp_path / "alone.sqlite")


def test_what_is_answered_is_kept_and_gone_on_with(workshop: Workshop, tmp_path: Path) -> None:
    study = workshop.study()
    study.answer("baseline", "client", 4)
    study.answer("flows", "trust", 3, phase="today")
    study.answer("baseline", "colleagues", 2)  # going back is free
    view = study.answer("baseline", "client", 5)
    assert view.standing.n == 1
    store = open_store(tmp_path / "alone.sqlite")
    assert run.find(store) is None
    [session] = store.sessions()
    answers = store.log(session.code).state.activity("baseline").turn.answers
    assert [list(own.values()) for own in answers.values()] == [[5, 2]]
    assert workshop.study().code == study.code
    assert workshop.study(new=True).code != study.code
    store.close()


def test_an_answer_is_taken_back_and_a_bad_one_refused(workshop: Workshop) -> None:
    study = workshop.study()
    study.answer("baseline", "client", 4)
    assert study.answer("baseline", "client", None).standing.n == 0
    for item, value in (("client", 6), ("client", "much"), ("nothing", 3)):
        with pytest.raises(TamtamError):
            study.answer("baseline", item, value)
    with refused("no_such_phase"):
        study.answer("flows", "trust", 3)


def test_the_words_are_those_for_one_who_is_alone(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    study = workshop.study()
    assert study.activity("baseline").items[0].text["en"].endswith("work against my values.")
    study.ask("baseline")
    assert "study.answer" in capsys.readouterr().out
    caption = study.answer("baseline", "client", 4).caption
    assert "the room" not in caption.lower()
    assert "rather agree" in caption
    study.end()
    with pytest.raises(TamtamError):
        study.answer("baseline", "client", 4)
    assert workshop.study().code != study.code


def test_alone_the_barbarian_is_what_one_set_aside(tmp_path: Path) -> None:
    study = Workshop(language="en", store=tmp_path / "store.sqlite").study()
    study.answer("polis", "too_alike", -1)
    study.answer("polis", "watched", 1)
    study.answer("polis", "worn_down", -1)
    view = study.answer("barbarian", "worn_down", 1)
    assert [item.id for item in study.activity("barbarian").items] == ["worn_down", "too_alike"]
    assert "could serve you" in repr(view)
