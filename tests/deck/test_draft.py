"""A deck while it is adapted: each change is a draft anew, in the words of one audience."""

import msgspec
import pytest
from tamtam.authoring import deck_file
from tamtam.deck.deck import Wording
from tamtam.deck.draft import Draft

from tests.decks import agreement, collecting, deck, flows, words

WORDED = msgspec.structs.replace(
    agreement(),
    wording={
        "mixed": Wording(question=words("How far, in your group?"), items={"s2": words("Ours")})
    },
)
CUTS = {"half_day": {"baseline": 5.0, "reserve": 2.0}}


def draft(audience: str = "team") -> Draft:
    made = msgspec.structs.replace(deck(WORDED, flows()), cuts=CUTS)
    return Draft(made, audience, "half_day")


def test_words_change_for_those_who_read_them() -> None:
    team = draft().asking("baseline", "en", "Really?").saying("baseline", "s2", "en", "Theirs")
    assert team.activity("baseline").question == {"fr": "How far do you agree?", "en": "Really?"}
    mixed = Draft(team.deck, "mixed", "half_day").activity("baseline")
    assert mixed.question["en"] == "How far, in your group?"
    assert [item.text["en"] for item in mixed.items] == ["Statement 1", "Ours"]
    mixed_draft = draft("mixed").asking("baseline", "en", "Here?")
    mixed_draft = mixed_draft.saying("baseline", "s2", "fr", "Les nôtres")
    read = mixed_draft.activity("baseline")
    assert (read.question["en"], read.items[1].text) == (
        "Here?",
        {"fr": "Les nôtres", "en": "Ours"},
    )
    base = Draft(mixed_draft.deck, "team", "half_day").activity("baseline")
    assert (base.question["en"], base.items[1].text["en"]) == (
        "How far do you agree?",
        "Statement 2",
    )


def test_what_the_room_is_asked_to_propose_is_worded_otherwise() -> None:
    made = msgspec.structs.replace(deck(collecting(most=2)), cuts=CUTS)
    collect = Draft(made, "team", "half_day").prompting("tools", "en", "Which one?")
    changed = collect.activity("tools").collect
    assert changed is not None
    assert (changed.prompt, changed.most) == ({"fr": "Which tool?", "en": "Which one?"}, 2)


def test_an_item_that_goes_leaves_no_wording_behind() -> None:
    changed = draft().without_item("baseline", "s2")
    deck_file.check(changed.deck)
    assert [item.id for item in changed.activity("baseline").items] == ["s1"]


def test_new_items_have_ids_of_their_own_and_the_group_of_the_last() -> None:
    changed = draft().with_item("flows", words("Time")).with_item("flows", words("Space"))
    own = changed.activity("flows").items[-2:]
    assert len({item.id for item in changed.activity("flows").items}) == 4
    assert {item.group for item in own} == {"non_market"}
    deck_file.check(changed.deck)


def test_minutes_are_those_of_the_cut_and_none_leaves_it_out() -> None:
    changed = draft().lasting("flows", 12).lasting("baseline", None)
    assert changed.deck.cuts == {"half_day": {"flows": 12, "reserve": 2.0}}
    assert (changed.minutes("flows"), changed.minutes("baseline")) == (12, None)


@pytest.mark.parametrize(("by", "order"), [(1, [1, 0]), (9, [1, 0]), (-1, [0, 1]), (0, [0, 1])])
def test_an_activity_is_moved_but_not_beyond_the_ends(by: int, order: list[int]) -> None:
    ids = [activity.id for activity in draft().moved("baseline", by).deck.activities]
    assert ids == [["baseline", "flows"][place] for place in order]
