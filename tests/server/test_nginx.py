"""Three servers behind a real nginx, each request to any of them, below a path; one of them dies."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.log import Store, open_store

from tests.decks import new_session
from tests.postgres import fresh
from tests.servers import Servers, free_port, serving, until
from tests.session.log.test_store import done

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="drives a real nginx")

CONFIGURATION = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream tamtam {{
    random;
    {servers}
  }}
  server {{
    listen 127.0.0.1:{port};
    location /atelier/ {{
      proxy_pass http://tamtam;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
    }}
  }}
}}
"""


@contextmanager
def behind(servers: Servers, folder: Path, port: int) -> Iterator[None]:
    """nginx on a port of this machine, until the end of the block."""
    folder.mkdir()
    (folder / "nginx.conf").write_text(
        CONFIGURATION.format(
            folder=folder,
            port=port,
            user="user root;" if os.geteuid() == 0 else "",
            servers=" ".join(f"server 127.0.0.1:{one} fail_timeout=1s;" for one in servers.ports),
        )
    )
    assert NGINX is not None
    command = [
        NGINX,
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        f"{folder}/begin.log",
    ]
    process = subprocess.Popen(command)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.timeout(200)
def test_behind_nginx_any_server_takes_any_request_and_one_may_die(
    postgres: str, tmp_path: Path
) -> None:
    place, port = fresh(postgres), free_port()
    public = f"http://127.0.0.1:{port}/atelier"
    options = ("--public-url", public, "--trusted-proxy", "127.0.0.1")
    with ExitStack() as stack:
        store = stack.enter_context(closing(open_store(place)))
        servers = stack.enter_context(serving(place, tmp_path, 3, options))
        stack.enter_context(behind(servers, tmp_path / "nginx", port))
        wire = stack.enter_context(httpx.Client(base_url=public, trust_env=False, timeout=20))
        until(lambda: _answers(wire))
        code = store.create(new_session())
        page = wire.get(f"/{code}")
        assert page.status_code == 200 and "/atelier/" in page.text
        cookies = [_join(wire, code) for _ in range(6)]
        with wire.stream("GET", f"/api/{code}/events", headers={"cookie": cookies[0]}) as stream:
            lines = stream.iter_lines()
            next(line for line in lines if '"lobby"' in line)
            done(
                store, code, c.Open("baseline")
            )  # in this process, heard by whichever server streams
            next(line for line in lines if '"status":"open"' in line)
        for number in range(10):
            for cookie in cookies:
                _give(wire, code, cookie, f"k{number}", number % 5 + 1)
            if number == 4:
                servers.kill(servers.ports[0])
        assert _stored(store, code) == Counter(dict.fromkeys(range(10), 6))
        assert store.verify(code).ok


def _answers(wire: httpx.Client) -> bool:
    with suppress(httpx.TransportError):
        return wire.get("/healthz").status_code == 200
    return False


def _join(wire: httpx.Client, code: str) -> str:
    answer = wire.post(f"/api/{code}/join", json={})
    assert answer.status_code == 201, answer.text
    wire.cookies.clear()
    return str(answer.headers["set-cookie"]).partition(";")[0]


def _give(wire: httpx.Client, code: str, cookie: str, key: str, value: int) -> None:
    """One answer, sent again as a phone does while a proxy or a server is at a loss."""
    body = {"activity": "baseline", "phase": "before", "item": "s1", "value": value, "key": key}
    for _ in range(50):
        answer = wire.post(f"/api/{code}/answers", json=body, headers={"cookie": cookie})
        wire.cookies.clear()
        if answer.status_code in (200, 201):
            return
        assert answer.status_code in (502, 503, 504), answer.text
    raise AssertionError("it was never kept")


def _stored(store: Store, code: str) -> Counter[int]:
    """How many people's answers there are of each key."""
    log = store.log(code)
    log.refresh()
    answered = [entry.event for entry in log.entries() if isinstance(entry.event, e.Answered)]
    return Counter(int(event.key.removeprefix("k")) for event in answered)
