"""Two facilitators on a real JupyterHub, each in a notebook server of their own, on one shared Tamtam server.

The hub's environment is made in a temporary folder when it is first needed; it sees what this one has.
"""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from tamtam.server import facilitators, run
from tamtam.session.log import Store, open_store
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
USERS = ("ada", "grace")
#: How long a hub, a notebook server or a kernel may take (seconds).
PATIENCE = 180

CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = {proxy}
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/homes/{{username}}"
c.Spawner.cmd = ["{bin}/jupyterhub-singleuser", "--allow-root"]
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
c.Spawner.environment = {{
    "PYTHONPATH": "{kit}",
    "TAMTAM_SERVER": "{server}",
    "TAMTAM_TOKEN": lambda spawner: {tokens}[spawner.user.name],
    "XDG_DATA_HOME": lambda spawner: "{folder}/homes/" + spawner.user.name + "/data",
}}
c.JupyterHub.services = [{{"name": "test", "api_token": "{key}"}}]
c.JupyterHub.load_roles = [
    {{
        "name": "test",
        "services": ["test"],
        "scopes": ["admin:users", "admin:servers", "access:servers"],
    }}
]
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where JupyterHub and its proxy are installed, beside all that is installed here."""
    folder = Path(os.environ.get("TAMTAM_HUB") or tmp_path_factory.mktemp("hub"))
    if not (folder / "bin" / "jupyterhub").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        [packages] = folder.glob("lib/python*/site-packages")
        (packages / "here.pth").write_text(sysconfig.get_path("purelib") + "\n")
        subprocess.run(
            [folder / "bin" / "pip", "install", "-q", "jupyterhub"], check=True, cwd=folder
        )
        subprocess.run(
            ["npm", "install", "--silent", "--no-package-lock", "configurable-http-proxy"],
            check=True,
            cwd=folder,
        )
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("there") / "sessions.sqlite")
    yield store
    run.stop(store)
    store.close()


class Hub:
    """A hub that runs, and what its users type into their notebooks."""

    def __init__(self, url: str, key: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"token {key}"}
        self._wire = httpx.Client(
            base_url=url, headers=self._headers, timeout=60, trust_env=False, follow_redirects=True
        )

    def close(self) -> None:
        self._wire.close()

    def is_up(self) -> bool:
        try:
            return self._wire.get("/hub/api/").status_code == 200
        except httpx.TransportError:
            return False

    def begin(self, user: str) -> None:
        """Let a user have a notebook server of their own."""
        assert self._wire.post(f"/hub/api/users/{user}").status_code == 201
        assert self._wire.post(f"/hub/api/users/{user}/server").status_code in (201, 202)
        until(lambda: bool(self._wire.get(f"/hub/api/users/{user}").json()["server"]))

    def end(self, user: str) -> None:
        self._wire.delete(f"/hub/api/users/{user}/server")
        until(lambda: not self._wire.get(f"/hub/api/users/{user}").json()["server"])

    def typed(self, user: str, code: str) -> str:
        """What a cell prints, in a kernel of its own on the user's server."""
        answer = self._wire.post(f"/user/{user}/api/kernels", json={"name": "python3"})
        assert answer.status_code == 201, answer.text
        kernel = answer.json()["id"]
        try:
            return asyncio.run(self._run(f"/user/{user}/api/kernels/{kernel}/channels", code))
        finally:
            self._wire.delete(f"/user/{user}/api/kernels/{kernel}")

    async def _run(self, path: str, code: str) -> str:
        url = self._url.replace("http", "ws", 1) + path
        channels = await websocket_connect(HTTPRequest(url, headers=self._headers))
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        message = {
            "header": header | {"username": "", "session": uuid.uuid4().hex, "date": ""},
            "parent_header": {},
            "metadata": {},
            "content": content | {"user_expressions": {}, "stop_on_error": True},
            "channel": "shell",
        }
        await channels.write_message(json.dumps(message))
        said = ""
        while True:
            heard = await asyncio.wait_for(channels.read_message(), PATIENCE)
            assert heard is not None, "the kernel is gone"
            told: dict[str, Any] = json.loads(heard)
            if told.get("parent_header", {}).get("msg_id") != header["msg_id"]:
                continue
            if told["msg_type"] == "stream":
                said += told["content"]["text"]
            elif told["msg_type"] == "error":
                said += f"{told['content']['ename']}: {told['content']['evalue']}"
            elif told["msg_type"] == "execute_reply":
                channels.close()
                while await channels.read_message() is not None:
                    pass  # until the hub has closed it, too
                return said


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.3)


@pytest.fixture(scope="module")
def hub(environment: Path, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("running")
    for user in USERS:
        (folder / "homes" / user).mkdir(parents=True)
    key, port = uuid.uuid4().hex, free_port()
    proxy = [str(environment / "node_modules" / ".bin" / "configurable-http-proxy")]
    (folder / "config.py").write_text(
        CONFIG.format(
            port=port,
            hub_port=free_port(),
            proxy_port=free_port(),
            proxy=proxy,
            folder=folder,
            bin=environment / "bin",
            kit=ROOT / "kit",
            server=run.start(store).url,
            tokens={user: facilitators.add(store, user) for user in USERS},
            key=key,
        )
    )
    with ExitStack() as stack:
        log = stack.enter_context((folder / "hub.log").open("wb"))
        process = subprocess.Popen(
            [environment / "bin" / "jupyterhub", "-f", str(folder / "config.py")],
            cwd=folder,
            stdout=log,
            stderr=log,
            env={**os.environ, "PATH": f"{environment / 'bin'}:{os.environ['PATH']}"},
        )
        stack.callback(process.wait, 60)
        stack.callback(process.terminate)
        running = Hub(f"http://127.0.0.1:{port}", key)
        stack.callback(running.close)
        until(lambda: running.is_up() or process.poll() is not None)
        assert process.poll() is None, (folder / "hub.log").read_text()[-3000:]
        for user in USERS:
            running.begin(user)
            stack.callback(running.end, user)
        yield running


OPEN = """
from tamtam import Workshop
room = Workshop("trois_constats", language="en").open(rehearsal=True, new=True)
room.rehearse(8, seed=3, pace=0, wait=True)
room.open("baseline")
room.rehearsed()
room.reveal("baseline")
files = room.results("results")
print("CODE", room.code, len(files), room._backend.wire_url())
"""
OTHER = """
from tamtam import Workshop
from tamtam.language.errors import TamtamError
workshop = Workshop("trois_constats", language="en")
print("SEES", *[each.session.code for each in workshop.resumable()])
try:
    workshop.resume("{code}")
except TamtamError as error:
    print("REFUSED", error.code)
"""


@pytest.mark.skipif(shutil.which("npm") is None, reason="the hub's proxy runs on node")
def test_two_on_one_hub_lead_a_session_each_and_neither_sees_the_other_s(
    hub: Hub, store: Store
) -> None:
    codes = {}
    for user in USERS:
        said = hub.typed(user, OPEN)
        line = next((line for line in said.splitlines() if line.startswith("CODE ")), "")
        assert line, said
        _, codes[user], files, url = line.split()
        assert int(files) > 5 and url == run.start(store).url
    assert sorted(codes.values()) == sorted(session.code for session in store.sessions())
    for user, other in (USERS, USERS[::-1]):
        said = hub.typed(user, OTHER.format(code=codes[other]))
        assert f"SEES {codes[user]}\n" in said, said
        assert "REFUSED no_such_session" in said, said
        log = store.log(codes[user])
        log.refresh()
        assert log.state.activity("baseline").status == "revealed"
