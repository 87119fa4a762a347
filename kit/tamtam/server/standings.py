"""The standings worker as the server sees it: started when needed, again if it dies, ended with it."""

import asyncio
import logging
import os
import subprocess
import sys

import msgspec

from tamtam.language.errors import TamtamError
from tamtam.server.process import apart
from tamtam.server.standings_worker import Answer, StandingRefusal, StandingReply, StandingRequest
from tamtam.session.log import Store

#: How long the first answer may take, with the start of the process and a fold of the whole log, and
#: any other (seconds): what takes longer hangs, and is replaced.
PATIENCE, WARM = 30.0, 10.0
#: How long an answer may be (bytes): a chart of a large room.
LONGEST = 64 * 1024 * 1024

#: Its matrices are small: more threads would wait for each other, and take the server's core from it.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

_log = logging.getLogger("tamtam")
_answer: "msgspec.json.Decoder[Answer]" = msgspec.json.Decoder(Answer)


class StandingsWorker:
    """Asks the standings worker of one store, one question after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._is_warm = False

    async def ask(self, question: StandingRequest) -> StandingReply:
        """Have a question answered.

        Raises TamtamError as the standings worker refuses, or (503) where it can't answer at all.
        """
        async with self._turn:
            for _ in range(2):  # one that died meanwhile is replaced
                try:
                    line = await asyncio.wait_for(self._exchange(question), self._patience())
                    told = _answer.decode(line)
                except (OSError, msgspec.DecodeError) as error:  # a timeout is an OSError too
                    _log.warning("the standings worker failed: %r", error)
                    self._kill()
                except BaseException:  # half an exchange must not answer the next question
                    self._kill()
                    raise
                else:
                    self._is_warm = True
                    if isinstance(told, StandingRefusal):
                        raise TamtamError(told.code, **told.values)
                    return told
        raise TamtamError("busy")

    async def stop(self) -> None:
        """End the process, and see it gone."""
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), 2)
        except TimeoutError:
            process.kill()

    async def _exchange(self, question: StandingRequest) -> bytes:
        process = await self._running()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(msgspec.json.encode(question) + b"\n")
        await process.stdin.drain()
        line = await process.stdout.readline()
        if not line:
            raise BrokenPipeError("it ended")
        return line

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tamtam.server.standings_worker", self._store.place),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                limit=LONGEST,
                env=os.environ | _ONE_THREAD | {"TAMTAM_STORE": self._store.address},
                **apart(),
            )
        return self._process

    def _patience(self) -> float:
        return WARM if self._is_warm else PATIENCE

    def _kill(self) -> None:
        self._is_warm = False
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
