"""A conversation that was held on pol.is, as a session of our own: to look at, to hand out, to replay.

Rejected statements stay out, as they stayed out of its map. Who voted is known by a number alone.
"""

from collections.abc import Iterator, Mapping, Sequence

from tamtam import kinds
from tamtam.deck.deck import Activity, Deck, Item, Part
from tamtam.language import texts
from tamtam.language.texts import LANGUAGES
from tamtam.results.polis.files import PolisConversation, PolisStatement
from tamtam.session import commands as c
from tamtam.session.log import Store, do

KIND = ACTIVITY = "statements"
WORKSHOP = "polis"
_LARGEST_BATCH = 2_000


def keep(store: Store, talk: PolisConversation, language: str) -> str:
    """Open a session for a conversation, let everybody vote, reveal where they stand; its code.

    The session is over then. It holds the votes that count, in the order in which they were cast.
    Raises TamtamError as the store does.
    """
    new = c.NewSession(
        workshop=WORKSHOP,
        deck=_deck(talk),
        kinds={KIND: kinds.source_hash(KIND)},
        language=language,
    )
    code = store.create(new)
    ids = {number: f"{number:012x}" for number in talk.people}
    people = [c.Join(id, f"n° {number}", language) for number, id in ids.items()]
    _run(store, code, [*people, c.Open(ACTIVITY), *_answers(talk, ids)])
    log = store.log(code)
    standing = log.state.standing(ACTIVITY).to_json()
    _run(store, code, [c.Reveal(ACTIVITY, standing, log.state.position), c.End()])
    return code


def _deck(talk: PolisConversation) -> Deck:
    words = talk.summary.get("topic", "").strip()
    topic = dict.fromkeys(LANGUAGES, words) if words else texts.both("export.conversation.topic")
    asked = Activity(
        id=ACTIVITY,
        step="4A",
        part=WORKSHOP,
        kind=KIND,
        title=topic,
        question=texts.both("export.conversation.question"),
        minutes=11,
        items=tuple(Item(_id(one.id), dict.fromkeys(LANGUAGES, one.text)) for one in _asked(talk)),
    )
    return Deck(WORKSHOP, 1, topic, LANGUAGES, (Part(WORKSHOP, topic),), (asked,))


def _asked(talk: PolisConversation) -> list[PolisStatement]:
    """The statements that people were asked: neither rejected nor without words."""
    return [one for one in talk.statements if one.moderated >= 0 and one.text.strip()]


def _id(statement: int) -> str:
    return f"s{statement}"


def _answers(talk: PolisConversation, ids: Mapping[int, str]) -> Iterator[c.Answer]:
    asked = {one.id for one in _asked(talk)}
    last = {(vote.voter, vote.statement): at for at, vote in enumerate(talk.votes)}
    for at, vote in enumerate(talk.votes):
        if vote.statement in asked and last[vote.voter, vote.statement] == at:
            id = _id(vote.statement)
            yield c.Answer(ids[vote.voter], ACTIVITY, id, "today", vote.value, f"{at}")


def _run(store: Store, code: str, commands: Sequence[c.AnyCommand]) -> None:
    for start in range(0, len(commands), _LARGEST_BATCH):
        do(store, code, *commands[start : start + _LARGEST_BATCH])
