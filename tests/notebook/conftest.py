"""What tests of notebooks share: a store on which one server serves the rooms of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tamtam.server import run
from tamtam.session.log import open_store


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store whose server all rooms of a file's tests share."""
    place = tmp_path_factory.mktemp("rooms") / "sessions.sqlite"
    yield place
    store = open_store(place)
    run.stop(store)
    store.close()
