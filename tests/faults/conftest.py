"""The running server that tests of the wire use."""

from tests.server.conftest import place, served, server

__all__ = ["place", "served", "server"]
