"""The public surface: what a room and a workshop show, each with an example, and what they refuse."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from tamtam import Room, Study, TamtamError, Workshop
from tamtam.notebook import public
from tamtam.notebook.public import Minutes
from tamtam.server import run
from tamtam.session.log import open_store

from tests import decks

SURFACE = (Room, Workshop, Study)
#: Values of every sort, for arguments that take another.
OF_EVERY_SORT: tuple[Any, ...] = (
    None,
    "5",
    "",
    3,
    2.5,
    True,
    [],
    ["a", 3],
    (1,),
    {},
    object(),
    b"5",
)


def methods(cls: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in cls.PUBLIC:  # type: ignore[attr-defined]
        member = inspect.getattr_static(cls, name, None)
        if inspect.isfunction(member):
            yield name, member


def needed(method: Callable[..., Any]) -> dict[str, Any]:
    """Arguments that a method can't do without, each a text, or a list of them."""
    several = inspect.Parameter.VAR_POSITIONAL
    parameters = [
        each
        for each in list(inspect.signature(method).parameters.values())[1:]
        if each.default is each.empty and each.kind is not several
    ]
    return {p.name: "x" if public.fits("x", p.annotation) else ["x"] for p in parameters}


def of(error: TamtamError) -> str:
    """What an error says, in English; it says it in French too."""
    for language in decks.LANGUAGES:
        assert error.message(language) and error.hint(language)
    return f"{error.message('en')} {error.hint('en')}"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    place = tmp_path_factory.mktemp("store") / "sessions.sqlite"
    yield Workshop(language="en", store=place).open(rehearsal=True)
    store = open_store(place)
    run.stop(store)
    store.close()


def test_a_room_shows_what_a_facilitator_or_an_analyst_calls(room: Room) -> None:
    shown = [name for name in dir(room) if not name.startswith("_")]
    assert shown == sorted(Room.PUBLIC)
    inner = {"send", "follow", "say", "state", "local_url", "bring_in", "place"}
    assert not inner & set(shown)
    assert len(shown) <= 70


def test_a_workshop_shows_how_it_is_run() -> None:
    shown = [name for name in dir(Workshop()) if not name.startswith("_")]
    assert shown == sorted(set(Workshop.PUBLIC) - {"__init__"})


@pytest.mark.parametrize("cls", SURFACE, ids=lambda cls: str(cls.__name__))
def test_each_has_an_example_in_its_docstring(cls: type) -> None:
    for name, method in methods(cls):
        documented = cls if name == "__init__" else method
        called = public.example(documented)
        spoken = cls.__name__ if name == "__init__" else f".{name}("
        assert spoken in called, f"{cls.__name__}.{name} has no example"
        compile(called, name, "exec")


@pytest.mark.parametrize("cls", SURFACE, ids=lambda cls: str(cls.__name__))
def test_an_argument_of_another_sort_is_refused_in_words(cls: type) -> None:
    tried = 0
    for name, method in methods(cls):
        for one in list(inspect.signature(method).parameters.values())[1:]:
            if one.kind is one.VAR_POSITIONAL or Any in (one.annotation, *get_args(one.annotation)):
                continue
            for value in OF_EVERY_SORT:
                if public.fits(value, one.annotation):
                    continue
                with pytest.raises(TamtamError) as caught:
                    method(object(), **(needed(method) | {one.name: value}))
                said = of(caught.value)
                assert f"“{one.name}” can’t be" in said
                assert public.example(cls if name == "__init__" else method) in said
                tried += 1
    assert tried > 20


def test_each_of_several_arguments_is_looked_at(room: Room) -> None:
    with pytest.raises(TamtamError) as caught:
        room.approve("p1", 2)  # type: ignore[arg-type]
    assert "“items” can’t be 2" in of(caught.value)


@pytest.mark.parametrize("cls", SURFACE, ids=lambda cls: str(cls.__name__))
def test_an_argument_that_there_is_not_is_refused_in_words(cls: type) -> None:
    for _, method in methods(cls):
        with pytest.raises(TamtamError) as caught:
            method(object(), nothing_like_this=1)
        assert caught.value.code == "wrong_call"
        assert "For example" in of(caught.value)


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1, float("inf"), float("nan")])
def test_minutes_that_can_not_be_are_refused(room: Room, minutes: float) -> None:
    for call in (room.open, room.converse, room.reopen):
        with pytest.raises(TamtamError) as caught:
            call("baseline", minutes=minutes)
        assert caught.value.code == "argument_out_of_range"
        of(caught.value)


def test_minutes_as_text_are_told_with_how_they_are_written(room: Room) -> None:
    with pytest.raises(TamtamError) as caught:
        room.open("baseline", minutes="5")  # type: ignore[arg-type]
    assert of(caught.value) == (
        "“minutes” can’t be '5'. It takes 2.5 | None."
        ' For example: room.open("baseline", minutes=3)'
    )


def test_an_activity_that_there_is_not_is_refused_everywhere(room: Room) -> None:
    tried = set()
    for name, method in methods(Room):
        if "activity" not in inspect.signature(method).parameters:
            continue
        with pytest.raises(TamtamError) as caught:
            method(room, **(needed(method) | {"activity": "nowhere"}))
        assert caught.value.code == "no_such_activity", name
        assert "nowhere" in of(caught.value)
        tried.add(name)
    assert {"open", "reveal", "standing", "answers", "hide", "by_hand", "note"} <= tried


def test_a_workshop_of_wrong_arguments_is_refused(tmp_path: Path) -> None:
    wrongs: tuple[dict[str, Any], ...] = (
        *({"language": 3}, {"min_answers": "5"}, {"cut": None}, {"audience": True}),
    )
    for wrong in wrongs:
        with pytest.raises(TamtamError) as caught:
            Workshop("trois_constats", store=tmp_path / "s.sqlite", **wrong)
        assert caught.value.code == "wrong_argument"
        assert "Workshop(" in of(caught.value)


def test_numbers_of_a_data_frame_are_numbers() -> None:
    import numpy as np

    assert public.fits(np.float64(2.5), Minutes | None)
    assert public.fits(np.int64(3), int)
    assert not public.fits(True, int)
