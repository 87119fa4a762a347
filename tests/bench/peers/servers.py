"""The servers of the peers, each in an environment of its own with the versions said here."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from tests import decks
from tests.bench import machine, rooms

HERE = Path(__file__).parent / "elsewhere"
#: What the driver needs in every environment.
_DRIVER = "aiohttp==3.14.5"
#: How long a server may take until it answers (s).
_PATIENCE = 60.0
_KEY = "not on any network"


@dataclass(frozen=True, slots=True)
class Server:
    """A running poll: where one joins it, and the process that serves it with all it started."""

    url: str
    pid: int


@dataclass(frozen=True, slots=True)
class Peer:
    """One that is measured: its name, what is installed for it, and how its poll is served.

    `durable` says whether an acknowledged answer is on disk; `most` how many people it is asked to
    hold, None for as many as the others.
    """

    name: str
    kind: str
    packages: tuple[str, ...]
    serve: "Callable[[Peer, int], Iterator[Server]]"
    durable: bool
    most: int | None = None
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> Path:
        """Where its environment is, or will be made."""
        return user_cache_path("tamtam") / "peers" / "_".join((self.kind, *self.packages[:1]))

    def make(self, say: Callable[[str], None]) -> None:
        """Make its environment, unless it is there."""
        done = self.environment / "made"
        if done.exists():
            return
        say(f"installing {', '.join(self.packages) or 'the driver'} into {self.environment}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", self.environment], check=True)
        install = ("-m", "pip", "install", "--quiet", *self.packages, _DRIVER)
        subprocess.run([self._program("python"), *install], check=True)
        done.touch()

    def driver(self, url: str) -> subprocess.Popen[str]:
        """The driver of its people, on the core that asks."""
        command = [self._program("python"), str(HERE / "driver.py"), self.kind, url]
        with machine.on_core(machine.cores()[1]):
            return subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )

    def _program(self, name: str) -> str:
        folder = "Scripts" if os.name == "nt" else "bin"
        return str(self.environment / folder / name)

    @contextmanager
    def process(
        self, port: int, command: Sequence[str], folder: Path, path: str = ""
    ) -> Iterator[int]:
        """Its process on the core that serves, once it answers; its id. Ended with all it started."""
        programs = str(Path(self._program("python")).parent)
        environ = {**os.environ, **self.environ}
        environ["PATH"] = os.pathsep.join((programs, environ.get("PATH", "")))
        environ.pop("PYTHONPATH", None)  # nothing of ours
        with (folder / "log").open("w") as log, machine.on_core(machine.cores()[0]):
            process = subprocess.Popen(
                [self._program(command[0]), *command[1:]],
                cwd=folder,
                env=environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            _wait(f"http://127.0.0.1:{port}/{path}", process, folder / "log")
            yield process.pid
        finally:
            _end(process)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} doesn't answer: {log.read_text('utf-8')[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGTERM)
    else:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _tamtam(peer: Peer, people: int) -> Iterator[Server]:
    with rooms.real(activities=(decks.agreement("poll", statements=1),)) as (place, _, _):
        yield Server(f"http://127.0.0.1:{place.port}/{place.code}", place.pid)


def _otree(peer: Peer, people: int) -> Iterator[Server]:
    with rooms.folder() as place:
        shutil.copytree(HERE / "otree_poll", place, dirs_exist_ok=True)
        port = _free_port()
        with peer.process(port, ("otree", "prodserver", str(port)), place) as pid:
            asked = {"session_config_name": "poll", "num_participants": people}
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/api/sessions",
                json.dumps(asked).encode(),
                {"otree-rest-key": _KEY, "Content-Type": "application/json"},
            )
            with urllib.request.urlopen(request, timeout=_PATIENCE) as reply:
                made: dict[str, Any] = json.load(reply)
            yield Server(made["session_wide_url"], pid)


def _started(*command: str) -> Callable[[Peer, int], Iterator[Server]]:
    """A server that a command starts; "{port}" stands for its port."""

    def serve(peer: Peer, people: int) -> Iterator[Server]:
        port = _free_port()
        with (
            rooms.folder() as place,
            peer.process(port, [part.format(port=port) for part in command], place) as pid,
        ):
            yield Server(f"http://127.0.0.1:{port}/", pid)

    return serve


TAMTAM = Peer("Tamtam", "tamtam", (), _tamtam, durable=True)
PEERS = (
    Peer(
        "oTree",
        "otree",
        ("otree==6.0.15",),
        _otree,
        durable=True,
        environ={"OTREE_PRODUCTION": "1", "OTREE_REST_KEY": _KEY},
    ),
    Peer(
        "NiceGUI",
        "nicegui",
        ("nicegui==3.18.0",),
        _started("python", str(HERE / "nicegui_poll.py"), "{port}"),
        durable=False,
    ),
    Peer(
        "Streamlit",
        "streamlit",
        ("streamlit==1.67.0",),
        _started(
            *("streamlit", "run", str(HERE / "streamlit_poll.py"), "--server.port", "{port}"),
            *("--server.address", "127.0.0.1", "--server.headless", "true"),
            *("--browser.gatherUsageStats", "false"),
        ),
        durable=False,
    ),
    Peer(
        "Voilà",
        "voila",
        ("voila==0.5.13", "ipykernel==7.4.0", "ipywidgets==8.1.9"),
        _started(
            *("voila", str(HERE / "voila_poll.ipynb"), "--port", "{port}", "--no-browser"),
            "--Voila.ip=127.0.0.1",
        ),
        durable=False,
        most=8,  # a kernel each
    ),
)
