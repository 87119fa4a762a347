"""A notebook that writes by itself while the server writes too: one log, nothing lost or doubled."""

import threading
import time
from collections.abc import Callable
from itertools import count

from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e

from tests.server.conftest import Served

__all__ = ["Served"]


def test_both_get_in_and_the_log_stays_one(served: Served) -> None:
    served.do(c.Open("baseline"))
    people = [served.person() for _ in range(4)]
    ended = threading.Event()
    written: list[int] = []

    def notebook() -> None:
        for number in count():
            if ended.is_set():
                return
            [outcome] = served.store.run([(served.code, c.Note(f"note {number}"))])
            assert not isinstance(outcome, TamtamError)
            written.append(outcome.position)
            time.sleep(0.004)  # a notebook writes often, not without end

    def phone(headers: dict[str, str]) -> None:
        for number in range(200):
            answer = served.answer(headers, number % 5 + 1, f"k{number}")
            assert answer.status_code == 201, answer.text
            written.append(answer.json()["position"])

    def thread(work: Callable[..., None], *what: dict[str, str]) -> threading.Thread:
        started = threading.Thread(target=work, args=what)
        started.start()
        return started

    writer = thread(notebook)
    for one in [thread(phone, headers) for headers in people]:
        one.join()
    ended.set()
    writer.join()

    log = served.store.log(served.code)
    log.refresh()
    entries = list(log.entries())
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    answered = [entry for entry in entries if isinstance(entry.event, e.Answered)]
    noted = [entry for entry in entries if isinstance(entry.event, e.Noted)]
    assert len(answered) == 800
    assert len(noted) > 1  # how many is up to the machine
    assert len(noted) + len(answered) == len(written)
    assert log.verify().ok
