"""Simulated participants: they join and answer through the real server, as phones do.

What a bot answers depends on the seed, its number, the activity and the turn, in a game also on what
it is told of the rounds before, and on nothing else: the same seed gives the same standings, in
whatever order answers arrive; a game's, where people are seated alike (by the session's own seed).
"""

import asyncio
import hashlib
import threading
from collections.abc import Callable, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from tamtam import kinds
from tamtam.deck.deck import BACKCHANNEL, Activity
from tamtam.language.errors import TamtamError
from tamtam.notebook.simulated import SimulatedAnswers, dealt_of
from tamtam.server.client import refusal
from tamtam.session.activity import base_of

#: How often the bots look whether something is asked, and try again when nobody answers (seconds).
LOOK, RETRY = 0.1, 0.5
#: Requests under way at once.
AT_ONCE = 64


#: What happens to people too: they are too late, have come late for a game, have said enough.
_LEFT_OUT = ("closed", "session_over", "only_watches", "enough_proposed", "enough_asked")


class Rehearsal:
    """Bots in a session, in a thread of their own: each open turn is answered once by each of them.

    `people` are their numbers, which tell them apart, and aliases: who is in already under one of these
    is that person again. `activity` gives what is asked under an id, `pace` (seconds) is the time over
    which the answers to one activity spread.
    """

    def __init__(
        self,
        address: str,
        activity: Callable[[str], Activity],
        people: Sequence[tuple[int, str]],
        *,
        language: str,
        seed: int,
        pace: float,
    ) -> None:
        self._address = address
        self._activity = activity
        self._people = people
        self._language = language
        self._seed = seed
        self._pace = pace
        self._ended = threading.Event()
        self._changed = threading.Condition()
        self._joined = False
        self._answered: dict[tuple[str, int, int], frozenset[str]] = {}
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._live, name="tamtam-rehearsal", daemon=True)

    def start(self) -> None:
        """Let the bots come in; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Let them go; returns when the thread is gone."""
        self._ended.set()
        self._thread.join()

    def wait(
        self, asked: tuple[str, int, int] | None, items: frozenset[str], patience: float
    ) -> bool:
        """Whether, within `patience` (seconds), all are in and have answered `items` of `asked`.

        `asked` is an activity, its turn and its round, or None where nothing is. Raises what kept
        them from it: TamtamError as the server worded it.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._is_done(asked, items), patience)
            done = self._is_done(asked, items)
        if self._error:
            raise self._error
        return done

    def _is_done(self, asked: tuple[str, int, int] | None, items: frozenset[str]) -> bool:
        if self._error or not self._thread.is_alive():
            return True
        if asked is None or not self._joined:
            return self._joined
        return asked in self._answered and items <= self._answered[asked]

    def _live(self) -> None:
        try:
            asyncio.run(self._run())
        except Exception as error:  # told to whoever waits
            self._error = error
        with self._changed:
            self._changed.notify_all()

    async def _run(self) -> None:
        # Each bot sends its own cookie; what one is given must not be sent by another.
        no_jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self._gate = asyncio.Semaphore(AT_ONCE)
        async with httpx.AsyncClient(
            base_url=self._address, cookies=no_jar, timeout=30, trust_env=False
        ) as self._wire:
            # One after the other: items are dealt by the order in which people came.
            bots = [await self._join(*person) for person in self._people]
            with self._changed:
                self._joined = True
                self._changed.notify_all()
            while not self._ended.is_set():
                await self._answer_what_is_open(bots)
                await asyncio.sleep(LOOK)

    async def _join(self, number: int, alias: str) -> tuple[int, str]:
        body = {"alias": alias, "language": self._language, "simulated": True}
        answer = await self._send("POST", "join", "", body)
        return number, answer.headers["set-cookie"].partition(";")[0]

    async def _answer_what_is_open(self, bots: Sequence[tuple[int, str]]) -> None:
        shared = (await self._send("GET", "state", bots[0][1])).json()["shared"]
        asked = shared["activity"]
        if shared["status"] == "over":
            self._ended.set()
        if shared["status"] != "open":
            return
        round = asked["round"]["number"] if asked["round"] else 0
        step = (asked["id"], asked["turn"], round)
        activity = self._activity(asked["id"])
        items = frozenset(item.id for item in activity.items)
        if step in self._answered:
            if new := items - self._answered[step]:
                await self._answer_new(bots, activity, asked, new)
                self._has_answered(step, self._answered[step] | new)
            return
        parts = (self._take_part(*bot, activity, asked) for bot in bots)
        if asked["collect"] and not self._pace:  # what is written has its order, too
            for part in parts:
                await part
        else:
            await asyncio.gather(*parts)
        if shared["aside"] and round <= 1:
            for bot in bots:  # one after the other: what is written has its order
                await self._speak_aside(*bot, step)
        self._has_answered(step, items)

    def _has_answered(self, step: tuple[str, int, int], items: frozenset[str]) -> None:
        with self._changed:
            self._answered[step] = items
            self._changed.notify_all()

    async def _answer_new(
        self,
        bots: Sequence[tuple[int, str]],
        activity: Activity,
        asked: dict[str, Any],
        new: frozenset[str],
    ) -> None:
        """Answer items that were let in since all had answered."""
        collects = asked["round"] and asked["round"]["phases"] == []
        if not asked["collect"] or collects:
            return
        await asyncio.gather(
            *(self._take_part(number, cookie, activity, asked, new) for number, cookie in bots)
        )

    async def _take_part(
        self,
        number: int,
        cookie: str,
        activity: Activity,
        asked: dict[str, Any],
        new: frozenset[str] = frozenset(),
    ) -> None:
        """Do what an activity asks of one bot now: propose items, answer what it is dealt.

        With `new` items it answers these alone, as it would have with the others.
        """
        turn, round = asked["turn"], asked["round"]
        bot = SimulatedAnswers(number, self._seed, self._language)
        chance = bot.chance(activity, turn)
        proposed = bot.proposes(activity, chance) if asked["collect"] else ()
        seated = kinds.get(activity.kind).seated
        told = (await self._mine(cookie, activity))["told"] if seated else None
        answers = bot.answers(activity, chance, told, round["phases"] if round else None)
        if new:
            answers = {slot: value for slot, value in answers.items() if base_of(slot) in new}
        await asyncio.sleep(chance.uniform(0, self._pace))
        try:
            for text in () if new else proposed:
                body = {"activity": activity.id, "text": text}
                await self._give("items", cookie, body, str(turn))
            if answers and activity.collect and activity.collect.deal:
                answers = dealt_of(answers, (await self._mine(cookie, activity))["dealt"])
            for (item, phase), value in answers.items():
                body = {"activity": activity.id, "item": item, "phase": phase, "value": value}
                await self._give("answers", cookie, {**body, "turn": turn}, "")
        except TamtamError as error:
            if error.code not in (*_LEFT_OUT, "no_such_item"):  # it may be hidden meanwhile
                raise

    async def _speak_aside(self, number: int, cookie: str, step: tuple[str, int, int]) -> None:
        """Say what one bot says beside what was asked: a question, a second, a word on the pace."""
        bot = SimulatedAnswers(number, self._seed, self._language)
        questions, answers = bot.says_aside(self._activity(BACKCHANNEL), f"{step}")
        try:
            for text in questions:
                await self._give("items", cookie, {"activity": BACKCHANNEL, "text": text}, "")
            for (item, phase), value in answers.items():
                body = {"activity": BACKCHANNEL, "item": item, "phase": phase, "value": value}
                await self._give("answers", cookie, body, f"{step}")
        except TamtamError as error:
            if error.code not in (*_LEFT_OUT, "no_such_item"):  # a question may be hidden meanwhile
                raise

    async def _mine(self, cookie: str, activity: Activity) -> dict[str, Any]:
        """What only this bot has in an activity."""
        personal = (await self._send("GET", "state", cookie)).json()["personal"]
        mine: dict[str, Any] = personal["mine"][activity.id]
        return mine

    async def _give(self, path: str, cookie: str, body: dict[str, Any], salt: str) -> None:
        """Send something that counts once, whenever it is sent: what was given before a restart stays."""
        named = "/".join(str(part) for name, part in body.items() if name != "value") + salt
        key = hashlib.sha256(named.encode()).hexdigest()[:32]
        try:
            await self._send("POST", path, cookie, {**body, "key": key})
        except TamtamError as error:
            if error.code != "key_reused":
                raise

    async def _send(
        self, method: str, path: str, cookie: str, body: dict[str, Any] | None = None
    ) -> httpx.Response:
        """Ask the server until it answers; what it refuses is raised."""
        while True:
            try:
                async with self._gate:
                    answer = await self._wire.request(
                        method, path, json=body, headers={"cookie": cookie} if cookie else {}
                    )
                if answer.status_code < 400:
                    return answer
                if answer.status_code != 503:
                    raise refusal(answer.json())
            except httpx.TransportError:
                if self._ended.is_set():
                    raise
            await asyncio.sleep(RETRY)
