"""Unicode text as people type it: what of it is shown, and when two names are the same.

Words of every script stay whole: joiners stay where a script or an emoji needs them (UTS #46, CONTEXTJ;
UTS #51), variation selectors after what they vary. What draws nothing or turns the direction of the text
around it goes: where a text stands is its page's business.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_NON_JOINER, _JOINER = "\u200c", "\u200d"
#: Default_Ignorable_Code_Point of Unicode: nothing is drawn for it.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
#: Code points that are no characters, halves of one, and those without a meaning that all share.
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ue000-\uf8ff]")
_BLANK = "\u2800"  # braille without a dot: drawn as a space
_BLACK_FLAG, _LAST_TAG = "\U0001f3f4", "\U000e007f"
#: One sign, however it was typed.
_APOSTROPHES = re.compile(
    "[\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u2032\u00b4\u0060\ua78c\u05f3]"
)
_HYPHENS = re.compile("[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fb\u00b7\u05be]")
#: How many marks a letter bears at most (UTS #39, 5.4): more are drawn over the lines above and below.
_MOST_MARKS = 4
_DOT_ABOVE = "\u0307"  # what a small letter keeps of a Turkish İ
#: Letters that are written in another way, or by another hand, and read alike.
_STROKES = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"}
    | {"þ": "th", "ð": "d", "ŋ": "n", "ə": "e", "ё": "е", "ґ": "г"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""}
    | {chr(kana): chr(kana + 0x60) for kana in range(0x3041, 0x3097)}
)
#: Points that Hebrew and Arabic are mostly written without.
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)


#: Signs of which each is drawn as it stands, whatever is beside it; most texts hold no others.
_PLAIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201e\u2022\u2026\u202f\u20ac]*"
)


def visible(text: str) -> str:
    """Text as it is shown: composed (NFC), without what draws nothing, single spaces; "" if nothing is left.

    >>> visible(" A\\u202eda\\u200b ") == "Ada", visible("\\u3164") == ""
    (True, True)
    """
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    words = " ".join("".join(_kept(composed)).split())
    return words if any(unicodedata.category(char)[0] in "LNPSC" for char in words) else ""


def _kept(text: str) -> Iterator[str]:
    """The characters that stay; line ends and blanks as spaces."""
    shown = ""  # the last character that stayed
    marks = 0  # how many stand one over the other
    for at, char in enumerate(text):
        if char == _BLANK or unicodedata.category(char) == "Cc":
            char = " "
        elif _is_no_character(char) or (
            _IGNORABLE.match(char) and not _is_needed(char, shown, text, at)
        ):
            continue
        elif unicodedata.combining(char) and shown in ("", " "):
            continue  # a mark over nothing
        marks = marks + 1 if _is_stacked(char) else 0
        if marks > _MOST_MARKS or (marks and char == shown):
            continue
        shown = char
        yield char


def _is_stacked(char: str) -> bool:
    """Whether a mark is drawn over the others before it, ever further from its letter, or around it."""
    return bool(unicodedata.combining(char)) or unicodedata.category(char) == "Me"


def _is_no_character(char: str) -> bool:
    """Whether a code point is never one that everybody sees alike: half of one, private, none at all."""
    code = ord(char)
    return bool(_NO_CHARACTER.match(char)) or code & 0xFFFE == 0xFFFE or code >= 0xF0000


def _name(char: str) -> str:
    """What Unicode calls a character; empty where there is none, as before the first."""
    return unicodedata.name(char, "") if char else ""


def _is_needed(char: str, before: str, text: str, at: int) -> bool:
    """Whether a character that draws nothing changes what is drawn beside it."""
    after = text[at + 1 : at + 2]
    if char == _JOINER:
        emoji = _is_symbol(before) or before == "\ufe0f"
        return _is_virama(before) or (emoji and _is_symbol(after)) or _joins(_letter(text[:at]))
    if char == _NON_JOINER:
        return _is_virama(before) or (_joins(_letter(text[:at])) and _joins(after))
    if "\ufe00" <= char <= "\ufe0f":
        return bool(before.strip()) and unicodedata.category(before)[0] in "SNPL"
    if "\U000e0100" <= char <= "\U000e01ef":  # forms of ideographs, as in Japanese names
        return "IDEOGRAPH" in _name(before)
    if "\u180b" <= char <= "\u180f":
        return _name(before).startswith("MONGOLIAN")
    if "\U000e0020" <= char <= _LAST_TAG:  # flags of England, Scotland, Wales
        return before == _BLACK_FLAG or "\U000e0020" <= before < _LAST_TAG
    return False


def _is_symbol(char: str) -> bool:
    return bool(char) and unicodedata.category(char) in ("So", "Sk", "Sm", "Cn")


def _is_virama(char: str) -> bool:
    return bool(char) and unicodedata.combining(char) == 9


def _letter(text: str) -> str:
    """The last character of a text that is no mark on another."""
    return next((char for char in reversed(text) if unicodedata.category(char)[0] != "M"), "")


def _joins(char: str) -> bool:
    """Whether a letter is of a script whose letters join (Arabic, Syriac, N'Ko, Mongolian …)."""
    if not char or unicodedata.category(char)[0] != "L":
        return False
    name = unicodedata.name(char, "")
    return unicodedata.bidirectional(char) == "AL" or name.startswith(
        ("NKO", "MANDAIC", "MONGOLIAN", "PHAGS-PA", "MANICHAEAN", "ADLAM", "HANIFI", "SOGDIAN")
    )


def name_key(name: str) -> str:
    """What makes two names the same: case, width, spaces, apostrophes and hyphens don't count.

    Nor does how an accent was typed; the accent itself does.

    >>> name_key("D’Almeida ") == name_key("d'ALMEIDA"), name_key("İpek") == name_key("ipek")
    (True, True)
    """
    wide = unicodedata.normalize("NFKC", _APOSTROPHES.sub("'", visible(name)))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", wide).casefold())
    plain = _HYPHENS.sub("-", _IGNORABLE.sub("", folded)).replace(f"i{_DOT_ABOVE}", "i")
    return " ".join(plain.split()) or visible(name)


def bare_name(name: str) -> str:
    """A name without accents, points and signs too: to find the one that was meant.

    >>> bare_name("Zoé-Łucja") == bare_name("zoe lucja")
    True
    """
    apart = unicodedata.normalize("NFD", name_key(name).translate(_STROKES)).translate(_STROKES)
    letters = "".join(
        char
        for char in _POINTS.sub("", apart)
        if unicodedata.category(char) != "Mn" or not _is_latin(char)
    )
    return "".join(
        str(unicodedata.decimal(char, char))
        for char in letters
        if unicodedata.category(char)[0] not in "PZ" and not "\U0001f3fb" <= char <= "\U0001f3ff"
    ) or name_key(name)


def _is_latin(mark: str) -> bool:
    """Whether a mark is an accent (as on Latin, Greek and Cyrillic letters) rather than a vowel sign."""
    return "\u0300" <= mark <= "\u036f"


#: Small letters of other scripts, and digits, that look like Latin ones, the capital or the small one:
#: Cyrillic, Greek, digits (Unicode UTS #39, confusables.txt).
_LIKE_LATIN = str.maketrans(
    "авеёікмнорстухѕјԁԛԝһӏαβεηικνορτυχϲζ015|",
    "abeeikmhopctyxsjdqwhlabenikvoptuxczolsl",
)
#: Greek capitals: small, some of them look like another letter.
_GREEK_CAPITALS = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
#: Letters that stand for each other in many typefaces: a capital I and a small l, rn and m, vv and w.
_RUN_TOGETHER = (("rn", "m"), ("vv", "w"), ("i", "l"))


def look_alikes(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Names that are not the same and can hardly be told apart by eye, together, in the order they came.

    >>> look_alikes(["Ada", "Bob", "\u0410da"]) == (("Ada", "\u0410da"),)
    True
    """
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(_as_seen(name), []).append(name)
    return tuple(tuple(alike) for alike in found.values() if len(alike) > 1)


def _as_seen(name: str) -> str:
    """A name as an eye takes it in: without accents, every letter the Latin one that it looks like."""
    seen = bare_name(name.translate(_GREEK_CAPITALS)).translate(_LIKE_LATIN)
    for letters, like in _RUN_TOGETHER:
        seen = seen.replace(letters, like)
    return seen
