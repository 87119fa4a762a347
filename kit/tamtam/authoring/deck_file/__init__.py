"""Reading decks from YAML: `find` one by name, `read` it, or have every one of its `mistakes` named.

`check` looks in the same way at a deck that came over the wire.

Mistakes are told in English, as the keys of a deck file are.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tamtam import assets, kinds
from tamtam.authoring.deck_file import asked_again, pictures, sense, shape, unfinished, wording
from tamtam.authoring.deck_file.tree import DeckMistake, Node, said
from tamtam.deck.deck import Deck
from tamtam.deck.pictures import as_written
from tamtam.language import texts
from tamtam.language.errors import TamtamError

__all__ = [
    "DeckMistake",
    "check",
    "doubts",
    "find",
    "id_of",
    "mistakes",
    "read",
    "unsaid",
    "workshops",
]

FILE = "deck.yaml"


def find(workshop: str | Path) -> Path:
    """The deck file of a workshop: by its name, its folder, or the file itself.

    A name is looked for where one works: in the current folder, in its `workshops/`, and in the workshop
    that the current folder is in; then in `TAMTAM_WORKSHOPS`, which `tamtam start` sets; last among what
    came with the product. Nowhere else, so that no deck in a folder around is led by surprise.

    Raises TamtamError naming the workshops there are.
    """
    asked = Path(workshop)
    here = Path.cwd()
    within = [folder / FILE for folder in (here, here.parent) if folder.name == str(workshop)]
    for path in (asked, asked / FILE, *within, *(folder / asked / FILE for folder in _folders())):
        if path.is_file():
            return path
    raise TamtamError(
        "no_such_workshop", workshop=str(workshop), workshops=", ".join(workshops()) or "–"
    )


def workshops() -> tuple[str, ...]:
    """The names of all workshops that can be found by name, in alphabetical order."""
    return tuple(sorted({p.parent.name for folder in _folders() for p in folder.glob(f"*/{FILE}")}))


def _folders() -> tuple[Path, ...]:
    here = Path.cwd()
    named = os.environ.get("TAMTAM_WORKSHOPS")
    return (here, here / "workshops", *([Path(named)] if named else []), assets.workshops())


def read(path: Path) -> Deck:
    """The deck in a file. Raises TamtamError naming every mistake, if it has any."""
    root, found = _checked(path)
    if root is None or found:
        listed = "\n".join(str(mistake) for mistake in found)
        raise TamtamError("deck_has_mistakes", path=str(path), mistakes=listed)
    return pictures.read(msgspec.convert(root.plain(), Deck), path.parent)


def mistakes(path: Path) -> list[DeckMistake]:
    """Every mistake of a deck file, in the order of its lines; none if it can be read."""
    return _checked(path)[1]


def doubts(path: Path) -> list[DeckMistake]:
    """What may be meant so in a deck file that can be read, and may not, in the order of its lines."""
    root, _ = _checked(path)
    if root is None:
        return []
    found = (*wording.doubts(root, _languages(root)), *sense.doubts(root))
    told = [DeckMistake(path, node.line, node.where, what, ok) for node, what, ok in found]
    return sorted(told, key=lambda doubt: doubt.line)


def unsaid(path: Path) -> tuple[str, ...]:
    """What a deck that can be read doesn't say yet of what becomes of people's answers: names of fields."""
    said = msgspec.structs.asdict(read(path).privacy)
    return tuple(f"privacy.{name}" for name, words in said.items() if not words)


def check(deck: Deck, *, authored: bool = True) -> None:
    """Raise TamtamError naming every mistake of a deck that came from no file, if it has any.

    What was not `authored` as a workshop may say anything: sentences of a conversation held elsewhere.
    """
    written = Node.of(msgspec.to_builtins(as_written(deck)))
    found = [said(*mistake) for mistake in _wrong(written, authored)]
    found += [f"{where}: {what}; allowed: {ok}" for where, what, ok in pictures.unsent(deck)]
    if found:
        listed = "\n".join(found)
        raise TamtamError("deck_has_mistakes", path=deck.id, mistakes=listed)


def id_of(path: Path) -> str:
    """The id of a deck file, whatever else stands in it; "" where it can't be read."""
    root = _parsed(path, [])
    return root.text("id") if root else ""


def _parsed(path: Path, found: list[DeckMistake]) -> Node | None:
    from tamtam.authoring.deck_file.reading import parse  # a deck out of a log needs no YAML

    return parse(path, found)


def _checked(path: Path) -> tuple[Node | None, list[DeckMistake]]:
    found: list[DeckMistake] = []
    root = _parsed(path, found)
    if root is not None:
        root = unfinished.without(root)
        kinds.own.see(path.parent, root.text("id"))
        found += [
            DeckMistake(path, node.line, node.where, what, ok)
            for node, what, ok in (*_wrong(root), *pictures.mistakes(root, path.parent))
        ]
    return root, sorted(found, key=lambda mistake: mistake.line)


def _wrong(root: Node, authored: bool = True) -> Iterator[shape.Found]:
    languages = _languages(root)
    yield from shape.mistakes(root, Deck, languages)
    yield from sense.mistakes(root, languages)
    if authored:
        yield from wording.mistakes(root, languages)
        yield from asked_again.mistakes(root)


def _languages(root: Node) -> tuple[str, ...]:
    """The languages a deck says it is in; where it doesn't say so readably, those its title is in, or all.

    Where Tamtam speaks none of them, those: that is one mistake, not one more of each text.
    """
    said = tuple(node.value for node in root.entries("languages") if isinstance(node.value, str))
    titled = tuple(name for name, _ in root.items("title") if name in texts.LANGUAGES)
    known = tuple(one for one in said if one in texts.LANGUAGES)
    return known or said or titled or texts.LANGUAGES
