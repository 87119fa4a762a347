"""Tokens of facilitators, kept in a file or in PostgreSQL: drawn, known, removed, and what each opened."""

from pathlib import Path

import pytest
from tamtam.server import facilitators
from tamtam.session.log import open_store

from tests.decks import new_session
from tests.postgres import fresh
from tests.refusals import refused


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def test_another_server_of_the_store_knows_a_token_and_whose_a_session_is(
    dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    in_a_file = dialect == "sqlite"
    place = str(tmp_path / "s.sqlite") if in_a_file else fresh(request.getfixturevalue("postgres"))
    one, other = open_store(place), open_store(place)
    token = facilitators.add(one, "ada")
    with refused("token_exists"):
        facilitators.add(other, "ada")
    assert facilitators.who(other, token) == "ada"
    facilitators.add(other, "grace")
    code = one.create(new_session())
    facilitators.own(one, code, "ada")
    assert facilitators.owns(other, code, "ada") and not facilitators.owns(other, code, "grace")
    assert [each.code for each in facilitators.owned(other, other.sessions(), "ada")] == [code]
    assert list(facilitators.owned(other, other.sessions(), "grace")) == []
    facilitators.remove(other, "ada")
    assert facilitators.who(one, token) is None and facilitators.names(one) == ("grace",)
    with refused("no_such_token"):
        facilitators.remove(one, "ada")
    assert facilitators.who(one, facilitators.add(one, "ada")) == "ada"
    assert facilitators.owns(one, code, "ada"), "what was opened stays theirs under a new token"
    one.close()
    other.close()
