"""The pictures of a deck file: whether each lies in the workshop's folder and may be shown; reading them."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from tamtam.authoring.deck_file.shape import Found
from tamtam.authoring.deck_file.tree import Node
from tamtam.deck import pictures
from tamtam.deck.deck import Activity, Deck, Picture
from tamtam.language.errors import writing

_BESIDE = "a PNG, JPEG or WebP file in the folder of the deck, as in photos/team.jpg"


def mistakes(deck: Node, folder: Path) -> Iterator[Found]:
    """Pictures that aren't there or can't be shown, and too much of them together."""
    whole, seen = 0, set[str]()
    for node in _files(deck):
        said = str(node.value)
        path = _inside(folder, said)
        data = path.read_bytes() if path and path.is_file() else None
        if data is None:
            yield node, f"there is no file “{said}”", _BESIDE
        elif wrong := pictures.wrong(data):
            yield node, *wrong
        elif said not in seen:
            whole += len(data)
            if whole > pictures.TOGETHER:
                most = f"{pictures.TOGETHER // 1000} kB for all of a deck"
                yield node, f"with this one pictures come to {whole // 1000} kB", most
        seen.add(said)


def _files(deck: Node) -> Iterator[Node]:
    for activity in deck.entries("activities"):
        for item in activity.entries("items"):
            picture = item.get("picture")
            file = picture.get("file") if picture else None
            if file and isinstance(file.value, str):
                yield file


def _inside(folder: Path, said: str) -> Path | None:
    """The file that a deck in a folder means; None for one that lies elsewhere."""
    path = (folder / said).resolve()
    return path if path.is_relative_to(folder.resolve()) else None


def unsent(deck: Deck) -> Iterator[tuple[str, str, str]]:
    """Pictures of a deck from no file that can't be shown: where, what is wrong, what is allowed."""
    for activity in deck.activities:
        for item in activity.items:
            if item.picture and (wrong := pictures.wrong(item.picture.data)):
                yield f"activities.{activity.id}.items.{item.id}.picture", *wrong
    if sum({one.data: len(one.data) for one in pictures.of(deck)}.values()) > pictures.TOGETHER:
        most = f"{pictures.TOGETHER // 1000} kB for all of a deck"
        yield "activities", "the pictures are too large together", most


def read(deck: Deck, folder: Path) -> Deck:
    """The deck with what the files of its pictures hold."""
    return pictures.changed(deck, lambda picture: _held(picture, folder))


def read_alone(activity: Activity, folder: Path) -> Activity:
    """An activity with what the files of its pictures hold, those that are there."""
    return pictures.pictured(activity, lambda picture: _held(picture, folder))


def _held(picture: Picture, folder: Path) -> Picture:
    path = _inside(folder, picture.file)
    return replace(picture, data=path.read_bytes() if path and path.is_file() else b"")


def lay(deck: Deck, folder: Path) -> None:
    """Put the files of its pictures where a deck in a folder looks for them, where they aren't yet."""
    for picture in pictures.of(deck):
        path = _inside(folder, picture.file)
        if path and picture.data and not path.exists():
            with writing(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(picture.data)
