"""A deck file is read alike by the quick reader and by the exact one, to the place of every word."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from tamtam import assets
from tamtam.authoring import deck_file
from tamtam.authoring.deck_file import reading

DECKS = sorted(assets.workshops().glob(f"*/{deck_file.FILE}"))
ODD = """\
# Before it.
a: |
  b 😀 é

  c
"d": >-
  e
  f   # g

h:
- i: 'it''s'   # j
  k: [l, {m: 1.5}, "n
    o"]
-

p:
"""


def told(node: Any) -> Iterator[tuple[object, ...]]:
    """What a node and all below it say, and from where to where."""
    places = [(at.line, at.column, at.index) for at in (node.start_mark, node.end_mark)]
    if isinstance(node, yaml.ScalarNode):
        yield node.tag, node.value, bool(node.style), *places
        return
    yield node.tag, len(node.value), *places
    for below in node.value:
        for one in below if isinstance(below, tuple) else (below,):
            yield from told(one)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no reader in C here")
@pytest.mark.parametrize(
    "source",
    [ODD, ODD.replace("\n", "\r\n"), *(path.read_text("utf-8") for path in DECKS)],
    ids=["odd", "with the line ends of Windows", *(path.parent.name for path in DECKS)],
)
def test_both_readers_find_the_same_at_the_same_places(source: str) -> None:
    quick, exact = reading._Quick(source), reading._Loader(source)
    assert list(told(quick.get_single_node())) == list(told(exact.get_single_node()))


@pytest.mark.parametrize("sign", ["\ufeff", "\u0085", "\u2028"])
def test_where_they_count_otherwise_the_exact_one_reads(
    sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_Quick", None)
    root = (
        reading.composed(f"{sign}a: b\n") if sign == "\ufeff" else reading.composed(f"a: b{sign}")
    )
    assert root is not None and root.value[0][1].value == "b"
