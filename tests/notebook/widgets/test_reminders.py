"""What a facilitator is reminded of: answers kept for too long at the start, a backup at the end."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tamtam import cli
from tamtam.notebook.widgets.cockpit import Cockpit
from tamtam.notebook.workshop import Workshop
from tamtam.server.retention import KEPT_DAYS
from tamtam.session import commands as c
from tamtam.session.log import Store, now_ms, open_store

from tests.decks import new_session
from tests.notebook.widgets.test_cockpit import labels, press, read


def kept_for(days: float, place: Path) -> str:
    """A session that somebody answered in so many days ago."""
    then = now_ms() - round(days * 24 * 3600 * 1000)
    store = open_store(place, lambda: then)
    code = store.create(new_session())
    store.run([(code, c.Join("p1", "Ada")), (code, c.Open("baseline"))])
    store.run([(code, c.Answer("p1", "baseline", "s1", "before", 4, "k"))])
    store.close()
    return code


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "sessions.sqlite"


def pruned(place: Path) -> dict[str, bool]:
    store: Store = open_store(place)
    found = {session.code: session.pruned for session in store.sessions()}
    store.close()
    return found


def test_answers_kept_for_too_long_are_named_and_erased_by_one_click(place: Path) -> None:
    old, fresh = kept_for(KEPT_DAYS + 1, place), kept_for(1, place)
    cockpit = Cockpit(Workshop(language="en", store=place))
    assert "1 session still holds the single answers of people" in read(cockpit)
    press(cockpit, "Erase the single answers")
    assert "single answers" not in read(cockpit)
    assert pruned(place) == {old: True, fresh: False}


def test_without_such_sessions_nothing_is_said(place: Path) -> None:
    kept_for(KEPT_DAYS - 1, place)
    cockpit = Cockpit(Workshop(language="en", store=place))
    assert "Erase the single answers" not in labels(cockpit, "step")


def test_pruning_goes_on_by_itself_where_it_should(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept_for(KEPT_DAYS + 1, place)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise KeyboardInterrupt
        later.append(kept_for(KEPT_DAYS + 1, place))

    later: list[str] = []
    monkeypatch.setattr(time, "sleep", sleep)
    CliRunner().invoke(cli.main, ["prune", "--every", "24", "--yes", "--store", str(place)])
    assert slept == [24 * 3600, 24 * 3600]
    assert pruned(place) == {first: True, later[0]: True}
