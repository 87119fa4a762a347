"""The writer: what was erased leaves the files in a calm moment, and who waits is not kept waiting for it."""

import time
from collections.abc import Callable
from pathlib import Path

from tamtam.server import writer
from tamtam.session import commands as c

from tests.server.conftest import Served

#: How long a calm moment may be in coming (seconds).
SOON = writer.CALM + 20


def files(served: Served) -> bytes:
    folder = Path(served.store.place).parent
    return b"".join(one.read_bytes() for one in folder.iterdir() if one.is_file())


def test_who_asks_to_be_forgotten_is_in_no_file_a_calm_moment_later(
    server: Callable[[], Served],
) -> None:
    served = server()
    served.do(c.Open("baseline"))
    person = served.person(alias="Quirinalia")
    assert b"Quirinalia" in files(served)
    gone = served.wire.post(f"{served.api}/me", json={"forget": True}, headers=person)
    assert gone.json() == {"forgotten": True}
    assert "Quirinalia" not in served.wire.get(f"{served.api}/state").text
    until = time.monotonic() + SOON
    while b"Quirinalia" in files(served):
        assert time.monotonic() < until
        time.sleep(0.25)
    assert served.store.verify(served.code).ok
