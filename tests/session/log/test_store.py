"""The one door: what gets in, what is refused, what is on disk when it says so."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session.log import Outcome, Store, open_store
from tamtam.session.log.database import Head
from tamtam.session.sent_keys import KEYS_KEPT

from tests.decks import collecting, new_session
from tests.session.log.kept import Kept


class Clock:
    """A clock that stands still until it is moved (ms)."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place(kept: Kept) -> str:
    return kept.place


@pytest.fixture
def store(place: str, clock: Clock) -> Iterator[Store]:
    store = open_store(place, clock)
    yield store
    store.close()


@pytest.fixture
def code(store: Store) -> str:
    code = store.create(new_session())
    done(store, code, c.Join("p1", "Ada"), c.Join("p2", "Bo"), c.Open("baseline"))
    return code


def done(store: Store, code: str, *commands: c.AnyCommand) -> list[Outcome]:
    """Run commands that all must be taken."""
    outcomes = store.run([(code, command) for command in commands])
    for outcome in outcomes:
        if isinstance(outcome, TamtamError):
            raise outcome
    return [outcome for outcome in outcomes if isinstance(outcome, Outcome)]


def refused(store: Store, code: str, command: c.AnyCommand) -> TamtamError:
    [result] = store.run([(code, command)])
    assert isinstance(result, TamtamError)
    return result


def answer(value: int | None, key: str, participant: str = "p1", item: str = "s1") -> c.Answer:
    return c.Answer(participant, "baseline", item, "before", value, key)


def test_an_answer_is_on_disk_when_it_is_acknowledged(store: Store, kept: Kept, code: str) -> None:
    done(store, code, answer(4, "k1"))
    [[payload]] = kept.ask("SELECT payload FROM events WHERE type = 'answered'")
    assert b'"value":4' in payload


def test_the_same_key_and_content_counts_once(store: Store, code: str) -> None:
    done(store, code, answer(4, "k1"))
    [outcome] = done(store, code, answer(4, "k1"))
    assert outcome.repeated
    assert store.log(code).verify().events == 5


def test_keys_are_known_again_for_a_while_and_never_without_end(store: Store, code: str) -> None:
    for number in range(3 * KEYS_KEPT):
        done(store, code, answer(number % 5 + 1, f"k{number}"))
    assert len(store.log(code).state.sent.of("p1")) == KEYS_KEPT
    [repeat] = done(store, code, answer((3 * KEYS_KEPT - 1) % 5 + 1, f"k{3 * KEYS_KEPT - 1}"))
    assert repeat.repeated


def test_a_repeat_is_recognised_after_the_activity_closed(store: Store, code: str) -> None:
    done(store, code, answer(4, "k1"), c.Close("baseline"))
    [outcome] = done(store, code, answer(4, "k1"))
    assert outcome.repeated


def test_the_same_key_with_other_content_is_refused(store: Store, code: str) -> None:
    done(store, code, answer(4, "k1"))
    assert refused(store, code, answer(5, "k1")).code == "key_reused"


def test_the_key_of_another_participant_is_no_hindrance(store: Store, code: str) -> None:
    done(store, code, answer(4, "k1"), answer(5, "k1", "p2"))
    assert len(store.log(code).state.activity("baseline").turn.answers) == 2


def test_a_closed_activity_refuses_answers(store: Store, code: str) -> None:
    done(store, code, c.Close("baseline"))
    assert refused(store, code, answer(4, "k1")).code == "closed"


def test_an_answer_to_an_earlier_turn_is_refused(store: Store, code: str) -> None:
    done(store, code, c.Open("baseline", again=True))
    late = c.Answer("p1", "baseline", "s1", "before", 4, "k1", turn=1)
    assert refused(store, code, late).code == "closed"


def test_a_refused_command_leaves_the_others_of_its_batch(store: Store, code: str) -> None:
    results = store.run(
        [(code, answer(4, "k1")), (code, answer(9, "k2")), (code, answer(2, "k3", "p2"))]
    )
    assert [isinstance(result, Outcome) for result in results] == [True, False, True]


def test_an_unknown_session_is_refused_by_name(store: Store) -> None:
    error = refused(store, "NOSUCH", answer(4, "k1"))
    assert (error.code, error.values) == ("no_such_session", {"code": "NOSUCH"})


def test_an_answer_taken_back_counts_no_more(store: Store, code: str) -> None:
    done(store, code, answer(4, "k1"), answer(None, "k2"))
    turn = store.log(code).state.activity("baseline").turn
    assert turn.answers == {}
    assert turn.complete == set()


def test_who_answered_everything_is_complete(store: Store, code: str) -> None:
    done(store, code, answer(4, "k1"), answer(3, "k2", item="s2"))
    assert store.log(code).state.activity("baseline").turn.complete == {"p1"}


