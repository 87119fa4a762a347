"""Small decks that tests are written against: one activity of each kind, no workshop needed."""

import struct
import zlib
from collections.abc import Collection
from functools import cache
from itertools import zip_longest
from typing import Any

import msgspec
from tamtam import assets
from tamtam.authoring import deck_file
from tamtam.deck.deck import Activity, Collect, Deck, Item, Part, Picture
from tamtam.session.commands import NewSession

#: The languages of these decks, and of the first workshop; a third one has tests of its own.
LANGUAGES = ("fr", "en")


@cache
def shipped(name: str = "trois_constats") -> Deck:
    """A workshop that comes with Tamtam, read once for all tests that only use it."""
    return deck_file.read(assets.workshops() / name / deck_file.FILE)


def words(text: str) -> dict[str, str]:
    return {"fr": text, "en": text}


def png(width: int = 40, height: int = 30, shade: int = 90) -> bytes:
    """A whole PNG of one grey."""

    def chunk(name: bytes, body: bytes) -> bytes:
        checked = name + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pictured(activity: Activity, *pictures: bytes) -> Activity:
    """The activity with a picture beside each of its first items."""
    held = (
        Picture(f"photos/{at}.png", words(f"Grey number {at}"), data)
        for at, data in enumerate(pictures, start=1)
    )
    items = tuple(
        msgspec.structs.replace(item, picture=picture)
        for item, picture in zip_longest(activity.items, held)
    )
    return msgspec.structs.replace(activity, items=items)


def agreement(id: str = "baseline", statements: int = 2) -> Activity:
    return Activity(
        id=id,
        step="0B",
        part="opening",
        kind="agreement",
        title=words("Where we start"),
        question=words("How far do you agree?"),
        minutes=5,
        items=tuple(Item(f"s{i}", words(f"Statement {i}")) for i in range(1, statements + 1)),
        phases=("before",),
    )


def flows(id: str = "flows") -> Activity:
    return Activity(
        id=id,
        step="3B",
        part="opening",
        kind="flows",
        title=words("Five flows"),
        question=words("How much room?"),
        minutes=13,
        items=(
            Item("money", words("Money"), group="market"),
            Item("trust", words("Trust"), group="non_market"),
        ),
        phases=("today", "wanted"),
    )


def exchanges(id: str = "exchanges", roles: int = 4) -> Activity:
    """Two questions that are answered by naming roles: a chart with facets."""
    names = [f"r{number}" for number in range(1, roles + 1)]
    return msgspec.structs.replace(
        agreement(id),
        kind="exchanges",
        title=words("Exchanges"),
        question=words("With whom?"),
        items=(Item("teaches", words("Who teaches you?")), Item("warns", words("Who warns you?"))),
        phases=("today",),
        options={"roles": [{"id": name, "text": words(f"Role {name}")} for name in names]},
    )


def collecting(id: str = "tools", **collect: Any) -> Activity:
    """An activity whose statements come from the room, beside one that the deck has."""
    return msgspec.structs.replace(
        agreement(id, statements=1),
        collect=Collect(prompt=words("Which tool?"), **collect),
        phases=("today",),
    )


def statements(id: str = "polis", sentences: int = 3, **collect: Any) -> Activity:
    """Sentences to vote on; the room may write its own if `collect` says how."""
    return Activity(
        id=id,
        step="4A",
        part="opening",
        kind="statements",
        title=words("The polis"),
        question=words("Do you agree?"),
        minutes=11,
        items=tuple(Item(f"s{i}", words(f"Sentence number {i}")) for i in range(1, sentences + 1)),
        collect=Collect(prompt=words("Write a sentence"), **collect) if collect else None,
    )


def deck(*activities: Activity) -> Deck:
    return Deck(
        id="small",
        version=1,
        title=words("A small workshop"),
        languages=LANGUAGES,
        parts=(Part("opening", words("Opening")),),
        activities=activities or (agreement(), flows()),
    )


def in_more(language: str, whole: Deck) -> Deck:
    """The same deck in one more language, its texts as long there as the longest of the others."""
    spoken = msgspec.structs.replace(whole, languages=())
    made = msgspec.convert(_in_more(msgspec.to_builtins(spoken), language, whole.languages), Deck)
    return msgspec.structs.replace(made, languages=(*whole.languages, language))


def asked_in(language: str, activity: Activity) -> Activity:
    """The same of one activity."""
    plain = msgspec.to_builtins(activity)
    return msgspec.convert(_in_more(plain, language, activity.languages), Activity)


def _in_more(plain: Any, language: str, known: Collection[str]) -> Any:
    if isinstance(plain, dict):
        if plain and set(plain) == set(known):
            return {**plain, language: max(plain.values(), key=len)}
        return {key: _in_more(value, language, known) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_in_more(each, language, known) for each in plain]
    return plain


def in_one(language: str, whole: Deck) -> Deck:
    """The same deck with its words in one language only."""

    def left(plain: Any) -> Any:
        if isinstance(plain, dict):
            if set(plain) == set(whole.languages):
                return {language: plain[language]}
            return {key: left(value) for key, value in plain.items()}
        return [left(each) for each in plain] if isinstance(plain, list | tuple) else plain

    spoken = msgspec.structs.replace(whole, languages=(language,))
    return msgspec.convert(left(msgspec.to_builtins(spoken)), Deck)


def new_session(*activities: Activity, min_answers: int = 5, rehearsal: bool = False) -> NewSession:
    return NewSession(
        workshop="small",
        deck=deck(*activities),
        min_answers=min_answers,
        rehearsal=rehearsal,
        seed=1,
    )
