"""Server context: store, writer, channels and authentication shared by all routes."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypedDict

from tamtam.deck.deck import Text
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.server import access, facilitators, phone_stream
from tamtam.server.access import PUBLIC_WINDOW, WINDOW, WRONG_CODES, Tries, digest, read_cookie
from tamtam.server.allowance import Allowance
from tamtam.server.arrivals import Arrivals, NewcomerLimit
from tamtam.server.cluster import MEET, Attempt, Cluster, FormFailure, Message, Newcomer
from tamtam.server.exposure import LONG_CODE, Exposure
from tamtam.server.form_failures import FailedForm, FormFailures
from tamtam.server.homes import Homes
from tamtam.server.http import Headers
from tamtam.server.local_name import LocalName
from tamtam.server.metrics import Metrics
from tamtam.server.standings import StandingsWorker
from tamtam.server.views.wall import Projector
from tamtam.server.writer import Writer
from tamtam.session import events as e
from tamtam.session.commands import AnyCommand, Revoke
from tamtam.session.events import Entry, Tells
from tamtam.session.log import Outcome, Store, now_ms
from tamtam.session.state import State

#: For how long a session that was brought up to date is taken to be so (seconds).
FRESH = 0.02
#: How long what was kept up may take to end (seconds).
FAREWELL = 1.0


class BegunView(TypedDict):
    """That another session was begun, in words."""

    title: Text
    lead: Text


class FarewellView(TypedDict):
    """The last thing a page hears of a session."""

    begun: BegunView
    now: int


class ServerContext:
    """One store's sessions, as the routes see them. Made inside the event loop that uses it."""

    def __init__(self, store: Store, key: str, exposure: Exposure | None = None) -> None:
        self.store = store
        self.key = key
        self.exposure = exposure or Exposure()
        is_public = self.exposure.is_public
        if is_public:
            store.code_length = LONG_CODE
        self.tries = Tries(
            PUBLIC_WINDOW if is_public else WINDOW,
            tell=lambda what: self.cluster.say(Attempt(what, "words")),
        )
        #: Wrong join codes, by address: there is nothing to guess in a room, and all to guess beyond.
        self.wrong_codes = (
            Tries(WINDOW, WRONG_CODES, lambda what: self.cluster.say(Attempt(what, "code")))
            if is_public
            else None
        )
        self.newcomers = NewcomerLimit()
        self._allowance = Allowance()
        self.homes = Homes()
        #: When the page last went to another device (ms since 1970).
        self.reached: int | None = None
        self.standings = StandingsWorker(store)
        self.stop: Callable[[], None] = lambda: None
        #: All addresses that phones may find this server at.
        self.addresses: Callable[[], list[str]] = list
        self.address: Callable[[], str] = lambda: ""
        #: What phones may type in place of it, where that works.
        self.name = LocalName(lambda: self.address())
        self._projectors: dict[str, Projector] = {}
        self._arrivals: dict[str, Arrivals] = {}
        self._failures: dict[str, FormFailures] = {}
        self._channels: dict[str, phone_stream.Channel] = {}
        self._participants: dict[tuple[str, str], str] = {}
        #: Per session the activity whose chart is still being worked out.
        self.working: dict[str, str] = {}
        #: Per session the one that was begun in its place, for pages that it goes dark on.
        self._begun: dict[str, str] = {}
        self._tasks: set[asyncio.Future[None]] = set()
        self._kept_up: list[asyncio.Task[None]] = []
        self.metrics = Metrics()
        self._writer = Writer(store, self._committed, self.renew)
        self._caught_up: dict[str, float] = {}
        self.cluster = Cluster(store.others, self._writer.hear, self._hear)

    def facilitator(self, headers: Headers) -> str | None:
        """Whose token a request carries; None for anything else, and for a page of a browser."""
        if access.from_a_page(headers):
            return None
        return facilitators.who(self.store, access.bearer(headers))

    def looks_after(self, headers: Headers) -> bool:
        """Whether whoever asks may measure the server: by its key, or by a token."""
        return access.is_key(headers, self.key) or self.facilitator(headers) is not None

    async def run(self, code: str, command: AnyCommand) -> Outcome:
        """Have a command done. Returns when it is on disk; raises TamtamError if refused."""
        if isinstance(command, Revoke):
            self._begun[code] = command.begun
        return await self._writer.run(code, command)

    def state(self, code: str) -> State:
        """A session's state. Raises TamtamError if there is no such session."""
        return self.store.log(code).state

    def channel(self, code: str) -> phone_stream.Channel:
        """Those who listen to a session."""
        channel = self._channels.get(code)
        if channel is None:
            self.state(code)  # there must be one
            channel = self._channels[code] = phone_stream.Channel(lambda: self._frame(code))
            self._writer.watch(code)
        return channel

    def projector(self, code: str) -> Projector:
        """What is projected of a session."""
        if code not in self._projectors:
            self.channel(code)  # so that what other processes write is noticed
            self._projectors[code] = Projector(
                *(self.store, code, self.standings),
                address=lambda: self.address(),
                name=lambda: self.name.url,
                notice=lambda: self.notice(code),
            )
        return self._projectors[code]

    def catch_up(self, code: str) -> None:
        """Fold in what was written elsewhere by now, for a phone that comes from another server."""
        now = time.monotonic()
        if self.cluster.is_alone or now - self._caught_up.get(code, 0.0) < FRESH:
            return
        self._caught_up[code] = now
        with suppress(TamtamError):  # while the database is away what was known has to do
            if entries := self.store.log(code).refresh():
                self._committed({}, {code: entries})

    def came(self, came: Newcomer) -> None:
        """Somebody came into a session here: known to every server of the store."""
        self._arrivals.setdefault(came.code, Arrivals()).note(
            came.participant, came.at, came.address
        )
        self.cluster.say(came)

    def failed(self, failed: FormFailure) -> None:
        """A form failed on a phone that is here: known to every server of the store."""
        self._failures.setdefault(failed.code, FormFailures()).note(
            failed.activity, failed.participant, failed.what
        )
        self.cluster.say(failed)

    def failures(self, code: str) -> list[FailedForm]:
        """The forms that failed on phones of those who are in. Raises TamtamError without such a session."""
        known = self.state(code).participants
        return list(self._failures.get(code, FormFailures()).among(known))

    def _hear(self, message: Message) -> None:
        """What another server says."""
        if isinstance(message, FormFailure):
            self._failures.setdefault(message.code, FormFailures()).note(
                message.activity, message.participant, message.what
            )
            return
        if isinstance(message, Attempt):
            counted = self.tries if message.of == "words" else self.wrong_codes
            if counted is not None:
                counted.hear(message.what)
            return
        if message.address is not None:
            self.newcomers.hear(message.address, time.monotonic())
        self._arrivals.setdefault(message.code, Arrivals()).note(
            message.participant, message.at, message.address
        )

    def arrivals(self, code: str) -> Arrivals:
        """Who came into a session from where. Raises TamtamError if there is no such session."""
        if code not in self._arrivals:
            self.state(code)
            self._arrivals[code] = Arrivals()
        return self._arrivals[code]

    def notice(self, code: str) -> Text | None:
        """What everybody in a session should know beside what is asked; None where there is nothing."""
        if (trouble := self.store.trouble) is not None:
            return texts.both(f"server.trouble.{trouble.code}")
        return texts.both("server.working") if code in self.working else None

    def farewell(self, code: str) -> FarewellView | None:
        """What a page is told last that a session goes dark on: which one was begun in its place."""
        begun = self._begun.get(code)
        if not begun:
            return None
        told = {"code": begun, "url": f"{self.address()}/{begun}"}
        title, lead = (texts.both(f"server.begun.{name}", **told) for name in ("title", "lead"))
        return {"begun": {"title": title, "lead": lead}, "now": now_ms()}

    def work_on(self, code: str, activity: str, working: Coroutine[Any, Any, None]) -> None:
        """Have a chart of a session worked out by itself; everybody is told so until it is done."""
        task = asyncio.ensure_future(working)
        self.working[code] = activity
        self._tasks.add(task)

        def done(_: object) -> None:
            self._tasks.discard(task)
            self.working.pop(code, None)
            self.renew()

        task.add_done_callback(done)
        self.renew()

    def keep_up(self, working: Coroutine[Any, Any, None]) -> None:
        """Have something done for as long as the server runs."""
        self._kept_up.append(asyncio.get_running_loop().create_task(working))

    def measured(self) -> str:
        """What whoever looks after the server measures of it."""
        channels = self.channels()
        return self.metrics.text(
            {
                "tamtam_people": sum(len(channel.connected) for channel in channels),
                "tamtam_streams": sum(len(channel.subscribers) for channel in channels),
                "tamtam_sessions": len(channels),
                "tamtam_queue": self._writer.waiting,
                "tamtam_writable": self.store.trouble is None,
            }
        )

    def renew(self) -> None:
        """Tell every page anew: its notice changed."""
        for channel in self.channels():
            channel.renew()

    def channels(self) -> tuple[phone_stream.Channel, ...]:
        """Every session somebody listens to."""
        return tuple(self._channels.values())

    def codes(self) -> tuple[str, ...]:
        """Every session somebody listened to or opened an activity in since the server started."""
        return tuple(self._channels)

    def participant(self, headers: Headers, code: str) -> str | None:
        """Whose request it is, by its cookie; None for someone who isn't in the session."""
        cookie = read_cookie(headers, code)
        if cookie is None:
            return None
        known = self._participants.get((code, cookie))
        if known is None:
            known = self.store.find(code, "cookie", digest(cookie))
            if known is None:
                return None
            self._participants[code, cookie] = known
        if known not in self.state(code).participants:
            self.catch_up(code)
        return known if known in self.state(code).participants else None

    def required_participant(self, headers: Headers, code: str) -> str:
        """Whose request it is. Raises TamtamError (401) for someone who isn't in the session."""
        found = self.participant(headers, code)
        if found is None:
            self.state(code)
            raise TamtamError("not_in_session", code=code)
        return found

    def writer_of(self, headers: Headers, code: str) -> str:
        """Who wants something written. Raises TamtamError: 401 as above, 429 for who writes too fast."""
        participant = self.required_participant(headers, code)
        if not self.state(code).participants[participant].simulated:
            self._allowance.take(participant, time.monotonic())
        return participant

    def opens(self, code: str, use: str, secret: str) -> bool:
        """Whether a link's secret opens a session for `use`."""
        return bool(secret) and self.store.find(code, use, digest(secret)) is not None

    def stop_after(self, seconds: float) -> None:
        """Stop at once, or in so many seconds unless a session goes on by then."""
        if seconds <= 0:
            self.stop()
            return
        asyncio.get_running_loop().call_later(seconds, self._stop_if_idle)

    def _stop_if_idle(self) -> None:
        if not self.store.needed(now_ms()):
            self.stop()

    async def close(self) -> None:
        """Finish what waits."""
        for task in (*self._tasks, *self._kept_up):
            task.cancel()
        await self.standings.stop()
        if self._kept_up:
            await asyncio.wait(self._kept_up, timeout=FAREWELL)
        self._writer.stop()
        self.store.close()

    def _frame(self, code: str) -> bytes:
        with self.store.lock:
            return phone_stream.shared_frame(self.state(code), self.notice(code))

    def _committed(self, here: dict[str, list[Entry]], elsewhere: dict[str, list[Entry]]) -> None:
        for entries in here.values():
            self.metrics.events += len(entries)
            self.metrics.answers += sum(isinstance(one.event, e.Answered) for one in entries)
        for fresh in (elsewhere, here):
            for code, entries in fresh.items():
                told = self._authors(code, entries) | self._table_mates(code, entries)
                told |= self._with_extra_time(code, entries)
                self.channel(code).publish(entries, told, elsewhere=fresh is elsewhere)

    def _with_extra_time(self, code: str, entries: list[Entry]) -> set[str]:
        """For whom an activity that closed stays open a while longer."""
        closed = (one.event for one in entries if isinstance(one.event, e.ActivityClosed))
        if not any(event.late_until for event in closed):
            return set()
        people = self.state(code).participants.values()
        return {participant.id for participant in people if participant.extra_time}

    def _table_mates(self, code: str, entries: list[Entry]) -> set[str]:
        """Who waits at a table where somebody has answered: they are told how many are missing."""
        asked = self.state(code).asked
        answered = [one.event for one in entries if isinstance(one.event, e.Answered)]
        return {
            mate
            for event in answered
            if event.activity in asked and asked[event.activity].seated
            for seated in asked[event.activity].turn.tables.values()
            if event.participant in seated
            for mate in seated
        }

    def _authors(self, code: str, entries: list[Entry]) -> set[str]:
        """Whose items something was done with, their own or their table's: they are told."""
        state, told = self.state(code), set[str]()
        for event in (entry.event for entry in entries):
            if event is not None and Tells.AUTHOR in event.tells:
                assert isinstance(event, e.AboutItem)
                asked = state.receiver(event.activity)
                proposal = asked.proposals.get(event.item)
                told |= asked.behind(proposal) if proposal else set()
            elif isinstance(event, e.ItemWithdrawn):
                turn = state.receiver(event.activity).turn
                told |= turn.members(turn.table_of(event.participant)) if turn.by_table else set()
        return told


async def heartbeats(context: ServerContext) -> None:
    """Give every stream a sign of life, for ever."""
    while True:
        await asyncio.sleep(phone_stream.HEARTBEAT)
        for channel in context.channels():
            channel.beat()


async def keep_company(context: ServerContext) -> None:
    """Know who is connected to the other servers of the store, for ever."""
    while not context.cluster.is_alone:
        await asyncio.sleep(MEET)
        here = {code: list(context.channel(code).connected) for code in context.codes()}
        for code, people in (await context.cluster.meet(here)).items():
            context.channel(code).elsewhere = people