def test_two_stores_on_one_place_write_one_unbroken_log(
    store: Store, place: str, code: str
) -> None:
    other = open_store(place)

    def write(through: Store, participant: str) -> None:
        for i in range(50):
            done(through, code, answer(i % 5 + 1, f"k{i}", participant))

    threads = [threading.Thread(target=write, args=pair) for pair in ((store, "p1"), (other, "p2"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verified = store.log(code).verify()
    other.close()
    assert (verified.ok, verified.events) == (True, 104)


def test_what_is_written_while_a_log_is_verified_is_no_damage(
    store: Store, place: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, log = open_store(place), store.log(code)
    head, keys = log._head, count()

    def people_go_on() -> Head | None:
        found = head()
        for _ in range(3):
            done(other, code, answer(4, f"k{next(keys)}"))
        return found

    monkeypatch.setattr(log, "_head", people_go_on)
    assert log.verify().problems == []
    monkeypatch.undo()
    other.close()
    assert (log.verify().ok, log.verify().events) == (True, log.state.position)


def test_a_follower_sees_events_in_commit_order(store: Store, place: str, code: str) -> None:
    other, stop = open_store(place), threading.Event()
    seen: list[int] = []

    def follow() -> None:
        for entries in other.log(code).follow(poll=0.005, stop=stop):
            seen.extend(entry.position for entry in entries)
            if seen[-1] == 24:
                stop.set()

    log = other.log(code)
    assert log.state.position == 4
    thread = threading.Thread(target=follow)
    thread.start()
    for i in range(20):
        done(store, code, answer(i % 5 + 1, f"k{i}"))
    thread.join(timeout=10)
    other.close()
    assert seen == list(range(5, 25))


def test_a_changed_event_is_found(store: Store, kept: Kept, code: str) -> None:
    done(store, code, answer(4, "k1"))
    [[payload]] = kept.ask("SELECT payload FROM events WHERE position = 2")
    changed = payload.replace(b"Ada", b"Eve")
    kept.ask("UPDATE events SET payload = ? WHERE position = 2", changed)
    assert store.log(code).verify().problems == ["position 2: the event was changed"]


@pytest.mark.parametrize("position", [1, 3])
def test_a_removed_event_is_found(store: Store, kept: Kept, code: str, position: int) -> None:
    kept.ask("DELETE FROM events WHERE position = ?", position)
    assert not store.log(code).verify().ok


def test_the_chain_still_verifies_after_someone_is_forgotten(store: Store, code: str) -> None:
    done(store, code, answer(4, "k1"), answer(2, "k2", "p2"), c.Forget("p1"))
    verified = store.log(code).verify()
    assert (verified.ok, verified.erased) == (True, 2)
    assert set(store.log(code).state.activity("baseline").turn.answers) == {"p2"}


def test_who_is_forgotten_elsewhere_was_never_here_either(store: Store, place: str) -> None:
    """What was done with their words since can't be undone step by step: it is folded again."""
    code = store.create(new_session(collecting(held=True)))
    done(store, code, c.Join("p1", "Ada"), c.Join("p2", "Bo"), c.Join("p3", "Cy"), c.Open("tools"))
    for key, author in (("a", "p1"), ("b", "p2"), ("c", "p3")):
        done(store, code, c.Propose("tools", f"Words {key}", key, author))
    another = open_store(place)
    seen = another.log(code)
    ids = {one.item.text["en"]: id for id, one in seen.state.activity("tools").proposals.items()}
    first, second, third = (ids[f"Words {key}"] for key in "abc")
    done(store, code, *(c.Show("tools", one) for one in (first, second, third)))
    done(store, code, c.Merge("tools", second, third))
    done(store, code, c.Merge("tools", second, first))
    seen.refresh()
    done(store, code, c.Forget("p1"))
    seen.refresh()
    left = seen.state.activity("tools").proposals
    assert first not in left and left[second].into == third
    another.close()


def test_a_store_opened_later_finds_everything(store: Store, place: str, code: str) -> None:
    done(store, code, answer(4, "k1"))
    store.close()
    again = open_store(place)
    assert again.log(code).state.activity("baseline").turn.answers == {"p1": {("s1", "before"): 4}}
    [summary] = again.sessions()
    assert (summary.code, summary.participants, summary.over) == (code, 2, False)
    again.close()


def test_a_failed_commit_leaves_the_state_that_is_on_disk(
    store: Store, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError("disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(store._database, "commit", fail)
        with pytest.raises(OSError, match="full"):
            store.run([(code, answer(4, "k1"))])
    assert store.log(code).state.activity("baseline").turn.answers == {}
    done(store, code, answer(5, "k1"))
    assert store.log(code).verify().ok


def test_a_damaged_event_is_named_and_only_its_session_stands_still(
    store: Store, kept: Kept, code: str
) -> None:
    healthy = store.create(new_session())
    kept.ask("UPDATE events SET payload = ? WHERE position = 3 AND session = ?", b"\x00\xff", code)
    again = open_store(kept.place)
    with pytest.raises(TamtamError, match="position 3") as caught:
        again.log(code)
    assert caught.value.code == "log_damaged"
    assert again.verify(code).problems == ["position 3: the event was changed"]
    assert again.verify(healthy).ok
    done(again, healthy, c.Join("p1", "Ada"))
    [result] = again.run([(code, c.Join("p9", "Zoe"))])
    assert isinstance(result, TamtamError) and result.code == "log_damaged"
    again.close()


def test_credentials_are_found_by_hash_and_go_with_their_owner(store: Store, code: str) -> None:
    done(store, code, c.Join("p3", "Cy", credentials=(c.Credential("cookie", b"h" * 32),)))
    assert store.find(code, "cookie", b"h" * 32) == "p3"
    assert store.find("NOSUCH", "cookie", b"h" * 32) is None
    done(store, code, c.Forget("p3"))
    assert store.find(code, "cookie", b"h" * 32) is None


def test_where_each_visitor_has_a_kernel_each_has_a_store_in_a_folder(tmp_path: Path) -> None:
    said = "from tamtam.session.log import default_place as p; print(p(), p() == p())"
    own = os.environ | {"TAMTAM_VISITORS": str(tmp_path), "TAMTAM_STORE": "everybodys.sqlite"}
    told = [
        subprocess.run([sys.executable, "-c", said], env=own, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert told[0] != told[1]
    for one in told:
        place, same = one.split()
        assert (Path(place).parent, same) == (tmp_path, "True")
