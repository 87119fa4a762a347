"""No script is cut inside what its readers take for one character."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam.charts.theme import lines
from tamtam.language.graphemes import columns, cut, graphemes, shortened

from tests.language.test_characters import WHOLE

ONE = {
    "an accent apart": "e\u0301",
    "two accents": "a\u0323\u0302",
    "a family": "👩‍👩‍👧‍👦",
    "a profession with its skin": "👩🏽‍🚀",
    "a heart on fire": "❤️‍🔥",
    "a keycap": "1️⃣",
    "a flag": "🇫🇷",
    "the flag of Scotland": "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "Devanagari with its vowel": "कि",
    "Devanagari joined": "क्ष",
    "Devanagari joined, with a joiner": "क्‍ष",
    "Bengali joined": "ক্ষ",
    "Tamil with its vowel": "மி",
    "Thai with vowel and tone": "ที่",
    "Thai sara am": "น้ำ",
    "Korean in parts": unicodedata.normalize("NFD", "한"),
    "Arabic with its vowels": "مَّ",
    "Hebrew with its points": "שָׁ",
    "Windows' end of a line": "\r\n",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_what_is_read_as_one_is_one(text: str) -> None:
    assert graphemes(text) == [text]
    assert graphemes(f"a{text}{text}b") == ["a", text, text, "b"]
    assert shortened(f"{text}bc", 1) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [("café", 4), ("🇫🇷🇩🇪", 2), ("नमस्ते", 3), ("สวัสดี", 4), ("日本語", 3), ("تونس", 4), ("क‌ष", 2)],
)
def test_what_is_read_apart_is_apart(text: str, count: int) -> None:
    assert len(graphemes(text)) == count


@given(st.text() | st.lists(st.sampled_from([*ONE.values(), *WHOLE.values()])).map("".join))
def test_nothing_is_lost_and_no_mark_stands_alone(text: str) -> None:
    found = graphemes(text)
    assert "".join(found) == text
    for before, one in pairwise(found):
        if unicodedata.category(before[-1]) not in ("Cc", "Zl", "Zp"):
            assert unicodedata.category(one[0])[0] != "M"


@given(st.lists(st.sampled_from([*WHOLE.values(), " ", "mot"])).map("".join), st.integers(1, 30))
def test_lines_of_a_chart_cut_no_character(text: str, width: int) -> None:
    assert "".join(cut(text, width)) == text
    broken = lines(text, width)
    whole = graphemes(text)
    for line in broken:
        assert columns(line) <= max(width, 2)
        assert all(one in whole for one in graphemes(line))
