"""The chain of hashes: an event changed with all its own hashes breaks the link of the next one."""

import hashlib

import msgspec
from tamtam.session import events as e
from tamtam.session.log import chain
from tamtam.session.log.database import Head, LogRow

CODE = "ROOM22"


def log(*words: str) -> list[LogRow]:
    rows: list[LogRow] = []
    previous = chain.first_link(CODE)
    for position, word in enumerate(words, start=1):
        entry = e.Entry(position, 1_000 * position, e.Noted(word))
        rows.append(chain.row_of(CODE, entry, previous))
        previous = rows[-1].chain
    return rows


def test_a_log_as_it_was_written_verifies() -> None:
    found = chain.verify(CODE, log("one", "two", "three"))
    assert (found.ok, found.events, found.erased) == (True, 3, 0)


def test_an_event_forged_with_its_own_hashes_breaks_the_link_of_the_next() -> None:
    rows = log("one", "two", "three")
    forged = chain.row_of(CODE, e.Entry(2, 2_000, e.Noted("another")), rows[0].chain)
    found = chain.verify(CODE, [rows[0], forged, rows[2]])
    assert found.problems == ["position 3: the chain is broken here"]


def test_rows_of_another_session_do_not_stand_in() -> None:
    assert not chain.verify("ROOM23", log("one", "two")).ok


def test_a_payload_changed_behind_the_door_is_named() -> None:
    rows = log("one", "two")
    changed = rows[0]._replace(payload=msgspec.json.encode(e.Noted("another")))
    found = chain.verify(CODE, [changed, rows[1]])
    assert found.problems == ["position 1: the event was changed"]


def test_an_erased_payload_leaves_the_chain_whole_once_an_event_says_why() -> None:
    rows = log("one", "two")
    forgotten = e.Entry(3, 3_000, e.Forgotten("p1"))
    rows.append(chain.row_of(CODE, forgotten, rows[-1].chain))
    erased = rows[0]._replace(payload=None, salt=None)
    found = chain.verify(CODE, [erased, *rows[1:]])
    assert (found.ok, found.erased) == (True, 1)
    found = chain.verify(CODE, [erased, rows[1]])
    assert found.problems == ["position 1: erased, and no event says why"]


def test_a_missing_end_is_named_by_the_head_that_stands_apart() -> None:
    rows = log("one", "two", "three")
    head = Head(3, rows[-1].chain)
    assert chain.verify(CODE, rows, head).ok
    found = chain.verify(CODE, rows[:2], head)
    assert found.problems == ["position 2: the log ends here; 3 events were written"]


def test_what_is_whole_ends_where_something_was_changed() -> None:
    rows = log("one", "two", "three", "four")
    changed = rows[2]._replace(payload=msgspec.json.encode(e.Noted("another")))
    assert list(chain.whole(CODE, [*rows[:2], changed, rows[3]])) == rows[:2]
    assert list(chain.whole(CODE, [rows[0], *rows[2:]])) == rows[:1]


def test_the_same_event_twice_has_digests_that_tell_nothing() -> None:
    one, other = log("same"), log("same")
    assert one[0].digest != other[0].digest
    assert one[0].digest != hashlib.sha256(one[0].payload or b"").digest()
