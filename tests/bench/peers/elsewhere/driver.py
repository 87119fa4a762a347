"""One driver for all peers: people who answer the poll, each over the protocol its server speaks.

It runs in an environment of its own that holds aiohttp (and, for Streamlit, what its messages are made
of), and imports nothing of Tamtam: `python driver.py KIND URL`. Commands come a line each on its
standard input, as JSON, and so do results on its output:

    {"do": "join", "people": 50}
    {"do": "at_once", "seconds": 3}                    everybody answers again as soon as they may
    {"do": "steady", "per_second": 20, "seconds": 10}  everybody in turn, at the pace of a room
"""

import asyncio
import json
import re
import sys
import time
import uuid
from itertools import count
from typing import Any

import aiohttp

#: An answer that isn't acknowledged for so long is a fault (s).
PATIENCE = 60.0
CHOICES = 5


class Person:
    """Somebody with the poll before them."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http, self.url = http, url
        self.turns = count(1)
        self.waiting: asyncio.Future[None] | None = None
        self.said = ""

    async def join(self) -> None:
        """Load the page and connect."""
        raise NotImplementedError

    async def send(self, choice: int) -> None:
        """Send one answer."""
        raise NotImplementedError

    async def answer(self) -> float:
        """Give one answer, another than the one before; seconds until it was acknowledged."""
        choice = next(self.turns) % CHOICES
        self.waiting = asyncio.get_running_loop().create_future()
        self.said = f"{choice + 1}, thank you"
        begin = time.perf_counter()
        await self.send(choice)
        await asyncio.wait_for(self.waiting, PATIENCE)
        return time.perf_counter() - begin

    def heard(self, message: str) -> None:
        """What came from the server: the answer is acknowledged once it says it back."""
        if self.waiting is not None and not self.waiting.done() and self.said in message:
            self.waiting.set_result(None)

    def listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Hear whatever comes on a socket from now on."""

        async def hear() -> None:
            async for message in socket:
                self.heard(message.data)

        self.listening = asyncio.ensure_future(hear())

    async def page(self, path: str = "") -> tuple[str, str]:
        """A page and where it led to. As in a browser, what follows comes over connections of its own."""
        async with self.http.get(self.url + path, headers={"Connection": "close"}) as reply:
            reply.raise_for_status()
            return await reply.text(), str(reply.url)


class Tamtam(Person):
    """A phone: the page, a stream that stays open, and a request for each answer."""

    async def join(self) -> None:
        await self.page()
        root, _, code = self.url.rpartition("/")
        self.api = f"{root}/api/{code}"
        body = {"language": "en", "simulated": True}
        async with self.http.post(f"{self.api}/join", json=body) as reply:
            reply.raise_for_status()
            self.cookie = reply.headers["Set-Cookie"].partition(";")[0]
        self.stream = await self.http.get(
            f"{self.api}/events", headers={"Cookie": self.cookie}, timeout=aiohttp.ClientTimeout()
        )

        async def hear() -> None:
            async for _ in self.stream.content:
                pass

        self.listening = asyncio.ensure_future(hear())

    async def send(self, choice: int) -> None:
        body = {
            "activity": "poll",
            "phase": "before",
            "item": "s1",
            "value": choice + 1,
            "key": uuid.uuid4().hex,
        }
        headers = {"Cookie": self.cookie}
        async with self.http.post(f"{self.api}/answers", json=body, headers=headers) as reply:
            reply.raise_for_status()
            await reply.read()
        self.heard(self.said)  # the reply is the acknowledgement


class OTree(Person):
    """A participant on a live page."""

    async def join(self) -> None:
        page, _ = await self.page()
        found = re.search(r'data-socket-url="(/live[^"]+)"', page)
        assert found, page
        path = found[1].replace("&amp;", "&")
        root = "/".join(self.url.split("/")[:3])
        self.socket = await self.http.ws_connect(root + path)
        self.listen(self.socket)

    async def send(self, choice: int) -> None:
        await self.socket.send_str(json.dumps({"choice": choice + 1}))


class NiceGUI(Person):
    """A browser: its page, then Socket.IO over one WebSocket."""

    async def join(self) -> None:
        page, _ = await self.page()
        query = re.search(r"query: \{'client_id': '([^']+)'", page)
        group = re.search(r'"(\d+)":\{"tag":"q-option-group".*?"listener_id":"([^"]+)"', page)
        assert query and group, page
        self.client, self.element, self.listener = query[1], int(group[1]), group[2]
        asked = {
            "EIO": "4",
            "transport": "websocket",
            "client_id": self.client,
            "document_id": str(uuid.uuid4()),
            "tab_id": str(uuid.uuid4()),
            "next_message_id": "0",
            "implicit_handshake": "true",
        }
        self.socket = await self.http.ws_connect(f"{self.url}_nicegui_ws/socket.io/", params=asked)
        await self.socket.receive()
        await self.socket.send_str("40")
        await self.socket.receive()
        self.listen(self.socket)

    def heard(self, message: str) -> None:
        if message == "2":  # are you there?
            self.alive = asyncio.ensure_future(self.socket.send_str("3"))
        super().heard(message)

    async def send(self, choice: int) -> None:
        event = {
            "id": self.element,
            "client_id": self.client,
            "listener_id": self.listener,
            "args": [str(choice)],
        }
        await self.socket.send_str("42" + json.dumps(["event", event]))


