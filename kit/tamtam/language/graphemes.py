"""Graphemes: what a reader takes for one character, which no line and no shortening may cut.

After the rules of Unicode for extended grapheme clusters (UAX #29, GB3–GB13), told by the general
categories that Python knows; where a line must break inside a word, it breaks between two of them.
"""

import re
import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
#: Vowels that stand behind their letter though Unicode calls them letters.
_SPACING_VOWELS = "\u0e33\u0eb3"
#: Signs of Latin texts: each is one character, and as wide as a letter.
_LATIN = re.compile("[ -~\u00a0-\u02ff\u2010-\u2027\u202f-\u203b\u20a0-\u20bf\u2190-\u2193\u2212]*")


def graphemes(text: str) -> list[str]:
    """A text in the pieces that are read as one character each.

    >>> graphemes("né 👩🏽‍🚀🇫🇷")
    ['n', 'é', ' ', '👩🏽‍🚀', '🇫🇷']
    """
    if _LATIN.fullmatch(text):
        return list(text)
    found: list[str] = []
    for char in text:
        if found and _belongs(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def columns(text: str) -> int:
    """How wide a text is, in letters of Latin: ideographs and emoji take two each.

    >>> columns("ab"), columns("日本"), columns("é"), columns("👩🏽‍🚀")
    (2, 4, 1, 2)
    """
    return len(text) if _LATIN.fullmatch(text) else sum(map(_width, graphemes(text)))


def shortened(text: str, most: int) -> str:
    """The beginning of a text, at most so many of its characters, none of them cut."""
    return "".join(graphemes(text)[:most])


def cut(text: str, width: int) -> Iterator[str]:
    """A text in pieces at most so wide, in letters of Latin; one character always fits."""
    if _LATIN.fullmatch(text):
        yield from (text[at : at + width] for at in range(0, len(text), width))
        return
    piece = ""
    room = width
    for one in graphemes(text):
        if piece and _width(one) > room:
            yield piece
            piece, room = "", width
        piece += one
        room -= _width(one)
    if piece:
        yield piece


def _width(grapheme: str) -> int:
    wide = unicodedata.east_asian_width(grapheme[0]) in "WF" or "\ufe0f" in grapheme
    return 2 if wide or _is_flag(grapheme[0]) else 1


def _belongs(cluster: str, char: str) -> bool:
    """Whether a character goes on with the one before it."""
    last = cluster[-1]
    if cluster == "\r":
        return char == "\n"
    if unicodedata.category(last) in ("Cc", "Zl", "Zp"):
        return False
    if _extends(char):
        return True
    if last == _JOINER:
        return unicodedata.category(char) in ("So", "Cn", "Sk", "Sm") or _is_conjunct(cluster, char)
    if _is_flag(char):
        return _is_flag(cluster[0]) and len(cluster) == 1
    return _is_syllable(last, char) or _is_conjunct(cluster, char)


def _extends(char: str) -> bool:
    """Whether a character is a mark on the one before it, or says how that one is drawn."""
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char in _SPACING_VOWELS
        or char in ("\u200c", _JOINER)
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_flag(char: str) -> bool:
    """Whether a character is a regional indicator: two of them make a flag."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _is_syllable(last: str, char: str) -> bool:
    """Whether two parts of a Hangul syllable belong together (GB6–GB8)."""
    leading = "\u1100" <= last <= "\u115f" or "\ua960" <= last <= "\ua97c"
    vowel = "\u1160" <= char <= "\u11a7" or "\ud7b0" <= char <= "\ud7c6"
    final = "\u11a8" <= char <= "\u11ff" or "\ud7cb" <= char <= "\ud7fb"
    syllable = "\uac00" <= char <= "\ud7a3"
    if leading:
        return "\u1100" <= char <= "\u115f" or vowel or syllable
    open_ended = "\uac00" <= last <= "\ud7a3" and (ord(last) - 0xAC00) % 28 == 0
    if open_ended or "\u1160" <= last <= "\u11a7" or "\ud7b0" <= last <= "\ud7c6":
        return vowel or final
    return ("\uac00" <= last <= "\ud7a3" or "\u11a8" <= last <= "\u11ff") and final


def _is_conjunct(cluster: str, char: str) -> bool:
    """Whether a sign that takes the vowel away joins two letters of an Indic script (GB9c)."""
    marks = cluster.rstrip("\u200c\u200d")
    joined = bool(marks) and unicodedata.combining(marks[-1]) == 9 and "\u200c" not in cluster[-2:]
    script = unicodedata.name(cluster[0], "").partition(" ")[0]
    return (
        joined
        and unicodedata.category(char) == "Lo"
        and unicodedata.name(char, "").startswith(f"{script} LETTER")
    )
