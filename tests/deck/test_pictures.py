"""Pictures by what their bytes are: which are taken, what they are called, how large they may be."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.deck import pictures
from tamtam.deck.pictures import MOST, Sort, name_of, sort_of, wrong

from tests.decks import agreement, deck, pictured, png

_FRAME = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 10 + _FRAME + b"\0" * 20


def webp(sort: bytes, body: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + sort + struct.pack("<I", len(body)) + body


WEBPS = (
    webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 40, 30)),
    webp(b"VP8L", b"\x2f" + struct.pack("<I", 39 | 29 << 14)),
    webp(b"VP8X", b"\0" * 4 + (39).to_bytes(3, "little") + (29).to_bytes(3, "little")),
)
SVG = (
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
)


@pytest.mark.parametrize(
    ("data", "name"),
    [(png(), "png"), (JPEG, "jpeg"), *((one, "webp") for one in WEBPS)],
    ids=("png", "jpeg", "lossy", "lossless", "extended"),
)
def test_a_picture_is_told_by_its_bytes_with_its_size(data: bytes, name: str) -> None:
    assert sort_of(data) == Sort(name, 40, 30)
    assert wrong(data) is None


@given(st.binary(max_size=60), st.sampled_from((b"", png()[:24], JPEG[:6], WEBPS[0][:16])))
def test_whatever_else_it_is_nobody_stumbles_over_it(rest: bytes, head: bytes) -> None:
    found = sort_of(head + rest)
    assert found is None or found.name in ("png", "jpeg", "webp")


def test_a_drawing_that_may_hold_scripts_is_refused() -> None:
    assert wrong(SVG) == ("a drawing (SVG) can hold scripts", "a PNG, JPEG or WebP file")
    assert wrong(b"GIF89a") == ("this is no picture", "a PNG, JPEG or WebP file")


def test_one_that_phones_would_wait_for_is_refused_with_what_it_has() -> None:
    whole = png() + b"\0" * MOST
    assert wrong(whole) == ("the picture has 151 kB", "150 kB at most, so that it loads fast")
    assert wrong(png(4001, 1)) == ("the picture is 4001 × 1 px", "4000 px a side at most")


def test_another_picture_has_another_name_and_the_same_the_same() -> None:
    assert name_of(png()) == name_of(png()) != name_of(png(shade=91))
    assert name_of(png()).endswith(".png")


def test_a_deck_as_it_is_written_is_without_what_its_pictures_hold() -> None:
    whole = deck(pictured(agreement(), png()))
    [picture] = pictures.of(pictures.as_written(whole))
    assert (picture.file, picture.data) == ("photos/1.png", b"")
    assert pictures.found(whole, name_of(png())) == png()
    assert pictures.found(whole, "other.png") is None
    plain = deck(agreement())
    assert pictures.as_written(plain) is plain