class Streamlit(Person):
    """A browser: its page, then Streamlit's own messages over one WebSocket."""

    async def join(self) -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        self.back, self.forward = BackMsg, ForwardMsg
        self.radio, self.words = "", ""
        await self.page()
        self.socket = await self.http.ws_connect(
            f"{self.url}_stcore/stream", protocols=["streamlit"], max_msg_size=0
        )
        self.ready = asyncio.Event()
        self.listen(self.socket)
        message = BackMsg()
        message.rerun_script.query_string = ""
        await self.socket.send_bytes(message.SerializeToString())
        await asyncio.wait_for(self.ready.wait(), PATIENCE)

    def heard(self, message: Any) -> None:
        told = self.forward.FromString(message)
        kind = told.WhichOneof("type")
        if kind == "delta":
            element = told.delta.new_element
            if element.WhichOneof("type") == "radio":
                self.radio = element.radio.id
            elif element.WhichOneof("type") == "markdown":
                self.words = element.markdown.body
        elif kind == "script_finished":
            self.ready.set()
            super().heard(self.words)

    async def send(self, choice: int) -> None:
        message = self.back()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self.radio, str(choice + 1)
        await self.socket.send_bytes(message.SerializeToString())


class Voila(Person):
    """A browser: its page, for which a kernel is started, then the kernel's messages."""

    async def join(self) -> None:
        page, _ = await self.page()
        found = re.search(r'"kernelId": "([^"]+)"', page)
        assert found, page
        self.session = uuid.uuid4().hex
        self.socket = await self.http.ws_connect(
            f"{self.url}api/kernels/{found[1]}/channels?session_id={self.session}", max_msg_size=0
        )
        control = uuid.uuid4().hex
        target = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
        await self._say("comm_open", target, {"version": "1.0.0"})
        await self._say("comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
        self.question = ""
        while not self.question:
            told = json.loads((await asyncio.wait_for(self.socket.receive(), PATIENCE)).data)
            states = told["content"].get("data", {})
            for id, model in states.get("states", {}).items() if isinstance(states, dict) else ():
                if model["model_name"] == "RadioButtonsModel":
                    self.question = id
        self.listen(self.socket)

    async def _say(self, kind: str, content: Any, metadata: Any = None) -> None:
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self.session,
            "username": "",
            "version": "5.2",
            "date": "2026-01-01T00:00:00Z",
        }
        message = {
            "channel": "shell",
            "header": header,
            "parent_header": {},
            "metadata": metadata or {},
            "content": content,
            "buffers": [],
        }
        await self.socket.send_str(json.dumps(message))

    async def send(self, choice: int) -> None:
        data = {"method": "update", "state": {"index": choice}, "buffer_paths": []}
        await self._say("comm_msg", {"comm_id": self.question, "data": data})


KINDS = {
    "tamtam": Tamtam,
    "otree": OTree,
    "nicegui": NiceGUI,
    "streamlit": Streamlit,
    "voila": Voila,
}


class Crowd:
    """The people of one server."""

    def __init__(self, kind: type[Person], url: str, http: aiohttp.ClientSession) -> None:
        self.kind, self.url, self.http = kind, url, http
        self.people: list[Person] = []

    async def join(self, people: int) -> dict[str, Any]:
        """So many more people come in, ten at a time."""
        gate = asyncio.Semaphore(10)

        async def one() -> None:
            async with gate:
                person = self.kind(self.http, self.url)
                await person.join()
                self.people.append(person)

        await asyncio.gather(*(one() for _ in range(people)))
        return {"people": len(self.people)}

    async def at_once(self, seconds: float) -> dict[str, Any]:
        """How long each answer took (s), everybody answering again as soon as they may."""
        taken: list[float] = []
        until = time.perf_counter() + seconds

        async def one(person: Person) -> None:
            while time.perf_counter() < until:
                took = await person.answer()
                if time.perf_counter() < until:
                    taken.append(took)

        await asyncio.gather(*(one(person) for person in self.people))
        return {"rate": len(taken) / seconds, "taken": taken}

    async def steady(self, per_second: float, seconds: float) -> dict[str, Any]:
        """How long each answer took (s), at the pace of a room; who hasn't been heard waits."""
        free = asyncio.Queue[Person]()
        for person in self.people:
            free.put_nowait(person)
        taken: list[float] = []
        begin = time.perf_counter()

        async def one(due: float) -> None:
            person = await free.get()
            await person.answer()
            taken.append(time.perf_counter() - due)  # who had to wait for their turn waited, too
            free.put_nowait(person)

        asking = []
        for number in range(round(per_second * seconds)):
            due = begin + (number + number * 0.618 % 1) / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            asking.append(asyncio.ensure_future(one(due)))
        await asyncio.gather(*asking)
        return {"taken": taken}


async def main(kind: str, url: str) -> None:
    """Do what is asked for on standard input until it ends."""
    loop = asyncio.get_running_loop()
    limits = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=limits, cookie_jar=aiohttp.DummyCookieJar()) as http:
        crowd = Crowd(KINDS[kind], url, http)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            asked = json.loads(line)
            busy, begin = time.process_time(), time.perf_counter()
            found = await getattr(crowd, asked.pop("do"))(**asked)
            found["driver"] = (time.process_time() - busy) / (time.perf_counter() - begin)
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
