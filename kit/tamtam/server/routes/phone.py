"""The routes phones use: join, state, events, answers, me. Plain ASGI, as every phone uses them."""

import asyncio
import contextlib
import logging
import time
from typing import Any, Literal, NotRequired, TypedDict

import msgspec
from msgspec import Struct

from tamtam.language import texts
from tamtam.language.characters import visible
from tamtam.language.errors import TamtamError
from tamtam.server import access, arrivals, form_failures, phone_stream
from tamtam.server.cluster import FormFailure, Newcomer
from tamtam.server.context import ServerContext
from tamtam.server.homes import place_of
from tamtam.server.http import (
    Headers,
    Receive,
    Scope,
    Send,
    decode,
    header,
    language_of,
    read_body,
    send_json,
)
from tamtam.server.views import phone as phone_view
from tamtam.server.views import phone_types
from tamtam.session import cohort
from tamtam.session import commands as c
from tamtam.session.log import now_ms

_log = logging.getLogger("tamtam")
_YEAR = 365 * 24 * 3600
#: How long three words open a session that is over (ms): for the rest of its day.
_WORDS_LAST = 24 * 3600 * 1000


class JoinBody(Struct, forbid_unknown_fields=True):
    """What a phone sends to come in; `new` once its owner has said that they weren't in before.

    Who was in comes back with their three `words`, or with the `ticket` that their phone holds.
    """

    alias: str = ""
    language: str | None = None
    words: str | None = None
    ticket: str | None = None
    simulated: bool = False
    new: bool = False


class AnswerBody(Struct, forbid_unknown_fields=True):
    """What a phone sends to answer."""

    activity: str
    phase: str
    item: str
    value: Any
    key: str
    turn: int | None = None


class ItemBody(Struct, forbid_unknown_fields=True):
    """What a phone sends to propose an item: `text` and `key`; or `item` to take one's own back."""

    activity: str
    text: str = ""
    key: str = ""
    item: str | None = None


class FailedBody(Struct, forbid_unknown_fields=True):
    """What a phone sends where the form of an activity throws on it."""

    activity: str
    what: str


class RatingBody(Struct, forbid_unknown_fields=True):
    """How one found the session: to a question a value from 1 to 5."""

    question: str
    value: int


class MeBody(Struct, forbid_unknown_fields=True):
    """What a phone sends to change or erase its owner; or to `leave` it to the next person."""

    alias: str | None = None
    language: str | None = None
    extra_time: bool | None = None
    table: int | None = None
    rating: RatingBody | None = None
    forget: bool = False
    leave: bool = False


class JoinedView(phone_types.StateView):
    """What a phone hears when it is in. `words` (three) only the first time: note them."""

    participant: str
    words: tuple[str, ...]


class SavedView(TypedDict):
    """The answer is on disk, at or before this position of the log.

    `order` is that of the items as they are to be asked now, where it is the participant's own.
    """

    saved: Literal[True]
    position: int
    order: NotRequired[tuple[str, ...]]


class HomeView(TypedDict):
    """How a phone finds home once its address leads nowhere: where else, and with what, good for once."""

    ticket: str
    addresses: list[str]


class TakenView(phone_types.NotebookView):
    """What a participant takes along, and what leads their phone home."""

    home: HomeView


class FailedView(TypedDict):
    """Whoever leads is told."""

    noted: Literal[True]


class HandedView(TypedDict):
    """What was handed in is in: how many people have, and whether this one is new among them."""

    people: int
    new: bool


class MeView(TypedDict, total=False):
    """One's state after a change; or `forgotten`, and nothing else is left; or `left`, by this phone.

    `tablemates` tells who has taken a seat how many others sit there: a slip of the finger makes a table.
    """

    forgotten: Literal[True]
    left: Literal[True]
    shared: phone_types.SharedView
    personal: phone_types.PersonalView | None
    tablemates: int


