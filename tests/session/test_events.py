"""Tables that must be whole: each event and command has its place everywhere, or its name is said."""

from typing import get_args

import pytest
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session import fold, rules, state


class Whistled(e.Event, frozen=True):
    """An event that nobody thought of anywhere else."""

    participant: str


class Whistle(c.Command, frozen=True):
    """A command that nobody thought of anywhere else."""

    participant: str


def concrete(base: type) -> set[type]:
    found: list[type] = base.__subclasses__()
    return {one for one in found if one.__module__ == base.__module__}


def test_every_event_is_one_of_those_a_log_may_hold() -> None:
    missing = concrete(e.Event) - set(get_args(e.AnyEvent))
    assert not missing, f"not in AnyEvent: {[one.__name__ for one in missing]}"


def test_every_event_says_whose_page_it_changes() -> None:
    silent = [one.__name__ for one in get_args(e.AnyEvent) if "tells" not in vars(one)]
    assert not silent, f"without `tells`: {silent}"


def test_whoever_is_told_of_an_event_is_named_in_it() -> None:
    for event in get_args(e.AnyEvent):
        fields = event.__struct_fields__
        assert e.Tells.OWN not in event.tells or "participant" in fields, event.__name__
        assert e.Tells.AUTHOR not in event.tells or {"activity", "item"} <= set(fields), event
        assert (e.Tells.AUTHOR in event.tells) == (event in get_args(e.AboutItem)), event.__name__


def test_an_event_without_its_place_in_the_fold_is_named() -> None:
    with pytest.raises(NotImplementedError, match=r"fold\._whistled"):
        fold._function(Whistled)  # type: ignore[arg-type]  # it is in no table


def test_every_command_is_one_of_those_that_can_be_asked() -> None:
    missing = concrete(c.Command) - set(get_args(c.AnyCommand))
    assert not missing, f"not in AnyCommand: {[one.__name__ for one in missing]}"


def test_every_command_has_its_rule() -> None:
    without = [one.__name__ for one in get_args(c.AnyCommand) if one not in rules._DECIDE]
    assert not without, f"without a rule: {without}"


def test_a_command_without_its_rule_is_named() -> None:
    told = state.State("ROOM22")
    with pytest.raises(KeyError, match="Whistle"):
        rules.decide(told, Whistle("p1"), 0)  # type: ignore[arg-type]  # it is in no table
