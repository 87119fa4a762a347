"""What one may read before coming in is true of where answers are kept: in a file, or in a database."""

from pathlib import Path

import httpx
import pytest
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session.log import open_store

from tests.decks import new_session
from tests.postgres import fresh


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def test_it_says_whether_a_database_keeps_what_is_given(
    dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    in_a_file = dialect == "sqlite"
    place = str(tmp_path / "s.sqlite") if in_a_file else fresh(request.getfixturevalue("postgres"))
    store = open_store(place)
    running = run.start(store)
    try:
        code = Client(running.url, running.key).create(new_session())
        about = httpx.get(f"{running.url}/api/{code}/about", trust_env=False).json()
    finally:
        run.stop(store)
        store.close()
    assert about["database"] is not in_a_file
