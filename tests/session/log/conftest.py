"""Where stores are kept: what is true of one is tried on both."""

from pathlib import Path

import pytest

from tests.session.log.kept import InFile, InPostgres, Kept


@pytest.fixture(params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """A place in each dialect, one after the other."""
    if request.param == "sqlite":
        return InFile(tmp_path / "store.sqlite")
    return InPostgres(request.getfixturevalue("postgres"))
