"""Text as people type it: words of every script stay whole, what draws nothing goes, names are found."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tamtam.language.characters import bare_name, look_alikes, name_key, visible

WHOLE = {
    "an emoji of several people": "👩‍👩‍👧‍👦",
    "a profession": "👩🏽‍🚀",
    "a heart on fire": "❤️‍🔥",
    "the flag of Scotland": "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "a flag": "🇫🇷",
    "a keycap": "1️⃣",
    "an emoji newer than this Python": "\U0001fae9",
    "Persian with a non-joiner": "می‌خواهم",
    "Hindi with a joiner": "क्‍ष",
    "a chillu at the end of a word": "ന്‍",
    "Sinhala": "ශ්‍රී",
    "Arabic": "مُحَمَّد",
    "Hebrew": "שָׁלוֹם",
    "Thai": "สวัสดี",
    "Vietnamese": "Đức Hà Dương",
    "Japanese with a variant": "葛󠄀飾",
    "Korean": "한국어",
    "Tamil": "தமிழ்",
    "Tibetan in a high stack": "རྐྵྨྱུྃ",
    "Hebrew with points and a cantillation mark": "בְּרֵאשִׁ֖ית",
    "a mathematical sign": "x²≠∅",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_words_in_every_script_stay_whole(text: str) -> None:
    assert visible(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("co\u00adopérer", "coopérer"),
        ("A\u202eda", "Ada"),
        ("\u2067Ada\u2069", "Ada"),
        ("Ada\u200e", "Ada"),
        ("A\u200dd\u200ca", "Ada"),
        ("zero\u200bwidth", "zerowidth"),
        ("\ufeffAda", "Ada"),
        ("a\nb\tc\x00d", "a b c d"),
        ("a\u2028b\u00a0c", "a b c"),
        ("A\u3164da", "Ada"),
        ("a\u2800b", "a b"),
        ("a\ufffe\ufdd0\ue000b", "ab"),
        ("e\u0301te\u0301", "été"),
        (" \u0301a", "a"),
        ("x\ud800y", "xy"),
        ("Z" + "\u0301\u0302\u0303\u0304\u0305" * 20, "Ź\u0302\u0303\u0304\u0305"),
        ("x" + "\u0323" * 30, "x\u0323"),
        ("x" + "\u20dd" * 30, "x\u20dd"),
        ("ก" + "\u0e49" * 30, "ก\u0e49"),
    ],
)
def test_what_draws_nothing_or_turns_what_is_around_it_goes(typed: str, shown: str) -> None:
    assert visible(typed) == shown


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\u200b", "\u3164", "\u115f\u1160", "\uffa0", "\u2800", "\ufe0f", "\u034f", "\u0301"],
)
def test_what_nobody_can_see_is_nothing(typed: str) -> None:
    assert visible(typed) == ""


@given(st.text())
def test_what_is_shown_stays_as_it_is_when_cleaned_again(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert not {unicodedata.category(char) for char in once} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(once) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(st.text(max_size=20))
@example("\U000e0100 first")
@example("\u180b first")
def test_a_name_is_itself_whatever_its_form(name: str) -> None:
    for form in ("NFC", "NFD"):
        assert name_key(unicodedata.normalize(form, name)) == name_key(name)
    assert bool(name_key(name)) == bool(visible(name))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *[("Zoé", "zoe"), ("Łucja", "lucja"), ("Đức", "duc"), ("Jean-Luc", "jean luc")],
        *[("Æsa", "aesa"), ("Þóra", "thora"), ("Nguyễn", "nguyen"), ("Фёдор", "федор")],
        *[("Işık", "isik"), ("مُحَمَّد", "محمد"), ("محمـد", "محمد"), ("علی", "علي"), ("أحمد", "احمد")],
        *[("שָׁלוֹם", "שלום"), ("あな", "アナ"), ("Ana ٢", "ana2"), ("👩🏽", "👩"), ("J. P.", "jp")],
    ],
)
def test_without_accents_a_name_is_found_but_not_the_same(name: str, other: str) -> None:
    assert bare_name(name) == bare_name(other)
    assert name_key(name) != name_key(other)


@pytest.mark.parametrize(("one", "other"), [("कि", "का"), ("ไก่", "ไก"), ("கி", "கு")])
def test_vowel_signs_are_no_accents(one: str, other: str) -> None:
    assert bare_name(one) != bare_name(other)


#: One name, and how else a phone, a list or a keyboard writes it.
SAME = {
    "apostrophes": [
        "N’Diaye",
        "N'Diaye",
        "NʼDiaye",
        "N‘Diaye",
        "N′Diaye",
        "N`Diaye",
        "N´DIAYE",
        "N＇Diaye",
    ],
    "hyphens": ["Jean-Luc", "Jean‐Luc", "Jean‑Luc", "Jean–Luc", "JEAN−LUC", "Jean－Luc"],
    "spaces": [
        "Jean Luc",
        " Jean  Luc ",
        "Jean\u00a0Luc",
        "Jean\u202fLuc",
        "Jean\u3000Luc",
        "jean\tluc",
    ],
    "accents": ["Zoé", "Zoe\u0301", "ZOÉ", "zoE\u0301"],
    "two accents": ["Nguyễn", unicodedata.normalize("NFD", "Nguyễn"), "NGUYỄN"],
    "width": ["Ana 2", "Ａｎａ　２", "ANA 2"],
    "invisible": ["Ada", "A\u200bda", "\u2067Ada\u2069", "Ada\u200e", "\ufeffAda", "A\u00adda"],
    "ligatures": ["fiona", "ﬁona", "FIONA"],
    "German": ["Weiß", "WEISS", "weiss"],
    "Greek": ["Σόφος", "ΣΌΦΟΣ"],
    "Turkish": ["İpek", "ipek", "İPEK", "i\u0307pek"],
    "Japanese": ["アナ", "ｱﾅ"],
    "Korean": ["한국", unicodedata.normalize("NFD", "한국")],
    "Arabic forms": ["محمد", "\ufee3\ufea4\ufee4\ufeaa"],
    "Hebrew marks": ["ג׳ון", "ג'ון"],
    "an emoji": ["❤️", "❤"],
}


@pytest.mark.parametrize("names", SAME.values(), ids=SAME)
def test_a_name_is_found_however_it_was_typed(names: list[str]) -> None:
    assert len({name_key(name) for name in names}) == 1
    assert len({bare_name(name) for name in names}) == 1


@given(st.text(max_size=20), st.sampled_from("\u200b\u2060\u00ad\u200e\u2066\u2069\ufeff"))
def test_what_nobody_sees_makes_no_other_name(name: str, unseen: str) -> None:
    for at in (0, len(name)):
        assert name_key(name[:at] + unseen + name[at:]) == name_key(name)


@pytest.mark.parametrize(
    "names",
    [
        ("Ada", "\u0410da"),  # a Cyrillic capital
        ("Paul", "Pau1"),
        ("Ilse", "llse"),
        ("mona", "rnona"),
        ("Zoé", "Zoe"),
        ("Nova", "\u039dova"),  # a Greek capital
    ],
)
def test_names_that_can_hardly_be_told_apart_are_found(names: tuple[str, str]) -> None:
    assert look_alikes(["Bob", names[0], "Cyd", names[1]]) == (names,)


def test_names_that_are_plainly_others_are_not() -> None:
    assert look_alikes(["Ada", "Adam", "Bob", "Rob", "Marie", "Maria", "Anna 1", "Anna 2"]) == ()
