"""A deck file brought up to date: what it says changes, every other byte stays, comments among them."""

import copy
import difflib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tamtam import assets
from tamtam.authoring.deck_file import dumping, reading
from tamtam.authoring.deck_file.patching import patched

SHIPPED = ("retrospective", "our_crowd")
WRITTEN = """\
# A deck.
id: small   # its id
title: {fr: "Un", en: "One"}
parts:
  # The only one.
  - id: only
    title:
      fr: >-
        Un texte
        en deux lignes
      en: "A text"
activities:
  # First.
  - id: first
    minutes: 4
    items: [{id: a, text: {fr: "A"}}, {id: b, text: {fr: "B"}}]

  # Second.
  - id: second   # beside
    minutes: 5
    items:
      - {id: c, text: {fr: "C"}}   # of c
      # before d
      - id: d
        text: {fr: "D"}
# The end of the day.
cuts:
  one_hour: {first: 4, second: 5}
"""


def source(name: str) -> str:
    return (assets.workshops() / name / "deck.yaml").read_text("utf-8")


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    told = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [one[2:] for one in told if one[0] == "-"], [one[2:] for one in told if one[0] == "+"]


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_deck_that_stays_as_it_is_stays_to_the_byte(name: str) -> None:
    assert patched(source(name), reading.plain(source(name))) == source(name)


def test_another_word_changes_its_line_alone() -> None:
    wanted = reading.plain(WRITTEN)
    wanted["activities"][1]["items"][0]["text"]["fr"] = 'dit : "oui" # non'
    went, came = changed(WRITTEN, patched(WRITTEN, wanted))
    assert went == ['      - {id: c, text: {fr: "C"}}   # of c']
    assert came == ['      - {id: c, text: {fr: "dit : \\"oui\\" # non"}}   # of c']


def test_a_comment_moves_with_what_it_stands_above() -> None:
    wanted = reading.plain(WRITTEN)
    wanted["activities"].reverse()
    said = patched(WRITTEN, wanted)
    assert sorted(comments(said)) == sorted(comments(WRITTEN))
    assert said.index("# Second.") < said.index("id: second") < said.index("# First.")


def test_a_text_of_several_lines_is_replaced_whole() -> None:
    wanted = reading.plain(WRITTEN)
    wanted["parts"][0]["title"]["fr"] = "Neuf"
    went, came = changed(WRITTEN, patched(WRITTEN, wanted))
    assert came == ['      fr: "Neuf"'] and len(went) == 3


def test_what_is_new_stands_in_its_place_and_what_is_dropped_goes_with_its_comment() -> None:
    wanted = reading.plain(WRITTEN)
    wanted["activities"][0] = {"id": "new", "minutes": 2.5, "title": {"fr": "Neuf"}}
    wanted["welcome"] = {"fr": "Bonjour"}
    said = patched(WRITTEN, wanted)
    assert reading.plain(said) == wanted
    assert "# First." not in said and "# Second." in said and "# beside" in said
    assert '  - {id: new, minutes: 2.5, title: {fr: "Neuf"}}\n' in said


@pytest.mark.parametrize("odd", ["{id: x, activities: []}\n", "id: x", "# only\n", ""])
def test_what_cannot_be_kept_is_written_anew(odd: str) -> None:
    wanted = {"id": "y", "activities": [{"id": "a"}], "title": {"fr": "é"}}
    assert reading.plain(patched(odd, wanted)) == wanted


def test_what_is_no_yaml_is_refused() -> None:
    with pytest.raises(yaml.YAMLError):
        patched("a: [", {"a": 1})


_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
_KEYS = st.sampled_from(("id", "fr", "en", "minutes", "items", "title", "no"))
_VALUES = st.recursive(
    st.one_of(_TEXTS, st.integers(-9, 999), st.floats(0.5, 99), st.booleans(), st.none()),
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(_KEYS, below, max_size=4)),
    max_leaves=8,
)


@given(_VALUES)
def test_what_is_written_reads_the_same(value: Any) -> None:
    said = "\n".join(dumping.block({"value": value}, 0))
    assert reading.plain(said) == {"value": value}


@given(st.data())
def test_whatever_changes_is_what_is_read_then(data: st.DataObject) -> None:
    wanted = copy.deepcopy(reading.plain(WRITTEN))
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(_places(wanted))
        above, key = data.draw(st.sampled_from(places))
        if data.draw(st.booleans()):
            above[key] = data.draw(_VALUES)
        elif isinstance(above, list):
            above.insert(0, above.pop(key))
        else:
            del above[key]
    said = patched(WRITTEN, wanted)
    assert reading.plain(said) == wanted
    assert patched(said, wanted) == said


def _places(value: Any) -> Any:
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
