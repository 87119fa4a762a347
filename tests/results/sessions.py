"""Sessions that were lived through, in a store of their own: what exports are made of."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import msgspec
from PIL import Image
from pypdf import PdfReader
from tamtam.deck.deck import Activity, Deck
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session.log import Log, Store, open_store

from tests.decks import deck, new_session

#: Texts that a page, a chart or a spreadsheet could take for something else.
TRAPS = (
    "<img src=x onerror=window.hit=1>",
    "<a href=javascript:window.hit=1>come</a>",
    "<b>bold</b>",
    "%{x} $x^2$ &amp;",
    '=HYPERLINK("//evil","go")',
    "2026-01-02",
    "</script><script>window.hit=1</script>",
    "{n} {0}",
)


def as_text(path: Path) -> str:
    """A written file as text; of a workbook the XML of all its parts, of a PDF the words on its pages.

    Of a picture it is what it says to who can't see it.
    """
    if path.suffix == ".png":
        with Image.open(path) as picture:
            return str(picture.info["Description"])
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix in (".parquet", ".sav"):
        return path.read_bytes().decode("latin-1")
    if path.suffix in (".xlsx", ".pptx"):
        with ZipFile(path) as parts:
            names = (name for name in parts.namelist() if name.endswith((".xml", ".rels")))
            return "".join(parts.read(name).decode("utf-8") for name in names)
    return path.read_text("utf-8-sig")


class Lived:
    """One session on disk, led from here."""

    def __init__(self, store: Store, code: str) -> None:
        self.store = store
        self.code = code

    @property
    def log(self) -> Log:
        log = self.store.log(self.code)
        log.refresh()
        return log

    def do(self, *commands: c.AnyCommand) -> None:
        for result in self.store.run([(self.code, command) for command in commands]):
            if isinstance(result, TamtamError):
                raise result

    def join(self, people: int, alias: Callable[[int], str] = lambda n: f"Person {n}") -> None:
        self.do(*(c.Join(f"id{n:06}", alias(n)) for n in range(people)))

    def answer(self, activity: str, people: int, seed: int = 1) -> None:
        """Everybody answers what they are asked now."""
        asked = self.log.state.activity(activity)
        chance = random.Random(seed)
        self.do(
            *(
                c.Answer(f"id{n:06}", activity, *slot, value, f"{seed}{activity}{slot}")
                for n in range(people)
                for slot, value in asked.kind.simulate(asked.activity, chance).items()
                if slot in asked.asks(n + 1)
            )
        )

    def write(self, activity: str, people: int, seed: int = 1) -> None:
        """A few people propose what they would, where items begin to be collected; all of it is approved."""
        asked = self.log.state.activity(activity)
        if not asked.collects or asked.turn.round > 1:
            return
        chance = random.Random(seed)
        for n in range(min(people, 6)):
            for at, words in enumerate(asked.kind.propose(asked.activity, chance)):
                key = f"{seed}/{at}/{activity}"
                self.do(c.Propose(activity, words["fr"], key, f"id{n:06}"))
        held = (id for id, one in asked.proposals.items() if one.status == "held")
        self.do(*(c.Show(activity, item) for item in held))

    def reveal(self, activity: str, show: str = "chart") -> None:
        state = self.log.state
        standing = state.standing(activity).to_json()
        self.do(c.Reveal(activity, standing, state.position, show))

    def played(self, activity: str, people: int, show: str = "chart", seed: int = 1) -> None:
        self.do(c.Open(activity, again=bool(self.log.state.activity(activity).turns)))
        while (asked := self.log.state.activity(activity)).status == "open":
            self.write(activity, people, seed)
            self.answer(activity, people, seed)
            if asked.turn.round >= len(asked.rounds):
                break
            self.do(c.Advance(activity, asked.turn.round))
        self.reveal(activity, show)


def lived(place: Path, people: int = 12, rehearsal: bool = False) -> Iterator[Lived]:
    """A session in which both activities were played and shown."""
    store = open_store(place / "sessions.sqlite")
    session = Lived(store, store.create(new_session(rehearsal=rehearsal)))
    session.join(people)
    session.played("baseline", people)
    session.played("flows", people)
    yield session
    store.close()


def tricky_deck() -> Deck:
    """The small deck with a trap in every place where a text stands."""
    plain = deck()
    traps = [*TRAPS, *TRAPS]

    def trapped(text: dict[str, str]) -> dict[str, str]:
        return dict.fromkeys(text, traps.pop() if traps else TRAPS[0])

    def activity(one: Activity) -> Activity:
        items = tuple(msgspec.structs.replace(i, text=trapped(i.text)) for i in one.items)
        words: dict[str, Any] = {"title": trapped(one.title), "question": trapped(one.question)}
        return msgspec.structs.replace(one, items=items, **words)

    return msgspec.structs.replace(
        plain, title=trapped(plain.title), activities=tuple(map(activity, plain.activities))
    )
