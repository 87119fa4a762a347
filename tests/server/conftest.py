"""A real server in a process of its own, and people who talk to it over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.server.run import RunningServer
from tamtam.session import commands as c
from tamtam.session.log import Store, open_store

from tests.decks import new_session


@dataclass
class Served:
    """A running server with one session; `wire` keeps no cookies."""

    store: Store
    running: RunningServer
    control: Client
    code: str
    wire: httpx.Client
    people: list[dict[str, str]] = field(default_factory=list)

    @property
    def api(self) -> str:
        return f"/api/{self.code}"

    @property
    def key(self) -> dict[str, str]:
        """The facilitator's headers."""
        return {"authorization": f"Bearer {self.running.key}"}

    def do(self, *commands: c.Command) -> None:
        for command in commands:
            self.control.run(self.code, command)

    def join(self, language: str = "en", **body: Any) -> httpx.Response:
        answer = self.wire.post(
            f"{self.api}/join", json=body, headers={"accept-language": language}
        )
        self.wire.cookies.clear()
        return answer

    def person(self, language: str = "en", **body: Any) -> dict[str, str]:
        """The headers of someone new in the session."""
        answer = self.join(language, **body)
        assert answer.status_code == 201, answer.text
        cookie = answer.headers["set-cookie"].partition(";")[0]
        return {"cookie": cookie, "accept-language": language}

    def answer(
        self, headers: dict[str, str], given: Any, key: str = "k1", **changes: Any
    ) -> httpx.Response:
        body = {
            "activity": "baseline",
            "phase": "before",
            "item": "s1",
            "value": given,
            "key": key,
        }
        return self.wire.post(f"{self.api}/answers", json=body | changes, headers=headers)

    def state(self, headers: dict[str, str] | None = None) -> Any:
        return self.wire.get(f"{self.api}/state", headers=headers or {}).json()

    def reveal(self, activity: str = "baseline", show: str = "chart") -> None:
        log = self.store.log(self.code)
        log.refresh()
        standing = log.state.standing(activity).to_json()
        self.do(c.Reveal(activity, standing, log.state.position, show))

    def another_session(self) -> "Served":
        code = self.control.create(new_session())
        return Served(self.store, self.running, self.control, code, self.wire)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Served]]:
    """Opens sessions on one server, which all tests of a module share."""
    store = open_store(tmp_path_factory.mktemp("server") / "sessions.sqlite")
    running = run.start(store)
    control = Client(running.url, running.key)
    with httpx.Client(base_url=running.url, trust_env=False, timeout=10) as wire:
        yield lambda: Served(store, running, control, control.create(new_session()), wire)
    run.stop(store)
    store.close()


@pytest.fixture
def served(server: Callable[[], Served]) -> Served:
    return server()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Store]:
    """A store that no server runs for yet; whatever runs for it at the end is stopped."""
    store = open_store(tmp_path / "sessions.sqlite")
    yield store
    run.stop(store)
    store.close()
