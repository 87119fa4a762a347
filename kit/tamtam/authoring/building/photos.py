"""Pictures beside items while a workshop is built: put into its folder, named by its deck."""

from collections.abc import Iterator
from pathlib import Path

from tamtam.authoring.building.askings import together
from tamtam.authoring.building.edits import Path as Place
from tamtam.authoring.building.edits import Plain, at, free, languages_of, named, put
from tamtam.deck import pictures
from tamtam.language.errors import TamtamError, writing

#: Where they lie in a workshop's folder.
FOLDER = "pictures"
#: How each sort of picture's file ends.
_ENDINGS = {"jpeg": "jpg", "png": "png", "webp": "webp"}


def keep(data: bytes, name: str, workshop: Path) -> str:
    """Put a picture into a workshop's folder, under the name of the file it was; returns where it lies there.

    What lies there already is never written over, so that an edit can be undone. Raises TamtamError for
    what phones can't be sent.
    """
    sort = pictures.sort_of(data)
    if sort is None or pictures.wrong(data):
        raise TamtamError("not_a_picture", name=name)
    folder = workshop / FOLDER
    there = {path.stem: path for path in folder.glob("*") if path.is_file()}
    same = next((one for one in there.values() if one.read_bytes() == data), None)
    path = same or folder / f"{free(named(Path(name).stem), there)}.{_ENDINGS[sort.name]}"
    with writing(folder):
        folder.mkdir(exist_ok=True)
        path.write_bytes(data)
    return f"{FOLDER}/{path.name}"


def with_picture(deck: Plain, id: str, item: str, file: str) -> Plain:
    """With a picture beside an item, wherever that is asked; what is to be seen on it is still to be said."""
    for place in _places(deck, id, item):
        said = at(deck, (*place, "alt")) or dict.fromkeys(languages_of(deck), "")
        deck = put(deck, place, {"file": file, "alt": said})
    return deck


def without_picture(deck: Plain, id: str, item: str) -> Plain:
    """Without the picture beside an item, wherever that is asked."""
    for place in _places(deck, id, item):
        deck = put(deck, place, None)
    return deck


def _places(deck: Plain, id: str, item: str) -> Iterator[Place]:
    for each in (id, *together(deck, id)):
        place = ("activities", each, "items", item)
        if at(deck, place) is not None:
            yield (*place, "picture")
