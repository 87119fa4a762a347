"""Sessions that a former version stored open, go on, and still verify."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import chain, open_store
from tamtam.session.run_sheet import run_sheet

from tests.decks import agreement, deck, flows, words

CUTS = {"half_day": {"baseline": 5.0, "flows": 13.0}, "one_hour": {"welcome": 5.0, "flows": 9.0}}
WHOLE = msgspec.structs.replace(deck(agreement(), flows()), cuts=CUTS)


Stored = Callable[[object], tuple[Path, str]]


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stored:
    """A session as it was stored when a deck had one list for all cuts."""

    def store_as_before(dropped: object) -> tuple[Path, str]:
        def encode(event: e.AnyEvent) -> bytes:
            told = msgspec.to_builtins(event)
            if "deck" in told:
                told["deck"]["drop_first"] = dropped
            return msgspec.json.encode(told)

        place = tmp_path / "sessions.sqlite"
        with monkeypatch.context() as before:
            before.setattr(chain, "_encode", encode)
            store = open_store(place)
            code = store.create(c.NewSession("small", WHOLE))
            other = msgspec.structs.replace(WHOLE, title=words("Another"))
            store.run([(code, c.Join("p1")), (code, c.Open("baseline")), (code, c.Revise(other))])
            store.close()
        return place, code

    return store_as_before


def test_one_list_for_all_cuts_becomes_that_of_each_cut_and_the_session_goes_on(
    stored: Stored,
) -> None:
    place, code = stored(["flows", "baseline"])
    store = open_store(place)
    log = store.log(code)
    assert log.state.deck.title == words("Another")
    assert log.state.deck.drop_first == {
        "half_day": ("flows", "baseline"),
        "one_hour": ("flows",),
    }
    [outcome] = store.run([(code, c.Open("flows"))])
    assert not isinstance(outcome, TamtamError)
    log.refresh()
    assert log.state.step == "flows" and run_sheet(log.state, log.state.at).rows
    assert log.verify().ok
    store.close()


def test_what_no_version_wrote_is_refused_in_words(stored: Stored) -> None:
    place, code = stored("flows")
    store = open_store(place)
    with pytest.raises(TamtamError) as caught:
        store.log(code)
    assert caught.value.code == "log_damaged"
    assert caught.value.message("fr") != caught.value.message("en")
    store.close()
