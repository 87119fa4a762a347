"""Which session the notebooks lead: the one that was chosen, in every kernel, until it is over."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tamtam import Workshop
from tamtam.notebook import chosen_session, opening
from tamtam.server import run
from tamtam.session import commands as c
from tamtam.session.log import now_ms, open_store

OpenWorkshop = Callable[..., Workshop]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "sessions.sqlite"


@pytest.fixture
def workshop(place: Path) -> Iterator[OpenWorkshop]:
    def opened(**options: Any) -> Workshop:
        return Workshop(language="en", store=place, **options)

    yield opened
    store = open_store(place)
    run.stop(store)
    store.close()


def kept(place: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.with_name(f"{place.name}.chosen.json").read_text())
    return found


def test_what_was_chosen_is_gone_on_with_and_not_the_newest(workshop: OpenWorkshop) -> None:
    first, second = workshop().open(), workshop().open(new=True)
    assert workshop().open() is second
    workshop().choose(first.code)
    assert workshop().open() is first


def test_another_kernel_leads_what_was_chosen_in_this_one(
    workshop: OpenWorkshop, place: Path
) -> None:
    rehearsal = workshop().open(rehearsal=True)
    workshop().open()
    workshop().choose(rehearsal.code)
    code = "from tamtam import Workshop; print(Workshop(language='fr').open().code)"
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TAMTAM_STORE": str(place)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split()[-1] == rehearsal.code


def test_what_is_said_in_the_call_comes_before_what_was_chosen(workshop: OpenWorkshop) -> None:
    team = workshop().open()
    mixed = workshop(audience="mixed").open()
    workshop().choose(team.code)
    assert workshop(audience="mixed").open() is mixed
    rehearsal = workshop().open(rehearsal=True)
    workshop().choose(rehearsal.code)
    assert workshop().open(rehearsal=False) is team
    assert workshop().open() is rehearsal


def test_a_rehearsal_from_a_terminal_takes_the_room_from_nobody(workshop: OpenWorkshop) -> None:
    room = workshop().open()
    workshop().open(rehearsal=True, new=True)
    assert workshop().open() is room


def test_a_choice_ends_with_its_session_and_after_some_days(
    workshop: OpenWorkshop, place: Path
) -> None:
    first, second = workshop().open(), workshop().open(new=True)
    workshop().choose(first.code)
    told = kept(place)
    told["trois_constats"]["at"] -= chosen_session.RESUMED_WITHIN + 1000
    place.with_name(f"{place.name}.chosen.json").write_text(json.dumps(told))
    assert workshop().open() is second
    workshop().choose(first.code)
    first.end()
    assert workshop().open() is second


DAY = 24 * 3600 * 1000


def later(monkeypatch: pytest.MonkeyPatch, ms: int) -> None:
    """Let so much time have passed since now."""
    for module in (chosen_session, opening):
        monkeypatch.setattr(module, "now_ms", lambda: now_ms() + ms)


@pytest.mark.parametrize("hours", [20, 24.5, 49, 73])
def test_on_another_day_the_same_session_is_gone_on_with(
    workshop: OpenWorkshop, monkeypatch: pytest.MonkeyPatch, hours: float
) -> None:
    first = workshop().open()
    later(monkeypatch, int(hours * 3600 * 1000))
    assert workshop().open() is first


def test_each_day_that_a_session_is_gone_on_with_counts_anew(
    workshop: OpenWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = workshop().open()
    for day in range(2, 12, 3):
        later(monkeypatch, day * DAY)
        assert workshop().open() is first


def test_a_new_session_is_never_begun_silently_beside_one_that_is_not_over(
    workshop: OpenWorkshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = workshop().open()
    store = open_store(first._store.place)
    store.run([(first.code, c.Join("p1", "Ada"))])
    store.close()
    later(monkeypatch, 30 * DAY)
    capsys.readouterr()
    second = workshop().open()
    said = capsys.readouterr().out
    assert second.code != first.code
    assert f"{second.code} is a new session" in said and f'.resume("{first.code}")' in said
    assert workshop().resume(first.code) is first


@pytest.mark.parametrize("written", ["", "{ not json", "[]", '{"trois_constats": 3}'])
def test_a_damaged_choice_is_no_choice(workshop: OpenWorkshop, place: Path, written: str) -> None:
    room = workshop().open()
    place.with_name(f"{place.name}.chosen.json").write_text(written)
    assert workshop().open() is room
    workshop().choose(room.code)
    assert kept(place)["trois_constats"]["code"] == room.code


def test_sessions_to_go_on_with_know_people_and_step(workshop: OpenWorkshop) -> None:
    room = workshop().open(rehearsal=True)
    assert [each.step for each in workshop().resumable()] == [""]
    room.rehearse(3, pace=0, wait=True)
    room.open("baseline")
    [found] = workshop().resumable()
    assert (found.session.participants, found.step) == (3, "0B")
    room.end()
    assert workshop().resumable() == []


def test_a_script_is_told_the_ways_to_begin(
    workshop: OpenWorkshop, capsys: pytest.CaptureFixture[str]
) -> None:
    room = workshop().open()
    capsys.readouterr()
    workshop().lead()
    said = capsys.readouterr().out
    assert f'.resume("{room.code}")' in said
    assert ".open(rehearsal=True)" in said
    assert len(workshop().resumable()) == 1
