"""The tidy frame: what counts and nothing else, also where items were hidden, merged or erased."""

from pathlib import Path

import pytest
from tamtam.results.answers import tidy_answers
from tamtam.session import commands as c
from tamtam.session.log import Log, open_store

from tests.decks import collecting, new_session

PEOPLE = ("ada", "bob", "cyd")


@pytest.fixture
def rated(tmp_path: Path) -> "Rated":
    return Rated(tmp_path)


class Rated:
    """Two items that say the same; Ada rated the first, Bob both, Cyd the second."""

    def __init__(self, place: Path) -> None:
        self.store = open_store(place / "store.sqlite")
        self.code = self.store.create(new_session(collecting(held=False)))
        self.do(*(c.Join(person) for person in PEOPLE), c.Open("tools"))
        self.do(c.Propose("tools", "Mail", "k", "ada"), c.Propose("tools", "E-mail", "k", "bob"))
        _, self.mail, self.post = self.log.state.activity("tools").proposals
        given = (("ada", self.mail, 1), ("bob", self.mail, 2), ("bob", self.post, 5))
        for person, item, value in (*given, ("cyd", self.post, 4)):
            self.do(c.Answer(person, "tools", item, "today", value, f"{person}{item}"))

    @property
    def log(self) -> Log:
        return self.store.log(self.code)

    def do(self, *commands: c.AnyCommand) -> None:
        for result in self.store.run([(self.code, command) for command in commands]):
            if isinstance(result, Exception):
                raise result

    def rows(self) -> dict[tuple[str, str], int]:
        rows = [((row.participant, row.item), row.value) for row in tidy_answers(self.log)]
        assert len(rows) == len(dict(rows))  # once a person and item
        counted = self.log.state.activity("tools").turn.answers
        assert dict(rows) == {
            (person, item): value
            for person, own in counted.items()
            for (item, _), value in own.items()
        }
        return dict(rows)


def test_answers_to_a_hidden_item_are_left_out_and_come_back_with_it(rated: Rated) -> None:
    before = rated.rows()
    rated.do(c.Hide("tools", rated.mail))
    assert rated.rows() == {("bob", rated.post): 5, ("cyd", rated.post): 4}
    rated.do(c.Show("tools", rated.mail))
    assert rated.rows() == before


def test_answers_to_a_merged_item_stand_under_the_other_once_a_person(rated: Rated) -> None:
    rated.do(c.Merge("tools", rated.post, rated.mail))
    expected = {"ada": 1, "bob": 2, "cyd": 4}
    assert rated.rows() == {(person, rated.mail): value for person, value in expected.items()}


def test_an_erased_authors_item_takes_its_answers_along(rated: Rated) -> None:
    rated.do(c.Forget("bob"))
    assert rated.rows() == {("ada", rated.mail): 1}
