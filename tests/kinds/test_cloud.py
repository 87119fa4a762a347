"""A word cloud: words that are the same are one, drawn by how many wrote them; hidden ones are gone."""

import msgspec
import pytest
from tamtam.deck.deck import Activity, Collect
from tamtam.kinds.cloud import key_of
from tamtam.session import commands as c

from tests.decks import collecting, deck, words
from tests.rooms import Room


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Équipe", "equipe"),
        ("TRUST", "trust "),
        ("confiance !", "Confiance"),
        ("meetings", "meeting"),
        ("L’énergie", "l'energie"),
    ],
)
def test_words_that_are_the_same_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), [("bus", "bu"), ("trust", "truth"), ("!", "?")])
def test_words_that_differ_have_two(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


class Writing(Room):
    """Six people who each write some words, which are shown at once."""

    def __init__(self, *written: list[str]) -> None:
        super().__init__(deck(cloud()))
        for person in range(len(written)):
            self.do(c.Join(f"p{person}"))
        self.do(c.Open("meal"))
        for person, own in enumerate(written):
            for number, word in enumerate(own):
                self.do(c.Propose("meal", word, f"{person} {number}", f"p{person}"))


def cloud() -> Activity:
    collect = Collect(prompt=words("A word"), most=3, longest=30, held=False)
    asked = collecting("meal")
    return msgspec.structs.replace(asked, kind="cloud", collect=collect, items=())


WRITTEN = (["Warm"], ["warm !", "long"], ["WARM"], ["Longs"], ["warm"], ["merry"])


def test_each_word_is_counted_by_the_people_who_wrote_it() -> None:
    room = Writing(*WRITTEN)
    standing = room.state.standing("meal")
    assert sorted(standing.details["people"].values(), reverse=True) == [4, 2, 1]
    assert standing.n == 6
    assert "4 of 6" in standing.sentence["en"] and "arm" in standing.sentence["en"]
    asked = room.state.activity("meal")
    rows = asked.kind.table(asked.activity, standing, "en").rows
    assert [count for _, count in rows] == [4, 2, 1]
    drawn = asked.kind.figure(asked.activity, standing, "en")["layout"]["annotations"]
    sizes = [one["font"]["size"] for one in drawn if "font" in one and one.get("text")]
    assert len(set(sizes)) > 1 and sizes.index(max(sizes)) == 0


def test_what_is_hidden_is_drawn_no_more() -> None:
    room = Writing(*WRITTEN)
    room.reveal("meal")
    for id, one in list(room.state.activity("meal").proposals.items()):
        if key_of(one.item.text["en"]) == "warm":
            room.do(c.Hide("meal", id))
    asked = room.state.activity("meal")
    shown = asked.shown(asked.turn)
    assert shown is not None and "arm" not in shown.sentence["en"]
    assert "arm" not in asked.kind.caption(asked.activity, shown, "en")


def test_where_nothing_was_written_twice_that_is_said() -> None:
    room = Writing(["tea"], ["soup"], ["bread"], ["salt"])
    assert room.state.standing("meal").sentence["en"] == (
        "4 words from 4 people: none was written twice"
    )
