"""What a session asks that follows another: what was shown and is marked, in the words of the former one."""

from collections.abc import Mapping

import msgspec
from tamtam.session import again
from tamtam.session.log import Store

from tests.decks import agreement, deck, exchanges, flows, new_session
from tests.refusals import refused
from tests.results.sessions import Lived

MARKED = {"welcome": 3.0, "flows": 9.0, "reserve": 2.0}


def held(store: Store, *shown: str, cuts: Mapping[str, dict[str, float]] | None = None) -> Lived:
    asked = deck(agreement(), exchanges(), flows())
    new = msgspec.structs.replace(
        new_session(), deck=msgspec.structs.replace(asked, cuts=dict(cuts or {})), min_answers=6
    )
    session = Lived(store, store.create(new))
    session.join(8)
    for id in shown:
        session.played(id, 8)
    return session


def test_what_the_deck_marks_is_asked_in_the_same_words_under_the_same_rules(store: Store) -> None:
    former = held(store, "baseline", "flows", cuts={"again": MARKED}).log.state
    new = again.new_session(former, {}, "fr")
    assert new.deck.activities == former.deck.activities
    assert new.deck.cuts["again"] == MARKED and new.cut == "again"
    assert new.deck.steps("again") == ("welcome", "flows")
    assert (new.follows, new.min_answers, new.language) == (former.code, 6, "fr")
    followed = store.log(store.create(new)).state
    assert followed.plan == ("welcome", "flows") and followed.session.follows == former.code


def test_a_deck_that_marks_nothing_asks_all_that_was_shown_and_can_be_followed(
    store: Store,
) -> None:
    former = held(store, "baseline", "flows").log.state
    assert again.cut(former, {}) == {"baseline": 5, "flows": 13}
    assert again.cut(former, MARKED) == MARKED  # as the workshop marks it by now


def test_what_is_marked_but_was_not_shown_is_not_asked(store: Store) -> None:
    both = {"baseline": 4.0, "flows": 9.0}
    former = held(store, "flows", cuts={"again": both}).log.state
    assert again.cut(former, {}) == {"flows": 9.0}


def test_where_nothing_was_shown_that_can_be_compared_it_is_refused(store: Store) -> None:
    former = held(store, "exchanges").log.state
    with refused("nothing_again"):
        again.cut(former, MARKED)


def test_the_cut_that_asks_again_is_none_that_a_room_chooses_from(store: Store) -> None:
    chosen = {"half_day": {"baseline": 5.0}, "again": MARKED, "alone": {"baseline": 2.0}}
    former = held(store, "flows", cuts=chosen).log.state
    assert list(former.deck.lengths()) == ["half_day"]
