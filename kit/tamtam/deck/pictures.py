"""Pictures of items: which bytes are one that phones may be sent, what it is called, and those of a deck.

Told by what the bytes are, never by a file's name. A drawing (SVG) can hold scripts and is none of them.
"""

import base64
import hashlib
import struct
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from tamtam.deck.deck import Activity, Deck, Item, Picture

#: How large a picture may be, and all of a deck's together: sixty phones on weak Wi-Fi load each (bytes).
MOST, TOGETHER = 150_000, 1_500_000
#: How many px a side may have, so that no phone runs out of memory unpacking it.
WIDEST = 4_000
_PNG = b"\x89PNG\r\n\x1a\n"
#: Segments of a JPEG that tell its size: frames, but for tables that stand among them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Sort(NamedTuple):
    """What sort of picture some bytes are, "png", "jpeg" or "webp", and how many px it is wide and high."""

    name: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        """As it is called where it is sent."""
        return f"image/{self.name}"


@lru_cache(maxsize=256)
def sort_of(data: bytes) -> Sort | None:
    """What sort of picture it is; None for bytes that are none that is taken."""
    try:
        if data.startswith(_PNG) and data[12:16] == b"IHDR":
            return Sort("png", *struct.unpack(">II", data[16:24]))
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        pass
    return None


def _jpeg(data: bytes) -> Sort | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Sort("jpeg", width, height)
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None


def _webp(data: bytes) -> Sort | None:
    match data[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = (size & 0x3FFF for size in struct.unpack("<HH", data[26:30]))
        case _:
            return None
    return Sort("webp", width, height)


@lru_cache(maxsize=256)
def name_of(data: bytes) -> str:
    """What a picture is called by what it holds: another whenever it is another."""
    sort = sort_of(data)
    return f"{hashlib.sha256(data).hexdigest()[:24]}.{sort.name if sort else 'bin'}"


@lru_cache(maxsize=256)
def data_uri(data: bytes) -> str:
    """A picture as an address that holds all of it, for pages that are one file."""
    sort = sort_of(data)
    packed = base64.b64encode(data).decode()
    return f"data:{sort.content_type};base64,{packed}" if sort else "data:,"


def of(deck: Deck) -> Iterator[Picture]:
    """The pictures of a deck."""
    return (item.picture for a in deck.activities for item in a.items if item.picture)


def shown(activity: Activity) -> tuple[Item, ...]:
    """The items of an activity that have a picture."""
    return tuple(item for item in activity.items if item.picture and item.picture.data)


def found(deck: Deck, name: str) -> bytes | None:
    """A picture of a deck by what it is called; None where there is none."""
    return next((one.data for one in of(deck) if one.data and name_of(one.data) == name), None)


def changed(deck: Deck, change: Callable[[Picture], Picture]) -> Deck:
    """The deck with each of its pictures changed; itself where it has none."""
    if not any(of(deck)):
        return deck
    return replace(
        deck, activities=tuple(pictured(activity, change) for activity in deck.activities)
    )


def kept(deck: Deck, before: Deck) -> Deck:
    """The deck with its pictures as `before` holds them; those it doesn't have stay as they are."""
    held = {picture.file: picture.data for picture in of(before)}
    return changed(deck, lambda one: replace(one, data=held.get(one.file, one.data)))


def added(deck: Deck, before: Deck) -> Deck:
    """The deck without what its pictures hold where `before` holds it: what `kept` puts back."""
    held = {picture.file for picture in of(before)}
    return changed(deck, lambda one: replace(one, data=b"") if one.file in held else one)


def bare(activity: Activity) -> Activity:
    """The activity without what its pictures hold."""
    return pictured(activity, lambda picture: replace(picture, data=b""))


def pictured(activity: Activity, change: Callable[[Picture], Picture]) -> Activity:
    """The activity with each of its pictures changed."""
    items = tuple(
        replace(item, picture=change(item.picture)) if item.picture else item
        for item in activity.items
    )
    return replace(activity, items=items)


def as_written(deck: Deck) -> Deck:
    """The deck as its file says it: without what its pictures hold."""
    return changed(deck, lambda picture: replace(picture, data=b""))


def wrong(data: bytes) -> tuple[str, str] | None:
    """What is wrong with a picture, and what is allowed; None where it may be shown. In English."""
    sort = sort_of(data)
    kilobytes = f"{-(-len(data) // 1000)} kB"
    if sort is None:
        is_drawing = b"<svg" in data[:1000]
        what = "a drawing (SVG) can hold scripts" if is_drawing else "this is no picture"
        return what, "a PNG, JPEG or WebP file"
    if len(data) > MOST:
        return f"the picture has {kilobytes}", f"{MOST // 1000} kB at most, so that it loads fast"
    if not 0 < sort.width <= WIDEST or not 0 < sort.height <= WIDEST:
        return f"the picture is {sort.width} × {sort.height} px", f"{WIDEST} px a side at most"
    return None