_join_body = msgspec.json.Decoder(JoinBody)
_answer_body = msgspec.json.Decoder(AnswerBody)
_item_body = msgspec.json.Decoder(ItemBody)
_failed_body = msgspec.json.Decoder(FailedBody)
_me_body = msgspec.json.Decoder(MeBody)


async def answers(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """POST: keep one answer. 201 once it is on disk, 200 if it already was."""
    headers: Headers = scope["headers"]
    participant = context.writer_of(headers, code)
    body: AnswerBody = decode(_answer_body, await read_body(scope, receive))
    command = c.Answer(
        participant, body.activity, body.item, body.phase, body.value, body.key, body.turn
    )
    outcome = await context.run(code, command)
    saved: SavedView = {"saved": True, "position": outcome.position}
    with context.store.lock:
        state = context.state(code)
        order = phone_view.order(state, state.receiver(body.activity), participant)
    if order is not None:
        saved["order"] = order
    await send_json(send, 200 if outcome.repeated else 201, saved)


async def items(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """POST: propose an item, or take one's own back. 201 once it is on disk, 200 if it already was."""
    participant = context.writer_of(scope["headers"], code)
    body: ItemBody = decode(_item_body, await read_body(scope, receive))
    command: c.Propose | c.Withdraw = (
        c.Propose(body.activity, body.text, body.key, participant)
        if body.item is None
        else c.Withdraw(participant, body.activity, body.item)
    )
    outcome = await context.run(code, command)
    saved: SavedView = {"saved": True, "position": outcome.position}
    await send_json(send, 200 if outcome.repeated else 201, saved)


async def failed(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """POST: say that the form of an activity throws on this phone, and what: a line of text."""
    participant = context.writer_of(scope["headers"], code)
    body: FailedBody = decode(_failed_body, await read_body(scope, receive))
    with context.store.lock:
        asked = context.state(code).receiver(body.activity).activity.id
    what = visible(body.what)[: form_failures.LONGEST]
    _log.warning("the form of %s fails on a phone: %s", asked, what)
    context.failed(FormFailure(code, asked, participant, what))
    told: FailedView = {"noted": True}
    await send_json(send, 200, told)


async def state(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """GET: what everybody sees, and what is one's own."""
    context.catch_up(code)
    participant = context.participant(scope["headers"], code)
    await send_json(send, 200, _both(context, code, participant))


def _both(context: ServerContext, code: str, participant: str | None) -> phone_types.StateView:
    with context.store.lock:
        return phone_view.both(context.state(code), participant, context.notice(code))


async def aside(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """GET: what can be said at any time, with the questions of others that are shown."""
    with context.store.lock:
        told = phone_view.aside(context.state(code).backchannel)
    await send_json(send, 200, told)


async def about(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """GET: what becomes of what people give; to be read before coming in."""
    exposure = context.exposure
    beyond = exposure.is_asked(header(scope["headers"], b"host"))
    with context.store.lock:
        server = exposure.host.decode() if beyond else ""
        told = phone_view.about(context.state(code), server, context.store.others is not None)
    await send_json(send, 200, told)


async def notebook(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """GET: what a participant takes along, with what was revealed; beside it stand their own answers."""
    participant = context.required_participant(scope["headers"], code)
    with context.store.lock:
        told = phone_view.notebook(context.state(code))
    ticket = context.homes.ticket(code, participant)
    home: HomeView = {"ticket": ticket, "addresses": context.addresses()}
    taken: TakenView = {**told, "home": home}
    await send_json(send, 200, taken)


async def join(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """POST: come in. With the cookie or the words of someone who is in, be that person again."""
    headers: Headers = scope["headers"]
    body: JoinBody = decode(_join_body, await read_body(scope, receive))
    known = context.participant(headers, code)
    place = place_of(scope, context.address())
    if known is not None:
        context.homes.note(known, place)
        await send_json(send, 200, _joined(context, code, known))
        return
    cookie = access.new_cookie()
    language = body.language or language_of(headers, context.state(code).session.language)
    words: tuple[str, ...] = ()
    simulated = _simulated(context, code, body.alias) if body.simulated else None
    if simulated or body.words is not None or body.ticket is not None:
        participant, status = simulated or _come_back(context, code, body, scope), 200
        known_by = (c.Credential("cookie", access.digest(cookie)),)
        await context.run(code, c.Recognise(participant, known_by))
    else:
        is_known = body.new or body.simulated
        if not is_known and context.homes.is_strange(context.state(code).participants, place):
            raise TamtamError("moved", field="alias")
        participant, status = access.new_participant(), 201
        words = _free_words(context, code, language)
        kept = access.credentials(code, cookie, words)
        new = c.Join(participant, body.alias, language, body.simulated, kept)
        await _let_in(context, code, new, scope)
    if not body.simulated:
        context.homes.note(participant, place)
    told = _joined(context, code, participant, words)
    await send_json(send, status, told, [_set_cookie(context, scope, code, cookie)])


async def hand_in(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """POST: take into a cohort what somebody answered alone. 201 once it is on disk, 200 if it was."""
    handed = cohort.read(await read_body(scope, receive, cohort.LARGEST))
    with context.store.lock:
        commands = tuple(cohort.commands(context.state(code), handed))
        before = cohort.people(context.state(code))
    if commands:
        _count_newcomer(context, scope)
    for command in commands:
        await context.run(code, command)
    with context.store.lock:
        people = cohort.people(context.state(code))
    told: HandedView = {"people": people, "new": people > before}
    await send_json(send, 201 if commands else 200, told)


async def _let_in(context: ServerContext, code: str, new: c.Join, scope: Scope) -> None:
    """Let somebody new in, unless too many have come from the same address of late."""
    address = _count_newcomer(context, scope)
    try:
        await context.run(code, new)
    except TamtamError:
        if address is not None:
            context.newcomers.take_back(address)
        raise
    context.came(Newcomer(code, new.participant, now_ms(), address))


def _count_newcomer(context: ServerContext, scope: Scope) -> str | None:
    """From which address somebody comes, who now counts there; None who comes from this machine.

    Raises TamtamError where too many have come from it of late.
    """
    if access.on_this_machine(scope):
        return None
    address = arrivals.readable(scope["client"][0])
    context.newcomers.count(address, time.monotonic())
    return address


def _joined(
    context: ServerContext, code: str, participant: str, words: tuple[str, ...] = ()
) -> JoinedView:
    return {"participant": participant, "words": words, **_both(context, code, participant)}


def _simulated(context: ServerContext, code: str, alias: str) -> str | None:
    """Who is simulated under an alias: after a restart that one comes in again, and nobody is twice."""
    people = context.state(code).simulated()
    return next((one.id for one in people if one.alias == alias), None)


def _come_back(context: ServerContext, code: str, body: JoinBody, scope: Scope) -> str:
    """Who comes back with a ticket or with words. Raises TamtamError where nobody does."""
    if body.ticket is None:
        return _by_words(context, code, body.words or "", scope)
    participant = context.homes.redeem(code, body.ticket)
    if participant is None or participant not in context.state(code).participants:
        raise TamtamError("moved", field="ticket")
    return participant


def _by_words(context: ServerContext, code: str, words: str, scope: Scope) -> str:
    """Whose words these are. Wrong ones are counted, of each phone apart; right ones never."""
    state = context.state(code)  # of a session that there is, and of no other, tries are counted
    client = scope.get("client")
    phone = f"{code} {client[0] if client else ''}"
    context.tries.check(phone)
    found = context.store.find(code, "words", access.words_digest(code, words))
    if found is None or found not in state.participants:
        context.tries.count(phone)
        raise TamtamError("wrong_words", field="words")
    if state.over and now_ms() - (state.closed_at or 0) > _WORDS_LAST:
        raise TamtamError("words_expired", field="words")
    return found


def _free_words(context: ServerContext, code: str, language: str) -> tuple[str, ...]:
    while True:
        words = access.new_words(language if language in texts.LANGUAGES else "en")
        if context.store.find(code, "words", access.words_digest(code, " ".join(words))) is None:
            return words


def _set_cookie(
    context: ServerContext, scope: Scope, code: str, cookie: str, lasts: int = _YEAR
) -> tuple[bytes, bytes]:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    path = f"{context.exposure.root}/"
    value = (
        f"{access.cookie_name(code)}={cookie}; Path={path}; Max-Age={lasts}; HttpOnly; SameSite=Lax"
    )
    return b"set-cookie", (value + secure).encode()


async def me(context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send) -> None:
    """POST: another alias, language or table, extra time or none; be forgotten; or leave this phone, kept."""
    participant = context.writer_of(scope["headers"], code)
    body: MeBody = decode(_me_body, await read_body(scope, receive))
    if body.forget:
        await context.run(code, c.Forget(participant))
    if body.forget or body.leave:
        told: MeView = {"forgotten": True} if body.forget else {"left": True}
        await send_json(send, 200, told, [_set_cookie(context, scope, code, "", 0)])
        return
    if body.alias is not None:
        await context.run(code, c.Rename(participant, body.alias))
    if body.language is not None:
        await context.run(code, c.Speak(participant, body.language))
    if body.extra_time is not None:
        await context.run(code, c.ExtraTime(participant, body.extra_time))
    if body.table is not None:
        await context.run(code, c.Sit(participant, body.table))
    if body.rating is not None:
        await context.run(code, c.Rate(participant, body.rating.question, body.rating.value))
    both = _both(context, code, participant)
    changed: MeView = {"shared": both["shared"], "personal": both["personal"]}
    if body.table is not None:
        with context.store.lock:
            there = context.state(code).tables.get(body.table, ())
        changed["tablemates"] = len(set(there) - {participant})
    await send_json(send, 200, changed)


async def events(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """GET: the state as a stream. Whoever comes back gets the newest, not what was missed."""
    channel = context.channel(code)
    context.catch_up(code)
    subscriber = phone_stream.Subscriber(context.participant(scope["headers"], code))
    channel.add(subscriber)
    await _find_a_seat(context, code, subscriber.participant)
    gone = asyncio.ensure_future(receive_until_gone(receive, subscriber))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": phone_stream.STREAM})
        if header(scope["headers"], b"accept") == b"":
            await send({"type": "http.response.body", "body": b": tamtam\n\n", "more_body": True})
        while not subscriber.closed:
            await subscriber.woken.wait()
            subscriber.woken.clear()
            body = _news(context, code, channel, subscriber)
            if body and not subscriber.closed:
                await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        channel.remove(subscriber)
        gone.cancel()


async def _find_a_seat(context: ServerContext, code: str, participant: str | None) -> None:
    """Seat whoever was away when people sat down: they are here now."""
    with context.store.lock:
        state = context.state(code)
        who = state.participants.get(participant or "")
        stands = who is not None and who.table is None and bool(state.tables) and not state.over
    if participant and stands:
        with contextlib.suppress(TamtamError):  # without a seat they see all the same
            await context.run(code, c.Sit(participant))


async def receive_until_gone(receive: Receive, subscriber: phone_stream.Subscriber) -> None:
    """Notice that a phone went away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.closed = True
    subscriber.woken.set()


def _news(
    context: ServerContext,
    code: str,
    channel: phone_stream.Channel,
    subscriber: phone_stream.Subscriber,
) -> bytes:
    body = b""
    if subscriber.sent != channel.version:
        subscriber.sent = channel.version
        body += channel.frame()
    if subscriber.personal and subscriber.participant:
        subscriber.personal = False
        with context.store.lock:
            now = context.state(code)
            body += phone_stream.event(
                "personal", now.position, phone_view.personal(now, subscriber.participant)
            )
    if subscriber.beat:
        subscriber.beat = False
        body = body or phone_stream.here()
    return body
