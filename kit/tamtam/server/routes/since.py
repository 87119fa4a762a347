"""The route by which a participant lets themselves be compared: with the next session, with the former one.

Who somebody was in the former session is told by the three words they had there, and by nothing else.
"""

from typing import TypedDict

import msgspec
from msgspec import Struct

from tamtam.deck.deck import Text
from tamtam.language.errors import TamtamError
from tamtam.server import access
from tamtam.server.context import ServerContext
from tamtam.server.http import Receive, Scope, Send, decode, read_body, send_json
from tamtam.server.retention import SPARED_DAYS
from tamtam.session import commands as c


class SinceBody(Struct, forbid_unknown_fields=True):
    """Whether one wants to be compared when it is asked again; the former session's three `words`, or ""."""

    allowed: bool | None = None
    words: str | None = None


class SinceView(TypedDict):
    """What is known of one's comparison. Null where nothing is asked again, or no former session is there.

    `allowed` is for the next time, of which `steps` are the titles, `found` for the time before; `days` is
    for how long answers are kept for it.
    """

    allowed: bool | None
    steps: list[Text]
    found: bool | None
    days: int


_body = msgspec.json.Decoder(SinceBody)


async def read(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """GET: whether one is compared with the next session, and was found in the former one."""
    participant = context.required_participant(scope["headers"], code)
    await send_json(send, 200, _view(context, code, participant))


async def change(
    context: ServerContext, code: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """POST: let oneself be compared, or no more; say by three words who one was."""
    participant = context.writer_of(scope["headers"], code)
    body: SinceBody = decode(_body, await read_body(scope, receive))
    if body.allowed is not None:
        await context.run(code, c.AllowComparison(participant, body.allowed))
    if body.words is not None:
        former = _former(context, code, body.words, scope) if body.words.strip() else ""
        await context.run(code, c.NameFormer(participant, former))
    await send_json(send, 200, _view(context, code, participant))


def _view(context: ServerContext, code: str, participant: str) -> SinceView:
    with context.store.lock:
        state = context.state(code)
        own = state.participants[participant]
        again = [one for one in state.deck.activities if one.id in state.deck.asked_again()]
        offered = bool(again) and not state.pruned
        return {
            "allowed": own.comparable if offered or own.comparable else None,
            "steps": [one.title for one in again],
            "found": bool(own.former) if state.session.follows else None,
            "days": SPARED_DAYS,
        }


def _former(context: ServerContext, code: str, words: str, scope: Scope) -> str:
    """Who somebody was in the former session. Raises TamtamError where nobody there wanted to be compared.

    Wrong words are counted, as where they lead back into a session.
    """
    before = context.state(code).session.follows
    client = scope.get("client")
    phone = f"{before} {client[0] if client else ''}"
    context.tries.check(phone)
    found = context.store.find(before, "words", access.words_digest(before, words))
    with context.store.lock:
        people = context.state(before).participants if found and before else {}
        known = people.get(found or "")
    if known is None or not known.comparable:
        context.tries.count(phone)
        raise TamtamError("no_former_answers", field="words")
    return known.id
