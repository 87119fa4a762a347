"""The wire's types are those of the server."""

from tests import wire


def test_the_types_of_the_wire_are_written_anew() -> None:
    assert wire.FILE.read_text("utf-8") == wire.declarations(), "run python -m tests.wire"
