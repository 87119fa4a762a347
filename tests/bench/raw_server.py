"""The least a server in Python can do: it says the same bytes as ours, and does nothing for them.

asyncio without a framework, on the loop that ours uses; nothing is checked, counted or stored.
`python -m tests.bench.raw_server FOLDER` reads the replies from the folder's files `page`, `join`
and `frame`, prints the port it chose, and serves until it is ended.
"""

import asyncio
import gc
import sys
from pathlib import Path
from typing import cast

from tests.bench import machine

_END = b"\r\n\r\n"
_HEAD = b"HTTP/1.1 %d OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"
_STREAM = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
)


def _reply(status: int, type: bytes, body: bytes) -> bytes:
    return _HEAD % (status, type, len(body)) + body


class Replies:
    """What is said, ready to be sent, and who listens."""

    def __init__(self, folder: Path) -> None:
        self.page = _reply(200, b"text/html", (folder / "page").read_bytes())
        self.join = _reply(201, b"application/json", (folder / "join").read_bytes())
        self.saved = _reply(201, b"application/json", b'{"saved":true,"position":1000}')
        self.hello = _reply(200, b"text/plain", b"ok")
        frame = (folder / "frame").read_bytes()
        self.chunk = b"%x\r\n%s\r\n" % (len(frame), frame)
        self.listening: set[asyncio.Transport] = set()


class RawConnection(asyncio.Protocol):
    """One connection of a client that waits for each reply."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._replies.listening.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        received = self._received = self._received + data
        head, end, body = received.partition(_END)
        if not end or (b"ength: " in head and len(body) < _length(head)):
            return
        self._received = b""
        self._answer(received[: received.index(b" HTTP")])

    def _answer(self, line: bytes) -> None:
        replies = self._replies
        if line.endswith(b"/answers"):
            self._transport.write(replies.saved)
        elif line.endswith(b"/events"):
            self._transport.write(_STREAM + replies.chunk)
            replies.listening.add(self._transport)
        elif line.endswith(b"/join"):
            self._transport.write(replies.join)
        elif line.endswith(b"/run"):
            self._transport.write(replies.hello)
            for transport in replies.listening:
                transport.write(replies.chunk)
        else:
            self._transport.write(replies.hello if line.endswith(b"/healthz") else replies.page)


def _length(head: bytes) -> int:
    return int(head.partition(b"ength: ")[2].partition(b"\r")[0])


async def serve(folder: Path) -> None:
    """Serve on any free port of loopback, for ever."""
    replies = Replies(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: RawConnection(replies), "127.0.0.1", 0, backlog=8192)
    print(server.sockets[0].getsockname()[1], flush=True)
    gc.freeze()
    await server.serve_forever()


if __name__ == "__main__":
    machine.raise_open_files()
    machine.looped(serve(Path(sys.argv[1])))
